// The conversation: new lines are put at its end, and the adviser is told when the resident leaves.
import { soundIsOn, chime } from "./sound.js";

const NEAR = 80; // pixels from the end: whoever has scrolled further up is reading, and is left there

export function keepConversation(lines) {
  const transcript = document.getElementById("transcript");
  const title = document.title;
  const last = () => lines.lastElementChild?.dataset.message ?? "0";
  const atEnd = () => transcript.scrollHeight - transcript.scrollTop - transcript.clientHeight < NEAR;
  const toEnd = () => (transcript.scrollTop = transcript.scrollHeight);
  let follows = true;
  let before = last();

  lines.addEventListener("htmx:configRequest", (event) => {
    event.detail.parameters.after = last();
  });
  lines.addEventListener("htmx:beforeSwap", () => {
    follows = atEnd();
    before = last();
  });
  lines.addEventListener("htmx:afterSwap", () => {
    if (follows) toEnd();
    const heard = [...lines.querySelectorAll(".message--resident")].some(
      (line) => Number(line.dataset.message) > Number(before),
    );
    if (!heard || !document.hidden) return;
    document.title = `New message – ${title}`;
    if (soundIsOn()) chime();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) document.title = title;
  });
  document.body.addEventListener("resident-gone", showGone);
  toEnd();
}

function showGone() {
  const gone = document.getElementById("gone");
  const reply = document.getElementById("reply");
  gone.hidden = false;
  if (!reply) return;
  const wasHere = reply.contains(document.activeElement);
  reply.remove();
  if (wasHere) {
    gone.tabIndex = -1;
    gone.focus();
  }
}
