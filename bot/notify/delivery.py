"""Sending what lies in the outbox: at least once, with the same key at every attempt, and never by two processes at the same time.

A row is taken by moving its `due_at` past the longest an attempt can last, and an attempt begins at once; a process that dies leaves it to be taken
again. Lanes do not wait for one another: a receiver that is slow or dead holds up its own lane only, and meldingen never stand behind anything else.
An older mail about the same melding to the same person goes first and alone: when it comes through, the reminders that waited behind it have nothing
to add.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parseaddr

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.care import herinneringen, meldingen
from bot.care import meldingstand as s
from bot.care.meldingstand import Stap
from bot.care.meldinstellingen import lees
from bot.models.database import Database
from bot.models.meldingen_tables import Bezorging, MeldingStap, Proef, Webhook
from bot.models.tables import Begeleider, Organisatie, Outbox
from bot.notify import client_mail, mail, webhook
from bot.notify.clock import Clock
from bot.settings import Settings

log = logging.getLogger(__name__)

MAIL, WEBHOOK = "mail", "webhook"
# No more are taken than go out at once, for the lease of each begins when it is taken.
AT_A_TIME = 4
# A whole attempt: a server that is slow at every command never reaches the timeout of one.
ATTEMPT_S = 60.0
# Longer than an attempt and slow commits around it together.
LEASE = timedelta(minutes=2)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=15)
GIVE_UP = timedelta(days=7)


class GeenMail(RuntimeError):
    """No mail server is set; the mail waits until there is one."""


@dataclass(frozen=True)
class Lane:
    """A lane: one channel, for meldingen or for everything else."""

    kanaal: str
    meldingen: bool

    def past(self) -> ColumnElement[bool]:
        """Whether a row of the outbox, with its bezorging (none: of who was erased meanwhile), goes this way."""
        ours = Bezorging.melding_id.is_not(None) if self.meldingen else Bezorging.melding_id.is_(None)
        return and_(Outbox.soort == self.kanaal, ours)


LANES = (Lane(MAIL, meldingen=True), Lane(WEBHOOK, meldingen=True), Lane(MAIL, meldingen=False), Lane(WEBHOOK, meldingen=False))


@dataclass(frozen=True)
class Zending:
    """A taken row with everything needed to send it. adres None: there is nobody to send it to. token: of the address of a client."""

    outbox_id: int
    bezorging: Bezorging
    poging: int
    adres: str | None = field(repr=False)
    geheim: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def backoff(attempts: int, jitter: Callable[[], float] = random.random) -> timedelta:
    """How long to wait after this many failed attempts: doubling up to a quarter of an hour, spread over the last half of it."""
    longest = min(FIRST_WAIT * float(2 ** min(max(attempts, 1) - 1, 10)), LONGEST_WAIT)
    return longest * (0.5 + 0.5 * jitter())


async def send_due(database: Database, settings: Settings, clock: Clock, lane: Lane) -> int:
    """Send the next few that are due in this lane and wait for them; returns how many were taken."""
    taken = await take(database, settings, clock, lane, AT_A_TIME)
    await asyncio.gather(*(deliver(database, settings, clock, zending) for zending in taken if zending is not None))
    return len(taken)


async def deliver(database: Database, settings: Settings, clock: Clock, zending: Zending) -> None:
    """Send what was taken and store how that ended. Never raises: a row of which that could not be stored stays leased and is taken again, under
    the same key."""
    try:
        await _send(database, settings, clock, zending)
    except Exception as error:
        log.error("outcome of a delivery could not be stored: %s", type(error).__name__)


def _no_older_waits() -> ColumnElement[bool]:
    older, its_outbox = aliased(Bezorging), aliased(Outbox)
    return ~(
        select(older.id)
        .join(its_outbox, and_(its_outbox.verwijzing == older.id, its_outbox.soort == older.kanaal))
        .where(
            older.melding_id == Bezorging.melding_id,
            older.kanaal == Bezorging.kanaal,
            older.doel == Bezorging.doel,
            older.begeleider_id.is_not_distinct_from(Bezorging.begeleider_id),
            older.id < Bezorging.id,
            its_outbox.delivered_at.is_(None),
        )
        .exists()
    )


async def take(database: Database, settings: Settings, clock: Clock, lane: Lane, most: int) -> list[Zending | None]:
    """Lease at most this many that are due in this lane; None for each that turned out not to be sent now."""
    due = (lane.past(), Outbox.delivered_at.is_(None), Outbox.due_at <= clock.now())
    its_bezorging = and_(Bezorging.id == Outbox.verwijzing, Bezorging.kanaal == Outbox.soort)
    async with database.read() as session:
        if await session.scalar(select(Outbox.id).outerjoin(Bezorging, its_bezorging).where(*due).limit(1)) is None:
            return []
    query = (
        select(Outbox, Bezorging)
        .join(Bezorging, its_bezorging)
        .where(*due, _no_older_waits())
        .order_by(Outbox.due_at, Outbox.id)
        .limit(most)
        .with_for_update(skip_locked=True, of=Outbox)
    )
    async with database.begin() as session:
        await _drop_orphans(session, clock)
        return [await _taken(session, settings, clock, row, bezorging) for row, bezorging in (await session.execute(query)).all()]


async def _taken(session: AsyncSession, settings: Settings, clock: Clock, row: Outbox, bezorging: Bezorging) -> Zending | None:
    """Lease the row; None when it is not to be sent now: what a client asked for waits for daylight, and lapses when it is not needed any more."""
    now, token = clock.now(), ""
    adres: str | None
    if bezorging.doel == client_mail.CLIENT:
        nu = await client_mail.beoordeel(session, bezorging, now, settings.timezone)
        if nu.later is not None:
            row.due_at = nu.later
            return None
        if nu.adres is None:
            await _close(session, clock, row.id, bezorging.id, "vervallen")
            return None
        adres, geheim, token = nu.adres, "", nu.token
    else:
        adres, geheim = await _where(session, settings, bezorging)
    row.attempts += 1
    row.due_at = now + LEASE
    return Zending(row.id, bezorging, row.attempts, adres, geheim, token)


async def _drop_orphans(session: AsyncSession, clock: Clock) -> None:
    """What was to be sent about a client who was erased meanwhile is not sent."""
    gone = ~select(Bezorging.id).where(Bezorging.id == Outbox.verwijzing).exists()
    orphans = (Outbox.soort.in_((MAIL, WEBHOOK)), Outbox.delivered_at.is_(None), gone)
    await session.execute(update(Outbox).where(*orphans).values(delivered_at=clock.now()))


async def _where(session: AsyncSession, settings: Settings, bezorging: Bezorging) -> tuple[str | None, str]:
    """Address and secret, as they are now: an address that was corrected counts at the next attempt."""
    if bezorging.kanaal == WEBHOOK:
        row = await session.get(Webhook, bezorging.organisatie_id)
        return (row.url, row.geheim) if row else (None, "")
    if bezorging.doel == "begeleider":
        return await session.scalar(select(Begeleider.email).where(Begeleider.id == bezorging.begeleider_id)), ""
    if bezorging.doel == "laatste":
        instellingen = await session.scalar(select(Organisatie.instellingen).where(Organisatie.id == bezorging.organisatie_id)) or {}
        return lees(instellingen, settings.timezone).laatste_email, ""
    return parseaddr(settings.mail_from)[1] or None, ""


async def _send(database: Database, settings: Settings, clock: Clock, zending: Zending) -> None:
    try:
        async with asyncio.timeout(ATTEMPT_S):
            await _attempt(settings, clock, zending)
    except mail.Geweigerd as refused:
        await _refused(database, clock, zending, refused.fout)
    except Exception as error:
        if clock.now() - zending.bezorging.created_at > GIVE_UP:
            await _refused(database, clock, zending, "opgegeven")
        else:
            await _later(database, clock, zending, type(error).__name__)
    else:
        await _delivered(database, clock, zending)


async def _attempt(settings: Settings, clock: Clock, zending: Zending) -> None:
    what, link, now = zending.bezorging, f"{settings.address}/begeleider", clock.now()
    if not zending.adres:  # taken away, or of a begeleider who left
        raise mail.Geweigerd("geen adres")
    if what.kanaal == WEBHOOK:
        content = webhook.body(what.sleutel, what.inhoud, what.created_at, link, herhaling=what.herhaling, poging=zending.poging)
        await webhook.send(zending.adres, zending.geheim, content, what.sleutel, now)
        return
    if not settings.smtp_url:
        raise GeenMail
    beheer = f"{settings.address}/herinnering/{zending.token}" if zending.token else ""
    brief = mail.Brief(zending.adres, what.inhoud, what.sleutel, what.herhaling, zending.poging, now, beheer)
    link = settings.address if beheer else link
    await mail.send(mail.make(brief, settings.mail_from, link), settings.smtp_url)


async def _later(database: Database, clock: Clock, zending: Zending, fout: str) -> None:
    async with database.begin() as session:
        this = (Outbox.id == zending.outbox_id, Outbox.delivered_at.is_(None))
        await session.execute(update(Outbox).where(*this).values(due_at=clock.now() + backoff(zending.poging)))
        await session.execute(update(Bezorging).where(Bezorging.id == zending.bezorging.id).values(fout=fout[:60]))
    log.warning("delivery by %s failed, attempt %d: %s", zending.bezorging.kanaal, zending.poging, fout)


async def _close(session: AsyncSession, clock: Clock, outbox_id: int, bezorging_id: int, uitkomst: str, fout: str | None = None) -> None:
    await session.execute(update(Outbox).where(Outbox.id == outbox_id, Outbox.delivered_at.is_(None)).values(delivered_at=clock.now()))
    await session.execute(update(Bezorging).where(Bezorging.id == bezorging_id, Bezorging.uitkomst.is_(None)).values(uitkomst=uitkomst, fout=fout))


async def _delivered(database: Database, clock: Clock, zending: Zending) -> None:
    what = zending.bezorging
    async with database.begin() as session:
        await _close(session, clock, zending.outbox_id, what.id, "bezorgd")
        if what.melding_id is not None and what.kanaal == MAIL:
            await _merge(session, clock, what)
        if what.proef_id is not None:
            await _prove(session, clock, what.proef_id)


async def _merge(session: AsyncSession, clock: Clock, what: Bezorging) -> None:
    """The reminders that waited behind this mail are done with."""
    behind = await session.execute(
        select(Outbox.id, Bezorging.id)
        .join(Bezorging, and_(Bezorging.id == Outbox.verwijzing, Outbox.soort == MAIL))
        .where(
            Bezorging.melding_id == what.melding_id,
            Bezorging.kanaal == MAIL,
            Bezorging.doel == what.doel,
            Bezorging.begeleider_id.is_not_distinct_from(what.begeleider_id),
            Bezorging.id > what.id,
            Outbox.delivered_at.is_(None),
        )
    )
    for outbox_id, bezorging_id in behind.all():
        await _close(session, clock, outbox_id, bezorging_id, "samengevoegd")


async def _prove(session: AsyncSession, clock: Clock, proef_id: int) -> None:
    """The synthetic melding is proven when all its messages came through."""
    proef = await session.get(Proef, proef_id, with_for_update=True)
    bad = await session.scalar(
        select(func.count(Bezorging.id)).where(Bezorging.proef_id == proef_id, func.coalesce(Bezorging.uitkomst, "") != "bezorgd")
    )
    if proef is not None and not bad:
        proef.bewezen_at = clock.now()


async def _refused(database: Database, clock: Clock, zending: Zending, fout: str) -> None:
    """This address will never work: the ladder hears it and goes on to the next rung without waiting; a client is told in the conversation."""
    what = zending.bezorging
    async with database.begin(client_id=what.client_id) as session:
        if what.client_id is not None:  # before the outbox: it locks the gesprek
            await herinneringen.adres_mislukt(session, what.client_id, now=clock.now(), lock=not database.is_sqlite)
        await _close(session, clock, zending.outbox_id, what.id, "geweigerd", fout[:60])
        if what.melding_id is None or what.kanaal != MAIL:
            return
        wekker = await session.scalar(select(Outbox).where(Outbox.soort == meldingen.SOORT, Outbox.verwijzing == what.melding_id).with_for_update())
        stap = Stap(s.NIET_BEZORGD, clock.now(), what.ronde, what.trede, what.begeleider_id)
        known = await session.scalar(select(MeldingStap.id).where(MeldingStap.melding_id == what.melding_id, MeldingStap.sleutel == stap.sleutel))
        if known is None:
            meldingen.schrijf(session, what.melding_id, stap, sleutel=stap.sleutel)
        if wekker is not None and wekker.delivered_at is None:
            wekker.due_at = clock.now()
