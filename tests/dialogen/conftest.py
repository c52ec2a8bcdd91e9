"""A client at any question of the way through werkwensen: walked once, photographed at every question, and every test gets a copy."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.models.crypto import MasterKey
from bot.models.database import Database
from tests.dialogen.pad import PAD, Stap
from tests.dialogen.toneel import Toneel
from tests.engine.model import Engine


@dataclass(frozen=True)
class Foto:
    """The database while a question is open, the turn that asked it, and the words of the answers so far."""

    pad: Path
    client_id: int
    turn: dict[str, Any]
    woorden: dict[str, str]


@dataclass
class Opstelling:
    """A client at an open question, in a database of its own that has just been opened."""

    toneel: Toneel
    foto: Foto
    heropen: Callable[[], Awaitable[Database]]


@pytest_asyncio.fixture
async def toneel(engine: Engine, sqlite_database: Database) -> Toneel:
    """A client without a conversation, on a SQLite file."""
    return await Toneel.nieuw(engine, sqlite_database)


async def fotografeer(toneel: Toneel, pad: tuple[Stap, ...], bron: Path, folder: Path) -> dict[str, Foto]:
    """Walk the whole way once; a photo of the database at every question, by its id. The first step of a way is the one at home."""
    await toneel.opent()
    found = {}
    for nummer, stap in enumerate(pad):  # a file of its own for each step: a question may come back on the way
        assert stap.vraag == await toneel.plaats()
        pad_foto = folder / f"{nummer}-{stap.vraag.replace(':', '-')}.sqlite3"
        foto = Foto(pad_foto, toneel.client_id, await toneel.laatste_vraag(), await toneel.woorden())
        with sqlite3.connect(bron) as source, sqlite3.connect(foto.pad) as target:
            source.backup(target)
        found[stap.vraag] = foto
        await stap.zet(toneel)
    return found


def loop(engine: Engine, template: Path, master_key: MasterKey, folder: Path, dialoog: str, pad: tuple[Stap, ...]) -> dict[str, Foto]:
    """Photos of a new client's way through one dialogue."""
    shutil.copyfile(template, folder / "loopt.sqlite3")

    async def run() -> dict[str, Foto]:
        database = Database(f"sqlite+aiosqlite:///{folder / 'loopt.sqlite3'}", master_key)
        toneel = await Toneel.nieuw(engine, database)
        toneel.dialoog = dialoog
        found = await fotografeer(toneel, pad, folder / "loopt.sqlite3", folder)
        await database.close()
        return found

    # In a thread of its own: a way is also walked when a test that is already running asks for its photos.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, run()).result()


@pytest.fixture(scope="session")
def fotos(engine: Engine, sqlite_template: Path, master_key: MasterKey, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Foto]:
    """Every question of werkwensen."""
    return loop(engine, sqlite_template, master_key, tmp_path_factory.mktemp("fotos"), "werkwensen", PAD)


@pytest_asyncio.fixture
async def bij_vraag(
    engine: Engine, fotos: dict[str, Foto], master_key: MasterKey, tmp_path: Path
) -> AsyncIterator[Callable[[str], Awaitable[Opstelling]]]:
    """Put the client at a question."""
    opened: list[Database] = []

    async def heropen() -> Database:
        opened.append(Database(f"sqlite+aiosqlite:///{tmp_path / 'kopie.sqlite3'}", master_key))
        return opened[-1]

    async def zet(vraag: str) -> Opstelling:
        foto = fotos[vraag]
        shutil.copyfile(foto.pad, tmp_path / "kopie.sqlite3")
        return Opstelling(Toneel(engine, await heropen(), foto.client_id), foto, heropen)

    yield zet
    for database in opened:
        await database.close()
