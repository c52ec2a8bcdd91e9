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
    """One message: of whom (client, bot or begeleider), its paragraphs, and the name of the begeleider who wrote it."""

    seq: int
    van: str
    tekst: tuple[str, ...]
    created_at: datetime
    naam: str = ""


def _gezegd(row: Bericht) -> Gezegd:
    if row.beurt is None:
        return Gezegd(row.seq, row.van, (row.tekst or "",), row.created_at)
    try:
        turn: Any = json.loads(row.beurt)
    except ValueError:
        turn = {}
    turn = turn if isinstance(turn, dict) else {}
    blocks = tuple(str(block) for block in turn.get("text", ())) or ((row.tekst or row.beurt),)
    return Gezegd(row.seq, row.van, blocks, row.created_at, (turn.get("sender") or {}).get("name", ""))


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
