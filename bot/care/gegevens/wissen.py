"""Erasing a client: rows and key in one transaction, everywhere at once, for good.

What stays is a row that somebody was erased and the rows of who looked, both with a number that points to nobody any more. Logging must be
kept at least five years (Staatscourant 2019, 38007, for NEN 7513); AVG art. 17(3)(b) lets it stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import inzage
from bot.care.gegevens.profiel import ClientOnbekend
from bot.care.gegevens.register import CLIENT, Gegevenstabel, tabel, tabellen
from bot.care.inzage import Daad, Kijker
from bot.models.database import Database
from bot.models.gegevens_tables import Wissing
from bot.models.tables import Client, Gesprek, Melding, Outbox, Sleutel

ALLES = "alles"
BEWAARTERMIJN = "bewaartermijn"


class NogMelding(Exception):
    """There is an open melding of level rood: somebody may be in danger, and the way to this person must stay until it is handled."""


@dataclass(frozen=True)
class Gewist:
    """What was erased: rows per table. opgeruimd: the room on disk was overwritten too; else the background does it later."""

    rijen: dict[str, int]
    opgeruimd: bool


async def open_rood(session: AsyncSession, client_id: int) -> bool:
    """Whether erasing must wait."""
    query = select(func.count(Melding.id)).where(Melding.client_id == client_id, Melding.niveau == "rood", Melding.gesloten_at.is_(None))
    return bool(await session.scalar(query))


async def wis(database: Database, client_id: int, kijker: Kijker, *, now: datetime, begeleider_id: int | None = None, toch: bool = False) -> Gewist:
    """Erase this client. Raises ClientOnbekend (also when the client is not of `begeleider_id`, if given) or NogMelding (unless `toch`)."""
    async with database.begin() as session:
        rijen = await _wis(session, client_id, kijker, now=now, begeleider_id=begeleider_id, toch=toch)
    return Gewist(rijen, await ruim_schijf_op(database, now=now))


async def _wis(session: AsyncSession, client_id: int, kijker: Kijker, *, now: datetime, begeleider_id: int | None, toch: bool) -> dict[str, int]:
    await _vergrendel(session, client_id)
    client = (
        await session.execute(select(Client.sleutel_id, Client.organisatie_id, Client.begeleider_id).where(Client.id == client_id).with_for_update())
    ).one_or_none()
    if client is None or begeleider_id not in (None, client.begeleider_id):
        raise ClientOnbekend
    if not toch and await open_rood(session, client_id):
        raise NogMelding
    rijen = {one.naam: await _verwijder(session, one, client_id) for one in reversed(tabellen()) if not one.blijft and one.naam != CLIENT}
    # The log is locked last, as by everybody else: who writes in it may hold rows that were deleted just now.
    await inzage.schrijf(session, kijker, (client_id,), Daad(inzage.WISSEN, ALLES), now=now)
    door = BEWAARTERMIJN if kijker.wie == inzage.SYSTEEM else kijker.wie
    session.add(Wissing(betrokkene=client.sleutel_id, organisatie_id=client.organisatie_id, door=door, begeleider_id=kijker.id, created_at=now))
    await session.flush()
    rijen[CLIENT] = await _verwijder(session, tabel(CLIENT), client_id)
    await session.execute(delete(Sleutel).where(Sleutel.id == client.sleutel_id))
    return rijen


async def _vergrendel(session: AsyncSession, client_id: int) -> None:
    """Wait for what others are doing with this client, in the order in which they all take their locks: gesprek, outbox, and then the client.

    A turn and who acknowledges a melding begin with the gesprek. The ladder and the mail have a row of the outbox, and a new row that points to the
    client locks that too; a mail that is refused takes its own row before that of its melding.
    """
    await session.execute(select(Gesprek.id).where(Gesprek.client_id == client_id).with_for_update())
    mails_first = (Outbox.soort.not_in(("mail", "webhook")), Outbox.id)
    await session.execute(select(Outbox.id).where(tabel("outbox").van_client(client_id)).order_by(*mails_first).with_for_update())


async def _verwijder(session: AsyncSession, one: Gegevenstabel, client_id: int) -> int:
    done = await session.execute(delete(one.tabel).where(one.van_client(client_id)).execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]


async def ruim_schijf_op(database: Database, *, now: datetime) -> bool:
    """Overwrite on disk what erasures left, if there is anything to do. False when others were in the way."""
    async with database.read() as session:
        if not await session.scalar(select(func.count()).select_from(Wissing).where(Wissing.opgeruimd_at.is_(None))):
            return True
    if not await database.wipe_free_space():
        return False
    async with database.begin() as session:
        await session.execute(update(Wissing).where(Wissing.opgeruimd_at.is_(None), Wissing.created_at <= now).values(opgeruimd_at=now))
    return True
