"""What the werkgever chat says (`teksten.yml`) and how subjects are grouped (`indeling.yml`), read once."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.care.teksten import Tekst

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Deel:
    """A theme, phase, role or group: its id, its name on a page, its name on a button, and one line about it."""

    id: str
    titel: str
    kort: str
    uitleg: str = ""
    themas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indeling:
    """The ways into the knowledge base, each in the order of the file."""

    groepen: dict[str, Deel]
    themas: dict[str, Deel]
    fasen: dict[str, Deel]
    rollen: dict[str, Deel]
    over_mij: dict[str, re.Pattern[str]]
    mensen: tuple[str, ...]
    menu_woorden: frozenset[str]


def _yaml(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return _yaml("teksten.yml")


@lru_cache(maxsize=1)
def responses() -> dict[str, Tekst]:
    """All responses by name."""
    found = {}
    for naam, variants in _file()["responses"].items():
        first = variants[0]
        keuzes = tuple((button["payload"], button["title"]) for button in first.get("buttons", ()))
        found[naam] = Tekst(first["text"].strip(), keuzes, first.get("custom", {}))
    return found


def label(naam: str, **waarden: object) -> str:
    """A label or a line that is put together: of a button that comes and goes, of one regeling in a list."""
    return str(_file()["labels"][naam]).format(**waarden)


def probleem(naam: str) -> str:
    """What a werkgever reads when something cannot be done."""
    return str(_file()["problemen"][naam])


@lru_cache(maxsize=1)
def indeling() -> Indeling:
    """The groups, themes, phases and roles."""
    data = _yaml("indeling.yml")
    parts = {
        kind: {
            name: Deel(name, part["titel"], part.get("kort", part["titel"]), part.get("uitleg", ""), tuple(part.get("themas", ())))
            for name, part in data[kind].items()
        }
        for kind in ("groepen", "themas", "fasen", "rollen")
    }
    over_mij = {naam: re.compile(pattern) for naam, pattern in data["over_mij"].items()}
    return Indeling(**parts, over_mij=over_mij, mensen=tuple(data["mensen"]), menu_woorden=frozenset(data["menu_woorden"]))


def datum(day: dt.date) -> str:
    """A date as people write it: 22-11-2026."""
    return f"{day:%d-%m-%Y}"


@lru_cache(maxsize=1)
def wijzer_data() -> dict[str, Any]:
    """The questions and the choosing rules of the regelingen-wijzer."""
    return _yaml("wijzer.yml")
