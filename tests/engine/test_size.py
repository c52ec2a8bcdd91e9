"""A long conversation costs no more per turn: counted in statements, not in time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from bot.models.database import Database
from tests.dialogen.toneel import Toneel
from tests.engine.model import Engine


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The SQL statements of what happens inside."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def test_turn_500_does_the_same_work_as_turn_10(engine: Engine, sqlite_database: Database) -> None:
    """The same statements, and Rasa gets a tracker of the same length."""
    toneel = await Toneel.nieuw(engine, sqlite_database)
    await toneel.opent()
    await toneel.kiest("start_werkwensen")
    await toneel.kiest("inkomen")
    lengths: list[int] = []
    real = engine.store.save

    async def save(tracker: Any) -> None:
        lengths.append(len(tracker.events))
        await real(tracker)

    engine.store.save = save
    work: dict[int, list[str]] = {}
    try:
        for number in range(3, 501):
            # Three different moves by turns; turns 10 and 499 are the same one.
            keuze = ("dank je wel", "hallo", "wat bedoel je?")[number % 3]
            with counted(sqlite_database) as statements:
                await toneel.typt(keuze)
            work[number] = statements
    finally:
        engine.store.save = real
    assert work[10] == work[499]
    assert work[11] == work[500]
    assert lengths[10 - 3] == lengths[499 - 3]
