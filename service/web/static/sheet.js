// The document at the left: which of its figures are marked, what is in sight, how large it is, and what is clicked.

const ZOOMS = 4;
const MARGIN = 60;

export class Sheet {
  /** `picked` gets the id of a figure that somebody clicks. */
  constructor(root, picked) {
    this.root = root;
    root.addEventListener("click", (event) => {
      const place = event.target.closest("[data-fact]");
      if (place) picked(place.dataset.fact);
    });
  }

  places(fact) {
    return [...this.root.querySelectorAll(`[data-fact="${CSS.escape(fact)}"]`)];
  }

  marks(number) {
    return [...this.root.querySelectorAll(`[data-mark="${CSS.escape(number)}"]`)];
  }

  /** Marks the first of the figures as the one that is meant, the others as those it has to do with. */
  show([first, ...others], { scroll = true } = {}) {
    const places = first ? this.places(first) : [];
    this.light(places, others.flatMap((fact) => this.places(fact)), scroll);
  }

  showMark(number) {
    this.light(this.marks(number), [], true);
    return this.marks(number).length > 0;
  }

  light(here, kin, scroll) {
    for (const old of this.root.querySelectorAll(".here, .kin")) old.classList.remove("here", "kin");
    for (const place of kin) place.classList.add("kin");
    for (const place of here) place.classList.add("here");
    if (scroll && here.length) bring(this.root, here[0]);
  }

  /** Scrolls to a figure and puts the keyboard there, so that Escape can lead back. */
  goTo(fact) {
    const [place] = this.places(fact);
    if (!place) return;
    bring(this.root, place);
    if (place instanceof HTMLElement) place.focus({ preventScroll: true });
    else this.root.focus({ preventScroll: true });
  }

  paint(fact, state) {
    for (const place of this.places(fact)) place.dataset.state = state;
  }

  zoom(by) {
    const now = [...this.root.classList].find((name) => name.startsWith("zoom-"));
    const next = Math.min(Math.max(Number(now.slice(5)) + by, 1), ZOOMS);
    this.root.classList.replace(now, `zoom-${next}`);
  }

  toPage(number) {
    this.root.querySelector(`[data-page="${CSS.escape(number)}"]`)?.scrollIntoView({ block: "start" });
  }

  /** `changed` gets the number of the page that is in sight. */
  watchPages(changed) {
    const seen = new IntersectionObserver((entries) => {
      const shown = entries.find((entry) => entry.isIntersecting);
      if (shown) changed(shown.target.dataset.page);
    }, { root: this.root, rootMargin: "-45% 0px -45% 0px" });
    for (const page of this.root.querySelectorAll("[data-page]")) seen.observe(page);
  }
}

/** Scrolls `box` only where `node` is not well inside it. */
export function bring(box, node) {
  const outer = box.getBoundingClientRect();
  const inner = node.getBoundingClientRect();
  if (inner.top < outer.top + MARGIN || inner.bottom > outer.bottom - MARGIN) {
    box.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  }
  if (inner.left < outer.left || inner.right > outer.right) {
    box.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }
}
