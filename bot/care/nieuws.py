"""Something new for a client: a message of the begeleider, or a dialogue that was set ready. The alarm clock of the mail about it.

Whether a mail is sent at all, bot/notify decides later: only to a client who chose so, and only while it was not seen.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models.bericht_tables import BegeleiderBericht, Klaargezet
from bot.models.tables import Outbox

SOORT = "nieuws"
# Who is reading along sees it on the screen and needs no mail.
EERST_WACHTEN = timedelta(minutes=10)


def wek(session: AsyncSession, client_id: int, *, now: datetime) -> None:
    """Look in a while whether the client wants a mail about this."""
    session.add(Outbox(soort=SOORT, verwijzing=client_id, due_at=now + EERST_WACHTEN, created_at=now))


async def ongezien_sinds(session: AsyncSession, client_id: int) -> datetime | None:
    """Since when something new waits that the client has not seen; None when all was seen."""
    found = [
        await session.scalar(
            select(table.created_at).where(table.client_id == client_id, table.gezien_at.is_(None)).order_by(table.created_at).limit(1)
        )
        for table in (BegeleiderBericht, Klaargezet)
    ]
    return min((moment for moment in found if moment is not None), default=None)
