"""The receipt when two come at once, and when a text is very long."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.care import ontvangst, rust
from bot.care.beurt import Invoer
from bot.models.database import Database
from bot.models.tables import Gesprek
from bot.nlu import safety
from tests.people import NOW, add_begeleider, add_client


async def test_two_devices_that_come_in_at_once_share_one_conversation(database: Database) -> None:
    """The second finds what the first made, also when the first had not committed when the second looked."""
    kees = await add_client(database, await add_begeleider(database))

    async def second() -> int:
        async with database.begin(client_id=kees) as session:
            return (await ontvangst.open_gesprek(session, kees, NOW, lock=not database.is_sqlite)).id

    async with database.begin(client_id=kees) as session:
        first = (await ontvangst.open_gesprek(session, kees, NOW, lock=not database.is_sqlite)).id
        other = asyncio.create_task(second())
        if not database.is_sqlite:
            await _somebody_waits(database)
    assert first == await other
    async with database.read() as session:
        assert [first] == list(await session.scalars(select(Gesprek.id)))


async def _somebody_waits(database: Database) -> None:
    """Wait until a session stands before a lock."""
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
    async with asyncio.timeout(60), database.engine.connect() as connection:
        while not await connection.scalar(waiting):
            await connection.rollback()
            await asyncio.sleep(0.01)


async def test_a_long_answer_to_the_direct_question_is_read_in_a_thread(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is read the front answers others; a short one is read at once."""
    anna = await add_begeleider(sqlite_database)
    read: list[tuple[str, bool]] = []

    def noted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def reads(*arguments: Any) -> Any:
            read.append((name, threading.current_thread() is threading.main_thread()))
            return real(*arguments)

        return reads

    monkeypatch.setattr(safety, "answer_to_direct_question", noted("answer", safety.answer_to_direct_question))
    monkeypatch.setattr(rust, "vraagt_uitleg", noted("uitleg", rust.vraagt_uitleg))

    for woorden, in_main in (("het is mooi weer vandaag", True), ("het is mooi weer vandaag. " * 20, False)):
        kees = await add_client(sqlite_database, anna)
        async with sqlite_database.begin(client_id=kees) as session:
            (await ontvangst.open_gesprek(session, kees, NOW, lock=False)).veiligheid = "gevraagd"
        await ontvangst.ontvang(sqlite_database, kees, str(uuid.uuid4()), Invoer(woorden), NOW)
        assert [("answer", in_main), ("uitleg", in_main)] == read
        read.clear()
