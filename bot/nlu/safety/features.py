"""Features of a text for the classifier: hashed words, letters, meanings, word pairs and found rules, each anchored to a word.

Because every feature belongs to a word position and scores add up, any window of words is scored from running sums, in linear time.
The hash is CRC-32, fixed for all machines and Python versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

import yaml

from bot.nlu.safety.rules import PATTERNS, Hit, context
from bot.nlu.safety.text import Words, lemma

DIMENSIONS = 1 << 18
LETTERS, WORD, PAIR, RULE = 0.5, 1.0, 0.8, 2.5  # weight of each family of features
IDEA, IDEAS = 1.0, 0.5  # weight of a word's meaning, and of two meanings near each other
REACH, KEPT = 8, 6  # two meanings belong together within this many words; how many earlier ones are remembered

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


@lru_cache(maxsize=1)
def _meanings() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the meanings of whole words and of beginnings of words, from patterns/begrippen.yml."""
    whole: dict[str, list[str]] = {}
    beginnings: dict[str, list[str]] = {}
    for name, words in yaml.safe_load((PATTERNS / "begrippen.yml").read_text("utf-8")).items():
        for word in words.split():
            (beginnings if word.endswith("*") else whole).setdefault(word.rstrip("*"), []).append(name)
    return whole, beginnings


@lru_cache(maxsize=100_000)
def meanings(word: str) -> tuple[str, ...]:
    """Return what kinds of thing a normalised word stands for (a limb, dying, drink), sorted."""
    whole, beginnings = _meanings()
    found = {*whole.get(word, ()), *whole.get(lemma(word), ())}
    for end in range(3, len(word) + 1):
        found.update(beginnings.get(word[:end], ()))
    return tuple(sorted(found))


@lru_cache(maxsize=20_000)
def _of_meanings(first: str, second: str) -> tuple[Feature, Feature]:
    low, high = sorted((first, second))
    return (slot(f"K{first} {second}"), IDEAS), (slot(f"U{low} {high}"), IDEAS)


def of_near_meanings(words: Words) -> Iterator[tuple[int, Feature]]:
    """Yield, with the place of the later word, features of meanings that stand near each other in any wording."""
    last: list[tuple[int, str]] = []
    for i, word in enumerate(words.norm):
        own = meanings(word)
        if own:
            for at, before in last:
                if i - at <= REACH:
                    for name in own:
                        first, second = _of_meanings(before, name)
                        yield i, first
                        yield i, second
            last = [*last, *((i, name) for name in own)][-KEPT:]


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
    ideas = [(slot(f"K{name}"), IDEA) for name in meanings(word)]
    return (*letters, *own, *ideas, *([(slot(group), PAIR)] if group else []))


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
