// The log: one element per entry, keyed, made once and never remade (a screen reader would speak it again).
// Turn text goes through inline.js (text nodes only).

import { block, questionBlock } from "./inline.js";
import { linksElement, pictureElement } from "./picture.js";
import { spoken } from "./spoken.js";
import { texts } from "./texts.js";

export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

export function button(label, className = "knop", type = "button") {
  const element = make("button", className, label);
  element.type = type;
  return element;
}

function who(text) {
  return make("span", "alleen-gehoord", text);
}

function turnElement(turn) {
  const element = make("div", `beurt beurt-${turn.kind}`);
  element.append(who(spoken.fromBot));
  if (turn.progress) {
    const progress = make("p", "voortgang", texts.progress(turn.progress.step, turn.progress.of));
    progress.setAttribute("aria-live", "off"); // can be read, is not repeated with every question
    element.append(progress);
  }
  const title = { safety: texts.safetyTitle, summary: texts.summaryTitle }[turn.kind];
  if (title) element.append(make("p", "beurt-titel", title));
  const blocks = turn.text ?? [];
  blocks.forEach((text, place) => {
    const part = make("div", "blok");
    const last = place === blocks.length - 1;
    part.append(...(last ? questionBlock : block)(text, turn.kind));
    element.append(part);
  });
  if (turn.picture) element.append(pictureElement(turn.picture));
  if (turn.links?.length) element.append(linksElement(turn.links));
  return element;
}

const MOMENT = new Intl.DateTimeFormat("nl-NL", { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

/** What a person wrote: with the name above it, never in the shape of a turn of the program, and with a way to answer that person. */
function messageElement(turn, act) {
  const element = make("div", "beurt beurt-begeleider");
  const { name, at } = turn.sender;
  element.append(make("h2", "beurt-titel", texts.from(name)), make("p", "beurt-wanneer", MOMENT.format(new Date(at))));
  for (const text of turn.text) {
    const part = make("div", "blok");
    part.append(...block(text, turn.kind));
    element.append(part);
  }
  const answer = button(texts.reply(name), "knop");
  answer.addEventListener("click", () => act("reply", turn.id));
  element.append(answer);
  return element;
}

function saidElement(entry, act) {
  const element = make("div", "beurt beurt-jij");
  const body = make("p", "gezegd");
  body.append(make("span", "wie", entry.to ? spoken.fromYouTo : spoken.fromYou), document.createTextNode(entry.text));
  const state = make("p", "toestand");
  state.setAttribute("aria-live", "off"); // trouble is spoken by the Announcer, success needs no words
  const label = make("span", "toestand-tekst");
  const retry = button(texts.tryNow, "knop knop-klein");
  retry.addEventListener("click", () => act("retry", entry.id));
  const edit = button(texts.edit, "knop knop-klein");
  edit.addEventListener("click", () => act("edit", entry.id));
  const drop = button(texts.remove, "knop knop-klein");
  drop.addEventListener("click", () => act("remove", entry.id));
  state.append(label, retry, edit, drop);
  element.append(body, state);
  element.parts = { label, retry, edit, drop };
  return element;
}

function showState(element, entry) {
  const { label, retry, edit, drop } = element.parts;
  const words = entry.state === "refused" ? `${texts.refused}. ${entry.detail}` : texts[entry.state];
  if (label.textContent !== words) label.textContent = words;
  retry.hidden = entry.state !== "waiting";
  edit.hidden = entry.state !== "refused" || !entry.typed;
  drop.hidden = entry.state !== "refused";
  element.dataset.toestand = entry.state;
}

export class LogView {
  /** @param {(action: string, id: string) => void} act hears "retry", "edit", "remove", "reply" and "older" */
  constructor(act) {
    this.act = act;
    this.elements = new Map();
    this.root = make("div", "gesprek-log");
    this.root.setAttribute("role", "log");
    this.root.setAttribute("aria-label", spoken.log);
    this.root.setAttribute("aria-live", "polite");
    this.heading = make("h2", "eerder-kop", texts.earlier);
    this.heading.hidden = true;
    this.more = button(texts.showMore, "knop knop-stil");
    this.more.hidden = true;
    this.more.addEventListener("click", () => act("older"));
    this.top = make("div", "eerder-begin");
    this.top.setAttribute("aria-live", "off");
    this.top.append(this.heading, this.more);
    this.root.append(this.top);
  }

  /** First showing: history goes in silently, and a moment later `then` puts in the present part, which is spoken. */
  restore(thread, then) {
    this.root.setAttribute("aria-live", "off");
    this.show(thread, thread.start());
    setTimeout(() => {
      this.root.setAttribute("aria-live", "polite");
      then();
    }, 120);
  }

  /** Makes the log equal to the thread, up to a place. @returns {Element[]} the elements that are new */
  show(thread, upTo = Infinity) {
    const start = thread.start();
    const list = thread.list().slice(0, upTo);
    const fresh = [];
    const wanted = new Set(list.map((entry) => entry.id));
    for (const [id, element] of this.elements) {
      if (wanted.has(id)) continue;
      element.remove();
      this.elements.delete(id);
    }
    let before = this.top;
    list.forEach((entry, place) => {
      let element = this.elements.get(entry.id);
      if (!element) {
        element = this.#make(entry);
        element.dataset.id = entry.id;
        this.elements.set(entry.id, element);
        fresh.push(element);
      }
      if (entry.from === "client") showState(element, entry);
      element.classList.toggle("eerder", place < start);
      // moving a node makes readers speak it again, so only when it stands wrong
      if (before.nextElementSibling !== element) before.after(element);
      before = element;
    });
    this.heading.hidden = start === 0 && !thread.earlier;
    this.more.hidden = !thread.earlier;
    return fresh;
  }

  #make(entry) {
    if (entry.from === "client") return saidElement(entry, this.act);
    return entry.from === "begeleider" ? messageElement(entry.turn, this.act) : turnElement(entry.turn);
  }

  /** The elements of the present part, in order. */
  present() {
    return [...this.root.querySelectorAll(":scope > .beurt:not(.eerder)")];
  }
}
