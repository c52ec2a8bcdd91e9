"""Since when a begeleider is the own one of a client, and which messages come along when another took over.

What a client wrote to the former one, and that one read, was told in confidence to a person with a name: it stays between those two (AVG art. 5.1 b
and c). What nobody had read yet is for the new one, as the client was told who reads now. Whoever was the own one before, and is so again, sees those
times too. The changes stand in the log of who looked (`begeleiders.py`), which is kept for five years at least.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.inzage import OPDRACHT, WIJZIGEN, Daad, schrijf
from bot.models.gegevens_tables import Inzage
from bot.models.tables import Client, Contactverzoek

SOORT = "begeleider"


@dataclass(frozen=True)
class Eigen:
    """When this begeleider was the own one, from and until; None stands for the first contact, and for now."""

    perioden: tuple[tuple[datetime | None, datetime | None], ...] = ((None, None),)

    def in_periode(self, moment: datetime) -> bool:
        return any((van is None or van <= moment) and (tot is None or moment < tot) for van, tot in self.perioden)

    def ziet(self, created_at: datetime, gelezen_at: datetime | None) -> bool:
        """Whether a message of the client is for this begeleider: it came in such a time, or was read in it, or nobody has read it."""
        return gelezen_at is None or self.in_periode(created_at) or self.in_periode(gelezen_at)

    def voorwaarde(self) -> ColumnElement[bool]:
        """The same in a query of requests."""
        moments = (Contactverzoek.created_at, Contactverzoek.gelezen_at)
        binnen = (
            and_(true(), *([moment >= van] if van else []), *([moment < tot] if tot else [])) for moment in moments for van, tot in self.perioden
        )
        return or_(Contactverzoek.gelezen_at.is_(None), *binnen)


async def noteer(session: AsyncSession, client_id: int, van: int, now: datetime) -> None:
    """Write down that `van` is the own begeleider no more."""
    await schrijf(session, OPDRACHT, (client_id,), Daad(WIJZIGEN, SOORT, van), now=now)


async def eigen(session: AsyncSession, begeleider_id: int, client_id: int) -> Eigen:
    """The times in which this begeleider, the own one now, was so."""
    query = (
        select(Inzage.created_at, Inzage.verwijzing)
        .join(Client, Client.sleutel_id == Inzage.betrokkene)
        .where(Client.id == client_id, Client.begeleider_id == begeleider_id, Inzage.actie == WIJZIGEN, Inzage.soort == SOORT)
        .order_by(Inzage.volgnummer)
    )
    perioden: list[tuple[datetime | None, datetime | None]] = []
    van: datetime | None = None
    for moment, vorige in await session.execute(query):
        if vorige == begeleider_id:
            perioden.append((van, moment))
        van = moment
    return Eigen((*perioden, (van, None)))
