"""The card a dialogue ends with (zo werk ik goed, a prepared talk): the lines the client approved last, in the client's own words, for the client."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.care.samenvatting import DELEN
from bot.models.database import Database
from bot.models.tables import Samenvatting, SamenvattingRegel


@dataclass(frozen=True)
class KaartRegel:
    """One answer on the card: the heading, the client's words, whether the begeleider may read its line, and the topic it belongs to.

    What was agreed stands before the words it was read in.
    """

    kop: str
    woorden: str
    gedeeld: bool
    onderwerp: str


@dataclass(frozen=True)
class Kaart:
    """What was approved last, and when."""

    goedgekeurd_at: datetime
    regels: tuple[KaartRegel, ...]


async def laatste(database: Database, client_id: int, dialoog: str) -> Kaart | None:
    """The card of this client as approved last; None when there is none yet."""
    async with database.read() as session:
        own = (Samenvatting.client_id == client_id, Samenvatting.dialoog == dialoog, Samenvatting.goedgekeurd_at.is_not(None))
        whole = await session.scalar(select(Samenvatting).where(*own).order_by(Samenvatting.id.desc()).limit(1))
        if whole is None or whole.goedgekeurd_at is None:
            return None
        rows = await session.scalars(
            select(SamenvattingRegel).where(SamenvattingRegel.samenvatting_id == whole.id).order_by(SamenvattingRegel.volgorde, SamenvattingRegel.id)
        )
        regels = [
            KaartRegel(bron["vraag"], _gezegd(bron), row.toestemming == DELEN, row.onderwerp) for row in rows for bron in json.loads(row.bronnen)
        ]
        return Kaart(whole.goedgekeurd_at, tuple(regels))


def _gezegd(bron: dict[str, Any]) -> str:
    """What was agreed, and the words it was read in; what was kept before has no such agreement."""
    return f"{afgesproken}, “{bron['woorden']}”" if (afgesproken := bron.get("afgesproken")) else bron["woorden"]
