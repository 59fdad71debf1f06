// The comparison of counties: each chart is fetched when it comes near, one after the other from the top. All else works without a script.

import { fill } from "./fragments.js";

let last = Promise.resolve();
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    last = last.finally(() => fill(target, target.dataset.later));
  }
}, { rootMargin: "300px" });
for (const element of document.querySelectorAll("[data-later]")) near.observe(element);
