// The one quiet disclosure "Instellingen". What the client chooses here stays on this device.

import { make } from "./view.js";
import { read, write } from "./storage.js";
import { texts } from "./texts.js";

const DEFAULTS = Object.freeze({ tekst: "normaal", contrast: "rustig", voortgang: true, voorlezen: false });

function radios(title, name, options, chosen, change) {
  const group = make("fieldset", "instelling");
  group.append(make("legend", "", title));
  const row = make("div", "instelling-rij");
  for (const [value, label] of Object.entries(options)) {
    const line = make("label", "vink");
    const radio = make("input");
    radio.type = "radio";
    radio.name = name;
    radio.value = value;
    radio.checked = value === chosen;
    radio.addEventListener("change", () => change(value));
    line.append(radio, make("span", "", label));
    row.append(line);
  }
  group.append(row);
  return group;
}

function checkbox(label, checked, change) {
  const line = make("label", "vink");
  const box = make("input");
  box.type = "checkbox";
  box.checked = checked;
  box.addEventListener("change", () => change(box.checked));
  line.append(box, make("span", "", label));
  return line;
}

export class Settings extends EventTarget {
  /** @param {import("./aloud.js").Aloud} aloud */
  constructor(aloud) {
    super();
    this.values = { ...DEFAULTS, ...read("instellingen") };
    this.root = make("details", "instellingen");
    this.root.append(make("summary", "", texts.settings));
    this.body = make("div", "instellingen-inhoud");
    this.root.append(this.body);
    this.aloudLine = checkbox(texts.aloud, this.values.voorlezen, (on) => this.#set("voorlezen", on));
    const offer = () => { this.aloudLine.hidden = !aloud.possible; };
    aloud.addEventListener("change", offer);
    offer();
    this.body.append(
      radios(texts.size, "tekst", texts.sizes, this.values.tekst, (value) => this.#set("tekst", value)),
      radios(texts.contrast, "contrast", texts.contrasts, this.values.contrast, (value) => this.#set("contrast", value)),
      checkbox(texts.showProgress, this.values.voortgang, (on) => this.#set("voortgang", on)),
      this.aloudLine,
    );
    this.#apply();
  }

  #set(name, value) {
    this.values = { ...this.values, [name]: value };
    write("instellingen", this.values);
    this.#apply();
    this.dispatchEvent(new Event("change"));
  }

  #apply() {
    const root = document.documentElement;
    root.dataset.tekst = this.values.tekst;
    root.dataset.contrast = this.values.contrast;
    root.dataset.voortgang = this.values.voortgang ? "aan" : "uit";
  }

  /** Adds the device actions below the settings. */
  add(...elements) {
    this.body.append(...elements);
  }
}
