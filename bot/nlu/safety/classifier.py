"""Second stage: what no pattern foresees, read from how words are written and from what they mean.

One score per label for a stretch of text: hashed features (words, letters, pairs, found rules; a sum over its words) plus the likeness of its
meaning (the sum of what its words mean, bot/nlu/meaning.py) to some thousands of anchors, sentences of our own data. All that is a sum over
words, so any stretch is read from running sums. A text that is read whole is also read in the order of its words (order.py).
Trained in learning.py; the file holds plain arrays only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.nlu import meaning
from bot.nlu.nearness import Floats, likeness
from bot.nlu.safety.features import DIMENSIONS, Feature, of_hit, of_near_meanings, of_pairs, of_word
from bot.nlu.safety.order import Order
from bot.nlu.safety.rules import Hit
from bot.nlu.safety.text import Words, vocabulary

LABELS = ("geen", "zorgelijk", "suicide", "zelfbeschadiging", "overdosis", "geweld", "onveilig", "neuro")
HEADS = (*LABELS, "gevaar")  # one yes-or-no score each, about 0 to 1; "gevaar" is any of the six dangers
WHOLE = 80  # up to this many words a text is also read as one
SHORT = 20  # up to this many words a text is only read as one: its sentences lack the rest, and reading them costs as much again
SENTENCE = 28  # a longer sentence, or a text without full stops, is read in windows
WINDOW, STEP = 20, 10  # words in a window, words between the beginnings of two
NEXT = 2  # words on either side of a hit that are read with it
IN_ORDER = 0.15  # share of the reading in order in the score of a whole text; up to 0.3 differs little
COMMON = 1e-3  # a word that is this share of all words counts half for the meaning of a text ("de" says less than "brug")
KEPT = 20_000  # words whose sums are kept: about 40 MB
Exact = NDArray[np.float64]


@dataclass(frozen=True)
class Piece:
    """A stretch of words with its score per head, about 0 (no) to 1 (yes)."""

    start: int
    end: int
    chance: Floats
    whole: bool
    around: Hit | None = None  # only the words next to this hit


class WordSums(NamedTuple):
    """What a word adds to any stretch it stands in: scores, the square of the length of its features, a part of the meaning. Or many, as rows.

    And what stands for it where words are read in their order.
    """

    scores: Floats
    size: Floats | np.float32
    meant: Floats
    ordered: Floats


@dataclass
class Model:
    """Weights per feature and head, anchors with their weight per head, the reader of order; keeps what it found of each word met."""

    weights: Floats
    bias: Floats
    turn: Floats
    middle: Floats
    anchors: Floats
    pull: Floats
    order: Order
    known: dict[str, WordSums] = field(default_factory=dict)

    def pieces(self, words: Words, found: Sequence[Hit], doubted: Sequence[Hit] = ()) -> list[Piece]:
        """Return the scores of the whole text (when short), its sentences, windows of long sentences, and of the words next to each doubted hit.

        Raises MeaningError.
        """
        ranges: list[tuple[int, int, bool, Hit | None]] = [(*stretch, None) for stretch in _ranges(words)]
        ranges += [(max(0, hit.start - NEXT), min(hit.end + NEXT, len(words.norm)), False, hit) for hit in doubted]
        if not ranges:
            return []
        own = self._of_words(words.norm)
        scores, lengths, meant = self._running(words, found, own)
        starts = np.array([r[0] for r in ranges])
        ends = np.array([r[1] for r in ranges])
        size = np.sqrt(np.maximum(lengths[ends] - lengths[starts], 1e-6))
        meanings = placed((meant[ends] - meant[starts]).astype(np.float32), self.middle)
        chances = (scores[ends] - scores[starts]) / size[:, None] + self.bias + likeness(meanings, self.anchors) @ self.pull
        if ranges[0][2]:
            chances[0] += IN_ORDER * (self.order.scores(own.ordered) - chances[0])
        return [Piece(a, b, c.astype(np.float32), whole, hit) for (a, b, whole, hit), c in zip(ranges, chances, strict=True)]

    def _running(self, words: Words, found: Sequence[Hit], own: WordSums) -> tuple[Exact, Exact, Exact]:
        """Return running sums of weights, of squared feature values and of meanings, one row more than there are words."""
        count = len(words.norm)
        scores = np.zeros((count + 1, len(HEADS)))
        lengths = np.zeros(count + 1)
        meant = np.zeros((count + 1, len(self.middle)))
        scores[1:], lengths[1:], meant[1:] = own.scores, own.size, own.meant
        between: list[tuple[int, Feature]] = [(i, feature) for i in range(count) for feature in of_pairs(words, i)]
        between += of_near_meanings(words)
        between += [(hit.start, of_hit(hit)) for hit in found]
        if between:
            columns, values = columns_of([feature for _, feature in between])
            rows = np.array([i + 1 for i, _ in between])
            for head in range(len(HEADS)):
                scores[:, head] += np.bincount(rows, values * self.weights[columns, head], count + 1)
            lengths += np.bincount(rows, values**2, count + 1)
        return np.cumsum(scores, axis=0), np.cumsum(lengths), np.cumsum(meant, axis=0)

    def _of_words(self, words: Sequence[str]) -> WordSums:
        """Return the sums of words, a row a word. Raises MeaningError."""
        different = dict.fromkeys(words)
        found = {word: self.known[word] for word in different if word in self.known}
        new = [word for word in different if word not in found]
        if new:
            found |= (fresh := dict(zip(new, self._sums(new), strict=True)))
            if len(self.known) < KEPT:
                self.known.update(fresh)
        order = {word: row for row, word in enumerate(found)}
        rows = np.fromiter((order[word] for word in words), np.int64, len(words))
        scores, sizes, meant, ordered = zip(*found.values(), strict=True)
        return WordSums(np.stack(scores)[rows], np.array(sizes)[rows], np.stack(meant)[rows], np.stack(ordered)[rows])

    def _sums(self, words: Sequence[str]) -> Iterator[WordSums]:
        meanings = of_meaning(words) @ self.turn
        for word, meant, ordered in zip(words, meanings, self.order.of_words(words, meanings), strict=True):
            columns, values = columns_of(of_word(word))
            yield WordSums(values @ self.weights[columns], np.float32(values @ values), meant, ordered)


def of_meaning(words: Sequence[str]) -> Floats:
    """Return what each word adds to the meaning of a text: common words less. Raises MeaningError."""
    counts = vocabulary()
    common = np.array([counts[word] for word in words]) / counts.total()
    weighed: Floats = meaning.of_words(words) * (COMMON / (COMMON + common))[:, None].astype(np.float32)
    return weighed


def placed(meant: Floats, middle: Floats) -> Floats:
    """Return sums of meanings as directions seen from the middle of all texts."""
    away = meant - middle
    found: Floats = away / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-6)
    return found


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
        turn=model.turn,
        middle=model.middle,
        anchors=model.anchors.astype(np.float16),
        pull=model.pull,
        labels=np.array(HEADS),
        **{f"order_{name}": array.astype(np.float16 if name == "letters" else np.float32) for name, array in model.order._asdict().items()},
    )


def read(path: Path) -> Model:
    """Read weights written by save; raise OSError, or ValueError when they are damaged or belong to another version."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            if tuple(stored["labels"]) != HEADS:
                raise ValueError("other labels")
            weights = np.zeros((DIMENSIONS, len(HEADS)), np.float32)
            weights[stored["used"]] = stored["weights"]
            order = Order(*(stored[f"order_{name}"].astype(np.float32) for name in Order._fields))
            return Model(weights, stored["bias"], stored["turn"], stored["middle"], stored["anchors"].astype(np.float32), stored["pull"], order)
    except OSError:
        raise
    except Exception as error:
        raise ValueError(f"the trained guard cannot be read ({type(error).__name__}: {error}); run `werkmaat train`") from error
