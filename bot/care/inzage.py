"""Who looked: every reading and writing of a client's data by somebody else is a row that cannot be changed unseen.

The fields are those of NEN 7513:2018, chapter 5 and 7. A row is written in the transaction of what it tells about, or before the page is sent.
Rows are linked per organisatie: each carries an HMAC over itself and the row before it, with a key derived from the master key. A changed,
removed, moved or added row is seen by `controleer`; so is a row missing at an end, because the ends are kept (and sealed) apart.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models.crypto import MasterKey, active_keyring
from bot.models.database import Database
from bot.models.gegevens_tables import Inzage, InzageKeten
from bot.models.tables import Client

BEGELEIDER, CLIENT, BEHEERDER, SYSTEEM = "begeleider", "client", "beheerder", "systeem"
EIGEN, COLLEGA, ZELF = "eigen_begeleider", "collega", "zelf"
LEZEN, WIJZIGEN, UITVOEREN, WISSEN = "lezen", "wijzigen", "uitvoeren", "wissen"
GELUKT, GEWEIGERD = "gelukt", "geweigerd"
LIJST = "lijst"
# A copy of what a client shares, that is outside Werkmaat from then on.
KOPIE = "kopie"
# A name in a list is looked at all day; one row an hour tells the client the same.
LIJST_ELKE = timedelta(hours=1)
BLOK = 1000


@dataclass(frozen=True)
class Kijker:
    """Who does something. wie: begeleider (with `id`), client, beheerder or systeem. plek: web, opdracht (a command) or taak; 12 signs at most."""

    wie: str
    id: int | None = None
    plek: str = "web"


# Somebody at the machine, with the command `werkmaat`.
OPDRACHT = Kijker(BEHEERDER, plek="opdracht")


@dataclass(frozen=True)
class Daad:
    """What is done: actie (lezen, wijzigen, uitvoeren, wissen) with a kind of thing, and its number when there is one."""

    actie: str
    soort: str
    verwijzing: int | None = None
    uitkomst: str = GELUKT


@dataclass(frozen=True)
class _Persoon:
    """Whose data it is; kept apart from the table, because the row of an erased client is gone."""

    organisatie_id: int
    sleutel_id: int
    begeleider_id: int


def _inhoud(row: Inzage) -> str:
    """What is sealed of a row: every column but its id and the seal itself."""
    moment = row.created_at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(
        [
            row.organisatie_id,
            row.volgnummer,
            row.betrokkene,
            row.wie,
            row.begeleider_id,
            row.rol,
            row.actie,
            row.soort,
            row.verwijzing,
            row.plek,
            row.uitkomst,
            moment,
        ]
    )


def _zegel(master: MasterKey, keten: InzageKeten) -> str:
    return master.seal(json.dumps(["keten", keten.organisatie_id, keten.eerste, keten.laatste, keten.begin, keten.einde]))


async def _keten_van(session: AsyncSession, organisatie_id: int) -> InzageKeten:
    """The chain of this organisatie, locked until the commit: writers stand in a row."""
    query = select(InzageKeten).where(InzageKeten.organisatie_id == organisatie_id).with_for_update().execution_options(populate_existing=True)
    found = await session.scalar(query)
    if found is None:
        with contextlib.suppress(IntegrityError):  # another process began this chain at the same moment: go on behind it
            async with session.begin_nested():
                session.add(InzageKeten(organisatie_id=organisatie_id, eerste=1, laatste=0, begin="", einde="", zegel=""))
        found = (await session.execute(query)).scalar_one()
    return found


async def schrijf(session: AsyncSession, kijker: Kijker, client_ids: Iterable[int], daad: Daad, *, now: datetime) -> int:
    """Add a row per client that exists, in this transaction. Returns how many; a list that was noted less than an hour ago is not noted again."""
    wanted = sorted(set(client_ids))
    if not wanted:
        return 0
    query = select(Client.id, Client.organisatie_id, Client.sleutel_id, Client.begeleider_id).where(Client.id.in_(wanted)).order_by(Client.id)
    people = [_Persoon(row.organisatie_id, row.sleutel_id, row.begeleider_id) for row in await session.execute(query)]
    if daad.soort == LIJST:
        people = await _niet_net_genoteerd(session, people, kijker, now)
    per_organisatie: dict[int, list[_Persoon]] = {}
    for person in people:
        per_organisatie.setdefault(person.organisatie_id, []).append(person)
    for organisatie_id in sorted(per_organisatie):  # always in this order, so that two writers cannot wait for each other
        await _voeg_toe(session, organisatie_id, per_organisatie[organisatie_id], kijker, daad, now)
    return len(people)


async def _niet_net_genoteerd(session: AsyncSession, people: list[_Persoon], kijker: Kijker, now: datetime) -> list[_Persoon]:
    rows = await session.scalars(
        select(Inzage.betrokkene).where(
            Inzage.betrokkene.in_([person.sleutel_id for person in people]),
            Inzage.created_at > now - LIJST_ELKE,
            Inzage.soort == LIJST,
            Inzage.wie == kijker.wie,
            Inzage.begeleider_id == kijker.id,
        )
    )
    known = set(rows)
    return [person for person in people if person.sleutel_id not in known]


def _rol(kijker: Kijker, person: _Persoon) -> str:
    if kijker.wie == BEGELEIDER:
        return EIGEN if kijker.id == person.begeleider_id else COLLEGA
    return ZELF if kijker.wie == CLIENT else kijker.wie


async def _voeg_toe(session: AsyncSession, organisatie_id: int, people: list[_Persoon], kijker: Kijker, daad: Daad, now: datetime) -> None:
    master = active_keyring.get().master
    keten = await _keten_van(session, organisatie_id)
    for person in people:
        row = Inzage(
            organisatie_id=organisatie_id,
            volgnummer=keten.laatste + 1,
            betrokkene=person.sleutel_id,
            wie=kijker.wie,
            begeleider_id=kijker.id,
            rol=_rol(kijker, person),
            actie=daad.actie,
            soort=daad.soort,
            verwijzing=daad.verwijzing,
            plek=kijker.plek,
            uitkomst=daad.uitkomst,
            created_at=now,
        )
        row.keten = master.seal(keten.einde + _inhoud(row))
        session.add(row)
        keten.laatste, keten.einde = row.volgnummer, row.keten
    keten.zegel = _zegel(master, keten)
    await session.flush()


@dataclass
class Inschrijving:
    """One row to be written with the first writing transaction of a request (see `before_commit`), or by itself when there is none."""

    kijker: Kijker
    client_ids: tuple[int, ...]
    daad: Daad
    now: datetime
    geschreven: bool = False

    async def __call__(self, session: AsyncSession) -> None:
        if not self.geschreven:
            self.geschreven = True
            await schrijf(session, self.kijker, self.client_ids, self.daad, now=self.now)

    async def rond_af(self, database: Database) -> None:
        """Write it now when no transaction has done so."""
        if not self.geschreven:
            async with database.begin() as session:
                await self(session)

    async def geweigerd(self, database: Database) -> None:
        """Note that it was tried, and refused."""
        async with database.begin() as session:
            await schrijf(session, self.kijker, self.client_ids, replace(self.daad, uitkomst=GEWEIGERD), now=self.now)
        self.geschreven = True


@dataclass(frozen=True)
class Toestand:
    """What a check of one chain found. fout: volgnummer of the first row that is wrong, 0 when an end is; None when all fits."""

    organisatie_id: int
    rijen: int
    einde: str
    fout: int | None


async def controleer(database: Database) -> list[Toestand]:
    """Check the chain of every organisatie, from its first row to its last."""
    async with database.read() as session:
        ketens = list(await session.scalars(select(InzageKeten).order_by(InzageKeten.organisatie_id)))
        loose = set(await session.scalars(select(Inzage.organisatie_id).distinct())) - {keten.organisatie_id for keten in ketens}
        found = [await _controleer(session, keten) for keten in ketens]
    return [*found, *(Toestand(organisatie_id, 0, "", 0) for organisatie_id in sorted(loose))]


async def _controleer(session: AsyncSession, keten: InzageKeten) -> Toestand:
    master = active_keyring.get().master
    if keten.zegel != _zegel(master, keten):
        return Toestand(keten.organisatie_id, 0, keten.einde, 0)
    einde, next_number = keten.begin, keten.eerste
    result = await session.stream_scalars(
        select(Inzage).where(Inzage.organisatie_id == keten.organisatie_id).order_by(Inzage.volgnummer).execution_options(yield_per=BLOK)
    )
    async for row in result:
        if row.volgnummer != next_number or row.keten != master.seal(einde + _inhoud(row)):
            return Toestand(keten.organisatie_id, next_number - keten.eerste, einde, min(next_number, row.volgnummer))
        einde, next_number = row.keten, next_number + 1
    fits = next_number == keten.laatste + 1 and einde == keten.einde
    return Toestand(keten.organisatie_id, next_number - keten.eerste, einde, None if fits else next_number)


async def ruim_op(session: AsyncSession, organisatie_id: int, before: datetime) -> int:
    """Remove the oldest rows of this organisatie, up to the first that is younger than `before`. Returns how many."""
    keten = await _keten_van(session, organisatie_id)
    keep = select(Inzage.volgnummer).where(Inzage.organisatie_id == organisatie_id, Inzage.created_at >= before).order_by(Inzage.volgnummer).limit(1)
    first = await session.scalar(keep)
    first = keten.laatste + 1 if first is None else first
    if first <= keten.eerste:
        return 0
    last = await session.scalar(select(Inzage.keten).where(Inzage.organisatie_id == organisatie_id, Inzage.volgnummer == first - 1))
    removed = first - keten.eerste
    await session.execute(delete(Inzage).where(Inzage.organisatie_id == organisatie_id, Inzage.volgnummer < first))
    keten.begin, keten.eerste = last or "", first
    keten.zegel = _zegel(active_keyring.get().master, keten)
    await session.flush()
    return removed
