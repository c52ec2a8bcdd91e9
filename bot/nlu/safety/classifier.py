"""Second stage: logistic regression over hashed features, for what no pattern foresees.

Trained on the sentences in data/ (file name up to the first "-" or "." is the label) in seconds, always with the same result.
The file holds plain arrays only (no pickles). Without a file it is trained in memory at the first use.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.nlu.safety.features import DIMENSIONS, Feature, of_hit, of_near_meanings, of_pairs, of_word
from bot.nlu.safety.rules import Hit, hits
from bot.nlu.safety.text import Words, split

LABELS = ("geen", "zorgelijk", "suicide", "zelfbeschadiging", "overdosis", "geweld", "onveilig", "neuro")
HEADS = (*LABELS, "gevaar")  # one yes-or-no model each; "gevaar" is any of the six dangers
DATA = Path(__file__).parent / "data"
SEED = 20240601
STRENGTH = 30.0  # inverse regularisation, chosen by cross-validation
WINDOWS = ((14, 7), (28, 14))  # words in a window, words between two windows
LONG = 20  # from this many words on, windows are read as well
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Piece:
    """A stretch of words with its probability per label."""

    start: int
    end: int
    chance: Floats
    whole: bool


@dataclass
class Model:
    """Weights per feature and label; keeps the sum of each word it has met, so that long texts stay cheap."""

    weights: Floats
    bias: Floats
    known: dict[str, tuple[Floats, float]] = field(default_factory=dict)

    def of_word(self, word: str) -> tuple[Floats, float]:
        """Return the summed weights of one word and the square of their length."""
        found = self.known.get(word)
        if found is None:
            columns, values = _columns(of_word(word))
            found = values @ self.weights[columns], float(values @ values)
            if len(self.known) < 200_000:
                self.known[word] = found
        return found

    def pieces(self, words: Words, found: Sequence[Hit]) -> list[Piece]:
        """Return the probabilities of the whole text (when short), its sentences and its windows."""
        sums, lengths = self._running(words, found)
        ranges = _ranges(words)
        if not ranges:
            return []
        starts = np.array([r[0] for r in ranges])
        ends = np.array([r[1] for r in ranges])
        size = np.sqrt(np.maximum(lengths[ends] - lengths[starts], 1e-6))
        scores = (sums[ends] - sums[starts]) / size[:, None] + self.bias
        chances = 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))
        return [Piece(a, b, c.astype(np.float32), w) for (a, b, w), c in zip(ranges, chances, strict=True)]

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
            columns, values = _columns(paired)
            rows = np.array(owner)
            for label in range(len(HEADS)):
                sums[:, label] += np.bincount(rows, values * self.weights[columns, label], count + 1)
            lengths += np.bincount(rows, values**2, count + 1)
        return np.cumsum(sums, axis=0), np.cumsum(lengths)


def _columns(features: Sequence[Feature]) -> tuple[NDArray[np.int64], Floats]:
    columns = np.fromiter((f[0] for f in features), np.int64, len(features))
    return columns, np.fromiter((f[1] for f in features), np.float32, len(features))


def _ranges(words: Words) -> list[tuple[int, int, bool]]:
    count = len(words.norm)
    found = [(0, count, True)] if 0 < count <= 80 else []
    if count > LONG:
        for size, step in WINDOWS:
            found += [(a, min(a + size, count), False) for a in range(0, max(1, count - size + step), step)]
    edges = [0, *(i for i in range(1, count) if words.zin[i] != words.zin[i - 1]), count]
    if len(edges) > 2 and count > LONG:
        found += [(a, b, False) for a, b in zip(edges, edges[1:], strict=False) if 3 < b - a <= 80]
    return found


def sentences() -> list[tuple[str, str]]:
    """Return the training sentences with their label, in a fixed order."""
    found: list[tuple[str, str]] = []
    for path in sorted(DATA.glob("*.txt")):
        label = path.stem.split("-")[0]
        found += [(line.strip(), label) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return found


def fit(examples: Sequence[tuple[str, str]]) -> Model:
    """Train on labelled sentences, each also with typing errors and hidden between ordinary sentences."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    labels: list[str] = []
    for text, label in enrich(examples):
        words = split(text)
        features = [f for i, w in enumerate(words.norm) for f in (*of_word(w), *of_pairs(words, i))]
        features += [feature for _, feature in of_near_meanings(words)]
        features += [of_hit(h) for h in hits(words)]
        size = sum(v * v for _, v in features) ** 0.5 or 1.0
        rows += [len(labels)] * len(features)
        columns += [c for c, _ in features]
        values += [v / size for _, v in features]
        labels.append(label)
    used, packed = np.unique(columns, return_inverse=True)
    matrix = csr_matrix((values, (rows, packed)), shape=(len(labels), len(used)))
    weights = np.zeros((DIMENSIONS, len(HEADS)), np.float32)
    bias = np.zeros(len(HEADS), np.float32)
    for head, name in enumerate(HEADS):
        yes = np.array([label == name or (name == "gevaar" and label not in ("geen", "zorgelijk")) for label in labels])
        solver = LogisticRegression(C=STRENGTH, solver="liblinear", dual=True, random_state=SEED, max_iter=300, tol=1e-2).fit(matrix, yes)
        weights[used, head] = solver.coef_[0]
        bias[head] = solver.intercept_[0]
    return Model(weights, bias)


def enrich(examples: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the sentences, and of each some variants: misspelt, and with ordinary sentences around."""
    chance = random.Random(SEED)  # noqa: S311 - reproducible variation, not secrecy
    ordinary = [text for text, label in examples if label == "geen"] or [""]
    found: list[tuple[str, str]] = []
    for text, label in examples:
        found.append((text, label))
        if chance.random() < 0.3:
            found.append((misspell(text, chance), label))
        if chance.random() < 0.4:
            around = [chance.choice(ordinary), text]
            if chance.random() < 0.5:
                around.reverse()
            found.append((chance.choice((" ", ". ", ", ")).join(around), label))
    return found


def misspell(text: str, chance: random.Random) -> str:
    """Return the text with a letter swapped, dropped or doubled in some words."""
    words = text.split()
    for i, word in enumerate(words):
        if len(word) > 3 and chance.random() < 0.2:
            at = chance.randrange(1, len(word) - 1)
            kind = chance.randrange(3)
            middle = (word[at + 1] + word[at], "", word[at] * 2)[kind]
            words[i] = word[:at] + middle + word[at + (2 if kind == 0 else 1) :]
    return " ".join(words)


def save(model: Model, path: Path) -> None:
    """Write the weights as plain arrays, only the columns in use."""
    used = np.flatnonzero(np.abs(model.weights).max(axis=1))
    np.savez_compressed(path, used=used.astype(np.int32), weights=model.weights[used], bias=model.bias, labels=np.array(HEADS))


def read(path: Path) -> Model:
    """Read weights written by save; raise ValueError when they belong to other labels."""
    with np.load(path, allow_pickle=False) as stored:
        if tuple(stored["labels"]) != HEADS:
            raise ValueError("the trained guard belongs to another version; run werkmaat train")
        weights = np.zeros((DIMENSIONS, len(HEADS)), np.float32)
        weights[stored["used"]] = stored["weights"]
        return Model(weights, stored["bias"])


@lru_cache(maxsize=1)
def in_memory() -> Model:
    """Train once from the sentences beside this module."""
    return fit(sentences())
