"""Home of a client as a page: what is new, what was begun and what has come back; at most three things to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import berichten, klaarzetten
from bot.care.dialogen import DIALOGEN, wachtende
from bot.models.tables import Voortgang

HOOGSTENS = 3
BERICHT, KLAARGEZET, BEZIG, WEER = "bericht", "klaargezet", "bezig", "weer"


@dataclass(frozen=True)
class Ding:
    """One thing to do. soort: bericht, klaargezet, bezig or weer. dialoog and naam: which dialogue. begeleider: whom it comes from.

    nummer: of what was set ready.
    """

    soort: str
    dialoog: str = ""
    naam: str = ""
    begeleider: str = ""
    nummer: int = 0


async def lees(session: AsyncSession, client_id: int, *, now: datetime, zone: ZoneInfo) -> tuple[Ding, ...]:
    """What this client can do now, most wanted first; empty when nothing waits."""
    found: list[Ding] = []
    if unseen := await berichten.ongezien(session, client_id):
        found.append(Ding(BERICHT, begeleider=await berichten.schrijver(session, unseen)))
    if (wacht := await klaarzetten.eerste(session, client_id)) is not None:
        row, begeleider = wacht
        found.append(Ding(KLAARGEZET, row.dialoog, klaarzetten.naam_van(row.dialoog), begeleider, row.id))
    rows = (await session.scalars(select(Voortgang).where(Voortgang.client_id == client_id).order_by(Voortgang.updated_at.desc()))).all()
    weer = await wachtende(session, client_id, rows, now, zone)
    for row_of in rows:
        if row_of.dialoog in DIALOGEN and (row_of.status == "open" or row_of.dialoog in weer):
            soort = BEZIG if row_of.status == "open" else WEER
            if not any(ding.dialoog == row_of.dialoog for ding in found):
                found.append(Ding(soort, row_of.dialoog, klaarzetten.naam_van(row_of.dialoog)))
    return tuple(found[:HOOGSTENS])
