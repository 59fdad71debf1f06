// A list of rows at the right of the review: searched, filtered, stepped through, one of them selected.

import { say } from "./api.js";
import { bring } from "./sheet.js";

const MOVES = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e6, End: 1e6 };
const UNDECIDED = ["open", "conflict"];

export class RowList {
  /** `kind`: the end of the ids of its parts. `selected` gets each row that is chosen, `entered` one that is opened. */
  constructor(kind, { selected, entered }) {
    this.kind = kind;
    this.root = document.getElementById(`list-${kind}`);
    this.search = document.getElementById(`search-${kind}`);
    this.state = document.getElementById(`state-${kind}`);
    this.count = document.getElementById(`count-${kind}`);
    this.current = null;
    this.hiddenKinds = new Set();
    this.selected = selected;
    this.entered = entered;
    this.listen();
    this.filter();
  }

  get rows() {
    return [...this.root.children];
  }

  get shown() {
    return this.rows.filter((row) => !row.hidden);
  }

  listen() {
    this.root.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      if (row) this.select(row, { focus: true });
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key in MOVES) this.step(MOVES[event.key]);
      else if (event.key === "Enter" || event.key === " ") this.entered(event.target);
      else return;
      event.preventDefault();
    });
    this.search.addEventListener("input", () => this.filter());
    this.search.addEventListener("keydown", (event) => this.searchKey(event));
    this.state?.addEventListener("change", () => this.filter());
  }

  searchKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      this.search.value = "";
      this.filter();
      this.focus();
    } else if (event.key === "ArrowDown" || event.key === "Enter") this.focus();
    else return;
    event.preventDefault();
  }

  filter() {
    const wanted = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const state = this.state?.value ?? "";
    for (const row of this.rows) {
      const words = `${row.textContent} ${row.dataset.words ?? ""}`.toLowerCase();
      row.hidden = (state && row.dataset.state !== state) || this.hiddenKinds.has(row.dataset.of) || !wanted.every((word) => words.includes(word));
    }
    if (this.shown.length && !this.shown.includes(this.current)) this.makeTabStop(this.shown[0]);
    this.tellCount();
  }

  /** `kinds`: the set of those whose rows are not shown. */
  hide(kinds) {
    this.hiddenKinds = kinds;
    this.filter();
  }

  tellCount() {
    const all = this.rows.length;
    const filtered = this.shown.length < all;
    const done = this.rows.filter((row) => !UNDECIDED.includes(row.dataset.state)).length;
    const reviewed = this.state && !filtered;
    this.count.textContent = reviewed ? say("reviewed_of", { n: done, all }) : say("shown_of", { n: this.shown.length, all });
  }

  makeTabStop(row) {
    for (const other of this.root.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
    row.tabIndex = 0;
  }

  /** Clears the filters where they hide the row. */
  select(row, { focus = false } = {}) {
    if (row.hidden) this.showAll();
    this.current?.setAttribute("aria-selected", "false");
    this.current = row;
    row.setAttribute("aria-selected", "true");
    this.makeTabStop(row);
    bring(this.root, row);
    if (focus) row.focus({ preventScroll: true });
    this.selected(row);
  }

  showAll() {
    this.search.value = "";
    if (this.state) this.state.value = "";
    this.filter();
  }

  step(by) {
    const left = this.shown;
    if (!left.length) return;
    const at = left.indexOf(this.current);
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), left.length - 1);
    this.select(left[next], { focus: true });
  }

  focus() {
    const row = this.current && !this.current.hidden ? this.current : this.shown[0];
    if (row) this.select(row, { focus: true });
  }

  /** The first undecided row behind the current one, else the first at all, else null. */
  nextOpen() {
    const rows = this.rows;
    const at = rows.indexOf(this.current);
    const isOpen = (row) => UNDECIDED.includes(row.dataset.state) && row !== this.current;
    return rows.slice(at + 1).find(isOpen) ?? rows.find(isOpen) ?? null;
  }

  byId(id) {
    return this.rows.find((row) => row.dataset.id === id) ?? null;
  }

  /** Puts the row as it is now in the place of the old one, unless nothing has changed. */
  replace(old, fresh) {
    if (old.dataset.etag === fresh.dataset.etag && old.dataset.state === fresh.dataset.state) return;
    const focused = document.activeElement === old;
    fresh.tabIndex = old.tabIndex;
    fresh.hidden = old.hidden;
    if (this.current === old) {
      this.current = fresh;
      fresh.setAttribute("aria-selected", "true");
    }
    old.replaceWith(fresh);
    if (focused) fresh.focus({ preventScroll: true });
    this.tellCount();
  }
}
