// The conversation on the page: one list item a message. Words are always set as text, never as HTML.

const ARTICLE = /^[a-z0-9_-]+\/[a-z0-9_-]+$/;
const CLOSE_TO_END_PIXELS = 30;
const london = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", ...options });
const clock = london({ hour: "numeric", minute: "2-digit", hour12: true });
const day = london({ day: "numeric", month: "long" });
const fullDate = london({ day: "numeric", month: "long", year: "numeric" });

function element(tag, classes = "", text = "") {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  made.textContent = text;
  return made;
}

function timeOf(moment) {
  const time = clock.format(moment).replace(":", ".").replace(/\s/, ""); // 9.05am
  return day.format(moment) === day.format(new Date()) ? time : `${day.format(moment)}, ${time}`;
}

export class Transcript {
  #shown = new Set();
  #latest = 0;
  #choices;
  #following = true; // until the resident scrolls back to read

  #rated = new Set(); // turns of which it is asked whether the answer helped

  /** `parts` are the elements log, lines, dots and newer; `choose` is called with the choice a resident presses, `rate`
   * with a turn and whether its answer helped, and its promise fails when that could not be kept. */
  constructor(parts, assistant, choose, rate) {
    this.rate = rate;
    Object.assign(this, parts);
    this.assistant = assistant;
    this.choose = choose;
    this.newer.addEventListener("click", () => this.log.scrollTo({ top: this.log.scrollHeight }));
    this.log.addEventListener("scroll", () => {
      this.#following = this.log.scrollTop >= this.#restingPlace() - CLOSE_TO_END_PIXELS;
      this.#pointDown();
    });
    new ResizeObserver(() => this.#follow()).observe(this.log); // the box grew, or a keyboard opened
  }

  /** Put a message in its place; false if it is there already. `pending` is the line that stood for it until now. */
  show(message, pending) {
    const { id, act, author } = message;
    if (this.#shown.has(id)) return false;
    this.#shown.add(id);
    const newest = id > this.#latest;
    this.#latest = Math.max(this.#latest, id);
    if (newest && (author === "resident" || act.type === "ask")) this.withdrawChoices();
    if (!act.text) return true;
    const line = pending ?? this.#line(author, message.author_name);
    this.#fill(line, act.text);
    this.#mark(line, "", new Date(message.sent_at));
    if (act.source) this.#cite(line, act.source);
    if (act.answer && !this.#rated.has(message.turn)) this.#askIfHelped(line, message.turn, message.helped);
    if (newest && act.choices?.length) this.#offer(line, act.choices);
    this.#place(line, id);
    return true;
  }

  /** What the resident has just said, before the council has it. */
  pend(text) {
    this.withdrawChoices();
    const line = this.#line("resident");
    this.#fill(line, text);
    this.#mark(line, "Sending…");
    this.#place(line);
    return line;
  }

  /** Says beneath a pending line why it has not been sent. */
  mark(line, reason) {
    this.#mark(line, reason);
  }

  /** A line that will not be sent again stays where it was written. */
  refuse(line, reason) {
    this.#mark(line, reason);
    line.dataset.id = this.#latest + 0.5;
  }

  withdrawChoices() {
    if (this.#choices?.contains(document.activeElement)) this.log.focus();
    this.#choices?.remove();
    this.#choices = undefined;
  }

  typing(on) {
    this.dots.hidden = !on;
    if (on) this.#follow();
  }

  clear() {
    this.lines.replaceChildren();
    this.#shown.clear();
    this.#rated.clear();
    this.#latest = 0;
    this.withdrawChoices();
  }

  /** Fill the list without a screen reader reading all of it out. */
  async quietly(fill) {
    this.log.setAttribute("aria-live", "off");
    this.log.classList.add("chat-log--still");
    fill();
    await new Promise((done) => setTimeout(done, 300));
    this.log.classList.remove("chat-log--still");
    this.log.setAttribute("aria-live", "polite");
  }

  #line(author, name) {
    const line = element("li", `chat-line chat-line--${author}`);
    const who = { resident: "You", assistant: this.assistant, adviser: `${name || "An adviser"} (adviser)` }[author];
    line.dataset.who = who;
    const badge = element("span", "chat-badge", author === "adviser" ? who[0] : "");
    badge.setAttribute("aria-hidden", "true");
    const said = element("p", "chat-author", who);
    said.append(element("span", "govuk-visually-hidden", " said:"));
    line.append(badge, said, element("div", "chat-words"), element("p", "chat-when"));
    return line;
  }

  #fill(line, text) {
    const paragraphs = text.trim().split(/\n\s*\n/);
    line.querySelector(".chat-words").replaceChildren(...paragraphs.map((words) => element("p", "", words)));
  }

  #mark(line, words, moment) {
    const when = line.querySelector(".chat-when");
    when.textContent = words;
    line.classList.toggle("chat-line--pending", !moment);
    if (!moment) return;
    const time = element("time", "", timeOf(moment));
    time.dateTime = moment.toISOString();
    when.append(time);
  }

  #cite(line, { article, title, source, review_by: reviewBy }) {
    const cited = element("p", "chat-source");
    if (ARTICLE.test(article)) {
      const link = element("a", "govuk-link", title);
      link.href = `/chat/articles/${article}`;
      link.target = "_blank";
      link.rel = "noopener";
      link.append(element("span", "", " (opens in new tab)"));
      cited.append(link, element("br"));
    }
    cited.append(`Source: ${source}. To be reviewed by ${fullDate.format(new Date(`${reviewBy}T12:00:00Z`))}.`);
    line.querySelector(".chat-words").append(cited);
  }

  #askIfHelped(line, turn, told) {
    this.#rated.add(turn);
    const asked = element("div", "chat-helped");
    line.querySelector(".chat-words").append(asked);
    const thank = (focus) => {
      const thanks = element("p", "", "Thank you for telling us.");
      thanks.tabIndex = -1;
      asked.replaceChildren(thanks);
      if (focus) thanks.focus();
    };
    if (typeof told === "boolean") return void thank(false);
    asked.setAttribute("role", "group");
    const label = element("span", "chat-helped__question", "Did this help?");
    label.id = `helped-${turn}`;
    asked.setAttribute("aria-labelledby", label.id);
    const failed = element("span", "chat-helped__failed");
    // Heard alone, they must not be taken for the answers to the assistant's own question.
    const buttons = [["Yes", ", this helped", true], ["No", ", this did not help", false]].map(([words, heard, helped]) => {
      const button = element("button", "chat-helped__button", words);
      button.append(element("span", "govuk-visually-hidden", heard));
      button.type = "button";
      button.addEventListener("click", async () => {
        for (const each of buttons) each.setAttribute("aria-disabled", "true");
        try {
          await this.rate(turn, helped);
          thank(asked.contains(document.activeElement));
        } catch {
          failed.textContent = "We could not keep that. Try again.";
          for (const each of buttons) each.removeAttribute("aria-disabled");
        }
      });
      return button;
    });
    asked.append(label, ...buttons, failed);
  }

  #offer(line, choices) {
    this.#choices = element("div", "chat-choices");
    this.#choices.setAttribute("role", "group");
    this.#choices.setAttribute("aria-label", "Choose an answer");
    for (const choice of choices) {
      const button = element("button", "chat-choice", choice.label);
      button.type = "button";
      button.addEventListener("click", () => this.choose(choice));
      this.#choices.append(button);
    }
    line.append(this.#choices);
  }

  #place(line, id = Infinity) {
    line.dataset.id = id;
    const next = [...this.lines.children].find((other) => Number(other.dataset.id) > id) ?? null;
    if (!line.isConnected || line.nextElementSibling !== next) this.lines.insertBefore(line, next);
    const { who } = line.dataset;
    line.classList.toggle("chat-line--same", who !== undefined && line.previousElementSibling?.dataset.who === who);
    if (id === Infinity) this.#following = true; // the resident has just said it
    this.#follow();
  }

  /** The end of the conversation, but never past the start of the newest answer: it is read from its first line. */
  #restingPlace() {
    const said = [...this.lines.querySelectorAll(".chat-line--resident")].at(-1);
    const answer = said?.nextElementSibling ?? said;
    const end = this.log.scrollHeight - this.log.clientHeight;
    return answer ? Math.min(end, answer.offsetTop - 8) : end;
  }

  #follow() {
    if (this.#following) this.log.scrollTop = this.#restingPlace();
    this.#pointDown();
    const pageScrolls = getComputedStyle(this.log).overflowY === "visible"; // the window is low
    if (pageScrolls && this.lines.querySelector(".chat-line--resident"))
      this.lines.lastElementChild.scrollIntoView({ block: "nearest" });
  }

  #pointDown() {
    const { scrollHeight, scrollTop, clientHeight } = this.log;
    this.newer.hidden = scrollHeight - scrollTop - clientHeight < CLOSE_TO_END_PIXELS;
  }
}
