// What a begeleider typed is not lost when the session had ended: it waits in this tab until the same person has logged in again.
//
// It is kept from the moment a form is sent until the next page, which takes it away: usually that page says that it was saved, or shows it again.
// Only the login page lets it wait, for a quarter of an hour at most. Who then logs in finds it back in the same form, once; when that is somebody
// else, or the page is another one, it is gone. Logging out takes it away too.

const KEY = "werkmaat.getypt";
const WAIT_MS = 15 * 60 * 1000;
const said = "Wat je typte, staat hier weer. Het is nog niet bewaard.";

const who = document.querySelector('meta[name="werkmaat-begeleider"]')?.content;
const away = document.getElementById("te-lang-weg");

function take() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
    return found && left(found) > 0 ? found : null;
  } catch {
    return null; // no storage: the login page still says that nothing was kept
  }
}

function put(typed) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(typed));
  } catch {
    /* full, or forbidden */
  }
}

function left(typed) {
  return typed.sent + WAIT_MS - Date.now();
}

function fieldsOf(form) {
  return [...form.elements].filter((one) => one.name && one.matches("input, select, textarea"));
}

function isTick(field) {
  return field.type === "checkbox" || field.type === "radio";
}

function read(form) {
  const fields = fieldsOf(form);
  // A form of only a button, such as logging out, has nothing to come back to.
  if (!who || fields.every((one) => one.type === "hidden")) return null;
  const filled = fields.filter((one) => !isTick(one) || one.checked).map((one) => [one.name, one.value]);
  return { who, page: location.pathname, form: form.getAttribute("action"), filled, sent: Date.now(), waits: false };
}

function unfold(element) {
  const fold = element.closest("details");
  if (fold) fold.open = true;
}

// Hidden fields too: they say what the page showed when this was typed.
function fill(form, filled) {
  for (const field of fieldsOf(form)) {
    const values = filled.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isTick(field)) field.checked = values.includes(field.value);
    else if (values.length && field.value !== values[0]) {
      field.value = values[0];
      unfold(field); // within the form: a note that is folded away would look lost
    }
  }
}

function showAgain(typed) {
  const form = [...document.forms].find(
    (one) => one.getAttribute("action") === typed.form && fieldsOf(one).some((field) => field.type !== "hidden"),
  );
  if (!form) return;
  fill(form, typed.filled);
  unfold(form);
  const note = document.createElement("p");
  note.className = "melding melding-let-op";
  note.setAttribute("role", "status");
  form.prepend(note);
  form.scrollIntoView();
  // Screen readers say what is put into a status that is there already.
  setTimeout(() => {
    note.textContent = said;
  }, 100);
}

function tellThatItWaits(waits) {
  if (!away) return;
  document.getElementById("wacht").hidden = !waits;
  document.getElementById("opnieuw").hidden = waits;
}

const typed = take();
if (typed && !who && (away || typed.waits)) {
  put({ ...typed, waits: true });
  tellThatItWaits(true);
  setTimeout(() => {
    take();
    tellThatItWaits(false);
  }, left(typed));
} else if (typed && typed.waits && typed.who === who && typed.page === location.pathname) {
  showAgain(typed);
}

document.addEventListener("submit", (event) => {
  if (!who) return; // logging in: what waits goes on waiting
  take();
  const sent = read(event.target);
  if (sent) put(sent);
});
