// Uploading: files dropped or chosen, a few at a time, each followed until its results are there.

import { Refusal, call, headers, say } from "./api.js";
import { follow, progress } from "./jobs.js";

const AT_ONCE = 3;
const MEGABYTE = 1024 * 1024;
const form = document.getElementById("upload");
const most = Number(form?.dataset.most);

class Row {
  /** One file in the list of uploads. */
  constructor(file) {
    this.node = document.getElementById("upload-row").content.firstElementChild.cloneNode(true);
    this.bar = this.node.querySelector("progress");
    const name = this.node.querySelector(".file");
    name.textContent = name.title = file.name;
    this.bar.setAttribute("aria-label", file.name);
    this.outcome = "";
    this.says("upload_waiting");
  }

  says(word, blanks = {}) {
    this.tell(say(word, blanks));
  }

  tell(text, share = 0) {
    this.node.querySelector(".what").textContent = text;
    if (share === null) this.bar.removeAttribute("value");
    else this.bar.value = share * 100;
  }

  end(outcome, text) {
    this.outcome = outcome;
    this.tell(text, 1);
    this.bar.hidden = true;
    this.node.querySelector(".what").className = `what ${outcome}`;
  }

  link(id) {
    const link = document.createElement("a");
    link.href = `/documents/${id}`;
    link.textContent = say("open_review");
    link.setAttribute("aria-label", `${say("open_review")}：${this.node.querySelector(".file").textContent}`);
    this.node.querySelector(".links").replaceChildren(link);
  }

  offerCancel(job) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = say("cancel");
    button.addEventListener("click", () => call("DELETE", `/api/v1/jobs/${job}`).catch((error) => this.tell(error.detail)));
    this.node.querySelector(".links").replaceChildren(button);
  }
}

/** Sends a file and tells how much of it has gone. Gives the answer, throws a Refusal. */
function send(file, sent) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const data = new FormData();
    data.append("file", file, file.name);
    for (const name of ["county", "year"]) {
      const value = form.elements[name].value.trim();
      if (value) data.append(name, value);
    }
    request.open("POST", "/api/v1/documents");
    for (const [name, value] of Object.entries(headers("POST"))) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => sent(event.total ? event.loaded / event.total : 0));
    request.addEventListener("error", () => reject(new Refusal(0, say("failed_request"))));
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      if (request.status < 300) resolve(answer);
      else reject(new Refusal(request.status, answer.detail ?? say("failed_request"), answer.reason));
    });
    request.send(data);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

async function process(file, row) {
  try {
    const answer = await send(file, (share) => row.tell(say("upload_sending", { n: Math.round(share * 100) }), share));
    if (answer.job === null) {
      row.end("done", say("upload_duplicate"));
      row.link(answer.document.id);
      return;
    }
    row.offerCancel(answer.job.id);
    const job = await follow(answer.job.id, (state) => row.tell(progress(state).text, progress(state).share));
    finish(row, job);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    row.end("refused", `✕ ${say("upload_refused")}：${error.detail}`);
    row.node.querySelector(".links").replaceChildren();
  } finally {
    summarise();
  }
}

function finish(row, job) {
  if (job.state === "failed") row.end("refused", `✕ ${job.problem?.detail ?? say("upload_refused")}`);
  else if (job.state === "cancelled") row.end("refused", say("upload_cancelled"));
  else row.end("done", `✓ ${say(job.state === "partial" ? "upload_partial" : "upload_done")}`);
  row.link(job.document);
}

const rows = [];
const waiting = [];
let running = 0;

function summarise() {
  const count = (outcome) => rows.filter((row) => row.outcome === outcome).length;
  const blanks = { total: rows.length, done: count("done"), refused: count("refused"), left: count("") };
  const text = say("upload_summary", blanks);
  document.getElementById("upload-summary").textContent = text;
  document.getElementById("said").textContent = text;
}

function work() {
  while (running < AT_ONCE && waiting.length) {
    const [file, row] = waiting.shift();
    running += 1;
    process(file, row).finally(() => { running -= 1; work(); });
  }
}

function take(files) {
  for (const file of files) {
    const row = new Row(file);
    rows.push(row);
    if (file.size > most * MEGABYTE) row.end("refused", `✕ ${say("upload_too_large", { most })}`);
    else waiting.push([file, row]);
    document.getElementById("upload-list").append(row.node);
  }
  document.getElementById("uploads").hidden = rows.length === 0;
  summarise();
  work();
}

if (form) {
  const picker = document.getElementById("files");
  const drop = document.getElementById("drop");
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("choose").addEventListener("click", () => picker.click());
  picker.addEventListener("change", () => { take([...picker.files]); picker.value = ""; });
  // Wherever on the page a file is dropped, the browser must not open it in place of the page.
  for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
  drop.addEventListener("dragover", () => drop.classList.add("over"));
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    drop.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
}
