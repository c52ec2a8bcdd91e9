"""What the editor gets back: questions without an answer, and how often an answer was clear.

The questions are stripped before they come here (onbeantwoord.py) and encrypted with the key of the organisatie that runs
this Werkmaat: the first one that is not a demo. Without an organisatie nothing is kept, for nobody would read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models.database import Database
from bot.models.tables import Begeleider, Duidelijk, Onbeantwoord, Organisatie

KEPT = 500  # questions: an anonymous page must not be able to fill the disk
KEPT_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Vraag:
    """One question for the editor."""

    id: int
    tekst: str
    aantal: int
    sinds: datetime
    laatst: datetime


@dataclass(frozen=True)
class Stemmen:
    """The votes for one answer."""

    onderwerp: str
    ja: int
    nee: int


async def bewaar_vraag(database: Database, tekst: str, now: datetime) -> None:
    """Keep a stripped question, or count it when it was asked before; the oldest and those past a year make room."""
    async with database.read() as session:
        organisatie_id = await session.scalar(select(Organisatie.id).order_by(Organisatie.is_demo, Organisatie.id).limit(1))
    if organisatie_id is None:
        return
    index = database.keyring.master.index(tekst)
    async with database.begin(organisatie_id=organisatie_id) as session:
        mine = Onbeantwoord.organisatie_id == organisatie_id
        await session.execute(delete(Onbeantwoord).where(mine, Onbeantwoord.seen_at < now - KEPT_FOR))
        if await _count_again(session, organisatie_id, index, now):
            return
        if (await session.scalar(select(func.count(Onbeantwoord.id)).where(mine)) or 0) >= KEPT:
            oldest = select(Onbeantwoord.id).where(mine).order_by(Onbeantwoord.seen_at).limit(1).scalar_subquery()
            await session.execute(delete(Onbeantwoord).where(Onbeantwoord.id == oldest))
        try:
            async with session.begin_nested():
                session.add(Onbeantwoord(organisatie_id=organisatie_id, tekst=tekst, tekst_index=index, aantal=1, created_at=now, seen_at=now))
        except IntegrityError:  # another process kept the same question just now
            await _count_again(session, organisatie_id, index, now)


async def _count_again(session: AsyncSession, organisatie_id: int, index: str, now: datetime) -> bool:
    found = await session.scalar(
        update(Onbeantwoord)
        .where(Onbeantwoord.organisatie_id == organisatie_id, Onbeantwoord.tekst_index == index)
        .values(aantal=Onbeantwoord.aantal + 1, seen_at=now)
        .returning(Onbeantwoord.id)
    )
    return found is not None


async def stem(database: Database, onderwerp: str, *, duidelijk: bool) -> None:
    """Count one vote. The caller has checked that the subject exists."""
    column = Duidelijk.ja if duidelijk else Duidelijk.nee
    count = update(Duidelijk).where(Duidelijk.onderwerp == onderwerp).values({column: column + 1}).returning(Duidelijk.onderwerp)
    async with database.begin() as session:
        if await session.scalar(count) is not None:
            return
        try:
            async with session.begin_nested():
                session.add(Duidelijk(onderwerp=onderwerp, ja=int(duidelijk), nee=int(not duidelijk)))
        except IntegrityError:
            await session.execute(count)


async def stemmen(database: Database) -> list[Stemmen]:
    """All votes, the answers that were unclear most often first."""
    async with database.read() as session:
        rows = await session.scalars(select(Duidelijk).order_by(Duidelijk.nee.desc(), Duidelijk.ja.desc(), Duidelijk.onderwerp))
        return [Stemmen(row.onderwerp, row.ja, row.nee) for row in rows]


async def open_vragen(database: Database, begeleider_id: int) -> list[Vraag]:
    """The questions kept for the organisatie of this begeleider, most asked first."""
    async with database.read() as session:
        rows = await session.scalars(
            select(Onbeantwoord)
            .join(Begeleider, Begeleider.organisatie_id == Onbeantwoord.organisatie_id)
            .where(Begeleider.id == begeleider_id)
            .order_by(Onbeantwoord.aantal.desc(), Onbeantwoord.seen_at.desc())
        )
        return [Vraag(row.id, row.tekst, row.aantal, row.created_at, row.seen_at) for row in rows]


async def verwijder_vraag(database: Database, begeleider_id: int, vraag_id: int) -> bool:
    """Remove a question that is dealt with; False when it is not of this begeleider's organisatie, or gone."""
    async with database.begin() as session:
        mine = select(Begeleider.organisatie_id).where(Begeleider.id == begeleider_id).scalar_subquery()
        gone = await session.scalar(
            delete(Onbeantwoord).where(Onbeantwoord.id == vraag_id, Onbeantwoord.organisatie_id == mine).returning(Onbeantwoord.id)
        )
        return gone is not None
