"""Standing in: while a begeleider is away, whoever the rota names reads and answers what clients write. There is no second rota.

Seen are messages alone: what was unread when the absence began, which else nobody would read, and what came after it; of that the client was
told that somebody else reads it (`leesmoment.py`, AVG art. 5.1 b and c). The rest of the dossier stays with the own begeleider. At the end of
the absence it is over at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.rooster import laad
from bot.models.database import Database
from bot.models.tables import Begeleider, Client, Contactverzoek

# Presence is a matter of moments; the zone of the rota only matters for working hours.
_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True)
class Waarneming:
    """For whom (number and name), and since when that colleague is away."""

    voor: int
    naam: str
    sinds: datetime

    def ziet(self, created_at: datetime, gelezen_at: datetime | None) -> bool:
        """Whether who stands in may read a message of a client: it came in the absence, or was unread when that began."""
        return created_at >= self.sinds or gelezen_at is None or gelezen_at >= self.sinds


@dataclass(frozen=True)
class WaargenomenRij:
    """One client of somebody who is away, in the overview of who stands in; ongelezen: requests by kind."""

    id: int
    naam: str
    voor: str
    ongelezen: dict[str, int]


async def _collegas(session: AsyncSession, begeleider_id: int, now: datetime) -> dict[int, datetime]:
    """For which colleagues this begeleider stands in now, and since when each is away."""
    organisatie_id = await session.scalar(select(Begeleider.organisatie_id).where(Begeleider.id == begeleider_id))
    if organisatie_id is None:
        return {}
    rooster = await laad(session, organisatie_id, _ZONE, now)
    weg = {one: rooster.weg_sinds(one, now) for one in rooster.team if rooster.waarnemer(one, now) == begeleider_id}
    return {one: sinds for one, sinds in weg.items() if sinds is not None}


async def bij_client(session: AsyncSession, begeleider_id: int, client_id: int, now: datetime) -> Waarneming | None:
    """Whether this begeleider stands in now for the one of this client; None when not."""
    collegas = await _collegas(session, begeleider_id, now)
    query = select(Begeleider.id, Begeleider.naam).join(Client, Client.begeleider_id == Begeleider.id)
    found = (await session.execute(query.where(Client.id == client_id, Client.begeleider_id.in_(collegas)))).one_or_none()
    return None if found is None else Waarneming(found.id, found.naam, collegas[found.id])


async def overzicht(database: Database, begeleider_id: int, now: datetime) -> tuple[WaargenomenRij, ...]:
    """Clients of the colleagues this begeleider stands in for now, who wrote something that may be read; what is unread first."""
    found: list[WaargenomenRij] = []
    async with database.read() as session:
        for voor, sinds in (await _collegas(session, begeleider_id, now)).items():
            found += await _van(session, voor, sinds)
    return tuple(sorted(found, key=lambda row: (not row.ongelezen, row.naam.casefold(), row.id)))


async def _van(session: AsyncSession, voor: int, sinds: datetime) -> Sequence[WaargenomenRij]:
    naam = await session.scalar(select(Begeleider.naam).where(Begeleider.id == voor)) or ""
    gezien = or_(Contactverzoek.created_at >= sinds, Contactverzoek.gelezen_at.is_(None), Contactverzoek.gelezen_at >= sinds)
    columns = (Client.id, Client.naam, Contactverzoek.soort, Contactverzoek.gelezen_at)
    query = select(*columns).join(Contactverzoek, Contactverzoek.client_id == Client.id)
    namen: dict[int, str] = {}
    ongelezen: dict[int, Counter[str]] = {}
    for client_id, client, soort, gelezen_at in await session.execute(query.where(Client.begeleider_id == voor, gezien)):
        namen[client_id] = client
        ongelezen.setdefault(client_id, Counter()).update([soort] if gelezen_at is None else [])
    return [WaargenomenRij(client_id, client, naam, dict(ongelezen[client_id])) for client_id, client in namen.items()]
