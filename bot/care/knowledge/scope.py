"""What is not answered: questions about an identifiable person or a case, and questions that are not ours.

DIALOGUES 8. The vocabulary stands in `scope.yml`. Two recognisers: fixed patterns, and a measure of how much of the
question the knowledge base knows about. Nothing of the question is kept.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import yaml
from numpy.typing import NDArray

from bot.care.knowledge.ranker import VIEWS, settings
from bot.care.knowledge.words import Terms, glossary, tokens_of

Reason = Literal["buiten_scope", "ander_land", "persoon", "onbekend", "ontslag", "regel_onbekend", "prijs_onbekend"]
_CAPITALISED = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]+")
_THEY = frozenset({"hij", "zij", "ze", "hem", "haar", "zijn", "iemand", "ie", "tie"})  # who a werkgever asks about
_PLACE = re.compile(r"\b(in|uit|te|naar|rond|omgeving|regio|gemeente|provincie|stad|bij|stichting|bedrijf)\s+$")  # what follows is no person

# "Een Bakker" is somebody who bakes.
_ARTICLE = re.compile(r"\b(een|de|onze|ons|mijn|uw|hun|als|geen|elke|iedere|die|deze|\w{2,}e)\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class _Rule:
    reason: Reason
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True)
class _Vocabulary:
    rules: tuple[_Rule, ...]
    address: re.Pattern[str]
    names: frozenset[str]
    capital_names: frozenset[str]
    trades: frozenset[str]
    nobody: frozenset[str]


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    data = _read("scope.yml")
    kinds: tuple[tuple[str, Reason], ...] = (
        ("ontslag", "ontslag"),
        ("persoon", "persoon"),
        ("ander_land", "ander_land"),
        ("regel_onbekend", "regel_onbekend"),
        ("prijs_onbekend", "prijs_onbekend"),
        ("onbekend", "onbekend"),
        ("buiten", "buiten_scope"),
    )
    rules = tuple(
        _Rule(reason, re.compile(rule["patroon"]), re.compile(rule["behalve"]) if "behalve" in rule else None)
        for kind, reason in kinds
        for rule in data[kind].values()
    )
    names = data["namen"]
    fixed, capital, trades = (frozenset(names[kind]) for kind in ("vast", "hoofdletter", "beroep"))
    return _Vocabulary(rules, re.compile(names["aanspreek"]), fixed, capital, trades, _nobody())


def _nobody() -> frozenset[str]:
    """Words with a capital that are no person: countries, places, days, organisations, and nationalities in all their forms."""
    data = _read("eigennamen.yml")
    inflected = {word + ending for word in data["nationaliteiten"] for ending in ("", "e", "er", "s", "en")}
    return frozenset(word for words in data.values() for word in words) | inflected


def names_person(text: str, unknown: Collection[str] = ()) -> bool:
    """Whether a person is called by name.

    A name that is also a Dutch word counts with a capital inside the sentence only, that of a trade ("Bakker") not after an
    article either. A word that nobody knows (`unknown`) counts with a capital unless it is that of a country, a place or an
    organisation, or the words before it announce one.
    """
    vocabulary = _vocabulary()
    if vocabulary.address.search(text) or any(token in vocabulary.names for token in tokens_of(text)):
        return True
    for match in _CAPITALISED.finditer(text):
        word, before = match.group().lower(), text[: match.start()]
        if word in vocabulary.capital_names or (word in vocabulary.trades and not _ARTICLE.search(before)):
            return True
        if word in unknown and word not in vocabulary.nobody and not _PLACE.search(before):
            return True
    return False


def refused(text: str, terms: Terms) -> Reason | None:
    """The reason why this question is declined whatever the search finds, or None; `terms` brings the repaired spelling."""
    if names_person(text, terms.unknown):
        return "persoon"
    plain = " ".join(tokens_of(text))
    repaired = " ".join(terms.tokens)
    for rule in _vocabulary().rules:
        if rule.pattern.search(plain) and not (rule.unless and (rule.unless.search(plain) or rule.unless.search(repaired))):
            return rule.reason
    return None


def features(terms: Terms, views: NDArray[np.float32], known_share: float) -> dict[str, float]:
    """What the gate looks at: the best fit per view, the known words, the number of ideas, whether it is about somebody."""
    best = views.max(axis=0)
    named = {name: float(value) for name, value in zip(VIEWS, best, strict=True)}
    they = float(bool(_THEY & set(terms.tokens)))
    return {**named, "known": known_share, "count": min(len(terms.ideas), 4) / 4, "work": float("werkvloer" in terms.ideas), "they": they, "one": 1.0}


def belongs(terms: Terms, views: NDArray[np.float32], known_share: float) -> float:
    """Chance between 0 and 1 that the question is ours; certain when it holds an idea that only our subjects have."""
    if terms.ideas & glossary().core:
        return 1.0
    fitted: dict[str, float] = settings()["belongs"]
    return 1 / (1 + math.exp(-sum(fitted.get(name, 0.0) * value for name, value in features(terms, views, known_share).items())))
