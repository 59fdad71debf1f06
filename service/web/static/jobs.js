// Extraction jobs, asked for again and again until they end.

import { call, say } from "./api.js";

const PAUSE = 600;
const OVER = ["succeeded", "partial", "failed", "cancelled"];
const sleep = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** The job when it has ended; `changed` gets it after every look. */
export async function follow(id, changed) {
  for (;;) {
    const job = await call("GET", `/api/v1/jobs/${id}`);
    changed(job);
    if (OVER.includes(job.state)) return job;
    await sleep(PAUSE);
  }
}

/** How far a job is: a sentence, and a share from 0 to 1 where the pages are known. */
export function progress(job) {
  if (job.state === "queued") return { text: say("upload_queued"), share: 0 };
  if (!job.pages_total) return { text: say("upload_running"), share: null };
  return { text: say("upload_pages", { done: job.pages_done, total: job.pages_total }), share: job.pages_done / job.pages_total };
}
