"""A database of an earlier version keeps everything when it is brought up to date, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import JSON, Boolean, Connection, DateTime, Integer, LargeBinary, MetaData, Table, delete, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from bot.models.database import Database
from bot.models.migrate import migrate
from bot.models.tables import Base, Outbox
from bot.settings import PROJECT
from tests.people import NOW

# Above the highest number that is left, others were given out to rows that are gone.
NUMMER = 7
BEGIN_NA = 1000
VAST = ("melding_stap", "inzage", "instelling_wijziging")


def _to(revision: str) -> Callable[[Connection], None]:
    """Build the tables of this version from nothing."""

    def run(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(PROJECT / "bot" / "models" / "migrations"))
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        command.upgrade(config, revision)

    return run


def _back(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(PROJECT / "bot" / "models" / "migrations"))
    config.attributes["connection"] = connection
    command.downgrade(config, revision)


def _waarde(column: Any) -> Any:
    kinds: tuple[tuple[type[Any], Any], ...] = ((Boolean, True), (Integer, NUMMER), (DateTime, NOW), (JSON, {}), (LargeBinary, b"x"))
    return next((value for kind, value in kinds if isinstance(column.type, kind)), "x")


def _tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def _vul(connection: Connection) -> None:
    """One row in every table, all with the same number and all pointing at each other."""
    for table in _tables(connection):
        connection.execute(insert(table).values({column.name: _waarde(column) for column in table.columns}))


def _alles(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    return {table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in _tables(connection)}


def _keys(connection: Connection, table: str) -> list[tuple[str, str, str]]:
    """The foreign keys of a table: column, where to, and what happens when that is deleted."""
    if connection.dialect.name == "sqlite":  # as SQLite itself says it: read from the text, what is deleted along gets lost
        return [(row["from"], row["table"], row["on_delete"]) for row in connection.execute(text(f"PRAGMA foreign_key_list({table})")).mappings()]
    found = inspect(connection).get_foreign_keys(table)
    return [(key["constrained_columns"][0], key["referred_table"], key["options"].get("ondelete", "NO ACTION")) for key in found]


def _bouw(connection: Connection) -> dict[str, Any]:
    """Indexes, foreign keys and triggers of every table."""
    look = inspect(connection)
    found: dict[str, Any] = {}
    for table in look.get_table_names():
        indexes = [(index["name"], index["column_names"]) for index in look.get_indexes(table) if "duplicates_constraint" not in index]
        uniques = [sorted(unique["column_names"]) for unique in look.get_unique_constraints(table)]
        found[table] = {"keys": sorted(_keys(connection, table)), "indexes": sorted(indexes, key=str), "uniques": sorted(uniques)}
    return found


async def _van_0010(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(_to("0010"))


def _van_toen(alles: dict[str, Any], toen: dict[str, Any]) -> dict[str, Any]:
    """Only the tables that were there then."""
    return {name: alles[name] for name in toen}


async def test_numbering_once_keeps_every_row_index_key_and_trigger(database: Database) -> None:
    """Of all tables, with one row in each; what the migration adds comes beside it."""
    await _van_0010(database)
    async with database.engine.begin() as connection:
        await connection.run_sync(_vul)
        rows, build = await connection.run_sync(_alles), await connection.run_sync(_bouw)
    await migrate(database)
    async with database.engine.begin() as connection:
        after = _van_toen(await connection.run_sync(_alles), rows)
        assert rows == {name: [{key: row[key] for key in rows[name][0]} for row in found] for name, found in after.items()}
        assert (4, None) == (after["contactverzoek"][0]["gemaild"], after["bezorging"][0]["contactverzoek_id"])
        build["systeemmelding"]["uniques"] = []
        build["bezorging"]["keys"].append(("contactverzoek_id", "contactverzoek", "CASCADE"))
        build["bezorging"]["keys"].sort()
        build["bezorging"]["indexes"].append(("ix_bezorging_contactverzoek_id", ["contactverzoek_id"]))
        build["bezorging"]["indexes"].sort(key=str)
        assert build == _van_toen(await connection.run_sync(_bouw), build)
        if database.is_sqlite:
            assert "ok" == await connection.scalar(text("PRAGMA integrity_check"))
            assert [] == list(await connection.execute(text("PRAGMA foreign_key_check")))
    for table in VAST:
        with pytest.raises(DBAPIError, match="append-only"):
            async with database.engine.begin() as connection:
                await connection.execute(text(f"UPDATE {table} SET created_at = created_at"))


async def _nummer(database: Database) -> int:
    """Put a row in the outbox and take it away again; returns its number."""
    async with database.engine.begin() as connection:
        row = insert(Outbox).values(soort="proef", verwijzing=1, due_at=NOW, created_at=NOW, attempts=0)
        number = await connection.scalar(row.returning(Outbox.id))
        await connection.execute(delete(Outbox).where(Outbox.id == number))
        return number or 0


async def test_a_number_is_never_given_out_twice(database: Database) -> None:
    """Not that of a row that is gone again, in no table that is numbered."""
    assert [1, 2] == [await _nummer(database) for _ in range(2)]
    if database.is_sqlite:
        numbered = {table.name for table in Base.metadata.sorted_tables if table.autoincrement_column is not None}
        async with database.read() as session:
            rows = await session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"))
            assert numbered == {row.name for row in rows if "AUTOINCREMENT" in row.sql}


async def test_numbers_of_rows_that_were_gone_before_are_passed_over(sqlite_database: Database) -> None:
    """Until now SQLite gave the number of a row that was erased to the next one; nobody knows how far it had come."""
    await _van_0010(sqlite_database)
    async with sqlite_database.engine.begin() as connection:
        await connection.run_sync(_vul)
    await migrate(sqlite_database)
    assert [NUMMER + BEGIN_NA + 1, NUMMER + BEGIN_NA + 2] == [await _nummer(sqlite_database) for _ in range(2)]


async def test_mails_about_a_request_are_counted_on(database: Database) -> None:
    """What `attempts` counted of a request that waits; of one that waits for nothing, all of them."""
    await _van_0010(database)
    async with database.engine.begin() as connection:
        await connection.run_sync(_vul)
        for number, attempts in enumerate((0, 2, 9), start=1):
            this = {"id": number, "attempts": attempts, "now": NOW + timedelta(days=1)}
            await connection.execute(
                text("INSERT INTO contactverzoek (id, client_id, soort, tekst, created_at) VALUES (:id, 7, 'bericht', :tekst, :now)"),
                {"id": number, "tekst": b"x", "now": this["now"]},
            )
            await connection.execute(
                text(
                    "INSERT INTO outbox (id, soort, verwijzing, due_at, attempts, created_at)"
                    " VALUES (:id, 'contactverzoek', :id, :now, :attempts, :now)"
                ),
                this,
            )
    await migrate(database)
    async with database.engine.begin() as connection:
        assert [0, 2, 4, 4] == list(await connection.scalars(text("SELECT gemaild FROM contactverzoek ORDER BY id")))
        assert [0, 0, 0] == list(await connection.scalars(text("SELECT attempts FROM outbox WHERE soort = 'contactverzoek'")))


async def test_the_checklist_comes_beside_what_was_there_and_goes_again(database: Database) -> None:
    """The table is built as the code declares it, hangs on its client, holds an item once per client, and going back takes away nothing else."""
    async with database.engine.begin() as connection:
        await connection.run_sync(_to("0011"))
        await connection.run_sync(_vul)
        rows, build = await connection.run_sync(_alles), await connection.run_sync(_bouw)
    await migrate(database)
    async with database.engine.begin() as connection:
        bouw = (await connection.run_sync(_bouw))["checklist_punt"]
        assert [("begeleider_id", "begeleider", "NO ACTION"), ("client_id", "client", "CASCADE")] == bouw["keys"]
        assert [["client_id", "punt"]] == bouw["uniques"]
        columns = await connection.run_sync(
            lambda sync: {column["name"]: column["nullable"] for column in inspect(sync).get_columns("checklist_punt")}
        )
        assert {column.name: column.nullable for column in Base.metadata.tables["checklist_punt"].columns} == columns
        assert rows == _van_toen(await connection.run_sync(_alles), rows)
        await connection.run_sync(_back, "0011")
        assert (rows, build) == (await connection.run_sync(_alles), await connection.run_sync(_bouw))
