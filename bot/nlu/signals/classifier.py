"""Second stage: one logistic regression per signal (and one for "any signal") over hashed features.

Weights are plain arrays in an .npz without pickles; training takes seconds and always gives the same numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.nlu.signals import features, patterns, text
from bot.nlu.signals.training import SIGNALEN, Sentence, sentences, with_noise

SEED = 2026
FOLDS = 4
_STRENGTH = 6.0
_CALM = 0.86  # share of our own (hard) sentences without a signal that must be left alone in cross-validation
_COLUMNS = (*SIGNALEN, "enig")

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Model:
    """Weights (features x 13), intercepts, one threshold per column; the last column is "any signal at all"."""

    weights: Matrix
    intercepts: Matrix
    thresholds: Matrix

    def chances(self, vector: features.Vector) -> Matrix:
        """Return the chance of each signal and, last, of any signal."""
        slots, values = vector
        score = values @ self.weights[slots] + self.intercepts
        return np.asarray(1.0 / (1.0 + np.exp(-score)), dtype=np.float32)


@lru_cache(maxsize=1)
def speller() -> text.Speller:
    """Return the mender of typing errors: our training words, word groups and nothing else."""
    counted = Counter(word for sentence, _ in sentences() for word in text.tokens(sentence) if word.isalpha())
    counted.update(word for words in patterns.concepts().values() for word in words if word.isalpha())
    return text.Speller(dict(counted))


def prepare(window: list[str]) -> tuple[list[str], list[patterns.Match], features.Vector]:
    """Return mended words, pattern matches and features of one window."""
    words = [speller().mend(word) for word in window]
    matches = list(patterns.find(words))
    return words, matches, features.vector(words, matches)


@lru_cache(maxsize=8192)
def _vector(sentence: str) -> features.Vector:
    """Kept while training, because cross-validation and the last fit need the same sentences; build() empties it."""
    return prepare(text.tokens(sentence))[2]


def _design(rows: Sequence[Sentence]) -> tuple[csr_matrix, Matrix]:
    vectors = [_vector(sentence) for sentence, _ in rows]
    ends = np.cumsum([0] + [len(slots) for slots, _ in vectors])
    matrix = csr_matrix(
        (np.concatenate([values for _, values in vectors]), np.concatenate([slots for slots, _ in vectors]), ends), shape=(len(rows), features.SIZE)
    )
    wanted = [[signal in labels for signal in SIGNALEN] + [bool(labels)] for _, labels in rows]
    return matrix, np.array(wanted, dtype=np.float32)


def _fit(matrix: csr_matrix, wanted: Matrix) -> tuple[Matrix, Matrix]:
    weights, intercepts = [], []
    for column in range(wanted.shape[1]):
        model = LogisticRegression(C=_STRENGTH, solver="liblinear", dual=True, random_state=SEED, intercept_scaling=3.0, tol=1e-2, max_iter=3000)
        model.fit(matrix, wanted[:, column])
        weights.append(model.coef_[0])
        intercepts.append(model.intercept_[0])
    return np.array(weights, dtype=np.float32).T.copy(), np.array(intercepts, dtype=np.float32)


def cross_validated(rows: Sequence[Sentence], folds: int = FOLDS) -> tuple[Matrix, Matrix]:
    """Return the chance of each column for every sentence from models that never saw it or a copy of it, and what was wanted."""
    order = np.random.default_rng(SEED).permutation(len(rows))
    noisy = [list(with_noise(row, SEED)) for row in rows]
    owner = np.array([at for at, copies in enumerate(noisy) for _ in copies])
    matrix, wanted = _design([copy for copies in noisy for copy in copies])
    first = np.searchsorted(owner, np.arange(len(rows)))
    chances = np.zeros((len(rows), len(_COLUMNS)), dtype=np.float32)
    for fold in range(folds):
        held = np.zeros(len(rows), dtype=bool)
        held[order[fold::folds]] = True
        weights, intercepts = _fit(matrix[~held[owner]], wanted[~held[owner]])
        chances[held] = 1.0 / (1.0 + np.exp(-(matrix[first[held]] @ weights + intercepts)))
    return chances, wanted[first]


def _thresholds(chances: Matrix, wanted: Matrix) -> Matrix:
    """Return per signal the threshold with the best F-measure, drawn half-way to one common value so that luck does not decide."""
    steps = np.arange(0.15, 0.75, 0.025)
    chosen = [max(steps, key=lambda step: _f_measure(chances[:, at] >= step, wanted[:, at] > 0)) for at in range(len(SIGNALEN))]
    common = max(steps, key=lambda step: _f_measure((chances[:, :-1] >= step).ravel(), (wanted[:, :-1] > 0).ravel()))
    quiet = wanted[:, -1] == 0
    gates = np.arange(0.2, 0.8, 0.02)
    calm = [1 - ((chances[quiet, :-1] >= common).any(1) & (chances[quiet, -1] >= gate)).mean() for gate in gates]
    any_signal = next((gate for gate, share in zip(gates, calm) if share >= _CALM), gates[-1])
    return np.array([*((np.array(chosen) + common) / 2), any_signal], dtype=np.float32)


def _f_measure(found: npt.NDArray[np.bool_], wanted: npt.NDArray[np.bool_]) -> float:
    right = float((found & wanted).sum())
    return 2 * right / max(float(found.sum() + wanted.sum()), 1.0)


def build() -> Model:
    """Train on all sentences: first the thresholds by cross-validation, then the weights on everything."""
    rows = sentences()
    thresholds = _thresholds(*cross_validated(rows))
    matrix, wanted = _design([copy for row in rows for copy in with_noise(row, SEED)])
    _vector.cache_clear()
    return Model(*_fit(matrix, wanted), thresholds)


def train(path: Path) -> Model:
    """Train and write weights, intercepts and thresholds to an .npz of plain arrays."""
    model = build()
    np.savez_compressed(path, weights=model.weights.astype(np.float16), intercepts=model.intercepts, thresholds=model.thresholds)
    return load(path)


def load(path: Path) -> Model:
    """Read a model written by train(); raises FileNotFoundError or ValueError, never runs code from the file."""
    with np.load(path, allow_pickle=False) as stored:
        weights = np.asarray(stored["weights"], dtype=np.float32)
        if weights.shape != (features.SIZE, len(_COLUMNS)):
            raise ValueError(f"weights of another version: {weights.shape}")
        return Model(weights, np.asarray(stored["intercepts"]), np.asarray(stored["thresholds"]))


def word_weight(model: Model, word: str, column: int) -> float:
    """Return how much a single word speaks for a column."""
    return float(model.weights[features.slots_of(word), column].sum())
