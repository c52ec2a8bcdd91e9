"""Mail to a client: a reminder, something new, or the first mail to an address.

Looked at again just before it is sent, for much can change while a mail waits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import herinneringen, nieuws, ritme
from bot.models.instelling_tables import ClientEmail, Herinnering
from bot.models.meldingen_tables import Bezorging
from bot.models.tables import Outbox

CLIENT = "client"
HERINNERING, BEVESTIG, NIEUWS = "herinnering", "bevestig", "nieuws"
# After this long a first mail only surprises; the client can ask for it again.
BEVESTIG_GELDT = timedelta(hours=24)


@dataclass(frozen=True)
class Nu:
    """What to do with a mail that is due: send it to `adres` (with `token` in its link), wait until `later`, or (neither) let it lapse."""

    adres: str | None = field(default=None, repr=False)
    token: str = field(default="", repr=False)
    later: datetime | None = None


async def beoordeel(session: AsyncSession, bezorging: Bezorging, now: datetime, zone: ZoneInfo) -> Nu:
    """Whether this mail is still wanted, needed and in time."""
    adres = await session.get(ClientEmail, bezorging.client_id)
    if adres is None or adres.geweigerd_at is not None:
        return Nu()
    if bezorging.inhoud == BEVESTIG:
        fresh = adres.bevestigd_at is None and now - bezorging.created_at < BEVESTIG_GELDT
        return Nu(adres.email, adres.token) if fresh else Nu()
    if bezorging.inhoud == NIEUWS:
        if adres.bevestigd_at is None or not adres.bij_nieuws or await nieuws.ongezien_sinds(session, adres.client_id) is None:
            return Nu()
        return Nu(adres.email, adres.token) if ritme.wakker(now, zone) else Nu(later=ritme.eerste_wakker(now, zone))
    row = await session.get(Herinnering, bezorging.herinnering_id)
    if row is None or row.laatst_at is None or adres.bevestigd_at is None:
        return Nu()
    grid = herinneringen.ritme_van(row, zone)
    if grid.te_laat(row.laatst_at, now) or grid.al_gedaan(row.laatst_at, await herinneringen.laatst_gedaan(session, row)):
        return Nu()
    if not ritme.wakker(now, zone):
        return Nu(later=ritme.eerste_wakker(now, zone))
    return Nu(adres.email, adres.token)


async def is_nodig(session: AsyncSession, row: Herinnering, moment: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a reminder of `moment` should be written now: in time, not done meanwhile, to an address that works, and none waits already."""
    adres = await session.get(ClientEmail, row.client_id)
    if adres is None or adres.bevestigd_at is None or adres.geweigerd_at is not None:
        return False
    grid = herinneringen.ritme_van(row, zone)
    if grid.te_laat(moment, now) or grid.al_gedaan(moment, await herinneringen.laatst_gedaan(session, row)):
        return False
    waiting = (
        select(Bezorging.id)
        .join(Outbox, (Outbox.verwijzing == Bezorging.id) & (Outbox.soort == Bezorging.kanaal))
        .where(Bezorging.herinnering_id == row.id, Outbox.delivered_at.is_(None))
    )
    return await session.scalar(waiting.limit(1)) is None


async def wil_nieuws(session: AsyncSession, client_id: int) -> bool:
    """Whether a mail about something new should be written: the client chose so, has not seen it, and got no mail since it waits."""
    adres = await session.get(ClientEmail, client_id)
    if adres is None or adres.bevestigd_at is None or adres.geweigerd_at is not None or not adres.bij_nieuws:
        return False
    sinds = await nieuws.ongezien_sinds(session, client_id)
    if sinds is None:
        return False
    told = select(Bezorging.id).where(Bezorging.client_id == client_id, Bezorging.inhoud == NIEUWS, Bezorging.created_at >= sinds)
    return await session.scalar(told.limit(1)) is None
