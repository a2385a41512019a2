// Sends replies in the order they were written, without leaving the page, each exactly once.
const TRIES = 3;
const WAIT_SECONDS = 2; // before a try after a lost connection, and twice that before the next
const NOT_SENT = "Your reply was not sent. Check your connection and send it again.";

export function prepareReply(form, sent) {
  const words = form.elements.words;
  const nonce = form.elements.nonce;
  const problem = document.getElementById("reply-problem");
  const hint = document.getElementById("reply-hint");
  let line = Promise.resolve(); // replies wait for the one before, so that they arrive in order

  hint.hidden = false;
  words.setAttribute("aria-describedby", hint.id);
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = words.value;
    if (!text.trim()) return;
    const body = new URLSearchParams(new FormData(form));
    words.value = ""; // at once: a second click finds nothing to send, and the next reply can be written
    nonce.value = newNonce();
    line = line.then(async () => {
      const failure = await send(form.action, body);
      problem.textContent = failure;
      problem.hidden = !failure;
      if (failure) words.value = words.value ? `${text}\n${words.value}` : text;
      else sent();
    });
  });
}

/** Returns what went wrong in plain words, or nothing. The same body may be sent again: the server says it once. */
async function send(address, body) {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    try {
      const answer = await fetch(address, { method: "POST", body });
      if (answer.ok) return "";
      if (answer.status === 401) return "You are signed out. Copy your reply, then refresh the page to sign in.";
      if (answer.status < 500) return await reason(answer);
    } catch {
      // No connection: perhaps the reply arrived and only its answer was lost.
    }
    if (attempt < TRIES) await new Promise((resolve) => setTimeout(resolve, attempt * WAIT_SECONDS * 1000));
  }
  return NOT_SENT;
}

/** Plain words from the desk; anything else (a proxy's page) is no words for an adviser. */
async function reason(answer) {
  const { message } = await answer.json().catch(() => ({}));
  return message ?? "Your reply was not sent. Copy it, refresh the page and try again.";
}

function newNonce() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
