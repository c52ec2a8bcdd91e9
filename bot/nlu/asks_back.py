"""What a client asks back about the talk itself: whether something was passed on, what happens now, why this is asked.

The words stand in asks_back.yml.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from pathlib import Path

from bot.nlu.moves import plain
from bot.nlu.phrases import Phrases

MOST_WORDS, MOST_CHARACTERS = 16, 160


class AskedBack(Enum):
    """PASSED_ON: did this go to somebody? WHAT_NOW: what happens now? WHY: why is this asked?"""

    PASSED_ON = "doorgegeven"
    WHAT_NOW = "wat_nu"
    WHY = "waarom"


@lru_cache(maxsize=1)
def _patterns() -> dict[AskedBack, re.Pattern[str]]:
    phrases = Phrases(Path(__file__).with_suffix(".yml"))
    return {kind: phrases.pattern(kind.value) for kind in AskedBack}


def asked_back(text: str) -> AskedBack | None:
    """Return what is asked back by the whole message; None for everything else."""
    said = plain(text)
    if len(said) > MOST_CHARACTERS or len(said.split()) > MOST_WORDS:
        return None
    return next((kind for kind, pattern in _patterns().items() if pattern.fullmatch(said)), None)
