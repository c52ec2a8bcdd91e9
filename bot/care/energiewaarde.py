"""How much energy there was in an hour, in own words: "uitgeput" is 0, "ging wel" is 2. What is not sure is asked again, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.moves import plain

MEESTE_WOORDEN = 8
LEEG, LAAG, GOED, VOL = 0, 1, 3, 4
# What words about energy sound like outside this question: a wish to stop, a nod, small talk.
KLINKT_ALS = frozenset({"moe", "stop", "pauze", "klaar", "ja", "nee", "praatje", "groet", "dank", "hulp", "nlu_fallback"})


@lru_cache(maxsize=1)
def _bron() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "energiewaarde.yml").read_text())
    return loaded


def _woorden(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", plain(text))


def _genoemd(soort: str, woorden: list[str]) -> set[int]:
    return {waarde for waarde, namen in _bron()[soort].items() if any(woord in namen for woord in woorden)}


def waarde(text: str) -> int | None:
    """The one value that these words stand for; None when there is none, or more than one."""
    woorden = _woorden(text)
    if not gaat_over_energie(text) or any(woord in _bron()["onzeker"] for woord in woorden):
        return None
    if any(woord.isdigit() and int(woord) > VOL for woord in woorden):
        return None
    sterk, zwak = _genoemd("waarden", woorden), _genoemd("zwak", woorden)
    if sterk and LAAG in zwak:  # "een beetje fit"
        return None
    gevonden = sterk or zwak or _genoemd("laatste", woorden[-1:])
    if len(gevonden) != 1:
        return None
    (een,) = gevonden
    if any(woord in _bron()["sterker"] for woord in woorden):
        return {LAAG: LEEG, GOED: VOL}.get(een, een)
    return een


def gaat_over_energie(text: str) -> bool:
    """Whether a short text is about how an hour was, and not about now or about this talk."""
    woorden = _woorden(text)
    if not 0 < len(woorden) <= MEESTE_WOORDEN or any(woord in _bron()["nu"] for woord in woorden):
        return False
    genoemd = any(_genoemd(soort, woorden) for soort in ("waarden", "zwak")) or bool(_genoemd("laatste", woorden[-1:]))
    return genoemd or any(woord in _bron()["klachten"] or woord.isdigit() for woord in woorden)


def is_antwoord(beweging: str, text: str, stand: Mapping[str, Any]) -> bool:
    """Whether what sounds like a move ("uitgeput") is an answer here: an hour of the energielijst is asked about, and the words are about energy."""
    gevraagd = stand.get("dialoog") == "energielijst" and str(stand.get("gevraagd", "")).startswith("uur_")
    return gevraagd and not stand.get("tussen") and not stand.get("rust") and beweging in KLINKT_ALS and gaat_over_energie(text)
