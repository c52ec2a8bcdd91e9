"""Bring a database up to date, and say clearly when it is newer than this program."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.models.database import Database
from bot.settings import PROJECT


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
    """Create or upgrade all tables in one transaction; on PostgreSQL two machines starting at once wait for each other."""
    async with database.engine.connect() as connection:
        if database.is_sqlite:
            await connection.execution_options(begin_immediate=True)
        async with connection.begin():
            if not database.is_sqlite:
                await connection.execute(text("SELECT pg_advisory_xact_lock(650000)"))
            await connection.run_sync(_upgrade)
