"""One person in free words: "mijn zus Fatma 06 12 34 56 78" gives a name, what she is to the speaker, and a number as typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

# Six signs between two digits: shorter is a house number or an age.
_NUMBER = re.compile(r"\+?\(?\d[\d ().\-/]{4,}\d")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*", re.UNICODE)
# More words than this without a capital are a story, not a name.
LONGEST_NAME = 3


@dataclass(frozen=True)
class Person:
    """Who was named. naam and relatie are empty when they were not said; telefoon as typed; meer: somebody else was named too."""

    naam: str = ""
    relatie: str = ""
    telefoon: str = ""
    meer: bool = False

    @property
    def aangeduid(self) -> str:
        """ "Fatma (zus)", "Fatma", "mijn zus", or nothing."""
        return f"{self.naam} ({self.relatie})" if self.naam and self.relatie else self.naam or self.relatie


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return {key: value if key == "bezit" else frozenset(value) for key, value in loaded.items()}


def _relations(words: list[str]) -> list[int]:
    """Where a relation stands. The last of two that touch counts: "mijn beste vriend Jan", "de moeder van mijn vriend" counts one each."""
    return [place for place, word in enumerate(words) if word.lower() in _words()["relaties"]]


def _runs(words: list[str]) -> list[list[str]]:
    """Words with a capital that stand together, with the small words within a family name: "Karin van der Berg"."""
    known = _words()
    runs: list[list[str]] = []
    current: list[str] = []
    between: list[str] = []
    for word in words:
        if word[0].isupper() and word.lower() not in known["geen_naam"]:
            current += [*between, word]
            between = []
        elif current and word.lower() in known["tussen"]:
            between.append(word)
        else:
            runs.append(current)
            current, between = [], []
    return [run for run in (*runs, current) if run]


def _named(words: list[str]) -> str:
    """The name among words without relation: capitals first, else the few words that can be nothing else."""
    known = _words()
    if runs := _runs(words):
        # A sentence begins with a capital too: "Volgens mij Karin".
        return " ".join(runs[1] if len(runs) > 1 and runs[0] == words[:1] else runs[0])
    able = [word for word in words if word.lower() not in known["geen_naam"] or word.lower() in known["tussen"]]
    while able and able[0].lower() in known["tussen"]:
        able.pop(0)
    while able and able[-1].lower() in known["tussen"]:
        able.pop()
    if 0 < len(able) <= LONGEST_NAME:
        return " ".join(word if word.lower() in known["tussen"] else word[:1].upper() + word[1:] for word in able)
    return ""


def _as_said(words: list[str], place: int) -> str:
    """The relation with the word before it: "mijn zus", "de buurman"."""
    known = _words()
    before = words[place - 1].lower() if place else ""
    before = known["bezit"].get(before, before)
    return f"{before} {words[place].lower()}" if before in known["ervoor"] else words[place].lower()


def person_in(text: str) -> Person:
    """Read one person. Of several people the first is read, and `meer` says so."""
    number = _NUMBER.search(text)
    words = _WORD.findall(f"{text[: number.start()]} {text[number.end() :]}" if number else text)
    telefoon = number.group().strip(" .-/") if number else ""
    if telefoon.count("(") != telefoon.count(")"):
        telefoon = telefoon.replace("(", "")
    places = _relations(words)
    if not places:
        return Person(_named(words), "", telefoon)
    # "en mijn broer Ali" is somebody else; "de vrouw van mijn broer" is not.
    other = next((place for place in places[1:] if any(word.lower() in ("en", "of") for word in words[places[0] : place])), None)
    until = len(words) if other is None else next(place for place in range(other, -1, -1) if words[place].lower() in ("en", "of"))
    rest = [word for place, word in enumerate(words[:until]) if place != places[0] and place not in places]
    naam = _named(rest)
    relatie = words[places[0]].lower() if naam else _as_said(words, places[0])
    return Person(naam, relatie, telefoon, other is not None)
