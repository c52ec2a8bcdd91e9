"""Bounded repair of typing errors against our own vocabulary.

A word that Dutch knows is never changed: guessing at real words does more harm than a missed typing error. Unknown words of four
letters and more may change by one edit, from nine letters by two, and only to a word we listen for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.nlu.language import dutch

SHORTEST = 3
TWO_EDITS_FROM = 9
LONGEST = 40
NEIGHBOURS = {
    "q": "wa", "w": "qeas", "e": "wrsd", "r": "etdf", "t": "ryfg", "y": "tugh", "u": "yihj", "i": "uojk", "o": "ipkl", "p": "ol",
    "a": "qwsz", "s": "awedxz", "d": "serfcx", "f": "drtgvc", "g": "ftyhbv", "h": "gyujnb", "j": "huikmn", "k": "jiolm", "l": "kop",
    "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip


@lru_cache(maxsize=1)
def _lemmas() -> tuple[frozenset[str], frozenset[int]]:
    table = dutch().get_pipe("lemmatizer").lookups.get_table("lemma_lookup")  # type: ignore[attr-defined]
    return frozenset(v for v in table.values() if v.isalpha() and v.islower()), frozenset(table.keys())


@lru_cache(maxsize=8192)
def known(word: str) -> bool:
    """Say whether the Dutch lemma table of spacy-lookups-data knows this (lower-case) word."""
    lemmas, forms = _lemmas()
    return word in lemmas or dutch().vocab.strings[word] in forms


def lemma(word: str) -> str:
    """The word of which this (lower-case) word is a form, as far as the same table tells; else the word itself."""
    table = dutch().get_pipe("lemmatizer").lookups.get_table("lemma_lookup")  # type: ignore[attr-defined]
    return str(table.get(word, word))


def _deletes(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


class Speller:
    """Finds the vocabulary word an unknown word was meant to be."""

    def __init__(self, words: Iterable[str], short: Iterable[str]) -> None:
        """`words`: what we listen for; `short`: the three- and four-letter words that may be repair targets."""
        allowed = set(short)
        self._words = frozenset(w for w in words if len(w) >= 5) | allowed
        self._near: dict[str, list[str]] = defaultdict(list)
        self._long: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            for key in {word, *_deletes(word)}:
                self._near[key].append(word)
            if len(word) >= TWO_EDITS_FROM - 1:
                self._long[word[0]].append(word)

    def repair(self, word: str) -> str:
        """Return the vocabulary word nearest to `word`, or `word` itself when nothing is near enough."""
        if not SHORTEST <= len(word) <= LONGEST:
            return word
        candidates = {c for key in {word, *_deletes(word)} for c in self._near.get(key, ())}
        near = [c for c in candidates if OSA.distance(word, c, score_cutoff=1) <= 1 and self._plausible(word, c)]
        if near:
            return min(near, key=lambda c: self._rank(word, c))
        if len(word) >= TWO_EDITS_FROM - 1:
            far = [c for c in self._long.get(word[0], ()) if abs(len(c) - len(word)) <= 2 and OSA.distance(word, c, score_cutoff=2) <= 2]
            if far:
                return min(far, key=lambda c: (OSA.distance(word, c), c))
        return word

    @staticmethod
    def _plausible(word: str, candidate: str) -> bool:
        # Three letters carry too little to guess a substitution; a dropped or swapped letter is still readable.
        if len(word) == SHORTEST:
            return len(candidate) == 4 or sorted(word) == sorted(candidate)
        return len(candidate) > 3 or sorted(word) == sorted(candidate) or len(word) == 4 and word[0] == candidate[0]

    @staticmethod
    def _rank(word: str, candidate: str) -> tuple[int, int, int, str]:
        swapped = sorted(word) == sorted(candidate)
        slip = 1
        if len(word) == len(candidate):
            pairs = [(a, b) for a, b in zip(word, candidate, strict=True) if a != b]
            slip = 0 if len(pairs) == 1 and pairs[0][0] in NEIGHBOURS.get(pairs[0][1], "") else 1
        return (0 if word[0] == candidate[0] else 1, 0 if swapped else slip, -len(candidate), candidate)
