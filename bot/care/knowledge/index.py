"""Two small inverted indexes in plain NumPy: BM25 over documents and cosine of tf-idf vectors.

Own code, because the front process must be up in a second and scikit-learn alone takes longer than that to import;
a knowledge base of some hundreds of subjects needs nothing more. BM25: Robertson and Zaragoza, "The Probabilistic
Relevance Framework" (2009); its score is divided by what a perfect document would get, so that 1 means "says it all".
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_Postings = dict[str, tuple[NDArray[np.int32], Scores]]
K1, B = 1.2, 0.6


def _pack(postings: Mapping[str, list[tuple[int, float]]]) -> _Postings:
    return {
        term: (np.array([at for at, _ in pairs], dtype=np.int32), np.array([weight for _, weight in pairs], dtype=np.float32))
        for term, pairs in postings.items()
    }


class Bm25:
    """Scores between 0 and 1 of every document for a bag of terms; terms the index has never seen lower every score."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self.size = len(documents)
        counts = [Counter(document) for document in documents]
        frequency = Counter(term for count in counts for term in count)
        average = sum(map(len, documents)) / max(self.size, 1) or 1.0
        self.idf = {term: math.log(1 + (self.size - n + 0.5) / (n + 0.5)) for term, n in frequency.items()}
        self._unseen = math.log(1 + self.size)
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, count in enumerate(counts):
            length = K1 * (1 - B + B * len(documents[at]) / average)
            for term, n in count.items():
                postings[term].append((at, self.idf[term] * n * (K1 + 1) / (n + length)))
        self._postings = _pack(postings)

    def scores(self, terms: Iterable[str]) -> Scores:
        """One score per document."""
        out = np.zeros(self.size, dtype=np.float32)
        best = 0.0
        for term in set(terms):
            if term in self._postings:
                at, weights = self._postings[term]
                out[at] += weights
                best += self.idf[term] * (K1 + 1)
            else:
                best += self._unseen
        return out / best if best else out


class Cosine:
    """Cosine between 0 and 1 of the tf-idf vector of a bag of terms and that of every document."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self.size = len(documents)
        counts = [Counter(document) for document in documents]
        frequency = Counter(term for count in counts for term in count)
        self._idf = {term: math.log((1 + self.size) / (1 + n)) + 1 for term, n in frequency.items()}
        self._unseen = math.log(1 + self.size) + 1
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, count in enumerate(counts):
            for term, weight in self._vector(count).items():
                postings[term].append((at, weight))
        self._postings = _pack(postings)

    def _vector(self, count: Mapping[str, int]) -> dict[str, float]:
        weights = {term: (1 + math.log(n)) * self._idf.get(term, self._unseen) for term, n in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}

    def scores(self, terms: Iterable[str]) -> Scores:
        """One score per document."""
        out = np.zeros(self.size, dtype=np.float32)
        for term, weight in self._vector(Counter(terms)).items():
            if term in self._postings:
                at, weights = self._postings[term]
                out[at] += np.float32(weight) * weights
        return out


def char_grams(tokens: Iterable[str]) -> list[str]:
    """Pieces of three to five letters with the word borders: what is left in common when a word is misspelt."""
    pieces = []
    for token in tokens:
        word = f" {token} "
        pieces += [word[at : at + size] for size in (3, 4, 5) for at in range(len(word) - size + 1)]
    return pieces
