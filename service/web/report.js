"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const article = document.getElementById("text");
  const list = document.getElementById("list");
  const card = document.getElementById("card");
  const filter = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const parts = document.getElementById("card-parts").content;
  const chips = [...document.querySelectorAll(".chip")];
  const rows = [...list.querySelectorAll("li[data-mark]")];
  const rowOf = new Map(rows.map((row) => [row.dataset.mark, row]));
  const words = new Map(rows.map((row) => [row, searchText(row)]));
  let selected = null;

  function searchText(row) {
    const known = data.cards[row.dataset.mark];
    return (row.textContent + " " + (known ? known.fields.map((f) => f[1]).join(" ") : "")).toLowerCase();
  }
  const marksOf = (mark) => [...article.querySelectorAll(`mark[data-mark="${mark}"]`)];
  const visible = () => rows.filter((row) => !row.hidden);

  function make(tag, text, className) {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    if (className) node.className = className;
    return node;
  }

  function applyFilter() {
    const off = new Set(chips.filter((c) => c.getAttribute("aria-pressed") === "false").map((c) => c.dataset.kind));
    const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = off.has(row.dataset.kind) || !wanted.every((w) => words.get(row).includes(w));
    for (const mark of article.querySelectorAll("mark")) {
      mark.classList.toggle("off", [...mark.classList].some((c) => c.startsWith("k-") && off.has(c.slice(2))));
    }
    const left = visible();
    shown.textContent = data.shown.replace("{n}", left.length).replace("{all}", rows.length);
    if (left.length && !left.includes(selected)) setTabStop(left[0]);
    else if (selected) setTabStop(selected);
  }

  function setTabStop(row) {
    for (const other of rows) if (other.tabIndex === 0) other.tabIndex = -1;
    row.tabIndex = 0;
  }

  function bring(box, node) {
    const outer = box.getBoundingClientRect();
    const inner = node.getBoundingClientRect();
    if (inner.top < outer.top + 40 || inner.bottom > outer.bottom - 40) {
      box.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
    }
  }

  function select(mark, { scrollText = true, focus = "" } = {}) {
    const row = rowOf.get(mark);
    if (!row) return;
    if (row.hidden) {
      filter.value = "";
      for (const chip of chips) if (chip.dataset.kind === row.dataset.kind) chip.setAttribute("aria-pressed", "true");
      applyFilter();
    }
    if (selected) selected.setAttribute("aria-selected", "false");
    for (const old of article.querySelectorAll("mark.here, mark.kin")) old.classList.remove("here", "kin");
    selected = row;
    row.setAttribute("aria-selected", "true");
    setTabStop(row);
    bring(list, row);
    const places = marksOf(mark);
    for (const place of places) place.classList.add("here");
    if (scrollText && places.length) bring(article, places[0]);
    showCard(mark);
    if (focus === "list") row.focus({ preventScroll: true });
    if (focus === "text" && places.length) places[0].focus({ preventScroll: true });
  }

  function showCard(mark) {
    const known = data.cards[mark];
    card.textContent = "";
    const title = parts.querySelector("h2").cloneNode();
    title.textContent = known ? known.title : rowOf.get(mark).querySelector("b").textContent;
    const go = parts.querySelector(".go").cloneNode(true);
    go.addEventListener("click", () => select(mark, { focus: "text" }));
    card.append(go, title);
    if (!known) return;
    if (!known.relations.length) card.append(parts.querySelector(".alone").cloneNode(true));
    for (const relation of known.relations) card.append(relationBox(relation, mark));
    const fields = make("dl");
    for (const [name, text] of known.fields) fields.append(make("dt", name), make("dd", text));
    card.append(fields);
    card.scrollTop = 0;
  }

  function relationBox(relation, mark) {
    const box = make("div", "", "relation");
    const members = make("ul");
    for (const [role, fact, text] of relation.members) {
      const item = make("li");
      const target = data.marks[fact];
      item.append(make("em", role + " "));
      if (target === mark) item.append(make("strong", text));
      else {
        const jump = make("button", text);
        jump.type = "button";
        jump.addEventListener("click", () => select(target, { focus: "list" }));
        item.append(jump);
        for (const place of marksOf(target)) place.classList.add("kin");
      }
      members.append(item);
    }
    box.append(make("strong", relation.type), members);
    return box;
  }

  function step(by, focus) {
    const left = visible();
    if (!left.length) return;
    const at = left.indexOf(selected);
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), left.length - 1);
    select(left[next].dataset.mark, { focus });
  }

  list.addEventListener("click", (event) => {
    const row = event.target.closest("li[data-mark]");
    if (row) select(row.dataset.mark, { focus: "list" });
  });
  list.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1, PageDown: 10, PageUp: -10, Home: -1e6, End: 1e6 };
    if (event.key in moves) step(moves[event.key], "list");
    else if (event.key === "Enter" || event.key === " ") select(event.target.closest("li").dataset.mark, { focus: "text" });
    else return;
    event.preventDefault();
  });
  article.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark && rowOf.has(mark.dataset.mark)) select(mark.dataset.mark, { scrollText: false, focus: "text" });
  });
  article.addEventListener("keydown", (event) => {
    const onMark = event.target.matches("mark");
    if (!onMark && event.target !== article) return;
    if (event.key === "ArrowRight") step(1, "text");
    else if (event.key === "ArrowLeft") step(-1, "text");
    else if (onMark && (event.key === "Enter" || event.key === "Escape")) select(event.target.dataset.mark, { scrollText: false, focus: "list" });
    else return;
    event.preventDefault();
  });
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") === "false"));
      applyFilter();
    });
  }
  filter.addEventListener("input", applyFilter);
  filter.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "Enter") step(selected && !selected.hidden ? 0 : 1, "list");
    else if (event.key === "Escape") { filter.value = ""; applyFilter(); }
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== filter) { event.preventDefault(); filter.focus(); filter.select(); }
  });
  window.addEventListener("hashchange", () => select(location.hash.slice(1), { focus: "list" }));
  applyFilter();
  if (location.hash) select(location.hash.slice(1), { focus: "list" });
})();
