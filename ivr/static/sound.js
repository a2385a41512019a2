// Where the browser can: reads out what is heard, and listens to what the caller says.

const speech = globalThis.speechSynthesis;
const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;
const REMEMBERED = "phone-aloud";
let aloud = null;

// `choice` holds the on/off box and is shown only where there is something to switch.
export function prepareSpeaking(choice, box) {
  if (!speech) return;
  aloud = box;
  choice.hidden = false;
  box.checked = localStorage.getItem(REMEMBERED) !== "no";
  box.addEventListener("change", () => {
    localStorage.setItem(REMEMBERED, box.checked ? "yes" : "no");
    if (!box.checked) hush();
  });
}

export function sayAloud({ who, words }) {
  if (!aloud?.checked) return;
  const saying = new SpeechSynthesisUtterance(words);
  saying.lang = "en-GB";
  saying.voice = speech.getVoices().find((voice) => voice.lang.replace("_", "-") === "en-GB") ?? null;
  if (who === "adviser") saying.pitch = 0.7; // another ear, another voice
  speech.speak(saying);
}

export function hush() {
  speech?.cancel();
}

// The button starts and stops listening; what was understood goes to `heard`. Some browsers send the voice to
// their maker to be recognised, which the hint says.
export function prepareListening(button, hint, { able, heard, failed }) {
  if (!Recognition) return;
  const ear = new Recognition();
  let listening = false;
  const setListening = (on) => {
    listening = on;
    button.setAttribute("aria-pressed", String(on));
    button.classList.toggle("phone-talking", on);
  };
  ear.lang = "en-GB";
  ear.addEventListener("start", () => setListening(true));
  ear.addEventListener("end", () => setListening(false));
  ear.addEventListener("error", ({ error }) => {
    if (error === "no-speech") failed("Nothing was heard. Try again, or type it.");
    else if (error !== "aborted") failed("The browser could not listen. Type it instead.");
  });
  ear.addEventListener("result", (event) => {
    const words = event.results[0][0].transcript.trim();
    if (words) heard(words);
  });
  button.hidden = hint.hidden = false;
  button.addEventListener("click", () => {
    if (!able()) return;
    hush();
    if (listening) ear.stop();
    else ear.start();
  });
}
