"""Bring a database up to date, and say clearly when it is newer than this program."""

from __future__ import annotations

import asyncio

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from bot.models.database import TABLE_LOCK_TIMEOUT_MS, Database
from bot.settings import PROJECT

LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code
TRIES, AGAIN_S = 40, 1.5


class MigrationError(RuntimeError):
    """The database cannot be used by this version of Werkmaat."""


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(PROJECT / "bot" / "models" / "migrations").replace("%", "%%"))
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise MigrationError(
            f"The database is at version {current}, which this Werkmaat does not know; start the newer Werkmaat, or restore a backup"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def migrate(database: Database) -> None:
    """Create or upgrade all tables in one transaction; on PostgreSQL two machines starting at once wait for each other.

    A table that somebody holds is waited for a moment at a time, and let go in between: others go on being served. Raises MigrationError.
    """
    for _ in range(TRIES):
        try:
            await _migrate(database)
            return
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") != LOCK_NOT_AVAILABLE:
                raise
        await asyncio.sleep(AGAIN_S)
    raise MigrationError("Somebody else holds a table of the database (a backup, or a session at a console): wait for it or end it, and start again")


async def _migrate(database: Database) -> None:
    async with database.apart() as connection:
        if database.is_sqlite:
            await connection.execution_options(begin_immediate=True)
        async with connection.begin():
            if not database.is_sqlite:
                await connection.execute(text("SELECT pg_advisory_xact_lock(650000)"))
                await connection.execute(text(f"SET LOCAL lock_timeout = {TABLE_LOCK_TIMEOUT_MS}"))
            await connection.run_sync(_upgrade)
