"""Watching the chain itself: gaps in the rota before they begin, and a synthetic melding on a schedule."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.care.keten import PROEF_ELKE, ROOSTER_LEEG
from bot.care.rooster import Rooster
from bot.models.database import Database
from bot.models.meldingen_tables import Proef, Systeemmelding
from bot.models.tables import Begeleider, Organisatie, Outbox
from bot.notify.clock import Clock
from bot.notify.dispatch import Bericht, Werk
from bot.settings import Settings

log = logging.getLogger(__name__)

Gat = tuple[datetime, datetime]

# A weekend with a day before it: long enough to find somebody.
LOOK_AHEAD = timedelta(hours=72)


async def organisaties(database: Database) -> list[int]:
    """The organisaties that have somebody at all."""
    async with database.read() as session:
        query = select(Organisatie.id).join(Begeleider, Begeleider.organisatie_id == Organisatie.id).distinct().order_by(Organisatie.id)
        return list(await session.scalars(query))


async def watch(database: Database, settings: Settings, clock: Clock) -> None:
    """Look once at every organisatie; one that cannot be looked at does not hide the others."""
    for organisatie_id in await organisaties(database):
        for check in (check_rooster, start_proef):
            try:
                await check(database, settings, organisatie_id, clock.now())
            except Exception as error:
                log.error("watching the chain failed: %s", type(error).__name__)


async def check_rooster(database: Database, settings: Settings, organisatie_id: int, now: datetime) -> int:
    """Raise an alarm for each new gap in the coming days, one that comes back too; show the others as they are now, and close those that were filled
    or are over. Returns how many are new."""
    async with database.begin() as session:
        # One front at a time: a second one then sees the alarm that the first raised.
        await session.scalar(select(Organisatie.id).where(Organisatie.id == organisatie_id).with_for_update())
        werk = Werk(database, settings, session, Outbox(), now)
        rooster = await werk.rooster(organisatie_id)
        gaten = rooster.gaten(now, now + LOOK_AHEAD)
        known = list(
            await session.scalars(
                select(Systeemmelding).where(
                    Systeemmelding.organisatie_id == organisatie_id, Systeemmelding.soort == ROOSTER_LEEG, Systeemmelding.opgelost_at.is_(None)
                )
            )
        )
        told = [(row, (row.van, row.tot)) for row in known]
        shown: set[int] = set()
        new = 0
        for gat in gaten:
            row = _told_as(gat, told)
            if row is not None and row.id not in shown:
                shown.add(row.id)
                # Of a gap that is going on, only what is left can be seen in the rota.
                row.van, row.tot = (row.van if gat[0] <= now else gat[0]), gat[1]
                continue
            alarm = Systeemmelding(organisatie_id=organisatie_id, soort=ROOSTER_LEEG, van=gat[0], tot=gat[1], created_at=now)
            session.add(alarm)
            await session.flush()
            if row is None:
                new += 1
                await _sound(werk, rooster, alarm)
        for row in known:
            if row.id not in shown:
                row.opgelost_at = now
        return new


def _told_as(gat: Gat, told: list[tuple[Systeemmelding, Gat]]) -> Systeemmelding | None:
    """The alarm that told of this gap; None when it is new: told by none, or it also holds time that was filled before it or between two alarms.

    One that only lasts longer is no new one: with every look the last of the days ahead moves on.
    """
    rows = [(row, van) for row, (van, tot) in told if van < gat[1] and gat[0] < tot]
    return rows[0][0] if len(rows) == 1 and rows[0][1] <= gat[0] else None


async def _sound(werk: Werk, rooster: Rooster, alarm: Systeemmelding) -> None:
    receivers = [("begeleider", one) for one in rooster.team]
    if rooster.instellingen.laatste_email:
        receivers.append(("laatste", 0))
    for doel, one in receivers:
        await werk.verstuur(alarm.organisatie_id, Bericht(ROOSTER_LEEG, f"rooster {alarm.id}", doel, one or None))


async def start_proef(database: Database, settings: Settings, organisatie_id: int, now: datetime) -> bool:
    """Put the synthetic melding of this turn of the schedule in the outbox, once. Returns whether it was new."""
    slot = int(now.timestamp() // PROEF_ELKE.total_seconds())
    known = select(Proef.id).where(Proef.organisatie_id == organisatie_id, Proef.slot == slot)
    async with database.read() as session:
        if await session.scalar(known) is not None:
            return False
    try:
        async with database.begin() as session:
            proef = Proef(organisatie_id=organisatie_id, slot=slot, created_at=now)
            session.add(proef)
            await session.flush()
            session.add(Outbox(soort="proef", verwijzing=proef.id, attempts=0, due_at=now, created_at=now))
    except IntegrityError:  # another front made that of this turn at the same moment
        return False
    return True
