// The quiet line between the log and the answer, and the panel for a page that needs a new link.
// The line itself is silent; what must be heard goes through the Announcer.

import { make } from "./view.js";
import { texts } from "./texts.js";

export class Notice {
  /** @param {import("./spoken.js").Announcer} announcer */
  constructor(announcer) {
    this.announcer = announcer;
    this.inTrouble = false;
    this.root = make("p", "melding melding-stil");
    this.root.hidden = true;
  }

  show(text) {
    this.root.textContent = text;
    this.root.hidden = !text;
  }

  inform(text) {
    this.show(text);
    this.announcer.say(text);
  }

  /** Not sent: `text` of the server, else that the device is offline or the server cannot be reached. `words` are heard instead of it. */
  trouble(words = "", text = "") {
    text ||= navigator.onLine ? texts.unreachable : texts.offline;
    this.inTrouble = true;
    this.show(text);
    this.announcer.say(words || text);
  }

  /** All is well (again): the line goes; `words` are said when there was trouble before. */
  well(words) {
    if (this.inTrouble) this.announcer.say(words);
    this.inTrouble = false;
    this.show("");
  }
}

/** Takes the place of the answer form when this device may not go on. */
export function lostPanel(title, lines, unsent = []) {
  const panel = make("section", "kaart kaart-rustig");
  const heading = make("h2", "", title);
  heading.tabIndex = -1;
  panel.append(heading, ...lines.map((line) => make("p", "", line)));
  if (unsent.length) {
    panel.append(make("p", "", texts.lostDraft));
    for (const text of unsent) panel.append(make("blockquote", "", text));
  }
  return panel;
}
