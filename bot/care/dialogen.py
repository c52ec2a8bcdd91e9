"""All question dialogues by name. A dialogue without an entry here cannot be started."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.bijsluiter import BIJSLUITER
from bot.care.crisiskaart import CRISISKAART
from bot.care.energielijst import ENERGIELIJST
from bot.care.helpersgesprek import HELPERS
from bot.care.naaste import NAASTE
from bot.care.openheid import OPENHEID
from bot.care.signaalcheck import SIGNAALCHECK
from bot.care.voorbereiding import VOORBEREIDING
from bot.care.vragenlijst import Dialoog
from bot.care.weer import is_weer
from bot.care.werkwensen import WERKWENSEN
from bot.models.tables import Voortgang

DIALOGEN: dict[str, Dialoog] = {
    dialoog.naam: dialoog for dialoog in (WERKWENSEN, SIGNAALCHECK, ENERGIELIJST, BIJSLUITER, VOORBEREIDING, OPENHEID, HELPERS, CRISISKAART, NAASTE)
}


async def wachtende(session: AsyncSession, client_id: int, rows: Sequence[Voortgang], now: datetime, zone: ZoneInfo) -> frozenset[str]:
    """The dialogues, of those with a row, that have come back or in which something waits for the client."""
    found = {row.dialoog for row in rows if is_weer(row, now)}
    for row in rows:
        if row.status != "open" and row.dialoog in DIALOGEN and await DIALOGEN[row.dialoog].wacht(session, client_id, now, zone):
            found.add(row.dialoog)
    return frozenset(found)
