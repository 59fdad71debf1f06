// The dialog that corrects a figure: its fields as people left them, what differs from the machine's reading, and saving.

import { Refusal, call, say } from "./api.js";
import { isComposing } from "./shortcuts.js";

const dialog = document.getElementById("correction");
const form = dialog?.querySelector("form");
const alert = document.getElementById("correction-alert");
const fields = form ? [...form.querySelectorAll(".field [name]:not([name=note])")] : [];

const textOf = (value) => (value === null || value === undefined ? "" : String(value));

/** What the fields say otherwise than the machine: empty ones as null. */
function differences(machine) {
  const changed = fields.filter((field) => field.value.trim() !== textOf(machine[field.name]));
  return Object.fromEntries(changed.map((field) => [field.name, field.value.trim() || null]));
}

function fill(item) {
  document.getElementById("correction-quote").textContent = item.fact.evidence.sentence || item.fact.evidence.text;
  for (const field of fields) {
    offer(field, textOf(item.fact[field.name]));
    field.value = textOf(item.fact[field.name]);
  }
  form.elements.note.value = item.review?.note ?? "";
  mark(item.machine);
}

/** A code that the list does not have stays a choice, or it would be lost. */
function offer(field, code) {
  if (field instanceof HTMLSelectElement && code && ![...field.options].some((option) => option.value === code)) field.add(new Option(code, code));
}

function mark(machine) {
  for (const field of fields) {
    const read = textOf(machine[field.name]);
    const changed = field.value.trim() !== read;
    field.closest(".field").classList.toggle("changed", changed);
    document.getElementById(`m-${field.name}`).textContent = changed ? say("machine_value", { value: named(field, read) }) : "";
  }
}

function named(field, code) {
  if (!code) return "—";
  return field instanceof HTMLSelectElement ? [...field.options].find((option) => option.value === code)?.textContent ?? code : code;
}

function complain(text) {
  alert.textContent = text;
  alert.hidden = !text;
}

/** Opens the dialog for a figure (its address in the API). `done` is called when a correction was saved, `stale` when somebody else was first. */
export async function correct(address, { done, stale }) {
  let item = await call("GET", address);
  if (dialog.open) return;
  fill(item);
  complain("");
  dialog.showModal();
  fields[0].select();

  async function save() {
    const edits = differences(item.machine);
    if (!Object.keys(edits).length) return complain(say("nothing_changed"));
    await call("PUT", `${address}/review`, { body: { decision: "edit", edits, note: form.elements.note.value.trim() }, ifMatch: item.etag });
    dialog.close();
    return done();
  }

  /** What was written stays in the fields: it is saved upon what the other has said, if it is saved again. */
  async function failed(error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status !== 412) return complain(error.detail);
    item = await call("GET", address);
    mark(item.machine);
    return complain(await stale(item));
  }

  let saving = false;
  const submit = async (event) => {
    event.preventDefault();
    if (saving) return;
    saving = true;
    await save().catch(failed).finally(() => { saving = false; });
  };
  const controller = new AbortController();
  const { signal } = controller;
  form.addEventListener("submit", submit, { signal });
  form.addEventListener("input", () => mark(item.machine), { signal });
  form.addEventListener("keydown", (event) => { if (event.key === "Enter" && isComposing(event)) event.preventDefault(); }, { signal });
  dialog.addEventListener("close", () => controller.abort(), { signal });
}
