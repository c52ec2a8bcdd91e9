"""What a text says about the conversation itself, by vocabulary alone: word classes, unmistakable short messages, gibberish.

The vocabulary stands in moves.yml. Everything that a fixed phrase cannot decide is for the trained model in intents.py;
this module gives that model its word classes and overrules it only where a whole message can mean one thing.
The moves themselves are those of the dialogue design: pause, stop, go on, back, change, repeat, explain, skip, and so on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

VOCABULARY = Path(__file__).with_name("moves.yml")
# Longer messages are stories; a move in them stands at the beginning or the end. Bounding keeps 10,000 characters cheap.
HEAD, TAIL = 400, 240

_ELONGATED = re.compile(r"([a-z])\1{2,}")
_NOT_TEXT = re.compile(r"[^a-z0-9? \U0001F300-\U0001FAFF]+")
_QUESTION = re.compile(r"\s*\?[\s?]*")
_SPACES = re.compile(r"\s+")
# Left out: "poi", "ert", "rew", "uio", "tre": runs that words contain. Both directions.
_KEYBOARD_RUNS = ("qwer", "rtyui", "asdfghjklm", "qsdf", "zxcvbnm", "wxcvbn", "mnbvcxz", "mlkjhgfdsa", "uytr", "ewq")
_SHORTEST_FUZZY = 5


@dataclass(frozen=True)
class Move:
    """What somebody wants from the conversation.

    beweging: intent name (`pauze`, `terug`, ... or `vertel` for an ordinary answer, `nlu_fallback` for gibberish);
    zekerheid: calibrated probability, 0-1; woorden: the words of the message it rests on.
    """

    beweging: str
    zekerheid: float
    woorden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """The parsed moves.yml: word -> classes, prefixes, spelling neighbours, and the patterns for whole messages."""

    words: Mapping[str, tuple[str, ...]]
    prefixes: tuple[tuple[str, str], ...]
    neighbours: Mapping[str, str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    pairs: frozenset[str]


def plain(text: str) -> str:
    """Return the bounded text in lower case without diacritics, punctuation (but '?') and elongations ("jaaaa" -> "ja")."""
    if len(text) > HEAD + TAIL:
        text = f"{text[:HEAD]} {text[-TAIL:]}"
    folded = "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))
    for apostrophe in "'’‘`´":
        folded = folded.replace(apostrophe, "")
    folded = _ELONGATED.sub(lambda found: "ee" if found.group(1) == "e" else found.group(1), folded)
    folded = _QUESTION.sub(" ? ", _NOT_TEXT.sub(" ", folded))
    return _SPACES.sub(" ", folded).strip()


def _deletes(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Read moves.yml once. BaseLoader, because YAML would make "no" and "yes" booleans."""
    raw: dict[str, Any] = yaml.load(VOCABULARY.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (BaseLoader only makes strings)
    words: dict[str, list[str]] = {}
    prefixes: list[tuple[str, str]] = []
    for name, members in raw["begrippen"].items():
        for member in members:
            if member.endswith("*"):
                prefixes.append((member[:-1], name))
            elif name not in words.setdefault(plain(member), []):
                words[plain(member)].append(name)
    neighbours: dict[str, str] = {}
    for word in words:
        if len(word) >= _SHORTEST_FUZZY:
            for shorter in _deletes(word) | {word}:
                neighbours.setdefault(shorter, word)
    patterns = [(move, re.compile(line)) for move, lines in raw["patronen"].items() for line in lines]
    tail = raw["kort"]["staart"]
    patterns += [(move, re.compile(f"({raw['kort'][move]}){tail}")) for move in ("ja", "nee", "groet")]
    return Vocabulary(
        {word: tuple(names) for word, names in words.items()}, tuple(prefixes), neighbours, tuple(patterns), frozenset(raw["lettersparen"].split())
    )


@lru_cache(maxsize=20_000)
def word_classes(word: str) -> tuple[str, ...]:
    """Return the word classes of one plain word, also when one letter is wrong, missing, doubled or swapped."""
    known = vocabulary()
    if word in known.words:
        return known.words[word]
    found = tuple(name for prefix, name in known.prefixes if word.startswith(prefix))
    if found or len(word) < _SHORTEST_FUZZY:
        return found
    for variant in (word, *sorted(_deletes(word))):
        if variant in known.neighbours:
            return known.words[known.neighbours[variant]]
    return ()


def pattern_move(text: str) -> Move | None:
    """Return the move of a message that as a whole can mean only one thing ("wat bedoel je?"), else None."""
    whole = plain(text)
    if not whole or len(whole) > 80:
        return None
    for move, pattern in vocabulary().patterns:
        if pattern.fullmatch(whole):
            return Move(move, 0.98, tuple(whole.split()))
    return None


def _strange_share(letters: str) -> float:
    """Return which share of the letter pairs is unknown to Dutch or part of a run along a row of the keyboard."""
    steps = len(letters) - 1
    runs = {place + step for place in range(steps - 1) for step in (0, 1) if any(letters[place : place + 3] in row for row in _KEYBOARD_RUNS)}
    strange = {place for place in range(steps) if letters[place : place + 2] not in vocabulary().pairs}
    return len(runs | strange) / steps


def _implausible(word: str) -> bool:
    """True for one plain word that no Dutch speaker means as a word, name or abbreviation."""
    letters = re.sub(r"[^a-z]", "", word)
    if len(letters) < 3 or word_classes(word):
        return False
    if len(set(letters)) == 1:
        return True
    share = _strange_share(letters)
    if len(letters) == 3:  # abbreviations have any letters
        return any(letters in row for row in _KEYBOARD_RUNS)
    if re.search("[aeiouy]", letters):
        return share >= 0.45
    return share >= 0.5 or (len(letters) > 4 and share >= 0.2) or len(letters) > 8


def is_gibberish(text: str) -> bool:
    """True when nothing in the text can be a word, number or name: keyboard mash, only dots. Short answers and typing errors are not."""
    whole = plain(text)
    if not re.search("[a-z0-9?\U0001f300-\U0001faff]", whole):
        return True
    raw_words = re.findall(r"[a-z]+", text[: HEAD + TAIL].lower())
    if raw_words and all(len(word) > 2 and len(set(word)) == 1 for word in raw_words):
        return not set("".join(raw_words)) <= set("mhzx")
    words = [word for word in whole.split() if word != "?"]
    weight = sum(len(word) for word in words)
    mash = sum(len(word) for word in words if _implausible(word))
    return weight > 0 and mash / weight >= 0.7
