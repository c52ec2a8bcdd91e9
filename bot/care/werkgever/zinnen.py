"""The turns of the werkgever chat, made from the texts and the subjects: the same shape as those of the client's conversation."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.care.hulplijnen import STANDAARD, Hulplijnen
from bot.care.knowledge.answer import answer
from bot.care.knowledge.model import Bron, Onderwerp
from bot.care.turns import Turn
from bot.care.werkgever.kennis import DOELGROEP
from bot.care.werkgever.teksten import datum, responses

Keuzes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Zin:
    """One turn with the id of the subject it is about (for "was dit duidelijk?"), or None."""

    turn: Turn
    onderwerp: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The turn as the front sends it, with `subject` beside it."""
        return {**self.turn.as_dict(), "subject": self.onderwerp}

    @property
    def keuzes(self) -> Keuzes:
        """The choices offered with it."""
        return tuple((choice["id"], choice["label"]) for choice in self.turn.choices)

    def met(self, keuzes: Keuzes) -> Zin:
        """The same with these choices."""
        return replace(self, turn=replace(self.turn, choices=[{"id": name, "label": label} for name, label in keuzes]))


def zeg(
    naam: str,
    waarden: Mapping[str, str] | None = None,
    keuzes: Keuzes | None = None,
    voortgang: tuple[int, int] | None = None,
    blokken: Sequence[str] = (),
) -> Zin:
    """The turn of a text; `keuzes` replaces the choices of the text, `blokken` come before it."""
    known = responses()[naam]
    blocks = [*blokken, *(_fill(block, waarden or {}) for block in re.split(r"\n\s*\n", known.tekst))]
    kind = known.custom.get("kind") or ("question" if "?" in known.tekst else "info")
    progress = {"step": voortgang[0], "of": voortgang[1]} if voortgang else None
    choices = [{"id": name, "label": label} for name, label in (known.keuzes if keuzes is None else keuzes)]
    text = [block for block in blocks if block.strip()]
    return Zin(Turn(id=str(uuid.uuid4()), kind=kind, text=text, choices=choices, multiple=False, progress=progress))


def hulp(naam: str, lijnen: Hulplijnen = STANDAARD) -> Zin:
    """The turn with helplines; what the organisatie added stands before the last block, which says that the chat is anonymous."""
    zin = zeg(naam, lijnen.waarden())
    *first, last = zin.turn.text
    # At 112 nothing else competes for attention.
    own = [] if naam.endswith("_neuro") else [f"{lijn.naam}: {lijn.telefoon}" for lijn in lijnen.ook]
    return replace(zin, turn=replace(zin.turn, text=[*first, *own, last]))


def _fill(block: str, waarden: Mapping[str, str]) -> str:
    for name, value in waarden.items():
        block = block.replace(f"{{{name}}}", value)
    return block


def bronregel(bronnen: Iterable[Bron]) -> str:
    """The sources in one line, each with its date; where they stand is on the page of the answer."""
    return "; ".join(f"{bron.titel} ({'datum onbekend' if bron.datum == 'onbekend' else bron.datum})" for bron in bronnen)


def antwoord(subject: Onderwerp, today: dt.date) -> Zin:
    """The answer about a subject with sources, date checked and whom to call; an expired one gives the contact alone."""
    found = answer(subject, DOELGROEP, today)
    waarden = {
        "titel": found.titel,
        "bronnen": bronregel(found.bronnen),
        "nagekeken": datum(found.nagekeken),
        "contact": found.contact.rstrip("."),
    }
    zin = zeg("utter_werkgever_antwoord", waarden)
    title, *rest = zin.turn.text
    return Zin(replace(zin.turn, text=[title, *found.blocks, *rest]), subject.id)
