// The conversation as this page knows it: pure data, no DOM. Everything is keyed (a client message by its UUID, a
// turn by its id), so whatever arrives twice is there once. Only GET /api/conversation moves `seen` forward: what a
// POST answered is shown at once, and confirmed by the next GET. So a lost or cut answer can leave no gap.
// What a begeleider wrote, and a notice that somebody has seen something, stand among the turns, and change nothing
// about the question that is open.

import { texts } from "./texts.js";

const LAST = Number.MAX_SAFE_INTEGER;

/** Comes in by itself while a question is open, and is no step of the talk. */
const between = (entry) => entry.from === "begeleider" || entry.turn?.kind === "notice";

const asksAboutDanger = (turn) => turn.kind === "safety" && turn.choices?.length > 0;

export class Thread {
  constructor() {
    this.entries = new Map();
    this.seen = 0;
    this.first = 0;
    this.earlier = false;
    this.pending = false;
    this.given = 0;
  }

  /** Takes in one page of GET /api/conversation. `older` is true for a page fetched with before=. */
  take(page, older = false) {
    const items = page.items ?? [];
    for (const item of items) {
      if (item.from === "client") this.#put(item.id, { from: "client", text: item.text, to: item.to, seq: item.seq, state: "sent" });
      else if (item.from === "begeleider") this.#put(item.turn.id, { from: "begeleider", turn: item.turn, seq: item.seq, unseen: item.seen === false });
      else this.#put(item.turn.id, { from: "bot", turn: item.turn, seq: item.seq, passing: false });
    }
    const lowest = Math.min(...items.map((item) => item.seq), LAST);
    if (older || this.first === 0) {
      this.earlier = Boolean(page.earlier);
      if (lowest < LAST) this.first = lowest;
    }
    if (older) return;
    // only what was really received counts, not what the page says is the last: so nothing can be skipped
    this.seen = Math.max(this.seen, ...items.map((item) => item.seq));
    this.pending = Boolean(page.pending);
    this.#dropPassing();
  }

  /** Takes in the answer of POST /api/messages. */
  reply(message, reply) {
    this.#put(message.id, { from: "client", text: message.label, to: message.body.to, seq: reply.seq ?? LAST, state: "sent" });
    const passing = reply.status === "received";
    // seq of the turns is not told here: just after the message, until a GET gives the true one
    (reply.turns ?? []).forEach((turn, place) => {
      if (!this.entries.has(turn.id)) this.#put(turn.id, { from: "bot", turn, seq: (reply.seq ?? LAST) + (place + 1) / 1000, passing });
    });
    this.pending = passing;
    if (!passing) this.#dropPassing();
  }

  /** A message that waits in the queue; `typed` text can be changed when it is refused, a choice only taken away. */
  waiting(id, text, { state = "sending", detail = "", typed = true, to } = {}) {
    const known = this.entries.get(id);
    if (known?.state === "sent") return;
    if (!known) this.given += 1;
    this.#put(id, { from: "client", text, seq: LAST, given: known?.given ?? this.given, state, detail, typed, to });
  }

  forget(id) {
    this.entries.delete(id);
  }

  /** All entries in the order in which they were said; waiting messages last. */
  list() {
    return [...this.entries.values()].sort((a, b) => a.seq - b.seq || (a.given ?? 0) - (b.given ?? 0));
  }

  /** Where the present part begins: the last client message that has an answer after it. */
  start(list = this.list()) {
    const lastTurn = list.findLastIndex((entry) => entry.from === "bot" && !between(entry));
    const lastSaid = list.slice(0, Math.max(0, lastTurn)).findLastIndex((entry) => entry.from === "client");
    return Math.max(0, lastSaid);
  }

  /** The turn whose choices may be used now, or null while an answer is under way. What safety asks never waits for an answer to what was said before it. */
  open() {
    const list = this.list().filter((entry) => entry.state !== "refused" && !between(entry));
    const last = list.at(-1);
    if (last?.from !== "bot") return null;
    return this.pending && !asksAboutDanger(last.turn) ? null : last.turn;
  }

  /** Whether a message of a begeleider or a notice came after the open question. */
  interrupted() {
    const last = this.list().findLast((entry) => entry.state !== "refused");
    return last !== undefined && between(last);
  }

  /** The name of the begeleider who wrote last. */
  writer() {
    return this.list().findLast((entry) => entry.from === "begeleider")?.turn.sender.name ?? "";
  }

  /** What is to be read aloud now: the turns of the present part and the choices of the open one. */
  presentLines() {
    const turns = this.list().slice(this.start()).filter((entry) => entry.from !== "client").map((entry) => entry.turn);
    return [...turns.flatMap((turn) => [...(turn.sender ? [texts.from(turn.sender.name)] : []), ...turn.text]), ...(this.open()?.choices ?? []).map((choice) => choice.label)];
  }

  /** A notice that the answer comes later has done its work once that answer is there. */
  #dropPassing() {
    if (this.pending) return;
    for (const [id, entry] of this.entries) if (entry.passing) this.entries.delete(id);
  }

  #put(id, entry) {
    this.entries.set(id, { ...this.entries.get(id), ...entry, id });
  }
}
