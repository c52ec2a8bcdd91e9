"""Ending the sessions and links of a client from the own pages."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.models.database import Database
from bot.models.tables import Sessie, Toegang

KENMERK = 16


async def sluit_apparaat(database: Database, client_id: int, kenmerk: str) -> bool:
    """End one session of this client; False when there is none with this beginning of its hash."""
    if len(kenmerk) != KENMERK:
        return False
    this = (Sessie.client_id == client_id, func.substr(Sessie.token_hash, 1, KENMERK) == kenmerk)
    async with database.begin() as session:
        return (await session.execute(delete(Sessie).where(*this).returning(Sessie.token_hash))).first() is not None


async def sluit_andere(database: Database, client_id: int, dit: str) -> None:
    """End every session of this client but the one of this device (`dit`: hash of its cookie)."""
    async with database.begin() as session:
        await session.execute(delete(Sessie).where(Sessie.client_id == client_id, Sessie.token_hash != dit))


async def sluit_link(database: Database, client_id: int, toegang_id: int, *, now: datetime) -> bool:
    """Make a link that was not used yet stop working; False when it is not of this client or was used meanwhile."""
    this = select(Toegang.id).where(Toegang.id == toegang_id, Toegang.client_id == client_id, Toegang.used_at.is_(None)).scalar_subquery()
    async with database.begin() as session:
        done = await session.execute(update(Toegang).where(Toegang.id == this).values(expires_at=now).returning(Toegang.id))
        return done.first() is not None
