"""One person in free words: "mijn zus Fatma 06 12 34 56 78" gives a name, what she is to the speaker, and a number as typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.spelling import known, lemma

# Six signs between two digits: shorter is a house number or an age.
_NUMBER = re.compile(r"\+?\(?\d[\d ().\-/]{4,}\d")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*", re.UNICODE)
_AND = re.compile(r"(?<!\w)(?:en|of)(?!\w)", re.IGNORECASE)
# After "en" this goes on about the same person: "Fatma en dat is mijn zus".
_SAME = re.compile(r"\s*(?:dat|die|dit|zij|ze|hij|is|heet)(?!\w)", re.IGNORECASE)
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
    return [place for place, word in enumerate(words) if _is_relation(word)]


def _is_relation(word: str) -> bool:
    """ "zus", and what ends in one: "voetbalmaat", "jeugdvriend". With a capital it may be a family name: "Hartevriend"."""
    return word.lower() in _words()["relaties"] or (word.islower() and word.endswith(tuple(_words()["relatie_eind"])))


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


def _named(words: list[str], places: list[int]) -> str:
    """The name: capitals first, else the words beside the relation, else the few words that can be nothing else."""
    if runs := _runs([word for place, word in enumerate(words) if place not in places]):
        # A sentence begins with a capital too: "Volgens mij Karin".
        return " ".join(runs[1] if len(runs) > 1 and runs[0] == words[:1] else runs[0])
    if not places:
        return _written([word for word in words if _may_be_name(word)])
    after = [word for word in words[places[-1] + 1 :] if word.lower() not in _words()["heet"]]
    if after and after[0].lower() in _words()["tussen"]:  # "van de overkant" says where, not who
        after = []
    before = words[: places[0]]
    while before and before[-1].lower() in _words()["ervoor"]:
        before.pop()
    return _written(_together(after)) or _written(_together(before))


def _may_be_name(word: str) -> bool:
    return word.lower() not in _words()["geen_naam"] or word.lower() in _words()["tussen"]


def _together(words: list[str]) -> list[str]:
    """The words of a name from the first one on: "marieke", "marieke de vries", but of "marieke van de overkant" only the first."""
    run = list(takewhile(lambda word: _may_be_name(word) and not _inflected(word), words))
    return run if len(run) <= LONGEST_NAME else list(takewhile(lambda word: word.lower() not in _words()["tussen"], run))


def _inflected(word: str) -> bool:
    """Whether Dutch knows this as a form of another word: "woont", "kookt", "kinderen"."""
    return known(word.lower()) and (lemma(word.lower()) != word.lower() or word.lower().endswith("en"))


def _written(words: list[str]) -> str:
    """As a name is written, when it is short enough to be one."""
    small, kept = _words()["tussen"], list(words)
    while kept and kept[0].lower() in small:
        kept.pop(0)
    while kept and kept[-1].lower() in small:
        kept.pop()
    if len(kept) > LONGEST_NAME:
        return ""
    return " ".join(word if word.lower() in small else f"{word[:1].upper()}{word[1:]}" for word in kept)


def _first(text: str) -> tuple[str, bool]:
    """The part of the text about the first of several people, and whether there are more."""
    for found in _AND.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        named = _WORD.findall(before)
        others = _WORD.findall(after)
        if not (_relations(named) or _named(named, [])) or _SAME.match(after):
            continue
        if _relations(others) or (others and others[0][0].isupper()):
            return before, True
    return text, False


def _as_said(words: list[str], place: int) -> str:
    """The relation with the word before it: "mijn zus", "de buurman"."""
    known = _words()
    before = words[place - 1].lower() if place else ""
    before = known["bezit"].get(before, before)
    return f"{before} {words[place].lower()}" if before in known["ervoor"] else words[place].lower()


def person_in(text: str) -> Person:
    """Read one person. Of several people the first is read, and `meer` says so."""
    text, meer = _first(text)
    number = _NUMBER.search(text)
    words = _WORD.findall(f"{text[: number.start()]} {text[number.end() :]}" if number else text)
    telefoon = number.group().strip(" .-/") if number else ""
    if telefoon.count("(") != telefoon.count(")"):
        telefoon = telefoon.replace("(", "")
    places = _relations(words)
    if not places:
        return Person(_named(words, places), "", telefoon, meer)
    # "de vrouw van mijn broer" is one person: the first relation counts.
    naam = _named(words, places)
    relatie = words[places[0]].lower() if naam else _as_said(words, places[0])
    return Person(naam, relatie, telefoon, meer)
