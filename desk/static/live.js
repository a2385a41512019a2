// Keeps a part of the page fresh: the server rings, the part looks again. When the ringing stops, it looks by itself.
const LOOK_SECONDS = 20; // even while the server rings: waiting times move on, and a ring may be lost
const POLL_SECONDS = 3; // when it does not

/**
 * `part` names its stream in data-live and its content in hx-get.
 * A browser keeps only six connections to a plain http server, so of many open contacts only those in view hold one.
 */
export function follow(part, { whenHidden }) {
  let stream = null;
  let timer = 0;

  const look = () => htmx.trigger(part, "look-again");
  const lookEvery = (seconds) => {
    clearInterval(timer);
    timer = setInterval(look, seconds * 1000);
  };

  function listen() {
    stream?.close();
    stream = new EventSource(part.dataset.live);
    stream.addEventListener("open", () => lookEvery(LOOK_SECONDS));
    stream.addEventListener("look-again", look);
    stream.addEventListener("error", () => lookEvery(POLL_SECONDS));
    lookEvery(POLL_SECONDS);
  }

  function fallSilent() {
    stream?.close();
    lookEvery(POLL_SECONDS);
  }

  listen();
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) listen();
    else if (!whenHidden) fallSilent();
  });
}
