"""Mijn stappen: where a client is in the traject. The begeleider notes it, the client reads it. No date to reach, no score.

Sources: AWVN matrix notes 8 and 10 (the traject must be clear; its five phases), and the article on IPS for arbeidsdeskundigen: the
voortraject has at most eight talks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.beurt import Beurt, Zin
from bot.care.caseload import NietGevonden, client_naam
from bot.care.contact import naam_begeleider
from bot.care.knowledge.model import FASEN as MET_ALLE
from bot.care.teksten import tekst
from bot.models.database import Database
from bot.models.kring_tables import TrajectStap
from bot.models.tables import Begeleider, Client

NAAM = "stappen"
FASEN = tuple(fase for fase in MET_ALLE if fase != "alle")
VOORTRAJECT = FASEN[0]
MAX_GESPREKKEN = 8
DELEN = ("nu", "wie", "straks")


class OngeldigeStap(ValueError):
    """This cannot be noted. `veld`: fase or gesprekken."""

    def __init__(self, veld: str) -> None:
        super().__init__(f"The step in the traject cannot be noted: {veld}")
        self.veld = veld


@dataclass(frozen=True)
class Stap:
    """Where the client is since `sinds`, as `door` noted."""

    fase: str
    gesprekken: int | None
    sinds: datetime
    door: str


async def van_client(session: AsyncSession, client_id: int) -> tuple[Stap, ...]:
    """Everything that was noted, newest first."""
    rows = await session.execute(
        select(TrajectStap, Begeleider.naam)
        .join(Begeleider, Begeleider.id == TrajectStap.begeleider_id)
        .where(TrajectStap.client_id == client_id)
        .order_by(TrajectStap.id.desc())
    )
    return tuple(Stap(row.fase, row.gesprekken, row.created_at, naam) for row, naam in rows)


async def van_eigen_client(database: Database, begeleider_id: int, client_id: int) -> tuple[Stap, ...]:
    """The same for a begeleider about an own client, or NietGevonden."""
    await client_naam(database, begeleider_id, client_id)
    async with database.read() as session:
        return await van_client(session, client_id)


async def noteer(database: Database, begeleider_id: int, client_id: int, fase: str, gesprekken: int | None, *, now: datetime) -> None:
    """Note where an own client is, in the voortraject with the number of talks, for an empty field is not "none"; what is the same as before
    leaves no row. Raises OngeldigeStap or NietGevonden."""
    if fase not in FASEN:
        raise OngeldigeStap("fase")
    aantal = gesprekken if fase == VOORTRAJECT else None
    if fase == VOORTRAJECT and (aantal is None or not 0 <= aantal <= MAX_GESPREKKEN):
        raise OngeldigeStap("gesprekken")
    await client_naam(database, begeleider_id, client_id)  # before the transaction: only the key of a client that exists can be taken
    async with database.begin(client_id=client_id) as session:
        if await session.scalar(select(Client.id).where(Client.id == client_id, Client.begeleider_id == begeleider_id)) is None:
            raise NietGevonden
        vorige = await van_client(session, client_id)
        if not vorige or (vorige[0].fase, vorige[0].gesprekken) != (fase, aantal):
            session.add(TrajectStap(client_id=client_id, begeleider_id=begeleider_id, fase=fase, gesprekken=aantal, created_at=now))


def naam_van(fase: str) -> str:
    """The phase in plain words."""
    return tekst(f"utter_{NAAM}_fase_{_id(fase)}").tekst


def _id(fase: str) -> str:
    return fase.replace("-", "_")


def gesprek_in_woorden(stap: Stap) -> str:
    """ "gesprek 3 van hoogstens 8"; before the first: that it is still to come."""
    naam = "geen_gesprek" if not stap.gesprekken else "gesprek"
    return tekst(f"utter_{NAAM}_{naam}").tekst.replace("{nummer}", str(stap.gesprekken)).replace("{meest}", str(MAX_GESPREKKEN))


def uitleg(stap: Stap, begeleider: str) -> dict[str, str]:
    """For the page: now, who does what, what comes, in the words of the conversation."""
    waarden = _waarden(stap, begeleider)
    found = {}
    for deel in DELEN:
        said = tekst(f"utter_{NAAM}_{deel}_{_id(stap.fase)}").tekst
        for naam, waarde in waarden.items():
            said = said.replace(f"{{{naam}}}", waarde)
        found[deel] = said
    return found


def _waarden(stap: Stap, begeleider: str) -> dict[str, str]:
    return {"begeleider": begeleider, "gesprek": gesprek_in_woorden(stap)}


async def zeg(beurt: Beurt) -> list[Zin]:
    """Where I am, who does what, what comes; that it can differ, and whom to ask. What was open stays open."""
    begeleider = await naam_begeleider(beurt)
    stappen = await van_client(beurt.session, beurt.client_id)
    if not stappen:
        return [Zin(f"utter_{NAAM}_leeg", {"begeleider": begeleider})]
    nu = stappen[0]
    return [
        *(Zin(f"utter_{NAAM}_{deel}_{_id(nu.fase)}", _waarden(nu, begeleider)) for deel in DELEN),
        Zin(f"utter_{NAAM}_kan_anders", {"begeleider": begeleider}),
    ]
