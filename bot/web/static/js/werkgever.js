// <werkgever-gesprek>: the anonymous chat of werkgevers. Nothing is kept on the device: the key of the conversation lives in
// this page's memory and is gone with it. Works the same inside another website (attribute "ingebed").

import { block, questionBlock } from "./inline.js";
import { uuid } from "./storage.js";
import { button, make } from "./view.js";
import { texts } from "./werkgever-teksten.js";

const TIMEOUT_MS = 20_000;

async function post(path, body) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), TIMEOUT_MS);
  let response;
  let answer = {};
  try {
    response = await fetch(path, {
      method: "POST",
      credentials: "omit", // anonymous: not even a cookie of ours goes along
      cache: "no-store",
      headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json" },
      body: JSON.stringify(body),
      signal: control.signal,
    });
    answer = JSON.parse((await response.text()) || "{}");
  } catch {
    if (!response || response.ok) throw new Error(texts.unreachable);
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok) throw new Error(answer.detail || texts.problem);
  return answer;
}

class WerkgeverGesprek extends HTMLElement {
  connectedCallback() {
    if (this.log) return;
    this.conversation = uuid();
    this.busy = false;
    this.log = make("div", "gesprek-log");
    this.log.setAttribute("role", "log");
    this.log.setAttribute("aria-label", texts.log);
    this.log.setAttribute("aria-live", "polite");
    this.replaceChildren(this.log, this.#form());
    this.#send({ choice: "begin" });
  }

  #form() {
    this.form = make("form", "antwoord");
    this.form.id = "vraag";
    this.form.tabIndex = -1;
    this.choices = make("fieldset", "keuzes");
    this.choices.hidden = true;
    const typing = make("div", "typen");
    this.label = make("label", "", texts.ask);
    this.label.htmlFor = "tekst";
    this.field = make("textarea");
    Object.assign(this.field, { id: "tekst", rows: 1, autocomplete: "off", enterKeyHint: "send", maxLength: 4000 });
    typing.append(this.label, this.field, button(texts.send, "knop knop-hoofd", "submit"));
    this.form.append(this.choices, typing);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask();
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#ask();
    });
    return this.form;
  }

  #ask() {
    const text = this.field.value;
    if (this.busy || !text.trim()) {
      this.field.focus();
      return;
    }
    this.field.value = "";
    this.#send({ text }, text);
  }

  /** Sends one message; `label` is what the log shows of it (nothing for the very first). */
  async #send(content, label = "") {
    const message = { id: uuid(), conversation: this.conversation, ...content };
    const said = label ? this.#said(label) : null;
    this.#offer([]);
    await this.#deliver(message, said);
  }

  async #deliver(message, said) {
    this.busy = true;
    this.form.setAttribute("aria-busy", "true");
    try {
      const reply = await post("/api/werkgever/messages", message);
      said?.querySelector(".toestand")?.remove();
      this.#show(reply.turns ?? [], said);
    } catch (fault) {
      this.#failed(message, said ?? this.#said(""), fault.message);
    } finally {
      this.busy = false;
      this.form.removeAttribute("aria-busy");
    }
  }

  #said(text) {
    for (const old of this.log.children) old.classList.add("eerder");
    const element = make("div", "beurt beurt-jij");
    if (text) {
      const body = make("p", "gezegd");
      body.append(make("span", "alleen-gehoord", texts.you), document.createTextNode(text));
      element.append(body);
    }
    const state = make("p", "toestand", texts.sending);
    state.setAttribute("aria-live", "off");
    element.append(state);
    element.dataset.toestand = "sending";
    this.log.append(element);
    this.#reveal(element);
    return element;
  }

  #failed(message, said, reason) {
    said.dataset.toestand = "waiting";
    const state = said.querySelector(".toestand");
    state.setAttribute("aria-live", "polite");
    const retry = button(texts.again, "knop knop-klein");
    retry.addEventListener("click", () => {
      if (this.busy) return;
      state.replaceChildren(texts.sending);
      this.field.focus();
      this.#deliver(message, said);
    });
    state.replaceChildren(make("span", "", `${texts.failed} ${reason}`), retry);
    this.#reveal(state);
  }

  #show(turns, said) {
    if (said && !said.querySelector(".gezegd")) said.remove();
    else if (said) said.dataset.toestand = "sent";
    const elements = turns.map((turn) => this.#turn(turn));
    this.log.append(...elements);
    const last = turns.at(-1);
    this.#offer(last?.choices ?? []);
    this.label.textContent = last?.choices?.length ? texts.own : texts.ask;
    // not at the very first: who opens the page reads it from the top
    if (said) window.scrollTo({ top: scrollY + (said.isConnected ? said : elements[0]).getBoundingClientRect().top - 16, behavior: "instant" });
    // a keyboard goes on where it was; a phone keeps its keyboard down, and nobody is pulled into an embedded chat unasked
    if (said && matchMedia("(pointer: fine)").matches) this.form.focus({ preventScroll: true });
  }

  #turn(turn) {
    const element = make("div", `beurt beurt-${turn.kind}`);
    element.append(make("span", "alleen-gehoord", texts.bot));
    if (turn.progress) element.append(make("p", "voortgang", texts.progress(turn.progress.step, turn.progress.of)));
    if (turn.kind === "safety") element.append(make("p", "beurt-titel", texts.safetyTitle));
    turn.text.forEach((text, place) => {
      const part = make("div", "blok");
      const titled = turn.subject && place === 0;
      if (titled) part.append(make("p", "beurt-titel", text));
      else part.append(...(place === turn.text.length - 1 ? questionBlock : block)(text, turn.kind));
      element.append(part);
    });
    if (turn.subject) element.append(this.#below(turn));
    if (this.hasAttribute("ingebed")) for (const link of element.querySelectorAll("a")) this.#outside(link);
    return element;
  }

  /** Below an answer: its page, and the question whether it was clear. */
  #below(turn) {
    const part = make("div", "onder-antwoord");
    part.setAttribute("aria-live", "off");
    const link = make("a", "", texts.page);
    link.href = `/werkgever/antwoord/${encodeURIComponent(turn.subject)}`;
    this.#outside(link); // the conversation is not kept, so a link may not take this page away
    const vote = make("div", "stem");
    vote.setAttribute("role", "group");
    vote.setAttribute("aria-label", texts.clear);
    const say = (label, clear) => {
      const one = button(label, "knop knop-klein");
      one.addEventListener("click", () => {
        vote.replaceChildren(make("span", "stil", texts.thanks));
        this.form.focus({ preventScroll: true });
        post("/api/werkgever/votes", { subject: turn.subject, clear }).catch(() => {}); // a vote is no reason to trouble anyone
      });
      return one;
    };
    vote.append(make("span", "", texts.clear), say(texts.yes, true), say(texts.no, false));
    part.append(link, vote);
    return part;
  }

  /** Moves this window only: scrollIntoView would move the website around an embedded chat too. */
  #reveal(element) {
    const box = element.getBoundingClientRect();
    if (box.bottom > innerHeight || box.top < 0) window.scrollBy({ top: box.bottom - innerHeight + 16, behavior: "instant" });
  }

  #outside(link) {
    if (link.protocol === "tel:") return;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }

  #offer(offered) {
    const held = this.choices.contains(document.activeElement);
    const legend = make("legend", "alleen-gehoord", texts.choose);
    const buttons = offered.map((choice) => {
      const element = button(choice.label, "keuze");
      element.addEventListener("click", () => {
        if (this.busy) return;
        this.form.focus({ preventScroll: true });
        this.#send({ choice: choice.id }, choice.label);
      });
      return element;
    });
    this.choices.replaceChildren(...(offered.length ? [legend, ...buttons] : []));
    this.choices.hidden = offered.length === 0;
    if (held) this.form.focus({ preventScroll: true });
  }
}

customElements.define("werkgever-gesprek", WerkgeverGesprek);
