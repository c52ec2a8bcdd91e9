"""The werkgever chat: what is said to a free question or a choice. Pure: no HTTP, no database, the clock comes in as `today`.

The guard reads every free text first (DIALOGUES 7). The chat is anonymous, so no melding can follow; that is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.care.hulplijnen import STANDAARD, Hulplijnen
from bot.care.knowledge.answer import refusal
from bot.care.knowledge.search import Result
from bot.care.knowledge.split import asks
from bot.care.werkgever import menu
from bot.care.werkgever.gevaar import ALGEMEEN, Gevaar, gevaar
from bot.care.werkgever.kennis import DOELGROEP, Kennisbank
from bot.care.werkgever.menu import Gevraagd
from bot.care.werkgever.onbeantwoord import zonder_persoonsgegevens
from bot.care.werkgever.stand import KeuzeOnbekend, Stand
from bot.care.werkgever.teksten import indeling, label, responses
from bot.care.werkgever.zinnen import Keuzes, Zin, antwoord, hulp, zeg
from bot.nlu.moves import is_gibberish, pattern_move, plain

MENU: Keuzes = (("menu", label("menu")),)
NEXT_SUBJECTS = 3
SHORT_REPLY = 6  # words, of a yes or a no with a little more


@dataclass(frozen=True)
class Uitkomst:
    """What is said, what to remember, and a stripped question for the editor when nothing was found."""

    zinnen: tuple[Zin, ...]
    stand: Stand
    onbeantwoord: str | None = None


class Werkgevergesprek:
    """Answers messages of anonymous conversations; holds the knowledge base and nothing else."""

    def __init__(self, kennis: Kennisbank) -> None:
        self._kennis = kennis

    def kies(self, stand: Stand, keuze: str, today: dt.date) -> Uitkomst:
        """Answer a button. Choices carry their own place ("wijzer_zoekt_uwv"), so they work after a restart too; raises KeuzeOnbekend."""
        if keuze == "geen":
            before = stand.terug.onderwerp if stand.terug else None  # none of these: what was guessed is not the subject
            return self._to_step(stand, zeg("utter_werkgever_geen_van_deze", keuzes=MENU), before, stand.onbeantwoord)
        if keuze.startswith("onderwerp_"):
            return self._over(stand, keuze.removeprefix("onderwerp_"), today)
        if keuze.startswith("cel_"):
            return self._over(replace(stand, terug=None), menu.cel(self._kennis, keuze), today)
        return self._vraag(menu.open_keuze(self._kennis, keuze), stand)

    def lees(self, stand: Stand, text: str, today: dt.date, hulplijnen: Hulplijnen = STANDAARD) -> Uitkomst:
        """Answer a free text. Nothing of it is kept, but for a question without an answer, stripped of personal data."""
        danger = gevaar(text)
        if danger is not None and danger.zeker:
            return _alleen_hulp(danger.tekst, hulplijnen)
        keuze = _named(stand.keuzes, text)
        if keuze is not None:
            return self.kies(stand, keuze, today)
        if danger is not None:
            return self._met_hulp(stand, text, today, danger, hulplijnen)
        if stand.vraag is not None and stand.vraag.startswith(ALGEMEEN):
            if antwoord_op := self._na_hulp(stand.vraag, text, hulplijnen):
                return antwoord_op
            stand = replace(stand, vraag=None)
        return self._beweging(stand, text) or self._vervolg(stand, text, self._zoek(stand, text), today)

    def _zoek(self, stand: Stand, text: str) -> tuple[Result, ...]:
        return self._kennis.find_all(text, stand.onderwerp if self._kennis.knows_words(text) else None)

    def _met_hulp(self, stand: Stand, text: str, today: dt.date, danger: Gevaar, hulplijnen: Hulplijnen) -> Uitkomst:
        """What is found, with the helplines beside it; of a text that may be about danger nothing is kept."""
        results = self._zoek(stand, text)
        plek = danger.plek(results)
        if plek == "alleen":
            return _alleen_hulp(danger.tekst, hulplijnen)
        found, kort = self._antwoord(stand, results, today), zeg(danger.kort, hulplijnen.waarden())
        if plek == "boven":
            zinnen = (kort, *found.zinnen)
        else:
            last = found.zinnen[-1]  # its choices stay at the end, where they are looked for
            zinnen = (*found.zinnen[:-1], last.met(()), kort.met(last.keuzes))
        return Uitkomst(zinnen, replace(found.stand, onbeantwoord=None))

    def _na_hulp(self, getoond: str, text: str, hulplijnen: Hulplijnen) -> Uitkomst | None:
        """What a short reply means right after helplines, which asked nothing: a no that it is not so, a yes or doubt that they stay in sight."""
        said, move = plain(text).split(), pattern_move(text)
        if move is not None and move.beweging in ("ja", "uitleg", "herhaal", "weet_niet"):
            return _alleen_hulp(getoond, hulplijnen)
        if not said or len(said) > SHORT_REPLY or asks(text):
            return None
        if said[0] in ("nee", "neen"):
            return self.kies(Stand(), "menu", dt.date.min)
        return _alleen_hulp(getoond, hulplijnen) if said[0] == "ja" else None

    def _beweging(self, stand: Stand, text: str) -> Uitkomst | None:
        """What is about the conversation itself, or None when it is a question for the knowledge base."""
        over_mij = next((naam for naam, pattern in indeling().over_mij.items() if pattern.search(plain(text))), None)
        if over_mij == "mens":
            return self._naar_een_mens(stand)
        if over_mij == "afscheid":
            return Uitkomst((zeg("utter_werkgever_afscheid", keuzes=MENU),), Stand())
        if over_mij is not None:
            return self._and_back(stand, zeg(f"utter_werkgever_{over_mij}"))
        if plain(text) in indeling().menu_woorden:
            return self.kies(stand, "menu", dt.date.min)
        move = pattern_move(text)
        beweging = move.beweging if move else ""
        if beweging in ("groet", "dank"):
            return self._and_back(stand, zeg(f"utter_werkgever_{beweging}"))
        if beweging == "stop":
            return Uitkomst((zeg("utter_werkgever_dank", keuzes=MENU),), Stand())
        if beweging in ("uitleg", "herhaal", "weet_niet") and stand.vraag:
            return Uitkomst((self._again(stand, {"herhaal": ""}.get(beweging, "_uitleg")),), stand)
        if is_gibberish(text) or beweging in ("ja", "nee", "uitleg"):
            return self._and_back(stand, zeg("utter_werkgever_onleesbaar"), variant="_anders")
        return None

    def _vervolg(self, stand: Stand, text: str, results: Sequence[Result], today: dt.date) -> Uitkomst:
        """The answer, unless a short question went on about the last subject and found only that again: then that this was all."""
        same = stand.onderwerp is not None and len(results) == 1 and results[0].ids[:1] == (stand.onderwerp,)
        if not same or menu.is_stap(stand.vraag) or not self._kennis.goes_on(text):
            return self._antwoord(stand, results, today)
        subject = self._kennis.subjects[results[0].ids[0]]
        found = [self._kennis.subjects[name] for name in results[0].ids]
        keuzes = (*((f"onderwerp_{other.id}", other.titel) for other in found if other.thema == subject.thema), *MENU)
        zin = zeg("utter_werkgever_niet_meer", {"contact": subject.contact_for(DOELGROEP).rstrip(".")}, keuzes)
        return Uitkomst((zin,), Stand(onderwerp=subject.id, keuzes=keuzes), zonder_persoonsgegevens(text, self._kennis.words))

    def _naar_een_mens(self, stand: Stand) -> Uitkomst:
        """Who can be asked instead, each a button to the answer with its source; then back to the step that was open."""
        people = (self._kennis.subjects[name] for name in indeling().mensen if name in self._kennis.subjects)
        zin = zeg("utter_werkgever_mens", keuzes=(*((f"onderwerp_{subject.id}", subject.titel) for subject in people), *MENU))
        terug = stand if menu.is_stap(stand.vraag) else stand.terug
        return Uitkomst((zin,), Stand(onderwerp=stand.onderwerp, keuzes=zin.keuzes, terug=terug))

    def _antwoord(self, stand: Stand, results: Sequence[Result], today: dt.date) -> Uitkomst:
        zinnen = [zin for result in results for zin in self._found(result, today)]
        last = next((zin.onderwerp for zin in reversed(zinnen) if zin.onderwerp), None)
        lost = next((result.vraag for result in results if result.reason == "onbekend"), None)
        kept = zonder_persoonsgegevens(lost, self._kennis.words) if lost else None
        unsure = [result for result in results if result.kind == "bedoel_je"]
        if unsure:
            stripped = zonder_persoonsgegevens(unsure[0].vraag, self._kennis.words)
            # Who asks on without choosing goes on about the best guess, not about what was answered before it.
            asked = self._vraag(self._bedoel_je(unsure), Stand(onderwerp=last or unsure[0].ids[0]))
            terug = stand if menu.is_stap(stand.vraag) else None
            return Uitkomst((*zinnen, *asked.zinnen), replace(asked.stand, onbeantwoord=stripped, terug=terug), kept)
        if menu.is_stap(stand.vraag):
            # A question in between: answered, then back to what was open.
            return Uitkomst((*zinnen, self._again(stand)), replace(stand, onderwerp=last or stand.onderwerp), kept)
        keuzes = (*(self._next(last) if last else ()), *MENU)
        return Uitkomst((*zinnen[:-1], zinnen[-1].met(keuzes)), Stand(onderwerp=last or stand.onderwerp, keuzes=keuzes), kept)

    def _found(self, result: Result, today: dt.date) -> list[Zin]:
        if result.kind == "antwoord":
            return [antwoord(self._kennis.subjects[result.ids[0]], today)]
        if result.kind == "geen":
            # The last text of a refusal: for a person also that nothing was kept; else only the kind no and the right place.
            closing = "utter_werkgever_weigering" if result.reason == "persoon" else "utter_werkgever_anders_vragen"
            return [zeg(closing, blokken=refusal(result.reason or "onbekend", DOELGROEP))]
        return []

    def _bedoel_je(self, unsure: list[Result]) -> Gevraagd:
        # Of one question its three best, of several the best of each.
        ids = unsure[0].ids if len(unsure) == 1 else tuple(dict.fromkeys(result.ids[0] for result in unsure))
        keuzes = tuple((f"onderwerp_{name}", self._kennis.subjects[name].titel) for name in ids[:3])
        return Gevraagd("utter_werkgever_bedoel_je", (*keuzes, *responses()["utter_werkgever_bedoel_je"].keuzes))

    def _over(self, stand: Stand, name: str, today: dt.date) -> Uitkomst:
        subject = self._kennis.subjects.get(name)
        if subject is None:
            raise KeuzeOnbekend(name)
        return self._to_step(stand, antwoord(subject, today).met((*self._next(name), *MENU)), name)

    def _to_step(self, stand: Stand, zin: Zin, onderwerp: str | None, onbeantwoord: str | None = None) -> Uitkomst:
        """Say this, then go back to the step that a question in between had left open."""
        if stand.terug is not None:
            return Uitkomst((zin.met(()), self._again(stand.terug)), replace(stand.terug, onderwerp=onderwerp), onbeantwoord)
        return Uitkomst((zin,), Stand(onderwerp=onderwerp, keuzes=zin.keuzes), onbeantwoord)

    def _next(self, name: str) -> Keuzes:
        found = self._kennis.related(self._kennis.subjects[name], NEXT_SUBJECTS)
        return tuple((f"onderwerp_{other.id}", other.titel) for other in found)

    def _vraag(self, gevraagd: Gevraagd, stand: Stand) -> Uitkomst:
        waarden = dict(gevraagd.waarden)
        zin = zeg(gevraagd.tekst, waarden, gevraagd.keuzes, gevraagd.voortgang)
        before = tuple(zeg(naam) for naam in gevraagd.vooraf)
        new = Stand(stand.onderwerp, gevraagd.tekst, gevraagd.keuzes, gevraagd.waarden, gevraagd.voortgang)
        return Uitkomst((*before, zin), new)

    def _again(self, stand: Stand, variant: str = "") -> Zin:
        """The open question once more, in these words: "" the same, "_uitleg" simpler, "_anders" otherwise."""
        naam = stand.vraag or "utter_werkgever_menu"
        naam = f"{naam}{variant}" if f"{naam}{variant}" in responses() else naam
        return zeg(naam, dict(stand.waarden), stand.keuzes or responses()["utter_werkgever_menu"].keuzes, stand.voortgang)

    def _and_back(self, stand: Stand, zin: Zin, variant: str = "") -> Uitkomst:
        if stand.vraag is None:
            menu_ = responses()["utter_werkgever_menu"]
            stand = replace(stand, vraag="utter_werkgever_menu", keuzes=menu_.keuzes, waarden=(), voortgang=None)
        return Uitkomst((zin, self._again(stand, variant)), stand)


def _alleen_hulp(naam: str, hulplijnen: Hulplijnen) -> Uitkomst:
    """The helplines and nothing else; what was open before is not asked again."""
    return Uitkomst((hulp(naam, hulplijnen),), Stand(vraag=naam))


def _named(keuzes: Keuzes, text: str) -> str | None:
    """The open choice whose label was typed, or None."""
    typed = plain(text).replace("?", "").strip()
    return next((name for name, titel in keuzes if plain(titel).replace("?", "").strip() == typed), None)
