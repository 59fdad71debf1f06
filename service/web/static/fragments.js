// Parts of a page that take longer to make: fetched when the page is there.

import { Refusal, part } from "./api.js";

/** Fills every element inside `root` that names its source. */
export function fillAll(root) {
  for (const element of root.querySelectorAll("[data-source]")) fill(element);
}

async function fill(element) {
  try {
    const found = await part(element.dataset.source);
    element.replaceChildren(...found.body.childNodes);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    element.textContent = error.detail;
  }
}
