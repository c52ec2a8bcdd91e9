// The retrying send queue. Each message is one localStorage key of its own, so two tabs never overwrite each
// other's list; its UUID is made once, here, so sending again can never count twice. One message is under way at
// a time, in the order in which they were given.

import { keys, read, remove, uuid, write } from "./storage.js";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

let counter = 0;

/** "000001732…-0001": sorts by the moment of giving. */
function orderKey() {
  counter += 1;
  return `${String(Date.now()).padStart(15, "0")}-${String(counter).padStart(4, "0")}`;
}

export function waitBefore(attempt, random = Math.random()) {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, attempt - 1));
  return Math.round(wait * (0.8 + 0.4 * random));
}

export class SendQueue extends EventTarget {
  /**
   * Events: "state" {id, state: "sending"|"waiting"|"refused", detail, kind}, "reply" {message, reply}, "lost".
   * @param {(body: object) => Promise<object>} send rejects with an ApiError
   */
  constructor(send) {
    super();
    this.send = send;
    this.scope = "";
    this.attempt = 0;
    this.timer = 0;
    this.busy = false;
    this.stopped = false;
  }

  /** Chooses the conversation whose messages are sent; those of another stay where they are. */
  open(conversation) {
    this.scope = `rij.${conversation}.`;
    this.stopped = false;
    this.flush();
  }

  /** All messages not yet acknowledged: {id, body, label, refused}, oldest first. */
  list() {
    if (!this.scope) return [];
    return keys(this.scope).sort().map((key) => ({ key, ...read(key) })).filter((entry) => entry.id);
  }

  /** @returns {object} the message as in list(), and kept: it is false when a reload would lose it */
  add(content, label) {
    const id = uuid();
    const entry = { id, body: { id, ...content }, label, refused: "" };
    const kept = write(this.scope + orderKey(), entry);
    queueMicrotask(() => this.flush());
    return { ...entry, kept };
  }

  /** Takes a message out: it arrived (seen in the conversation) or the client removed it. */
  drop(id) {
    for (const entry of this.list()) if (entry.id === id) remove(entry.key);
  }

  /** A refused choice has done its work as soon as another answer is given; refused text stays. @returns {string[]} ids */
  dropRefusedChoices() {
    const done = this.list().filter((entry) => entry.refused && !("text" in entry.body));
    for (const entry of done) remove(entry.key);
    return done.map((entry) => entry.id);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Try at once: the client asked, or the connection came back. */
  hurry() {
    this.attempt = 0;
    clearTimeout(this.timer);
    this.flush();
  }

  async flush() {
    if (this.busy || this.stopped || !this.scope) return;
    this.busy = true;
    clearTimeout(this.timer);
    try {
      await this.#alone(async () => {
        while (!this.stopped && await this.#sendNext());
      });
    } finally {
      this.busy = false;
    }
  }

  /** Only one tab sends; where locks are missing the UUID still makes a double send harmless. */
  #alone(work) {
    if (!navigator.locks) return work();
    return navigator.locks.request(`werkmaat.${this.scope}`, work);
  }

  /** @returns {Promise<boolean>} whether to go on with the next */
  async #sendNext() {
    const message = this.list().find((entry) => !entry.refused);
    if (!message) return false;
    this.#tell("state", { id: message.id, state: "sending" });
    try {
      const reply = await this.send(message.body);
      this.attempt = 0;
      // shown first, removed after: a crash in between shows it again, and the id keeps it single
      this.#tell("reply", { message, reply });
      remove(message.key);
      return true;
    } catch (fault) {
      return this.#failed(message, fault);
    }
  }

  #failed(message, fault) {
    if (fault.kind === "lost") {
      this.stop();
      this.#tell("state", { id: message.id, state: "waiting" });
      this.#tell("lost", {});
      return false;
    }
    if (fault.kind === "refused") {
      const { key, ...entry } = message;
      write(key, { ...entry, refused: fault.detail });
      this.#tell("state", { id: message.id, state: "refused", detail: fault.detail });
      return true;
    }
    this.attempt += 1;
    this.timer = setTimeout(() => this.flush(), waitBefore(this.attempt));
    this.#tell("state", { id: message.id, state: "waiting", kind: fault.kind, detail: fault.kind === "later" ? fault.detail : "" });
    return false;
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
