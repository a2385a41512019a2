// "Hear it": reads words of the page aloud with the browser's own British voice. Hidden where there is none.
const VOICE = "en-GB";
const synthesis = window.speechSynthesis;

/** The words of a field or of an element; of a second one when the first is empty, as a reply without a voice version. */
function wordsOf(button) {
  const ids = [button.dataset.hear, button.dataset.hearElse].filter(Boolean);
  for (const id of ids) {
    const from = document.getElementById(id);
    const words = (from?.value ?? from?.textContent ?? "").trim();
    if (words) return words;
  }
  return "";
}

function british() {
  return synthesis.getVoices().find((voice) => voice.lang.replace("_", "-").startsWith(VOICE)) ?? null;
}

function say(words) {
  synthesis.cancel(); // a second press begins again
  const saying = new SpeechSynthesisUtterance(words);
  saying.lang = VOICE;
  saying.voice = british();
  synthesis.speak(saying);
}

function reveal(root) {
  for (const button of root.querySelectorAll("[data-hear][hidden]")) button.hidden = false;
}

if (synthesis && "SpeechSynthesisUtterance" in window) {
  reveal(document);
  document.body.addEventListener("htmx:afterSwap", ({ target }) => reveal(target));
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-hear]");
    if (button) say(wordsOf(button));
  });
}
