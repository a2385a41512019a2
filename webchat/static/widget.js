// The council's website adds one line to any page and gets a button that opens the chat over it:
//   <script type="module" src="https://chat.example.gov.uk/assets/webchat/widget.js" data-label="Chat with us"></script>
// and may set its own colour with the custom property --frontdoor-colour.

const home = new URL(import.meta.url).origin;
const tag = document.querySelector('script[src*="/assets/webchat/widget.js"]');
const label = tag?.dataset.label || "Chat with us";

// Inside a shadow root the host page's styles do not reach us, and a constructed sheet needs no inline-style permission.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { all: initial; }
  button { font: bold 1.125rem/1.25 arial, helvetica, sans-serif; border: 3px solid transparent; cursor: pointer; }
  button:focus-visible { outline: 3px solid #fd0; outline-offset: 0; border-color: #0b0c0c; color: #0b0c0c; background: #fd0; }
  .open { position: fixed; z-index: 2147483000; right: 1rem; bottom: 1rem; padding: .75rem 1.25rem; border-radius: 2rem;
    color: #fff; background: var(--frontdoor-colour, #124a5c); box-shadow: 0 2px 10px rgb(0 0 0 / 35%); }
  .open:hover { text-decoration: underline; }
  dialog { position: fixed; z-index: 2147483001; inset: auto 1rem 1rem auto; box-sizing: border-box; display: none; flex-direction: column;
    width: 26rem; max-width: calc(100vw - 2rem); height: 42rem; max-height: calc(100dvh - 2rem); margin: 0; padding: 0;
    border: 1px solid #0b0c0c; border-radius: 6px; overflow: hidden; background: #fff; box-shadow: 0 4px 24px rgb(0 0 0 / 35%); }
  dialog[open] { display: flex; }
  .bar { display: flex; align-items: center; justify-content: space-between; padding: .25rem .25rem .25rem 1rem;
    font: bold 1.125rem/1.25 arial, helvetica, sans-serif; color: #fff; background: var(--frontdoor-colour, #124a5c); }
  .close { padding: .5rem .75rem; color: #fff; background: none; text-decoration: underline; }
  iframe { flex: 1; width: 100%; border: 0; }
  @media (max-width: 40rem), (max-height: 34rem) {
    dialog { inset: 0; width: 100%; max-width: none; height: 100%; max-height: none; border: 0; border-radius: 0; }
  }
  @media print { .open, dialog { display: none !important; } }
`);

class FrontdoorChat extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.innerHTML = `
      <button class="open" type="button" aria-haspopup="dialog"></button>
      <dialog aria-labelledby="title">
        <div class="bar"><span id="title"></span><button class="close" type="button">Close</button></div>
      </dialog>`;
    this.button = root.querySelector(".open");
    this.dialog = root.querySelector("dialog");
    this.button.textContent = root.querySelector("#title").textContent = label;
    this.button.addEventListener("click", () => this.open());
    root.querySelector(".close").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => {
      this.button.hidden = false;
      this.button.focus();
    });
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.dialog.close();
    });
    // Escape pressed inside the frame is heard there, so the chat tells us.
    window.addEventListener("message", ({ data, origin, source }) => {
      if (data === "frontdoor:close" && origin === home && source === this.frame?.contentWindow) this.dialog.close();
    });
  }

  open() {
    if (!this.frame) { // not before it is wanted: opening the chat begins a conversation
      this.frame = document.createElement("iframe");
      this.frame.src = `${home}/chat/embed`;
      this.frame.title = label;
      this.dialog.append(this.frame);
    }
    // On a small screen the chat covers the page, so the page behind must not take the keyboard.
    const covers = matchMedia("(max-width: 40rem), (max-height: 34rem)").matches;
    this.dialog[covers ? "showModal" : "show"]();
    this.button.hidden = true;
    this.frame.focus();
  }
}

customElements.define("frontdoor-chat", FrontdoorChat);
document.body.append(document.createElement("frontdoor-chat"));
