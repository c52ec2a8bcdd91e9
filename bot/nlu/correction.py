"""Where somebody corrects himself within one message: "dinsdag, nee ik bedoel donderdag". What is said last counts.

The signs stand in correction.yml. What a correction is about is for who knows the things: of as many as come behind the sign, the last before it
go. So "van 9 tot 13, nee ik bedoel tot 14" keeps the nine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.normalise import fold

# How many words may stand between a thing and a sign before it, and behind it ("nee ik bedoel dat het dinsdag moet zijn").
FAR_BEFORE, FAR_BEHIND = 5, 6
# Who says "nee" more often than this is telling something else; it also keeps a long text cheap.
MOST = 20
_LOOSE = " \t\n,.;:!?-*\"'"


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a correction at places start..end of a text. weak: a bare "nee", which is more often an answer."""

    start: int
    end: int
    weak: bool = False


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (BaseLoader only makes strings)
    return loaded


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile("|".join(_vocabulary()["teken"])), re.compile(_vocabulary()["zwak"])


def signs(text: str) -> list[Sign]:
    """Return the signs of a correction in a text, in order; none in a text with very many."""
    strong, weak = _patterns()
    plain = fold(text)
    found = [Sign(hit.start(), hit.end()) for hit in strong.finditer(plain)]
    bare = [Sign(hit.start(), hit.end(), weak=True) for hit in weak.finditer(plain)]
    if len(found) + len(bare) > MOST:
        return []
    if found and bare and bare[-1].start < found[-1].start and not text[found[-1].end :].strip(_LOOSE):
        # "Dinsdag, sorry, donderdag bedoel ik": the sign at the end makes the other a sure one.
        found[-1] = Sign(bare[-1].start, bare[-1].end)
        bare = bare[:-1]
    return sorted([*found, *(sign for sign in bare if not any(one.start <= sign.start < one.end for one in found))], key=lambda sign: sign.start)


def split(text: str) -> tuple[str, str] | None:
    """Return what stands before and behind the last sure sign; None without one, or when on one side nothing is said."""
    for sign in reversed([sign for sign in signs(text) if not sign.weak]):
        before, behind = text[: sign.start].strip(_LOOSE), text[sign.end :].strip(_LOOSE)
        if before and behind:
            return before, behind
    return None


def within(text: str) -> bool:
    """Whether a message corrects itself: both what is taken back and what takes its place are in it."""
    if split(text) is None:
        return False
    return not set(re.findall(r"[a-z]+", fold(text))) & {*_vocabulary()["over_eerder"]}


def corrected(text: str, *, changing: bool) -> str:
    """Return the words without the correcting part in front ("oh nee ik bedoel in een kas"); the text itself where too little is left.

    changing: an earlier answer is being changed, so that a bare "nee" or "sorry" in front corrects too; else only what says "ik bedoel".
    """
    at_start = [sign for sign in signs(text) if not text[: sign.start].strip(_LOOSE)]
    end = max((sign.end for sign in at_start if changing or re.search(_vocabulary()["bedoelt"], fold(text[sign.start : sign.end]))), default=0)
    while end and (again := next((sign for sign in signs(text[end:]) if not text[end : end + sign.start].strip(_LOOSE)), None)):
        end += again.end
    if not end:
        return text
    rest = text[end:].strip(_LOOSE)
    return rest if set(_words(rest)) - {*_vocabulary()["zegt_niets"]} else text


def replaced(text: str, spans: Sequence[tuple[int, int]], known: Sequence[Sign] | None = None) -> dict[int, int]:
    """Return which of these things, at places start..end in the order of the text, are taken back, and for which other: number -> number.

    known: the signs of this text, for who has them already.
    """
    gone: dict[int, int] = {}
    all_signs = signs(text) if known is None else known
    for at, sign in enumerate(all_signs):
        limit = next((one.start for one in all_signs[at + 1 :] if not one.weak), len(text))
        before = [n for n, span in enumerate(spans) if span[1] <= sign.start and n not in gone]
        behind = [n for n, span in enumerate(spans) if sign.end <= span[0] < limit]
        if before and behind and _joined(text, spans[before[-1]], sign, spans[behind[0]], spans[behind[-1]]):
            count = min(len(before), len(behind))
            gone |= dict(zip(before[-count:], behind[-count:], strict=True))
    return gone


def _joined(text: str, before: tuple[int, int], sign: Sign, behind: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether a sign stands between these things closely enough to be about them."""
    ahead, after = _words(text[before[1] : sign.start]), _words(text[sign.end : behind[0]])
    if not sign.weak:
        return len(ahead) <= FAR_BEFORE and len(after) <= FAR_BEHIND
    decided = {*_vocabulary()["beslist"]} & {*_words(text[sign.end : last[0]]), *_words(text[last[1] :])}
    return not ahead and not decided and set(after) <= {*_vocabulary()["tussen"]}


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text))
