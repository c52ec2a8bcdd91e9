"""How a Dutch word sounds: two spellings that a Dutch reader would say alike get one key.

Who has aphasia or is in haste writes by ear ("suwisiede", "fermoorde", "snyden"), drops vowels ("zlfmrd") or misses letters in several
places. The key forgets exactly what is heard alike: f and v, s and z, ij and ei, doubled letters, d and t or n at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

# In this order: loan words first, then how letters sound, then what is not heard at all.
HEARD_ALIKE = tuple(
    (re.compile(written), heard)
    for written, heard in (
        (r"ph", "f"),
        (r"th", "t"),
        (r"tie\b", "si"),
        (r"sch|sg", "sg"),
        (r"ch", "g"),
        (r"c(?=[eiy])", "s"),
        (r"ck|[cq]", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"v", "f"),
        (r"uw(?=[aeiou])", "u"),
        (r"ij|ei|ey|y|ie", "i"),
        (r"ou|au", "ou"),
        (r"dt", "t"),
        (r"d(?=s|\b)", "t"),
        (r"b(?=s|\b)", "p"),
        (r"nk(?=t?\b)", "ng"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[aeiou])h(?=[aeiou])", ""),
        (r"(?<=e)n\b", ""),
    )
)
VOWELS = re.compile(r"[aeiou]")
ONE_OFF, TWO_OFF = 6, 9  # letters of a key from which one, and two, letters may differ
LONGEST = 24  # letters of a misspelt word; more is noise or a glued text, and would cost its length squared
BARE = 5  # consonants from which a word may be told by them alone


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """Return how a normalised word sounds: equal for spellings that are said alike."""
    for written, heard in HEARD_ALIKE:
        word = written.sub(heard, word)
    return word


def bare(sounds: str) -> str:
    """Return a key without its vowels."""
    return VOWELS.sub("", sounds)


def cuts(word: str, off: int) -> Iterator[str]:
    """Yield a word with up to so many letters left out."""
    yield word
    if off:
        for i in range(len(word)):
            yield from cuts(word[:i] + word[i + 1 :], off - 1)


def apart(first: str, second: str) -> int:
    """Return how many letters must be changed, added, dropped or swapped with their neighbour between two words."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(second, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return row[-1]


class Ear:
    """Finds which of some words a misspelt one was meant to be."""

    def __init__(self, words: Iterable[str]) -> None:
        self._cut: dict[str, list[tuple[str, str]]] = {}
        self._bare: dict[str, str] = {}
        self._first: set[str] = set()
        for word in sorted(words):
            heard = key(word)
            self._first.add(heard[0])
            for form in {heard, word}:
                for cut in set(cuts(form, _allowed(form))):
                    self._cut.setdefault(cut, []).append((form, word))
            if len(bare(heard)) >= BARE:
                self._bare.setdefault(bare(heard), word)

    def meant(self, word: str) -> str | None:
        """Return the nearest word: heard alike, letters off as far as its length allows, or its vowels dropped; or nothing."""
        heard = key(word)
        if len(word) > LONGEST or heard[:1] not in self._first:
            return None
        found = []
        for form in {heard, word}:
            near = {pair for cut in set(cuts(form, _allowed(form))) for pair in self._cut.get(cut, ())}
            found += [(far, w) for h, w in near if h[0] == form[0] and (far := apart(h, form)) <= _allowed(h)]
        if found:
            return min(found)[1]
        told = self._bare.get(bare(heard))
        return told if told and len(VOWELS.findall(heard)) < len(VOWELS.findall(key(told))) else None


def _allowed(heard: str) -> int:
    return 2 if len(heard) >= TWO_OFF else 1 if len(heard) >= ONE_OFF else 0
