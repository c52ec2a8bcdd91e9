"""All question dialogues by name. A dialogue without an entry here cannot be started."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.antwoorden import Antwoorden, lees
from bot.care.beurt import Beurt
from bot.care.bijsluiter import BIJSLUITER
from bot.care.energielijst import ENERGIELIJST
from bot.care.openheid import OPENHEID
from bot.care.signaalcheck import SIGNAALCHECK
from bot.care.voorbereiding import VOORBEREIDING
from bot.care.vragenlijst import Dialoog
from bot.care.weer import is_weer
from bot.care.werkwensen import WERKWENSEN
from bot.models.tables import Voortgang

DIALOGEN: dict[str, Dialoog] = {dialoog.naam: dialoog for dialoog in (WERKWENSEN, SIGNAALCHECK, ENERGIELIJST, BIJSLUITER, VOORBEREIDING, OPENHEID)}


async def alles(beurt: Beurt, dialoog: Dialoog) -> Antwoorden:
    """The answers of a dialogue, and what else its conditions and texts need."""
    return {**await dialoog.erbij(beurt), **await lees(beurt.session, beurt.client_id, dialoog.naam)}


async def wachtende(session: AsyncSession, client_id: int, rows: Sequence[Voortgang], now: datetime, zone: ZoneInfo) -> frozenset[str]:
    """The dialogues, of those with a row, that have come back or in which something waits for the client."""
    found = {row.dialoog for row in rows if is_weer(row, now)}
    for row in rows:
        if row.status != "open" and row.dialoog in DIALOGEN and await DIALOGEN[row.dialoog].wacht(session, client_id, now, zone):
            found.add(row.dialoog)
    return frozenset(found)
