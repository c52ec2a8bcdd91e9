"""A real `werkmaat serve`, clients that retry, and `kill -9` at random moments: what was sent is there once, in order, and answered once."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import socket
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from sqlalchemy import select

from bot.care import toegang
from bot.models.crypto import MasterKey
from bot.models.database import Database, utcnow
from bot.models.migrate import migrate
from bot.models.tables import Bericht, Contactverzoek, Gesprek, Incident, TrackerEvent
from bot.settings import PROJECT, Settings

START_S = 120.0  # a loaded machine; no assertion is about time
AGAIN_S = 0.15
COMMAND = "from bot.cli import main; main()"


class Server:
    """`werkmaat serve` as a process of its own, on a free port, with a data folder of its own."""

    def __init__(self, data: Path, database_url: str = "", workers: int = 1, python_path: Path | None = None) -> None:
        self.settings = Settings(data=data, database_url=database_url)
        self.workers = workers
        self.python_path = python_path
        self.port = _free_port()
        self.process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        arguments = ["serve", "--data", str(self.settings.data), "--port", str(self.port), "--workers", str(self.workers)]
        if self.settings.database_url:
            arguments += ["--database", self.settings.database_url]
        # Sockets in the data folder: a front that is killed cannot remove them itself.
        environment = {**os.environ, "TMPDIR": str(self.settings.data)}
        if self.python_path is not None:
            environment["PYTHONPATH"] = str(self.python_path)
        with (self.settings.data / "serve.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-W", "ignore", "-c", COMMAND, *arguments, cwd=PROJECT, env=environment, stdout=log, stderr=log
            )

    def worker_pids(self) -> list[int]:
        """The processes of the front."""
        assert self.process is not None
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        with contextlib.suppress(OSError):
            return [int(pid) for pid in listed.read_text().split()]
        return []

    async def ready(self) -> None:
        """Wait until a worker can answer."""
        async with asyncio.timeout(START_S), aiohttp.ClientSession() as session:
            while True:
                assert self.process is not None
                assert self.process.returncode is None, (self.settings.data / "serve.log").read_text()
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.get(f"{self.url}/readyz") as response:
                        if response.status == 200:
                            return
                await asyncio.sleep(AGAIN_S)

    def kill_worker(self, chance: random.Random) -> bool:
        pids = self.worker_pids()
        if pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(pids), signal.SIGKILL)
        return bool(pids)

    async def kill_front(self) -> None:
        """Kill the front; its workers notice and end by themselves."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> None:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.terminate()
            await self.process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Client:
    """Somebody who sends numbered messages to the begeleider, and sends each again until it is answered."""

    url: str
    token: str
    sent: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    again: int = 0

    def _script(self) -> Iterator[dict[str, str]]:
        for number in range(1_000_000):
            text = f"bericht nummer {number} van mij"
            yield {"text": "ik wil mijn begeleider spreken"}
            yield {"choice": "bericht"}
            self.texts.append(text)
            yield {"text": text}

    async def talk(self, stop: asyncio.Event) -> None:
        """Come in and talk; ends after a whole round once `stop` is set."""
        jar = aiohttp.CookieJar(unsafe=True)  # also for a host that is an address
        async with aiohttp.ClientSession(cookie_jar=jar, timeout=aiohttp.ClientTimeout(total=20)) as session:
            await self._until_200(session, "/api/entry", {"token": self.token, "device": self.token})
            script = self._script()
            while not stop.is_set():
                for body in (next(script), next(script), next(script)):
                    self.sent.append(str(uuid.uuid4()))
                    await self._until_answered(session, {"id": self.sent[-1], **body})

    async def _until_answered(self, session: aiohttp.ClientSession, body: dict[str, str]) -> None:
        while (await self._until_200(session, "/api/messages", body))["status"] != "answered":
            self.again += 1
            await asyncio.sleep(AGAIN_S)

    async def _until_200(self, session: aiohttp.ClientSession, path: str, body: dict[str, str]) -> dict[str, str]:
        while True:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                async with session.post(self.url + path, json=body) as response:
                    if response.status == 200:
                        return dict(await response.json())
                    if response.status < 500:
                        raise AssertionError(f"{path}: {response.status} {await response.text()}")
            self.again += 1
            await asyncio.sleep(AGAIN_S)


@dataclass(frozen=True)
class Outcome:
    """What a run showed. problems: one line per lost, doubled or misplaced thing; empty when all is well."""

    kills_worker: int
    kills_front: int
    messages: int
    again: int
    incidents: int
    problems: tuple[str, ...]

    def __str__(self) -> str:
        kills = self.kills_worker + self.kills_front
        return (
            f"{kills} kills ({self.kills_worker} worker, {self.kills_front} front), {self.messages} messages, {self.again} sent again, "
            f"{self.incidents} incidents, {len(self.problems)} problems"
        )


async def run(data: Path, kills: int, *, database_url: str = "", clients: int = 3, seed: int = 1, per_front: int = 4) -> Outcome:
    """Kill `kills` times, every so many times the front, while `clients` people talk; then let all finish and compare with the record."""
    chance = random.Random(seed)
    server = Server(data, database_url)
    database = Database(server.settings.database, MasterKey.make(server.settings.master_key))
    await migrate(database)
    people = [Client(server.url, token) for token in await invite(database, clients)]
    done = {"worker": 0, "front": 0}
    stop = asyncio.Event()
    await server.start()
    talking = [asyncio.create_task(client.talk(stop)) for client in people]
    try:
        for number in range(1, kills + 1):
            await server.ready()
            # Now and then before anything happened, mostly in the middle of turns.
            await asyncio.sleep(chance.random() * chance.choice((0.3, 2.0, 5.0)))
            if number % per_front == 0:
                await server.kill_front()
                done["front"] += 1
                await server.start()  # a fresh front also starts its worker without a growing wait
            elif server.kill_worker(chance):
                done["worker"] += 1
            for task in talking:
                if task.done():
                    task.result()
        await server.ready()
        stop.set()
        await asyncio.wait_for(asyncio.gather(*talking), START_S)
    finally:
        for task in talking:
            task.cancel()
        await server.stop()
    problems, incidents = await _compare(database, people)
    await database.close()
    messages, again = sum(len(client.sent) for client in people), sum(client.again for client in people)
    return Outcome(done["worker"], done["front"], messages, again, incidents, tuple(problems))


async def invite(database: Database, number: int) -> list[str]:
    """The tokens of new clients."""
    organisatie = await toegang.new_organisatie(database, "Proef", now=utcnow())
    begeleider = await toegang.new_begeleider(
        database, organisatie, "Anna Proef", f"{uuid.uuid4().hex}@proef.example", "zeven gele fietsbellen", now=utcnow()
    )
    clients = [await toegang.new_client(database, begeleider, f"Proef {index}", now=utcnow()) for index in range(number)]
    return [await toegang.invite(database, client, now=utcnow()) for client in clients]


async def _compare(database: Database, people: list[Client]) -> tuple[list[str], int]:
    """What is missing, double or out of order in the database."""
    problems: list[str] = []
    async with database.read() as session:
        for client in people:
            first = await session.get(Bericht, client.sent[0]) if client.sent else None
            if first is None:
                problems.append("a first message is lost")
                continue
            gesprek = await session.get_one(Gesprek, first.gesprek_id)
            rows = list(await session.scalars(select(Bericht).where(Bericht.gesprek_id == gesprek.id).order_by(Bericht.seq)))
            turns = list(await session.scalars(select(TrackerEvent.bericht_id).where(TrackerEvent.gesprek_id == gesprek.id)))
            texts = list(
                await session.scalars(select(Contactverzoek.tekst).where(Contactverzoek.client_id == gesprek.client_id).order_by(Contactverzoek.id))
            )
            problems += _wrong_in(client, rows, turns, texts)
        return problems, len(list(await session.scalars(select(Incident.id))))


def _wrong_in(client: Client, rows: list[Bericht], turns: list[str], texts: list[str]) -> Iterator[str]:
    if [row.seq for row in rows] != list(range(1, len(rows) + 1)):
        yield "the numbers of the messages have a gap or a double"
    if [row.id for row in rows if row.van == "client"] != client.sent:
        yield "the messages are not those that were sent, in that order, each once"
    if lost := [row.id for row in rows if row.van != "bot" and row.answered_at is None]:
        yield f"{len(lost)} messages without an answer"
    answered = list(dict.fromkeys(row.reply_to for row in rows if row.van == "bot"))
    if [row.id for row in rows if row.van != "bot"] != answered:
        yield "the replies are not in the order of the messages"
    if len(set(turns)) != len(turns):
        yield "a turn was done twice"
    if texts != client.texts:
        yield f"{len(texts)} requests for the begeleider are stored, of {len(client.texts)} that were made"
