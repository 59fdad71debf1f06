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

/** How far a job is: a sentence, and a share from 0 to 1 where it is known. Pages are read first, then blocks. */
export function progress(job) {
  if (job.state === "queued") return { text: say("upload_queued"), share: 0 };
  if (job.blocks_total) return shareOf("upload_blocks", job.blocks_done, job.blocks_total);
  if (job.pages_total) return shareOf("upload_pages", job.pages_done, job.pages_total);
  return { text: say("upload_running"), share: null };
}

const shareOf = (name, done, total) => ({ text: say(name, { done, total }), share: done / total });
