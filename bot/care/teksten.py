"""The texts of the dialogues, read from `bot/data/*/domain.yml`: for what must be said or shown without the dialogue engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Tekst:
    """One response: its text, its choices as (id, label), and what `custom` says of it."""

    tekst: str
    keuzes: tuple[tuple[str, str], ...]
    custom: dict[str, Any]

    def label(self, keuze: str) -> str:
        return dict(self.keuzes).get(keuze, keuze)

    def gevuld(self, waarden: Mapping[str, str]) -> str:
        """The text on one line, with its places filled."""
        said = self.tekst
        for naam, waarde in waarden.items():
            said = said.replace(f"{{{naam}}}", waarde)
        return " ".join(said.split())


@lru_cache(maxsize=1)
def responses(data: Path = DATA) -> dict[str, Tekst]:
    """All responses by name."""
    found: dict[str, Tekst] = {}
    for path in sorted(data.glob("*/domain.yml")):
        for naam, variants in (yaml.safe_load(path.read_text()).get("responses") or {}).items():
            first = variants[0]
            keuzes = tuple((button["payload"], button["title"]) for button in first.get("buttons", ()))
            found[naam] = Tekst(first.get("text", "").strip(), keuzes, first.get("custom", {}))
    return found


def tekst(naam: str) -> Tekst:
    """The response of this name; KeyError when no dialogue has it."""
    return responses()[naam]


def heeft(naam: str) -> bool:
    return naam in responses()


def gevuld(naam: str, **waarden: str) -> str:
    """The text of a response with its places filled, on one line: for what is shown inside something else."""
    return tekst(naam).gevuld(waarden)
