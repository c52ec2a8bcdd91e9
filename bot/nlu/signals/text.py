"""Normalised words of a Dutch message: lower case, no accents, short forms written out, typing errors mended.

Why not the spaCy lemmas: the lookup table leaves most verb forms as they are, and our vocabulary works with word beginnings.
The table does serve as the list of correct Dutch words, so that "schoen" is never mended into "schoon".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from bot.nlu.language import dutch

WHOLE = 16  # up to this many words and marks a message is read as one; with 40 half of the signals between two other sentences were lost
SHORTEST = 4  # a shorter sentence is read with the next
LONGEST = 34  # a piece of speech without full stops
_TOKEN = re.compile(r"[a-z]+|\d+|[.!?;:\n,]+|\+\+")
_STRETCH = re.compile(r"([a-z])\1{2,}")
_BEFORE_MARK = re.compile(r"\s+([.!?;:\n,])")
_SENTENCE_END = re.compile(r"[.!?;\n]")
_SHORT = [
    (re.compile(pattern), full)
    for pattern, full in (
        (r"(?<![\w])['’`]?k(?=\s)", "ik"),
        (r"(?<![\w])['’`]t(?![\w])", "het"),
        (r"(?<![\w])['’`]s (?=(avonds|nachts|ochtends|middags|morgens))", "s"),
        (r"\bm['’`]n\b", "mijn"),
        (r"\bz['’`]n\b", "zijn"),
        (r"\b(\w{3,})['’`]s\b", r"\1s"),
        (r"\bzo['’`]n\b", "zon"),
        # "moeër" and how it is written otherwise; not "moeder" or "moeite".
        (r"(?<![a-z])moe(?:e|i|j|y|w|g|ij|ei)e?r(?:der)?(?![a-z])", "moeier"),
    )
]
_WORDS = {
    "mn": "mijn", "zn": "zijn", "me": "me", "nie": "niet", "ni": "niet", "nt": "niet", "neit": "niet", "nit": "niet", "neen": "nee", "mij": "me",
    "wa": "wat", "da": "dat", "gij": "ge", "gene": "geen", "k": "ik", "t": "het", "khb": "ik heb", "kheb": "ik heb", "kben": "ik ben",
    "kweet": "ik weet", "kan": "kan", "nimmer": "nooit", "niemeer": "niet meer", "nimeer": "niet meer", "vd": "van de", "ff": "even", "efkes": "even",
    "ikheb": "ik heb", "ikben": "ik ben", "niks": "niks", "niets": "niks", "tis": "het is", "kdenk": "ik denk", "wrk": "werk", "idd": "inderdaad",
    "hb": "heb", "vanalles": "van alles",
}  # fmt: skip


def plain(text: str) -> str:
    """Return the text in lower case without accents, with stretched letters ("moeeee") brought back."""
    lowered = unicodedata.normalize("NFKD", text.lower())
    lowered = "".join(char for char in lowered if not unicodedata.combining(char))
    for pattern, full in _SHORT:
        lowered = pattern.sub(full, lowered)
    return _STRETCH.sub(lambda hit: hit.group(1) * (2 if hit.group(1) in "aeou" else 1), lowered)


def tokens(text: str) -> list[str]:
    """Return words, numbers and punctuation marks in order; punctuation is cut down to its first character."""
    found: list[str] = []
    for token in _TOKEN.findall(plain(text)):
        if token[0].isalpha():
            found.extend(_WORDS.get(token, token).split())
        else:
            found.append(token if token.isdigit() or token == "++" else token[0])  # noqa: S105 - a word, no secret
    return found


def sentence(words: list[str]) -> str:
    """Return words and marks as one reads them, for their meaning."""
    return _BEFORE_MARK.sub(r"\1", " ".join(words))


def windows(words: list[str]) -> list[list[str]]:
    """Return a short message whole, a long one cut into its sentences: a signal among other sentences drowns when they are read together."""
    if len(words) <= WHOLE:
        return [words] if words else []
    pieces: list[list[str]] = [[]]
    for piece in _sentences(words):
        if len(pieces[-1]) >= SHORTEST:
            pieces.append([])
        pieces[-1].extend(piece)
    return pieces


def _sentences(words: list[str]) -> Iterable[list[str]]:
    """Yield sentences; speech without punctuation is cut before "en", "maar", "dus" or "toen" once it gets long, and always at LONGEST."""
    current: list[str] = []
    for word in words:
        if len(current) >= 14 and word in ("en", "maar", "dus", "toen", "want") or len(current) >= LONGEST:
            yield current
            current = []
        current.append(word)
        if _SENTENCE_END.match(word):
            yield current
            current = []
    if current:
        yield current


class Speller:
    """Mends one typing error in a word towards a vocabulary, by comparing the words with one letter left out (as SymSpell does)."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        self._known = vocabulary
        table = dutch().get_pipe("lemmatizer").lookups.get_table("lemma_lookup")  # type: ignore[attr-defined]
        self._table, self._lemmas = table, frozenset(table.values())
        self._near: dict[str, list[str]] = {}
        for word in vocabulary:
            if len(word) >= 3:
                for variant in _without_one(word):
                    self._near.setdefault(variant, []).append(word)
        self.mend = lru_cache(maxsize=20_000)(self._mend)

    def _mend(self, word: str) -> str:
        if len(word) < 4 or not word.isalpha() or len(word) > 24 or word in self._known or word in self._table or word in self._lemmas:
            return word
        candidates = {near for variant in _without_one(word) for near in self._near.get(variant, ())}
        candidates = {near for near in candidates if _one_error(word, near)}
        return max(candidates, key=lambda near: (near[0] == word[0], self._known[near], near)) if candidates else word


def _without_one(word: str) -> set[str]:
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def _one_error(left: str, right: str) -> bool:
    """True when one letter is missing, extra or other, or two neighbours changed places."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    a, b = left[start:], right[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
