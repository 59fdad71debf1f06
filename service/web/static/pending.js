// A document without results: how far its job is, and another try.

import { Refusal, call } from "./api.js";
import { follow, progress } from "./jobs.js";

const root = document.getElementById("pending");
const text = document.getElementById("progress-text");
const bar = document.getElementById("progress");
const show = (error) => {
  if (!(error instanceof Refusal)) throw error;
  (text ?? root.appendChild(document.createElement("p"))).textContent = error.detail;
};

function tell(job) {
  const now = progress(job);
  if (now.share === null) bar.removeAttribute("value");
  else bar.value = now.share * 100;
  if (text.textContent !== now.text) text.textContent = now.text;
}

if (bar) follow(root.dataset.job, tell).then(() => location.reload(), show);
document.getElementById("cancel")?.addEventListener("click", () => call("DELETE", `/api/v1/jobs/${root.dataset.job}`).catch(show));
document.getElementById("again")?.addEventListener("click", () => {
  call("POST", `/api/v1/documents/${root.dataset.document}/jobs`).then(() => location.reload(), show);
});
