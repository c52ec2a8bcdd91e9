"""Second stage: one yes-or-no score per signal (and one for "any signal") from how words are written and from what they mean.

A score is a sum over hashed features (features.py) plus the likeness of the meaning of the window to some thousands of anchors, sentences of
our own. Trained in learning.py; the file holds plain arrays only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu import meaning
from bot.nlu.nearness import likeness
from bot.nlu.signals import features, patterns, text
from bot.nlu.signals.training import SIGNALEN, sentences

COLUMNS = (*SIGNALEN, "enig")

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Read:
    """A window as the model sees it: mended words, pattern matches, slots and values of its features; and what needs no model."""

    words: list[str]
    matches: list[patterns.Match]
    sure: list[patterns.Match]
    slots: npt.NDArray[np.int64]
    values: Matrix

    def forbidden(self) -> npt.NDArray[np.bool_]:
        """Return for each signal whether patterns spoke of it and were all objected to ("niet moe"): then it does not count."""
        seen = [[match.bezwaar for match in self.matches if match.signaal == name] for name in SIGNALEN]
        return np.array([bool(objections) and all(objections) for objections in seen])


@dataclass(frozen=True)
class Model:
    """Weights (features x 13), bias, anchors with their pull (anchors x 13); the last column is "any signal at all".

    thresholds: of the score of a signal, and of that of any signal.
    """

    weights: Matrix
    bias: Matrix
    anchors: Matrix
    pull: Matrix
    thresholds: Matrix

    def scores(self, read: Sequence[Read]) -> Matrix:
        """Return a row per window: the score of each signal and, last, of any signal; about 0 (no) to 1 (yes). Raises MeaningError."""
        by_words = np.stack([one.values @ self.weights[one.slots] for one in read])
        by_meaning = likeness(meaning.vectors([text.sentence(one.words) for one in read]), self.anchors) @ self.pull
        scores: Matrix = by_words + by_meaning + self.bias
        return scores

    def found(self, scores: Matrix, read: Sequence[Read]) -> npt.NDArray[np.bool_]:
        """Return a row per window: which signals count, given the scores; a plain statement counts whatever its score."""
        plain = np.array([[any(match.signaal == name for match in one.sure) for name in SIGNALEN] for one in read])
        by_score = counted(scores, self.thresholds, np.stack([one.forbidden() for one in read]))
        found: npt.NDArray[np.bool_] = by_score | plain
        return found


def counted(scores: Matrix, thresholds: Matrix, forbidden: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return which signals count: their own score and that of any signal are high enough, and no pattern forbids them."""
    enough: npt.NDArray[np.bool_] = (scores[:, :-1] >= thresholds[0]) & (scores[:, -1:] >= thresholds[1]) & ~forbidden
    return enough


@lru_cache(maxsize=1)
def speller() -> text.Speller:
    """Return the mender of typing errors: our training words, word groups and nothing else."""
    counted = Counter(word for sentence, _ in sentences() for word in text.tokens(sentence) if word.isalpha())
    counted.update(word for words in patterns.concepts().values() for word in words if word.isalpha())
    return text.Speller(dict(counted))


def read(window: list[str]) -> Read:
    """Return one window as the model sees it."""
    words = [speller().mend(word) for word in window]
    matches = list(patterns.find(words))
    return Read(words, matches, list(patterns.sure(words)), *features.vector(words, matches))


def save(model: Model, path: Path) -> None:
    """Write the model to an .npz of plain arrays, only the features in use."""
    used = np.flatnonzero(np.abs(model.weights).max(axis=1))
    np.savez_compressed(
        path,
        used=used.astype(np.int32),
        weights=model.weights[used].astype(np.float16),
        bias=model.bias,
        anchors=model.anchors.astype(np.float16),
        pull=model.pull,
        thresholds=model.thresholds,
    )


def load(path: Path) -> Model:
    """Read a model written by save(); raises OSError, or ValueError when it is damaged or of another version. Never runs code from the file."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            weights = np.zeros((features.SIZE, len(COLUMNS)), np.float32)
            weights[stored["used"]] = stored["weights"]
            model = Model(weights, stored["bias"], stored["anchors"].astype(np.float32), stored["pull"], stored["thresholds"])
    except OSError:
        raise
    except Exception as error:
        raise ValueError(f"the trained signals cannot be read ({type(error).__name__}); run `werkmaat train`") from error
    if model.pull.shape != (len(model.anchors), len(COLUMNS)) or model.thresholds.shape != (2,) or model.anchors.shape[1] != meaning.SIZE:
        raise ValueError("the trained signals are of another version; run `werkmaat train`")
    return model


def word_weight(model: Model, word: str, column: int) -> float:
    """Return how much a single word speaks for a column."""
    return float(model.weights[features.slots_of(word), column].sum())
