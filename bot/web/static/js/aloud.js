// Reading aloud, with voices of this device only: a network voice would send what people say to someone else.

import { texts } from "./texts.js";
import { button } from "./view.js";

function localVoice() {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  return voices.find((voice) => voice.localService && /^nl\b/i.test(voice.lang)) ?? null;
}

export class Aloud extends EventTarget {
  constructor() {
    super();
    this.speaking = false;
    globalThis.speechSynthesis?.addEventListener?.("voiceschanged", () => this.#tell());
  }

  get possible() {
    return localVoice() !== null;
  }

  /** @param {string[]} lines each is spoken apart, with a short rest between */
  read(lines) {
    const voice = localVoice();
    if (!voice) return;
    speechSynthesis.cancel();
    this.speaking = true;
    const spoken = lines.filter((line) => line.trim()).map((line) => {
      const utterance = new SpeechSynthesisUtterance(line);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.rate = 0.9;
      return utterance;
    });
    const last = spoken.at(-1);
    if (!last) return;
    last.onend = last.onerror = () => {
      this.speaking = false;
      this.#tell();
    };
    for (const utterance of spoken) speechSynthesis.speak(utterance);
    this.#tell();
  }

  stop() {
    globalThis.speechSynthesis?.cancel();
    this.speaking = false;
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/** The button at the question; there only when the client asked for it and the device can do it by itself. */
export class ReadButton {
  /**
   * @param {Aloud} aloud
   * @param {() => boolean} wanted the client's setting
   * @param {() => string[]} lines what is to be read now
   */
  constructor(aloud, wanted, lines) {
    this.aloud = aloud;
    this.wanted = wanted;
    this.lines = lines;
    this.root = button(texts.readAgain, "knop knop-stil");
    this.root.addEventListener("click", () => (aloud.speaking ? aloud.stop() : aloud.read(lines())));
    aloud.addEventListener("change", () => this.show());
    this.show();
  }

  show() {
    if (!this.wanted() && this.aloud.speaking) this.aloud.stop();
    this.root.hidden = !(this.wanted() && this.aloud.possible);
    this.root.textContent = this.aloud.speaking ? texts.stopReading : texts.readAgain;
  }

  /** New turns came: read them when the client wants that. */
  news() {
    if (this.wanted()) this.aloud.read(this.lines());
  }
}
