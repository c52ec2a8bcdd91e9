// The energielijst: a tap is saved at once. The form that is sent and the page that is read back are those of who has no script.

const PARTS = ["ververs-uren", "ververs-patroon"];
const PAGE = "/mijn/energielijst";
const said = document.getElementById("gezegd");
let last = Promise.resolve(); // taps are sent one after the other, in the order they were made
let waiting = 0;

const hours = () => document.getElementById("ververs-uren");

function say(text, well) {
  said.textContent = text;
  said.classList.toggle("melding", Boolean(text));
  said.classList.toggle("melding-goed", well);
  said.classList.toggle("energie-mislukt", !well); // stays in sight, wherever one is on the page
}

/** Put the fresh parts in the page, and the focus back on the same button, or on the first of its hour when that one is gone. */
function show(fresh) {
  const active = document.activeElement;
  const here = active && active.closest(".energie-uur");
  const same = here && active.value ? `button[name="${active.name}"][value="${CSS.escape(active.value)}"]` : null;
  for (const id of PARTS) {
    const [old, next] = [document.getElementById(id), fresh.getElementById(id)];
    if (old && next) old.replaceWith(next);
  }
  if (!here) return;
  const hour = document.getElementById(here.id);
  const target = hour && (hour.querySelector(same) || hour.querySelector("[aria-pressed=true], button"));
  if (target) target.focus({ preventScroll: true });
}

async function read(response) {
  if (!response.ok) throw new Error(String(response.status));
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (new URL(response.url).pathname !== PAGE || Boolean(hours()) !== Boolean(fresh.getElementById("ververs-uren"))) {
    location.assign(response.url); // the list is over, or this device is logged out
    return null;
  }
  return fresh;
}

function mark(button) {
  if (button.name !== "tik") return;
  for (const one of button.closest(".energie-rij").children) one.setAttribute("aria-pressed", String(one === button));
}

async function send(form, body) {
  try {
    const fresh = await read(await fetch(form.action, { method: "POST", body }));
    waiting -= 1;
    if (!fresh || waiting > 0) return; // a later tap is on its way: only its answer is shown
    show(fresh);
    say(fresh.getElementById("gezegd").textContent.trim(), true);
  } catch {
    waiting -= 1;
    say(hours().dataset.mislukt, false);
    await refresh();
  }
}

/** Show what is stored: after coming back to the page, or when something failed. Without a connection the page stays as it is. */
async function refresh() {
  if (waiting > 0) return;
  try {
    const fresh = await read(await fetch(PAGE));
    if (fresh && waiting === 0) show(fresh);
  } catch {
    for (const button of document.querySelectorAll(".energie-knop[data-was]")) button.setAttribute("aria-pressed", button.dataset.was);
  }
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || !button.closest("#ververs-uren")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target, button));
  for (const one of button.closest(".energie-uur").querySelectorAll(".energie-knop")) one.dataset.was ??= one.getAttribute("aria-pressed");
  mark(button);
  waiting += 1;
  last = last.then(() => send(event.target, body));
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && hours()) refresh();
});
