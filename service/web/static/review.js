// The review: lists and document point at each other, decisions go to the API, and what comes back is shown.

import { Refusal, call, part, say } from "./api.js";
import { tell, warn } from "./announce.js";
import { makeChips } from "./chips.js";
import { correct } from "./correction.js";
import { RowList } from "./list.js";
import { Sheet } from "./sheet.js";
import { makeShortcuts } from "./shortcuts.js";
import { makeTabs } from "./tabs.js";
import { localTimes } from "./times.js";

const main = document.getElementById("content");
const base = `/documents/${main.dataset.document}`;
const facing = document.getElementById("facing");
const help = document.getElementById("help");
const mayReview = main.dataset.mayReview === "yes";
const DONE = { accept: "did_accept", edit: "did_edit", reject: "did_reject", reset: "did_reset" };

const sheet = new Sheet(document.getElementById("sheet"), (fact) => selectFact(fact, { scroll: false }));
const lists = {};
let panel = "facts";
let scrolling = true;

// --- selecting ------------------------------------------------------------------------------------------------------

const factsOf = (row) => (row.dataset.facts ? row.dataset.facts.split(" ") : []);

function selected(row) {
  sheet.show(factsOf(row), { scroll: scrolling });
  if (row.dataset.kind === "ledger") showLedgerPlace(row);
  else refresh(row).catch(complain);
}

function selectFact(id, { scroll = true } = {}) {
  const row = lists.facts.byId(id);
  if (!row) return;
  openPanel("facts");
  scrolling = scroll;
  lists.facts.select(row, { focus: true });
  scrolling = true;
}

function showLedgerPlace(row) {
  const found = sheet.showMark(row.dataset.mark);
  if (!found && row.dataset.facts) sheet.show(factsOf(row));
  else if (!found) location.assign(`${base}?view=text#ledger/${row.dataset.mark}`);
}

function openPanel(name) {
  if (panel !== name) chooseTab(name);
}

// --- a row and its card, as they are now ----------------------------------------------------------------------------

const addressOf = (row) => `${row.dataset.kind}/${encodeURIComponent(row.dataset.id)}`;

async function refresh(row) {
  const list = lists[row.dataset.kind];
  const card = document.getElementById(`card-${row.dataset.kind}`);
  const found = await part(`${base}/${addressOf(row)}`);
  const fresh = found.querySelector("[role=option]");
  list.replace(list.byId(row.dataset.id), fresh);
  if (fresh.dataset.kind === "facts") sheet.paint(fresh.dataset.id, fresh.dataset.state);
  if (list.current?.dataset.id !== fresh.dataset.id) return fresh;
  localTimes(found);
  card.replaceChildren(...found.querySelector(".card-content").childNodes);
  card.scrollTop = 0;
  if (panel === fresh.dataset.kind) face(found.querySelector(".facing-content"));
  return fresh;
}

function face(content) {
  facing.replaceChildren(...(content?.childNodes ?? []));
  facing.hidden = !content;
}

// --- deciding -------------------------------------------------------------------------------------------------------

const review = (row) => `/api/v1${base}/${addressOf(row)}`;

let deciding = false;

async function decide(decision) {
  const row = lists[panel]?.current;
  if (!mayReview || !row?.dataset.etag || deciding) return;
  deciding = true;
  try {
    await call("PUT", `${review(row)}/review`, { body: { decision }, ifMatch: row.dataset.etag });
    await decided(row, decision);
  } catch (error) {
    if (error.status !== 412) throw error;
    warn(await changedMeanwhile(row));
  } finally {
    deciding = false;
  }
}

async function decided(row, decision) {
  const fresh = await refresh(row);
  tell(`${say(DONE[decision])}：${fresh.querySelector(".told").textContent}`);
  if (decision !== "reset" && lists[panel]?.current?.dataset.id === row.dataset.id) nextOpen();
}

/** Shows what somebody else made of it, and tells it. */
async function changedMeanwhile(row, item) {
  const fresh = await refresh(row);
  const now = item ?? await call("GET", review(row));
  const by = now.review?.made_by;
  const who = by === "local" ? say("local_user") : by;
  return who ? say("changed_meanwhile", { who, state: fresh.querySelector(":scope > .badge").textContent.trim() }) : say("changed_meanwhile_unknown");
}

/** Corrects a figure of the list, and goes on: to the next open figure, or back to the finding that led here. */
function edit(row) {
  if (!mayReview || !row) return;
  const finding = panel === "findings" ? lists.findings.current : null;
  const done = () => (finding ? backTo(finding, row) : decided(row, "edit"));
  correct(review(row), { done, stale: (item) => changedMeanwhile(row, item) }).catch(complain);
}

async function backTo(finding, row) {
  await refresh(row);
  const fresh = await refresh(finding);
  lists.findings.current.focus({ preventScroll: true });
  tell(`${say("did_edit")}：${fresh.querySelector(".told").textContent}`);
}

function nextOpen() {
  const row = lists[panel]?.nextOpen?.();
  if (row) lists[panel].select(row, { focus: true });
  else if (lists[panel]?.state) tell(say("all_reviewed"));
}

async function settle(button) {
  const { settle: thread, etag } = button.dataset;
  await call("PUT", `/api/v1${base}/lost-reviews/${thread}`, { body: { decision: "reject" }, ifMatch: etag });
  const notice = button.closest("details");
  button.closest("li").remove();
  const left = notice.querySelectorAll("li").length;
  if (left) notice.querySelector("summary").textContent = say("lost_reviews", { n: left });
  else notice.remove();
}

function complain(error) {
  if (!(error instanceof Refusal)) throw error;
  warn(error.detail);
}

// --- panels that are fetched when they are first looked at ----------------------------------------------------------

/** The ledger never changes; the verdicts may with every review. */
async function load(name) {
  const root = document.getElementById(`panel-${name}`);
  if (!root.dataset.source) return;
  const found = await part(root.dataset.source);
  if (name === "ledger") delete root.dataset.source;
  root.replaceChildren(...found.body.childNodes);
  if (name === "ledger") prepareLedger(root);
  else prepareVerdicts(root);
}

function prepareLedger(root) {
  lists.ledger = new RowList("ledger", { selected, entered: showLedgerPlace });
  makeChips(root, (off) => lists.ledger.hide(off));
}

function prepareVerdicts(root) {
  makeChips(root, (off) => {
    for (const requirement of root.querySelectorAll(".requirement")) requirement.hidden = off.has(requirement.dataset.of);
  });
}

// --- putting it together --------------------------------------------------------------------------------------------

for (const kind of ["facts", "findings"]) {
  lists[kind] = new RowList(kind, { selected, entered: (row) => sheet.goTo(factsOf(row)[0] ?? "") });
}
for (const row of lists.facts.rows) sheet.paint(row.dataset.id, row.dataset.state);

const chooseTab = makeTabs(document.querySelector(".tabs"), (name) => {
  panel = name;
  face(null);
  if (lists[name]?.current && name !== "ledger") refresh(lists[name].current).catch(complain);
  load(name).catch(complain);
});

const actions = {
  accept: () => decide("accept").catch(complain),
  reject: () => decide("reject").catch(complain),
  reset: () => decide("reset").catch(complain),
  edit: () => { if (panel === "facts") edit(lists.facts.current); },
  next: nextOpen,
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { do: action, go, select, edit: corrected, finding, zoom } = button.dataset;
  if (action) actions[action]();
  else if (select) selectFact(select);
  else if (corrected) edit(lists.facts.byId(corrected));
  else if (go) { sheet.show([go]); sheet.goTo(go); }
  else if (finding) { openPanel("findings"); lists.findings.select(lists.findings.byId(finding), { focus: true }); }
  else if (zoom) sheet.zoom(Number(zoom));
  else if ("closeFacing" in button.dataset) { face(null); lists[panel].focus(); }
  else if ("close" in button.dataset) button.closest("dialog").close();
  else if (button.dataset.settle) settle(button).catch(complain);
});
document.getElementById("help-open").addEventListener("click", () => help.showModal());
sheet.root.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && lists[panel]?.current) lists[panel].current.focus({ preventScroll: true });
});

const toPage = document.getElementById("to-page");
if (toPage) {
  toPage.addEventListener("change", () => sheet.toPage(toPage.value));
  sheet.watchPages((number) => { if (document.activeElement !== toPage) toPage.value = number; });
}

const search = () => { const box = lists[panel]?.search; if (box) { box.focus(); box.select(); } };
const tabKeys = Object.fromEntries(["facts", "findings", "ledger", "verdicts"].map((name, at) => [String(at + 1), () => chooseTab(name)]));
makeShortcuts({
  j: () => lists[panel]?.step(1), k: () => lists[panel]?.step(-1), n: nextOpen, a: actions.accept, x: actions.reject, u: actions.reset, e: actions.edit,
  "/": search, "?": () => help.showModal(), ...tabKeys,
}, document.getElementById("shortcuts-on"));

/** Addresses such as #facts/f12 and #findings/… open the page at their row. */
async function openAtHash() {
  const [kind, id] = location.hash.slice(1).split("/").map(decodeURIComponent);
  if (kind === "ledger") {
    openPanel("ledger");
    sheet.showMark(id);
    return;
  }
  const row = id && lists[kind]?.byId?.(id);
  if (!row) return;
  openPanel(kind);
  lists[kind].select(row, { focus: true });
}
window.addEventListener("hashchange", () => { openAtHash().catch(complain); });
openAtHash().catch(complain);
