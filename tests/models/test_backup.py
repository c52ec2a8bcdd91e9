"""A backup that is made while people write is whole when it is put back (PROMISES P21), made as the manual of the beheerder says."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.care import inzage, ontvangst
from bot.care.beurt import Invoer
from bot.care.inzage import Daad, Kijker
from bot.models.crypto import MasterKey
from bot.models.database import Database
from bot.models.tables import Base, Bericht, Gesprek
from bot.serve import opened
from bot.settings import Settings
from tests.conftest import MASTER_SECRET
from tests.people import NOW, add_begeleider, add_client

PAGES = 100  # as many at a time as `.backup` of the command sqlite3 takes


@dataclass
class Schrijvers:
    """Clients who go on writing, and a begeleider who goes on looking. bewaard: what was acknowledged, per conversation, in order."""

    database: Database
    begeleider: int
    clients: tuple[int, ...]
    bewaard: dict[int, list[str]] = field(default_factory=dict)
    wrote: threading.Event = field(default_factory=threading.Event)

    async def _schrijf(self, client_id: int) -> None:
        number = 0
        while True:
            number += 1
            woorden = f"bericht {number} van {client_id}"
            received = await ontvangst.ontvang(self.database, client_id, str(uuid.uuid4()), Invoer(woorden), NOW)
            async with self.database.begin() as session:
                kijker = Kijker(inzage.BEGELEIDER, self.begeleider)
                await inzage.schrijf(session, kijker, (client_id,), Daad(inzage.LEZEN, "dossier"), now=NOW)
            self.bewaard.setdefault(received.gesprek_id, []).append(woorden)
            self.wrote.set()

    @asynccontextmanager
    async def aan_het_werk(self) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self._schrijf(client_id)) for client_id in self.clients]
        try:
            async with asyncio.timeout(60):
                while min([len(woorden) for woorden in self.bewaard.values()], default=0) < 3 or len(self.bewaard) < len(tasks):  # noqa: ASYNC110 - counts, no event
                    await asyncio.sleep(0.01)
            yield
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            assert {asyncio.CancelledError} == {type(one) for one in ended}


@pytest.fixture
async def schrijvers(database: Database) -> Schrijvers:
    """Three clients of one begeleider."""
    anna = await add_begeleider(database)
    return Schrijvers(database, anna, tuple([await add_client(database, anna, naam) for naam in ("Kees Proef", "Noor Proef", "Piet Proef")]))


def _backup_sqlite(source: str, target: Path, wrote: threading.Event) -> None:
    """Page by page; somebody writes in between once for certain."""
    waited = False

    def somebody_writes(*_: int) -> None:
        nonlocal waited
        if not waited:
            waited = True
            wrote.clear()
            assert wrote.wait(60)

    with sqlite3.connect(source) as running, sqlite3.connect(target) as copy:
        running.backup(copy, pages=PAGES, progress=somebody_writes)


async def _run(*command: str) -> None:
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    _, said = await process.communicate()
    assert 0 == process.returncode, said.decode()


async def _backup(schrijvers: Schrijvers, target: Path) -> None:
    database = schrijvers.database
    if database.is_sqlite:
        await asyncio.to_thread(_backup_sqlite, database.url.database or "", target, schrijvers.wrote)
    else:
        url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        await _run(await _program(database, "pg_dump"), "--format=custom", f"--file={target}", f"--dbname={url}")


@asynccontextmanager
async def _teruggezet(schrijvers: Schrijvers, backup: Path, folder: Path) -> AsyncIterator[Database]:
    """The backup and the key file on another machine, opened as `werkmaat` opens them."""
    settings = replace(Settings(), data=folder)
    folder.mkdir()  # noqa: ASYNC240 - nobody else waits
    settings.master_key.write_bytes(MASTER_SECRET)
    if schrijvers.database.is_sqlite:
        (folder / "werkmaat.sqlite3").write_bytes(backup.read_bytes())  # noqa: ASYNC240 - nobody else waits
        async with opened(settings) as database:
            yield database
        return
    old = schrijvers.database.url.database
    url = schrijvers.database.url.set(database=f"{old}_terug")
    await _sql(schrijvers.database, f"CREATE DATABASE {old}_terug")
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    await _run(await _program(schrijvers.database, "pg_restore"), "--exit-on-error", f"--dbname={plain}", str(backup))
    async with opened(replace(settings, database_url=plain)) as database:
        yield database
    await _sql(schrijvers.database, f"DROP DATABASE {old}_terug WITH (FORCE)")


async def _program(database: Database, name: str) -> str:
    """A program of the PostgreSQL that runs: those of another version refuse."""
    async with database.engine.connect() as connection:
        folder = await connection.scalar(text("SELECT setting FROM pg_config WHERE name = 'BINDIR'"))
    return str(Path(folder) / name)


async def _sql(database: Database, statement: str) -> None:
    async with database.apart() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text(statement))


async def _rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table as it is stored, words unreadable."""
    async with database.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in await connection.execute(text(f'SELECT * FROM "{table.name}"'))), key=repr)
            for table in Base.metadata.sorted_tables
        }


async def _gesprekken(database: Database) -> dict[int, list[str | None]]:
    """The words of each conversation, which must be numbered without a gap up to its last number."""
    found: dict[int, list[str | None]] = {}
    async with database.read() as session:
        for gesprek in list(await session.scalars(select(Gesprek))):
            rows = list(await session.scalars(select(Bericht).where(Bericht.gesprek_id == gesprek.id).order_by(Bericht.seq)))
            assert list(range(1, gesprek.last_seq + 1)) == [row.seq for row in rows]
            found[gesprek.id] = [row.tekst for row in rows if row.van == "client"]
    return found


async def test_a_backup_of_a_running_werkmaat_is_whole(schrijvers: Schrijvers, tmp_path: Path) -> None:
    """All that was acknowledged before it began, nothing halfway, readable with its key, and the log of who looked unbroken."""
    async with schrijvers.aan_het_werk():
        before = {gesprek: list(woorden) for gesprek, woorden in schrijvers.bewaard.items()}
        await _backup(schrijvers, tmp_path / "backup")
    after = await _gesprekken(schrijvers.database)
    async with _teruggezet(schrijvers, tmp_path / "backup", tmp_path / "elders") as terug:
        found = await _gesprekken(terug)
        assert set(after) == set(found)
        for gesprek, woorden in found.items():
            assert before[gesprek] == woorden[: len(before[gesprek])]
            assert woorden == after[gesprek][: len(woorden)]
        assert [None] == [one.fout for one in await inzage.controleer(terug)]


async def test_a_backup_holds_every_row_as_it_is(schrijvers: Schrijvers, tmp_path: Path) -> None:
    """Nobody writes meanwhile: table by table the same rows, and one can go on in what was put back."""
    async with schrijvers.aan_het_werk():
        pass
    schrijvers.wrote = threading.Event()
    rows = await _rows(schrijvers.database)
    await asyncio.gather(_backup(schrijvers, tmp_path / "backup"), _let_go(schrijvers.wrote))
    async with _teruggezet(schrijvers, tmp_path / "backup", tmp_path / "elders") as terug:
        assert rows == await _rows(terug)
        assert MasterKey(MASTER_SECRET).index("x") == terug.keyring.master.index("x")
        client_id = schrijvers.clients[0]
        received = await ontvangst.ontvang(terug, client_id, str(uuid.uuid4()), Invoer("verder waar ik was"), NOW)
        assert "verder waar ik was" == (await _gesprekken(terug))[received.gesprek_id][-1]


async def _let_go(wrote: threading.Event) -> None:
    """Nobody writes: the backup need not wait for anybody."""
    for _ in range(200):
        wrote.set()
        await asyncio.sleep(0.01)
