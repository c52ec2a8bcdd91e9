"""The small world of tests/notify/world.py, on both kinds of database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.models.database import Database
from tests.notify.world import Wereld, wereld


@pytest_asyncio.fixture
async def w(database: Database) -> AsyncIterator[Wereld]:
    """A test that uses it runs on SQLite and on PostgreSQL."""
    async with wereld(database) as found:
        yield found


@pytest_asyncio.fixture
async def w1(sqlite_database: Database) -> AsyncIterator[Wereld]:
    """On SQLite only, where the kind of database plays no part."""
    async with wereld(sqlite_database) as found:
        yield found
