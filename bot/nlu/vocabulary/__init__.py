"""The words and phrases we listen for, loaded once from the YAML files of this folder.

A book maps concepts to phrases. In a phrase `a|b` is a choice, `pre*` and `*end` are open word ends, `word?` may be absent and `..` stands for
at most four words in between. Source of all lists: own compilation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from bot.nlu.spelling import Speller, known

if TYPE_CHECKING:
    from bot.nlu.normalise import Token

FOLDER = Path(__file__).parent
GAP = 4
REMEMBERED = 4000
UNITS = "een twee drie vier vijf zes zeven acht negen".split()
TEENS = "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split()
TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()


@dataclass(frozen=True, slots=True)
class Match:
    """A concept found in tokens `first` up to and including `last`."""

    concept: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Element:
    words: frozenset[str]
    open_ends: tuple[str, ...]
    optional: bool
    gap: bool

    def fits(self, token: Token) -> bool:
        return not self.words.isdisjoint(token.forms) or any(_fits_open(token.form, o) for o in self.open_ends)


def _fits_open(form: str, pattern: str) -> bool:
    if pattern == "#":
        return form[0].isdigit()
    return form.startswith(pattern[:-1]) if pattern[-1] == "*" else len(form) > len(pattern) and form.endswith(pattern[1:])


def _element(part: str) -> _Element:
    optional = part.endswith("?")
    choices = part.rstrip("?").split("|")
    literal = frozenset(c for c in choices if "*" not in c and c not in ("..", "#"))
    return _Element(literal, tuple(c for c in choices if "*" in c or c == "#"), optional, part == "..")


class Book:
    """Phrases of one subject, found in a token sequence in time linear in its length."""

    def __init__(self, concepts: dict[str, Iterable[str]]) -> None:
        self._first: dict[str, list[tuple[str, tuple[_Element, ...]]]] = defaultdict(list)
        self._open: list[tuple[str, tuple[_Element, ...]]] = []
        self._remembered: dict[str, list[tuple[str, tuple[_Element, ...]]]] = {}
        self.words: set[str] = set()
        self.open_ends: set[str] = set()
        for concept, phrases in concepts.items():
            for phrase in phrases:
                self._add(concept, tuple(_element(p) for p in str(phrase).split()))

    def _add(self, concept: str, elements: tuple[_Element, ...]) -> None:
        for element in elements:
            self.words |= element.words
            self.open_ends |= set(element.open_ends)
        if elements[0].open_ends:
            self._open.append((concept, elements))
        for word in elements[0].words:
            self._first[word].append((concept, elements))

    def _beginning(self, token: Token) -> list[tuple[str, tuple[_Element, ...]]]:
        """Return the phrases that may begin at a token; remembered per word, within bounds."""
        entries = self._remembered.get(token.form)
        if entries is None:
            entries = [e for form in token.forms for e in self._first.get(form, ())]
            entries += [e for e in self._open if e[1][0].fits(token)]
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            self._remembered[token.form] = entries
        return entries

    def find(self, tokens: tuple[Token, ...]) -> list[Match]:
        """Return every match, longest first at each place; nested matches of the same concept are left out."""
        found: list[Match] = []
        for i, token in enumerate(tokens):
            best: dict[str, int] = {}
            for concept, elements in self._beginning(token):
                end = _end(tokens, i, elements, 0)
                if end is not None:
                    best[concept] = max(end, best.get(concept, -1))
            for concept, end in sorted(best.items(), key=lambda b: -b[1]):
                if not any(m.concept == concept and m.first <= i and end <= m.last for m in found[-6:]):
                    found.append(Match(concept, i, end))
        return found


def _end(tokens: tuple[Token, ...], i: int, elements: tuple[_Element, ...], k: int, start: int = -1) -> int | None:
    """Return the index of the last token when elements[k:] match from token i on, all within one fragment."""
    start = i if start < 0 else start
    if k == len(elements):
        return i - 1
    element = elements[k]
    if element.gap:
        for skip in range(GAP + 1):
            end = _end(tokens, i + skip, elements, k + 1, start)
            if end is not None:
                return end
        return None
    inside = i < len(tokens) and tokens[i].fragment == tokens[start].fragment
    if inside and element.fits(tokens[i]):
        end = _end(tokens, i + 1, elements, k + 1, start)
        if end is not None:
            return end
    return _end(tokens, i, elements, k + 1, start) if element.optional else None


class Lexicon:
    """Everything loaded: the books, the words known through them, and what spelling repair needs."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.spellings: dict[str, str] = data.pop("spellings")
        ordinary: list[str] = str(data.pop("gewone_woorden")).split()
        short: list[str] = str(data.pop("korte_woorden")).split()
        # An occupation is said with its own name as well as with its synonyms.
        data["beroep"] = {fold_name(name): [fold_name(name), *(others or [])] for name, others in data["beroep"].items()}
        self.books = {name: Book(concepts) for name, concepts in data.items()}
        self.days = frozenset("ma di wo do vr za zo".split()) | frozenset(w for w in self.books["dag"].words if w.endswith("dag"))
        self.numbers = frozenset(_number_words())
        vocabulary = set().union(*(b.words for b in self.books.values()))
        self.words = frozenset(vocabulary | set(ordinary) | set(short) | self.numbers)
        self._open_ends = {o for b in self.books.values() for o in b.open_ends if o != "#" and len(o) > 4}
        days_with_parts = {d + p for d in self.books["dag"].words if d.endswith("dag") for p in ("ochtend", "morgen", "middag", "namiddag", "avond")}
        small = {"kwartiertje", "kwartiertjes", "minuutjes", "ochtendje", "ochtendjes", "middagje", "middagjes", "avondje"}
        self.speller = Speller(
            self.words | days_with_parts | small | {s for s in self.spellings if len(s) > 4 and s.isalpha()}, [*short, *UNITS, *TEENS]
        )
        joinable = ("dag", "dagdeel", "vervoer", "beroep", "werkplek", "sector", "verbinden")
        self.joinable = frozenset(w for n in joinable for w in self.books[n].words if len(w) >= 6) | {n for n in self.numbers if len(n) > 5}
        self._heads = frozenset(w for w in self.books["dag"].words if w.endswith("dag"))
        self._tails = frozenset(self.books["dagdeel"].words)
        self._units = frozenset(
            "uur uren uurtje uurtjes uurkes kwartier kwartiertje minuten minuutjes dagen dagjes ochtenden ochtendjes middagen avonden".split()
        )

    def is_compound(self, word: str) -> bool:
        """Say whether the word has an open end we listen for ("heftruckchauffeur"), so that it is no typing error."""
        return any(_fits_open(word, o) for o in self._open_ends)

    def split(self, word: str) -> str | None:
        """Return the parts of a day with a part of the day, or of a number with a unit, written as one word."""
        for cut in range(2, len(word) - 2):
            head, tail = word[:cut], word[cut:]
            tail = tail[1:] if head in self._heads and tail[0] == "s" and tail[1:] in self._tails else tail
            if (
                head in self._heads
                and self._tail(tail)
                or (head in self.numbers or head in ("half", "halve", "anderhalf", "elke"))
                and tail in self._units
            ):
                return f"{head} {tail}"
        return None

    def _tail(self, tail: str) -> bool:
        return tail in self._tails or any(tail.endswith(e) and tail[: -len(e)] in self._tails for e in ("en", "s", "je", "jes"))


def fold_name(name: str) -> str:
    """Return an occupation's name as tokens look after reading: no accents, hyphens or apostrophes."""
    return name.replace("ë", "e").replace("'", "").replace("-", " ")


def _number_words() -> Iterable[str]:
    yield from (*UNITS, *TEENS, *TENS, "nul", "honderd", "anderhalf", "anderhalve")
    for ten in TENS:
        for unit in UNITS:
            yield f"{unit}en{ten}"


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon; a book or concept with two owners is an error that names both."""
    data: dict[str, Any] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        for name, value in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader).items():
            if name in data:
                raise ValueError(f"{path.name}: '{name}' already has an owner")
            data[name] = value
    return Lexicon(data)


def find(book: str, tokens: tuple[Token, ...]) -> list[Match]:
    """Return what a book finds in the tokens."""
    return lexicon().books[book].find(tokens)


__all__ = ["Book", "Lexicon", "Match", "find", "known", "lexicon"]
