"""Learn from hashed features and from meaning together: ridge regression with the sum of two kernels.

One kernel is the product of hashed features, the other a Gaussian of the distance between two meanings (bot/nlu/meaning.py), which is
approached through anchors: meanings of training sentences (Nystroem's method). What is learned is plain arrays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SHARP = 1.0  # how fast likeness of meaning falls with distance, chosen by cross-validation (0.5 and 2 differ little)
STEPS = 30  # of conjugate gradients; 20 to 80 are equally good
PLACES = 1 << 32
ROWS = 10_000  # texts that are worked on at once, so that training fits in memory
Floats = NDArray[np.float32]
Halves = NDArray[np.float16]


def likeness(vectors: Floats, anchors: Floats) -> Floats:
    """Return how alike the meanings are, 0 to 1, a row a vector and a column an anchor."""
    near: Floats = vectors @ anchors.T
    near -= 1.0
    near *= 2.0 * SHARP
    return np.exp(near, out=near)


def place_of(text: str) -> int:
    """Return a number below PLACES that only the text decides: what is chosen by it stays chosen when other texts come or go."""
    return crc32(text.encode())


def anchors_of(meanings: Floats, places: NDArray[np.int64], count: int) -> Floats:
    """Return at most `count` meanings, those with the lowest places, as they will read back from two bytes a number."""
    lowest = np.argsort(places, kind="stable")[:count]
    found: Floats = meanings[lowest].astype(np.float16).astype(np.float32)
    return found


def whitening(anchors: Floats) -> Floats:
    """Return the matrix after which ridge on `likeness(meanings, anchors) @ matrix` is ridge in the space of the kernel."""
    inner = np.linalg.cholesky(likeness(anchors, anchors).astype(np.float64) + 1e-4 * np.eye(len(anchors)))
    white: Floats = np.linalg.inv(inner).T.astype(np.float32)
    return white


def near_to(meanings: Floats, anchors: Floats, whiten: Floats, weight: Floats) -> Halves:
    """Return the likeness of meanings to anchors, whitened, a row a meaning times its weight: in two bytes a number, for there are very many."""
    near = np.empty((len(meanings), len(anchors)), np.float16)
    for at in range(0, len(meanings), ROWS):
        near[at : at + ROWS] = (likeness(meanings[at : at + ROWS], anchors) @ whiten) * weight[at : at + ROWS, None]
    return near


def ridge(hashed: csr_matrix, near: Halves | Floats, wanted: Floats, calm: float) -> Floats:
    """Return the weights of both kinds of columns, a column a head: conjugate gradients on the normal equations, regularised by `calm`.

    Each weight is scaled by the length of its column (Jacobi), for a word of all texts and a pair of one differ a thousandfold:
    without that, twice as many steps were not enough.
    """
    turned = hashed.T.tocsr()
    count = hashed.shape[1]

    def columns(values: Floats) -> Floats:
        below = np.zeros((near.shape[1], values.shape[1]), np.float32)
        for place, block in _blocks(near):
            below += block.T @ values[place]
        product: Floats = np.concatenate([turned @ values, below])
        return product

    def times(x: Floats) -> Floats:
        seen = hashed @ x[:count]
        for place, block in _blocks(near):
            seen[place] += block @ x[count:]
        return columns(seen) + calm * x

    scale = 1.0 / (calm + _squares(hashed, near))[:, None]
    rest = columns(wanted)
    found = np.zeros_like(rest)
    direction = scale * rest
    size = (rest * direction).sum(axis=0)
    for _ in range(STEPS):
        ahead = times(direction)
        step = size / np.maximum((direction * ahead).sum(axis=0), 1e-20)
        found += step * direction
        rest -= step * ahead
        before, size = size, (rest * scale * rest).sum(axis=0)
        direction = scale * rest + size / np.maximum(before, 1e-20) * direction
    return found


def _squares(hashed: csr_matrix, near: Halves | Floats) -> Floats:
    """Return the square of the length of every column of both kinds."""
    below = np.zeros(near.shape[1], np.float32)
    for _, block in _blocks(near):
        below += (block * block).sum(axis=0)
    above = np.bincount(hashed.indices, hashed.data * hashed.data, hashed.shape[1]).astype(np.float32)
    return np.concatenate([above, below])


def _blocks(near: Halves | Floats) -> Iterator[tuple[slice, Floats]]:
    for at in range(0, len(near), ROWS):
        yield slice(at, at + ROWS), near[at : at + ROWS].astype(np.float32, copy=False)
