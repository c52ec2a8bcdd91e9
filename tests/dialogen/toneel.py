"""A client who talks with Werkmaat: through the real receipt, the real model and a real database, in one process."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import gesprek as verloop
from bot.care import guard, ontvangst
from bot.care.antwoorden import Antwoorden, lees
from bot.care.beurt import Beurt, Invoer
from bot.care.vragenlijst import alles
from bot.care.wissel import WISSEL
from bot.models.database import Database, utcnow
from bot.models.tables import Antwoord, Bericht, Contactverzoek, Gesprek, Incident, Melding, Samenvatting, SamenvattingRegel
from bot.nlu.safety import Verdict
from tests.dialogen.turnregels import problems
from tests.engine.model import Engine
from tests.people import add_begeleider, add_client

if TYPE_CHECKING:
    import pytest

Reply = list[dict[str, Any]]


def gezegd(reply: Reply) -> str:
    """All that a reply says, without its choices."""
    return "\n".join(block for turn in reply for block in turn["text"])


def oordeelt(monkeypatch: pytest.MonkeyPatch, zin: str, verdict: Verdict) -> None:
    """Fix what the guard makes of one sentence, where it is not the subject which sentences those are: that changes."""
    real = guard.assess

    async def assess(text: str) -> Verdict:
        return verdict if text == zin else await real(text)

    monkeypatch.setattr(guard, "assess", assess)


@dataclass
class Toneel:
    """One client with an empty conversation. Every reply is checked against the turn rules as soon as it comes."""

    engine: Engine
    database: Database
    client_id: int
    later: timedelta = timedelta()
    dialoog: str = "werkwensen"
    _runner: Any = field(init=False)
    _gezegd: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._runner = self.engine.runner(self.database)

    @classmethod
    async def nieuw(cls, engine: Engine, database: Database) -> Toneel:
        return cls(engine, database, await add_client(database, await add_begeleider(database)))

    def herstart(self, database: Database) -> None:
        """Go on with new objects, as after a restart of the server."""
        self.database = database
        self._runner = self.engine.runner(database)

    @property
    def nu(self) -> datetime:
        return utcnow() + self.later

    async def opent(self) -> Reply:
        """The client opens the page."""
        waiting = await ontvangst.binnenkomst(self.database, self.client_id, self.nu)
        if waiting is None:
            return []
        await self._runner.answer(waiting[1])
        return await self._replies(waiting[1])

    async def typt(self, tekst: str) -> Reply:
        self._gezegd.append(tekst)
        return await self.stuurt(Invoer(tekst))

    async def kiest(self, *keuzes: str) -> Reply:
        """Tap buttons of what is asked now, as the widget does: with the turn they stand under."""
        return await self.tikt(await self.laatste_vraag(), *keuzes)

    async def kiest_zonder_beurt(self, *keuzes: str) -> Reply:
        """Send choices as a program that tells no turn."""
        return await self.stuurt(Invoer(keuzes=keuzes))

    async def begint(self, dialoog: str) -> Reply:
        """Start a dialogue from home, looking behind "Meer" as far as needed."""
        self.dialoog = dialoog
        return await self.zoekt(f"start_{dialoog}")

    async def zoekt(self, keuze: str) -> Reply:
        """Pick this choice at home, looking behind "Meer" as far as needed."""
        turn = await self.laatste_vraag()
        if keuze not in {choice["id"] for choice in turn["choices"]}:
            turn = (await self.kiest("meer"))[-1]
        for _ in range(10):
            if keuze in {choice["id"] for choice in turn["choices"]}:
                return await self.kiest(keuze)
            turn = (await self.kiest("anders"))[-1]
        raise AssertionError(f"{keuze} is nowhere to be chosen")

    async def stuurt(self, invoer: Invoer, bericht_id: str | None = None) -> Reply:
        """Send a message and have it answered."""
        bericht_id = await self.ontvangt(invoer, bericht_id)
        await self._runner.answer(bericht_id)
        reply = await self._replies(bericht_id)
        if found := problems(reply, tuple(self._gezegd)):
            raise AssertionError("\n".join(found))
        return reply

    async def tikt(self, turn: dict[str, Any], *keuzes: str, bericht_id: str | None = None) -> Reply:
        """Tap the buttons of this turn, wherever it stands: on another screen it may be the last one still."""
        return await self.stuurt(Invoer(keuzes=keuzes, beurt_id=turn["id"]), bericht_id)

    async def beantwoordt(self, bericht_id: str) -> Reply:
        """The engine is there again, and answers this message and what waits before it."""
        await self._runner.answer(bericht_id)
        return await self._replies(bericht_id)

    async def typt_op(self, turn: dict[str, Any], tekst: str) -> Reply:
        """Type on a screen on which this turn is the last one."""
        self._gezegd.append(tekst)
        return await self.stuurt(Invoer(tekst, beurt_id=turn["id"]))

    async def typt_zonder_engine(self, tekst: str) -> Reply:
        """What the front says by itself to this text."""
        return await self._replies(await self.ontvangt(Invoer(tekst)))

    async def kiest_zonder_engine(self, keuze: str) -> Reply:
        """What the front says by itself to this choice."""
        return await self._replies(await self.ontvangt(Invoer(keuzes=(keuze,))))

    async def ontvangt(self, invoer: Invoer, bericht_id: str | None = None) -> str:
        """Send a message while no engine is there to answer it."""
        received = await ontvangst.ontvang(self.database, self.client_id, bericht_id or str(uuid.uuid4()), invoer, self.nu)
        return received.bericht_id

    async def _replies(self, bericht_id: str) -> Reply:
        async with self.database.read() as session:
            rows = await session.scalars(select(Bericht.beurt).where(Bericht.reply_to == bericht_id).order_by(Bericht.seq))
            return [json.loads(row or "{}") for row in rows]

    async def laatste_vraag(self) -> dict[str, Any]:
        """The last turn on the screen that asks something."""
        async with self.database.read() as session:
            rows = await session.scalars(select(Bericht.beurt).where(Bericht.van == "bot").order_by(Bericht.seq.desc()).limit(10))
            turns = [json.loads(row or "{}") for row in rows]
        return next(turn for turn in turns if turn["choices"] or turn["kind"] == "question")

    async def gesprek(self, session: AsyncSession) -> Gesprek:
        return (await session.scalars(select(Gesprek).where(Gesprek.client_id == self.client_id))).one()

    async def plaats(self) -> str:
        """What is open: veiligheid, rust, tussen:…, wissel, thuis, or the id of a question."""
        async with self.database.read() as session:
            gesprek = await self.gesprek(session)
            stand = gesprek.stand
            if gesprek.veiligheid:
                return f"veiligheid:{gesprek.veiligheid}"
            if stand.get("rust"):
                return "rust"
            if stand.get("tussen"):
                return f"tussen:{stand['tussen']}"
            if stand.get(WISSEL):
                return WISSEL
            beurt = Beurt(session, gesprek, self.client_id, "", 0, self.nu)
            dialoog = verloop.open_dialoog(beurt)
            if dialoog is None:
                return "thuis"
            vraag = verloop.open_vraag(beurt, dialoog, await alles(beurt, dialoog))
            return vraag.id if vraag else "klaar"

    async def antwoorden(self) -> Antwoorden:
        async with self.database.read() as session:
            return await lees(session, self.client_id, self.dialoog)

    async def woorden(self) -> dict[str, str]:
        """The literal words of every valid answer."""
        return {vraag: gegeven.woorden for vraag, gegeven in (await self.antwoorden()).items()}

    async def bron(self, vraag: str) -> str | None:
        """The text of the message that is the source of the valid answer."""
        async with self.database.read() as session:
            query = select(Bericht.tekst).join(Antwoord, Antwoord.bericht_id == Bericht.id).where(Antwoord.vraag == vraag, Antwoord.geldig)
            return await session.scalar(query)

    async def meldregels(self) -> list[str]:
        """The stored grounds of all meldingen."""
        async with self.database.read() as session:
            return list(await session.scalars(select(Melding.regel).order_by(Melding.id)))

    async def verzoeken(self) -> list[tuple[str, str]]:
        async with self.database.read() as session:
            return [(row.soort, row.tekst) for row in await session.scalars(select(Contactverzoek).order_by(Contactverzoek.id))]

    async def meldingen(self) -> list[tuple[str, str | None]]:
        async with self.database.read() as session:
            return [(row.niveau, row.woorden) for row in await session.scalars(select(Melding).order_by(Melding.id))]

    async def incidenten(self) -> list[tuple[str, str]]:
        async with self.database.read() as session:
            return [(row.stap, row.fout) for row in await session.scalars(select(Incident).order_by(Incident.id))]

    async def regels(self) -> dict[str, tuple[str, str | None]]:
        """The lines of the last approved summary: topic -> (text, toestemming)."""
        async with self.database.read() as session:
            last = await session.scalar(select(Samenvatting.id).order_by(Samenvatting.id.desc()).limit(1))
            rows = await session.scalars(select(SamenvattingRegel).where(SamenvattingRegel.samenvatting_id == last))
            return {row.onderwerp: (row.tekst, row.toestemming) for row in rows}
