// Copy and print buttons. They stay hidden without script: the link can be selected and the browser can print by itself.

const said = "De link is gekopieerd.";
const failed = "Kopiëren lukte niet. De link is geselecteerd: kopieer hem met je toetsenbord.";

function tell(text) {
  const status = document.getElementById("gedaan");
  if (status) status.textContent = text;
}

async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    tell(said);
  } catch {
    tell(failed); // no permission, or no https
  }
}

for (const button of document.querySelectorAll("[data-doe]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (button.dataset.doe === "print") window.print();
    else copy(document.getElementById(button.dataset.van));
  });
}
