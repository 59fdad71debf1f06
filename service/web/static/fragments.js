// Parts of a page that take longer to make: fetched when the page is there.

import { Refusal, part } from "./api.js";

/** Fills every element inside `root` that names its source. */
export function fillAll(root) {
  for (const element of root.querySelectorAll("[data-source]")) fill(element, element.dataset.source);
}

/** Puts the part at an address into an element, or says why it cannot. */
export async function fill(element, source) {
  try {
    const found = await part(source);
    element.replaceChildren(...found.body.childNodes);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    element.textContent = error.detail;
  }
}
