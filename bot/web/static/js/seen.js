// Tells once that a message of the begeleider was shown: it stood in the window of a page that was being looked at.
// What could not be told is tried again at the next occasion, so "gelezen" may come late but is never invented.

const PART = 0.25;

export class Seen {
  /** @param {(id: string) => Promise<unknown>} tell */
  constructor(tell) {
    this.tell = tell;
    this.shown = new Set();
    this.ids = new WeakMap();
    this.watcher = new IntersectionObserver((changes) => this.#onChange(changes), { threshold: PART });
    document.addEventListener("visibilitychange", () => this.retry());
  }

  watch(element, id) {
    if (this.ids.has(element)) return;
    this.ids.set(element, id);
    this.watcher.observe(element);
  }

  #onChange(changes) {
    for (const { target, isIntersecting } of changes) {
      if (isIntersecting) this.shown.add(target);
      else this.shown.delete(target);
    }
    this.retry();
  }

  retry() {
    if (document.visibilityState !== "visible") return;
    for (const element of this.shown) {
      this.shown.delete(element);
      this.tell(this.ids.get(element)).then(
        () => this.watcher.unobserve(element),
        () => this.shown.add(element),
      );
    }
  }
}
