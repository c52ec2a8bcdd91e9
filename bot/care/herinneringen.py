"""Reminders a client chose, per kind, and the own e-mail address they go to. Nothing is mailed to an address that was not confirmed.

Functions work in the transaction they are given, begun for this client. Sending is the work of bot/notify; the outbox row of a reminder is its
alarm clock. A mail says only that something is ready (`bot/notify/teksten.yml`).
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import ritme as r
from bot.care.beurt import Beurt
from bot.care.invoer import clean_email
from bot.care.ontvangst import open_gesprek
from bot.care.ritme import Ritme
from bot.care.turns import fixed, write_turn
from bot.models.database import Database
from bot.models.instelling_tables import ClientEmail
from bot.models.instelling_tables import Herinnering as Rij
from bot.models.tables import Gesprek, Outbox, Voortgang

SIGNAALCHECK, ENERGIELIJST = "signaalcheck", "energielijst"
NIET = "niet"
RITMES: dict[str, tuple[str, ...]] = {SIGNAALCHECK: (r.WEEK, r.TWEE_WEKEN, r.MAAND), ENERGIELIJST: (r.DAG,)}
UUR = 10
# The energielijst takes two weeks (DIALOGUES 6); its reminder ends by itself.
ENERGIELIJST_DUURT = timedelta(days=14)
# Kinds of outbox rows: the alarm clock of a reminder, and an address that was given.
WEKKER, ADRES = "herinnering", "adres"
TOKEN_BYTES = 16
# Asking for the first mail again and again must not fill a mailbox, which may be somebody else's.
NIET_WEER_BINNEN = timedelta(minutes=10)


class OngeldigeHerinnering(ValueError):
    """This reminder cannot be kept. `veld`: soort, ritme or uur."""

    def __init__(self, veld: str) -> None:
        super().__init__(f"The reminder cannot be kept: {veld}")
        self.veld = veld


@dataclass(frozen=True)
class Herinnering:
    """One reminder as the client chose it. volgende: the next moment it is due; None when it has ended."""

    soort: str
    ritme: str
    uur: int
    volgende: datetime | None


@dataclass(frozen=True)
class Adres:
    """Where reminders go. bevestigd: the client said yes in the first mail; werkt_niet: mail does not arrive there, nothing more is sent.

    bij_nieuws: also when the begeleider wrote or set something ready.
    """

    email: str = field(repr=False)
    bevestigd: bool
    werkt_niet: bool
    bij_nieuws: bool


def ritme_van(row: Rij, zone: ZoneInfo) -> Ritme:
    return Ritme(row.ritme, row.uur, row.begin, zone, row.tot)


async def _rij(session: AsyncSession, client_id: int, soort: str) -> Rij | None:
    return await session.scalar(select(Rij).where(Rij.client_id == client_id, Rij.soort == soort))


async def zet(
    session: AsyncSession, client_id: int, soort: str, ritme: str, *, uur: int = UUR, now: datetime, zone: ZoneInfo, tot: datetime | None = None
) -> Herinnering | None:
    """Choose a rhythm (RITMES, or NIET for none); counting begins now. uur: local hour, 9 up to 19. tot: nothing is due after it; of the
    energielijst two weeks from now, when none is given. Raises OngeldigeHerinnering."""
    if soort not in RITMES:
        raise OngeldigeHerinnering("soort")
    if ritme == NIET:
        await stop(session, client_id, soort)
        return None
    if ritme not in RITMES[soort]:
        raise OngeldigeHerinnering("ritme")
    if not r.WAKKER_VAN <= uur < r.WAKKER_TOT:
        raise OngeldigeHerinnering("uur")
    row = await _rij(session, client_id, soort)
    if row is None:
        row = Rij(client_id=client_id, soort=soort)
        session.add(row)
    row.ritme, row.uur, row.begin, row.laatst_at = ritme, uur, now, None
    row.tot = tot or (now + ENERGIELIJST_DUURT if soort == ENERGIELIJST else None)
    await session.flush()
    volgende = ritme_van(row, zone).volgende(now)
    await _zet_wekker(session, row.id, volgende, now)
    return Herinnering(soort, ritme, uur, volgende)


async def _zet_wekker(session: AsyncSession, herinnering_id: int, volgende: datetime | None, now: datetime) -> None:
    query = select(Outbox).where(Outbox.soort == WEKKER, Outbox.verwijzing == herinnering_id).order_by(Outbox.id).limit(1)
    wekker = await session.scalar(query.with_for_update())
    if wekker is None:
        wekker = Outbox(soort=WEKKER, verwijzing=herinnering_id, created_at=now, due_at=now)
        session.add(wekker)
    wekker.attempts, wekker.due_at, wekker.delivered_at = 0, volgende or now, None if volgende else now
    await session.flush()


async def stop(session: AsyncSession, client_id: int, soort: str) -> None:
    """No more reminders of this kind; what waits to be sent is not sent."""
    await session.execute(delete(Rij).where(Rij.client_id == client_id, Rij.soort == soort))


async def lees(session: AsyncSession, client_id: int, *, now: datetime, zone: ZoneInfo) -> tuple[Herinnering, ...]:
    """The reminders this client chose."""
    rows = await session.scalars(select(Rij).where(Rij.client_id == client_id).order_by(Rij.soort))
    return tuple(Herinnering(row.soort, row.ritme, row.uur, ritme_van(row, zone).volgende(now)) for row in rows)


async def volgende(session: AsyncSession, client_id: int, soort: str, *, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the next reminder of this kind is due; None without one."""
    row = await _rij(session, client_id, soort)
    return ritme_van(row, zone).volgende(now) if row else None


async def gedaan(session: AsyncSession, client_id: int, soort: str, *, now: datetime) -> None:
    """The client did what the reminder is for: the one that comes soon is then left out. Without a reminder nothing happens."""
    row = await _rij(session, client_id, soort)
    if row is not None:
        row.gedaan_at = now


async def laatst_gedaan(session: AsyncSession, row: Rij) -> datetime | None:
    """When it was done last: as the dialogue said, or as its progress shows."""
    done = await session.scalar(
        select(Voortgang.updated_at).where(Voortgang.client_id == row.client_id, Voortgang.dialoog == row.soort, Voortgang.status != "open")
    )
    return max((moment for moment in (row.gedaan_at, done) if moment is not None), default=None)


def _adres(row: ClientEmail) -> Adres:
    return Adres(row.email, row.bevestigd_at is not None, row.geweigerd_at is not None, row.bij_nieuws)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def zet_adres(session: AsyncSession, client_id: int, email: str, *, now: datetime) -> Adres:
    """Keep the address and send the first mail, which asks to confirm it. The same address again: nothing changes but that mail, which is sent
    again after ten minutes at the earliest. Raises OngeldigeInvoer."""
    email = clean_email(email)
    row = await session.get(ClientEmail, client_id)
    same = row if row is not None and row.email.casefold() == email.casefold() and row.geweigerd_at is None else None
    if same is not None and (same.bevestigd_at is not None or now - same.created_at < NIET_WEER_BINNEN):
        return _adres(same)
    if row is None:
        row = ClientEmail(client_id=client_id, bij_nieuws=False)
        session.add(row)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row.email, row.token, row.token_hash = email, token, _hash(token)
    row.bevestigd_at, row.geweigerd_at, row.created_at = None, None, now
    session.add(Outbox(soort=ADRES, verwijzing=client_id, due_at=now, created_at=now))
    await session.flush()
    return _adres(row)


async def lees_adres(session: AsyncSession, client_id: int) -> Adres | None:
    """The address of this client, None when none was given."""
    row = await session.get(ClientEmail, client_id)
    return _adres(row) if row else None


async def zet_nieuws(session: AsyncSession, client_id: int, wil: bool) -> bool:
    """Whether a mail is also wanted when the begeleider wrote or set something ready. False, and nothing is kept, without an address."""
    kept = update(ClientEmail).where(ClientEmail.client_id == client_id).values(bij_nieuws=wil).returning(ClientEmail.client_id)
    return await session.scalar(kept) is not None


async def verwijder_adres(session: AsyncSession, client_id: int) -> None:
    """Forget the address: nothing is mailed any more. The chosen rhythms stay, for the pages of the client."""
    await session.execute(delete(ClientEmail).where(ClientEmail.client_id == client_id))


async def van_token(database: Database, token: str) -> Adres | None:
    """The address a mail with this token went to; None when it was removed or replaced."""
    async with database.read() as session:
        row = await session.scalar(select(ClientEmail).where(ClientEmail.token_hash == _hash(token)))
        return _adres(row) if row else None


async def bevestig(database: Database, token: str, *, now: datetime) -> bool:
    """The reader of the first mail says that the address is right. False for a token that is gone."""
    async with database.begin() as session:
        row = await session.scalar(select(ClientEmail).where(ClientEmail.token_hash == _hash(token)))
        if row is not None:
            # Who opened the mail received it, whatever a mail server said.
            row.bevestigd_at, row.geweigerd_at = row.bevestigd_at or now, None
        return row is not None


async def weg_via_token(database: Database, token: str) -> None:
    """The reader of a mail wants no more. A token that is gone: then that was done already."""
    async with database.begin() as session:
        await session.execute(delete(ClientEmail).where(ClientEmail.token_hash == _hash(token)))


async def adres_mislukt(session: AsyncSession, client_id: int, *, now: datetime, lock: bool) -> None:
    """Mail does not arrive: nothing more is sent there, and the client is told once, in the conversation."""
    # The gesprek before the address, as in a turn; who was erased meanwhile has neither.
    await session.execute(select(Gesprek.id).where(Gesprek.client_id == client_id).with_for_update())
    row = await session.get(ClientEmail, client_id)
    if row is None or row.geweigerd_at is not None:
        return
    row.geweigerd_at = now
    turn = fixed("utter_gedeeld_herinnering_mislukt")
    gesprek = await open_gesprek(session, client_id, now, lock=lock)
    write_turn(Beurt(session, gesprek, client_id, turn.id, gesprek.last_seq, now), turn)
