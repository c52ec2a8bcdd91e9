"""Answers: kept literally, with what was understood, in versions. Nothing is ever overwritten."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.beurt import Beurt
from bot.models.tables import Antwoord


@dataclass(frozen=True)
class Waarde:
    """The structured side of an answer. soort: keuze | tekst | overgeslagen | weet_niet. begrepen: what was understood of free words.

    samen_met: the naaste who helped the client to answer. door: the naaste whose own answer this is. Both empty: the client alone.
    """

    soort: str
    keuzes: tuple[str, ...] = ()
    begrepen: dict[str, Any] = field(default_factory=dict)
    samen_met: str = ""
    door: str = ""


@dataclass(frozen=True)
class Gegeven:
    """A valid answer as stored: the client's literal words, the value, and the turn and moment they were said.

    afgesproken: what was read in the words and confirmed, for who reads them back; never stored.
    """

    vraag: str
    woorden: str
    waarde: Waarde
    seq: int
    datum: datetime
    afgesproken: str = ""

    @property
    def inhoud(self) -> bool:
        """False for a question that was skipped or answered with "weet ik niet"."""
        return self.waarde.soort in ("keuze", "tekst")

    def koos(self, *keuzes: str) -> bool:
        return any(keuze in self.waarde.keuzes for keuze in keuzes)


Antwoorden = dict[str, Gegeven]


async def lees(session: AsyncSession, client_id: int, dialoog: str) -> Antwoorden:
    """The valid answers of a dialogue, by question."""
    rows = await session.scalars(
        select(Antwoord).where(Antwoord.client_id == client_id, Antwoord.dialoog == dialoog, Antwoord.geldig).order_by(Antwoord.id)
    )
    found: Antwoorden = {}
    for row in rows:
        raw = json.loads(row.waarde)
        waarde = Waarde(raw["soort"], tuple(raw["keuzes"]), raw["begrepen"], raw.get("samen_met", ""), raw.get("door", ""))
        found[row.vraag] = Gegeven(row.vraag, row.woorden, waarde, raw["seq"], row.created_at)
    return found


async def bewaar(beurt: Beurt, dialoog: str, vraag: str, woorden: str, waarde: Waarde) -> None:
    """Keep a new version of the answer to `vraag`; the earlier version stays readable for the client, but counts no more.

    A turn without a message is a choice on a page.
    """
    key = (Antwoord.client_id == beurt.client_id, Antwoord.dialoog == dialoog, Antwoord.vraag == vraag)
    versie = await beurt.session.scalar(select(Antwoord.versie).where(*key).order_by(Antwoord.versie.desc()).limit(1)) or 0
    await laat_vervallen(beurt, dialoog, (vraag,))
    beurt.session.add(
        Antwoord(
            client_id=beurt.client_id,
            dialoog=dialoog,
            vraag=vraag,
            versie=versie + 1,
            woorden=woorden,
            waarde=json.dumps({**asdict(waarde), "seq": beurt.seq}, ensure_ascii=False),
            bericht_id=beurt.bericht_id or None,
            created_at=beurt.now,
        )
    )


async def laat_vervallen(beurt: Beurt, dialoog: str, vragen: tuple[str, ...]) -> None:
    """Make the answers to these questions count no more; they will be asked again when they are needed."""
    await beurt.session.execute(
        update(Antwoord)
        .where(Antwoord.client_id == beurt.client_id, Antwoord.dialoog == dialoog, Antwoord.vraag.in_(vragen), Antwoord.geldig)
        .values(geldig=False)
        .execution_options(synchronize_session=False)
    )


async def gooi_weg(beurt: Beurt, dialoog: str) -> None:
    """Remove all answers of a dialogue whose answers were only a draft of something that is kept elsewhere, or not at all (AVG art. 5(1)(c))."""
    await beurt.session.execute(
        delete(Antwoord).where(Antwoord.client_id == beurt.client_id, Antwoord.dialoog == dialoog).execution_options(synchronize_session=False)
    )
