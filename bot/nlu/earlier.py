"""Who says what the answer before must be: "mijn vorige antwoord was fout, ik bedoel donderdag". The signs stand in earlier.yml."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from bot.nlu.normalise import fold
from bot.nlu.phrases import Phrases

MOST_WORDS, MOST_CHARACTERS = 25, 200  # a correction is short; the patterns take long over one endless text


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    phrases = Phrases(Path(__file__).with_suffix(".yml"))
    return phrases.patterns("zegt"), phrases.pattern("leeg")


def meant_before(text: str) -> str:
    """Return the client's own words for what the answer before must be; empty when that is not told."""
    said = " ".join(text.split())
    if len(said) > MOST_CHARACTERS or len(said.split()) > MOST_WORDS:
        return ""
    patterns, nothing = _patterns()
    plain = fold(said)
    for pattern in patterns:
        if found := pattern.fullmatch(plain):
            new = said[found.start("nieuw") : found.end("nieuw")].strip(" ,.;:!-\"'")
            return "" if not new or nothing.fullmatch(fold(new)) else new
    return ""
