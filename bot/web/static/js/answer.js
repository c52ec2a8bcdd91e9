// Where the client answers: choices (when the open turn has them), the text field, and the row of help moves.
// The same form element stays for the whole conversation, so focus always has a place to return to.

import { splitQuestion } from "./inline.js";
import { spoken } from "./spoken.js";
import { texts } from "./texts.js";
import { button, make } from "./view.js";

export class AnswerForm {
  /** @param {(content: object, label: string) => void} give receives {text, turn} | {choice, turn} | {choices, turn}; turn is the id of the turn they stood under */
  constructor(give, onDraft) {
    this.give = give;
    this.shown = null;
    this.root = make("form", "antwoord");
    this.root.id = "antwoord";
    this.root.tabIndex = -1;
    this.root.noValidate = true;
    this.root.setAttribute("aria-label", spoken.answerGroup);
    this.choices = make("fieldset", "keuzes");
    this.choices.hidden = true;
    this.again = make("div", "nog-open");
    this.again.hidden = true;
    this.root.append(this.again, this.choices, this.#textPart(onDraft));
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#sendText();
    });
    // The form itself holds the focus while choices are read; who begins to type means the field.
    this.root.addEventListener("keydown", (event) => {
      const types = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.target === this.root && types) this.field.focus();
    });
    this.help = this.#helpRow();
  }

  #textPart(onDraft) {
    const part = make("div", "typen");
    this.label = make("label", "", texts.answer);
    this.label.htmlFor = "tekst";
    this.field = make("textarea");
    this.field.id = "tekst";
    this.field.rows = 1;
    this.field.autocomplete = "off";
    this.field.enterKeyHint = "send";
    this.field.addEventListener("input", () => {
      this.#grow();
      onDraft(this.field.value);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#sendText();
    });
    this.onDraft = onDraft;
    part.append(this.label, this.field, button(texts.send, "knop knop-hoofd", "submit"));
    return part;
  }

  #helpRow() {
    const row = make("div", "hulprij");
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", texts.help);
    // only for who looks: a screen reader reads on by itself
    this.more = make("p", "hulprij-meer", texts.moreBelow);
    this.more.setAttribute("aria-hidden", "true");
    this.more.hidden = true;
    row.append(this.more);
    for (const move of texts.moves) {
      const help = button(move.label, "knop knop-hulp");
      help.addEventListener("click", () => this.give(this.#said(move.text), move.text));
      row.append(help);
    }
    return row;
  }

  #sendText() {
    const text = this.field.value;
    if (!text.trim()) {
      this.field.focus();
      return;
    }
    this.setDraft("");
    this.give(this.#said(text), text);
  }

  // With the turn on this screen: another device may be asked something by now that is not seen here.
  #said(text) {
    return this.turn ? { text, turn: this.turn } : { text };
  }

  setDraft(text) {
    this.field.value = text;
    this.onDraft(text);
    this.#grow();
  }

  // browsers with field-sizing do this by themselves; the others need the height told
  #grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 4}px`;
  }

  /**
   * Shows the choices of the open turn; null while an answer is under way. `between`: a message of a person stands between the
   * question and its choices. Then the question is shown again: its choices must not look like answers to that message.
   */
  show(turn, between = false) {
    if (turn) this.turn = turn.id;
    this.#again(between ? turn : null);
    const offered = turn?.choices ?? [];
    const key = offered.length ? turn.id : "";
    if (this.shown !== key) {
      this.shown = key;
      const held = this.choices.contains(document.activeElement);
      this.choices.replaceChildren(...(offered.length ? this.#choices(turn) : []));
      this.choices.hidden = offered.length === 0;
      if (held) this.focus();
    }
    this.#begin(turn);
    this.label.textContent = offered.length ? texts.ownAnswer : turn ? texts.answer : texts.extra;
  }

  #again(turn) {
    const text = turn?.text?.at(-1) ?? "";
    this.again.hidden = !text;
    this.again.replaceChildren(...(text ? [make("p", "stil", texts.stillAsked), make("p", "vraag", splitQuestion(text)[1] || text)] : []));
  }

  /** What must stay in its place in the window: the choices, else the field. */
  get anchor() {
    return this.choices.hidden ? this.field : this.choices;
  }

  // A sentence that stands ready to be changed: once per turn, never over own words, and gone again when the talk goes on without it.
  #begin(turn) {
    if (!turn || this.begun?.id === turn.id) return;
    if (this.begun && this.field.value === this.begun.draft) this.setDraft("");
    this.begun = turn.draft ? turn : null;
    if (turn.draft && !this.field.value.trim()) this.setDraft(turn.draft);
  }

  #choices(turn) {
    const legend = make("legend", turn.multiple ? "" : "alleen-gehoord", turn.multiple ? texts.chooseMore : spoken.choices);
    return turn.multiple ? [legend, ...this.#several(turn)] : [legend, ...turn.choices.map((choice) => this.#single(choice, turn.id))];
  }

  #single(choice, turn) {
    const element = button(choice.label, "keuze");
    element.addEventListener("click", () => {
      this.focus(); // the button is about to go; the form stays
      this.give({ choice: choice.id, turn }, choice.label);
    });
    return element;
  }

  #several(turn) {
    const boxes = turn.choices.map((choice) => {
      const box = make("input");
      box.type = "checkbox";
      box.value = choice.id;
      return box;
    });
    const rows = turn.choices.map((choice, place) => {
      const row = make("label", "keuze keuze-vink");
      row.append(boxes[place], make("span", "", choice.label));
      return row;
    });
    const error = make("p", "fout");
    error.setAttribute("role", "alert");
    const next = button(texts.next, "knop knop-hoofd");
    next.addEventListener("click", () => {
      const picked = turn.choices.filter((_, place) => boxes[place].checked);
      if (!picked.length) {
        error.textContent = texts.chooseFirst;
        return;
      }
      this.focus();
      this.give({ choices: picked.map((choice) => choice.id), turn: turn.id }, picked.map((choice) => choice.label).join(", "));
    });
    // Enter in a checkbox would submit the text field of the form; here it means "Verder"
    for (const box of boxes) {
      box.addEventListener("change", () => { error.textContent = ""; });
      box.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        next.click();
      });
    }
    return [...rows, error, next];
  }

  /** Focus without a keyboard popping up on a phone: Tab then goes to the first choice or the field. */
  focus() {
    this.root.focus({ preventScroll: true });
  }

  /** With a mouse or keyboard an open question is answered by typing: straight into the field. */
  focusForTyping() {
    const here = document.activeElement;
    const free = here === this.root || here === document.body || here === null;
    if (free && this.choices.hidden && !this.root.hidden && matchMedia("(pointer: fine)").matches) this.field.focus({ preventScroll: true });
  }
}
