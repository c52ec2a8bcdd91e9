"""Requests to the conversation that stand in a frame of words: "er staat tuin, dat had kas moeten zijn", "wil je Joke vragen of ze mij belt".

Between the words of the frame anything may stand: a name, a trade, a day. So neither a list of whole messages nor the trained model knows them all.
The frames stand in requests.yml.
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


@lru_cache(maxsize=1)
def _frames() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = Phrases(Path(__file__).with_suffix(".yml")).entry("verzoeken")
    return tuple((move, re.compile(frame)) for move, frames in table.items() for frame in frames)


def requested(text: str) -> Move | None:
    """Return the move that a message asks for in a known frame of words, else None."""
    said = plain(text)
    if not said or len(said) > MOST_SIGNS or len(said.split()) > MOST_WORDS:
        return None
    move = next((move for move, frame in _frames() if frame.search(said)), None)
    return Move(move, 0.95, tuple(said.split())[:8]) if move else None
