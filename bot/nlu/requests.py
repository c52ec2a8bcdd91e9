"""Requests to the conversation that stand in a frame of words: "er staat tuin, dat had kas moeten zijn", "wil je Joke vragen of ze mij belt".

Between the words of the frame anything may stand: a name, a trade, a day. So neither a list of whole messages nor the trained model knows them all.
The frames stand in requests.yml; some can hardly be anything else, others may also stand in an answer.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from bot.nlu.moves import Move, plain
from bot.nlu.phrases import Phrases

# Longer messages are stories; the patterns stay cheap.
MOST_WORDS = 45
MOST_SIGNS = 300
# How sure a frame is, by its list in requests.yml: one of the second gives way to an answer that the trained model is sure of.
SURE, PERHAPS = 0.95, 0.85
_LISTS = (("verzoeken", SURE), ("misschien", PERHAPS))


@lru_cache(maxsize=1)
def _frames() -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    phrases = Phrases(Path(__file__).with_suffix(".yml"))
    return tuple((move, sure, re.compile(frame)) for name, sure in _LISTS for move, frames in phrases.entry(name).items() for frame in frames)


def requested(text: str) -> Move | None:
    """Return the move that a message asks for in a known frame of words, SURE or PERHAPS, else None."""
    said = plain(text)
    if not said or len(said) > MOST_SIGNS or len(said.split()) > MOST_WORDS:
        return None
    found = next(((move, sure) for move, sure, frame in _frames() if frame.search(said)), None)
    return Move(*found, tuple(said.split())[:8]) if found else None
