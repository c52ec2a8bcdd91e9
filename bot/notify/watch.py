"""Watching the chain itself: gaps in the rota before they begin, and a synthetic melding on a schedule."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.care.keten import PROEF_ELKE, ROOSTER_LEEG
from bot.models.database import Database
from bot.models.meldingen_tables import Proef, Systeemmelding
from bot.models.tables import Begeleider, Organisatie, Outbox
from bot.notify.clock import Clock
from bot.notify.dispatch import Bericht, Werk
from bot.settings import Settings

# A weekend with a day before it: long enough to find somebody.
LOOK_AHEAD = timedelta(hours=72)


async def organisaties(database: Database) -> list[int]:
    """The organisaties that have somebody at all."""
    async with database.read() as session:
        query = select(Organisatie.id).join(Begeleider, Begeleider.organisatie_id == Organisatie.id).distinct().order_by(Organisatie.id)
        return list(await session.scalars(query))


async def watch(database: Database, settings: Settings, clock: Clock) -> None:
    """Look once at every organisatie. What another front wrote at the same moment is left to it."""
    for organisatie_id in await organisaties(database):
        for check in (check_rooster, start_proef):
            try:
                await check(database, settings, organisatie_id, clock.now())
            except IntegrityError:
                continue


async def check_rooster(database: Database, settings: Settings, organisatie_id: int, now: datetime) -> int:
    """Raise an alarm for each new gap in the coming days, and close those that were filled or are over. Returns how many are new."""
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
        for row in known:
            same = next((gat for gat in gaten if gat[0] <= row.tot and row.van <= gat[1]), None)
            if same is None:
                row.opgelost_at = now
            else:
                gaten.remove(same)
                row.tot = max(row.tot, same[1])
        for van, tot in gaten:
            alarm = Systeemmelding(organisatie_id=organisatie_id, soort=ROOSTER_LEEG, van=van, tot=tot, created_at=now)
            session.add(alarm)
            await session.flush()
            receivers = [("begeleider", one) for one in rooster.team]
            if rooster.instellingen.laatste_email:
                receivers.append(("laatste", 0))
            for doel, one in receivers:
                await werk.verstuur(organisatie_id, Bericht(ROOSTER_LEEG, f"rooster {alarm.id}", doel, one or None))
        return len(gaten)


async def start_proef(database: Database, settings: Settings, organisatie_id: int, now: datetime) -> bool:
    """Put the synthetic melding of this turn of the schedule in the outbox, once. Returns whether it was new."""
    slot = int(now.timestamp() // PROEF_ELKE.total_seconds())
    known = select(Proef.id).where(Proef.organisatie_id == organisatie_id, Proef.slot == slot)
    async with database.read() as session:
        if await session.scalar(known) is not None:
            return False
    async with database.begin() as session:
        proef = Proef(organisatie_id=organisatie_id, slot=slot, created_at=now)
        session.add(proef)
        await session.flush()
        session.add(Outbox(soort="proef", verwijzing=proef.id, attempts=0, due_at=now, created_at=now))
        return True
