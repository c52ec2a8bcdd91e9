"""Alembic's entry: runs the migrations on the connection it is given, or (from the command line) on the database of the settings."""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from bot.models import gegevens_tables, helper_tables, instelling_tables, kring_tables, meldingen_tables, signaal_tables  # noqa: F401 - their tables belong to the metadata
from bot.models.tables import Base
from bot.settings import Settings


def run(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=connection.dialect.name == "sqlite", user_module_prefix="tables."
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_on_settings() -> None:
    engine = create_async_engine(Settings.from_env().database)
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    asyncio.run(run_on_settings())
