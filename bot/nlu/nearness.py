"""Learn from hashed features and from meaning together: ridge regression with the sum of two kernels.

One kernel is the product of hashed features, the other a Gaussian of the distance between two meanings (bot/nlu/meaning.py), which is
approached through anchors: meanings of training sentences (Nystroem's method). What is learned is plain arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SHARP = 1.0  # how fast likeness of meaning falls with distance, chosen by cross-validation (0.5 and 2 differ little)
STEPS = 40  # of conjugate gradients; more changes nothing
Floats = NDArray[np.float32]


def likeness(vectors: Floats, anchors: Floats) -> Floats:
    """Return how alike the meanings are, 0 to 1, a row a vector and a column an anchor."""
    near: Floats = vectors @ anchors.T
    near -= 1.0
    near *= 2.0 * SHARP
    return np.exp(near, out=near)


def anchors_of(meanings: Floats, count: int) -> Floats:
    """Return at most `count` meanings, spread evenly, as they will read back from two bytes a number."""
    spread = np.linspace(0, len(meanings) - 1, min(count, len(meanings))).astype(int)
    found: Floats = meanings[spread].astype(np.float16).astype(np.float32)
    return found


def whitening(anchors: Floats) -> Floats:
    """Return the matrix after which ridge on `likeness(meanings, anchors) @ matrix` is ridge in the space of the kernel."""
    inner = np.linalg.cholesky(likeness(anchors, anchors).astype(np.float64) + 1e-4 * np.eye(len(anchors)))
    white: Floats = np.linalg.inv(inner).T.astype(np.float32)
    return white


def ridge(hashed: csr_matrix, near: Floats, wanted: Floats, calm: float) -> Floats:
    """Return the weights of both kinds of columns, a column a head: conjugate gradients on the normal equations, regularised by `calm`."""
    turned = hashed.T.tocsr()
    count = hashed.shape[1]

    def times(x: Floats) -> Floats:
        seen = hashed @ x[:count] + near @ x[count:]
        product: Floats = np.concatenate([turned @ seen, near.T @ seen]) + calm * x
        return product

    rest: Floats = np.concatenate([turned @ wanted, near.T @ wanted])
    found = np.zeros_like(rest)
    direction = rest.copy()
    size = (rest * rest).sum(axis=0)
    for _ in range(STEPS):
        ahead = times(direction)
        step = size / np.maximum((direction * ahead).sum(axis=0), 1e-20)
        found += step * direction
        rest -= step * ahead
        before, size = size, (rest * rest).sum(axis=0)
        direction = rest + size / np.maximum(before, 1e-20) * direction
    return found
