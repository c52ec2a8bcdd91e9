"""First stage: patterns over normalised words (patronen.yml), each match judged by what stands around it.

A match is dropped when it is denied ("niet moe"), getting better ("minder moe"), clearly over ("vroeger ... nu niet") or about somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.nlu.signals import context

_HERE = Path(__file__).parent
_OWN_NEGATION = frozenset("niet nie geen niks nooit nergens niemand amper nauwelijks zonder weinig minder".split())
# With one of these in front, the person in a plain statement is who changed at work, and not whose life it is.
_ABOUT_WORK = frozenset(("er", "onze", "ons", "mijn"))


@dataclass(frozen=True)
class Match:
    """One pattern found: the signal, the words it rests on, and why it does not count (empty when it does)."""

    signaal: str
    woorden: str
    bezwaar: str


@dataclass(frozen=True)
class _Pattern:
    signaal: str
    regex: re.Pattern[str]
    has_own_negation: bool
    openings: tuple[str, ...]


@lru_cache(maxsize=1)
def concepts() -> dict[str, list[str]]:
    """Return the word groups of begrippen.yml by name."""
    groups: dict[str, list[str]] = yaml.safe_load((_HERE / "begrippen.yml").read_text(encoding="utf-8"))
    return {str(name): [str(word) for word in words] for name, words in groups.items()}


def _one_word(word: str, groups: dict[str, list[str]]) -> str:
    return "|".join(_one_word(each, groups) for each in groups[word[1:]]) if word.startswith("@") else re.escape(word).replace(r"\*", r"\w*")


def _compile(pattern: str, groups: dict[str, list[str]]) -> re.Pattern[str]:
    parts = []
    for item in pattern.split():
        if item == "_":
            parts.append(r"(?:[^ .!?;]+ ){0,4}?")
        else:
            options = "|".join(_one_word(word.lstrip("?"), groups) for word in item.split("/"))
            parts.append(f"(?:(?:{options}) )" + ("?" if item.startswith("?") else ""))
    return re.compile("".join(parts))


def _negates(pattern: str) -> bool:
    return any(_OWN_NEGATION & set(item.split("/")) for item in pattern.split() if not item.startswith("?"))


def _openings(pattern: str) -> tuple[str, ...]:
    """Return the words (or beginnings, with *) a match can start with: optional items at the start and the first that must be there."""
    words: list[str] = []
    for item in pattern.split():
        for word in item.split("/"):
            bare = word.lstrip("?")
            words.extend(concepts()[bare[1:]] if bare.startswith("@") else [bare])
        if not item.startswith("?"):
            break
    return tuple(words)


@lru_cache(maxsize=1)
def _patterns() -> list[_Pattern]:
    written: dict[str, list[str]] = yaml.safe_load((_HERE / "patronen.yml").read_text(encoding="utf-8"))
    return [
        _Pattern(signaal, _compile(pattern, concepts()), _negates(pattern), _openings(pattern))
        for signaal, patterns in written.items()
        for pattern in patterns
    ]


@lru_cache(maxsize=1)
def _index() -> dict[str, list[_Pattern]]:
    index: dict[str, list[_Pattern]] = {}
    for pattern in _patterns():
        for opening in dict.fromkeys(pattern.openings):
            index.setdefault(opening, []).append(pattern)
    return index


@lru_cache(maxsize=20_000)
def _beginning_with(word: str) -> tuple[_Pattern, ...]:
    """Return the patterns that can begin with a word, so that a message meets a handful of patterns a word and not all of them."""
    keys = (word, *(word[:size] + "*" for size in range(1, len(word) + 1)))
    return tuple(dict.fromkeys(pattern for key in keys for pattern in _index().get(key, ())))


def find(words: list[str]) -> Iterator[Match]:
    """Yield every pattern match in a window of normalised words, counted or objected to."""
    line = f"{' '.join(words)} "
    around: context.Context | None = None
    position = 0
    for first, word in enumerate(words):
        for pattern in _beginning_with(word):
            hit = pattern.regex.match(line, position)
            if hit:
                around = around or context.Context(words)
                last = first + hit.group().count(" ")
                yield Match(pattern.signaal, hit.group().strip(), around.objection(first, last, pattern.has_own_negation))
        position += len(word) + 1


@lru_cache(maxsize=1)
def _sure() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], frozenset[str]]:
    """Return the patterns of zeker.yml by signal, and the words that leave a statement to the classifier."""
    written = yaml.safe_load((_HERE / "zeker.yml").read_text(encoding="utf-8"))
    patterns = tuple((signaal, _compile(one, written["groepen"])) for signaal, lines in written["signalen"].items() for one in lines)
    return patterns, frozenset(word for line in written["open"] for word in line.split("/"))


def sure(words: list[str]) -> Iterator[Match]:
    """Yield the plain statements in a window that need no classifier: not denied, over, of somebody else, planned, asked, or liked."""
    patterns, left_open = _sure()
    if left_open & set(words) or "?" in words:
        return
    line = f" {' '.join(words)} "
    around = context.Context(words)
    for signaal, pattern in patterns:
        for hit in re.finditer(rf"(?<= ){pattern.pattern}", line):
            first = line.count(" ", 0, hit.start()) - 1
            objection = around.objection(first, first + hit.group().count(" "), False)
            if not objection or (objection == "ander" and hit.group().split()[0] in _ABOUT_WORK):
                yield Match(signaal, hit.group().strip(), "")
