// About a document: county and year put right, extracted anew, deleted.

import { Refusal, call, say } from "./api.js";
import { tell, warn } from "./announce.js";

const address = `/api/v1/documents/${document.getElementById("information").dataset.document}`;

async function attempt(action) {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    warn(error.detail);
  }
}

function onSubmit(id, action) {
  document.getElementById(id)?.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(() => action(event.target.elements));
  });
}

onSubmit("place", async ({ county, year }) => {
  await call("PATCH", address, { body: { county: county.value.trim() || null, year: year.value ? Number(year.value) : null } });
  tell(say("saved"));
  warn(say("saved"));
});
onSubmit("delete", async () => {
  await call("DELETE", address);
  location.assign("/documents");
});
document.getElementById("again")?.addEventListener("click", () => attempt(async () => {
  await call("POST", `${address}/jobs`);
  location.assign(`/documents/${document.getElementById("information").dataset.document}`);
}));
