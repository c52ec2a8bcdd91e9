"""Train the classifier on the sentences in zinnen/, each also with a typing error: always the same result, within a minute.

The thresholds come from cross-validation in which neighbouring lines of a file stay together, because neighbours are often alike.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.nlu import meaning
from bot.nlu.nearness import anchors_of, likeness, place_of, ridge, whitening
from bot.nlu.signals import classifier, features, text
from bot.nlu.signals.classifier import Matrix, Model
from bot.nlu.signals.training import SIGNALEN, Sentence, sentences, with_noise

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SEED = 2026
FOLDS, CHUNK = 4, 10  # lines in a chunk that is never divided over two folds
ANCHORS = 2_000  # 1500 or 2500 differ little
WORDS = 0.4  # weight of the hashed features beside the likeness of meanings; 0.3 to 0.45 differ little in cross-validation, 0.2 is worse
CALM = 0.4  # regularisation; 0.2 and 0.8 are a little worse in cross-validation
PLATEAU = 0.01  # pairs of thresholds this near the best F-measure are as good
QUIET = 0.85  # share of our own (hard) sentences without a signal that must be left alone in cross-validation


@dataclass(frozen=True)
class Design:
    """Training rows, copies with typing errors included: features, likeness to the anchors, wanted columns, and which sentence a row is of."""

    hashed: csr_matrix
    near: Matrix
    wanted: Matrix
    owner: npt.NDArray[np.int64]
    anchors: Matrix
    white: Matrix
    forbidden: npt.NDArray[np.bool_]


def design(rows: Sequence[Sentence]) -> Design:
    """Return everything that is computed once, for the folds and for the last fit. Raises MeaningError."""
    from scipy.sparse import csr_matrix  # here, because whoever only reads need not wait for it

    copies = [(at, *copy) for at, row in enumerate(rows) for copy in with_noise(row, SEED)]
    read = [classifier.read(text.tokens(sentence)) for _, sentence, _ in copies]
    ends = np.cumsum([0, *(len(one.slots) for one in read)])
    hashed = csr_matrix(
        (np.concatenate([one.values for one in read]) * WORDS, np.concatenate([one.slots for one in read]), ends), (len(read), features.SIZE)
    )
    meanings = meaning.vectors([text.sentence(one.words) for one in read])
    owner = np.array([at for at, _, _ in copies])
    anchors = anchors_of(meanings[_first(owner)], np.array([place_of(row[0]) for row in rows]), ANCHORS)
    white = whitening(anchors)
    wanted = np.array([[signal in labels for signal in SIGNALEN] + [bool(labels)] for _, _, labels in copies], np.float32)
    forbidden = np.stack([one.forbidden() for one in read])
    return Design(hashed, likeness(meanings, anchors) @ white, wanted, owner, anchors, white, forbidden)


def _first(owner: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the row of each sentence as we wrote it, which comes before its copies."""
    return np.searchsorted(owner, np.arange(owner[-1] + 1))


def _solve(made: Design, rows: npt.NDArray[np.bool_]) -> tuple[Matrix, Matrix]:
    """Return the weights of both kinds of columns and the bias, learned from some of the rows."""
    bias = made.wanted[rows].mean(axis=0)
    return ridge(made.hashed[rows], made.near[rows], made.wanted[rows] - bias, CALM), bias


def cross_validated(made: Design) -> Matrix:
    """Return the scores of every sentence from models that saw neither it nor its neighbours."""
    first = _first(made.owner)
    chunks = np.arange(len(first)) // CHUNK
    fold = np.random.default_rng(SEED).permutation(chunks[-1] + 1)[chunks] % FOLDS
    scores = np.zeros((len(first), made.wanted.shape[1]), np.float32)
    for number in range(FOLDS):
        solved, bias = _solve(made, fold[made.owner] != number)
        held = first[fold == number]
        scores[fold == number] = made.hashed[held] @ solved[: features.SIZE] + made.near[held] @ solved[features.SIZE :] + bias
    return scores


def thresholds(scores: Matrix, wanted: Matrix, forbidden: npt.NDArray[np.bool_]) -> Matrix:
    """Return the threshold of a signal and that of any signal: the middle of the pairs with about the best F-measure.

    Only pairs count at which QUIET of the sentences without a signal give none; raises ValueError when there is no such pair. The middle,
    and one threshold for all twelve, so that luck does not decide: single best values, also one per signal, did no better on sentences
    outside the folds.
    """
    asked, quiet = wanted[:, :-1] > 0, wanted[:, -1] == 0
    tried = []
    for pair in itertools.product(np.arange(0.2, 0.5, 0.02), np.arange(0.3, 0.8, 0.02)):
        found = classifier.counted(scores, np.array(pair, np.float32), forbidden)
        if 1 - found[quiet].any(axis=1).mean() >= QUIET:
            tried.append((_f_measure(found, asked), *pair))
    best = max(figure for figure, *_ in tried)
    near = [pair for figure, *pair in tried if figure >= best - PLATEAU]
    middle: Matrix = np.array(near, np.float32).mean(axis=0)
    return middle


def _f_measure(found: npt.NDArray[np.bool_], wanted: npt.NDArray[np.bool_]) -> float:
    right = float((found & wanted).sum())
    return 2 * right / max(float(found.sum() + wanted.sum()), 1.0)


def build() -> Model:
    """Train on all sentences. Raises MeaningError."""
    return fit(sentences())


def fit(rows: Sequence[Sentence]) -> Model:
    """Train on sentences: first the thresholds by cross-validation, then the weights on everything. Raises MeaningError."""
    made = design(rows)
    first = _first(made.owner)
    chosen = thresholds(cross_validated(made), made.wanted[first], made.forbidden[first])
    solved, bias = _solve(made, np.ones(len(made.owner), dtype=bool))
    weights = (solved[: features.SIZE] * WORDS).astype(np.float16).astype(np.float32)  # as stored: a fresh model and one from disk read alike
    return Model(weights, bias, made.anchors, made.white @ solved[features.SIZE :], chosen)


def train(path: Path) -> Model:
    """Train and write the model to a file of plain arrays."""
    classifier.save(build(), path)
    return classifier.load(path)
