// Text of a turn to nodes: always text nodes, never markup. Phone numbers become tel: links, https addresses links.

// No lookbehind: tablets a few years old cannot read it and would then run nothing of this page. So each pattern has
// the character before it as its first group.
const BEFORE = "(^|[^\\d.,\\w@-])";
const PHONE = "0[89]00[ -]?\\d{3,4}(?:[ -]?\\d{2,3})?|0\\d{1,3}[ -]?\\d{6,8}|0\\d{1,3}(?:[ -]\\d{2,4}){2,4}|\\+31[ -]?\\d[\\d -]{7,11}\\d";
const SHORT = "11[23](?![.,]\\d|\\.nl|\\d)";
const ADDRESS = "https://[^\\s<>\"')\\]]*[^\\s<>\"')\\].,;:!?]|(?:www\\.)?113\\.nl";
const ANYWHERE = new RegExp(`${BEFORE}(${ADDRESS}|(?:${PHONE}|${SHORT})(?![\\d\\w]))`, "giu");
const LONG_ONLY = new RegExp(`${BEFORE}(${ADDRESS}|(?:${PHONE})(?![\\d\\w]))`, "giu");
// elsewhere than in a safety turn 112 and 113 are numbers to call only after "bel": they may be ages or amounts
const CALLED = new RegExp(`(\\bbel(?:len|t)?(?: (?:dan|nu|meteen|direct|naar|met))* )(${SHORT})`, "giu");

/** @returns {{from: number, text: string}[]} what becomes a link, in order */
function linksIn(text, kind) {
  const patterns = kind === "safety" ? [ANYWHERE] : [LONG_ONLY, CALLED];
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)]);
  return found.map((match) => ({ from: match.index + match[1].length, text: match[2] })).sort((a, b) => a.from - b.from);
}

function link(found) {
  const anchor = document.createElement("a");
  anchor.textContent = found;
  if (/^(https|www|113\.nl)/i.test(found)) {
    anchor.href = /^https/i.test(found) ? found : `https://${found}`;
    anchor.rel = "noopener noreferrer";
    anchor.target = "_blank";
  } else {
    anchor.href = `tel:${found.replace(/[^\d+]/g, "")}`;
    anchor.className = "bel";
  }
  return anchor;
}

/** @returns {Node[]} */
export function inline(text, kind = "info") {
  const nodes = [];
  let from = 0;
  for (const found of linksIn(text, kind)) {
    if (found.from > from) nodes.push(document.createTextNode(text.slice(from, found.from)));
    nodes.push(link(found.text));
    from = found.from + found.text.length;
  }
  if (from < text.length) nodes.push(document.createTextNode(text.slice(from)));
  return nodes;
}

/** Splits "Je zei: drie. Klopt dat? Neem de tijd." into what comes before, the question itself, and what comes after. */
export function splitQuestion(text) {
  const sentences = text.match(/[^\n]*?[.!?]["'”’)]?(?=\s|$)\s*|[^\n]+\n?|\n/g) ?? [text];
  const place = sentences.findLastIndex((sentence) => /\?["'”’)]?\s*$/.test(sentence));
  if (place < 0) return [text, "", ""];
  return [sentences.slice(0, place).join("").trim(), sentences[place].trim(), sentences.slice(place + 1).join("").trim()];
}

function paragraph(text, kind, className = "") {
  const element = document.createElement("p");
  if (className) element.className = className;
  text.split("\n").forEach((line, place) => {
    if (place) element.append(document.createElement("br"));
    element.append(...inline(line, kind));
  });
  return element;
}

function list(lines, kind) {
  const element = document.createElement("ul");
  for (const line of lines) {
    const item = document.createElement("li");
    item.append(...inline(line.replace(/^[-•*] /, ""), kind));
    element.append(item);
  }
  return element;
}

/** One block of a turn: paragraphs, and lines that begin with "- " as a list. */
export function block(text, kind) {
  const parts = [];
  let lines = [];
  let listing = false;
  const close = () => {
    if (!lines.length) return;
    const plain = lines.join("\n").trim();
    if (listing) parts.push(list(lines, kind));
    else if (plain) parts.push(paragraph(plain, kind, /^Bron(nen)?\b.*:/.test(plain) ? "bron" : ""));
    lines = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const item = /^[-•*] /.test(line);
    if (item !== listing || line.trim() === "") close();
    listing = item;
    if (line.trim()) lines.push(line);
  }
  close();
  return parts;
}

/** The last block of a question: the question itself stands on a line of its own. */
export function questionBlock(text, kind) {
  const [before, question, after] = splitQuestion(text);
  if (!question) return block(text, kind);
  return [...block(before, kind), paragraph(question, kind, "vraag"), ...block(after, kind)];
}
