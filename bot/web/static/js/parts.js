// Makes the parts of the page and puts them in order; the controller only connects them.

import { Aloud, ReadButton } from "./aloud.js";
import { AnswerForm } from "./answer.js";
import { api } from "./api.js";
import { DevicePanel } from "./device.js";
import { Notice } from "./notice.js";
import { Place } from "./place.js";
import { ReplyForm } from "./reply.js";
import { Seen } from "./seen.js";
import { Settings } from "./settings.js";
import { Announcer } from "./spoken.js";
import { LogView, make } from "./view.js";

/** @param {{act: Function, give: Function, draft: Function, reply: object, lines: Function, unsent: Function, left: Function}} on */
export function buildParts(on) {
  const status = make("div", "alleen-gehoord");
  status.setAttribute("role", "status");
  const announcer = new Announcer(status);
  const log = new LogView(on.act);
  const form = new AnswerForm(on.give, on.draft);
  const reply = new ReplyForm(on.reply);
  const seen = new Seen(api.seen);
  const notice = new Notice(announcer);
  const aloud = new Aloud();
  const settings = new Settings(aloud);
  const device = new DevicePanel(api, { unsent: on.unsent, left: on.left, say: (text) => announcer.say(text) });
  settings.add(device.root);
  const reader = new ReadButton(aloud, () => settings.values.voorlezen, on.lines);
  settings.addEventListener("change", () => reader.show());
  const below = make("div", "onder");
  below.id = "onder";
  below.tabIndex = -1;
  below.append(notice.root, reader.root, reply.root, form.root, form.help, settings.root);
  const place = new Place(log, below);
  return { announcer, log, form, reply, seen, notice, aloud, settings, device, reader, below, place, order: [log.root, below, place.root, seen.root, status] };
}
