// The comparison of counties: each chart is fetched when it comes near. All else works without a script.

import { fill } from "./fragments.js";

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    fill(target, target.dataset.later);
  }
}, { rootMargin: "300px" });
for (const element of document.querySelectorAll("[data-later]")) near.observe(element);
