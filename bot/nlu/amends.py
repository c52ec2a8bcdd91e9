"""Who puts an earlier answer right without naming its question: "fout, ik bedoelde bakker", "nee, geen handen, papier".

The signs stand in amends.yml. Which answer is meant is for who knows the answers (`bot/care/rechtgezet.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from bot.nlu.normalise import fold
from bot.nlu.phrases import Phrases

MOST_WORDS, MOST_CHARACTERS = 30, 200  # a correction is short; the patterns take long over one endless text


class Sureness(IntEnum):
    """MAYBE: most often the answer to what is open. BACK: something is taken back, perhaps that very answer.

    WRONG: something is called wrong; where one is asked to tell, that is what is told. SURE: it can only be about what was said before.
    """

    MAYBE = 1
    BACK = 2
    WRONG = 3
    SURE = 4


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an earlier answer must be, in the client's own words. old: what was said there, as far as that is named."""

    new: str
    old: str
    sureness: Sureness


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    return Phrases(Path(__file__).with_suffix(".yml"))


_LISTS = (("genoemd", Sureness.BACK), ("zeker", Sureness.SURE), ("fout", Sureness.WRONG), ("terug", Sureness.BACK), ("misschien", Sureness.MAYBE))


def _bounded(text: str) -> str:
    """The words with single spaces; empty when there are too many."""
    said = " ".join(text.split())
    return "" if len(said) > MOST_CHARACTERS or len(said.split()) > MOST_WORDS else said


def tells_what_went_wrong(text: str, *, own_words: bool) -> bool:
    """Whether words as "het ging mis, ik kreeg een beroerte" tell, and put nothing right. own_words: the client is asked to tell."""
    stories = _phrases().entry("verhaal")
    said = fold(_bounded(text))
    return any(re.fullmatch(stories[name], said) for name in ("altijd", *(["eigen_woorden"] if own_words else [])))


def amendment(text: str) -> Amendment | None:
    """Return what an earlier answer must be; None for words that put nothing right."""
    said = _bounded(text)
    plain = fold(said)
    for name, sureness in _LISTS:
        for pattern in _phrases().patterns(name):
            if not (found := pattern.fullmatch(plain)):
                continue
            groups = {group: said[slice(*found.span(group))].strip(" ,.;:!-\"'") for group in found.groupdict()}
            if groups["nieuw"] and not _phrases().pattern("leeg").fullmatch(fold(groups["nieuw"])):
                return Amendment(groups["nieuw"], groups.get("oud", ""), sureness)
    return None
