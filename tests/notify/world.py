"""A small organisatie with a client, a mail server that can be broken, and the chain on a virtual clock."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select, update

from bot.care.beurt import Beurt
from bot.care.ontvangst import open_gesprek
from bot.care.rooster import zet_vervanger
from bot.care.veiligheid import meld
from bot.models.database import Database
from bot.models.meldingen_tables import MeldingStap
from bot.models.tables import Melding, Organisatie, Outbox
from bot.notify import tick
from bot.notify.clock import VirtualClock
from bot.settings import Settings
from tests.people import add_begeleider, add_client, add_organisatie

ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
WOORDEN = "kanarie-woorden van de cliënt"
LAATSTE = "wacht@proef.example"


@dataclass
class Brievenbus:
    """A real SMTP server. `kapot`: says "try later" to everything; `weigert`: addresses that do not exist; `traag`: addresses for which it does not
    answer before `verder` lets one go on (`vast`: how many wait for that)."""

    kapot: bool = False
    weigert: set[str] = field(default_factory=set)
    traag: set[str] = field(default_factory=set)
    verder: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    vast: int = 0
    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        if self.kapot:
            return "451 try later"
        if address in self.weigert:
            return "550 no such mailbox"
        if address in self.traag:
            self.vast += 1
            try:
                await self.verder.acquire()
            finally:
                self.vast -= 1
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        found = message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.mails.append(found)
        return "250 OK"

    def laat_verder(self, aantal: int) -> None:
        for _ in range(aantal):
            self.verder.release()

    def aan(self, email: str) -> list[EmailMessage]:
        return [found for found in self.mails if found["To"] == email]


async def until(holds: Callable[[], bool]) -> None:
    """Let everything run until this holds; a test in which it never does ends by failing."""
    for _ in range(6000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come to that")


class LopendeKlok:
    """A clock that runs as that of the machine does, from a moment of the test."""

    def __init__(self, start: datetime) -> None:
        self._start, self._since = start, time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._since)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@asynccontextmanager
async def mailserver() -> AsyncIterator[tuple[Brievenbus, str]]:
    """The server and the setting that points at it."""
    bus = Brievenbus()
    controller = Controller(bus, hostname="127.0.0.1", port=0)
    # Port 0: any free port; the controller itself cannot be started on it, its server can.
    server = await asyncio.get_running_loop().create_server(controller.factory, "127.0.0.1", 0)
    try:
        yield bus, f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await server.wait_closed()


@dataclass
class Wereld:
    """anna has client kees; bram is her standing deputy; cees is a colleague; dora works elsewhere."""

    database: Database
    settings: Settings
    clock: VirtualClock
    bus: Brievenbus
    organisatie: int
    anna: int
    bram: int
    cees: int
    dora: int
    kees: int

    async def meld(self, niveau: str = "rood", regel: str = "regel wil_dood") -> int:
        """A melding as the guard makes it, in one transaction with its outbox row."""
        async with self.database.begin(client_id=self.kees) as session:
            now = self.clock.now()
            gesprek = await open_gesprek(session, self.kees, now, lock=False)
            beurt = Beurt(session, gesprek, self.kees, "11111111-1111-1111-1111-111111111111", 1, now)
            await meld(beurt, niveau, regel, WOORDEN, "Dit is verteld.")
            return (await session.execute(select(Melding.id).order_by(Melding.id.desc()).limit(1))).scalar_one()

    async def tick(self, after: timedelta = timedelta()) -> None:
        self.clock.turn(after)
        await tick(self.database, self.settings, self.clock)

    async def until(self, moment: datetime, step: timedelta = timedelta(minutes=5)) -> None:
        while self.clock.now() < moment:
            await self.tick(min(step, moment - self.clock.now()))

    async def stappen(self, melding_id: int, *soorten: str) -> list[MeldingStap]:
        query = select(MeldingStap).where(MeldingStap.melding_id == melding_id).order_by(MeldingStap.id)
        async with self.database.read() as session:
            return list(await session.scalars(query.where(MeldingStap.soort.in_(soorten)) if soorten else query))

    async def open_outbox(self) -> list[str]:
        async with self.database.read() as session:
            return list(await session.scalars(select(Outbox.soort).where(Outbox.delivered_at.is_(None)).order_by(Outbox.id)))

    async def stel_in(self, **waarden: Any) -> None:
        async with self.database.begin(organisatie_id=self.organisatie) as session:
            await session.execute(update(Organisatie).where(Organisatie.id == self.organisatie).values(instellingen={"meldingen": waarden}))


@asynccontextmanager
async def wereld(database: Database) -> AsyncIterator[Wereld]:
    """Everybody at work, a last resort by mail, Monday morning ten o'clock."""
    organisatie = await add_organisatie(database)
    names = ("anna", "bram", "cees")
    anna, bram, cees = [await add_begeleider(database, f"{name}@proef.example", organisatie_id=organisatie, naam=f"{name} kanarie") for name in names]
    dora = await add_begeleider(database, "dora@elders.example", organisatie_id=await add_organisatie(database, "Elders"))
    kees = await add_client(database, anna, "Kanarienaam", "06 99887766")
    async with database.begin() as session:
        await zet_vervanger(session, anna, bram)
    async with mailserver() as (bus, smtp_url):
        settings = Settings(smtp_url=smtp_url, mail_from="Werkmaat <werkmaat@proef.example>", public_url="https://werkmaat.example")
        found = Wereld(database, settings, VirtualClock(MONDAY), bus, organisatie, anna, bram, cees, dora, kees)
        await found.stel_in(laatste_email=LAATSTE)
        yield found
