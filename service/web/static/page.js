// On every page: times in the reader's zone, and signing out.

import { call } from "./api.js";
import { localTimes } from "./times.js";

localTimes(document);
document.getElementById("sign-out")?.addEventListener("click", async () => {
  await call("DELETE", "/api/v1/session").catch(() => null);
  location.assign("/signin");
});
