// The queue: shows, says and, if asked to, sounds a contact that was not there before.
import { soundIsOn, prepareSound, chime } from "./sound.js";

export function keepQueue(queue) {
  const title = document.title;
  const news = document.getElementById("queue-news");
  let known = new Set(rows().map((row) => row.dataset.entry));
  let shown = "";

  function rows() {
    return [...queue.querySelectorAll("[data-entry]")];
  }

  function count() {
    const waiting = rows().length;
    document.title = waiting ? `(${waiting}) ${title}` : title;
  }

  // The same again is not put in: whoever reads the page aloud would lose their place.
  queue.addEventListener("htmx:beforeSwap", (event) => {
    event.detail.shouldSwap = event.detail.shouldSwap && event.detail.xhr.responseText !== shown;
    shown = event.detail.xhr.responseText;
  });

  queue.addEventListener("htmx:afterSwap", () => {
    const fresh = rows().filter((row) => !known.has(row.dataset.entry));
    known = new Set(rows().map((row) => row.dataset.entry));
    count();
    if (!fresh.length) return;
    fresh.forEach(mark);
    news.textContent = `New contact waiting. ${fresh.map((row) => row.dataset.news).join(". ")}`;
    if (soundIsOn()) chime();
  });

  prepareSound(document.getElementById("sound"), document.getElementById("sound-state"));
  count();
}

function mark(row) {
  const tag = document.createElement("strong");
  tag.className = "govuk-tag govuk-tag--blue";
  tag.textContent = "New";
  row.classList.add("waiting--new");
  row.firstElementChild.prepend(tag);
}
