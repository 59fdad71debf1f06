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
  const FROM_THE_LEAST = ["name", "rank"];

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
    const told = row.cells[place].dataset.value ?? row.cells[place].textContent.replaceAll(",", "").trim();
    return told === "" || Number.isNaN(Number(told)) ? null : Number(told);
  }

  function sortBy(head) {
    const sorted = head.closest("table").tBodies[0];
    const { column } = head.dataset;
    const place = head.cellIndex;
    const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") !== "descending" : !FROM_THE_LEAST.includes(column);
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const turn = down ? -1 : 1;
    const ordered = [...sorted.rows].sort((a, b) => {
      if (column === "name") return turn * byName.compare(a.cells[place].textContent, b.cells[place].textContent);
      const [first, second] = [value(a, place), value(b, place)];
      if (first === null || second === null) return (first === null) - (second === null);
      return turn * (first - second);
    });
    sorted.append(...ordered);
  }

  function makeSortable(heads) {
    for (const label of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...label.childNodes);
      label.replaceWith(button);
      button.addEventListener("click", () => sortBy(button.closest("th")));
    }
  }

  function showSource(found) {
    dialog.firstElementChild.replaceChildren(...[...found.childNodes].map((node) => node.cloneNode(true)));
    dialog.showModal();
  }

  // The parts that are chosen stand in <noscript>: with a script they are text until they are asked for, which keeps a page
  // of many counties quick; without one they are all there to be read.
  function showPart(select, id) {
    const part = new DOMParser().parseFromString(held.get(id).textContent, "text/html").body.firstElementChild;
    document.getElementById(select.dataset.shown).replaceChildren(part);
    makeSortable(part.querySelectorAll(".sort"));
    select.value = id;
    return part;
  }

  function followAddress() {
    const id = location.hash.slice(1);
    const select = chosenBy.get(id);
    if (!select) return;
    const head = showPart(select, id).querySelector("h3");
    head.tabIndex = -1;
    head.scrollIntoView({ block: "start" });
    head.focus({ preventScroll: true });
  }

  const held = new Map();
  for (const part of document.querySelectorAll("noscript")) held.set(part.textContent.match(/id="([cr]\d+)"/)[1], part);
  const chosenBy = new Map();
  for (const select of document.querySelectorAll("select[data-shown]")) {
    for (const option of select.options) chosenBy.set(option.value, select);
    select.parentElement.hidden = false;
    select.addEventListener("change", () => showPart(select, select.value));
    if (select.options.length) showPart(select, select.value);
  }
  window.addEventListener("hashchange", followAddress);

  makeSortable(table.tHead.querySelectorAll(".sort"));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const source = link && document.getElementById(link.hash.slice(1))?.closest(".sources li");
    if (!source || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showSource(source);
  });
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  text.addEventListener("input", applyFilter);
  only.addEventListener("change", applyFilter);
  filters.hidden = false;
  applyFilter();
  followAddress();
})();
