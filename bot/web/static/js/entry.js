// Entering by a link: the token stands in the URL fragment, which browsers never send by themselves.

import { api } from "./api.js";
import { read, uuid, write } from "./storage.js";

/** The one id of this browser; with it a token may be posted again when the first answer got lost. */
export function deviceId() {
  let id = read("apparaat");
  if (typeof id !== "string") {
    id = uuid();
    write("apparaat", id);
  }
  return id;
}

/** @returns {string|null} the token in the address, as "#token" or "#token=…"; an anchor of the page is shorter */
export function tokenInAddress(hash = location.hash) {
  const found = /^#(?:[a-z]+=)?([A-Za-z0-9_-]{16,512})=*$/.exec(hash);
  return found ? found[1] : null;
}

function clearAddress() {
  history.replaceState(null, "", location.pathname + location.search);
}

/**
 * Posts the token, when there is one, and clears the address once the server has decided.
 * On a network fault the address stays, so that a reload can still enter.
 * @returns {Promise<"none"|"entered"|"used">}  "used": this token opens nothing (any more)
 * @throws {ApiError} kinds network and later
 */
export async function enter() {
  const token = tokenInAddress();
  if (token === null) return "none";
  try {
    await api.enter(token, deviceId());
    clearAddress();
    return "entered";
  } catch (fault) {
    if (fault.kind === "network" || fault.kind === "later") throw fault;
    clearAddress();
    return "used";
  }
}

/** The page was made before anyone had entered: now there is an overview to go to, and the logo stays within the client's pages. */
export function showOwnPages() {
  const overview = document.getElementById("overzicht");
  if (!overview) return; // the conversation stands on a page of another site
  overview.hidden = false;
  document.querySelector("a.merk").href = overview.href;
}
