"""The finished signaal-checks, newest first, with why and what changed: all of them for the client, only the shared ones for the begeleider."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, select, update
from sqlalchemy.orm import defer

from bot.care.caseload import client_naam
from bot.care.signaallezing import ALLES, DIALOOG, EIGEN, KEUZES, NIETS, kop_met_vraag
from bot.care.signalen import SETS
from bot.care.signalen import woorden as zinnen
from bot.care.teksten import tekst
from bot.models.database import Database
from bot.models.signaal_tables import SignaalCheck
from bot.models.tables import Client

# More than a year of weekly checks makes no page one can read.
MEESTE = 60


@dataclass(frozen=True)
class EigenWoorden:
    """What the client said in own words, under the heading of the question."""

    kop: str
    woorden: str


@dataclass(frozen=True)
class CheckRij:
    """One check: level and reasons as judged when it was done; signals and changes in the words the client chose.

    deelt: NIETS, KEUZES or ALLES, what the begeleider may read of it.
    """

    id: int
    done_at: datetime
    niveau: str
    meer: tuple[str, ...]
    veranderd: tuple[str, ...]
    te_weinig: str
    redenen: tuple[str, ...]
    woorden: tuple[EigenWoorden, ...]
    deelt: str
    samen_met: tuple[str, ...] = ()

    @property
    def niveau_in_woorden(self) -> str:
        return str(zinnen()["niveaus"].get(self.niveau, self.niveau))


@dataclass(frozen=True)
class Signalenblad:
    """The shared checks of one client, newest first."""

    client_id: int
    naam: str
    checks: tuple[CheckRij, ...]


async def lees(database: Database, begeleider_id: int, client_id: int) -> Signalenblad:
    """The page of one own client, or NietGevonden. What is not shared is not fetched, also not the own words of a check that is."""
    naam = await client_naam(database, begeleider_id, client_id)
    query = (
        select(SignaalCheck, case((SignaalCheck.woorden_gedeeld, SignaalCheck.woorden)))
        .options(defer(SignaalCheck.woorden, raiseload=True))
        .join(Client, Client.id == SignaalCheck.client_id)
        .where(Client.id == client_id, Client.begeleider_id == begeleider_id, SignaalCheck.gedeeld)
        .order_by(SignaalCheck.done_at.desc(), SignaalCheck.id.desc())
        .limit(MEESTE)
    )
    async with database.read() as session:
        rows = [_rij(row, woorden or "{}") for row, woorden in await session.execute(query)]
    return Signalenblad(client_id, naam, tuple(rows))


async def eigen(database: Database, client_id: int) -> tuple[CheckRij, ...]:
    """Every check of this client, for the client."""
    query = select(SignaalCheck).where(SignaalCheck.client_id == client_id).order_by(SignaalCheck.done_at.desc(), SignaalCheck.id.desc())
    async with database.read(client_id=client_id) as session:
        return tuple([_rij(row, row.woorden) for row in await session.scalars(query.limit(MEESTE))])


async def zet_gedeeld(database: Database, client_id: int, check_id: int, deelt: str) -> str | None:
    """Share one own check (KEUZES or ALLES) or withdraw it (NIETS); at once, for every page of the begeleider (AVG art. 7.3).

    Returns what was shared before; None when there is no such check. A melding of it stays, without what is withdrawn.
    """
    async with database.begin(client_id=client_id) as session:
        row = await session.scalar(select(SignaalCheck).where(SignaalCheck.client_id == client_id, SignaalCheck.id == check_id))
        if row is None:
            return None
        eerder = _deelt(row)
        row.gedeeld, row.woorden_gedeeld = deelt != NIETS, deelt == ALLES
        return eerder


async def trek_alles_in(database: Database, client_id: int) -> None:
    """Withdraw every own check."""
    async with database.begin(client_id=client_id) as session:
        mine = update(SignaalCheck).where(SignaalCheck.client_id == client_id)
        await session.execute(mine.values(gedeeld=False, woorden_gedeeld=False).execution_options(synchronize_session=False))


def _deelt(row: SignaalCheck) -> str:
    if not row.gedeeld:
        return NIETS
    return ALLES if row.woorden_gedeeld else KEUZES


def _rij(row: SignaalCheck, gezegd: str) -> CheckRij:
    waarden, woorden = json.loads(row.waarden), json.loads(gezegd)
    return CheckRij(
        id=row.id,
        done_at=row.done_at,
        deelt=_deelt(row),
        niveau=row.niveau,
        meer=tuple(_signaal(signaal) for signaal in waarden["meer"]),
        veranderd=tuple(_verandering(keuze) for keuze in waarden["veranderd"]),
        te_weinig=_label("weinig", waarden["te_weinig"]),
        redenen=tuple(waarden["redenen"]),
        woorden=tuple(EigenWoorden(kop_met_vraag(vraag, gezegd), gezegd) for vraag, gezegd in woorden.items()),
        samen_met=tuple(waarden.get("samen_met", ())),
    )


def _label(vraag: str, keuze: str) -> str:
    return tekst(f"utter_{DIALOOG}_{vraag}").label(keuze)


def _verandering(keuze: str) -> str:
    """A change as the client chose it; of one in own words that there was one, for the words are shared apart."""
    return str(zinnen()["eigen_verandering"]) if keuze == EIGEN else _label("veranderd", keuze)


def _signaal(signaal: str) -> str:
    nummer = next(nummer for nummer, drie in enumerate(SETS, 1) if signaal in drie)
    return _label(f"meer_{nummer}", signaal)
