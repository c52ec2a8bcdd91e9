// Tells once that a message of the begeleider was shown: it stood in the window of a page that was being looked at.
// What could not be told is tried again at the next occasion, so it may be told late but is never invented.
// While a new message stands outside the window, a button says so; nothing scrolls by itself.

import { texts } from "./texts.js";
import { button } from "./view.js";

const PART = 0.25;

export class Seen {
  /** @param {(id: string) => Promise<unknown>} tell */
  constructor(tell) {
    this.tell = tell;
    this.known = new WeakSet();
    this.waiting = new Map();
    this.inView = new Set();
    this.root = button(texts.newMessage, "knop naar-bericht");
    this.root.hidden = true;
    this.root.addEventListener("click", () => this.#show(this.#outside().at(-1)));
    this.watcher = new IntersectionObserver((changes) => this.#onChange(changes), { threshold: PART });
    document.addEventListener("visibilitychange", () => this.retry());
  }

  /** Watches the element of a message that was not seen before; again is harmless. */
  watch(element, id) {
    if (this.known.has(element)) return;
    this.known.add(element);
    this.waiting.set(element, id);
    this.watcher.observe(element);
  }

  #onChange(changes) {
    for (const { target, isIntersecting } of changes) this.inView[isIntersecting ? "add" : "delete"](target);
    this.root.hidden = this.#outside().length === 0;
    this.retry();
  }

  /** Focus goes to the button in the message, because the one that was pressed goes away. */
  #show(element) {
    element?.scrollIntoView({ block: "start", behavior: "instant" });
    element?.querySelector("button").focus({ preventScroll: true });
  }

  #outside() {
    return [...this.waiting.keys()].filter((element) => !this.inView.has(element));
  }

  retry() {
    if (document.visibilityState !== "visible") return;
    for (const element of this.inView) {
      const id = this.waiting.get(element);
      if (!id) continue;
      this.waiting.delete(element); // not twice at the same time
      this.tell(id).then(
        () => this.watcher.unobserve(element),
        () => this.waiting.set(element, id),
      );
    }
  }
}
