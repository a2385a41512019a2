// How the chat reaches the council: calls that tell "no connection" from "refused", and a live feed that falls back
// to asking again and again when the network lets no stream through.

const CALL_SECONDS = 30; // the server itself gives the assistant 5
const POLL_SECONDS = 3;
const FIRST_WORD_SECONDS = 4; // a stream speaks at once; one that does not is held up by a proxy
const SILENCE_SECONDS = 40; // and then at least every 15 seconds
const POLLS_BEFORE_LISTENING_AGAIN = 20;

export class NotConnected extends Error {}
export class NotYet extends Error {} // the same turn is being answered at this moment

export class Refused extends Error {
  constructor(status, problem) {
    super(problem.message);
    this.code = problem.error;
    this.gone = status === 404 || status === 410;
    this.expectedTurn = problem.expected_turn;
  }
}

async function call(method, path, body) {
  let response, content;
  try {
    response = await fetch(`/chat/api/contacts${path}`, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout?.(CALL_SECONDS * 1000),
    });
    content = response.status === 204 ? {} : await response.json();
  } catch {
    throw new NotConnected(); // no network, no answer in time, or a proxy's own page
  }
  if (response.ok) return content;
  if (content.error === "still_working") throw new NotYet();
  if (content.error && response.status < 500) throw new Refused(response.status, content);
  throw new NotConnected();
}

export const begin = () => call("POST", "");
export const take = (key, { number, words, choice }) =>
  call("POST", `/${key}/turns`, choice === undefined ? { number, words } : { number, choice });
export const read = (key, after = 0) => call("GET", `/${key}/messages?after=${after}`);
export const rate = (key, turn, helped) => call("PUT", `/${key}/turns/${turn}/rating`, { helped });
export const end = (key) => call("POST", `/${key}/end`);

/** Follows one contact. `heard` gets what is new, `failed` a NotConnected or Refused. */
export class Feed {
  #source;
  #timer;
  #round = 0; // rises whenever what was under way no longer counts

  constructor(key, after, heard, failed) {
    this.key = key;
    this.after = after; // only what the feed itself read counts: a reply to a turn may have overtaken an adviser's line
    this.heard = heard;
    this.failed = failed;
    this.#listen();
  }

  stop() {
    this.#round++;
    this.#source?.close();
    clearTimeout(this.#timer);
  }

  /** Look now rather than at the next tick, for instance because the network is back. */
  hurry() {
    this.stop();
    this.#poll(POLLS_BEFORE_LISTENING_AGAIN);
  }

  #listen() {
    this.stop();
    if (!window.EventSource) return void this.#poll(0);
    const source = new EventSource(`/chat/api/contacts/${this.key}/events?after=${this.after}`);
    this.#source = source;
    const giveUp = () => {
      this.stop();
      this.#poll(0);
    };
    const alive = (event, view) => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(giveUp, SILENCE_SECONDS * 1000);
      this.#hear({ messages: [], ...view(JSON.parse(event.data)) });
    };
    this.#timer = setTimeout(giveUp, FIRST_WORD_SECONDS * 1000);
    source.addEventListener("message", (event) => alive(event, (message) => ({ messages: [message] })));
    source.addEventListener("status", (event) => alive(event, (status) => status));
    source.addEventListener("error", giveUp);
  }

  async #poll(count) {
    const round = this.#round;
    let view;
    try {
      view = await read(this.key, this.after);
    } catch (error) {
      if (round !== this.#round) return;
      this.failed(error);
      if (error instanceof Refused) return;
    }
    if (round !== this.#round) return;
    if (view) this.#hear(view);
    if (round !== this.#round) return; // it said that the conversation is over
    if (view && count >= POLLS_BEFORE_LISTENING_AGAIN) return this.#listen();
    this.#timer = setTimeout(() => this.#poll(count + 1), POLL_SECONDS * 1000);
  }

  #hear(view) {
    for (const message of view.messages) this.after = Math.max(this.after, message.id);
    this.heard(view);
  }
}
