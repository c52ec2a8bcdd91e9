"""A message of a client counts once, in the order it was said, whoever answers it and however often it is sent."""

from __future__ import annotations

import asyncio
import uuid

import pytest
from sqlalchemy import func, select

from bot.care.aangeboden import KeuzeNietAangeboden
from bot.care.beurt import Invoer
from bot.care.ontvangst import AndereInhoud, ontvang
from bot.models.database import Database, utcnow
from bot.models.tables import Bericht, TrackerEvent
from tests.dialogen.toneel import Toneel
from tests.engine.model import Engine
from tests.people import add_begeleider, add_client


async def _count(database: Database, *conditions: object) -> int:
    async with database.read() as session:
        return int(await session.scalar(select(func.count()).select_from(Bericht).where(*conditions)) or 0)


async def test_the_same_message_sent_five_times_at_once_gets_one_turn(engine: Engine, database: Database) -> None:
    """Five deliveries, two engines: one stored message, one set of replies, the same for all."""
    toneel = await Toneel.nieuw(engine, database)
    await toneel.opent()
    bericht_id = str(uuid.uuid4())
    runners = [engine.runner(database), engine.runner(database)]

    async def send(number: int) -> None:
        received = await ontvang(database, toneel.client_id, bericht_id, Invoer(keuzes=("start_werkwensen",)), utcnow())
        await runners[0].answer(received.bericht_id)

    await asyncio.gather(*(send(number) for number in range(5)))
    assert 1 == await _count(database, Bericht.id == bericht_id)
    assert ["info", "question"] == [turn["kind"] for turn in await toneel._replies(bericht_id)]
    assert "waarom" == await toneel.plaats()


async def test_two_machines_at_the_same_message_make_one_turn(engine: Engine, postgres_url: str, master_key) -> None:  # type: ignore[no-untyped-def]
    """Two databases objects on one PostgreSQL: the second finds it answered."""
    one, two = Database(postgres_url, master_key), Database(postgres_url, master_key)
    toneel = await Toneel.nieuw(engine, one)
    await toneel.opent()
    bericht_id = await toneel.ontvangt(Invoer(keuzes=("start_werkwensen",)))
    await asyncio.gather(engine.runner(one).answer(bericht_id), engine.runner(two).answer(bericht_id))
    assert 2 == await _count(one, Bericht.reply_to == bericht_id)
    await one.close()
    await two.close()


async def test_the_same_id_with_another_body_is_refused(engine: Engine, database: Database) -> None:
    """Other text, text instead of a choice, or another client: refused, and nothing of it is stored."""
    toneel = await Toneel.nieuw(engine, database)
    await toneel.opent()
    bericht_id = str(uuid.uuid4())
    await toneel.stuurt(Invoer("ik wil beginnen met de vragen"), bericht_id)
    before = await _count(database)
    for other in (Invoer("iets anders"), Invoer(keuzes=("inkomen",))):
        with pytest.raises(AndereInhoud):
            await ontvang(database, toneel.client_id, bericht_id, other, utcnow())
    vreemde = await add_client(database, await add_begeleider(database, "bram@proef.example"), "Iemand Anders")
    with pytest.raises(AndereInhoud):
        await ontvang(database, vreemde, bericht_id, Invoer("ik wil beginnen met de vragen"), utcnow())
    assert before == await _count(database)


async def test_messages_sent_while_no_engine_was_there_are_answered_in_order(engine: Engine, database: Database) -> None:
    """Asked only about the last, the engine answers what came before it first."""
    toneel = await Toneel.nieuw(engine, database)
    await toneel.opent()
    await toneel.kiest("start_werkwensen")
    teksten = ["Geld verdienen", "nee", "iets met bloemen en planten in een kas"]
    ids = [await toneel.ontvangt(Invoer(tekst)) for tekst in teksten]
    await engine.runner(database).answer(ids[-1])
    async with database.read() as session:
        answered = list(await session.scalars(select(Bericht.reply_to).where(Bericht.reply_to.in_(ids)).order_by(Bericht.seq)))
        numbers = list(await session.scalars(select(Bericht.seq).order_by(Bericht.seq)))
    assert ids == list(dict.fromkeys(answered))
    assert list(range(1, len(numbers) + 1)) == numbers
    assert {"waarom": teksten[0], "waarom_meer": teksten[1], "welk_werk": teksten[2]} == await toneel.woorden()


async def test_a_choice_sent_twice_before_the_engine_answered_is_not_taken_for_the_next_question(engine: Engine, database: Database) -> None:
    """Two taps on one question while the engine is away: the second belongs to a question that is no longer open."""
    toneel = await Toneel.nieuw(engine, database)
    await toneel.opent()
    await toneel.kiest("start_werkwensen")
    await toneel.kiest("inkomen")
    await toneel.kiest("geen")
    await toneel.typt("iets met bloemen en planten in een kas")
    assert "taken" == await toneel.plaats()
    await toneel.ontvangt(Invoer(keuzes=("handen",)))
    last = await toneel.ontvangt(Invoer(keuzes=("papier",)))
    await engine.runner(database).answer(last)
    assert "samen" == await toneel.plaats()
    assert "samen" not in await toneel.woorden()
    assert ("handen",) == (await toneel.antwoorden())["taken"].waarde.keuzes


async def test_choices_that_were_not_offered_are_refused(engine: Engine, sqlite_database: Database) -> None:
    """Of an older question, unknown, or empty-handed: nothing is stored."""
    toneel = await Toneel.nieuw(engine, sqlite_database)
    await toneel.opent()
    await toneel.kiest("start_werkwensen")
    before = await _count(sqlite_database)
    for keuze in ("start_werkwensen", "begeleider", "bestaat niet", "/restart"):
        with pytest.raises(KeuzeNietAangeboden):
            await toneel.kiest(keuze)
    assert before == await _count(sqlite_database)


async def test_every_turn_leaves_its_rasa_events(engine: Engine, database: Database) -> None:
    """One row per answered message, with the intent and the actions in it."""
    toneel = await Toneel.nieuw(engine, database)
    await toneel.opent()
    await toneel.kiest("start_werkwensen")
    await toneel.typt("wat bedoel je?")
    async with database.read() as session:
        rows = list(await session.scalars(select(TrackerEvent.events).order_by(TrackerEvent.id)))
    assert 3 == len(rows)
    assert "action_werkwensen_begin" in rows[1]
    assert "action_uitleg" in rows[2]


@pytest.mark.parametrize("tekst", ["zomaar iets " * 1700, "\u202eomgekeerd\u202c", "e\u0301" * 300, "🙂" * 500, "?" * 2000, "a", "-", "/" * 50])
async def test_odd_and_long_texts_are_kept_whole_and_answered(engine: Engine, database: Database, tekst: str) -> None:
    """Twenty thousand characters, right-to-left marks, emoji, only signs: stored as typed, one honest reply, no incident."""
    toneel = await Toneel.nieuw(engine, database)
    await toneel.opent()
    await toneel.kiest("start_werkwensen")
    await toneel.typt(tekst)
    async with database.read() as session:
        assert tekst in list(await session.scalars(select(Bericht.tekst).where(Bericht.van == "client")))
    assert [] == await toneel.incidenten()
