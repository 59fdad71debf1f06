// Tabs: arrow keys move between them, and only the panel of the chosen one is there.

/** `shown` gets the name of the tab that is chosen (the end of its id). Gives a function that chooses one by name. */
export function makeTabs(root, shown) {
  const tabs = [...root.querySelectorAll("[role=tab]")];
  const nameOf = (tab) => tab.id.slice("tab-".length);

  function choose(tab, focus) {
    for (const other of tabs) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !chosen;
    }
    if (focus) tab.focus();
    shown(nameOf(tab));
  }

  for (const tab of tabs) tab.addEventListener("click", () => choose(tab, false));
  root.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(tabs[(next + tabs.length) % tabs.length], true);
  });
  return (name) => choose(tabs.find((tab) => nameOf(tab) === name), false);
}
