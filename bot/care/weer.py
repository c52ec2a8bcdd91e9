"""When a finished dialogue stands at home again: its `klaar` says so, and home (`thuis.py`) shows it from that moment on."""

from __future__ import annotations

from datetime import datetime

from bot.care.beurt import Beurt
from bot.models.tables import Voortgang


async def zet_weer(beurt: Beurt, dialoog: str, moment: datetime | None) -> None:
    """The client may want to do this again from `moment` (with zone) on; None: only when the client looks for it."""
    voortgang = await beurt.session.get(Voortgang, (beurt.client_id, dialoog))
    if voortgang is not None:
        voortgang.weer_at = moment


def is_weer(row: Voortgang, now: datetime) -> bool:
    """Whether this dialogue has come back."""
    return row.status != "open" and row.weer_at is not None and row.weer_at <= now
