"""The guard on the werkgever's side: which helplines to show for a text, and where. The chat is anonymous, so nobody can be told; that is said too.

`gevaar.yml` adds what is said about somebody else, which the guard (made for people who speak of themselves) may pass over. For the same
reason its doubt weighs less here: a question about an employee that it only doubts keeps its answer, with the helplines beside it. So does despair of
the werkgever self, which nobody else would hear of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from bot.care import guard
from bot.care.knowledge.search import Result
from bot.care.knowledge.split import asks
from bot.nlu.moves import plain
from bot.nlu.safety.verdict import FAILED, Verdict

ALGEMEEN = "utter_werkgever_veiligheid"
_NEURO, _GEVAAR = f"{ALGEMEEN}_neuro", f"{ALGEMEEN}_gevaar"
# A doubt about somebody else counts as a worry, for which nothing is done here, when the guard says so itself: more worry than danger, and little
# danger. Of its doubts in two labelled sets all 12 such texts were worries; no danger that werkgevers tell is this low.
LITTLE_DANGER = 0.4
_BY_KIND = {"neuro": _NEURO, "overdosis": _NEURO, "geweld": _GEVAAR, "onveilig": _GEVAAR}
Plek = Literal["alleen", "boven", "onder"]


@dataclass(frozen=True)
class Gevaar:
    """tekst: the name of the text with helplines. zeker: nothing else is said; otherwise the guard only doubts."""

    tekst: str
    zeker: bool

    @property
    def kort(self) -> str:
        """The name of the same helplines in one block, for beside an answer."""
        return f"{self.tekst}_kort"

    def plek(self, results: Sequence[Result]) -> Plek:
        """Where the helplines go with what was found. Where every minute counts, or nothing is answered for sure, they come before it.

        Something told that the base knows nothing of gets the helplines alone: "dat weet ik niet" is no answer to a worry.
        """
        if not any(result.ids or result.reason == "persoon" or asks(result.vraag) for result in results):
            return "alleen"
        answered = all(result.kind == "antwoord" for result in results)
        return "onder" if answered and self.tekst != _NEURO else "boven"


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = yaml.safe_load(Path(__file__).with_name("gevaar.yml").read_text(encoding="utf-8"))
    others = tuple((naam, re.compile("|".join(patterns))) for naam, patterns in data["ander"].items())
    return (
        others,
        re.compile(data["gezicht"]),
        re.compile(data["onschuldig"]),
        re.compile("|".join(data["wanhoop"])),
        re.compile(data["ander_persoon"]),
    )


def gevaar(text: str) -> Gevaar | None:
    """The helplines that a message calls for, or None. Source: DIALOGUES 7."""
    others, face, harmless, despair, somebody = _vocabulary()
    words = plain(text)
    if harmless.fullmatch(words) or guard.load().is_about_employee(text):
        return None
    verdict = guard.load().assess(text)
    reacts = verdict.niveau in ("rood", "vraag")
    if reacts and _is_sure(verdict):
        return Gevaar(_BY_KIND.get(verdict.soort or "", ALGEMEEN), zeker=True)
    named = next((naam for naam, pattern in others if pattern.search(words)), None)
    if named is None and face.search(words) and not guard.load().left_behind(text):
        named = _NEURO
    if named is not None:
        return Gevaar(named, zeker=True)
    only_worries = somebody.search(words) and verdict.gevaar < min(LITTLE_DANGER, verdict.zorg)
    if reacts and not only_worries:
        return Gevaar(_BY_KIND.get(verdict.soort or "", ALGEMEEN), zeker=False)
    return Gevaar(ALGEMEEN, zeker=False) if despair.search(words) else None


def _is_sure(verdict: Verdict) -> bool:
    """Red, or in doubt because of plain words: then the question is not what matters. A guard that failed counts as sure too."""
    return verdict.niveau == "rood" or verdict.reden.startswith("regel") or verdict.reden == FAILED
