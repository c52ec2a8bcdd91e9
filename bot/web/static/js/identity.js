// Which conversation drafts and waiting messages on this device belong to. Two people may share one device, so
// nothing typed by one may ever be sent in the conversation of the other.

import { read } from "./storage.js";

/**
 * @param {object} page an answer of GET /api/conversation; its `conversation` decides when it is there
 * @param {string} current the name in use on this page, "" when there is none yet
 * @param {boolean} sure whether `current` was confirmed by the server on this page
 * @param {boolean} fresh whether a new link was just used: what the device remembers may be someone else's
 * @returns {string} "" when it cannot be known yet
 */
export function nameOf(page, current, sure, fresh) {
  if (page.conversation) return page.conversation;
  if (sure && current) return current;
  const known = fresh ? null : read("gesprek");
  // the first message of a conversation never changes; when it is out of reach, what the device remembers holds
  if (page.earlier && known) return known;
  const first = page.items?.[0];
  return first?.turn?.id ?? first?.id ?? "";
}
