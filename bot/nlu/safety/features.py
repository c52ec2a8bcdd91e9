"""Features of a text for the classifier: hashed words, letters, word pairs and found rules, each anchored to a word.

Because every feature belongs to a word position and scores add up, any window of words is scored from running sums, in linear time.
The hash is CRC-32, fixed for all machines and Python versions.
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

from bot.nlu.safety.rules import Hit, context
from bot.nlu.safety.text import Words, lemma

DIMENSIONS = 1 << 18
LETTERS, WORD, PAIR, RULE = 0.5, 1.0, 0.8, 2.5  # weight of each family of features

Feature = tuple[int, float]


def slot(name: str) -> int:
    """Return the column of a named feature."""
    return crc32(name.encode()) & (DIMENSIONS - 1)


@lru_cache(maxsize=1)
def concepts() -> dict[str, str]:
    """Return the group of words a word stands for (me, people, now, medicine, body), taken from the rules' macros."""
    found: dict[str, str] = {}
    for name, pattern in context()["macro"].items():
        for word in pattern.removeprefix("(?:").removesuffix(")").split("|"):
            if word.isalpha():
                found.setdefault(word, f"<{name}>")
    return found


@lru_cache(maxsize=100_000)
def of_word(word: str) -> tuple[Feature, ...]:
    """Return the features of one normalised word by itself."""
    if word.isdigit():
        word = "0" * min(len(word), 5)
    padded = f"<{word}>"
    letters = [(slot(f"c{padded[i : i + n]}"), LETTERS) for n in (3, 4, 5) for i in range(len(padded) - n + 1)]
    base = lemma(word)
    own = [(slot(f"w{word}"), WORD)] + ([(slot(f"w{base}"), PAIR)] if base != word else [])
    group = concepts().get(word)
    return (*letters, *own, *([(slot(group), PAIR)] if group else []))


def of_pairs(words: Words, i: int) -> list[Feature]:
    """Return the features of a word with the words before it."""
    norm, group = words.norm, concepts()
    word = norm[i]
    if i == 0:
        return [(slot(f"b^ {word}"), PAIR)]
    last = norm[i - 1]
    found = [(slot(f"b{last} {word}"), PAIR)]
    mine, theirs = group.get(word, word), group.get(last, last)
    if mine != word or theirs != last:
        found.append((slot(f"b{theirs} {mine}"), PAIR))
    if i > 1:
        found.append((slot(f"t{norm[i - 2]} {last} {word}"), PAIR))
        for before in norm[max(0, i - 4) : i - 1]:
            found.append((slot(f"s{group.get(before, before)} {mine}"), LETTERS))
    return found


def of_hit(hit: Hit) -> Feature:
    """Return the feature of a found rule, or of a rule taken back by its context."""
    return slot(f"r{hit.rule.id} {hit.taken_back}"), RULE
