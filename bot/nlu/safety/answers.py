"""Understand a free-text answer to the direct question about suicide."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import yaml

from bot.nlu.safety.rules import PATTERNS, expand, hits
from bot.nlu.safety.text import split

Answer = Literal["ja", "nee", "wil_niet_zeggen", "onduidelijk"]


@lru_cache(maxsize=1)
def _patterns() -> dict[Answer, re.Pattern[str]]:
    raw: dict[Answer, list[str]] = yaml.safe_load((PATTERNS / "answers.yml").read_text("utf-8"))
    return {answer: re.compile("|".join(f"(?:{expand(p)})(?![^ ])" for p in items)) for answer, items in raw.items()}


def answer_to_direct_question(text: str) -> Answer:
    """Return how a text answers "Denk je aan zelfdoding?". Anything that itself names danger counts as ja; errors and doubt as onduidelijk."""
    try:
        words = split(text)
        if any(h.rule.soort in ("suicide", "zelfbeschadiging", "overdosis") and not h.taken_back for h in hits(words)):
            return "ja"
        plain = " ".join(words.norm[:200])
        return next((answer for answer, pattern in _patterns().items() if pattern.search(plain)), "onduidelijk")
    except Exception:
        return "onduidelijk"
