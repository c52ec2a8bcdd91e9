"""Standing in: while a begeleider is away, whoever the rota names reads and answers what clients write. There is no second rota.

Seen are messages alone: what was unread when the standing in began, which else nobody would read, and what came after it; of that the client was
told who reads it (`leesmoment.py`, AVG art. 5.1 b and c). A deputy of the deputy does not see what was told to be for the first. The rest of the
dossier stays with the own begeleider. At the end of the absence it is over at once.
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


# From when until when, the end included.
Perioden = tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True)
class Waarneming:
    """For whom (number and name), and when in this absence it was this begeleider who stood in: at other times it was another deputy."""

    voor: int
    naam: str
    perioden: Perioden

    def in_periode(self, moment: datetime) -> bool:
        return any(van <= moment <= tot for van, tot in self.perioden)

    def ziet(self, created_at: datetime, gelezen_at: datetime | None) -> bool:
        """Whether who stands in may read a message of a client: it came while this person stood in, or was unread when that began. What another
        deputy read stays with that one: the client was told that name."""
        return gelezen_at is None or self.in_periode(created_at) or self.in_periode(gelezen_at)


@dataclass(frozen=True)
class WaargenomenRij:
    """One client of somebody who is away, in the overview of who stands in; ongelezen: requests by kind."""

    id: int
    naam: str
    voor: str
    ongelezen: dict[str, int]


async def _collegas(session: AsyncSession, begeleider_id: int, now: datetime) -> dict[int, Perioden]:
    """For which colleagues this begeleider stands in now, and when in their absence."""
    organisatie_id = await session.scalar(select(Begeleider.organisatie_id).where(Begeleider.id == begeleider_id))
    if organisatie_id is None:
        return {}
    rooster = await laad(session, organisatie_id, _ZONE, now)
    collegas = [one for one in rooster.team if rooster.waarnemer(one, now) == begeleider_id]
    if begin := min((sinds for one in collegas if (sinds := rooster.weg_sinds(one, now))), default=None):
        rooster = await laad(session, organisatie_id, _ZONE, begin)  # with absences of other deputies that are over by now
    return {one: rooster.waargenomen(one, begeleider_id, now) for one in collegas}


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
        for voor, perioden in (await _collegas(session, begeleider_id, now)).items():
            found += await _van(session, voor, perioden)
    return tuple(sorted(found, key=lambda row: (not row.ongelezen, row.naam.casefold(), row.id)))


async def _van(session: AsyncSession, voor: int, perioden: Perioden) -> Sequence[WaargenomenRij]:
    naam = await session.scalar(select(Begeleider.naam).where(Begeleider.id == voor)) or ""
    binnen = (column.between(van, tot) for column in (Contactverzoek.created_at, Contactverzoek.gelezen_at) for van, tot in perioden)
    gezien = or_(Contactverzoek.gelezen_at.is_(None), *binnen)  # as Waarneming.ziet
    columns = (Client.id, Client.naam, Contactverzoek.soort, Contactverzoek.gelezen_at)
    query = select(*columns).join(Contactverzoek, Contactverzoek.client_id == Client.id)
    namen: dict[int, str] = {}
    ongelezen: dict[int, Counter[str]] = {}
    for client_id, client, soort, gelezen_at in await session.execute(query.where(Client.begeleider_id == voor, gezien)):
        namen[client_id] = client
        ongelezen.setdefault(client_id, Counter()).update([soort] if gelezen_at is None else [])
    return [WaargenomenRij(client_id, client, naam, dict(ongelezen[client_id])) for client_id, client in namen.items()]
