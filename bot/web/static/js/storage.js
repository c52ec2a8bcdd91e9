// localStorage that never throws: private windows and full disks must not stop a conversation.
// What cannot be kept there lives in memory until the page closes (kept() tells the difference).

const memory = new Map();
const PREFIX = "werkmaat.";

export function read(key) {
  try {
    const text = localStorage.getItem(PREFIX + key);
    if (text !== null) return JSON.parse(text);
  } catch { /* unreadable counts as absent */ }
  return memory.has(key) ? memory.get(key) : null;
}

/** @returns {boolean} true when the value survives a reload */
export function write(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
    memory.delete(key);
    return true;
  } catch {
    memory.set(key, value);
    return false;
  }
}

export function remove(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(PREFIX + key);
  } catch { /* nothing was kept */ }
}

/** All keys that start with the given text, without our prefix. */
export function keys(start) {
  const found = new Set([...memory.keys()].filter((key) => key.startsWith(start)));
  try {
    for (let i = 0; i < localStorage.length; i += 1) {
      const key = localStorage.key(i);
      if (key?.startsWith(PREFIX + start)) found.add(key.slice(PREFIX.length));
    }
  } catch { /* memory only */ }
  return [...found];
}

/** A version 4 UUID; crypto.randomUUID is missing on plain http addresses. */
export function uuid() {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
