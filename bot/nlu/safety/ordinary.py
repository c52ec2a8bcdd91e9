"""Whole messages of a kind that can hold no danger: what the classifier hears in them comes from what their words stand beside elsewhere.

All kinds are closed: every word of such a message is named, so that one word more makes it an unknown message again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

from bot.nlu.safety.rules import PATTERNS, expand, hits
from bot.nlu.safety.text import Words, split

NUMBER = re.compile(r"\d+(?:x|u|e)?")  # "2x", "10u", "1e"
MOST_WORDS = 20


@lru_cache(maxsize=1)
def _time() -> frozenset[str]:
    """The words that only tell when, how often or how long."""
    lines: list[str] = yaml.safe_load((PATTERNS / "tijd.yml").read_text("utf-8"))
    return frozenset(word for line in lines for written in line.split() for word in split(written).norm)


def only_time(words: Words) -> bool:
    """Whether a text holds nothing but when, how often or how long."""
    return all(word in _time() or NUMBER.fullmatch(word) for word in words.norm)


@lru_cache(maxsize=2)
def _ordinary(name: str) -> re.Pattern[str]:
    lines: list[str] = yaml.safe_load((PATTERNS / name).read_text("utf-8"))
    return re.compile("|".join(f"(?:{expand(line)})" for line in lines))


def _is_whole(words: Words, name: str) -> bool:
    return len(words.norm) <= MOST_WORDS and bool(_ordinary(name).fullmatch(" ".join(words.norm) + " "))


@lru_cache(maxsize=1)
def _answers() -> re.Pattern[str]:
    table: dict[str, Any] = yaml.safe_load((PATTERNS / "antwoorden.yml").read_text("utf-8"))
    lead, parts = table["aanloop"].strip(), "|".join(f"(?:{expand(part)})" for part in table["deel"])
    return re.compile(f"(?:{lead} )*+(?:(?:{parts})(?:{lead} )*+)++")


def only_answers(words: Words) -> bool:
    """Whether a whole message consists of known answers to the questions of the dialogues."""
    return len(words.norm) <= MOST_WORDS and bool(_answers().fullmatch(" ".join(words.norm) + " "))


def is_ordinary(words: Words) -> bool:
    """Whether a whole message is of a kind that by itself holds no danger; for a text in which no rule found anything."""
    return only_time(words) or _is_whole(words, "gewoon.yml") or only_answers(words)


def is_about_employee(text: str) -> bool:
    """Whether a whole message of a werkgever is an ordinary one about an employee. Of a client "hij" may be the partner that is feared.

    Never raises: an error is no.
    """
    try:
        words = split(text)
        return _is_whole(words, "gewoon_werknemer.yml") and next(hits(words), None) is None
    except Exception:
        return False
