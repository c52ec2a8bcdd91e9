"""What stands on the checklist of the begeleider: the AWVN matrix per phase and role, in our own words (checklistpunten.yml)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.care.data_file import DataFileError, Part, read
from bot.care.knowledge.model import FASEN as MET_ALLE
from bot.care.knowledge.model import ROLLEN

BESTAND = Path(__file__).with_suffix(".yml")
FASEN = tuple(fase for fase in MET_ALLE if fase != "alle")
GGZ = "uit de ggz; bij NAH niet apart onderzocht"
NOTEN = 81
WOORDEN_MAX = 25
ID_MAX = 60
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Punt:
    """One thing to do, and where it stands in the matrix: column (kolom), row (rij), notes. regel: its line in the file."""

    id: str
    tekst: str
    kolom: str
    rij: str
    noten: tuple[int, ...]
    regel: int


@dataclass(frozen=True)
class Deel:
    """What there is to do with one role in one phase. kennis: the subject of the knowledge base about the same cell."""

    rol: str
    titel: str
    kennis: str
    punten: tuple[Punt, ...]


@dataclass(frozen=True)
class Lijst:
    """The whole checklist: source, remark, and per phase its parts in the order of the page."""

    titel: str
    datum: str
    nagekeken: dt.date
    opmerking: str
    fasen: dict[str, tuple[Deel, ...]]

    def van_fase(self, fase: str) -> dict[str, Punt]:
        """The items of one phase by id."""
        return {punt.id: punt for deel in self.fasen[fase] for punt in deel.punten}


def kennis_van(rol: str, fase: str) -> str:
    """The id of the subject of the knowledge base about this cell."""
    return f"matrix-{rol}-{fase}"


def lees(path: Path = BESTAND) -> Lijst:
    """Read the file; raises DataFileError at the first thing that is wrong."""
    top = read(path).fields("bron", "opmerking", "rollen", "fasen")
    bron = top["bron"].fields("titel", "datum", "nagekeken")
    if GGZ not in top["opmerking"].text():
        raise top["opmerking"].error(f"say it literally: {GGZ}")
    rollen = {rol: part.fields("titel", "rij") for rol, part in top["rollen"].fields(*ROLLEN).items()}
    used: dict[str, int] = {}
    fasen = {}
    for fase, part in top["fasen"].fields(*FASEN).items():
        cells = part.fields(*ROLLEN)
        fasen[fase] = tuple(
            Deel(
                rol,
                naam["titel"].text(),
                kennis_van(rol, fase),
                tuple(_punt(one, fase, naam["rij"].text(), used) for one in cells[rol].parts()),
            )
            for rol, naam in rollen.items()
        )
    return Lijst(bron["titel"].text(), bron["datum"].text(), bron["nagekeken"].date(), top["opmerking"].text(), fasen)


def _punt(part: Part, fase: str, rij: str, used: dict[str, int]) -> Punt:
    fields = part.fields("id", "tekst", may=("noten",))
    naam, tekst = fields["id"].text(), fields["tekst"].text()
    if not _ID.fullmatch(naam) or len(naam) > ID_MAX:
        raise fields["id"].error(f"{naam!r}: use a-z, 0-9 and -, at most {ID_MAX} characters")
    if naam in used:
        raise fields["id"].error(f"{naam!r} stands on line {used[naam]} too; give this one an id of its own")
    used[naam] = fields["id"].line
    if len(tekst.split()) > WOORDEN_MAX:
        raise fields["tekst"].error(f"has {len(tekst.split())} words; at most {WOORDEN_MAX}")
    noten = tuple(one.number(1, NOTEN) for one in fields["noten"].parts()) if "noten" in fields else ()
    return Punt(naam, tekst, fase.replace("-", " "), rij, noten, part.line)


@lru_cache(maxsize=1)
def lijst() -> Lijst:
    """The checklist as it is used."""
    return lees()


@lru_cache(maxsize=1)
def _teksten() -> dict[str, str]:
    return {naam: punt.tekst for fase in lijst().fasen for naam, punt in lijst().van_fase(fase).items()}


def tekst_van(naam: str) -> str:
    """The words of an item; one that is gone from the file keeps its id."""
    return _teksten().get(naam, naam)


__all__ = ["FASEN", "DataFileError", "Deel", "Lijst", "Punt", "kennis_van", "lees", "lijst", "tekst_van"]
