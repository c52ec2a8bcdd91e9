// <werkmaat-gesprek>: the client's conversation. This is the controller; it owns no markup of its own.
// Light DOM on purpose: a shadow root around the log breaks focus handling and reading order in some readers.

import { api } from "./api.js";
import { enter, showOwnPages, tokenInAddress } from "./entry.js";
import { nameOf } from "./identity.js";
import { lostPanel } from "./notice.js";
import { buildParts } from "./parts.js";
import { SendQueue, waitBefore } from "./queue.js";
import { spoken } from "./spoken.js";
import { keys, read, remove, write } from "./storage.js";
import { Sync } from "./sync.js";
import { texts } from "./texts.js";
import { Thread } from "./thread.js";

class Gesprek extends HTMLElement {
  connectedCallback() {
    if (this.thread) return;
    this.thread = new Thread();
    this.conversation = "";
    this.opened = false;
    this.#build();
    this.queue = new SendQueue(api.send);
    this.queue.addEventListener("state", (event) => this.#onState(event.detail));
    this.queue.addEventListener("reply", (event) => this.#onReply(event.detail));
    this.queue.addEventListener("lost", () => this.#lost());
    this.sync = new Sync(api.conversation, this.thread, {
      changed: (page) => this.#onPage(page),
      failed: (fault) => this.#onFault(fault),
    });
    this.#listen();
    this.place.start();
    this.#begin();
  }

  #build() {
    Object.assign(this, buildParts({
      act: (action, id) => this.#act(action, id),
      give: (content, label) => this.#give(content, label),
      draft: (text) => this.#keepDraft(text),
      reply: {
        give: (text) => this.#give({ text, to: "begeleider" }, text),
        draft: (text) => this.#keepDraft(text, "reactie"),
        toggled: (open) => this.#replying(open),
      },
      lines: () => this.thread.presentLines(),
      unsent: () => this.queue.list().length > 0,
      left: () => this.#left(),
    }));
    this.replaceChildren(...this.order);
    this.#usable(false);
    this.notice.show(texts.loading);
  }

  #listen() {
    window.addEventListener("online", () => {
      this.queue.hurry();
      this.sync.now();
    });
    window.addEventListener("offline", () => this.notice.trouble());
    window.addEventListener("hashchange", () => tokenInAddress() && location.reload());
    // another tab of this browser sent, removed or left something
    window.addEventListener("storage", (event) => {
      const other = read("gesprek");
      if (this.conversation && other && other !== this.conversation) location.reload(); // someone else entered there
      else if (event.key === null || /^werkmaat\.(gesprek|rij\.)/.test(event.key)) this.sync.now();
    });
  }

  async #begin(attempt = 1) {
    try {
      this.entry = await enter();
    } catch {
      this.notice.trouble();
      setTimeout(() => this.#begin(attempt + 1), waitBefore(attempt));
      return;
    }
    // a new link may be another person's: nothing of the last conversation may be sent until the server says which it is
    if (this.entry === "entered") {
      remove("gesprek");
      showOwnPages();
    }
    // the device's own last conversation: lets typing go on when the server cannot be reached just now
    const last = read("gesprek");
    if (this.entry === "none" && last) this.#open(last);
    await this.sync.now();
    if (!this.isLost) this.sync.start();
  }

  #open(name) {
    if (!name || name === this.conversation) return;
    this.conversation = name;
    write("gesprek", name);
    this.form.setDraft(read(`concept.${name}`) ?? "");
    this.queue.open(name);
    this.#usable(true);
  }

  #onPage(page) {
    if (this.opened && page.conversation && page.conversation !== this.conversation) {
      location.reload();
      return;
    }
    const name = nameOf(page, this.conversation, this.opened, this.entry === "entered");
    this.#open(name);
    const first = !this.opened;
    if (name) this.opened = true;
    const waiting = this.#compareQueue();
    if (this.entry === "used") this.notice.inform(texts.linkUsed);
    else if (this.thread.entries.size === 0) this.notice.show(texts.starting);
    else if (waiting.size === 0) this.notice.well(texts.back);
    else if (this.notice.inTrouble) this.queue.hurry();
    if (first) this.log.restore(this.thread, () => this.#render(true));
    else this.#render();
  }

  /** Drops from the queue what the record holds, and from the page what another tab took away. */
  #compareQueue() {
    for (const entry of this.queue.list()) if (this.thread.entries.get(entry.id)?.state === "sent") this.queue.drop(entry.id);
    const waiting = new Set(this.queue.list().map((entry) => entry.id));
    for (const entry of this.thread.list()) if (entry.state === "refused" && !waiting.has(entry.id)) this.thread.forget(entry.id);
    return waiting;
  }

  #onReply({ message, reply }) {
    this.thread.reply(message, reply);
    this.entry = "none";
    this.notice.well(spoken.solved);
    this.#render();
    this.sync.plan();
  }

  #onState({ id, state, detail, kind }) {
    const entry = this.queue.list().find((one) => one.id === id);
    // while it is tried again the words stay "I try again": no flicker between two states
    const before = this.thread.entries.get(id)?.state;
    if (entry && !(state === "sending" && before === "waiting")) this.#waiting(entry, state, detail);
    // what the server says comes first: it may hold a number to call
    if (state === "waiting" && kind) this.notice.trouble(detail || spoken.trouble, detail);
    if (state === "refused") {
      this.announcer.say(spoken.refused(detail));
      this.sync.now();
    }
    this.#render();
  }

  #onFault(fault) {
    if (fault.kind === "lost") this.#lost();
    else if (fault.kind === "refused") this.notice.inform(fault.detail);
    else this.notice.trouble();
  }

  #give(content, label) {
    this.aloud.stop();
    for (const id of this.queue.dropRefusedChoices()) this.thread.forget(id);
    const message = this.queue.add(content, label);
    this.#waiting(message, "sending");
    if (!message.kept) this.notice.inform(texts.keepOpen);
    this.#render();
  }

  #waiting(entry, state, detail = entry.refused) {
    this.thread.waiting(entry.id, entry.label, { state, detail, typed: "text" in entry.body, to: entry.body.to });
  }

  #keepDraft(text, kind = "concept") {
    if (!this.conversation) return;
    if (text) write(`${kind}.${this.conversation}`, text);
    else remove(`${kind}.${this.conversation}`);
  }

  /** One place to type at a time: the question waits out of sight while one writes to the begeleider. */
  #replying(open) {
    this.form.root.hidden = open || this.isLost;
    this.form.help.hidden = open || this.isLost;
    if (!open) this.form.focus();
  }

  async #act(action, id) {
    if (action === "retry") {
      this.queue.hurry();
      this.form.focus();
      return;
    }
    if (action === "reply") {
      this.aloud.stop();
      this.reply.open(this.thread.entries.get(id).turn.sender.name, read(`reactie.${this.conversation}`) ?? "");
      return;
    }
    if (action === "older") {
      await this.sync.older().catch((fault) => this.#onFault(fault));
      return;
    }
    const { text = "", to } = this.thread.entries.get(id) ?? {};
    this.queue.drop(id);
    this.thread.forget(id);
    this.#render();
    if (action === "edit" && to) {
      this.reply.open(this.thread.writer(), [read(`reactie.${this.conversation}`), text].filter(Boolean).join("\n"));
      this.announcer.say(spoken.backInField);
    } else if (action === "edit") {
      this.form.setDraft([this.form.field.value, text].filter(Boolean).join("\n"));
      this.form.field.focus();
      this.announcer.say(spoken.backInField);
    } else {
      this.form.focus();
      this.announcer.say(spoken.removed);
    }
  }

  #render(first = false) {
    if (this.isLost) return;
    for (const entry of this.queue.list()) {
      this.#waiting(entry, entry.refused ? "refused" : this.thread.entries.get(entry.id)?.state ?? "sending");
    }
    const away = this.place.readingBack();
    const putBack = this.place.hold(this.form.anchor);
    const fresh = this.log.show(this.thread);
    this.form.show(this.thread.open(), this.thread.interrupted());
    const of = (kind) => fresh.filter((element) => element.classList.contains(kind));
    const messages = [...of("beurt-begeleider"), ...of("beurt-notice")];
    const turns = fresh.filter((element) => ![...messages, ...of("beurt-jij"), ...of("eerder")].includes(element));
    for (const entry of this.thread.list()) if (entry.unseen) this.seen.watch(this.log.elements.get(entry.id), entry.id);
    if (first || (turns.length && !away)) this.place.toPresent();
    else if (messages.length) putBack();
    else if (fresh.length && !away) this.place.toOwn(fresh.at(-1));
    if (turns.length && !first) {
      if (this.thread.open()) this.form.focusForTyping();
      this.reader.news();
    }
  }

  #usable(on) {
    this.form.root.hidden = !on;
    this.form.help.hidden = !on;
    if (!on) this.reply.close();
    this.device.root.hidden = !on;
  }

  #stopAll() {
    this.isLost = true;
    this.sync.stop();
    this.queue.stop();
    this.aloud.stop();
    this.#usable(false);
    this.notice.show("");
    this.reader.root.hidden = true;
  }

  #lost() {
    if (this.isLost) return;
    this.#stopAll();
    // only to the one who was looking at it: on a fresh page it may be someone else
    for (const entry of this.queue.list()) this.thread.forget(entry.id); // shown in the panel instead
    this.log.show(this.thread);
    const unsent = this.opened ? [...this.queue.list().map((entry) => entry.label), this.form.field.value].filter((text) => text.trim()) : [];
    this.#panel(lostPanel(texts.lostTitle, texts.lost, unsent));
  }

  #left() {
    this.#stopAll();
    for (const key of keys("")) remove(key);
    this.thread = new Thread();
    this.log.show(this.thread);
    this.#panel(lostPanel(texts.leftTitle, texts.left));
    this.settings.root.hidden = true;
  }

  #panel(panel) {
    this.place.stop();
    this.below.style.minHeight = "";
    this.below.prepend(panel);
    panel.querySelector("h2").focus();
  }
}

customElements.define("werkmaat-gesprek", Gesprek);
