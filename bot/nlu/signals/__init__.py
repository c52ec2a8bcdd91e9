"""Recognise the twelve warning signals of drop-out from work in free Dutch text.

The twelve come from the folder "Individuele Plaatsing en Steun & niet-aangeboren hersenletsel" (March 2026). Two stages: patterns
with scope (patterns.py) and a trained classifier (classifier.py), whose features include what the patterns found.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.nlu.signals import classifier, patterns, severity, text
from bot.nlu.signals.classifier import Model, load, train
from bot.nlu.signals.training import SIGNALEN

__all__ = ["SIGNALEN", "Signal", "load", "train", "understand", "use"]

_WITH_PATTERN = 0.6  # a pattern that stands lowers what the classifier must add
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
    return load(_trained) if _trained is not None else classifier.build()


def use(path: Path) -> None:
    """Read the trained file at `path` at the first message, instead of training in memory."""
    global _trained
    _trained = path
    _model.cache_clear()


def understand(text_: str) -> tuple[Signal, ...]:
    """Return the signals in a message, in the fixed order of SIGNALEN; an empty tuple when there is none."""
    best: dict[str, Signal] = {}
    for window in text.windows(text.tokens(text_)):
        for signal in _in_window(window):
            if signal.signaal not in best or signal.zekerheid > best[signal.signaal].zekerheid:
                best[signal.signaal] = signal
    return tuple(best[name] for name in SIGNALEN if name in best)


def _in_window(window: list[str]) -> list[Signal]:
    model = _model()
    words, matches, vector = classifier.prepare(window)
    chances = model.chances(vector)
    found = []
    for at, name in enumerate(SIGNALEN):
        own = [match for match in matches if match.signaal == name]
        if _counts(chances[at], model.thresholds[at], chances[-1], model.thresholds[-1], own):
            ground = next((match.woorden for match in own if not match.bezwaar), None) or _strongest(window, words, model, at)
            found.append(Signal(name, ground, round(float(chances[at]), 3), severity.of(words)))
    return found


def _counts(chance: float, threshold: float, any_chance: float, any_threshold: float, own: list[patterns.Match]) -> bool:
    """True when the chances are high enough; patterns that were all objected to ("niet moe") forbid the signal."""
    if own and all(match.bezwaar for match in own):
        return False
    needed = threshold * _WITH_PATTERN if own else threshold
    return bool(chance >= needed and any_chance >= any_threshold)


def _strongest(window: list[str], words: list[str], model: Model, at: int) -> str:
    """Return the three neighbouring words whose own weights speak most for the signal."""
    weights = np.array([classifier.word_weight(model, word, at) for word in words])
    if len(words) <= 3:
        return " ".join(window)
    start = int(np.argmax(np.convolve(weights, np.ones(3), "valid")))
    return " ".join(window[start : start + 3])
