"""What is shown for a subject or a refusal: never a fact past its date, never an uncertain one as a fact (DIALOGUES 8)."""

from __future__ import annotations

import datetime as dt
import re
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
    """The answer in the wording of this audience; expired gives the contact alone, `zekerheid: laag` a warning first.

    Abbreviations that a client may not know are explained in a last block.
    """
    kind: Literal["antwoord", "onzeker", "verlopen"] = "antwoord"
    titel, contact = subject.titel_for(doelgroep), subject.contact_for(doelgroep)
    blocks = (*subject.blocks_for(doelgroep), *_explained(subject, doelgroep))
    if subject.is_expired(today):
        kind, blocks = "verlopen", (_audience(doelgroep)["verlopen"].format(contact=contact.rstrip(".")),)
    elif subject.zekerheid == "laag":
        kind, blocks = "onzeker", (_audience(doelgroep)["onzeker"].format(contact=contact.rstrip(".")), *blocks)
    return Answer(subject.id, titel, kind, blocks, subject.bronnen, subject.nagekeken, contact)


def _explained(subject: Onderwerp, doelgroep: str) -> tuple[str, ...]:
    """One block with the abbreviations that are used and not explained in the answer; none where there are none."""
    if doelgroep != "client":
        return ()
    said = " ".join((subject.titel_for(doelgroep), *subject.blocks_for(doelgroep)))
    found = [
        meaning
        for short, meaning in _texts()["afkortingen"].items()
        if re.search(rf"\b{short}\b", said) and not re.search(rf"\b{short} (is|betekent|zijn)\b|\b(is|heet) (het |de )?{short}\b", said)
    ]
    return (" ".join(found),) if found else ()


def refusal(reason: Reason, doelgroep: str) -> tuple[str, str]:
    """Two blocks: a kind no, and what may be asked or where to go."""
    texts = _audience(doelgroep)
    return texts[reason], texts[f"{reason}_wel"]
