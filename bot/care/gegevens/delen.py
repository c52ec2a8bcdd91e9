"""Sharing and withdrawing, line by line and at once (AVG art. 7(3): withdrawing is as easy as consenting).

The pages of a begeleider read `toestemming` in every query, so what is withdrawn here is not fetched any more from the same moment on. Each
press of a button is a group of steps that can be undone.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.samenvatting import DELEN, INGETROKKEN
from bot.models.database import Database
from bot.models.gegevens_tables import Toestemmingstap
from bot.models.tables import Samenvatting, SamenvattingRegel


class NietTeDelen(LookupError):
    """There is no such line of this client, or it cannot be changed this way."""


async def nieuwste(session: AsyncSession, client_id: int) -> frozenset[int]:
    """The newest approved summary of each dialogue: only its lines can be shared anew, because earlier ones were replaced."""
    rows = await session.execute(
        select(Samenvatting.id, Samenvatting.dialoog)
        .where(Samenvatting.client_id == client_id, Samenvatting.goedgekeurd_at.is_not(None))
        .order_by(Samenvatting.goedgekeurd_at, Samenvatting.id)
    )
    return frozenset({row.dialoog: row.id for row in rows}.values())


async def _zet(session: AsyncSession, regels: list[SamenvattingRegel], werd: str | None, groep: str, now: datetime) -> None:
    for regel in regels:
        session.add(Toestemmingstap(regel_id=regel.id, groep=groep, was=regel.toestemming, werd=werd, created_at=now))
        regel.toestemming, regel.toestemming_at = werd, now
    await session.flush()


async def _regels(session: AsyncSession, client_id: int, *which: ColumnElement[bool]) -> list[SamenvattingRegel]:
    query = (
        select(SamenvattingRegel)
        .join(Samenvatting, Samenvatting.id == SamenvattingRegel.samenvatting_id)
        .where(Samenvatting.client_id == client_id, Samenvatting.goedgekeurd_at.is_not(None), *which)
        .order_by(SamenvattingRegel.id)
        .with_for_update(of=SamenvattingRegel)
    )
    return list(await session.scalars(query))


async def deel(database: Database, client_id: int, regel_id: int, *, now: datetime) -> str | None:
    """Share one line of the newest summary. Returns the group to undo it with; None when it was shared already. Raises NietTeDelen."""
    async with database.begin(client_id=client_id) as session:
        found = await _regels(session, client_id, SamenvattingRegel.id == regel_id)
        if not found or found[0].samenvatting_id not in await nieuwste(session, client_id):
            raise NietTeDelen
        if found[0].toestemming == DELEN:
            return None
        groep = uuid.uuid4().hex
        await _zet(session, found, DELEN, groep, now)
        return groep


async def trek_in(
    database: Database, client_id: int, *, regel_id: int | None = None, samenvatting_id: int | None = None, now: datetime
) -> str | None:
    """Withdraw one line, or every shared line of a summary. Returns the group to undo it with; None when nothing was shared. Raises NietTeDelen."""
    which = SamenvattingRegel.id == regel_id if regel_id is not None else Samenvatting.id == samenvatting_id
    async with database.begin(client_id=client_id) as session:
        found = await _regels(session, client_id, which)
        if not found:
            raise NietTeDelen
        shared = [regel for regel in found if regel.toestemming == DELEN]
        if not shared:
            return None
        groep = uuid.uuid4().hex
        await _zet(session, shared, INGETROKKEN, groep, now)
        return groep


async def maak_ongedaan(database: Database, client_id: int, groep: str, *, now: datetime) -> str | None:
    """Put back what one press of a button changed, as far as nothing was changed since. Returns the group of this step, None when nothing
    could be put back. Raises NietTeDelen."""
    async with database.begin(client_id=client_id) as session:
        steps = {
            step.regel_id: step
            for step in await session.scalars(
                select(Toestemmingstap)
                .join(SamenvattingRegel, SamenvattingRegel.id == Toestemmingstap.regel_id)
                .join(Samenvatting, Samenvatting.id == SamenvattingRegel.samenvatting_id)
                .where(Toestemmingstap.groep == groep, Samenvatting.client_id == client_id)
            )
        }
        if not steps:
            raise NietTeDelen
        regels = await _regels(session, client_id, SamenvattingRegel.id.in_(steps))
        allowed = await nieuwste(session, client_id)
        back, put_back = uuid.uuid4().hex, False
        for regel in regels:
            step = steps[regel.id]
            # What the client decided after this press stands; and a summary that was replaced meanwhile is not shared again.
            if regel.toestemming == step.werd and (step.was != DELEN or regel.samenvatting_id in allowed):
                await _zet(session, [regel], step.was, back, now)
                put_back = True
        return back if put_back else None
