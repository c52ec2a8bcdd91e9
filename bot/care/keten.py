"""What a begeleider must know about the alarm chain itself. Read from what is stored, so that it shows also when the chain is dead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from bot.care import hulplijnen
from bot.care.rooster import laad
from bot.models.database import Database
from bot.models.meldingen_tables import Bezorging, Proef, Systeemmelding
from bot.models.tables import Begeleider, Organisatie, Outbox
from bot.settings import Settings

PROEF_ELKE = timedelta(hours=6)
# Two turns and some time to deliver: one lost turn is a hiccup, two are silence. Hours in which nobody is to be told do not count.
STIL_NA = 2 * PROEF_ELKE + timedelta(minutes=30)
HAPERT_NA = timedelta(minutes=30)
ROOSTER_LEEG = "rooster_leeg"


@dataclass(frozen=True)
class Keten:
    """stil_sinds: the last proof is too old. hapert_sinds: something waits to be delivered since then. gaten: when nobody is there."""

    stil_sinds: datetime | None
    hapert_sinds: datetime | None
    gaten: tuple[tuple[datetime, datetime], ...]
    met_mail: bool
    met_laatste: bool
    laatste_telefoon: str | None
    hulplijnen: hulplijnen.Hulplijnen


async def keten_of(database: Database, settings: Settings, begeleider_id: int, *, now: datetime) -> Keten:
    """The state of the chain for the organisatie of this begeleider."""
    async with database.read() as session:
        organisatie = (
            await session.execute(
                select(Organisatie.id, Organisatie.created_at, Organisatie.instellingen)
                .join(Begeleider, Begeleider.organisatie_id == Organisatie.id)
                .where(Begeleider.id == begeleider_id)
            )
        ).one()
        proven = await session.scalar(select(func.max(Proef.created_at)).where(Proef.organisatie_id == organisatie.id, Proef.bewezen_at.is_not(None)))
        # What was not tried yet may wait on purpose, as mail to a client waits for the morning: it is late only after the moment it is due.
        since = case((Outbox.attempts == 0, Outbox.due_at), else_=Bezorging.created_at)
        waits = await session.scalar(
            select(func.min(since))
            .select_from(Bezorging)
            .join(Outbox, (Outbox.verwijzing == Bezorging.id) & (Outbox.soort == Bezorging.kanaal))
            .where(Bezorging.organisatie_id == organisatie.id, Outbox.delivered_at.is_(None))
        )
        gaten = await session.execute(
            select(Systeemmelding.van, Systeemmelding.tot)
            .where(Systeemmelding.organisatie_id == organisatie.id, Systeemmelding.opgelost_at.is_(None), Systeemmelding.tot > now)
            .order_by(Systeemmelding.van)
        )
        found = tuple((row.van, row.tot) for row in gaten)
        rooster = await laad(session, organisatie.id, settings.timezone, now)
    alive, instellingen = proven or organisatie.created_at, rooster.instellingen
    return Keten(
        stil_sinds=alive if rooster.meldtijd(alive, now) > STIL_NA else None,
        hapert_sinds=waits if waits is not None and now - waits > HAPERT_NA else None,
        gaten=found,
        met_mail=bool(settings.smtp_url),
        met_laatste=instellingen.heeft_laatste and bool(settings.smtp_url),
        laatste_telefoon=instellingen.laatste_telefoon,
        hulplijnen=hulplijnen.lees(organisatie.instellingen),
    )
