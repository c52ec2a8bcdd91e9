"""What is stored, in the words the client knows: names of dialogues, the choices as they were offered, the grounds of a melding.

What is not known here is shown as it was stored: on this page nothing is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.care import checklistpunten, meldinggrond, signalen
from bot.care.klaarzetten import naam_van
from bot.care.signaalcheck import NAAM as SIGNAALCHECK
from bot.care.signaallezing import labels
from bot.care.teksten import gevuld, heeft, tekst
from bot.care.traject import NAAM as STAPPEN


@lru_cache(maxsize=1)
def teksten() -> dict[str, Any]:
    """The labels of this page."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("teksten.yml").read_text(encoding="utf-8"))
    return loaded


def reden(regel: str) -> str:
    """Why a melding was raised, as the client reads it."""
    herkomst = signalen.woorden()["herkomst"]
    if regel.startswith(herkomst):
        return f"{naam_van(SIGNAALCHECK)}. {_redenen_van_check(regel.removeprefix(herkomst))}"
    return next((str(text) for begin, text in teksten()["redenen"].items() if regel.startswith(begin)), meldinggrond.in_woorden(regel))


def _redenen_van_check(gezegd: str) -> str:
    """The reasons as the begeleider reads them, told as the client was told."""
    for naam, patroon in signalen.woorden()["redenen"].items():
        gezegd = re.sub(re.sub(r"\\{(\w+)\\}", r"(?P<\1>\\d+)", re.escape(patroon)), _voor_client(naam), gezegd)
    return gezegd


def _voor_client(naam: str) -> Callable[[re.Match[str]], str]:
    return lambda found: gevuld(f"utter_{SIGNAALCHECK}_reden_{naam}", **found.groupdict())


def _ritme(raw: Any) -> str:
    return tekst(f"utter_{SIGNAALCHECK}_ritme").label(raw) if raw != "dag" else "Elke dag"


def _fase(raw: Any) -> str:
    naam = f"utter_{STAPPEN}_fase_{raw}"
    return tekst(naam).tekst if heeft(naam) else str(raw)


def _check(raw: Any) -> str:
    """The signals of a check that were more than usual, as they stood in the choices."""
    try:
        return labels(SIGNAALCHECK, tuple(json.loads(raw)["meer"]))
    except (ValueError, TypeError, KeyError):
        return str(raw)


def leesbaar(raw: Any) -> str:
    """The words in a JSON value; numbers and yes-or-no stand in the download. What is no JSON is shown as it stands."""
    try:
        value = json.loads(raw)
    except ValueError:
        return str(raw)
    parts: list[str] = []
    waiting = [value]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, str) and one:
            parts.append(one.replace("_", " "))
        elif isinstance(one, list | dict):
            waiting = [*(one.values() if isinstance(one, dict) else one), *waiting]
    return "; ".join(parts)


# By the word in register.yml (`zeg`): how the value of a column is told.
ZEG: dict[str, Callable[[Any], str]] = {
    "dialoog": naam_van,
    "ritme": _ritme,
    "uur": lambda raw: f"{raw} uur",
    "fase": _fase,
    "check": _check,
    "punt": checklistpunten.tekst_van,
    "stand": lambda raw: str(teksten()["standen"].get(raw, raw)),
    "niveau": lambda raw: str(teksten()["checks"].get(raw, raw)),
    "woorden": leesbaar,
}
