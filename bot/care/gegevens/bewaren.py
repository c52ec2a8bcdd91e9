"""How long each kind of data is kept (AVG art. 5(1)(e)), and removing what is older.

Days per kind; 0 means: until the client is erased. An organisatie overrides in its `instellingen`: {"bewaren": {"gesprek": 365}}.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.care import inzage
from bot.care.gegevens.wissen import NogMelding, ruim_schijf_op, wis
from bot.care.inzage import SYSTEEM, Kijker
from bot.models.bericht_tables import BegeleiderBericht, Klaargezet
from bot.models.database import Database
from bot.models.kring_tables import SamenMet
from bot.models.meldingen_tables import Bezorging
from bot.models.tables import (
    Antwoord,
    Begeleider,
    Bericht,
    Client,
    Contactverzoek,
    Gesprek,
    Incident,
    Melding,
    Organisatie,
    Outbox,
    Sessie,
    Toegang,
    TrackerEvent,
)

# inzage: Staatscourant 2019, 38007 asks at least five years. client: since the last sign of life; off, because some organisations must keep longer.
STANDAARD: Mapping[str, int] = {
    "gesprek": 730,
    "techniek": 90,
    "oude_antwoorden": 365,
    "contactverzoek": 730,
    "melding": 730,
    "toegang": 30,
    "sessie": 365,
    "inzage": 1827,
    "client": 0,
}
INZAGE_MINSTENS = 1827
# The end of a conversation stays, however old: it holds the open question.
LAATSTE_BERICHTEN = 50


def termijnen(instellingen: Mapping[str, Any]) -> dict[str, int]:
    """Days per kind of one organisatie. What is no whole number from 0 up counts as not set; the log is never kept shorter than the law asks."""
    raw = instellingen.get("bewaren")
    own = raw if isinstance(raw, Mapping) else {}
    found = {}
    for soort, standaard in STANDAARD.items():
        value = own.get(soort)
        found[soort] = value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else standaard
    if found["inzage"]:
        found["inzage"] = max(found["inzage"], INZAGE_MINSTENS)
    return found


def _clients(organisatie_id: int) -> Select[int]:
    return select(Client.id).where(Client.organisatie_id == organisatie_id)


def _oud(soort: str, organisatie_id: int, before: datetime) -> tuple[tuple[Any, ColumnElement[bool]], ...]:
    """What of this kind is older than `before`: tables with a condition, children first."""
    own = _clients(organisatie_id)
    gesprekken = select(Gesprek.id).where(Gesprek.client_id.in_(own))
    begeleiders = select(Begeleider.id).where(Begeleider.organisatie_id == organisatie_id)
    last = select(Gesprek.last_seq).where(Gesprek.id == Bericht.gesprek_id).scalar_subquery()
    answered = or_(Bericht.van != "client", Bericht.answered_at.is_not(None))
    kinds: dict[str, tuple[tuple[Any, ColumnElement[bool]], ...]] = {
        "gesprek": (
            (Bericht, and_(Bericht.gesprek_id.in_(gesprekken), Bericht.created_at < before, Bericht.seq <= last - LAATSTE_BERICHTEN, answered)),
        ),
        "techniek": (
            (TrackerEvent, and_(TrackerEvent.gesprek_id.in_(gesprekken), TrackerEvent.created_at < before)),
            (Incident, Incident.created_at < before),
            (Outbox, and_(Outbox.soort.in_(("contactverzoek", "nieuws")), Outbox.delivered_at < before)),
        ),
        "oude_antwoorden": (
            (Antwoord, and_(Antwoord.client_id.in_(own), Antwoord.geldig.is_(False), Antwoord.created_at < before)),
            (SamenMet, and_(SamenMet.client_id.in_(own), SamenMet.tot_at < before)),
        ),
        "contactverzoek": (
            *_met_outbox(Contactverzoek, and_(Contactverzoek.client_id.in_(own), Contactverzoek.gelezen_at < before), Bezorging.contactverzoek_id),
            (BegeleiderBericht, and_(BegeleiderBericht.client_id.in_(own), BegeleiderBericht.gezien_at < before)),
            (Klaargezet, and_(Klaargezet.client_id.in_(own), func.coalesce(Klaargezet.klaar_at, Klaargezet.created_at) < before)),
        ),
        "melding": _met_outbox(Melding, and_(Melding.client_id.in_(own), Melding.gesloten_at < before), Bezorging.melding_id),
        "toegang": (
            (Toegang, and_(Toegang.client_id.in_(own), Toegang.expires_at < before)),
            (Sessie, and_(Sessie.begeleider_id.in_(begeleiders), Sessie.seen_at < before)),  # these ended by themselves within a day
        ),
        "sessie": ((Sessie, and_(Sessie.client_id.in_(own), Sessie.seen_at < before)),),
    }
    return kinds.get(soort, ())


def _met_outbox(
    table: type[Melding | Contactverzoek], old: ColumnElement[bool], link: InstrumentedAttribute[int | None]
) -> tuple[tuple[Any, ColumnElement[bool]], ...]:
    """Causes with their rows of the outbox, which hang on them by no foreign key. link: the column by which a bezorging goes along by itself."""
    these = select(table.id).where(old)
    sent = select(Bezorging.id).where(link.in_(these))
    outbox = or_(
        and_(Outbox.soort == table.__tablename__, Outbox.verwijzing.in_(these)),
        and_(Outbox.soort.in_(("mail", "webhook")), Outbox.verwijzing.in_(sent)),
    )
    return (Outbox, outbox), (table, old)


async def ruim_op(database: Database, *, now: datetime) -> dict[str, int]:
    """Remove what is older than its time, of every organisatie. Returns rows per kind."""
    removed: dict[str, int] = dict.fromkeys(STANDAARD, 0)
    async with database.read() as session:
        organisaties = [(row.id, row.instellingen or {}) for row in await session.execute(select(Organisatie.id, Organisatie.instellingen))]
    for organisatie_id, instellingen in organisaties:
        dagen = termijnen(instellingen)
        for soort, days in dagen.items():
            if days and soort != "client":
                async with database.begin() as session:
                    removed[soort] += await _ruim(session, soort, organisatie_id, now - timedelta(days=days))
        if dagen["client"]:
            removed["client"] += await _wis_stille_clienten(database, organisatie_id, now - timedelta(days=dagen["client"]), now)
    await ruim_schijf_op(database, now=now)
    return removed


async def _ruim(session: AsyncSession, soort: str, organisatie_id: int, before: datetime) -> int:
    if soort == "inzage":
        return await inzage.ruim_op(session, organisatie_id, before)
    total = 0
    for table, old in _oud(soort, organisatie_id, before):
        done = await session.execute(delete(table).where(old).execution_options(synchronize_session=False))
        total += int(done.rowcount)  # type: ignore[attr-defined]
    return total


async def _wis_stille_clienten(database: Database, organisatie_id: int, before: datetime, now: datetime) -> int:
    """Erase clients of whom nothing was heard since `before`, unless a melding is open."""
    alive = [
        select(Sessie.client_id).where(Sessie.seen_at >= before, Sessie.client_id.is_not(None)),
        select(Gesprek.client_id).join(Bericht, Bericht.gesprek_id == Gesprek.id).where(Bericht.created_at >= before, Gesprek.client_id.is_not(None)),
        select(Toegang.client_id).where(Toegang.created_at >= before),
        select(Melding.client_id).where(Melding.gesloten_at.is_(None)),
    ]
    query = select(Client.id).where(Client.organisatie_id == organisatie_id, Client.created_at < before, *(Client.id.not_in(one) for one in alive))
    async with database.read() as session:
        silent = list(await session.scalars(query))
    done = 0
    for client_id in silent:
        try:
            await wis(database, client_id, Kijker(SYSTEEM, plek="taak"), now=now)
            done += 1
        except (NogMelding, LookupError):
            continue
    return done
