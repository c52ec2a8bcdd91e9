"""Messages between a client and the own begeleider, both ways, in one thread.

What the client sends is a contactverzoek (`contact.py`); what the begeleider sends is a BegeleiderBericht, and stands in the conversation as said by
that person. Nothing in the thread is ever changed: who wrote something wrong writes again.
"""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import overname, waarneming
from bot.care.caseload import NietGevonden
from bot.care.contact import BERICHT, TERUGBELLEN
from bot.care.invoer import clean_tekst
from bot.care.nieuws import wek
from bot.care.ontvangst import open_gesprek
from bot.care.turns import Turn
from bot.models.bericht_tables import BegeleiderBericht
from bot.models.database import Database
from bot.models.tables import Begeleider, Client, Contactverzoek
from bot.models.tables import Bericht as Rij

CLIENT, BEGELEIDER = "client", "begeleider"
TEKST_MAX = 2000
# The same words again so soon are the same message: a button pressed twice, or on the page one went back to.
ZELFDE_BINNEN = timedelta(hours=1)


class OngeldigBericht(ValueError):
    """This cannot be sent; `reden`: leeg, te_lang, or veranderd (somebody wrote since the page was shown)."""

    def __init__(self, reden: str) -> None:
        super().__init__(f"The message cannot be sent: {reden}")
        self.reden = reden


@dataclass(frozen=True)
class Post:
    """One message of the thread.

    van: client or begeleider. naam: of the begeleider who wrote it, empty for the client. soort: bericht, terugbellen or vraag.
    gelezen_at: the begeleider said that it was read; of a message of the begeleider: when it was first shown on a device of the client.
    """

    id: int
    van: str
    naam: str
    soort: str
    tekst: str
    created_at: datetime
    gelezen_at: datetime | None


@dataclass(frozen=True)
class Draad:
    """The messages of one own client, oldest first, for the begeleider; of those that a former one read none (`overname.py`).

    voor: the name of the own begeleider for who stands in, and sees only what that is about; telefoon: to call back who asked that then.
    """

    client_id: int
    naam: str
    posten: tuple[Post, ...]
    voor: str = ""
    telefoon: str = ""

    @property
    def nieuw(self) -> tuple[Post, ...]:
        return tuple(post for post in self.posten if post.van == CLIENT and post.gelezen_at is None)

    @property
    def eerder(self) -> tuple[Post, ...]:
        """Newest first, without what is new."""
        new = set(self.nieuw)
        return tuple(post for post in reversed(self.posten) if post not in new)


async def lees(session: AsyncSession, client_id: int) -> tuple[Post, ...]:
    """The thread of this client, oldest first."""
    asked = await session.scalars(select(Contactverzoek).where(Contactverzoek.client_id == client_id))
    posten = [Post(row.id, CLIENT, "", row.soort, row.tekst, row.created_at, row.gelezen_at) for row in asked]
    answered = await session.execute(
        select(BegeleiderBericht, Begeleider.naam)
        .join(Begeleider, Begeleider.id == BegeleiderBericht.begeleider_id)
        .where(BegeleiderBericht.client_id == client_id)
    )
    posten += [Post(row.id, BEGELEIDER, naam, BERICHT, row.tekst, row.created_at, row.gezien_at) for row, naam in answered]
    return tuple(sorted(posten, key=lambda post: (post.created_at, post.van, post.id)))


async def draad(database: Database, begeleider_id: int, client_id: int, *, now: datetime) -> Draad:
    """The thread of one own client, or of one of a colleague this begeleider stands in for; else NietGevonden."""
    async with database.read() as session:
        waar = await _toegang(session, begeleider_id, client_id, now)
        naam, telefoon = (await session.execute(select(Client.naam, Client.telefoon).where(Client.id == client_id))).one()
        posten = await _zichtbaar(session, begeleider_id, client_id, waar)
    if waar is None:
        return Draad(client_id, naam, posten)
    bellen = any(post.soort == TERUGBELLEN and post.gelezen_at is None for post in posten)
    return Draad(client_id, naam, posten, waar.naam, telefoon or "" if bellen else "")


async def _zichtbaar(session: AsyncSession, begeleider_id: int, client_id: int, waar: waarneming.Waarneming | None) -> tuple[Post, ...]:
    """The thread, for who stands in and for a new own begeleider only what is theirs."""
    posten = await lees(session, client_id)
    tijd = waar or await overname.eigen(session, begeleider_id, client_id)
    return tuple(post for post in posten if (tijd.ziet(post.created_at, post.gelezen_at) if post.van == CLIENT else tijd.in_periode(post.created_at)))


async def _toegang(session: AsyncSession, begeleider_id: int, client_id: int, now: datetime) -> waarneming.Waarneming | None:
    """None for the own begeleider; how it stands for who stands in; NietGevonden for everybody else."""
    if await session.scalar(select(Client.id).where(Client.id == client_id, Client.begeleider_id == begeleider_id)) is not None:
        return None
    waar = await waarneming.bij_client(session, begeleider_id, client_id, now)
    if waar is None:
        raise NietGevonden
    return waar


def _schoon(tekst: str) -> str:
    tekst = clean_tekst(tekst)
    if not tekst:
        raise OngeldigBericht("leeg")
    if len(tekst) > TEKST_MAX:
        raise OngeldigBericht("te_lang")
    return tekst


async def schrijf(
    database: Database,
    begeleider_id: int,
    client_id: int,
    tekst: str,
    *,
    bericht_id: str | None = None,
    gelezen: int = 0,
    gezien: int | None = None,
    now: datetime,
) -> bool:
    """Write to a client, own or of somebody this begeleider stands in for; it stands in the conversation at once, and what is open stays open.

    bericht_id: the same one with the same words again sends nothing; nor do the same words when they just became the last of the thread, for a
    page that one came back to has another id. Returns whether it was sent now. gelezen: the highest number of a request that was on the page: what
    one answers has been read. A wish to be called back stays until it is marked by itself. gezien: how many messages the page showed. Raises
    OngeldigBericht and NietGevonden.
    """
    naam, schoon, bericht_id = await _afzender(database, begeleider_id, client_id, now), _schoon(tekst), bericht_id or str(uuid.uuid4())
    async with database.begin(client_id=client_id) as session:
        gesprek = await open_gesprek(session, client_id, now, lock=not database.is_sqlite)
        posten = await _zichtbaar(session, begeleider_id, client_id, await _toegang(session, begeleider_id, client_id, now))
        if await _staat_er(session, begeleider_id, client_id, schoon, bericht_id, posten, now):
            return False
        if gezien is not None and gezien != len(posten):
            raise OngeldigBericht("veranderd")
        if await session.get(Rij, bericht_id) is not None:  # other words, on a page that one came back to
            bericht_id = str(uuid.uuid4())
        gesprek.last_seq += 1
        turn = Turn(bericht_id, BEGELEIDER, re.split(r"\n\s*\n", schoon), [], False, None, sender={"name": naam, "at": now.isoformat()})
        session.add(
            Rij(
                id=bericht_id,
                gesprek_id=gesprek.id,
                seq=gesprek.last_seq,
                van=BEGELEIDER,
                beurt=json.dumps(turn.as_dict(), ensure_ascii=False),
                answered_at=now,
                created_at=now,
            )
        )
        session.add(BegeleiderBericht(client_id=client_id, begeleider_id=begeleider_id, bericht_id=bericht_id, tekst=schoon, created_at=now))
        answered = (Contactverzoek.client_id == client_id, Contactverzoek.id <= gelezen, Contactverzoek.soort != TERUGBELLEN)
        await session.execute(update(Contactverzoek).where(*answered, Contactverzoek.gelezen_at.is_(None)).values(gelezen_at=now))
        wek(session, client_id, now=now)
        return True


async def _staat_er(
    session: AsyncSession, begeleider_id: int, client_id: int, tekst: str, bericht_id: str, posten: tuple[Post, ...], now: datetime
) -> bool:
    """These words of this begeleider were sent already: from this page, or just now as the last of the thread."""
    laatste = posten[-1].id if posten and posten[-1].van == BEGELEIDER and now - posten[-1].created_at < ZELFDE_BINNEN else 0
    this = or_(BegeleiderBericht.bericht_id == bericht_id, BegeleiderBericht.id == laatste)
    query = select(BegeleiderBericht.tekst).where(BegeleiderBericht.client_id == client_id, BegeleiderBericht.begeleider_id == begeleider_id, this)
    return tekst in list(await session.scalars(query))


async def _afzender(database: Database, begeleider_id: int, client_id: int, now: datetime) -> str:
    """The name under which this begeleider writes to the client; else NietGevonden."""
    async with database.read() as session:
        await _toegang(session, begeleider_id, client_id, now)
        return (await session.execute(select(Begeleider.naam).where(Begeleider.id == begeleider_id))).scalar_one()


async def getoond(session: AsyncSession, client_id: int, *, now: datetime, bericht_id: str | None = None) -> None:
    """This message, or every message, was shown on a device of the client; the first time counts."""
    these = [BegeleiderBericht.client_id == client_id, BegeleiderBericht.gezien_at.is_(None)]
    if bericht_id is not None:
        these.append(BegeleiderBericht.bericht_id == bericht_id)
    await session.execute(update(BegeleiderBericht).where(*these).values(gezien_at=now))


async def ongezien(session: AsyncSession, client_id: int) -> frozenset[str]:
    """The messages of a begeleider that this client has not seen, by their id in the conversation."""
    query = select(BegeleiderBericht.bericht_id).where(BegeleiderBericht.client_id == client_id, BegeleiderBericht.gezien_at.is_(None))
    return frozenset(await session.scalars(query))


async def schrijver(session: AsyncSession, bericht_ids: frozenset[str]) -> str:
    """The name of the begeleider who wrote the newest of these."""
    query = (
        select(Begeleider.naam)
        .join(BegeleiderBericht, BegeleiderBericht.begeleider_id == Begeleider.id)
        .where(BegeleiderBericht.bericht_id.in_(bericht_ids))
        .order_by(BegeleiderBericht.id.desc())
        .limit(1)
    )
    return await session.scalar(query) or ""
