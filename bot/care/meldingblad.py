"""One melding as somebody who is involved may read it: ground, words, what the client was told, and its log with names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.meldinggrond import in_woorden
from bot.care.meldingstand import Stand
from bot.care.meldingverloop import Regel, mails_van, stap_van, stappen_van
from bot.care.meldingverloop import lees as lees_verloop
from bot.care.rooster import afwezigen, werkt_hier
from bot.care.signaalarchief import van_melding
from bot.models.tables import Begeleider, Client, Melding


@dataclass(frozen=True)
class Collega:
    """Somebody to hand over to; weg_tot: until when away, for who is away now."""

    id: int
    naam: str
    weg_tot: datetime | None


@dataclass(frozen=True)
class MeldingBlad:
    """Everything about one melding that somebody who is involved may read. `regel` is the stored ground."""

    id: int
    client_id: int
    client: str
    telefoon: str | None
    niveau: str
    regel: str
    woorden: str | None
    verteld: str | None
    stand: Stand
    eigenaar: str
    naar: str
    verloop: tuple[Regel, ...]
    collegas: tuple[Collega, ...]

    @property
    def reden(self) -> str:
        """The ground in plain words."""
        return in_woorden(self.regel)


async def namen_van(session: AsyncSession, begeleider_id: int) -> dict[int, str]:
    """The colleagues of the own organisatie, themselves and who left included, for a log."""
    own = select(Begeleider.organisatie_id).where(Begeleider.id == begeleider_id).scalar_subquery()
    rows = await session.execute(select(Begeleider.id, Begeleider.naam).where(Begeleider.organisatie_id == own).order_by(Begeleider.id))
    return {row.id: row.naam for row in rows}


async def collegas_van(session: AsyncSession, begeleider_id: int) -> frozenset[int]:
    """To whom this begeleider can hand over: who left can take over nothing."""
    own = select(Begeleider.organisatie_id).where(Begeleider.id == begeleider_id).scalar_subquery()
    here = select(Begeleider.id).where(Begeleider.organisatie_id == own, Begeleider.id != begeleider_id, werkt_hier())
    return frozenset(await session.scalars(here))


def wacht_op(stand: Stand, namen: Mapping[int, str]) -> str:
    """The name of the colleague to whom it was handed over, until that colleague acknowledges."""
    gegeven = stand.overgedragen
    return namen.get(gegeven.naar or 0, "") if gegeven else ""


async def lees(session: AsyncSession, melding: Melding, client: Client, begeleider_id: int, *, now: datetime) -> MeldingBlad:
    """This melding for this begeleider, of whom is known already that he or she has a part in it."""
    namen = await namen_van(session, begeleider_id)
    rows = (await stappen_van(session, melding.id))[melding.id]
    stand = Stand(melding.niveau, melding.created_at, client.begeleider_id, tuple(stap_van(one) for one in rows))
    weg = await afwezigen(session, client.organisatie_id, now)
    regel, woorden = await van_melding(session, melding)
    anderen = await collegas_van(session, begeleider_id)
    collegas = [Collega(number, naam, weg.get(number)) for number, naam in namen.items() if number in anderen]
    return MeldingBlad(
        id=melding.id,
        client_id=client.id,
        client=client.naam,
        telefoon=client.telefoon,
        niveau=melding.niveau,
        regel=regel,
        woorden=woorden,
        verteld=melding.verteld,
        stand=stand,
        eigenaar=namen.get(stand.eigenaar, ""),
        naar=wacht_op(stand, namen),
        verloop=tuple(lees_verloop(rows, stand, namen, await mails_van(session, melding.id))),
        collegas=tuple(sorted(collegas, key=lambda one: one.weg_tot is not None)),
    )
