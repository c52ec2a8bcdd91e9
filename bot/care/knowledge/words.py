"""From a question to comparable terms: spelling evened out, typing errors repaired, lemmas, compounds split, ideas of the glossary.

Questions of employers and texts of the knowledge base go through the same steps, so that "de ploeg" finds "collega's".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.language import dutch
from bot.nlu.spelling import Speller, known

_TOKEN = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile(r"['’‘`´]")
_MAX_CHARS = 1200  # a longer message is a story: its beginning says what it is about, and the time of an answer stays bounded
_LINKS = ("", "s", "en", "e", "n")
_SHORTEST_PART, _SHORTEST_COMPOUND = 4, 9


def tokens_of(text: str) -> list[str]:
    """Small letters without accents, apostrophes closed up ("collega's" becomes "collegas"), everything else splits."""
    plain = _APOSTROPHE.sub("", text[:_MAX_CHARS].lower())
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return _TOKEN.findall(plain)


@dataclass(frozen=True)
class Terms:
    """What a text says: tokens as repaired, content words (lemmas and compound parts), ideas of the glossary."""

    tokens: tuple[str, ...]
    words: tuple[str, ...]
    ideas: frozenset[str]
    unknown: tuple[str, ...]  # tokens that neither the base nor Dutch knows, after repair: often names


class Glossary:
    """Reads `glossary.yml`: spellings, ideas and words without meaning for the search."""

    def __init__(self, path: Path) -> None:
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.spellings = self._phrases((str(wrong), str(right)) for wrong, right in data["schrijfwijzen"].items())
        self.core = frozenset(str(idea) for idea in data["kern"])
        self.fillers = frozenset(str(word) for word in data["vulwoorden"])
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._prefix: dict[str, set[str]] = defaultdict(set)
        self._phrase: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self._both: list[tuple[frozenset[str], str]] = []
        self.words: set[str] = set()
        self._ideas_of_token = lru_cache(maxsize=16384)(self._look_up)
        for idea, patterns in data["begrippen"].items():
            for pattern in patterns:
                self._add(str(idea), str(pattern))

    @staticmethod
    def _phrases(pairs: Iterable[tuple[str, str]]) -> dict[str, list[tuple[list[str], list[str]]]]:
        found: dict[str, list[tuple[list[str], list[str]]]] = defaultdict(list)
        for wrong, right in pairs:
            parts = tokens_of(wrong)
            found[parts[0]].append((parts, tokens_of(right)))
        return {first: sorted(items, key=lambda item: -len(item[0])) for first, items in found.items()}

    def _add(self, idea: str, pattern: str) -> None:
        parts = tuple(part + "*" * ends for raw in pattern.replace("+", " ").split() for part, ends in self._parts(raw))
        self.words.update(part for part in parts if not part.endswith("*"))
        if "+" in pattern:
            self._both.append((frozenset(f"+{part}" for part in parts), idea))
            for part in parts:  # a half is an idea of its own while reading, so that every token is looked up once
                self._single(part, f"+{part}")
        elif len(parts) > 1:
            self._phrase[parts[0].rstrip("*")[:3]].append((parts, idea))
        else:
            self._single(parts[0], idea)

    def _single(self, part: str, idea: str) -> None:
        if part.endswith("*"):
            self._prefix[part[:-1]].add(idea)
        else:
            self._exact[part].add(idea)

    @staticmethod
    def _parts(raw: str) -> list[tuple[str, bool]]:
        pieces = tokens_of(raw)
        return [(piece, raw.endswith("*") and number == len(pieces) - 1) for number, piece in enumerate(pieces)]

    def respell(self, tokens: list[str]) -> list[str]:
        """Write terms in their one way; the longest match at a place wins."""
        out: list[str] = []
        at = 0
        while at < len(tokens):
            for wrong, right in self.spellings.get(tokens[at], ()):
                if tokens[at : at + len(wrong)] == wrong:
                    out += right
                    at += len(wrong)
                    break
            else:
                out.append(tokens[at])
                at += 1
        return out

    def _look_up(self, token: str) -> frozenset[str]:
        starts = (self._prefix.get(token[:end], ()) for end in range(2, len(token) + 1))
        return frozenset(self._exact.get(token, ())).union(*starts)

    def ideas_of(self, tokens: list[str]) -> frozenset[str]:
        """Every idea the tokens point to."""
        found: set[str] = set()
        for at, token in enumerate(tokens):
            found.update(self._ideas_of_token(token))
            for parts, idea in self._phrase.get(token[:3], ()):
                if len(tokens) - at >= len(parts) and all(_matches(part, word) for part, word in zip(parts, tokens[at:], strict=False)):
                    found.add(idea)
        found.update(idea for halves, idea in self._both if halves <= found)
        return frozenset(idea for idea in found if not idea.startswith("+"))


def _matches(pattern: str, token: str) -> bool:
    return token.startswith(pattern[:-1]) if pattern.endswith("*") else token == pattern


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The glossary beside this module, read once."""
    return Glossary(Path(__file__).with_name("glossary.yml"))


@lru_cache(maxsize=16384)
def lemma(word: str) -> str:
    """The lemma of the Dutch table, evened out a little further because the table misses many plurals and verb forms."""
    table = dutch().get_pipe("lemmatizer").lookups.get_table("lemma_lookup")  # type: ignore[attr-defined]
    base = str(table.get(word, word)).lower() if len(word) > 3 else word
    for ending in ("etjes", "etje", "tjes", "tje", "jes", "en", "e", "s", "t", "d"):
        if len(base) - len(ending) >= (4 if ending in "td" else 3) and base.endswith(ending) and not base.endswith("ss"):
            base = base[: -len(ending)]
            break
    if len(base) > 3 and base[-1] == base[-2]:
        base = base[:-1]
    base = re.sub(r"(aa|ee|oo|uu)(?=[bcdfghjklmnpqrstvwxz]$)", lambda match: match.group()[0], base)
    return base[:-1] + {"v": "f", "z": "s"}.get(base[-1], base[-1])


class Lexicon:
    """The words of one knowledge base: what counts as known, what typing errors are repaired to, what compounds are made of."""

    def __init__(self, texts: Iterable[str]) -> None:
        glossary_ = glossary()
        counts = Counter(token for text in texts for token in glossary_.respell(tokens_of(text)))
        self.known = frozenset(counts) | glossary_.words | glossary_.fillers
        self._speller = Speller([word for word in self.known if word.isalpha()], [])
        self._parts = frozenset(word for word in self.known if len(word) >= _SHORTEST_PART and word.isalpha() and len(word) <= 14) - glossary_.fillers
        self._repaired: dict[str, str] = {}
        self._split: dict[str, tuple[str, ...]] = {}

    def terms(self, text: str) -> Terms:
        """Read a text; cost grows with its number of different words, what was seen before is remembered."""
        glossary_ = glossary()
        tokens = glossary_.respell([self._repair(token) for token in glossary_.respell(tokens_of(text))])
        words: list[str] = []
        for token in tokens:
            if token in glossary_.fillers:
                continue
            words.append(lemma(token))
            words += [lemma(part) for part in self._compound(token)]
        unknown = tuple(token for token in tokens if token not in self.known and token.isalpha() and not known(token) and not self._compound(token))
        return Terms(tuple(tokens), tuple(words), glossary_.ideas_of(tokens), unknown)

    def _repair(self, token: str) -> str:
        if token in self.known or not token.isalpha() or len(token) < 4:
            return token
        if token not in self._repaired:
            if len(self._repaired) > 20000:  # texts of strangers may not fill the memory
                self._repaired.clear()
            self._repaired[token] = token if known(token) or self._compound(token) else self._speller.repair(token)
        return self._repaired[token]

    def _compound(self, token: str) -> tuple[str, ...]:
        if len(token) < _SHORTEST_COMPOUND:
            return ()
        if token not in self._split:
            if len(self._split) > 20000:
                self._split.clear()
            self._split[token] = self._cut(token)
        return self._split[token]

    def _cut(self, token: str) -> tuple[str, ...]:
        """Two or three known words of four letters and more, joined by nothing, s, e, n or en; the longest first part wins."""
        for at in range(len(token) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            head, tail = token[:at], token[at:]
            stems = (head[: len(head) - len(link)] for link in _LINKS if head.endswith(link))
            base = next((stem for stem in stems if stem in self._parts), None)
            if base is None:
                continue
            if tail in self._parts:
                return (base, tail)
            rest = self._cut(tail) if len(tail) >= 2 * _SHORTEST_PART else ()
            if rest:
                return (base, *rest)
        return ()
