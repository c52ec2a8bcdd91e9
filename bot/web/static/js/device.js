// Going on at another device, and closing this one (a borrowed phone, a computer at the library).

import { button, make } from "./view.js";
import { spoken } from "./spoken.js";
import { texts } from "./texts.js";

export class DevicePanel {
  /**
   * @param {{deviceLink: Function, leave: Function}} calls
   * @param {{unsent: () => boolean, left: () => void, say: (text: string) => void}} page
   */
  constructor(calls, page) {
    this.calls = calls;
    this.page = page;
    this.root = make("div", "apparaat");
    this.open = button(texts.device);
    this.open.addEventListener("click", () => this.#link());
    this.leave = button(texts.leave);
    this.leave.addEventListener("click", () => this.#ask());
    this.place = make("div", "apparaat-uitkomst");
    this.root.append(this.open, this.leave, this.place);
  }

  #clear(back) {
    this.place.replaceChildren();
    back.focus();
  }

  #trouble(fault) {
    const detail = fault?.kind === "refused" ? fault.detail : texts.notNow;
    this.place.replaceChildren(make("p", "fout", detail));
    this.page.say(detail);
  }

  async #link() {
    try {
      const { link, qr } = await this.calls.deviceLink();
      this.place.replaceChildren(this.#linkCard(link, qr));
      this.page.say(spoken.deviceReady);
    } catch (fault) {
      this.#trouble(fault);
    }
  }

  #linkCard(link, qr) {
    const card = make("div", "kaart");
    // plain text, not a link: opening it here would use it up
    const address = make("p", "link-tekst", link);
    // as an image the drawing can run nothing, whatever it holds
    const picture = make("img", "qr");
    const drawing = qr.includes("xmlns=") ? qr : qr.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
    picture.src = `data:image/svg+xml,${encodeURIComponent(drawing.slice(drawing.indexOf("<svg")))}`;
    picture.alt = texts.deviceQr;
    const copy = button(texts.copy);
    const done = make("p", "stil");
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(link);
        done.textContent = texts.copied;
        this.page.say(texts.copied);
      } catch (fault) {
        this.#trouble(fault);
      }
    });
    copy.hidden = !navigator.clipboard;
    const close = button(texts.close);
    close.addEventListener("click", () => this.#clear(this.open));
    const row = make("div", "knoppenrij");
    row.append(copy, close);
    card.append(make("p", "", texts.deviceHelp), picture, address, make("p", "stil", texts.deviceOnce), row, done);
    return card;
  }

  #ask() {
    const card = make("div", "kaart");
    const text = make("p", "", texts.leaveAsk);
    card.append(text);
    if (this.page.unsent()) card.append(make("p", "fout", texts.leaveUnsent));
    const yes = button(texts.leaveYes, "knop knop-hoofd");
    const no = button(texts.leaveNo);
    yes.addEventListener("click", () => this.#leave());
    no.addEventListener("click", () => this.#clear(this.leave));
    const row = make("div", "knoppenrij");
    row.append(yes, no);
    card.append(row);
    text.tabIndex = -1;
    this.place.replaceChildren(card);
    text.focus();
  }

  async #leave() {
    try {
      await this.calls.leave();
      this.page.left();
    } catch (fault) {
      if (fault.kind === "lost") this.page.left();
      else this.#trouble(fault);
    }
  }
}
