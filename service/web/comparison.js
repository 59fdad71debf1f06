"use strict";
(() => {
  const table = document.getElementById("values");
  const body = table.tBodies[0];
  const filters = document.getElementById("filters");
  const text = document.getElementById("f-text");
  const only = document.getElementById("f-only");
  const shown = document.getElementById("shown");
  const dialog = document.getElementById("source");
  const rows = [...body.rows];
  const words = new Map(rows.map((row) => [row, row.cells[0].textContent.toLowerCase()]));
  const byName = new Intl.Collator(document.documentElement.lang);

  function applyFilter() {
    const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const isOf = { "": () => true, missed: (row) => Number(row.dataset.missed) > 0, grave: (row) => row.dataset.grave === "1" }[only.value];
    let left = 0;
    for (const row of rows) {
      row.hidden = !(isOf(row) && wanted.every((word) => words.get(row).includes(word)));
      left += row.hidden ? 0 : 1;
    }
    shown.textContent = shown.dataset.shown.replace("{n}", left).replace("{all}", rows.length);
  }

  // Numbers only order the rows here; what is shown stays the exact text.
  function value(row, place) {
    const told = row.cells[place].dataset.value;
    return told === undefined ? null : Number(told);
  }

  function sortBy(head) {
    const place = head.cellIndex;
    const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") !== "descending" : place > 0;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const turn = down ? -1 : 1;
    rows.sort((a, b) => {
      if (place === 0) return turn * byName.compare(words.get(a), words.get(b));
      const [first, second] = [value(a, place), value(b, place)];
      if (first === null || second === null) return (first === null) - (second === null);
      return turn * (first - second);
    });
    body.append(...rows);
  }

  function showSource(anchor) {
    const found = document.getElementById(anchor);
    if (!found) return false;
    dialog.firstElementChild.replaceChildren(...[...found.childNodes].map((node) => node.cloneNode(true)));
    dialog.showModal();
    return true;
  }

  for (const label of table.tHead.querySelectorAll(".sort")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...label.childNodes);
    label.replaceWith(button);
    button.addEventListener("click", () => sortBy(button.closest("th")));
  }
  table.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && showSource(link.hash.slice(1))) event.preventDefault();
  });
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  text.addEventListener("input", applyFilter);
  only.addEventListener("change", applyFilter);
  filters.hidden = false;
  applyFilter();
})();
