"""Understand a free-text answer to a direct question: about suicide, or whether there is an attack or danger now."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import yaml

from bot.nlu.safety.rules import PATTERNS, expand, hits
from bot.nlu.safety.text import split

Answer = Literal["ja", "nee", "wil_niet_zeggen", "onduidelijk"]
Asked = Literal["zelfdoding", "neuro", "gevaar"]
ANSWERS: tuple[Answer, ...] = ("wil_niet_zeggen", "onduidelijk", "nee", "ja")  # tried in this order
DOUBT = "twijfel"  # makes a no unclear

OWN_DANGER = ("suicide", "zelfbeschadiging", "overdosis")
YES_BY_ITSELF = {"zelfdoding": OWN_DANGER, "neuro": ("neuro", *OWN_DANGER), "gevaar": ("geweld", "onveilig", *OWN_DANGER)}
LASTING = "blijvend"  # an old injury, told as such: no to "does this happen now?"
ASKED = "zelfdoding? "  # what the answer is about: "nee, alleen een datum" names nothing by itself


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    raw: dict[str, list[str]] = yaml.safe_load((PATTERNS / "answers.yml").read_text("utf-8"))
    return {answer: re.compile("|".join(f"(?:{expand(p)})(?![^ ])" for p in items)) for answer, items in raw.items()}


def answer_to_direct_question(text: str, asked: Asked = "zelfdoding") -> Answer:
    """Return how a text answers a direct question. Anything that itself names such danger counts as ja; errors and doubt as onduidelijk."""
    try:
        words = split(text)
        if any(h.rule.soort in YES_BY_ITSELF[asked] and not h.taken_back and not h.rule.returns for h in hits(words)):
            return "ja"
        plain = " ".join(words.norm[:200])
        patterns = _patterns()
        if asked == "neuro" and patterns[LASTING].search(plain):
            return "nee"
        answer: Answer = next((name for name in ANSWERS if patterns[name].search(plain)), "onduidelijk")
        doubted = answer == "nee" and (patterns[DOUBT].search(plain) or _takes_it_back(text))
        return "onduidelijk" if doubted else answer
    except Exception:
        return "onduidelijk"


def _takes_it_back(text: str) -> bool:
    """True when a no is followed by what brings the danger back."""
    return any(h.rule.soort in OWN_DANGER and h.rule.returns for h in hits(split(ASKED + text)))
