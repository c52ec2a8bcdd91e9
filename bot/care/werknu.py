"""Whether somebody says to work now. Voluntary work counts; a wish, a memory or somebody else's work does not, and is asked back."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.moves import plain


@lru_cache(maxsize=1)
def _patronen() -> dict[str, re.Pattern[str]]:
    raw: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return {naam: re.compile(regels if isinstance(regels, str) else "|".join(regels)) for naam, regels in raw.items()}


def werkt_nu(text: str) -> bool | None:
    """True or False when the words say so; None when they leave it open."""
    kaal, patronen = plain(text), _patronen()
    if patronen["onzeker"].search(kaal):
        return None
    if patronen["ontkent"].search(kaal):
        return None if patronen["maat"].search(kaal) else False
    if patronen["ontkenning"].search(kaal):
        return None
    return True if patronen["bevestigt"].search(kaal) else None
