// Single keys for the whole page. They can be switched off, and they are silent while somebody writes or composes.

const STORED = "junheng.shortcuts";
const WRITING = "input, textarea, select, [contenteditable]";

/** Whether the event belongs to an input method that is composing. Chromium says 229 where the composition has just begun. */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/** `keys`: what each key does. `box`: the checkbox that switches them on and off. */
export function makeShortcuts(keys, box) {
  box.checked = localStorage.getItem(STORED) !== "off";
  box.addEventListener("change", () => localStorage.setItem(STORED, box.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (!box.checked || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest(WRITING) || document.querySelector("dialog[open]")) return;
    const action = keys[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
