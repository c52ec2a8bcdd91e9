"""Read words in their order: a small network of convolutions over how each word is written and what it means, beside the sums of classifier.py.

A sum cannot tell who does what to whom, or what is denied. Trained with Thinc in order_learning.py, read with NumPy: some 0.2 ms for
forty words. What is learned is plain arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.nlu.nearness import Floats

TABLE = 1 << 15  # rows for runs of letters: some runs share one
RUNS, LONGEST = (3, 4, 5), 20  # letters in a run, letters of a word that are read
TINY = 1e-8  # added to the spread before dividing by it, as Thinc does


class Order(NamedTuple):
    """What is learned: (rows, columns) of words by letters and meaning, of convolutions over three words, of looks at the text, of heads.

    `_size` and `_middle` are what evened numbers are brought to.
    """

    letters: Floats
    word: Floats
    word_bias: Floats
    word_size: Floats
    word_middle: Floats
    near: Floats
    near_bias: Floats
    near_size: Floats
    near_middle: Floats
    look: Floats
    head: Floats
    head_bias: Floats

    def of_words(self, words: Sequence[str], meant: Floats) -> Floats:
        """Return what stands for each word by itself, a row a word, from how it is written and what it means (rows too); at least one word."""
        columns = [letters_of(word) for word in words]
        counts = np.array([len(found) for found in columns])
        spelt = np.add.reduceat(self.letters[np.concatenate(columns)], np.cumsum(counts) - counts, axis=0) / counts[:, None].astype(np.float32)
        seen: Floats = _evened(np.hstack([spelt, meant]) @ self.word + self.word_bias) * self.word_size + self.word_middle
        return seen

    def scores(self, seen: Floats) -> Floats:
        """Return a score per head, 0 to 1, from the words of one text in their order (rows of `of_words`); at least one word."""
        edge = np.zeros((1, seen.shape[1]), np.float32)
        for layer in range(len(self.near)):
            beside = np.hstack([np.vstack([edge, seen[:-1]]), seen, np.vstack([seen[1:], edge])])
            found = np.maximum(beside @ self.near[layer] + self.near_bias[layer], 0.0)
            seen = seen + _evened(found) * self.near_size[layer] + self.near_middle[layer]
        weight = seen @ self.look.T
        weight = np.exp(weight - weight.max(axis=0))
        looked = (weight / weight.sum(axis=0)).T @ seen
        return chance(np.concatenate([seen.max(axis=0), seen.mean(axis=0), *looked]) @ self.head + self.head_bias)


def letters_of(word: str) -> NDArray[np.int64]:
    """Return the rows of the table for all runs of letters of a word, its edges marked; at least one."""
    marked = f"<{word[:LONGEST]}>"
    runs = [marked[at : at + size] for size in RUNS for at in range(len(marked) - size + 1)]
    return np.array([crc32(run.encode("utf-8", "replace")) % TABLE for run in runs or [marked]], np.int64)


def chance(said: Floats) -> Floats:
    """Return 0 to 1 for any number."""
    found: Floats = 1.0 / (1.0 + np.exp(-said))
    return found


def _evened(rows: Floats) -> Floats:
    away = rows - rows.mean(axis=1, keepdims=True)
    found: Floats = away / np.sqrt((away * away).mean(axis=1, keepdims=True) + TINY)
    return found
