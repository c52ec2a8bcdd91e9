"""Features of a window of words: hashed word and letter groups, word groups of begrippen.yml and their order, and the pattern matches.

One fixed hash (CRC-32) and no vocabulary, so that the weights are a plain matrix and the same text gives the same features everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bot.nlu.signals import context, patterns

SIZE = 1 << 16
_PATTERN_WEIGHT = 1.3
_CONCEPT_WEIGHT = 1.0
_LETTER_WEIGHT = 0.18
_WORD_WEIGHT = 0.6
_DENIALS = frozenset("niet geen niks nooit nergens niemand nie amper nauwelijks".split())
_SKIPPED = frozenset("de het een is dat die er en te in van op voor dan ook zo maar ja eh nou he wel gewoon eigenlijk echt ben heb".split())

Vector = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]


def _slot(name: str) -> int:
    return crc32(name.encode()) % SIZE


@lru_cache(maxsize=1)
def _lookup() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    whole: dict[str, tuple[str, ...]] = {}
    starts = []
    for group, words in patterns.concepts().items():
        for word in words:
            if word.endswith("*"):
                starts.append((word[:-1], group))
            else:
                whole[word] = (*whole.get(word, ()), group)
    return whole, tuple(starts)


@lru_cache(maxsize=20_000)
def groups_of(word: str) -> tuple[str, ...]:
    """Return the names of the word groups a word belongs to."""
    whole, starts = _lookup()
    return tuple(dict.fromkeys((*whole.get(word, ()), *(group for start, group in starts if word.startswith(start)))))


@lru_cache(maxsize=20_000)
def _letters(word: str) -> tuple[int, ...]:
    """Return the slots of the letter groups of 3 to 5 within a word; a typing error leaves most of them whole."""
    padded = f"<{word}>"
    return tuple(_slot("c" + padded[at : at + size]) for size in (3, 4, 5) for at in range(len(padded) - size + 1))


def slots_of(word: str) -> list[int]:
    """Return the slots a word fills by itself: the word and its groups."""
    return [_slot("w" + word), *(_slot("g" + group) for group in groups_of(word))]


def _names(words: list[str]) -> Iterable[tuple[str, float]]:
    content = [word for word in words if word.isalpha() and word not in _SKIPPED]
    for word in words:
        yield "w" + ("#" if word.isdigit() else word), _WORD_WEIGHT
    for left, right in zip(words, words[1:]):
        yield f"b{left} {right}", _WORD_WEIGHT
    for left, right in zip(content, content[1:]):
        yield f"s{left} {right}", _WORD_WEIGHT * 0.6
    yield f"n{min(len(words) // 4, 6)}", 0.3
    yield from _concept_names(words)


def _concept_names(words: list[str]) -> Iterable[tuple[str, float]]:
    """Yield word groups, marked when denied shortly before, and ordered pairs of groups close together."""
    recent: list[tuple[int, str]] = []
    denied_at = -9
    for at, word in enumerate(words):
        if word in _DENIALS:
            denied_at = at
        for group in groups_of(word):
            mark = "!" + group if 0 < at - denied_at <= 4 else group
            yield "g" + mark, _CONCEPT_WEIGHT
            for where, earlier in recent:
                if 0 < at - where <= 5:
                    yield f"p{earlier} {group}", _CONCEPT_WEIGHT
        recent = [(where, name) for where, name in recent if at - where < 5] + [(at, group) for group in groups_of(word)]


def vector(words: list[str], matches: list[patterns.Match]) -> Vector:
    """Return slots and values; word, letter and group features share length one, pattern matches and context weigh on top of that."""
    total: dict[int, float] = {}
    for name, weight in _names(words):
        slot = _slot(name)
        total[slot] = max(total.get(slot, 0.0), weight)
    for word in words:
        if len(word) >= 3:
            for slot in _letters(word):
                total[slot] = max(total.get(slot, 0.0), _LETTER_WEIGHT)
    length = sum(value * value for value in total.values()) ** 0.5 or 1.0
    scaled = {slot: 2.0 * value / length for slot, value in total.items()}
    for match in matches:
        scaled[_slot(f"P{match.signaal} {match.bezwaar}")] = _PATTERN_WEIGHT
        scaled[_slot("Pnee" if match.bezwaar else "Pja")] = _PATTERN_WEIGHT * 0.6
    for flag in context.Context(words).flags():
        scaled[_slot("F" + flag)] = _PATTERN_WEIGHT * 0.6
    return np.fromiter(scaled.keys(), np.int64, len(scaled)), np.fromiter(scaled.values(), np.float32, len(scaled))
