// Keys for the choices of a group: each presses the button, or goes to the field, whose data-key it is.
// They can be turned off, for those who speak to their computer: a word spoken is many keys.

const STORED = "frontdoor.studio.shortcuts";
const form = document.getElementById("decide");
const button = document.getElementById("shortcuts-button");
const state = document.getElementById("shortcuts-state");
let on = true;
try {
  on = localStorage.getItem(STORED) !== "off";
} catch { /* a browser that keeps nothing has them on */ }

function show() {
  button.setAttribute("aria-pressed", String(on));
  state.textContent = on ? "on" : "off";
  form.classList.toggle("inbox-form--keys", on);
}

button.addEventListener("click", () => {
  on = !on;
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch { /* it lasts as long as the page */ }
  show();
});

const writing = (target) => target.matches("textarea, select, input:not([type=checkbox], [type=radio])");

document.addEventListener("keydown", (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (writing(event.target)) return;
  const chosen = form.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!chosen) return;
  event.preventDefault();
  if (chosen.type === "submit") form.requestSubmit(chosen);
  else chosen.focus();
});

// A second press while the first is on its way would decide the next group.
form.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => delete form.dataset.sent);

document.getElementById("shortcuts").hidden = false;
show();
