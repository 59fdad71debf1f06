// What has happened, for screen readers (politely) and, where it went wrong, for everybody.

const status = document.getElementById("said");
const alert = document.getElementById("alert");
const SHOWN_FOR = 8000;
let timer = 0;

export function tell(text) {
  status.textContent = text;
}

export function warn(text) {
  alert.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => { alert.textContent = ""; }, SHOWN_FOR);
}
