"""A begeleider sets a dialogue ready for a client. It never begins by itself, and the client may leave it.

Source: DIALOGUES 9 (set a dialogue ready for a client). The begeleider sees that it was begun and finished and nothing more: not what was said,
and not that the client does not want it now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.beurt import Beurt
from bot.care.caseload import NietGevonden
from bot.care.dialogen import DIALOGEN
from bot.care.nieuws import wek
from bot.care.teksten import tekst
from bot.models.bericht_tables import Klaargezet
from bot.models.database import Database
from bot.models.tables import Begeleider, Client

KLAARGEZET, BEGONNEN, KLAAR = "klaargezet", "begonnen", "klaar"


@dataclass(frozen=True)
class Stand:
    """One dialogue that was set ready, for the begeleider. staat: klaargezet, begonnen or klaar; sinds: when it became so."""

    id: int
    dialoog: str
    naam: str
    staat: str
    sinds: datetime


@dataclass(frozen=True)
class Klaarzetblad:
    """What can be set ready for one own client (id and name), and what was; newest first."""

    te_kiezen: tuple[tuple[str, str], ...]
    gezet: tuple[Stand, ...]


def naam_van(dialoog: str) -> str:
    """The name of a dialogue in the words of its choice at home; a dialogue that is gone keeps its id."""
    return str(tekst(f"utter_{dialoog}_thuis").custom["begin"]) if dialoog in DIALOGEN else dialoog


def _stand(row: Klaargezet) -> Stand:
    staat, sinds = KLAARGEZET, row.created_at
    if row.klaar_at is not None:
        staat, sinds = KLAAR, row.klaar_at
    elif row.begonnen_at is not None:
        staat, sinds = BEGONNEN, row.begonnen_at
    return Stand(row.id, row.dialoog, naam_van(row.dialoog), staat, sinds)


async def _eigen(session: AsyncSession, begeleider_id: int, client_id: int) -> None:
    if await session.scalar(select(Client.id).where(Client.id == client_id, Client.begeleider_id == begeleider_id)) is None:
        raise NietGevonden


async def blad(database: Database, begeleider_id: int, client_id: int) -> Klaarzetblad:
    """What the begeleider sees of one own client, or NietGevonden."""
    async with database.read() as session:
        await _eigen(session, begeleider_id, client_id)
        rows = list(await session.scalars(select(Klaargezet).where(Klaargezet.client_id == client_id).order_by(Klaargezet.id.desc())))
    open_ = {row.dialoog for row in rows if row.klaar_at is None}
    return Klaarzetblad(tuple((dialoog, naam_van(dialoog)) for dialoog in DIALOGEN if dialoog not in open_), tuple(_stand(row) for row in rows))


async def zet(database: Database, begeleider_id: int, client_id: int, dialoog: str, *, now: datetime) -> None:
    """Set a dialogue ready for an own client. One that stands ready already stays as it is. Raises NietGevonden."""
    async with database.begin() as session:
        await _eigen(session, begeleider_id, client_id)
        if dialoog not in DIALOGEN:
            raise NietGevonden
        waits = (Klaargezet.client_id == client_id, Klaargezet.dialoog == dialoog, Klaargezet.klaar_at.is_(None))
        if await session.scalar(select(Klaargezet.id).where(*waits).limit(1)) is None:
            session.add(Klaargezet(client_id=client_id, begeleider_id=begeleider_id, dialoog=dialoog, created_at=now))
            wek(session, client_id, now=now)


async def haal_terug(database: Database, begeleider_id: int, client_id: int, nummer: int) -> None:
    """Take back what was not finished yet; what the client said stays the client's. Raises NietGevonden."""
    async with database.begin() as session:
        await _eigen(session, begeleider_id, client_id)
        this = (Klaargezet.id == nummer, Klaargezet.client_id == client_id)
        if await session.scalar(select(Klaargezet.id).where(*this)) is None:
            raise NietGevonden
        await session.execute(delete(Klaargezet).where(*this, Klaargezet.klaar_at.is_(None)))


async def eerste(session: AsyncSession, client_id: int) -> tuple[Klaargezet, str] | None:
    """What waits longest, with the name of who set it ready; without what the client began or does not want now."""
    query = (
        select(Klaargezet, Begeleider.naam)
        .join(Begeleider, Begeleider.id == Klaargezet.begeleider_id)
        .where(
            Klaargezet.client_id == client_id,
            Klaargezet.dialoog.in_(DIALOGEN),
            *(column.is_(None) for column in (Klaargezet.niet_nu_at, Klaargezet.begonnen_at, Klaargezet.klaar_at)),
        )
        .order_by(Klaargezet.id)
        .limit(1)
    )
    found = (await session.execute(query)).one_or_none()
    return None if found is None else (found[0], found[1])


async def getoond(session: AsyncSession, client_id: int, nummers: list[int], *, now: datetime) -> None:
    """The client was told of these; the first time counts."""
    these = (Klaargezet.id.in_(nummers), Klaargezet.client_id == client_id, Klaargezet.gezien_at.is_(None))
    await session.execute(update(Klaargezet).where(*these).values(gezien_at=now))


async def niet_nu(session: AsyncSession, client_id: int, nummer: int, *, now: datetime) -> None:
    """The client does not want it now: it no longer comes first, and stays among everything else."""
    this = (Klaargezet.id == nummer, Klaargezet.client_id == client_id)
    await session.execute(update(Klaargezet).where(*this).values(niet_nu_at=now, gezien_at=func.coalesce(Klaargezet.gezien_at, now)))


async def begonnen(beurt: Beurt, dialoog: str) -> str | None:
    """The client begins this dialogue, whoever thought of it. Returns the name of who set it ready; None when nobody did, or it was begun before."""
    query = (
        select(Klaargezet, Begeleider.naam)
        .join(Begeleider, Begeleider.id == Klaargezet.begeleider_id)
        .where(Klaargezet.client_id == beurt.client_id, Klaargezet.dialoog == dialoog, Klaargezet.begonnen_at.is_(None))
    )
    found = (await beurt.session.execute(query)).all()
    for row, _ in found:
        row.begonnen_at, row.gezien_at = beurt.now, row.gezien_at or beurt.now
    return found[0].naam if found else None


async def klaar(beurt: Beurt, dialoog: str) -> None:
    """The client finished this dialogue, also when it was going on already before it was set ready."""
    await begonnen(beurt, dialoog)
    this = (Klaargezet.client_id == beurt.client_id, Klaargezet.dialoog == dialoog, Klaargezet.klaar_at.is_(None))
    await beurt.session.execute(update(Klaargezet).where(*this).values(klaar_at=beurt.now))
