"""Second stage: what no pattern foresees, read from how words are written and from what they mean.

One score per label for a stretch of text: hashed features (words, letters, pairs, found rules; a sum over its words) plus the likeness of its
meaning (bot/nlu/meaning.py) to some thousands of anchors, sentences of our own data. Trained in learning.py; the file holds plain arrays only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.nlu import meaning
from bot.nlu.nearness import Floats, likeness
from bot.nlu.safety.features import DIMENSIONS, Feature, of_hit, of_near_meanings, of_pairs, of_word
from bot.nlu.safety.rules import Hit
from bot.nlu.safety.text import Words, as_read

LABELS = ("geen", "zorgelijk", "suicide", "zelfbeschadiging", "overdosis", "geweld", "onveilig", "neuro")
HEADS = (*LABELS, "gevaar")  # one yes-or-no score each, about 0 to 1; "gevaar" is any of the six dangers
WHOLE = 80  # up to this many words a text is also read as one
SHORT = 20  # up to this many words a text is only read as one: its sentences lack the rest, and reading them costs as much again
SENTENCE = 28  # a longer sentence, or a text without full stops, is read in windows
WINDOW, STEP = 20, 10  # words in a window, words between the beginnings of two


@dataclass(frozen=True)
class Piece:
    """A stretch of words with its score per head, about 0 (no) to 1 (yes)."""

    start: int
    end: int
    chance: Floats
    whole: bool


@dataclass
class Model:
    """Weights per feature and head, anchors with their weight per head; keeps the sum of each word met, so that long texts stay cheap."""

    weights: Floats
    bias: Floats
    anchors: Floats
    pull: Floats
    known: dict[str, tuple[Floats, float]] = field(default_factory=dict)

    def of_word(self, word: str) -> tuple[Floats, float]:
        """Return the summed weights of one word and the square of their length."""
        found = self.known.get(word)
        if found is None:
            columns, values = columns_of(of_word(word))
            found = values @ self.weights[columns], float(values @ values)
            if len(self.known) < 200_000:
                self.known[word] = found
        return found

    def pieces(self, words: Words, found: Sequence[Hit]) -> list[Piece]:
        """Return the scores of the whole text (when short), its sentences, and windows of long sentences. Raises MeaningError."""
        ranges = _ranges(words)
        if not ranges:
            return []
        sums, lengths = self._running(words, found)
        starts = np.array([r[0] for r in ranges])
        ends = np.array([r[1] for r in ranges])
        size = np.sqrt(np.maximum(lengths[ends] - lengths[starts], 1e-6))
        scores = (sums[ends] - sums[starts]) / size[:, None] + self.bias + self._of_meaning([as_read(words, a, b) for a, b, _ in ranges])
        return [Piece(a, b, c.astype(np.float32), w) for (a, b, w), c in zip(ranges, scores, strict=True)]

    def _of_meaning(self, texts: list[str]) -> Floats:
        different = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        scores: Floats = likeness(meaning.vectors(list(different)), self.anchors) @ self.pull
        return scores[[different[text] for text in texts]]

    def _running(self, words: Words, found: Sequence[Hit]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return running sums of weights and of squared feature values, one row more than there are words."""
        count = len(words.norm)
        sums = np.zeros((count + 1, len(HEADS)))
        lengths = np.zeros(count + 1)
        paired: list[Feature] = []
        owner: list[int] = []
        for i, word in enumerate(words.norm):
            sums[i + 1], lengths[i + 1] = self.of_word(word)
            pairs = of_pairs(words, i)
            paired += pairs
            owner += [i + 1] * len(pairs)
        for i, feature in of_near_meanings(words):
            paired.append(feature)
            owner.append(i + 1)
        for hit in found:
            paired.append(of_hit(hit))
            owner.append(hit.start + 1)
        if paired:
            columns, values = columns_of(paired)
            rows = np.array(owner)
            for label in range(len(HEADS)):
                sums[:, label] += np.bincount(rows, values * self.weights[columns, label], count + 1)
            lengths += np.bincount(rows, values**2, count + 1)
        return np.cumsum(sums, axis=0), np.cumsum(lengths)


def columns_of(features: Sequence[Feature]) -> tuple[NDArray[np.int64], Floats]:
    """Return the columns and the values of features."""
    columns = np.fromiter((f[0] for f in features), np.int64, len(features))
    return columns, np.fromiter((f[1] for f in features), np.float32, len(features))


def _ranges(words: Words) -> list[tuple[int, int, bool]]:
    count = len(words.norm)
    found = [(0, count, True)] if 0 < count <= WHOLE else []
    edges = [0, *(i for i in range(1, count) if words.zin[i] != words.zin[i - 1]), count]
    if count <= SHORT or len(edges) == 2 and count <= SENTENCE:
        return found
    for start, end in zip(edges, edges[1:], strict=False):
        if end - start <= SENTENCE:
            if end - start > 2 or count > WHOLE:
                found.append((start, end, False))
        else:
            found += [(a, min(a + WINDOW, end), False) for a in range(start, end - WINDOW + STEP, STEP)]
    return found


def save(model: Model, path: Path) -> None:
    """Write the weights as plain arrays, only the columns in use."""
    used = np.flatnonzero(np.abs(model.weights).max(axis=1))
    np.savez_compressed(
        path,
        used=used.astype(np.int32),
        weights=model.weights[used].astype(np.float16),
        bias=model.bias,
        anchors=model.anchors.astype(np.float16),
        pull=model.pull,
        labels=np.array(HEADS),
    )


def read(path: Path) -> Model:
    """Read weights written by save; raise OSError, or ValueError when they are damaged or belong to another version."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            if tuple(stored["labels"]) != HEADS:
                raise ValueError("other labels")
            weights = np.zeros((DIMENSIONS, len(HEADS)), np.float32)
            weights[stored["used"]] = stored["weights"]
            return Model(weights, stored["bias"], stored["anchors"].astype(np.float32), stored["pull"])
    except OSError:
        raise
    except Exception as error:
        raise ValueError(f"the trained guard cannot be read ({type(error).__name__}: {error}); run `werkmaat train`") from error
