"""Say why in plain Dutch: the ground of a verdict as a begeleider reads it. The wording stands in reden.yml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@lru_cache(maxsize=1)
def _wording() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("reden.yml").read_text("utf-8"))
    return loaded


def of_rule(rule: str, soort: str, woorden: Sequence[str]) -> str:
    """Return the ground of a found pattern: what it is about, the words, and the rule's name in brackets."""
    known = _wording()
    return str(known["regel"]).format(soort=known["soort"][soort], woorden=" ".join(woorden), id=rule)


def of_score(soort: str, score: float) -> str:
    """Return the ground of an estimate; score 0 to 1."""
    known = _wording()
    sentence = str(known["zorg" if soort == "zorgelijk" else "inschatting"])
    return sentence.format(soort=known["soort"][soort], zekerheid=round(100 * min(max(score, 0.0), 1.0)))
