// Keeps the page equal to the record: while an answer is pending every 2 s (slowing down to 10 s), else every 20 s
// as long as someone looks at the page (another device may have gone on), and at once when one comes back to it.

const PENDING_FIRST_MS = 2_000;
const PENDING_LONGEST_MS = 10_000;
const QUIET_MS = 20_000;

export class Sync {
  /**
   * @param {object} conversation the call GET /api/conversation
   * @param {import("./thread.js").Thread} thread
   * @param {{changed: Function, failed: Function}} told
   */
  constructor(conversation, thread, told) {
    this.conversation = conversation;
    this.thread = thread;
    this.told = told;
    this.timer = 0;
    this.wait = PENDING_FIRST_MS;
    this.running = null;
    this.stopped = false;
    this.ready = true;
    this.onLook = () => {
      if (document.visibilityState === "visible") this.now();
    };
  }

  start() {
    this.stopped = false;
    document.addEventListener("visibilitychange", this.onLook);
    window.addEventListener("focus", this.onLook);
    this.plan();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.onLook);
    window.removeEventListener("focus", this.onLook);
  }

  /** Plans the next look; called after every change of the thread. */
  plan() {
    clearTimeout(this.timer);
    if (this.stopped) return;
    const busy = this.thread.pending || !this.ready || this.thread.entries.size === 0;
    if (!busy) this.wait = PENDING_FIRST_MS;
    const wait = busy ? this.wait : QUIET_MS;
    this.timer = setTimeout(() => {
      if (busy) this.wait = Math.min(PENDING_LONGEST_MS, this.wait * 1.5);
      if (busy || document.visibilityState === "visible") this.now();
      else this.plan();
    }, wait);
  }

  /** Fetches what is new, once at a time. Never rejects: told.failed hears the ApiError. */
  now() {
    this.running ??= this.#fetch().finally(() => {
      this.running = null;
      this.plan();
    });
    return this.running;
  }

  async #fetch() {
    try {
      const after = this.thread.seen;
      const page = await this.conversation({ after });
      if (this.stopped) return;
      if (after && page.earlier) await this.#fillGap(after, page);
      this.ready = page.ready !== false;
      this.thread.take(page);
      this.told.changed(page);
    } catch (fault) {
      if (!this.stopped) this.told.failed(fault);
    }
  }

  /** More happened elsewhere than fits one page: page back until what we had. Taken in only when complete. */
  async #fillGap(after, page) {
    let lowest = Math.min(...page.items.map((item) => item.seq));
    let more = true;
    while (more && lowest > after + 1) {
      const older = await this.conversation({ before: lowest });
      if (!older.items.length) break;
      page.items.unshift(...older.items.filter((item) => item.seq > after));
      lowest = Math.min(...older.items.map((item) => item.seq));
      more = Boolean(older.earlier);
    }
  }

  /** Pages back for "older messages". */
  async older() {
    const page = await this.conversation({ before: this.thread.first });
    this.thread.take(page, true);
    this.told.changed(page);
  }
}
