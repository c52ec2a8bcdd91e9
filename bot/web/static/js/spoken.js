// All that a screen reader hears and the eye does not see, in one place, so that it can be read and tested as one text.
//
// The log (role=log, polite) speaks each new message once, by itself. Focus is never moved onto a message,
// because that would speak it twice. Send states inside the log are silent (aria-live=off): only trouble, and
// the end of trouble, is said here, in one status region.

import { texts } from "./texts.js";

export const spoken = Object.freeze({
  log: "Gesprek",
  answerGroup: "Jouw antwoord",
  choices: texts.choose,
  fromYou: `${texts.you}: `,
  fromYouTo: `${texts.youTo}: `,
  fromBot: `${texts.bot}: `,
  trouble: "Je bericht is nog niet verstuurd. Ik probeer het opnieuw.",
  solved: "Je bericht is verstuurd.",
  refused: (detail) => `Je bericht is niet verstuurd. ${detail}`,
  removed: "Het bericht is weggehaald.",
  backInField: "Je tekst staat weer in het tekstveld.",
  deviceReady: "De link voor je andere apparaat staat er.",
});

export class Announcer {
  /** @param {HTMLElement} region an element with role=status that is in the page before anything is said */
  constructor(region) {
    this.region = region;
    this.last = "";
  }

  /** Says a sentence; the same sentence twice in a row is said once, until something else is said. */
  say(sentence) {
    if (!sentence || sentence === this.last) return;
    this.last = sentence;
    // a fresh node: some readers skip a text that changed within the same node
    const line = document.createElement("span");
    line.textContent = sentence;
    this.region.replaceChildren(line);
  }

  /** Forgets the last sentence, so that the same trouble later is said again. */
  calm() {
    this.last = "";
  }
}
