// Where the page stands. Nothing glides: every jump is at once. The present part (the client's last words, then
// the new turns) is put at the top of the window, never past it; someone who reads back is left alone.

import { button } from "./view.js";
import { texts } from "./texts.js";

const GAP_PX = 16;
const ENOUGH_PX = 24; // of a control: less than this showing above the help row is neither seen nor hit

export class Place {
  /**
   * @param {import("./view.js").LogView} log
   * @param {HTMLElement} below all that comes after the log; it gets the height that lets the question reach the top
   */
  constructor(log, below) {
    this.log = log;
    this.below = below;
    this.root = button(texts.toQuestion, "knop naar-vraag");
    this.root.hidden = true;
    this.root.addEventListener("click", () => {
      this.toPresent();
      below.querySelector("#antwoord")?.focus({ preventScroll: true });
    });
    this.onMove = () => {
      this.root.hidden = !this.readingBack();
      this.#tellMore();
    };
    this.onSize = () => {
      this.#makeRoom();
      this.#tellMore();
    };
  }

  start() {
    history.scrollRestoration = "manual";
    window.addEventListener("scroll", this.onMove, { passive: true });
    window.addEventListener("resize", this.onSize);
  }

  stop() {
    window.removeEventListener("scroll", this.onMove);
    window.removeEventListener("resize", this.onSize);
    this.root.hidden = true;
  }

  /** The element that belongs at the top: the own last words when there is room for them above all the choices, else the turn after them. */
  #target() {
    const [first, second] = this.log.present();
    if (!second || !first.classList.contains("beurt-jij")) return first;
    const last = this.#row() && [...this.below.querySelectorAll(".keuzes > *")].filter((one) => one.offsetHeight).at(-1);
    const needs = last ? last.getBoundingClientRect().bottom - first.getBoundingClientRect().top + GAP_PX : 0;
    return first.offsetHeight > innerHeight / 4 || needs > innerHeight - (this.#row()?.offsetHeight ?? 0) ? second : first;
  }

  /** The help row where it stays in view; null where the window is too low for that. */
  #row() {
    const row = this.below.querySelector(".hulprij");
    return row?.offsetHeight && getComputedStyle(row).position === "sticky" ? row : null;
  }

  readingBack() {
    const target = this.#target();
    return Boolean(target) && target.getBoundingClientRect().top > innerHeight * 0.9;
  }

  #makeRoom() {
    const target = this.#target();
    if (!target || this.log.heading.hidden) {
      this.below.style.minHeight = "";
      return;
    }
    const used = this.below.getBoundingClientRect().top - target.getBoundingClientRect().top;
    this.below.style.minHeight = `${Math.max(0, Math.ceil(innerHeight - used - GAP_PX))}px`;
  }

  toPresent() {
    this.#makeRoom();
    const target = this.#target();
    if (target && !this.log.heading.hidden) {
      window.scrollTo({ top: scrollY + target.getBoundingClientRect().top - GAP_PX, behavior: "instant" });
    }
    this.#tellMore();
    this.#freeControls();
    this.#freeFocus();
  }

  #controls() {
    return [...this.below.querySelectorAll(".keuze, .antwoord .knop, textarea, summary")].filter((one) => one.offsetHeight);
  }

  /** Says above the help row that there are choices below it, as long as there are. */
  #tellMore() {
    const row = this.#row();
    const more = this.below.querySelector(".hulprij-meer");
    if (!more) return;
    const choices = this.#controls().filter((one) => one.closest(".keuzes"));
    more.hidden = !row || !choices.some((one) => one.getBoundingClientRect().bottom > row.getBoundingClientRect().top + GAP_PX);
  }

  /** A field that now lies below the help row gives the focus back to the form: what has the focus can be seen (WCAG 2.4.11). */
  #freeFocus() {
    const held = document.activeElement;
    const row = this.#row();
    const form = this.below.querySelector("#antwoord");
    if (row && held?.matches("#antwoord textarea") && held.getBoundingClientRect().bottom > row.getBoundingClientRect().top) form.focus({ preventScroll: true });
  }

  /** The help row that stays in view may cover part of a choice: a few pixels up or down hide it or show enough. */
  #freeControls() {
    const row = this.#row();
    if (!row) return;
    const edge = row.getBoundingClientRect().top;
    const controls = this.#controls();
    const showing = controls.map((one) => one.getBoundingClientRect()).filter((box) => box.height && box.bottom > edge).map((box) => edge - box.top);
    const cut = showing.find((part) => part > 0 && part < ENOUGH_PX);
    if (cut) window.scrollBy({ top: cut <= GAP_PX && scrollY >= cut ? -Math.ceil(cut) : Math.ceil(ENOUGH_PX - cut), behavior: "instant" });
  }

  /**
   * For what comes by itself (a message of the begeleider): remembers where this part of the form stands in the window. The
   * function it returns puts it back there, so that nothing moves under a finger.
   */
  hold(anchor) {
    const before = anchor.getBoundingClientRect().top;
    return () => {
      const moved = anchor.getBoundingClientRect().top - before;
      if (moved && before < innerHeight) window.scrollBy({ top: moved, behavior: "instant" });
    };
  }

  /** Brings an own message that just was given into view, moving as little as possible. */
  toOwn(element) {
    element.scrollIntoView({ block: "nearest", behavior: "instant" });
  }
}
