// Requests to the service: with the session's token, in the language of the page; what is refused becomes a Refusal.

const csrf = document.querySelector('meta[name="csrf"]').content;
export const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const language = document.documentElement.lang;
const SAFE = ["GET", "HEAD"];

/** A request that was not carried out: `status` 0 where the service could not be reached, `detail` a sentence for people. */
export class Refusal extends Error {
  constructor(status, detail, reason = "") {
    super(detail);
    this.status = status;
    this.detail = detail;
    this.reason = reason;
  }
}

/** A word of the page with its blanks filled. */
export function say(name, blanks = {}) {
  return Object.entries(blanks).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, String(value)), words[name]);
}

/** The headers that a request of this page brings. */
export function headers(method, more = {}) {
  const token = SAFE.includes(method) || !csrf ? {} : { "X-CSRF-Token": csrf };
  return { "Accept-Language": language, ...token, ...more };
}

/** The answer as JSON, null for one without content. Throws a Refusal. */
export async function call(method, address, { body, ifMatch } = {}) {
  const more = { ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...(ifMatch ? { "If-Match": ifMatch } : {}) };
  const response = await reached(address, { method, headers: headers(method, more), body: body === undefined ? undefined : JSON.stringify(body) });
  if (response.status === 401) return signIn();
  if (!response.ok) throw await refusal(response);
  return response.status === 204 ? null : response.json();
}

/** A part of a page, parsed. Where the session has ended, the sign-in page is shown instead. Throws a Refusal. */
export async function part(address) {
  const response = await reached(address, { headers: headers("GET") });
  if (response.redirected) return signIn();
  if (!response.ok) throw new Refusal(response.status, say("failed_request"));
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function reached(address, options) {
  try {
    return await fetch(address, { credentials: "same-origin", ...options });
  } catch {
    throw new Refusal(0, say("failed_request"));
  }
}

/** Leaves the page for the sign-in page, which leads back; nothing on this one goes on. */
function signIn() {
  location.assign(`/signin?next=${encodeURIComponent(location.pathname + location.search)}`);
  return new Promise(() => {});
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  return new Refusal(response.status, problem.detail ?? say("failed_request"), problem.reason);
}
