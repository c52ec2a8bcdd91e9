"""Sessions on SQLite or PostgreSQL, with the keys of the people a transaction is about."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import NullPool

from bot.models.crypto import KEY_BYTES, Keyring, MasterKey, active_key, active_keyring
from bot.models.tables import Client, Organisatie, Sleutel

BUSY_TIMEOUT_S = 10.0
KEY_NUMBERS = 2**48
# Up to this size a SQLite file is rewritten after an erasure (about a second, in which nobody else can write); above it the overwriting of
# freed cells (secure_delete) must do.
REWRITE_MAX_BYTES = 200_000_000
# PostgreSQL by itself waits for ever: for a lock that a backup or a person at a console holds, and for a server that went away in silence.
# Who waits must hear within seconds that nothing was stored, and may try again.
LOCK_TIMEOUT_MS = 8_000
COMMAND_TIMEOUT_S = 15.0
POOL_TIMEOUT_S = 10.0
# A transaction in which nothing happens any more would hold its locks until its process ends. The longest turn is ended before this.
IDLE_TIMEOUT_MS = 60_000
# Whoever waits for a whole table makes everybody who comes after it wait too: a short try, and another one later.
TABLE_LOCK_TIMEOUT_MS = 1_000
# The keys made in the transaction of this task.
new_keys: ContextVar[list[int]] = ContextVar("new_keys")
# Called at the end of every writing transaction of this task, inside it: what must be stored along with whatever is stored.
before_commit: ContextVar[Callable[[AsyncSession], Awaitable[None]] | None] = ContextVar("before_commit", default=None)


def utcnow() -> datetime:
    return datetime.now(UTC)


class Database:
    """One engine and its keyring. Open one per process; every transaction goes through `begin` or `read`."""

    def __init__(self, url: str, master: MasterKey) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.keyring = Keyring(master)
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        # Which keys a client's texts are written with: the own one and that of the organisatie (names). They never change.
        self._of_client: dict[int, tuple[int, int]] = {}
        # Keys made in transactions that are not committed yet: other transactions do not see them, and must not forget them.
        self._uncommitted: dict[int, bytes] = {}

    @asynccontextmanager
    async def begin(self, *, client_id: int | None = None, organisatie_id: int | None = None) -> AsyncIterator[AsyncSession]:
        """One writing transaction, committed at the end; new encrypted values get the key of the client or organisatie named."""
        async with self._sessions() as session:
            if self.is_sqlite:
                await session.connection(execution_options={"begin_immediate": True})
            async with self._keys(session, client_id, organisatie_id):
                yield session
                if (hook := before_commit.get()) is not None:
                    await hook(session)
                await session.commit()

    @asynccontextmanager
    async def read(self, *, client_id: int | None = None) -> AsyncIterator[AsyncSession]:
        """One reading transaction; what is changed in it is not kept. With `client_id` it is about that client alone, and cheaper."""
        async with self._sessions() as session, self._keys(session, client_id, None):
            yield session

    @asynccontextmanager
    async def _keys(self, session: AsyncSession, client_id: int | None, organisatie_id: int | None) -> AsyncIterator[None]:
        number: tuple[int, ...] | None = self._of_client.get(client_id) if client_id is not None else None
        if number is None or not await self._are_kept(session, number):
            await self._load_keys(session)
            number = await self._key_numbers(session, client_id, organisatie_id)
        ring = active_keyring.set(self.keyring)
        key = active_key.set(number[0] if number else None)
        made = new_keys.set([])
        try:
            yield
        finally:
            for made_here in new_keys.get():
                self._uncommitted.pop(made_here, None)
            new_keys.reset(made)
            active_keyring.reset(ring)
            active_key.reset(key)

    async def _are_kept(self, session: AsyncSession, numbers: tuple[int, ...]) -> bool:
        """Whether this process knows these keys and the database still holds them: another process may have erased somebody a moment ago."""
        if not all(self.keyring.knows(number) for number in numbers):
            return False
        return len(set(numbers)) == await session.scalar(select(func.count(Sleutel.id)).where(Sleutel.id.in_(numbers)))

    async def _load_keys(self, session: AsyncSession) -> None:
        """Make the keyring equal to the database, which another process may have changed."""
        # Taken before the rows are read: a key that another transaction makes or commits meanwhile is not in the rows, and must stay.
        known, uncommitted = self.keyring.numbers, dict(self._uncommitted)
        count, total = (await session.execute(select(func.count(Sleutel.id), func.coalesce(func.sum(Sleutel.id), 0)))).one()
        if (count, int(total)) != self.keyring.fingerprint:
            rows = (await session.execute(select(Sleutel.id, Sleutel.wrapped))).all()
            self.keyring.update({row.id: row.wrapped for row in rows} | uncommitted, known)

    async def _key_numbers(self, session: AsyncSession, client_id: int | None, organisatie_id: int | None) -> tuple[int, ...]:
        if client_id is not None:
            query = (
                select(Client.sleutel_id, Organisatie.sleutel_id)
                .join(Organisatie, Organisatie.id == Client.organisatie_id)
                .where(Client.id == client_id)
            )
            self._of_client.pop(client_id, None)
            own, organisatie = (await session.execute(query)).one()
            self._of_client[client_id] = (own, organisatie)
            return own, organisatie
        if organisatie_id is not None:
            return ((await session.execute(select(Organisatie.sleutel_id).where(Organisatie.id == organisatie_id))).scalar_one(),)
        return ()

    async def new_key(self, session: AsyncSession) -> int:
        """Make a key, and use it for what this transaction writes from here on. Returns its number."""
        sleutel = Sleutel(id=secrets.randbelow(KEY_NUMBERS - 1) + 1, wrapped=self.keyring.master.wrap(os.urandom(KEY_BYTES)))
        session.add(sleutel)
        await session.flush()
        self._uncommitted[sleutel.id] = sleutel.wrapped
        new_keys.get().append(sleutel.id)
        self.keyring.add(sleutel.id, sleutel.wrapped)
        active_key.set(sleutel.id)
        return sleutel.id

    async def wipe_free_space(self) -> bool:
        """Overwrite what deleted rows left on disk. False when others were in the way: try again later.

        PostgreSQL: only the table of the keys is rewritten; what was written with a key that is gone cannot be read.
        """
        try:
            async with self.apart() as connection:
                if not self.is_sqlite:
                    await connection.execution_options(isolation_level="AUTOCOMMIT")
                    await connection.exec_driver_sql(f"SET lock_timeout = {TABLE_LOCK_TIMEOUT_MS}")
                    await connection.exec_driver_sql("VACUUM FULL sleutel")
                    return True
                raw = (await connection.get_raw_connection()).driver_connection
                assert raw is not None
                if os.path.getsize(self.url.database or "") <= REWRITE_MAX_BYTES:  # noqa: ASYNC240 - one look at a file here
                    await raw.execute("VACUUM")
                row = await (await raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")).fetchone()
                return bool(row[0] == 0)
        except (SQLAlchemyError, OSError, sqlite3.Error):
            return False

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[AsyncConnection]:
        """A connection for work on whole tables. On PostgreSQL its own, closed afterwards: its commands may take long, and no setting stays."""
        if self.is_sqlite:
            async with self.engine.connect() as connection:
                yield connection
            return
        engine = create_async_engine(self.url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": POOL_TIMEOUT_S})
        try:
            async with engine.connect() as connection:
                yield connection
        finally:
            await engine.dispose()

    async def check_key(self) -> None:
        """Raise CryptoError when what is stored was written with another master key: nothing of it could be read, whatever came next were lost."""
        async with self.engine.connect() as connection:
            wrapped = await connection.scalar(select(Sleutel.wrapped).limit(1))
        if wrapped is not None:
            self.keyring.master.unwrap(wrapped)

    async def ping(self) -> None:
        async with self.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        await self.engine.dispose()


def _postgres_engine(url: str) -> AsyncEngine:
    settings = {"lock_timeout": str(LOCK_TIMEOUT_MS), "idle_in_transaction_session_timeout": str(IDLE_TIMEOUT_MS)}
    return create_async_engine(
        url,
        pool_size=10,
        pool_timeout=POOL_TIMEOUT_S,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"server_settings": settings, "command_timeout": COMMAND_TIMEOUT_S, "timeout": POOL_TIMEOUT_S},
    )


class _SqliteConnection(sqlite3.Connection):
    """Lets go of its lock when it is closed. SQLite keeps one that is closed over an unread result, with what it holds: after a cancelled turn."""

    def close(self) -> None:
        if self.in_transaction:
            self.rollback()
        super().close()


def _sqlite_engine(url: str) -> AsyncEngine:
    connect = {"timeout": BUSY_TIMEOUT_S, "isolation_level": None, "factory": _SqliteConnection}
    engine = create_async_engine(url, pool_timeout=POOL_TIMEOUT_S, connect_args=connect, hide_parameters=True)

    @event.listens_for(engine.sync_engine, "connect")
    def _pragmas(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        # FULL: what was acknowledged must survive a power cut, not only a crash of our process.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={int(BUSY_TIMEOUT_S * 1000)}", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        # A transaction that reads first and writes later fails at once when another process wrote in between; writers therefore lock at the start.
        immediate = connection.get_execution_options().get("begin_immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
