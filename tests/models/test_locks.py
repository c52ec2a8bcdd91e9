"""Whoever waits for a lock or a silent server hears within seconds that nothing was stored (PROMISES P6), and can try again."""

from __future__ import annotations

import asyncio
import sqlite3
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import func, select, text

from bot.care import toegang
from bot.cli import CommandError
from bot.engine.client import EngineClient
from bot.models import database as database_module
from bot.models import migrate as migrate_module
from bot.models import opening
from bot.models.crypto import MasterKey
from bot.models.database import Database, utcnow
from bot.models.migrate import MigrationError, migrate
from bot.models.tables import Bericht, Melding
from bot.serve import opened
from bot.settings import Settings
from bot.web.app import make_app
from tests.people import add_begeleider, add_client
from tests.web.front import problem


@asynccontextmanager
async def _held(database: Database, statement: str) -> AsyncIterator[None]:
    """Another session, at a console or of a backup, holds a lock."""
    if database.is_sqlite:
        with sqlite3.connect(database.url.database or "", isolation_level=None, check_same_thread=False) as other:
            # Not on the event loop: who holds the lock at this moment must be able to finish.
            await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    other = await asyncpg.connect(database.url.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        async with other.transaction():
            await other.execute(statement)
            yield
    finally:
        await other.close()


@pytest.fixture
async def haastig(database_url: str, master_key: MasterKey, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """A database that waits a tenth of the time for others."""
    monkeypatch.setattr(database_module, "LOCK_TIMEOUT_MS", database_module.LOCK_TIMEOUT_MS // 10)
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_S", database_module.BUSY_TIMEOUT_S / 10)
    opened = Database(database_url, master_key)
    yield opened
    await opened.close()


async def test_a_message_behind_a_lock_is_refused_and_can_be_sent_again(haastig: Database, tmp_path: Path) -> None:
    """It does not wait for ever: "not stored", with whom to call; nothing of it is there, and the same message is received when the lock is gone."""
    kees = await add_client(haastig, await add_begeleider(haastig))
    token = await toegang.invite(haastig, kees, now=utcnow())
    body = {"id": str(uuid.uuid4()), "text": "ik wil niet meer leven"}
    async with TestClient(TestServer(make_app(Settings(), haastig, EngineClient(tmp_path, 1)))) as browser:
        assert 200 == (await browser.post("/api/entry", json={"token": token})).status
        async with _held(haastig, "LOCK TABLE bericht IN ACCESS EXCLUSIVE MODE"):
            said = await problem(await asyncio.wait_for(browser.post("/api/messages", json=body), 60), 503)
            assert "nog niet bewaard" in said["detail"]
            assert "113" in said["detail"]
        async with haastig.read() as session:
            assert 0 == await session.scalar(select(func.count(Bericht.id)).where(Bericht.van == "client"))
        assert 200 == (await browser.post("/api/messages", json=body)).status
    async with haastig.read() as session:
        assert 1 == await session.scalar(select(func.count(Melding.id)))


async def test_a_silent_server_is_not_waited_for(postgres_url: str, master_key: MasterKey, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that gets no answer ends, also when no lock is the reason; a transaction in which nothing happens loses its locks."""
    monkeypatch.setattr(database_module, "COMMAND_TIMEOUT_S", 0.2)
    opened = Database(postgres_url, master_key)
    async with opened.engine.connect() as connection:
        assert "1min" == await connection.scalar(text("SHOW idle_in_transaction_session_timeout"))
        with pytest.raises(TimeoutError):
            await connection.execute(text("SELECT pg_sleep(200)"))
    await opened.close()


async def test_an_upgrade_does_not_wait_for_a_table_while_others_wait_behind_it(
    postgres_url: str, master_key: MasterKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lets go and tries again; when the table stays held it says so in one line."""
    monkeypatch.setattr(migrate_module, "TABLE_LOCK_TIMEOUT_MS", 50)
    monkeypatch.setattr(migrate_module, "AGAIN_S", 0.01)
    monkeypatch.setattr(migrate_module, "TRIES", 2)
    opened = Database(postgres_url, master_key)
    async with _held(opened, "LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE"):
        with pytest.raises(MigrationError, match="holds a table"):
            await asyncio.wait_for(migrate(opened), 60)
    await migrate(opened)
    await opened.close()


async def test_wiping_free_space_beside_a_backup_leaves_no_setting_behind(postgres_url: str, master_key: MasterKey) -> None:
    """A reader holds the table of the keys, as pg_dump does: later is tried again, and the connections of others wait as long as before."""
    opened = Database(postgres_url, master_key)
    async with _held(opened, "LOCK TABLE sleutel IN ACCESS SHARE MODE"):
        assert not await opened.wipe_free_space()
    async with opened.engine.connect() as connection:
        assert "8s" == await connection.scalar(text("SHOW lock_timeout"))
    assert await opened.wipe_free_space()
    await opened.close()


async def test_a_cancelled_transaction_holds_no_lock(haastig: Database) -> None:
    """At whatever moment a turn is cut off: the next one can write. SQLite kept the lock of a connection that was closed over an unread result."""

    async def turn() -> None:
        async with haastig.begin() as session:
            for statement in ("SELECT 1", "UPDATE sleutel SET wrapped = wrapped", "SELECT 2"):
                await session.execute(text(statement))

    await turn()
    for moment in range(60):
        cut_off = asyncio.create_task(turn())
        await asyncio.sleep(moment / 5000)
        cut_off.cancel()
        await asyncio.wait({cut_off})
        await turn()


async def test_a_start_does_not_wait_for_a_server_that_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends with one line that names the reason, which such an error does not tell itself."""
    monkeypatch.setattr(opening, "POOL_TIMEOUT_S", 0.3)
    async with await asyncio.start_server(lambda *_: asyncio.sleep(60), "127.0.0.1", 0) as silent:
        address = f"postgresql+asyncpg://niemand@127.0.0.1:{silent.sockets[0].getsockname()[1]}/leeg"
        with pytest.raises(CommandError, match="no answer in time"):
            async with opened(Settings(data=tmp_path, database_url=address)):
                pass
