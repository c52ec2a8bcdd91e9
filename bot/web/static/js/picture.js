// A small picture of bars: each bar has its label and its words beside it, so that nothing is told by length alone.

function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function bar({ label, value, of, words }) {
  const row = make("div", "beeld-rij");
  const track = make("span", "beeld-spoor");
  track.setAttribute("aria-hidden", "true"); // the words beside it say the same
  const filled = make("span", "beeld-staaf");
  filled.style.width = `${Math.min(100, Math.round((100 * value) / of))}%`;
  track.append(filled);
  row.append(make("span", "beeld-label", label), track, make("span", "beeld-woorden", words));
  return row;
}

/** @param {{title: string, bars: {label: string, value: number, of: number, words: string}[]}} picture */
export function pictureElement(picture) {
  const figure = make("figure", "beeld");
  figure.append(make("figcaption", "beeld-titel", picture.title), ...picture.bars.map(bar));
  return figure;
}

/** Links to pages of our own, as big as buttons. @param {{href: string, label: string}[]} links */
export function linksElement(links) {
  const list = make("p", "beurt-links");
  for (const { href, label } of links) {
    const anchor = make("a", "knop", label);
    anchor.href = href;
    list.append(anchor);
  }
  return list;
}
