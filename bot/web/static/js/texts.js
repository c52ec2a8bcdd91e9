// Every Dutch sentence the script can show. Short B1 sentences, "je", no idiom.
// What is only spoken (screen reader) is composed in spoken.js, from these texts.

export const texts = Object.freeze({
  you: "Jij",
  bot: "Werkmaat",
  earlier: "Eerder in dit gesprek",
  showMore: "Laat oudere berichten zien",
  toQuestion: "Naar de vraag",
  progress: (step, of) => `Onderwerp ${step} van ${of}`,
  safetyTitle: "Belangrijk",
  from: (name) => `Van ${name}`,
  newMessage: "Nieuw bericht van je begeleider",
  stillAsked: "Deze vraag is van Werkmaat:",
  reply: (name) => `Antwoord aan ${name}`,
  replyLabel: (name) => `Je bericht aan ${name}`,
  replyNot: "Toch niet",
  youTo: "Jij, aan je begeleider",
  summaryTitle: "Samenvatting",

  choose: "Kies een antwoord",
  chooseMore: "Je mag er meer kiezen.",
  chooseFirst: "Kies eerst een antwoord. Of typ iets in het veld.",
  next: "Verder",
  ownAnswer: "Of typ je eigen antwoord",
  answer: "Typ je antwoord",
  extra: "Wil je nog iets typen? Dat kan hier.",
  send: "Verstuur",

  sending: "wordt verstuurd",
  sent: "verstuurd",
  waiting: "niet verstuurd, ik probeer het opnieuw",
  refused: "niet verstuurd",
  tryNow: "Probeer nu",
  edit: "Pas aan",
  remove: "Haal weg",

  help: "Hulp bij dit gesprek",
  // label on the button, and the plain sentence it sends (one of the moves that work everywhere)
  moves: Object.freeze([
    { label: "Pauze", text: "pauze" },
    { label: "Terug", text: "terug" },
    { label: "Uitleg", text: "wat bedoel je?" },
    { label: "Mijn begeleider", text: "ik wil mijn begeleider spreken" },
  ]),

  loading: "Ik haal je gesprek op.",
  starting: "Ik ben zo klaar. Je hoeft niets te doen.",
  offline: "Je hebt nu geen internet. Je kunt gewoon doorgaan met typen. Ik bewaar het en verstuur het later.",
  unreachable: "Ik heb nu geen verbinding. Wat je typt, blijft bewaard. Ik probeer het vanzelf opnieuw.",
  back: "De verbinding is er weer.",
  keepOpen: "Laat deze pagina open tot je antwoord verstuurd is.",
  linkUsed: "Deze link is al gebruikt. Je ziet nu het gesprek dat op dit apparaat open was.",
  problem: "Er ging iets mis. Probeer het straks nog een keer.",

  lostTitle: "Je hebt een link nodig",
  lost: Object.freeze([
    // True for a lost cookie, a closed device and an erased client alike: which of them it is cannot be known here.
    "Vraag je begeleider om een nieuwe link.",
    "Zijn je gegevens niet gewist? Dan zijn je antwoorden bewaard. Met de link ga je verder waar je was.",
    "Zijn je gegevens wel gewist? Dan begin je met de link opnieuw.",
  ]),
  lostDraft: "Dit had je nog niet verstuurd. Het blijft op dit apparaat staan:",
  leftTitle: "Dit apparaat is afgesloten",
  left: Object.freeze([
    "Je antwoorden zijn bewaard. Op dit apparaat staat niets meer van je gesprek.",
    "Wil je hier verder? Vraag je begeleider om een nieuwe link.",
  ]),

  settings: "Instellingen",
  size: "Letters",
  sizes: Object.freeze({ normaal: "Gewoon", groter: "Groter" }),
  contrast: "Kleuren",
  contrasts: Object.freeze({ rustig: "Rustig", hoog: "Veel contrast" }),
  showProgress: "Laat zien bij welk onderwerp ik ben",
  aloud: "Lees de vragen voor",
  readAgain: "Lees voor",
  stopReading: "Stop met voorlezen",

  device: "Verder op een ander apparaat",
  deviceHelp: "Maak met je andere apparaat een foto van dit vierkant. Of open daar deze link.",
  deviceOnce: "De link werkt één keer. Geef hem aan niemand anders.",
  deviceQr: "QR-code met de link naar je gesprek",
  copy: "Kopieer de link",
  copied: "De link is gekopieerd.",
  close: "Sluit dit",

  leave: "Dit apparaat afsluiten",
  leaveAsk: "Is dit niet jouw eigen apparaat? Sluit het dan af. Je antwoorden blijven bewaard. Om verder te gaan heb je een nieuwe link nodig.",
  leaveUnsent: "Let op: je laatste antwoord is nog niet verstuurd. Als je nu afsluit, is dat weg.",
  leaveYes: "Ja, sluit af",
  leaveNo: "Nee, ga door",
  notNow: "Dat lukt nu niet. Probeer het straks nog een keer.",
});
