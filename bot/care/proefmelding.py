"""A synthetic melding on request, through the whole chain, and where the latest ones stand. The webhook with its secret, shown once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.instellingen import OngeldigeInstelling, log_wijziging
from bot.models.database import Database
from bot.models.meldingen_tables import Bezorging, Proef, Webhook
from bot.models.tables import Organisatie, Outbox

LAATSTE = 5
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Proefstand:
    """gepland: the ladder found somebody. wegen: per channel (mail, webhook) its outcome, None while on its way. bewezen: everything came through."""

    id: int
    gestart: datetime
    gepland: datetime | None
    bewezen: datetime | None
    wegen: tuple[tuple[str, str | None, str | None], ...] = field(default=())


async def start(database: Database, organisatie_id: int, *, now: datetime) -> int:
    """Put one in the outbox; returns its number. Those of the schedule have positive slots, these count down from -1."""
    async with database.begin(organisatie_id=organisatie_id) as session:
        await session.scalar(select(Organisatie.id).where(Organisatie.id == organisatie_id).with_for_update())
        lowest = await session.scalar(select(func.min(Proef.slot)).where(Proef.organisatie_id == organisatie_id))
        proef = Proef(organisatie_id=organisatie_id, slot=min(lowest or 0, 0) - 1, created_at=now)
        session.add(proef)
        await session.flush()
        session.add(Outbox(soort="proef", verwijzing=proef.id, attempts=0, due_at=now, created_at=now))
        return proef.id


async def stand(session: AsyncSession, organisatie_id: int) -> tuple[Proefstand, ...]:
    """The latest synthetic meldingen, newest first."""
    query = select(Proef).where(Proef.organisatie_id == organisatie_id).order_by(Proef.created_at.desc(), Proef.id.desc()).limit(LAATSTE)
    proeven = list(await session.scalars(query))
    sent = list(await session.scalars(select(Bezorging).where(Bezorging.proef_id.in_([one.id for one in proeven])).order_by(Bezorging.id)))
    return tuple(
        Proefstand(
            one.id,
            one.created_at,
            one.gepland_at,
            one.bewezen_at,
            tuple((row.kanaal, row.uitkomst, row.fout) for row in sent if row.proef_id == one.id),
        )
        for one in proeven
    )


async def webhook_adres(session: AsyncSession, organisatie_id: int) -> str | None:
    return await session.scalar(select(Webhook.url).where(Webhook.organisatie_id == organisatie_id))


async def zet_webhook(database: Database, organisatie_id: int, url: str, *, door: int | None, now: datetime) -> str | None:
    """Keep the address and make a new secret, which is returned this once; an empty address takes the webhook away. Raises OngeldigeInstelling."""
    url = url.strip()
    parts = urlsplit(url)
    allowed = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if url and (not allowed or not parts.hostname or len(url) > 500 or not url.isprintable() or " " in url):
        raise OngeldigeInstelling("adres")
    geheim = secrets.token_urlsafe(32) if url else None
    async with database.begin(organisatie_id=organisatie_id) as session:
        row = await session.get(Webhook, organisatie_id)
        before = row.url if row else None
        if geheim is None:
            if row is not None:
                await session.delete(row)
        elif row is None:
            session.add(Webhook(organisatie_id=organisatie_id, url=url, geheim=geheim))
        else:
            row.url, row.geheim = url, geheim
        if before != (url or None):
            log_wijziging(session, organisatie_id, door, "webhook.adres", before, url or None, now)
        if geheim is not None:
            log_wijziging(session, organisatie_id, door, "webhook.geheim", None, None, now)
    return geheim
