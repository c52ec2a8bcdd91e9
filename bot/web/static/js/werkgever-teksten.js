// Every Dutch sentence the werkgever chat shows by itself. Short B1 sentences, "u". What the bot says comes from the server.

export const texts = Object.freeze({
  you: "U: ",
  bot: "Werkmaat: ",
  log: "Gesprek",
  safetyTitle: "Belangrijk",
  progress: (step, of) => `Vraag ${step} van ${of}`,
  choose: "Kies een antwoord",
  ask: "Typ uw vraag",
  own: "Of typ uw eigen vraag",
  send: "Verstuur",
  sending: "wordt verstuurd",
  failed: "Niet verstuurd.",
  again: "Probeer opnieuw",
  unreachable: "Er is nu geen verbinding.",
  problem: "Er ging iets mis. Probeer het straks nog een keer.",
  page: "Lees dit antwoord met de bronnen",
  clear: "Was dit duidelijk?",
  yes: "Ja",
  no: "Nee",
  thanks: "Dank u.",
});
