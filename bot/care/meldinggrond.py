"""Why a melding was raised, in the words that people read (`meldingen.yml`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.care.naasten import TIJDENS
from bot.nlu.safety.rules import rules


@lru_cache(maxsize=1)
def _woorden() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("meldingen.yml").read_text(encoding="utf-8"))
    return loaded


def in_woorden(regel: str) -> str:
    """What a begeleider reads about the ground of a melding."""
    known, grond = _woorden(), regel.removesuffix(TIJDENS)
    bij = f" {known['naaste']}" if grond != regel else ""
    if grond.startswith("regel "):
        soort = next((rule.soort for rule in rules() if rule.id == grond.removeprefix("regel ")), None)
        return str(known["regel"].get(soort, grond)) + bij
    return next((str(entry["tekst"]) for entry in known["begint"] if grond.startswith(entry["begint"])), grond) + bij
