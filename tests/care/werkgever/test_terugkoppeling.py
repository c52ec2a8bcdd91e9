"""What the editor gets back, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.care.werkgever import terugkoppeling
from bot.care.werkgever.terugkoppeling import KEPT_FOR, Stemmen
from bot.models.database import Database
from tests.people import add_begeleider

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


async def test_the_same_question_is_counted_not_repeated(database: Database) -> None:
    """Asked three times it is one row with a count, most asked first."""
    anna = await add_begeleider(database)
    for vraag in ("krijg ik een taxi?", "wie betaalt de stoel?", "krijg ik een taxi?", "krijg ik een taxi?"):
        await terugkoppeling.bewaar_vraag(database, vraag, NOW)
    found = await terugkoppeling.open_vragen(database, anna)
    assert [("krijg ik een taxi?", 3), ("wie betaalt de stoel?", 1)] == [(vraag.tekst, vraag.aantal) for vraag in found]


async def test_a_question_is_unreadable_on_disk(database: Database) -> None:
    """The stored bytes do not hold the words."""
    await add_begeleider(database)
    await terugkoppeling.bewaar_vraag(database, "kanariegele stoel", NOW)
    async with database.engine.connect() as connection:
        rows = (await connection.execute(text("SELECT * FROM onbeantwoord"))).all()
    assert 1 == len(rows)
    assert "kanariegele" not in str(rows)


async def test_questions_belong_to_the_first_organisatie_alone(database: Database) -> None:
    """Who works elsewhere sees none of them and can remove none of them."""
    anna = await add_begeleider(database)
    bram = await add_begeleider(database, "bram@elders.example")
    await terugkoppeling.bewaar_vraag(database, "krijg ik een taxi?", NOW)
    (vraag,) = await terugkoppeling.open_vragen(database, anna)
    assert [] == await terugkoppeling.open_vragen(database, bram)
    assert not await terugkoppeling.verwijder_vraag(database, bram, vraag.id)
    assert await terugkoppeling.verwijder_vraag(database, anna, vraag.id)
    assert [] == await terugkoppeling.open_vragen(database, anna)


async def test_questions_have_a_bound_in_number_and_time(sqlite_database: Database) -> None:
    """An anonymous page cannot fill the disk, and a question nobody asks again is gone after a year."""
    anna = await add_begeleider(sqlite_database)
    await terugkoppeling.bewaar_vraag(sqlite_database, "oud", NOW - KEPT_FOR - timedelta(days=1))
    before, terugkoppeling.KEPT = terugkoppeling.KEPT, 3
    try:
        for number in range(5):
            await terugkoppeling.bewaar_vraag(sqlite_database, f"vraag {number}", NOW + timedelta(seconds=number))
    finally:
        terugkoppeling.KEPT = before
    assert {"vraag 2", "vraag 3", "vraag 4"} == {vraag.tekst for vraag in await terugkoppeling.open_vragen(sqlite_database, anna)}


async def test_without_an_organisatie_nothing_is_kept(sqlite_database: Database) -> None:
    """There is nobody to read it, and no key to keep it with."""
    await terugkoppeling.bewaar_vraag(sqlite_database, "krijg ik een taxi?", NOW)
    assert [] == await terugkoppeling.open_vragen(sqlite_database, 1)


async def test_votes_are_counts(database: Database) -> None:
    """Clear and unclear are added up per answer, the least clear first."""
    for onderwerp, duidelijk in (("a", True), ("a", True), ("b", False), ("a", False), ("b", False)):
        await terugkoppeling.stem(database, onderwerp, duidelijk=duidelijk)
    assert [Stemmen("b", 0, 2), Stemmen("a", 2, 1)] == await terugkoppeling.stemmen(database)
