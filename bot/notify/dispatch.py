"""From causes to steps: reads what is due in the outbox, lets the ladder decide, and writes the steps with what they send in one transaction.

The outbox row of a melding is its alarm clock: `due_at` is when the ladder looks again, `delivered_at` that nothing is left to do.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import contact, herinneringen, meldingen, nieuws, ritme
from bot.care import meldingstand as s
from bot.care.meldingstand import Stand, Stap
from bot.care.rooster import Rooster, laad
from bot.models.database import Database
from bot.models.instelling_tables import ClientEmail, Herinnering
from bot.models.meldingen_tables import Bezorging, Proef, Webhook
from bot.models.tables import Client, Contactverzoek, Incident, Melding, Outbox
from bot.notify import client_mail
from bot.notify.clock import Clock
from bot.notify.delivery import MAIL, WEBHOOK, backoff
from bot.notify.ladder import plan
from bot.settings import Settings

log = logging.getLogger(__name__)

PER_TICK = 200
VERZOEK_MAILS = 4  # the first and three reminders
VERZOEK_OOK_VERVANGER = 2  # so many mails without anybody reading: the begeleider may be ill, and in no rota


@dataclass(frozen=True)
class Bericht:
    """Something to send to one receiver. begeleider None: the last resort, a client, or (doel proef) ourselves."""

    inhoud: str
    sleutel: str
    doel: str
    begeleider: int | None = None
    melding: int | None = None
    verzoek: int | None = None
    proef: int | None = None
    stap: Stap | None = None
    herhaling: bool = False
    client: int | None = None
    herinnering: int | None = None


@dataclass
class Werk:
    """One due cause, locked, with what its handler needs."""

    database: Database
    settings: Settings
    session: AsyncSession
    row: Outbox
    now: datetime

    def klaar(self) -> None:
        self.row.delivered_at = self.now

    async def rooster(self, organisatie_id: int) -> Rooster:
        rooster = await laad(self.session, organisatie_id, self.settings.timezone, self.now)
        if self.settings.smtp_url:
            return rooster
        # The last resort has no page of his own: without mail nothing reaches him, and the whole team is told instead.
        return replace(rooster, instellingen=replace(rooster.instellingen, laatste_email=None))

    async def verstuur(self, organisatie_id: int, bericht: Bericht) -> int:
        """Put a message in the outbox, for mail and (when there is one) the webhook; returns for how many channels."""
        kanalen = [MAIL] if self.settings.smtp_url else []
        # What a client asked for goes to the client alone.
        if bericht.doel != client_mail.CLIENT and await self.session.get(Webhook, organisatie_id) is not None:
            kanalen.append(WEBHOOK)
        for kanaal in kanalen:
            await self._leg_klaar(organisatie_id, bericht, kanaal)
        return len(kanalen)

    def sleutel(self, cause: str, doel: str, begeleider: int | None = None, kanaal: str = MAIL) -> str:
        """A keyed hash: the same cause gives the same key, and the key tells nothing."""
        return self.database.keyring.master.index(f"{kanaal} {doel} {begeleider} {cause}")

    async def _leg_klaar(self, organisatie_id: int, bericht: Bericht, kanaal: str) -> None:
        stap = bericht.stap
        bezorging = Bezorging(
            organisatie_id=organisatie_id,
            melding_id=bericht.melding,
            contactverzoek_id=bericht.verzoek,
            proef_id=bericht.proef,
            begeleider_id=bericht.begeleider,
            client_id=bericht.client,
            herinnering_id=bericht.herinnering,
            kanaal=kanaal,
            doel=bericht.doel,
            inhoud=bericht.inhoud,
            ronde=stap.ronde if stap else 0,
            trede=stap.trede if stap else None,
            herhaling=bericht.herhaling,
            sleutel=self.sleutel(bericht.sleutel, bericht.doel, bericht.begeleider, kanaal),
            created_at=self.now,
        )
        self.session.add(bezorging)
        await self.session.flush()
        self.session.add(Outbox(soort=kanaal, verwijzing=bezorging.id, attempts=0, due_at=self.now, created_at=self.now))


async def dispatch_due(database: Database, settings: Settings, clock: Clock) -> int:
    """Handle what is due, one transaction each; returns how many."""
    due = (Outbox.soort.in_(HANDLERS), Outbox.delivered_at.is_(None), Outbox.due_at <= clock.now())
    async with database.read() as session:
        waiting = list(await session.scalars(select(Outbox.id).where(*due).order_by(Outbox.due_at, Outbox.id).limit(PER_TICK)))
    done = 0
    for outbox_id in waiting:
        try:
            done += await _one(database, settings, outbox_id, clock.now())
        except Exception as error:  # one bad row must not hold up the others
            log.error("a cause in the outbox failed: %s", type(error).__name__)
            await _postpone(database, outbox_id, type(error).__name__, clock.now())
    return done


async def _one(database: Database, settings: Settings, outbox_id: int, now: datetime) -> bool:
    async with database.begin() as session:
        # Taken by another front, or changed since it was listed: not ours.
        query = select(Outbox).where(Outbox.id == outbox_id, Outbox.delivered_at.is_(None), Outbox.due_at <= now)
        row = await session.scalar(query.with_for_update(skip_locked=True))
        if row is None:
            return False
        await HANDLERS[row.soort](Werk(database, settings, session, row, now))
        row.attempts = 0
        return True


async def _postpone(database: Database, outbox_id: int, fout: str, now: datetime) -> None:
    try:
        async with database.begin() as session:
            row = await session.get(Outbox, outbox_id)
            if row is not None:
                row.attempts += 1
                row.due_at = now + backoff(row.attempts)
                session.add(Incident(stap="notify", fout=fout[:120], created_at=now))
    except Exception as error:  # of the driver too: one bad row must not hold up the others
        log.error("postponing failed too: %s", type(error).__name__)


async def _melding(werk: Werk) -> None:
    session, row = werk.session, werk.row
    melding = await session.get(Melding, row.verwijzing)
    client = await session.get(Client, melding.client_id) if melding else None
    if melding is None or client is None:
        return werk.klaar()
    stand = await meldingen.stand_van(session, melding, client.begeleider_id)
    wat = plan(stand, await werk.rooster(client.organisatie_id), werk.now)
    for stap in wat.stappen:
        meldingen.schrijf(session, melding.id, stap, sleutel=stap.sleutel)
        if stap.soort == s.BERICHT:
            await _stuur(werk, client.organisatie_id, melding.id, stap)
    if wat.wake_at is None:
        return werk.klaar()
    row.due_at = wat.wake_at


async def _stuur(werk: Werk, organisatie_id: int, melding_id: int, stap: Stap) -> None:
    last = stap.begeleider is None
    bericht = Bericht(
        inhoud="laatste" if last else "melding",
        sleutel=f"melding {melding_id} {stap.sleutel}",
        doel="laatste" if last else "begeleider",
        begeleider=stap.begeleider,
        melding=melding_id,
        stap=stap,
        herhaling=stap.herhaling,
    )
    await werk.verstuur(organisatie_id, bericht)


async def _contactverzoek(werk: Werk) -> None:
    """Tell the begeleider once, or who stands in, and remind on the next working days while it is unread. Meanwhile these mails speak for what
    the same client writes after it; a request that is still unread when they are done gets its own. With the second reminder the deputy hears that
    a colleague does not read: not what it is about, for the client was not told that the deputy reads it."""
    verzoek = await werk.session.get(Contactverzoek, werk.row.verwijzing)
    client = await werk.session.get(Client, verzoek.client_id) if verzoek else None
    if verzoek is None or client is None or verzoek.gelezen_at is not None or verzoek.gemaild >= VERZOEK_MAILS:
        return werk.klaar()
    keer = verzoek.gemaild
    rooster = await werk.rooster(client.organisatie_id)
    opening = rooster.werktijd.volgende_opening(werk.now)
    aan = rooster.waarnemer(client.begeleider_id, werk.now)
    mails_to_come = Contactverzoek.gemaild.between(1, VERZOEK_MAILS - 1)
    older = [Contactverzoek.client_id == client.id, Contactverzoek.id < verzoek.id, Contactverzoek.gelezen_at.is_(None), mails_to_come]
    if aan is not None and (perioden := rooster.waargenomen(client.begeleider_id, aan, werk.now)):
        older.append(Contactverzoek.created_at >= perioden[0][0])  # what was mailed before went to somebody else
    if keer == 0 and await werk.session.scalar(select(Contactverzoek.id).where(*older).limit(1)) is not None:
        werk.row.due_at = opening
        return
    # With the day in it: for a client who goes to a colleague and comes back it all begins anew.
    naar, sleutel = aan or client.begeleider_id, f"verzoek {verzoek.id} {keer} {werk.now.date()}"
    await werk.verstuur(client.organisatie_id, Bericht("contactverzoek", sleutel, "begeleider", naar, verzoek=verzoek.id, herhaling=keer > 0))
    vervanger = rooster.vervanger_van(client.begeleider_id, werk.now)
    if keer == VERZOEK_OOK_VERVANGER and aan is None and vervanger is not None:
        await werk.verstuur(client.organisatie_id, Bericht("verzoek_collega", sleutel, "begeleider", vervanger, verzoek=verzoek.id))
    verzoek.gemaild = keer + 1
    if verzoek.gemaild == VERZOEK_MAILS:
        return werk.klaar()
    werk.row.due_at = opening


async def _proef(werk: Werk) -> None:
    """The synthetic melding, of a client of somebody who is there: the ladder must find somebody for it, and its messages must come through."""
    proef = await werk.session.get(Proef, werk.row.verwijzing)
    if proef is None:
        return werk.klaar()
    rooster = await werk.rooster(proef.organisatie_id)
    stand = Stand("rood", werk.now, rooster.een_aanwezige(werk.now) or 0)
    stappen = plan(stand, rooster, werk.now).stappen
    if any(stap.soort == s.BERICHT for stap in stappen):
        proef.gepland_at = werk.now
        sent = await werk.verstuur(proef.organisatie_id, Bericht("proef", f"proef {proef.id}", "proef", proef=proef.id))
        if not sent:
            # Nothing leaves this house: then reaching the page is the whole chain.
            proef.bewezen_at = werk.now
    elif not rooster.bereikbaar(werk.now):
        # Everybody is away and it is closed: then a melding waits too.
        werk.row.due_at = rooster.volgende_bereikbaar(werk.now)
        return
    werk.klaar()


async def _herinnering(werk: Werk) -> None:
    """A reminder is due, or was while nobody looked: of all that was missed the last one counts, and only as long as it makes sense."""
    row, zone = await werk.session.get(Herinnering, werk.row.verwijzing), werk.settings.timezone
    client = await werk.session.get(Client, row.client_id) if row else None
    if row is None or client is None:
        return werk.klaar()
    grid = herinneringen.ritme_van(row, zone)
    moment = grid.laatste(werk.now)
    if moment is not None and (row.laatst_at is None or moment > row.laatst_at):
        if not ritme.wakker(werk.now, zone):
            werk.row.due_at = ritme.eerste_wakker(werk.now, zone)
            return
        needed = await client_mail.is_nodig(werk.session, row, moment, werk.now, zone)
        row.laatst_at = moment
        if needed:
            key = f"herinnering {row.id} {moment.isoformat()}"
            bericht = Bericht(client_mail.HERINNERING, key, client_mail.CLIENT, client=client.id, herinnering=row.id)
            await werk.verstuur(client.organisatie_id, bericht)
    volgende = grid.volgende(werk.now)
    if volgende is None:
        return werk.klaar()
    werk.row.due_at = volgende


async def _adres(werk: Werk) -> None:
    """Somebody gave an address: the first mail asks whether it is right."""
    adres = await werk.session.get(ClientEmail, werk.row.verwijzing)
    client = await werk.session.get(Client, werk.row.verwijzing) if adres else None
    if adres is not None and client is not None and adres.bevestigd_at is None:
        key = f"adres {client.id} {adres.token_hash}"
        known = select(Bezorging.id).where(Bezorging.client_id == client.id, Bezorging.sleutel == werk.sleutel(key, client_mail.CLIENT))
        if await werk.session.scalar(known) is None:
            await werk.verstuur(client.organisatie_id, Bericht(client_mail.BEVESTIG, key, client_mail.CLIENT, client=client.id))
    werk.klaar()


async def _nieuws(werk: Werk) -> None:
    """A begeleider wrote or set something ready: one mail until the client has looked."""
    client = await werk.session.get(Client, werk.row.verwijzing)
    if client is not None and await client_mail.wil_nieuws(werk.session, client.id):
        await werk.verstuur(client.organisatie_id, Bericht(client_mail.NIEUWS, f"nieuws {werk.row.id}", client_mail.CLIENT, client=client.id))
    werk.klaar()


HANDLERS: dict[str, Callable[[Werk], Awaitable[None]]] = {
    meldingen.SOORT: _melding,
    contact.SOORT: _contactverzoek,
    "proef": _proef,
    herinneringen.WEKKER: _herinnering,
    herinneringen.ADRES: _adres,
    nieuws.SOORT: _nieuws,
}
