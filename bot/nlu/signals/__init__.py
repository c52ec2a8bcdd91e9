"""Recognise the twelve warning signals of drop-out from work in free Dutch text.

The twelve come from the folder "Individuele Plaatsing en Steun & niet-aangeboren hersenletsel" (March 2026). Two stages: patterns
with scope (patterns.py) and a trained classifier (classifier.py, learning.py), which sees the words, what the patterns found, and the meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.nlu.signals import classifier, learning, severity, text
from bot.nlu.signals.classifier import Model, Read, load
from bot.nlu.signals.learning import train
from bot.nlu.signals.training import SIGNALEN

__all__ = ["SIGNALEN", "Signal", "load", "train", "understand", "use"]

# How certain a plain statement is at the least.
SURE = 0.9

_trained: Path | None = None


@dataclass(frozen=True)
class Signal:
    """A warning signal read in a text: id, the client's words it rests on, certainty 0..1, severity 0-2 (0 only for nothing)."""

    signaal: str
    woorden: str
    zekerheid: float
    ernst: int


@lru_cache(maxsize=1)
def _model() -> Model:
    """Return the trained model: the file given to `use`, or trained here and now when there is none."""
    return load(_trained) if _trained is not None else learning.build()


def use(path: Path) -> None:
    """Read the trained file at `path` at the first message, instead of training in memory."""
    global _trained
    _trained = path
    _model.cache_clear()


def understand(text_: str) -> tuple[Signal, ...]:
    """Return the signals in a message, in the fixed order of SIGNALEN; an empty tuple when there is none. Raises MeaningError."""
    windows = text.windows(text.tokens(text_))
    if not windows:
        return ()
    model, read = _model(), [classifier.read(window) for window in windows]
    scores = model.scores(read)
    counted = model.found(scores, read)
    found = []
    for at, name in enumerate(SIGNALEN):
        if counted[:, at].any():
            where = int(np.where(counted[:, at], scores[:, at], -np.inf).argmax())
            plain = any(match.signaal == name for match in read[where].sure)
            certainty = round(min(max(float(scores[where, at]), SURE if plain else 0.0), 1.0), 3)
            found.append(Signal(name, _ground(windows[where], read[where], model, at), certainty, severity.of(read[where].words)))
    return tuple(found)


def _ground(window: list[str], read: Read, model: Model, at: int) -> str:
    """Return the words a signal rests on: those of a pattern that stands, otherwise the strongest ones."""
    standing = (match.woorden for match in (*read.sure, *read.matches) if match.signaal == SIGNALEN[at] and not match.bezwaar)
    return next(standing, None) or _strongest(window, read.words, model, at)


def _strongest(window: list[str], words: list[str], model: Model, at: int) -> str:
    """Return the three neighbouring words whose own weights speak most for the signal."""
    weights = np.array([classifier.word_weight(model, word, at) for word in words])
    if len(words) <= 3:
        return " ".join(window)
    start = int(np.argmax(np.convolve(weights, np.ones(3), "valid")))
    return " ".join(window[start : start + 3])
