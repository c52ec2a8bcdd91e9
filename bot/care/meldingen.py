"""Meldingen as a begeleider works with them: read, acknowledge, note, hand over, close, reopen. Who is not involved finds nothing.

Every act is a step in the append-only log, written under the lock of the melding's outbox row: the ladder and people never decide at the same time.
Only that somebody looked is written without it, for nothing is decided by that. Locks are taken in one order: gesprek, outbox, client
(`gegevens/wissen.py`).
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import meldingblad
from bot.care import meldingstand as s
from bot.care.beurt import Beurt
from bot.care.caseload import NietGevonden
from bot.care.invoer import clean_tekst
from bot.care.meldingblad import MeldingBlad, collegas_van, namen_van, wacht_op
from bot.care.meldingstand import Stand, Stap
from bot.care.meldingverloop import stap_van, stappen_van
from bot.care.ontvangst import open_gesprek
from bot.care.rooster import afwezigen
from bot.care.signalen import is_van_check
from bot.care.turns import fixed, write_turn
from bot.models.database import Database
from bot.models.meldingen_tables import MeldingStap
from bot.models.tables import Begeleider, Client, Gesprek, Melding, Outbox

SOORT = "melding"
NOTITIE_MAX = 2000
# The same note again so soon is the same form, sent twice; "gebeld, niet bereikt" of the next day is another.
DUBBEL_BINNEN = timedelta(hours=1)
# How long the overview says that somebody else closed a melding, to who did not look at it; it stands among the closed ones after that too.
PAS_GESLOTEN = timedelta(days=30)


class OngeldigeStap(ValueError):
    """This cannot be done now. `reden`: leeg, te_lang, gesloten, open, geen_collega, afwezig (that colleague), or veranderd (since one looked)."""

    def __init__(self, reden: str) -> None:
        super().__init__(f"This step is not possible: {reden}")
        self.reden = reden


@dataclass(frozen=True)
class MeldingRij:
    """One melding in the list.

    van_mij: it waits for this begeleider in particular; naar: to whom it was handed over and waits for; nieuws: who took it over
    or closed it since this begeleider looked, empty when nobody did.
    """

    id: int
    client: str
    niveau: str
    stand: Stand
    eigenaar: str
    van_mij: bool
    client_id: int
    naar: str
    nieuws: str

    @property
    def sinds(self) -> datetime:
        return self.stand.created_at


async def stand_van(session: AsyncSession, melding: Melding, begeleider_id: int) -> Stand:
    """Where this melding stands; `begeleider_id` is of its client."""
    rows = (await stappen_van(session, melding.id))[melding.id]
    return Stand(melding.niveau, melding.created_at, begeleider_id, tuple(stap_van(row) for row in rows))


def schrijf(session: AsyncSession, melding_id: int, stap: Stap, *, sleutel: str | None = None, tekst: str | None = None) -> None:
    """Add a step. Without `sleutel` it may happen again (what people do); with one the database refuses it the second time."""
    session.add(
        MeldingStap(
            melding_id=melding_id,
            sleutel=sleutel or uuid.uuid4().hex,
            soort=stap.soort,
            ronde=stap.ronde,
            trede=stap.trede,
            begeleider_id=stap.begeleider,
            naar_id=stap.naar,
            herhaling=stap.herhaling,
            reden=stap.reden,
            tekst=tekst,
            created_at=stap.moment,
        )
    )


def _involving(begeleider_id: int) -> Select[Melding, Client]:
    """Meldingen of the own organisatie in which this begeleider has a part, with their client."""
    own = select(Begeleider.organisatie_id).where(Begeleider.id == begeleider_id).scalar_subquery()
    told = select(MeldingStap.melding_id).where(
        or_(
            (MeldingStap.soort == s.BERICHT) & (MeldingStap.begeleider_id == begeleider_id),
            (MeldingStap.soort == s.OVERGEDRAGEN) & (MeldingStap.naar_id == begeleider_id),
        )
    )
    return (
        select(Melding, Client)
        .join(Client, Client.id == Melding.client_id)
        .where(Client.organisatie_id == own, or_(Client.begeleider_id == begeleider_id, Melding.id.in_(told)))
    )


RANG = {"rood": 0, "oranje": 1, "geel": 2}


async def open_meldingen_of(database: Database, begeleider_id: int, client_id: int | None = None) -> tuple[MeldingRij, ...]:
    """What is not closed and involves this begeleider: rood first, of each level what nobody acknowledged first, then the oldest.

    With `client_id` only what is about this client.
    """
    about = [Melding.client_id == client_id] if client_id is not None else []
    rows = await _rijen(database, begeleider_id, Melding.gesloten_at.is_(None), *about)
    return tuple(sorted(rows, key=lambda row: (RANG.get(row.niveau, 3), row.stand.gezien is not None, row.sinds, row.id)))


async def gesloten_meldingen_of(database: Database, begeleider_id: int) -> tuple[MeldingRij, ...]:
    """What is closed and involves this begeleider, the newest melding first."""
    rows = await _rijen(database, begeleider_id, Melding.gesloten_at.is_not(None))
    return tuple(sorted(rows, key=lambda row: (row.sinds, row.id), reverse=True))


async def pas_gesloten_meldingen_of(database: Database, begeleider_id: int, *, now: datetime) -> tuple[MeldingRij, ...]:
    """What somebody else closed lately and this begeleider, who had a part in it, did not look at yet; the last closed first."""
    rows = await _rijen(database, begeleider_id, Melding.gesloten_at > now - PAS_GESLOTEN)
    return tuple(sorted((row for row in rows if row.nieuws), key=lambda row: (row.stand.besluiten[-1].moment, row.id), reverse=True))


async def _rijen(database: Database, begeleider_id: int, *which: ColumnElement[bool]) -> list[MeldingRij]:
    async with database.read() as session:
        found = (await session.execute(_involving(begeleider_id).where(*which))).all()
        stappen = await stappen_van(session, *(melding.id for melding, _ in found))
        namen = await namen_van(session, begeleider_id)
    rows = []
    for melding, client in found:
        stand = Stand(melding.niveau, melding.created_at, client.begeleider_id, tuple(stap_van(row) for row in stappen[melding.id]))
        van_mij = stand.eigenaar == begeleider_id or stand.eerste == begeleider_id
        eigenaar, naar = namen.get(stand.eigenaar, ""), wacht_op(stand, namen)
        nieuws = stand.nieuws_voor(begeleider_id)
        door = namen.get(nieuws.begeleider or 0, "") if nieuws else ""
        rows.append(MeldingRij(melding.id, client.naam, melding.niveau, stand, eigenaar, van_mij, client.id, naar, door))
    return rows


async def melding(database: Database, begeleider_id: int, melding_id: int, *, now: datetime) -> MeldingBlad:
    """One melding, and the note in its log that it was looked at. NietGevonden for who has no part in it."""
    async with database.begin() as session:
        row, client, stand = await _mine(session, begeleider_id, melding_id)
        schrijf(session, melding_id, Stap(s.BEKEKEN, now, stand.ronde, begeleider=begeleider_id))
        await session.flush()
        return await meldingblad.lees(session, row, client, begeleider_id, now=now)


async def alle_van(database: Database, begeleider_id: int, client_id: int, *, now: datetime) -> tuple[MeldingBlad, ...]:
    """Every melding about this client in which one has a part, newest first, to copy. Their logs stay as they are: nobody has opened them."""
    query = _involving(begeleider_id).where(Melding.client_id == client_id).order_by(Melding.created_at.desc(), Melding.id.desc())
    async with database.read() as session:
        return tuple([await meldingblad.lees(session, row, client, begeleider_id, now=now) for row, client in (await session.execute(query)).all()])


async def client_of(database: Database, melding_id: int) -> int | None:
    """Whose melding this is, for the log of who looked; says nothing about who may read it."""
    async with database.read() as session:
        return await session.scalar(select(Melding.client_id).where(Melding.id == melding_id))


async def _mine(session: AsyncSession, begeleider_id: int, melding_id: int) -> tuple[Melding, Client, Stand]:
    found = (await session.execute(_involving(begeleider_id).where(Melding.id == melding_id))).one_or_none()
    if found is None:
        raise NietGevonden
    row, client = found
    return row, client, await stand_van(session, row, client.begeleider_id)


@dataclass
class _Zaak:
    """A melding under the hands of one begeleider, in a transaction."""

    session: AsyncSession
    melding: Melding
    client: Client
    stand: Stand
    wie: int
    now: datetime

    def doe(self, soort: str, *, naar: int | None = None, tekst: str | None = None, nieuwe_ronde: bool = False) -> None:
        stap = Stap(soort, self.now, self.stand.ronde + nieuwe_ronde, begeleider=self.wie, naar=naar)
        schrijf(self.session, self.melding.id, stap, tekst=tekst)
        self.stand = self.stand.met(stap)

    def kijk(self, gezien: int | None) -> None:
        """Refuse an act on what others changed since: who acts from an older page sees how it stands first. gezien: how many decisions were shown."""
        if gezien is not None and self.stand.sinds(gezien, self.wie):
            raise OngeldigeStap("veranderd")

    async def staat_er(self, tekst: str, binnen: timedelta | None = None) -> bool:
        """These words of this begeleider stand in the log already, from so short ago: a form was sent twice."""
        rows = (await stappen_van(self.session, self.melding.id))[self.melding.id]
        recent = (row for row in rows if binnen is None or self.now - row.created_at < binnen)
        return any(row.tekst == tekst and row.begeleider_id == self.wie for row in recent)


@asynccontextmanager
async def _zaak(database: Database, begeleider_id: int, melding_id: int, now: datetime) -> AsyncIterator[_Zaak]:
    async with database.read() as session:
        _, client, _ = await _mine(session, begeleider_id, melding_id)
    async with database.begin(client_id=client.id) as session:
        # First of all, though not every act writes to the client: erasing takes it first too, and waits for this act or makes it find nothing.
        await session.execute(select(Gesprek.id).where(Gesprek.client_id == client.id).with_for_update())
        wekker = await session.scalar(select(Outbox).where(Outbox.soort == SOORT, Outbox.verwijzing == melding_id).with_for_update())
        if wekker is None:
            wekker = Outbox(soort=SOORT, verwijzing=melding_id, attempts=0, due_at=now, created_at=now)
            session.add(wekker)
        row, client, stand = await _mine(session, begeleider_id, melding_id)
        yield _Zaak(session, row, client, stand, begeleider_id, now)
        # The ladder looks again at once: this act may have ended its wait, or begun a new one.
        wekker.due_at, wekker.delivered_at = now, None


async def pak_op(database: Database, begeleider_id: int, melding_id: int, *, gezien: int | None = None, now: datetime) -> None:
    """Acknowledge: the ladder stops, the melding is this begeleider's, and the client sees that it was seen. Twice does nothing more.

    The client is told by the first act that shows it, whichever that is; after that of each who takes it up, once.
    gezien, here and below: how many decisions about it the page showed. Raises OngeldigeStap.
    """
    async with _zaak(database, begeleider_id, melding_id, now) as zaak:
        if zaak.stand.gesloten:
            raise OngeldigeStap("gesloten")
        zaak.kijk(gezien)
        await _neem(database, zaak, vertel=not zaak.stand.ooit_gezien(begeleider_id))


async def _neem(database: Database, zaak: _Zaak, *, vertel: bool, voorbij: bool = False) -> None:
    """Acknowledge, unless this begeleider already has it in this round. vertel: the client, if told of the melding, is told that it was seen;
    voorbij: that what it was about is over."""
    if zaak.stand.gezien is not None and zaak.stand.gezien.begeleider == zaak.wie:
        return
    zaak.doe(s.GEZIEN)
    zaak.melding.gezien_at, zaak.melding.gezien_door = zaak.melding.gezien_at or zaak.now, zaak.wie
    if vertel and zaak.melding.verteld is not None:
        await _vertel_client(database, zaak, voorbij=voorbij)


async def _vertel_client(database: Database, zaak: _Zaak, *, voorbij: bool) -> None:
    """Only a client who was told of the melding is told that it was seen: that, and no message that may lie unread beside it."""
    session, client = zaak.session, zaak.client
    namen = await namen_van(session, zaak.wie)
    waarvan = "check_gezien" if is_van_check(zaak.melding.regel) else "toen_gezien" if voorbij else "gezien"
    naam = f"utter_gedeeld_melding_{waarvan}"
    if zaak.wie != client.begeleider_id:
        naam += "_collega"
    turn = fixed(naam, {"begeleider": namen.get(client.begeleider_id, ""), "collega": namen.get(zaak.wie, "")})
    gesprek = await open_gesprek(session, client.id, zaak.now, lock=not database.is_sqlite)
    write_turn(Beurt(session, gesprek, client.id, zaak.melding.bericht_id or turn.id, gesprek.last_seq, zaak.now), turn)


def _clean(tekst: str) -> str:
    tekst = clean_tekst(tekst)
    if not tekst:
        raise OngeldigeStap("leeg")
    if len(tekst) > NOTITIE_MAX:
        raise OngeldigeStap("te_lang")
    return tekst


async def noteer(database: Database, begeleider_id: int, melding_id: int, tekst: str, *, now: datetime) -> None:
    """Write a note; on a melding one has acknowledged it puts off its coming back. The same words within an hour are one. Raises OngeldigeStap."""
    tekst = _clean(tekst)
    async with _zaak(database, begeleider_id, melding_id, now) as zaak:
        if not await zaak.staat_er(tekst, DUBBEL_BINNEN):
            zaak.doe(s.NOTITIE, tekst=tekst)


async def draag_over(
    database: Database, begeleider_id: int, melding_id: int, naar: int, tekst: str, *, gezien: int | None = None, now: datetime
) -> None:
    """Hand over to a colleague of the organisatie who is not away. Until the colleague acknowledges, it stays with the giver. Raises OngeldigeStap.

    Again to the same colleague, who did not acknowledge yet, is no new step; words that were not sent before are kept as a note.
    """
    tekst = _clean(tekst) if tekst.strip() else ""
    async with _zaak(database, begeleider_id, melding_id, now) as zaak:
        if zaak.stand.gesloten:
            raise OngeldigeStap("gesloten")
        zaak.kijk(gezien)
        if naar not in await collegas_van(zaak.session, begeleider_id):
            raise OngeldigeStap("geen_collega")
        # The ladder passes by who is away, and comes back to the giver at once.
        if naar in await afwezigen(zaak.session, zaak.client.organisatie_id, now):
            raise OngeldigeStap("afwezig")
        gegeven = zaak.stand.overgedragen
        if gegeven and (gegeven.begeleider, gegeven.naar) == (begeleider_id, naar):
            if tekst and not await zaak.staat_er(tekst):
                zaak.doe(s.NOTITIE, tekst=tekst)
            return
        await _neem(database, zaak, vertel=not zaak.stand.ooit_gezien())
        zaak.doe(s.OVERGEDRAGEN, naar=naar, tekst=tekst or None, nieuwe_ronde=True)


async def sluit(database: Database, begeleider_id: int, melding_id: int, tekst: str, *, gezien: int | None = None, now: datetime) -> None:
    """Close, with a short note of what was done. Twice with the same words does nothing more. Raises OngeldigeStap."""
    tekst = _clean(tekst)
    async with _zaak(database, begeleider_id, melding_id, now) as zaak:
        if zaak.stand.gesloten:
            if await zaak.staat_er(tekst):
                return
            raise OngeldigeStap("gesloten")
        zaak.kijk(gezien)
        await _neem(database, zaak, vertel=not zaak.stand.ooit_gezien(), voorbij=True)
        zaak.doe(s.GESLOTEN, tekst=tekst)
        zaak.melding.gesloten_at = now


async def heropen(database: Database, begeleider_id: int, melding_id: int, *, now: datetime) -> None:
    """Open a closed melding again: it begins at the one who does so. Raises OngeldigeStap."""
    async with _zaak(database, begeleider_id, melding_id, now) as zaak:
        if not zaak.stand.gesloten:
            raise OngeldigeStap("open")
        zaak.doe(s.HEROPEND, nieuwe_ronde=True)
        zaak.doe(s.GEZIEN)
        zaak.melding.gesloten_at = None
