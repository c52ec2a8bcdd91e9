// The six calls of the front interface. Every failure becomes an ApiError with a kind the rest can act on:
// "network" and "later" may be retried with the same id, "lost" needs a new link, "refused" must not be sent again.

import { texts } from "./texts.js";

const TIMEOUT_MS = 20_000;

export class ApiError extends Error {
  constructor(kind, status, detail) {
    super(detail);
    this.name = "ApiError";
    this.kind = kind;
    this.status = status;
    this.detail = detail;
  }
}

function kindOf(status) {
  if (status === 401) return "lost";
  if (status === 408 || status === 425 || status === 429 || status >= 500) return "later";
  return "refused";
}

/** AbortSignal.timeout, for browsers that lack it too. */
function timeLimit() {
  const control = new AbortController();
  setTimeout(() => control.abort(), TIMEOUT_MS);
  return control.signal;
}

async function call(path, body) {
  const options = {
    method: body === undefined ? "GET" : "POST",
    credentials: "same-origin",
    cache: "no-store",
    headers: { Accept: "application/json, application/problem+json" },
    signal: timeLimit(),
  };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let response;
  let answer;
  try {
    response = await fetch(path, options);
    // a connection cut in the middle of the answer is a network fault too
    answer = JSON.parse((await response.text()) || "{}");
  } catch (fault) {
    // an error page that is no JSON (a proxy, say) is still judged by its status
    if (!response || response.ok || !(fault instanceof SyntaxError)) throw new ApiError("network", 0, texts.unreachable);
    answer = {};
  }
  if (response.ok) return answer;
  const detail = typeof answer.detail === "string" && answer.detail ? answer.detail : texts.problem;
  throw new ApiError(kindOf(response.status), response.status, detail);
}

export const api = Object.freeze({
  enter: (token, device) => call("/api/entry", { token, device }),
  send: (message) => call("/api/messages", message),
  conversation: ({ after = 0, before = 0 } = {}) => {
    const query = new URLSearchParams();
    if (after) query.set("after", String(after));
    if (before) query.set("before", String(before));
    const text = query.toString();
    return call(`/api/conversation${text ? `?${text}` : ""}`);
  },
  seen: (id) => call("/api/seen", { id }),
  deviceLink: () => call("/api/device-link", {}),
  leave: () => call("/api/leave", {}),
});
