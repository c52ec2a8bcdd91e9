"""What is shown for a subject or a refusal: never a fact past its date, never an uncertain one as a fact (DIALOGUES 8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from bot.care.knowledge.model import Bron, Onderwerp
from bot.care.knowledge.scope import Reason


@dataclass(frozen=True)
class Answer:
    """An answer ready for a face: blocks of at most forty words, then sources, date checked and whom to call."""

    id: str
    titel: str
    kind: Literal["antwoord", "onzeker", "verlopen"]
    blocks: tuple[str, ...]
    bronnen: tuple[Bron, ...]
    nagekeken: dt.date
    contact: str


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("texts.yml").read_text(encoding="utf-8"))
    return texts


def _audience(doelgroep: str) -> dict[str, str]:
    return _texts()["client" if doelgroep == "client" else "werkgever"]


def answer(subject: Onderwerp, doelgroep: str, today: dt.date) -> Answer:
    """The answer in the wording of this audience; expired gives the contact alone, `zekerheid: laag` a warning first."""
    kind: Literal["antwoord", "onzeker", "verlopen"] = "antwoord"
    blocks = subject.blocks_for(doelgroep)
    if subject.is_expired(today):
        kind, blocks = "verlopen", (_audience(doelgroep)["verlopen"].format(contact=subject.contact.rstrip(".")),)
    elif subject.zekerheid == "laag":
        kind, blocks = "onzeker", (_audience(doelgroep)["onzeker"].format(contact=subject.contact.rstrip(".")), *blocks)
    return Answer(subject.id, subject.titel, kind, blocks, subject.bronnen, subject.nagekeken, subject.contact)


def refusal(reason: Reason, doelgroep: str) -> tuple[str, str]:
    """Two blocks: a kind no, and what may be asked or where to go."""
    texts = _audience(doelgroep)
    return texts[reason], texts[f"{reason}_wel"]
