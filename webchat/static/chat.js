// The resident's chat: keeps the conversation across reloads and lost connections, and sends each turn exactly once.

import { begin, end, Feed, NotConnected, NotYet, rate, read, Refused, take } from "./transport.js";
import { Transcript } from "./transcript.js";

const STORED = "frontdoor.chat";
const LIMIT = 2000;
const WARN_FROM = 1800;
const BACK_OFF_SECONDS = [1, 2, 4, 8, 15];
const HIDDEN = "••••";
const NOT_CONNECTED = "Not connected – we will keep trying";

const byId = (id) => document.getElementById(id);
const page = byId("chat");
const title = document.title;
const boxes = { open: byId("words"), secret: byId("secret-words") };

// What must survive a reload: the contact's key, the last message read and what was said but not yet delivered.
// A browser that refuses storage (some do, inside a frame) still gets a chat that lasts as long as the page.
const kept = { key: null, read: 0, outbox: [] };
function keep() {
  if (status === "ended") return; // another tab may just have forgotten it
  const outbox = kept.outbox.filter((turn) => !turn.secret).map(({ line, ...turn }) => turn); // a PIN or a card is never stored
  try {
    localStorage.setItem(STORED, JSON.stringify({ ...kept, outbox }));
  } catch { /* nothing to be done */ }
}
function recall() {
  try {
    const { key, outbox } = JSON.parse(localStorage.getItem(STORED));
    if (typeof key === "string") Object.assign(kept, { key, outbox: outbox.filter((turn) => turn.shown) });
  } catch { /* nothing kept, or not ours */ }
}
function forget() {
  Object.assign(kept, { key: null, read: 0, outbox: [] });
  try {
    localStorage.removeItem(STORED);
  } catch { /* nothing was kept */ }
}

let onPage = null; // the key of the conversation that is shown, of one that has ended too
let status = "assistant";
let nextTurn = 1;
let asked = {}; // the newest question
let adviser = "";
let feed;
let ready = false; // the conversation so far has been read
let delivering = false;
let wake = () => {};

const transcript = new Transcript(
  { log: byId("log"), lines: byId("lines"), dots: byId("typing"), newer: byId("newer") },
  page.dataset.assistant,
  ({ label, value }) => say({ choice: value, shown: label }),
  (turn, helped) => rate(onPage, turn, helped),
);

// What is heard

function hear(view) {
  if (view.contact && view.contact !== kept.key) return; // an answer that outlived its conversation
  connected(true);
  onPage = view.contact ?? onPage;
  for (const message of view.messages) {
    const { author, act, turn } = message;
    const sent = author === "resident" && kept.outbox.find((other) => other.number === turn && other.line);
    if (!transcript.show(message, sent?.line)) continue; // heard before, by the other route
    if (sent) sent.line = undefined;
    if (author === "adviser") adviser = message.author_name || "an adviser";
    if (author === "resident") asked = {};
    else if (act.type === "ask") asked = act;
    if (author !== "resident" && ready && document.hidden) document.title = `New message – ${title}`;
  }
  nextTurn = Math.max(nextTurn, view.next_turn ?? 0);
  setStatus(view.status ?? status);
  fitBox();
}

function setStatus(now) {
  status = now;
  if (now !== "assistant") transcript.withdrawChoices();
  const wasWriting = byId("composer").contains(document.activeElement);
  byId("person").hidden = now !== "assistant";
  byId("composer").hidden = now === "ended";
  byId("over").hidden = now !== "ended";
  describe();
  if (now !== "ended") return;
  unfollow();
  if (wasWriting) byId("over-title").focus();
}

// The status line is a live region: it is only touched when its words change, so nothing is read out twice.
let isConnected = true;
function connected(yes) {
  isConnected = yes;
  if (!yes) transcript.typing(false);
  describe();
}
function describe() {
  const state = {
    waiting: "You are in the queue for a person. Keep this page open. They will see what you write.",
    adviser: `You are talking to ${adviser || "an adviser"}.`,
    ended: "This conversation has ended.", // for the ear: the eye has the heading
  };
  const words = isConnected || status === "ended" ? (state[status] ?? "") : NOT_CONNECTED;
  const line = byId("status");
  if (line.textContent !== words) line.textContent = words;
  line.classList.toggle("chat-status--trouble", words === NOT_CONNECTED);
  line.classList.toggle("govuk-visually-hidden", status === "ended");
  for (const { line: pending } of kept.outbox)
    if (pending) transcript.mark(pending, isConnected ? "Sending…" : "Not sent yet");
}

// What is said: an outbox whose head is sent again, with the same number, until the council has it

function say(turn) {
  turn.line = transcript.pend(turn.shown);
  kept.outbox.push(turn);
  asked = {};
  keep();
  complain("");
  fitBox();
  box().focus();
  deliver();
}

async function deliver() {
  if (delivering) return;
  delivering = true;
  for (let tries = 0; ready && kept.outbox.length && status !== "ended"; ) {
    transcript.typing(isConnected && status === "assistant");
    try {
      await send(kept.outbox[0]);
      tries = 0;
    } catch (error) {
      await backOff(error, tries++);
    }
  }
  delivering = false;
  transcript.typing(false);
}

async function backOff(error, tries) {
  if (error instanceof NotConnected) connected(false);
  else if (!(error instanceof NotYet)) console.error(error);
  const seconds = BACK_OFF_SECONDS[Math.min(tries, BACK_OFF_SECONDS.length - 1)];
  await new Promise((done) => setTimeout((wake = done), seconds * 1000 * (0.8 + 0.4 * Math.random())));
}

async function send(turn) {
  turn.number ??= nextTurn;
  turn.line ??= transcript.pend(turn.shown);
  keep();
  let answer;
  try {
    answer = await take(kept.key, turn);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.gone) return over(error.message, turn);
    if (["turn_out_of_order", "turn_conflict"].includes(error.code)) return renumber(turn, error.expectedTurn);
    transcript.refuse(turn.line, `Not sent. ${error.message}`);
    if (!box().value && turn.words) box().value = turn.words;
    turn.line = undefined;
  }
  if (answer) hear(answer);
  turn.line?.remove(); // it was already in the transcript when the page was loaded
  kept.outbox.shift();
  keep();
}

/** Another tab, or an earlier life of this page, used the number. Drop the turn if it is there, else send it next. */
async function renumber(turn, expected) {
  const view = await read(kept.key);
  const since = view.messages.filter((line) => line.author === "resident" && line.turn >= turn.number);
  const there = since.some(({ act }) => act.text === turn.shown.normalize());
  hear(view);
  if (there) {
    turn.line?.remove();
    kept.outbox.shift();
  } else {
    nextTurn = turn.number = expected ?? view.next_turn;
  }
  keep();
}

// Beginning and ending

async function start() {
  const view = await begin();
  kept.key = view.contact;
  nextTurn = view.next_turn;
  hear(view);
  follow(view);
}

async function resume() {
  const view = await read(kept.key);
  await transcript.quietly(() => hear(view));
  if (status !== "ended") follow(view);
}

function follow({ messages }) {
  unfollow();
  kept.read = Math.max(0, ...messages.map(({ id }) => id));
  keep();
  feed = new Feed(
    kept.key,
    kept.read,
    (view) => {
      hear(view);
      kept.read = feed?.after ?? kept.read;
      keep();
    },
    (error) => (error instanceof Refused ? over(error.message) : connected(false)),
  );
}

function unfollow() {
  feed?.stop();
  feed = undefined;
}

function over(reason, unsent) {
  if (unsent) transcript.refuse(unsent.line, "Not sent");
  byId("over-reason").textContent = reason;
  boxes.open.value ||= unsent?.words ?? "";
  forget();
  setStatus("ended");
}

async function open() {
  recall();
  transcript.typing(!kept.key);
  for (let tries = 0; ; tries++) {
    try {
      await (kept.key ? resume() : start());
      break;
    } catch (error) {
      if (error instanceof Refused && kept.key) forget(); // the conversation is no longer kept: begin another
      else await backOff(error, tries);
    }
  }
  transcript.typing(false);
  ready = true;
  deliver();
}

byId("again").addEventListener("click", () => {
  unfollow();
  forget();
  ready = false;
  wake();
  transcript.clear();
  byId("over-reason").textContent = "";
  nextTurn = 1;
  asked = {};
  setStatus("assistant");
  fitBox();
  box().focus();
  open();
});

byId("end-chat").addEventListener("click", () => byId("end-dialog").showModal());
byId("end-dialog").addEventListener("close", async ({ target }) => {
  if (target.returnValue !== "end") return box().focus();
  target.returnValue = "";
  try {
    hear(await end(kept.key));
  } catch (error) {
    if (error instanceof NotConnected) return connected(false);
  }
  forget();
  setStatus("ended");
  byId("over-title").focus();
});
byId("print").addEventListener("click", () => window.print());

// The box

const box = () => (asked.secret ? boxes.secret : boxes.open);
const length = () => [...box().value].length;
const HINTS = { digits: "Numbers only", postcode: "For example, MB1 1AA" }; // for the rest, how the keys work

function fitBox() {
  const { kind = "open", secret = false } = asked;
  const hadFocus = Object.values(boxes).includes(document.activeElement);
  byId("open-box").hidden = secret;
  byId("secret-box").hidden = !secret;
  boxes.open.inputMode = kind === "digits" ? "numeric" : "text";
  boxes.open.autocapitalize = { postcode: "characters", name: "words" }[kind] ?? "sentences";
  boxes.open.autocomplete = { postcode: "postal-code", name: "name" }[kind] ?? "off";
  boxes.open.spellcheck = kind === "open";
  const hint = byId("words-hint");
  hint.textContent = HINTS[kind] ?? hint.dataset.usual;
  hint.classList.toggle("chat-hint--keys", !(kind in HINTS));
  hint.hidden = secret;
  byId("secret-hint").hidden = !secret;
  if (hadFocus && document.activeElement !== box()) box().focus();
}

function countWords() {
  const left = LIMIT - length();
  const few = length() > WARN_FROM;
  const much = Math.abs(left).toLocaleString("en-GB");
  const words = left < 0 ? `You have ${much} characters too many` : `You have ${much} characters remaining`;
  byId("count").textContent = few ? words : "";
  byId("count").classList.toggle("chat-count--over", left < 0);
  if (length()) complain("");
  clearTimeout(countWords.later); // read out when the typing pauses, not at every key
  countWords.later = setTimeout(() => (byId("count-aloud").textContent = few ? words : ""), 1000);
}

function complain(words) {
  byId("words-error").textContent = words;
  byId("words-error").hidden = !words;
  byId("composer").classList.toggle("chat-composer--error", Boolean(words));
  for (const each of Object.values(boxes)) each.setAttribute("aria-invalid", String(Boolean(words)));
}

for (const each of Object.values(boxes)) each.addEventListener("input", countWords);
boxes.open.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId("composer").requestSubmit();
});
byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = box().value.trim();
  if (!words) complain("Enter your message");
  else if (length() > LIMIT) complain("Your message must be 2,000 characters or fewer");
  else {
    box().value = "";
    countWords();
    return say({ words, shown: asked.secret ? HIDDEN : words, secret: Boolean(asked.secret || asked.private) });
  }
  box().focus();
});
byId("person").addEventListener("click", () => say({ words: page.dataset.person, shown: page.dataset.person }));

function lookNow() {
  wake();
  feed?.hurry();
}
window.addEventListener("online", lookNow);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  document.title = title;
  lookNow(); // a phone stops what a page in the background does
});
window.addEventListener("offline", () => connected(false));
window.addEventListener("keydown", (event) => {
  const framed = window.parent !== window;
  if (event.key === "Escape" && framed && !document.querySelector("dialog[open]"))
    window.parent.postMessage("frontdoor:close", "*"); // carries nothing, so any listener may hear it
});

page.hidden = false;
open();
