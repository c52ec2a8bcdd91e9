"""The checklist of the traject per client, kept by the own begeleider: how each item stands, with a note when there is one.

What it says is about what there is to do, never about how somebody does: it counts items that are open and nothing else. Every change is compared
with what the page showed, so that what was changed meanwhile elsewhere is never overwritten unseen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import traject
from bot.care.caseload import NietGevonden, client_naam
from bot.care.checklistpunten import Punt, lijst
from bot.care.invoer import clean_tekst
from bot.models.checklist_tables import ChecklistPunt
from bot.models.database import Database, before_commit
from bot.models.tables import Begeleider, Client

OPEN, GEDAAN, NIET_NODIG = STANDEN = ("open", "gedaan", "niet_nodig")
NOTITIE_MAX = 1000


@dataclass(frozen=True)
class Regel:
    """One item as it stands. door, sinds: who changed it last and when; empty while nobody did."""

    punt: Punt
    stand: str = OPEN
    notitie: str = ""
    door: str = ""
    sinds: datetime | None = None

    @property
    def stand_in_woorden(self) -> str:
        return "nog open" if self.stand == OPEN else self.stand.replace("_", " ")

    @property
    def kenmerk(self) -> str:
        """What a page that shows this sends along, to tell later what it showed."""
        return f"{self.stand}.{_kort(self.notitie)}"


@dataclass(frozen=True)
class Bladdeel:
    """The items with one role. kennis: the subject of the knowledge base about the same cell of the matrix."""

    rol: str
    titel: str
    kennis: str
    regels: tuple[Regel, ...]

    @property
    def open(self) -> int:
        return sum(regel.stand == OPEN for regel in self.regels)


@dataclass(frozen=True)
class Blad:
    """One phase of the checklist of a client. nu: the phase the client is in as noted; None when nothing was noted."""

    client_id: int
    naam: str
    fase: str
    nu: str | None
    delen: tuple[Bladdeel, ...]

    @property
    def open(self) -> int:
        return sum(deel.open for deel in self.delen)

    @property
    def aantal(self) -> int:
        return sum(len(deel.regels) for deel in self.delen)


@dataclass(frozen=True)
class Invoer:
    """What came back for one item. getoond: the kenmerk of what the page showed. stand: the button that was pressed. notitie: None is no field."""

    getoond: str
    notitie: str | None
    stand: str | None = None

    @property
    def stand_getoond(self) -> str:
        return self.getoond.partition(".")[0]

    @property
    def nieuwe_notitie(self) -> str | None:
        """What was typed, if it differs from what the page showed."""
        if self.notitie is None or _kort(clean_tekst(self.notitie)) == self.getoond.partition(".")[2]:
            return None
        return clean_tekst(self.notitie)


@dataclass
class Uitkomst:
    """What became of a form, by item. bewaard: changed. anders: (what was wanted, what stands there meanwhile), not changed. getypt: notes that were
    not kept, because the note was changed meanwhile (also in `botst`) or is too long."""

    bewaard: list[str] = field(default_factory=list)
    anders: dict[str, tuple[str, str]] = field(default_factory=dict)
    botst: set[str] = field(default_factory=set)
    getypt: dict[str, str] = field(default_factory=dict)

    @property
    def gelukt(self) -> bool:
        return not self.anders and not self.getypt


def _kort(notitie: str) -> str:
    return hashlib.sha256(notitie.encode()).hexdigest()[:16]


async def blad(database: Database, begeleider_id: int, client_id: int, fase: str | None = None) -> Blad:
    """One phase of the checklist of an own client, without `fase` the one the client is in; or NietGevonden."""
    naam = await client_naam(database, begeleider_id, client_id)
    async with database.read() as session:
        stappen = await traject.van_client(session, client_id)
        nu = stappen[0].fase if stappen and stappen[0].fase in lijst().fasen else None
        stand = await _stand(session, client_id)
    fase = fase or nu or traject.VOORTRAJECT
    delen = tuple(
        Bladdeel(deel.rol, deel.titel, deel.kennis, tuple(Regel(punt, *stand.get(punt.id, ())) for punt in deel.punten))
        for deel in lijst().fasen[fase]
    )
    return Blad(client_id, naam, fase, nu, delen)


async def bijgehouden(database: Database, begeleider_id: int, client_id: int) -> tuple[Regel, ...]:
    """The items of an own client that somebody set or noted something with, in the order of the list; or NietGevonden."""
    await client_naam(database, begeleider_id, client_id)
    async with database.read() as session:
        stand = await _stand(session, client_id)
    punten = [punt for delen in lijst().fasen.values() for deel in delen for punt in deel.punten]
    return tuple(Regel(punt, *stand[punt.id]) for punt in punten if punt.id in stand)


async def _stand(session: AsyncSession, client_id: int) -> dict[str, tuple[str, str, str, datetime]]:
    """Per item that was changed: stand, note, who changed it last and when."""
    rows = await session.execute(
        select(ChecklistPunt, Begeleider.naam)
        .join(Begeleider, Begeleider.id == ChecklistPunt.begeleider_id)
        .where(ChecklistPunt.client_id == client_id)
    )
    return {row.punt: (row.stand, row.notitie or "", door, row.changed_at) for row, door in rows}


async def werk_bij(database: Database, begeleider_id: int, client_id: int, fase: str, invoer: Mapping[str, Invoer], *, now: datetime) -> Uitkomst:
    """Change what was changed on the page of one phase of an own client; the outcome says what could not be kept. Raises NietGevonden."""
    punten = lijst().van_fase(fase)
    if any(naam not in punten or (one.stand or OPEN) not in STANDEN for naam, one in invoer.items()):
        raise NietGevonden
    await client_naam(database, begeleider_id, client_id)  # before the transaction: only the key of a client that exists can be taken
    uitkomst = Uitkomst()
    async with database.begin(client_id=client_id) as session:
        # Who changes the same list waits here; messages of this client may come in meanwhile.
        own = select(Client.id).where(Client.id == client_id, Client.begeleider_id == begeleider_id).with_for_update(key_share=True)
        if await session.scalar(own) is None:
            raise NietGevonden
        rows = await session.scalars(select(ChecklistPunt).where(ChecklistPunt.client_id == client_id, ChecklistPunt.punt.in_(invoer)))
        staat = {row.punt: row for row in rows}
        for naam, one in invoer.items():
            await _zet(session, ChecklistPunt(client_id=client_id, punt=naam), staat.get(naam), one, uitkomst, begeleider_id, now)
        if not uitkomst.bewaard:
            before_commit.set(None)  # nothing changed: then this is not the moment to note that something was
    return uitkomst


async def _zet(
    session: AsyncSession, nieuw: ChecklistPunt, row: ChecklistPunt | None, one: Invoer, uitkomst: Uitkomst, begeleider_id: int, now: datetime
) -> None:
    """Change one item as far as nobody changed the same about it: a stand beside a newer note, and the other way round, both hold."""
    naam, was = nieuw.punt, (row.stand, row.notitie or "") if row else (OPEN, "")
    stand, notitie = was
    if one.stand is not None and one.stand != stand:
        if stand == one.stand_getoond:
            stand = one.stand
        else:
            uitkomst.anders[naam] = (one.stand, stand)
    typed = one.nieuwe_notitie
    if typed is not None and typed != notitie:
        if _kort(notitie) != one.getoond.partition(".")[2]:
            uitkomst.botst.add(naam)
            uitkomst.getypt[naam] = typed
        elif len(typed) > NOTITIE_MAX:
            uitkomst.getypt[naam] = typed
        else:
            notitie = typed
    if (stand, notitie) == was:
        return
    uitkomst.bewaard.append(naam)
    if (stand, notitie) == (OPEN, ""):
        await session.execute(delete(ChecklistPunt).where(ChecklistPunt.client_id == nieuw.client_id, ChecklistPunt.punt == naam))
        return
    if row is None:
        session.add(row := nieuw)
    row.stand, row.notitie, row.begeleider_id, row.changed_at = stand, notitie or None, begeleider_id, now
