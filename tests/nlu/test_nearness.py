"""Learning weights from hashed features and likeness together: the answer of the equations themselves, in little memory."""

from __future__ import annotations

import numpy as np
from scipy.sparse import random as random_rows

from bot.nlu.nearness import ROWS, anchors_of, likeness, near_to, ridge, whitening


def test_the_weights_solve_the_equations_also_where_some_columns_are_a_thousand_times_as_heavy() -> None:
    """A word of all texts and a pair of one text are learned equally well, in more rows than one block holds, with columns that are never used."""
    chance = np.random.default_rng(7)
    rows = ROWS + 100
    hashed = random_rows(rows, 60, 0.2, "csr", np.float32, random_state=7)
    sizes = np.geomspace(1.0, 1000.0, 60, dtype=np.float32) ** 0.5
    sizes[5] = 0.0
    hashed = hashed.multiply(sizes).tocsr()
    near = chance.normal(size=(rows, 8)).astype(np.float32)
    wanted = chance.normal(size=(rows, 2)).astype(np.float32)
    every = np.hstack([hashed.toarray(), near]).astype(np.float64)
    exact = np.linalg.solve(every.T @ every + 0.7 * np.eye(68), every.T @ wanted)
    found = ridge(hashed, near, wanted, 0.7)
    assert np.abs(every @ (found - exact)).max() < 1e-3 * np.abs(every @ exact).max()


def test_two_bytes_a_number_keep_the_likeness() -> None:
    """What is kept for training is the whitened likeness times the weight of its row, to three digits."""
    chance = np.random.default_rng(3)
    meanings = chance.normal(size=(ROWS + 5, 20)).astype(np.float32)
    meanings /= np.linalg.norm(meanings, axis=1, keepdims=True)
    anchors, weight = anchors_of(meanings, np.arange(len(meanings)), 12), chance.random(ROWS + 5).astype(np.float32)
    whiten = whitening(anchors)
    exact = likeness(meanings, anchors) @ whiten * weight[:, None]
    assert np.allclose(exact, near_to(meanings, anchors, whiten, weight).astype(np.float32), rtol=1e-3, atol=1e-3)
