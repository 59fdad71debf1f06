// Chips that show and hide kinds of things: pressed is shown.

/** `changed` gets the set of kinds that are hidden, after each press. */
export function makeChips(root, changed) {
  const chips = [...root.querySelectorAll(".chip")];
  const isOff = (chip) => chip.getAttribute("aria-pressed") === "false";
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(isOff(chip)));
      changed(new Set(chips.filter(isOff).map((other) => other.dataset.kind)));
    });
  }
}
