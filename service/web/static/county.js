// The county page: its charts and the comparison of its documents are fetched after it; requirements are shown by verdict.

import { makeChips } from "./chips.js";
import { fillAll } from "./fragments.js";

fillAll(document);
makeChips(document, (off) => {
  for (const row of document.querySelectorAll("tr[data-of]")) row.hidden = off.has(row.dataset.of);
});
