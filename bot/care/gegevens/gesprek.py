"""The own conversation to read back: every message, oldest first, in pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.models.database import Database
from bot.models.tables import Bericht, Gesprek

BLAD = 200


@dataclass(frozen=True)
class Gezegd:
    """One message: of whom (client or bot), and its paragraphs."""

    seq: int
    van: str
    tekst: tuple[str, ...]
    created_at: datetime


def _gezegd(row: Bericht) -> Gezegd:
    if row.van != "bot":
        return Gezegd(row.seq, row.van, (row.tekst or "",), row.created_at)
    try:
        turn: Any = json.loads(row.beurt or "{}")
    except ValueError:
        turn = {}
    blocks = turn.get("text", ()) if isinstance(turn, dict) else ()
    return Gezegd(row.seq, row.van, tuple(str(block) for block in blocks) or ((row.tekst or row.beurt or ""),), row.created_at)


async def gesprek(database: Database, client_id: int, *, na: int = 0, hoeveel: int | None = BLAD) -> tuple[tuple[Gezegd, ...], bool]:
    """Messages after number `na`, and whether there are more. hoeveel: None for all."""
    query = (
        select(Bericht)
        .join(Gesprek, Gesprek.id == Bericht.gesprek_id)
        .where(Gesprek.client_id == client_id, Bericht.van != "systeem", Bericht.seq > na)
        .order_by(Bericht.seq)
    )
    async with database.read(client_id=client_id) as session:
        rows = list(await session.scalars(query if hoeveel is None else query.limit(hoeveel + 1)))
    return tuple(_gezegd(row) for row in rows[:hoeveel]), hoeveel is not None and len(rows) > hoeveel
