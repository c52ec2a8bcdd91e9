"""What a begeleider may read: own clients, what they asked, and the lines they chose to share.

Every query carries both the begeleider and the consent, so that what may not be seen is never fetched. Somebody else's client and a client that
does not exist give the same answer: NietGevonden.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import overname, waarneming
from bot.care.invoer import clean_naam, clean_telefoon
from bot.care.teksten import heeft, tekst
from bot.care.toegang import NaamBestaat, client_named
from bot.models.database import Database
from bot.models.energie_tables import EnergieLijst
from bot.models.signaal_tables import SignaalCheck
from bot.models.tables import Begeleider, Client, Contactverzoek, Organisatie, Samenvatting, SamenvattingRegel

DELEN = "delen"
# What a client can share, in the order in which it is shown.
SOORTEN = ("samenvatting", "signaalcheck", "energielijst")
# There is no record yet of what a begeleider has looked at; a week covers a part-time week and a day off.
NEW_FOR = timedelta(days=7)


class NietGevonden(LookupError):
    """There is nothing here for this begeleider."""


@dataclass(frozen=True)
class BegeleiderProfiel:
    """Who is logged in, and whether what is shown are examples."""

    id: int
    naam: str
    is_demo: bool


@dataclass(frozen=True)
class Verzoek:
    """Something a client asked: soort is bericht, terugbellen or vraag."""

    id: int
    soort: str
    tekst: str
    created_at: datetime
    gelezen_at: datetime | None


@dataclass(frozen=True)
class ClientRij:
    """One client in the list; ongelezen: requests by kind.

    gedeeld: when the newest of each kind of SOORTEN was shared; nieuw_gedeeld: the kinds that are new.
    """

    id: int
    naam: str
    sinds: datetime
    gedeeld: dict[str, datetime]
    nieuw_gedeeld: tuple[str, ...]
    ongelezen: dict[str, int] = field(default_factory=dict)

    @property
    def gedeeld_at(self) -> datetime | None:
        return max(self.gedeeld.values(), default=None)

    @property
    def is_nieuw(self) -> bool:
        return bool(self.ongelezen or self.nieuw_gedeeld)


@dataclass(frozen=True)
class Bron:
    """Where a line comes from: the question, the literal words, when they were said and in which turn.

    samen_met: the naaste who helped the client. door: the naaste who said it; empty when the client did.
    """

    vraag: str
    woorden: str
    datum: datetime | None
    beurt: int | None
    samen_met: str = ""
    door: str = ""


@dataclass(frozen=True)
class Regel:
    """One shared line with its sources."""

    onderwerp: str
    tekst: str
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True)
class GedeeldeSamenvatting:
    """The shared lines of one approved summary."""

    id: int
    dialoog: str
    goedgekeurd_at: datetime
    regels: tuple[Regel, ...]


@dataclass(frozen=True)
class ClientDossier:
    """Everything a begeleider may read about one client; summaries and requests newest first. checks, energielijsten: how many are shared."""

    id: int
    naam: str
    telefoon: str | None
    sinds: datetime
    samenvattingen: tuple[GedeeldeSamenvatting, ...]
    verzoeken: tuple[Verzoek, ...]
    checks: int
    energielijsten: int


def _shared(begeleider_id: int) -> tuple[ColumnElement[bool], ...]:
    """The three conditions under which a line may be read: own client, summary approved, this line shared."""
    return (Client.begeleider_id == begeleider_id, Samenvatting.goedgekeurd_at.is_not(None), SamenvattingRegel.toestemming == DELEN)


async def profiel(database: Database, begeleider_id: int) -> BegeleiderProfiel:
    """Return who is logged in, or raise NietGevonden."""
    query = select(Begeleider.naam, Organisatie.is_demo).join(Organisatie).where(Begeleider.id == begeleider_id)
    async with database.read() as session:
        row = (await session.execute(query)).one_or_none()
    if row is None:
        raise NietGevonden
    return BegeleiderProfiel(begeleider_id, row.naam, row.is_demo)


async def clienten(database: Database, begeleider_id: int, *, now: datetime) -> tuple[ClientRij, ...]:
    """The own clients: those who ask for something first, then those with a new summary, then by name."""
    async with database.read() as session:
        own = (await session.execute(select(Client.id, Client.naam, Client.created_at).where(Client.begeleider_id == begeleider_id))).all()
        asked = await session.execute(
            select(Contactverzoek.client_id, Contactverzoek.soort)
            .join(Client, Client.id == Contactverzoek.client_id)
            .where(Client.begeleider_id == begeleider_id, Contactverzoek.gelezen_at.is_(None))
        )
        ongelezen: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for client_id, soort in asked:
            ongelezen[client_id][soort] += 1
        gedeeld = await _last_shared(session, begeleider_id)
    rows = []
    for client_id, naam, sinds in own:
        momenten = gedeeld[client_id]
        nieuw = tuple(soort for soort, moment in momenten.items() if now - moment < NEW_FOR)
        rows.append(ClientRij(client_id, naam, sinds, momenten, nieuw, dict(ongelezen.get(client_id, {}))))
    return tuple(sorted(rows, key=lambda row: (not row.ongelezen, not row.nieuw_gedeeld, row.naam.casefold(), row.id)))


async def _last_shared(session: AsyncSession, begeleider_id: int) -> dict[int, dict[str, datetime]]:
    """Per client and kind when the newest was shared: a summary is when it was approved, a check when it was done."""
    samenvattingen = (
        select(Samenvatting.client_id, func.max(Samenvatting.goedgekeurd_at))
        .join(SamenvattingRegel, SamenvattingRegel.samenvatting_id == Samenvatting.id)
        .join(Client, Client.id == Samenvatting.client_id)
        .where(*_shared(begeleider_id))
        .group_by(Samenvatting.client_id)
    )
    checks = (
        select(SignaalCheck.client_id, func.max(SignaalCheck.done_at))
        .join(Client, Client.id == SignaalCheck.client_id)
        .where(Client.begeleider_id == begeleider_id, SignaalCheck.gedeeld)
        .group_by(SignaalCheck.client_id)
    )
    lijsten = (
        select(EnergieLijst.client_id, func.max(EnergieLijst.gedeeld_at))
        .join(Client, Client.id == EnergieLijst.client_id)
        .where(Client.begeleider_id == begeleider_id, EnergieLijst.gedeeld)
        .group_by(EnergieLijst.client_id)
    )
    found: dict[int, dict[str, datetime]] = defaultdict(dict)
    for soort, query in zip(SOORTEN, (samenvattingen, checks, lijsten), strict=True):
        for client_id, moment in await session.execute(query):
            if moment is not None:
                found[client_id][soort] = moment
    return found


async def dossier(database: Database, begeleider_id: int, client_id: int) -> ClientDossier:
    """What one own client shared and asked, or NietGevonden."""
    async with database.read() as session:
        checks = select(func.count(SignaalCheck.id)).where(SignaalCheck.client_id == Client.id, SignaalCheck.gedeeld).scalar_subquery()
        lijsten = select(func.count(EnergieLijst.id)).where(EnergieLijst.client_id == Client.id, EnergieLijst.gedeeld).scalar_subquery()
        columns = (Client.naam, Client.telefoon, Client.created_at, checks.label("checks"), lijsten.label("lijsten"))
        query = select(*columns).where(Client.id == client_id, Client.begeleider_id == begeleider_id)
        row = (await session.execute(query)).one_or_none()
        if row is None:
            raise NietGevonden
        samenvattingen = await _samenvattingen(session, begeleider_id, Client.id == client_id)
        tijd = await overname.eigen(session, begeleider_id, client_id)
        asked = await session.execute(
            select(Contactverzoek.id, Contactverzoek.soort, Contactverzoek.tekst, Contactverzoek.created_at, Contactverzoek.gelezen_at)
            .join(Client, Client.id == Contactverzoek.client_id)
            .where(Client.id == client_id, Client.begeleider_id == begeleider_id, tijd.voorwaarde())
            .order_by(Contactverzoek.created_at.desc(), Contactverzoek.id.desc())
        )
        found = tuple(Verzoek(*values) for values in asked)
    # What still waits stands on top, newest first within each half.
    verzoeken = tuple(sorted(found, key=lambda verzoek: verzoek.gelezen_at is not None))
    return ClientDossier(client_id, row.naam, row.telefoon, row.created_at, samenvattingen, verzoeken, row.checks, row.lijsten)


async def aantal(database: Database, begeleider_id: int) -> int:
    """How many clients this begeleider has in Werkmaat."""
    async with database.read() as session:
        return await session.scalar(select(func.count(Client.id)).where(Client.begeleider_id == begeleider_id)) or 0


async def client_naam(database: Database, begeleider_id: int, client_id: int) -> str:
    """The name of one own client, or NietGevonden."""
    query = select(Client.naam).where(Client.id == client_id, Client.begeleider_id == begeleider_id)
    async with database.read() as session:
        naam = (await session.execute(query)).scalar_one_or_none()
    if naam is None:
        raise NietGevonden
    return naam


async def wijzig(
    database: Database, begeleider_id: int, client_id: int, naam: str, telefoon: str, *, was: Mapping[str, str] | None = None, toch: bool = False
) -> None:
    """Change what one own client is called and how they are reached. toch: also when another own client has the new name.

    was: what the page showed as naam and telefoon; of the two the one that still stands there as it was is no change, and keeps what it is now.

    Raises OngeldigeInvoer, NaamBestaat, or NietGevonden.
    """
    nieuw = clean_naam(naam), clean_telefoon(telefoon)
    await client_naam(database, begeleider_id, client_id)  # before the transaction: only the key of a client that exists can be taken
    async with database.begin(client_id=client_id) as session:
        row = await session.scalar(select(Client).where(Client.id == client_id, Client.begeleider_id == begeleider_id))
        if row is None:
            raise NietGevonden
        stond = was or {}
        nieuw = (
            row.naam if nieuw[0] == stond.get("naam") else nieuw[0],
            row.telefoon if "telefoon" in stond and (nieuw[1] or "") == stond["telefoon"] else nieuw[1],
        )
        if not toch and row.naam.casefold() != nieuw[0].casefold():
            bestaat = await client_named(session, begeleider_id, nieuw[0])
            if bestaat is not None:
                raise NaamBestaat(bestaat)
        row.naam, row.telefoon = nieuw


async def samenvatting(database: Database, begeleider_id: int, client_id: int, samenvatting_id: int) -> GedeeldeSamenvatting:
    """The shared lines of one summary of one own client; NietGevonden when there are none."""
    async with database.read() as session:
        found = await _samenvattingen(session, begeleider_id, Client.id == client_id, Samenvatting.id == samenvatting_id)
    if not found:
        raise NietGevonden
    return found[0]


async def mark_read(database: Database, begeleider_id: int, client_id: int, verzoek_id: int, *, now: datetime) -> None:
    """Note that a request was read; the first time counts. NietGevonden when it is not of this client, or the client not of this begeleider
    nor of one this begeleider stands in for."""

    def van(wie: int) -> tuple[ColumnElement[bool], ...]:
        own = select(Client.id).where(Client.id == client_id, Client.begeleider_id == wie).scalar_subquery()
        return Contactverzoek.id == verzoek_id, Contactverzoek.client_id == own

    async with database.begin() as session:
        this = van(begeleider_id)
        if await session.scalar(select(Contactverzoek.id).where(*this)) is None:
            waar = await waarneming.bij_client(session, begeleider_id, client_id, now)
            this = van(waar.voor if waar else begeleider_id)
            if await session.scalar(select(Contactverzoek.id).where(*this)) is None:
                raise NietGevonden
        await session.execute(update(Contactverzoek).where(*this, Contactverzoek.gelezen_at.is_(None)).values(gelezen_at=now))


async def _samenvattingen(session: AsyncSession, begeleider_id: int, *which: ColumnElement[bool]) -> tuple[GedeeldeSamenvatting, ...]:
    line, whole = SamenvattingRegel, Samenvatting
    query = (
        select(whole.id, whole.dialoog, whole.goedgekeurd_at, line.onderwerp, line.tekst, line.bronnen)
        .join(line, line.samenvatting_id == whole.id)
        .join(Client, Client.id == whole.client_id)
        .where(*_shared(begeleider_id), *which)
        .order_by(whole.goedgekeurd_at.desc(), whole.id.desc(), line.volgorde, line.id)
    )
    rows = (await session.execute(query)).all()
    found = []
    for (number, dialoog, moment), lines in groupby(rows, key=lambda row: (row.id, row.dialoog, row.goedgekeurd_at)):
        regels = tuple(Regel(_titel(dialoog, row.onderwerp), row.tekst, _bronnen(row.bronnen)) for row in lines)
        found.append(GedeeldeSamenvatting(number, dialoog, moment, regels))
    return tuple(found)


def _titel(dialoog: str, onderwerp: str) -> str:
    """The name of a topic as the client reads it; a dialogue that gives it none still has its id."""
    naam = f"utter_{dialoog}_onderwerp_{onderwerp}"
    return tekst(naam).tekst if heeft(naam) else onderwerp.replace("_", " ").capitalize()


def _bronnen(raw: str) -> tuple[Bron, ...]:
    return tuple(
        Bron(
            bron.get("vraag", ""),
            bron["woorden"],
            datetime.fromisoformat(bron["datum"]) if bron.get("datum") else None,
            bron.get("beurt"),
            bron.get("samen_met", ""),
            bron.get("door", ""),
        )
        for bron in json.loads(raw)
    )
