"""The person at hand while a client makes the list of own people: what was said so far, read from the answers of that dialogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.care import helpers
from bot.care.antwoorden import Antwoorden, Gegeven, Waarde
from bot.care.beurt import Beurt
from bot.care.helpers import OngeldigeHelper
from bot.care.teksten import tekst
from bot.nlu.people import person_in

NAAM = "helpers"
# What is on the list, and what is going on: beside the answers, under an id that is no question.
MENSEN, ERBIJ = "mensen", "erbij"


@dataclass(frozen=True)
class Concept:
    """The person at hand, as far as known."""

    naam: str = ""
    relatie: str = ""
    telefoon: str | None = None

    @property
    def in_woorden(self) -> str:
        wie = f"{self.naam} ({self.relatie})" if self.relatie else self.naam
        return f"{wie}, {self.telefoon or tekst('utter_helpers_zonder_nummer').tekst}"


async def erbij(beurt: Beurt) -> Antwoorden:
    """The list, and how far the client is with one person."""
    mensen = [
        {"id": one.id, "naam": one.naam, "relatie": one.relatie, "telefoon": one.telefoon, "ja": one.ja_gezegd}
        for one in await helpers.lees(beurt.session, beurt.client_id)
    ]
    waarde = Waarde(ERBIJ, (), {MENSEN: mensen, **beurt.stand.get(NAAM, {})})
    return {MENSEN: Gegeven(MENSEN, "", waarde, beurt.seq, beurt.now)}


def mensen_op_lijst(antwoorden: Antwoorden) -> list[dict[str, Any]]:
    return list(antwoorden[MENSEN].waarde.begrepen[MENSEN]) if MENSEN in antwoorden else []


def bezig(antwoorden: Antwoorden, wat: str) -> int:
    """How far: `los` name and number are asked apart, `blad` page of names, `pogingen` how often something was not usable."""
    return int(antwoorden[MENSEN].waarde.begrepen.get(wat, 0)) if MENSEN in antwoorden else 0


def koos(antwoorden: Antwoorden, vraag: str, *keuzes: str) -> bool:
    return vraag in antwoorden and antwoorden[vraag].koos(*keuzes)


def zei(antwoorden: Antwoorden, vraag: str) -> str:
    """The own words; empty when the question was passed over or answered with a choice that says there is nothing."""
    gegeven = antwoorden.get(vraag)
    return gegeven.woorden.strip() if gegeven is not None and gegeven.inhoud and not gegeven.koos("geen") else ""


def voegt_toe(antwoorden: Antwoorden) -> bool:
    return not mensen_op_lijst(antwoorden) or koos(antwoorden, "lijst", "toevoegen")


def noemde(antwoorden: Antwoorden) -> bool:
    return voegt_toe(antwoorden) and bool(zei(antwoorden, "wie"))


def gekozen(antwoorden: Antwoorden) -> dict[str, Any] | None:
    """Who is being changed."""
    mensen = mensen_op_lijst(antwoorden)
    if not koos(antwoorden, "lijst", "veranderen") or not mensen:
        return None
    if len(mensen) == 1:
        return mensen[0]
    return next((one for one in mensen if koos(antwoorden, "welke", f"helper_{one['id']}")), None)


def _nummer(text: str) -> str | None:
    """The number in a text as it is dialled; None when there is none that can be used."""
    try:
        return helpers.nette_telefoon(person_in(text).telefoon)
    except OngeldigeHelper:
        return None


def _hoofdletter(text: str) -> str:
    return text[:1].upper() + text[1:]


def _als_naam(relatie: str) -> str:
    """Somebody without a name is called what he is: "mijn moeder" becomes "Moeder"."""
    return _hoofdletter(relatie.split()[-1]) if relatie else ""


def genoemd(antwoorden: Antwoorden) -> Concept:
    """Who was named in one go, or who is changed."""
    if (oud := gekozen(antwoorden)) is not None:
        return Concept(oud["naam"], oud["relatie"], oud["telefoon"])
    if bezig(antwoorden, "los"):
        return Concept()
    gezegd = person_in(zei(antwoorden, "wie"))
    return Concept(gezegd.naam or _als_naam(gezegd.relatie), gezegd.relatie if gezegd.naam else "", _nummer(zei(antwoorden, "wie")))


def concept(antwoorden: Antwoorden) -> Concept:
    """The person at hand: who was named, with what was said apart."""
    found = genoemd(antwoorden)
    naam, band, nummer = (zei(antwoorden, vraag) for vraag in ("naam", "band", "nummer"))
    if "band" in antwoorden and antwoorden["band"].waarde.soort == "keuze":
        band = band.lower()
    gezegd = person_in(naam)
    naam = naam if gezegd.naam or not gezegd.relatie else _als_naam(gezegd.relatie)
    return Concept(_hoofdletter(naam.rstrip(" .!")) or found.naam, band.rstrip(" .!") or found.relatie, _nummer(nummer) if nummer else found.telefoon)
