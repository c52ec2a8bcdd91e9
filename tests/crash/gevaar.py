"""Danger while everything breaks: python -m tests.crash.gevaar --faults 1000 [--database postgresql://…].

A real `werkmaat serve` of which every second action fails (haperend/), clients in the middle of a form, and at every dangerous message
one fault: the worker killed or frozen, the database held by somebody else, a text of 100 kB with the danger in the middle.
Every message must have its melding, one of a hundred may take more than two seconds; else it ends with 1.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from sqlalchemy import select, text

from bot.models.crypto import MasterKey
from bot.models.database import Database
from bot.models.migrate import migrate
from bot.models.tables import Bericht, Incident, Melding
from tests.crash.harness import Server, invite

# One kind after the other; killing comes last, because a killed worker needs seconds before anything else can happen to it.
FAULTS = ("action failing", "worker frozen", "database slow", "long text", "worker killed")
GEVAAR = "ik wil niet meer leven, vanavond maak ik er een eind aan"
GEWOON = "Ik wil graag in een tuin werken met planten. "
LONG = 100_000
SLOW_S = (0.1, 1.2)  # how long another process holds the database
LATE_S = 2.0
HURRY_S = 0.5


@dataclass
class Outcome:
    """How long each melding took, by fault, in seconds from sending; and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=dict)
    problems: Counter[str] = field(default_factory=Counter)
    incidents: int = 0

    @property
    def all(self) -> list[float]:
        return sorted(seconds for many in self.took.values() for seconds in many)

    def __str__(self) -> str:
        lines = [_line(fault, many) for fault, many in self.took.items()]
        return "\n".join([*lines, f"{_line('all', self.all)}, {self.incidents} actions failed, {sum(self.problems.values())} problems"])


def _line(fault: str, many: list[float]) -> str:
    return f"{fault}: {len(many)} times, median {_share(many, 0.5):.3f} s, p99 {_share(many, 0.99):.3f} s"


def _share(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


class Person:
    """A client in the middle of werkwensen."""

    def __init__(self, server: Server, session: aiohttp.ClientSession, chance: random.Random) -> None:
        self.server, self.session, self.chance = server, session, chance
        self.dangers: list[str] = []

    async def come_in(self, token: str) -> None:
        async with self.session.post(f"{self.server.url}/api/entry", json={"token": token, "device": token}) as response:
            response.raise_for_status()
        await self.say(choice="start_werkwensen")  # the front waited for the introduction, so the engine is there

    async def say(self, **body: str) -> None:
        """Send once, and do not wait long for the dialogue engine: the message is stored, and danger must not need the answer to it."""
        with suppress(TimeoutError):
            async with asyncio.timeout(HURRY_S), self.session.post(f"{self.server.url}/api/messages", json={"id": str(uuid.uuid4()), **body}):
                pass

    async def danger(self, fault: str, outcome: Outcome) -> None:
        """An answer in the form, then danger in the middle of a fault; sent again only when the front says that it is not stored."""
        await self.say(text=GEWOON)
        half = GEWOON * (LONG // len(GEWOON) // 2)
        words = f"{half[: LONG // 2 - len(GEVAAR)]}. {GEVAAR}. {half[: LONG // 2 - 10]}" if fault == "long text" else GEVAAR
        body = {"id": str(uuid.uuid4()), "text": words}
        self.dangers.append(body["id"])
        began = time.monotonic()
        async with _broken(fault, self.server, self.chance):
            while True:
                async with self.session.post(f"{self.server.url}/api/messages", json=body) as response:
                    if response.status == 200:
                        reply = await response.json()
                        break
                    outcome.problems["not stored at once"] += response.status != 503
        outcome.took.setdefault(fault, []).append(time.monotonic() - began)
        if "safety" not in {turn["kind"] for turn in reply["turns"]}:
            outcome.problems["no safety turn"] += 1
        await self.say(text="verder")


@asynccontextmanager
async def _broken(fault: str, server: Server, chance: random.Random) -> AsyncIterator[None]:
    if fault == "worker killed":
        server.kill_worker(chance)
        yield
    elif fault == "worker frozen":
        pids = server.worker_pids()
        _signal(pids, signal.SIGSTOP)
        yield
        _signal(pids, signal.SIGCONT)
    elif fault == "database slow":
        seconds = chance.uniform(*SLOW_S)
        held = asyncio.Event()
        holder = asyncio.create_task(_hold(server, seconds, held))
        await held.wait()
        yield
        await holder
    else:  # the actions fail all the time, and the text is made long by the caller
        yield


def _signal(pids: list[int], which: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, which)


async def _hold(server: Server, seconds: float, held: asyncio.Event) -> None:
    """Keep everybody else from writing for a while."""
    if server.settings.database_url:
        database = Database(server.settings.database, MasterKey.make(server.settings.master_key))
        async with database.apart() as connection, connection.begin():  # not of the pool, whose idle transactions are ended
            await connection.execute(text("LOCK TABLE bericht IN SHARE MODE"))
            held.set()
            await asyncio.sleep(seconds)
        await database.close()
        return

    def locked() -> sqlite3.Connection:
        connection = sqlite3.connect(server.settings.data / "werkmaat.sqlite3", timeout=60, isolation_level=None, check_same_thread=False)
        connection.execute("BEGIN IMMEDIATE")
        return connection

    connection = await asyncio.to_thread(locked)
    held.set()
    await asyncio.sleep(seconds)
    connection.execute("ROLLBACK")
    connection.close()


async def run(data: Path, faults: int, *, database_url: str = "", people: int = 2, seed: int = 1) -> Outcome:
    """Break something `faults` times while somebody is in danger; then look for the meldingen."""
    chance, outcome = random.Random(seed), Outcome()
    server = Server(data, database_url, python_path=Path(__file__).parent / "haperend")
    database = Database(server.settings.database, MasterKey.make(server.settings.master_key))
    await migrate(database)
    tokens = await invite(database, people)
    await server.start()
    try:
        await server.ready()
        async with _people(server, tokens, chance) as found:
            for number in range(faults):
                await found[number % people].danger(FAULTS[number * len(FAULTS) // faults], outcome)
            await _compare(database, [number for person in found for number in person.dangers], outcome)
    finally:
        await server.stop()
        await database.close()
    return outcome


@asynccontextmanager
async def _people(server: Server, tokens: list[str], chance: random.Random) -> AsyncIterator[list[Person]]:
    # An address is a host of its own here, hence `unsafe`; a jar each, because each is logged in.
    sessions = [aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=aiohttp.ClientTimeout(total=120)) for _ in tokens]
    try:
        people = [Person(server, session, chance) for session in sessions]
        for person, token in zip(people, tokens, strict=True):
            await person.come_in(token)
        yield people
    finally:
        for session in sessions:
            await session.close()


async def _compare(database: Database, dangers: list[str], outcome: Outcome) -> None:
    async with database.read() as session:
        stored = set(await session.scalars(select(Bericht.id).where(Bericht.id.in_(dangers))))
        raised = Counter(await session.scalars(select(Melding.bericht_id).where(Melding.niveau == "rood")))
        outcome.incidents = len(list(await session.scalars(select(Incident.id))))
    outcome.problems["message lost"] += len(set(dangers) - stored)
    outcome.problems["melding missing"] += sum(raised[number] == 0 for number in dangers)
    outcome.problems["melding doubled"] += sum(raised[number] > 1 for number in dangers)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash.gevaar", description=__doc__)
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="", metavar="URL", help="an empty PostgreSQL database; without it SQLite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="werkmaat-gevaar-") as folder:
        outcome = asyncio.run(run(Path(folder), options.faults, database_url=options.database, seed=options.seed))
    print(outcome)
    print(*(f"{problem}: {count}" for problem, count in outcome.problems.items() if count), sep="\n")
    return 1 if any(outcome.problems.values()) or _share(outcome.all, 0.99) > LATE_S else 0


if __name__ == "__main__":
    sys.exit(main())
