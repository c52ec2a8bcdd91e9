"""Open the database with the key it was written with, or not at all."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.models.crypto import MasterKey
from bot.models.database import POOL_TIMEOUT_S, Database
from bot.models.migrate import migrate
from bot.models.tables import Sleutel


async def open_database(url: str, key_file: Path) -> Database:
    """The database at this address, migrated. A key is made only for a database that holds nothing.

    Raises CryptoError when the key file is missing or belongs to another database: with a new key the program would seem to work, while nobody
    could be read and nobody could come in.
    """
    if not key_file.exists() and not await _holds_keys(url):  # noqa: ASYNC240 - at the start nobody waits
        MasterKey.make(key_file)
    database = Database(url, MasterKey.from_file(key_file))
    try:
        await migrate(database)
        await database.check_key()
    except BaseException:
        await database.close()
        raise
    return database


async def _holds_keys(url: str) -> bool:
    """Whether something was written already. The tables may not be there yet."""
    engine = create_async_engine(url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": POOL_TIMEOUT_S})
    try:
        async with engine.connect() as connection:
            tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
            return Sleutel.__tablename__ in tables and await connection.scalar(select(Sleutel.id).limit(1)) is not None
    finally:
        await engine.dispose()
