"""Facts about IPS for the begeleider: the practical figures, and the subjects of the knowledge base that are for begeleiders alone (ips.yml).

Importing this module loads spaCy (a second), so the front does it in a thread, for who opens the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.care.data_file import Part, read
from bot.care.knowledge.answer import Answer, answer
from bot.care.knowledge.model import Bron, Onderwerp, load_onderwerpen
from bot.settings import PROJECT

DOELGROEP, WERKGEVER = "begeleider", "werkgever"
BRONNEN_MAX = 9
BESTAND = Path(__file__).with_suffix(".yml")


@dataclass(frozen=True)
class Cijfer:
    """One practical figure.

    kennis: the subjects it rests on, each with the number of its source; staat_er: words of the answer of the first.
    ggz: its source is not about NAH; eigen: the own number of clients belongs beside it. regel: its line in the file.
    """

    kop: str
    tekst: str
    staat_er: str
    kennis: dict[str, int]
    ggz: bool
    eigen: bool
    regel: int


@dataclass(frozen=True)
class Groep:
    """Subjects under one heading, by id, each with its line in the file."""

    titel: str
    onderwerpen: dict[str, int]


@dataclass(frozen=True)
class Indeling:
    """The file: figures, groups, and what there is to read on other pages."""

    cijfers: tuple[Cijfer, ...]
    groepen: tuple[Groep, ...]
    verder: dict[str, int]


@dataclass(frozen=True)
class GetoondCijfer:
    """A figure as it is shown on a day, with its sources. antwoord: what says whether it still holds: what it rests on, the expired one first."""

    cijfer: Cijfer
    antwoord: Answer
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True)
class GetoondOnderwerp:
    """A subject as it is shown on a day, and how sure it is: hoog, middel or laag."""

    antwoord: Answer
    zekerheid: str


@dataclass(frozen=True)
class Blad:
    """The whole page. groepen: heading and subjects; verder: the subjects that stand on the pages of werkgevers."""

    cijfers: tuple[GetoondCijfer, ...]
    groepen: tuple[tuple[str, tuple[GetoondOnderwerp, ...]], ...]
    verder: tuple[Onderwerp, ...]


def lees(path: Path = BESTAND) -> Indeling:
    """Read the file; raises DataFileError at the first thing that is wrong."""
    top = read(path).fields("cijfers", "groepen", "verder")
    groepen = [part.fields("titel", "onderwerpen") for part in top["groepen"].parts()]
    used: dict[str, int] = {}
    return Indeling(
        tuple(_cijfer(part) for part in top["cijfers"].parts()),
        tuple(Groep(one["titel"].text(), _ids(one["onderwerpen"], used)) for one in groepen),
        _ids(top["verder"], {}),
    )


def _cijfer(part: Part) -> Cijfer:
    one = part.fields("kop", "tekst", "kennis", "staat_er", may=("ggz", "eigen"))
    return Cijfer(
        kop=one["kop"].text(),
        tekst=one["tekst"].text(),
        staat_er=one["staat_er"].text(),
        kennis={naam: nummer.number(1, BRONNEN_MAX) for naam, nummer in one["kennis"].entries().items()},
        ggz="ggz" in one and _waar(one["ggz"]),
        eigen="eigen" in one and _waar(one["eigen"]),
        regel=part.line,
    )


def _waar(part: Part) -> bool:
    if part.text() != "true":
        raise part.error("write true, or leave it out")
    return True


def _ids(part: Part, used: dict[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in part.parts():
        naam = one.text()
        if naam in used:
            raise one.error(f"{naam!r} stands on line {used[naam]} too; take one of them out")
        used[naam] = found[naam] = one.line
    return found


def alleen_hier(onderwerpen: Mapping[str, Onderwerp]) -> tuple[str, ...]:
    """The subjects for begeleiders that stand on no page of a werkgever."""
    return tuple(naam for naam, one in onderwerpen.items() if DOELGROEP in one.doelgroep and WERKGEVER not in one.doelgroep)


@lru_cache(maxsize=1)
def kennis() -> dict[str, Onderwerp]:
    """All subjects by id, read once per process."""
    return {one.id: one for one in load_onderwerpen(PROJECT / "knowledge")}


@lru_cache(maxsize=1)
def _indeling() -> Indeling:
    return lees()


def blad(today: dt.date) -> Blad:
    """The page as it is on this day. Reads files the first time: call it in a thread."""
    return maak(_indeling(), kennis(), today)


def maak(indeling: Indeling, onderwerpen: Mapping[str, Onderwerp], today: dt.date) -> Blad:
    """Put the page together; what has expired is shown as the werkgever sees it: whom to ask, and no fact."""

    def toon(naam: str) -> GetoondOnderwerp:
        return GetoondOnderwerp(answer(onderwerpen[naam], DOELGROEP, today), onderwerpen[naam].zekerheid)

    def toon_cijfer(one: Cijfer) -> GetoondCijfer:
        antwoorden = [toon(naam).antwoord for naam in one.kennis]
        bronnen = tuple(onderwerpen[naam].bronnen[nummer - 1] for naam, nummer in one.kennis.items())
        return GetoondCijfer(one, next((een for een in antwoorden if een.kind == "verlopen"), antwoorden[0]), bronnen)

    return Blad(
        tuple(toon_cijfer(one) for one in indeling.cijfers),
        tuple((groep.titel, tuple(toon(naam) for naam in groep.onderwerpen)) for groep in indeling.groepen),
        tuple(onderwerpen[naam] for naam in indeling.verder),
    )
