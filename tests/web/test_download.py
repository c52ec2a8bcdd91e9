"""A download that nobody reads on costs others nothing, and leaves nothing readable behind."""

from __future__ import annotations

import asyncio
import json
import socket
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy.pool import QueuePool

from bot.care.gegevens.tussenbestand import Tussenbestand
from bot.engine.client import EngineClient
from bot.models.database import Database, utcnow
from bot.models.tables import Bericht, Gesprek, Sessie
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.sessions import CLIENT_COOKIE, token_hash
from tests.people import add_begeleider, add_client

LANG = "kanarie " * 12_500
BERICHTEN = 80


@dataclass
class Lezer:
    """Somebody on a slow line: what was asked for is read only as far as the test says."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def kop(self) -> bytes:
        """The head of the answer: when it is there, the file is made."""
        return await self.reader.readuntil(b"\r\n\r\n")

    async def rest(self) -> bytes:
        return await self.reader.read()

    async def inhoud(self) -> bytes:
        """The chunks of the answer put together; fails when it was broken off."""
        whole = b""
        while size := int(await self.reader.readuntil(b"\r\n"), 16):
            whole += await self.reader.readexactly(size)
            await self.reader.readexactly(2)
        return whole


@dataclass
class Bezoek:
    """A front on a real database, and a client with eight megabytes to take along."""

    server: TestServer
    database: Database

    async def download(self) -> Lezer:
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.setblocking(False)
        await asyncio.get_running_loop().sock_connect(line, (self.server.host, self.server.port))
        reader, writer = await asyncio.open_connection(sock=line, limit=4096)
        ask = f"GET /mijn/gegevens/download HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {CLIENT_COOKIE}=k\r\n\r\n"
        writer.write(ask.encode())
        return Lezer(reader, writer)

    async def nothing_in_use(self) -> None:
        """Wait until no connection of the database is held: what runs in the background holds one for a moment, now and then."""
        pool: Any = self.database.engine.sync_engine.pool
        assert isinstance(pool, QueuePool)
        async with asyncio.timeout(60):
            while pool.checkedout():  # noqa: ASYNC110 - a pool has no event to wait for
                await asyncio.sleep(0.01)


@pytest.fixture
async def bezoek(database: Database, tmp_path: Path) -> AsyncIterator[Bezoek]:
    """On both databases, while no worker lives."""
    kees = await add_client(database, await add_begeleider(database))
    async with database.begin(client_id=kees) as session:
        now = utcnow()
        gesprek = Gesprek(client_id=kees, created_at=now, stand={}, last_seq=BERICHTEN)
        session.add(gesprek)
        session.add(Sessie(token_hash=token_hash("k"), client_id=kees, created_at=now, seen_at=now))
        await session.flush()
        for seq in range(1, BERICHTEN + 1):
            session.add(Bericht(id=str(seq), gesprek_id=gesprek.id, seq=seq, van="client", tekst=LANG, created_at=now, answered_at=now))
    async with TestServer(make_app(Settings(), database, EngineClient(tmp_path, 1))) as server:
        yield Bezoek(server, database)


async def test_a_download_that_is_not_read_holds_no_connection(bezoek: Bezoek) -> None:
    """The file is made before its first byte is sent, so that a stuck reader cannot stop receipts and the alarm chain; it is whole all the same."""
    lezer = await bezoek.download()
    assert b" 200 " in await lezer.kop()
    await bezoek.nothing_in_use()
    found = json.loads(await lezer.inhoud())
    assert [LANG] * BERICHTEN == [row["tekst"] for row in found["tabellen"]["bericht"]]
    lezer.writer.close()


async def test_a_client_has_one_download_at_a_time(bezoek: Bezoek) -> None:
    """A new one ends the one that got stuck: it is broken off, and the new one is whole."""
    stuck = await bezoek.download()
    await stuck.kop()
    again = await bezoek.download()
    assert b" 200 " in await again.kop()
    assert not (await stuck.rest()).endswith(b"0\r\n\r\n")
    assert (await again.inhoud()).endswith(b"}}\n")
    stuck.writer.close()
    again.writer.close()


def test_what_waits_to_be_sent_cannot_be_read_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its words nor a name is in the folder of temporary files, also while it is there; reading it back gives all of it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Tussenbestand() as bestand:
        for _ in range(3):
            bestand.schrijf(LANG)
        assert [] == list(tmp_path.iterdir())
        bestand._file.flush()
        bestand._file.seek(0)
        assert b"kanarie" not in bestand._file.read()
        assert LANG * 3 == b"".join(bestand.lees()).decode()
