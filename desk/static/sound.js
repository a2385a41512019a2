// Two short notes for something new, off until an adviser turns them on; remembered in this browser.
const SETTING = "desk-sound";
let context = null;

export const soundIsOn = () => localStorage.getItem(SETTING) === "on";

export function prepareSound(button, state) {
  const show = () => {
    button.setAttribute("aria-pressed", String(soundIsOn()));
    state.textContent = soundIsOn() ? "on" : "off";
  };
  button.addEventListener("click", () => {
    localStorage.setItem(SETTING, soundIsOn() ? "off" : "on");
    show();
    if (soundIsOn()) chime(); // what it will sound like; a browser also wants a click before the first sound
  });
  show();
  button.hidden = false;
}

export function chime() {
  context ??= new AudioContext();
  context.resume();
  for (const [pitch, at] of [[660, 0], [880, 0.18]]) {
    const note = context.createOscillator();
    const volume = context.createGain();
    note.frequency.value = pitch;
    volume.gain.setValueAtTime(0.15, context.currentTime + at);
    volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + at + 0.3);
    note.connect(volume).connect(context.destination);
    note.start(context.currentTime + at);
    note.stop(context.currentTime + at + 0.3);
  }
}
