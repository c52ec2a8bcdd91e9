"""Who a client is and who helps: the head of every page of the client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.care import hulplijnen
from bot.care.hulplijnen import Hulplijnen
from bot.models.database import Database
from bot.models.tables import Begeleider, Client, Organisatie


class ClientOnbekend(LookupError):
    """There is no client with this number (any more)."""


@dataclass(frozen=True)
class ClientProfiel:
    """A client as known here. sinds: when the client was enrolled; is_demo: what is shown is made up."""

    id: int
    naam: str
    telefoon: str | None
    sinds: datetime
    begeleider: str
    organisatie: str
    is_demo: bool
    hulplijnen: Hulplijnen


async def profiel(database: Database, client_id: int) -> ClientProfiel:
    """Return who this client is, or raise ClientOnbekend."""
    query = (
        select(
            Client.naam,
            Client.telefoon,
            Client.created_at,
            Begeleider.naam.label("begeleider"),
            Organisatie.naam.label("organisatie"),
            Organisatie.is_demo,
            Organisatie.instellingen,
        )
        .join(Begeleider, Begeleider.id == Client.begeleider_id)
        .join(Organisatie, Organisatie.id == Client.organisatie_id)
        .where(Client.id == client_id)
    )
    async with database.read() as session:
        row = (await session.execute(query)).one_or_none()
    if row is None:
        raise ClientOnbekend
    lijnen = hulplijnen.lees(row.instellingen)
    return ClientProfiel(client_id, row.naam, row.telefoon, row.created_at, row.begeleider, row.organisatie, row.is_demo, lijnen)
