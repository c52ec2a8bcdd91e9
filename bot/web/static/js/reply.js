// Answering a person: a field of its own, so that what is meant for the begeleider is never taken as the answer to the
// open question. While it is there the other field is away: there is one place to type.

import { texts } from "./texts.js";
import { button, make } from "./view.js";

export class ReplyForm {
  /** @param {{give: (text: string) => void, draft: (text: string) => void, toggled: (open: boolean) => void}} on */
  constructor(on) {
    this.on = on;
    this.root = make("form", "antwoord antwoord-mens");
    this.root.noValidate = true;
    this.root.hidden = true;
    this.label = make("label");
    this.label.htmlFor = "tekst-mens";
    this.field = make("textarea");
    this.field.id = "tekst-mens";
    this.field.rows = 3;
    this.field.autocomplete = "off";
    this.field.addEventListener("input", () => on.draft(this.field.value));
    const cancel = button(texts.replyNot, "knop");
    cancel.addEventListener("click", () => this.close());
    const row = make("p", "knoppenrij");
    row.append(button(texts.send, "knop knop-hoofd", "submit"), cancel);
    this.root.append(this.label, this.field, row);
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  #send() {
    const text = this.field.value;
    if (!text.trim()) {
      this.field.focus();
      return;
    }
    this.field.value = "";
    this.on.draft("");
    this.close();
    this.on.give(text);
  }

  /** What was typed before and not sent is there again. */
  open(name, text) {
    this.label.textContent = texts.replyLabel(name);
    this.field.value = text;
    this.root.hidden = false;
    this.on.toggled(true);
    this.field.focus();
  }

  close() {
    if (this.root.hidden) return;
    this.root.hidden = true;
    this.on.toggled(false);
  }
}
