// A telephone on a page: sends what the caller and the adviser do, and shows (and says) what is heard.

import { hush, prepareListening, prepareSpeaking, sayAloud } from "./sound.js";

const part = (id) => document.getElementById(id);
const page = part("phone");
const parts = Object.fromEntries(
  ["status", "trouble", "call-form", "caller", "withheld", "call", "in-call", "speak", "words", "talk", "keypad",
    "pressed", "pressed-ways", "send-keys", "clear-keys", "silent", "hang-up", "aloud-choice", "aloud", "log",
    "adviser", "adviser-status", "whisper", "adviser-ways", "faults", "twiml"].map((id) => [id, part(id)]),
);
const NO_CALL = { id: null, state: "not dialled", listening: null, queue: null, ringing: [], ended_because: null };
const ENDINGS = {
  "caller hung up": "You hung up",
  "line hung up": "The line hung up",
  "nothing left to do": "The line had nothing more to say, and the call ended",
  rejected: "The call was refused",
  busy: "The line was engaged",
  "application error": "Something went wrong at the other end, and the call ended",
};

const ringsOut = part("telephones") !== null; // advisers have telephones of their own on this page
const PATIENCE = 20000; // milliseconds in a queue after which time passes by itself

let call = NO_CALL;
let stepped = 0; // when something last happened
let busy = false;
let keys = ""; // pressed, and not sent yet

// What is shown

function addLine(log, kind, who, words) {
  const line = document.createElement("p");
  line.className = `phone-line phone-line--${kind}`;
  if (who) {
    const speaker = document.createElement("strong");
    speaker.textContent = who;
    line.append(speaker);
  }
  line.append(words);
  log.append(line);
  log.scrollTop = log.scrollHeight;
}

function showHeard(heard) {
  for (const item of heard) {
    const toCaller = item.who === "caller";
    const log = toCaller ? parts.log : parts.whisper;
    if (item.kind === "words") {
      addLine(log, "heard", toCaller ? "The line" : "To the adviser only", item.words);
      sayAloud(item);
    } else if (item.kind === "pause") {
      addLine(log, "aside", "", `Pause, ${item.seconds} ${item.seconds === 1 ? "second" : "seconds"}`);
    } else {
      addLine(log, "aside", "", `Sound: ${item.words}`);
    }
  }
}

function statusOf({ state, listening, queue, ended_because: ended }) {
  if (state === "listening") {
    const many = listening.num_digits ?? 0;
    const press = many === 1 ? "press a key" : many ? `press ${many} keys` : "press keys, then #";
    const turn = { speech: "say something", digits: press, both: `say something or ${press}` }[listening.kind];
    if (queue && ringsOut) return "Waiting in the queue. An adviser’s telephone rings on this page: answer it there";
    return queue ? `Waiting in the queue. You can ${turn}, or stay silent` : `Your turn: ${turn}`;
  }
  return {
    "not dialled": "Not on a call",
    dialling: "Ringing an adviser. Use the adviser’s phone on this page",
    whispering: "Still ringing. The adviser is being told about the call",
    bridged: "You are through to an adviser",
    queued: ringsOut
      ? "Waiting in the queue. An adviser’s telephone rings on this page: answer it there"
      : "Waiting in the queue. Stay silent to go on waiting",
    recording: "Recording. Say your message, then press # or stay silent",
    ended: ENDINGS[ended],
  }[state];
}

function adviserStatusOf({ state, queue, ringing }) {
  if (state === "dialling") return `Ringing ${ringing.join(", ")}`;
  if (state === "whispering") return "Answered. This is heard in private";
  if (state === "bridged") return "Talking to the caller";
  if (queue) return "A caller is waiting in the queue";
  return "Not ringing";
}

function show(next, heard = []) {
  call = next;
  const going = call.id !== null && call.state !== "ended";
  parts.status.textContent = statusOf(call);
  parts["call-form"].hidden = going;
  parts["in-call"].hidden = !going;
  if (!(going && call.state === "listening")) setKeys("");

  const elsewhere = Boolean(call.queue) && ringsOut; // the adviser has a telephone of their own below
  const reachable = !elsewhere && (Boolean(call.queue) || ["dialling", "whispering", "bridged"].includes(call.state));
  if (reachable) parts.adviser.hidden = false;
  parts["adviser-status"].textContent = adviserStatusOf(call);
  for (const button of parts["adviser-ways"].children) {
    button.hidden = !reachable || !button.dataset.when.split(" ").includes(call.state);
  }
  showHeard(heard);
  const speaks = call.state === "listening" || call.state === "recording";
  able(part("speak").querySelector("[type=submit]"), speaks);
  able(parts.talk, speaks);
  able(parts.silent, speaks || call.state === "queued");
  const presses = speaks || call.state === "bridged" || call.state === "queued";
  for (const key of parts.keypad.querySelectorAll("[data-key]")) able(key, presses);

  if (call.twiml !== undefined) parts.twiml.textContent = call.twiml || "None yet";
  parts.faults.replaceChildren(...(call.faults ?? []).map((fault) => {
    const item = document.createElement("li");
    item.textContent = fault;
    return item;
  }));
  parts.faults.hidden = !parts.faults.children.length;
}

// A button that does not apply keeps its place and the keyboard's focus.
function able(button, can) {
  button.setAttribute("aria-disabled", String(!can));
}

const unable = (button) => button.getAttribute("aria-disabled") === "true";

function trouble(words, box) {
  parts.trouble.textContent = words;
  parts.trouble.hidden = !words;
  parts.caller.setAttribute("aria-invalid", String(box === parts.caller));
  parts.caller.classList.toggle("govuk-input--error", box === parts.caller);
}

// What is sent

async function post(path, body) {
  const response = await fetch(`/phone/api/calls${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.message), { status: response.status });
  return answer;
}

// One thing at a time: a second click while the line thinks is not a second step.
async function step(path, body, ownWords) {
  if (busy) return false;
  busy = true;
  stepped = Date.now();
  page.setAttribute("aria-busy", "true");
  trouble("");
  hush();
  if (ownWords) addLine(parts.log, "you", "You", ownWords);
  try {
    const answer = await post(path, body);
    show(answer, answer.heard);
    return true;
  } catch (problem) {
    if (problem.status === 404) show(NO_CALL);
    trouble(problem.status ? problem.message : "The council’s server cannot be reached. Try again.");
    return false;
  } finally {
    busy = false;
    page.removeAttribute("aria-busy");
    if (parts["in-call"].hidden && parts["in-call"].contains(document.activeElement)) parts.call.focus();
    else if (document.activeElement === document.body || document.activeElement?.closest("[hidden]")) {
      (parts["in-call"].hidden ? parts.call : parts["hang-up"]).focus();
    }
  }
}

const happen = (input, ownWords) => step(`/${call.id}/input`, input, ownWords);

// 07700 900123 is how people write it; +447700900123 is how networks do.
function international(written) {
  const digits = written.replace(/[\s()-]/g, "");
  return digits.startsWith("0") ? `+44${digits.slice(1)}` : digits;
}

parts["call-form"].addEventListener("submit", async (event) => {
  event.preventDefault();
  const caller = parts.withheld.checked ? "withheld" : international(parts.caller.value);
  if (caller !== "withheld" && !/^\+[1-9]\d{6,14}$/.test(caller)) {
    trouble("Enter a telephone number, like 07700 900123", parts.caller);
    parts.caller.focus();
    return;
  }
  parts.log.replaceChildren();
  parts.whisper.replaceChildren();
  parts.adviser.hidden = true;
  parts.status.textContent = `Calling ${parts.status.dataset.called}`;
  const begun = await step("", { caller });
  if (!begun) parts.status.textContent = statusOf(call);
  else if (!parts["in-call"].hidden) parts.words.focus();
});

parts.speak.addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = parts.words.value.trim();
  if (!words) return;
  if (unable(event.target.querySelector("[type=submit]"))) {
    trouble("Nothing on the line is listening now.");
    return;
  }
  if (await happen({ speech: words }, words)) parts.words.value = "";
});

function setKeys(pressed) {
  keys = pressed;
  parts.pressed.textContent = keys;
  parts["pressed-ways"].hidden = !keys;
}

async function sendKeys(pressed) {
  setKeys("");
  await happen({ keys: pressed }, `Pressed ${pressed}`);
}

// A key is sent at once when nothing more is awaited; else keys are collected as on a real keypad.
function press(key) {
  const { state, listening } = call;
  if (busy) return;
  const pressed = keys + key;
  const finished = listening && (pressed.length === listening.num_digits || (keys && key === listening.finish_on_key));
  const collects = state === "listening" && listening.kind !== "speech";
  if (finished || !collects) sendKeys(pressed);
  else setKeys(pressed);
}

parts.keypad.addEventListener("click", (event) => {
  const key = event.target.closest("[data-key]");
  if (key && !unable(key)) press(key.dataset.key);
});
parts.keypad.addEventListener("keydown", (event) => {
  const button = parts.keypad.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  event.preventDefault();
  button.focus();
  button.click();
});
parts["send-keys"].addEventListener("click", () => sendKeys(keys));
parts["clear-keys"].addEventListener("click", () => {
  setKeys("");
  parts.keypad.querySelector("[data-key]").focus();
});
parts.silent.addEventListener("click", () => {
  if (!unable(parts.silent)) happen({ silence: true }, "Stayed silent");
});
parts["hang-up"].addEventListener("click", () => happen({ hang_up: true }, "Hung up"));
parts["adviser-ways"].addEventListener("click", (event) => {
  const button = event.target.closest("[data-adviser]");
  if (!button) return;
  happen({ adviser: button.dataset.adviser }).then(() => {
    if (parts.adviser.hidden || !button.hidden) return;
    const next = [...parts["adviser-ways"].children].find((other) => !other.hidden);
    (next ?? (parts["in-call"].hidden ? parts.call : parts.words)).focus();
  });
});

// The council can move a call, or end it, while nobody here does anything.
setInterval(async () => {
  const before = call;
  if (busy || before.id === null || before.state === "ended") return;
  try {
    const response = await fetch(`/phone/api/calls/${before.id}`);
    const next = response.ok ? await response.json() : before;
    const more = next.heard_total - before.heard_total;
    if (busy || call !== before) return;
    if (more === 0 && next.state === before.state) {
      const waits = ringsOut && next.queue && next.state !== "bridged";
      if (waits && Date.now() - stepped > PATIENCE) happen({ silence: true });
      return;
    }
    show(next, more > 0 ? next.heard.slice(-more) : []);
  } catch {
    // The next step says that the server cannot be reached; a glance need not.
  }
}, 3000);

// A page that is left hangs up, so that the other end learns of it.
addEventListener("pagehide", () => {
  if (call.id === null || call.state === "ended") return;
  const input = new Blob([JSON.stringify({ hang_up: true })], { type: "application/json" });
  navigator.sendBeacon(`/phone/api/calls/${call.id}/input`, input);
  show(NO_CALL);
});

prepareListening(parts.talk, part("talk-hint"), {
  able: () => !unable(parts.talk),
  heard: (words) => happen({ speech: words }, words),
  failed: trouble,
});
prepareSpeaking(parts["aloud-choice"], parts.aloud);
page.hidden = false;
show(NO_CALL);
