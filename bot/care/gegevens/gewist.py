"""What a begeleider may still know of somebody who was erased: that it happened, and when. Nothing of what was erased comes back.

It is read from what stays (`wissen.py`): the row of the erasure, and the rows of who looked. Who never looked is told nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from bot.care.inzage import CLIENT, EIGEN, GELUKT
from bot.models.database import Database
from bot.models.gegevens_tables import Inzage, Wissing

# How long the overview tells it.
TONEN = timedelta(days=14)


@dataclass(frozen=True)
class Wissingsbericht:
    """zelf: the client did it."""

    zelf: bool
    moment: datetime


def _gezien_door(begeleider_id: int) -> Select[str, datetime]:
    """Erasures of people whose data this begeleider looked at, the last first."""
    keken = (Inzage.betrokkene == Wissing.betrokkene) & (Inzage.begeleider_id == begeleider_id) & (Inzage.uitkomst == GELUKT)
    return select(Wissing.door, Wissing.created_at).join(Inzage, keken).distinct().order_by(Wissing.created_at.desc())


async def bij_melding(database: Database, begeleider_id: int, melding_id: int) -> Wissingsbericht | None:
    """The erasure that took this melding along, for who had it open before."""
    query = _gezien_door(begeleider_id).where(Inzage.verwijzing == melding_id, Inzage.soort.like("melding%")).limit(1)
    async with database.read() as session:
        found = (await session.execute(query)).one_or_none()
    return None if found is None else Wissingsbericht(found.door == CLIENT, found.created_at)


async def van_eigen_clienten(database: Database, begeleider_id: int, *, now: datetime) -> tuple[datetime, ...]:
    """When clients of this begeleider erased everything themselves, lately; the last first."""
    query = _gezien_door(begeleider_id).where(Inzage.rol == EIGEN, Wissing.door == CLIENT, Wissing.created_at > now - TONEN)
    async with database.read() as session:
        return tuple(row.created_at for row in await session.execute(query))
