"""When something inside fails: an honest sentence, an incident, nothing half stored, and the question stays open."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.care import bewegingen, gesprek
from bot.care.beurt import Beurt, Invoer, Zin
from bot.engine.underway import Underway
from bot.models.database import Database
from bot.models.tables import Bericht, Voortgang
from tests.dialogen.toneel import Toneel
from tests.engine.model import Engine
from tests.people import add_begeleider, add_client


@pytest.fixture
async def bij_waarom(engine: Engine, database: Database) -> Toneel:
    """A client at the first question, on both databases."""
    toneel = await Toneel.nieuw(engine, database)
    await toneel.opent()
    await toneel.kiest("start_werkwensen")
    return toneel


def _storing(reply: list[dict[str, Any]]) -> bool:
    return any("ging iets mis" in block for turn in reply for block in turn["text"])


async def test_an_answer_that_cannot_be_stored_is_asked_again(bij_waarom: Toneel, monkeypatch: pytest.MonkeyPatch) -> None:
    """The validating action fails after it changed things: all of that is undone, the question is asked again, and later it works."""
    real = gesprek.bewaar

    async def fails(beurt: Beurt, *rest: Any) -> None:
        await real(beurt, *rest)
        beurt.zet(dialoog=None, vraag="taken", rust=True)
        await beurt.session.flush()
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(gesprek, "bewaar", fails)
    reply = await bij_waarom.kiest("inkomen")
    assert _storing(reply)
    assert ("waarom", {}) == (await bij_waarom.plaats(), await bij_waarom.woorden())
    assert ["inkomen", "mensen", "betekenis", "anders", "weet_niet"] == [choice["id"] for choice in reply[-1]["choices"]]
    assert [("validate_werkwensen_form", "RuntimeError")] == await bij_waarom.incidenten()
    monkeypatch.undo()
    await bij_waarom.kiest("inkomen")
    assert "waarom_meer" == await bij_waarom.plaats()


async def test_a_move_that_fails_says_so_and_leaves_the_question(bij_waarom: Toneel, monkeypatch: pytest.MonkeyPatch) -> None:
    """State it changed before failing is restored, also when it had been flushed to the database."""

    async def fails(beurt: Beurt) -> list[Zin]:
        beurt.zet(rust=True, tussen="moe")
        await beurt.session.flush()
        raise KeyError("utter_bestaat_niet")

    monkeypatch.setitem(bewegingen.BEWEGINGEN, "pauze", fails)
    reply = await bij_waarom.typt("pauze")
    assert _storing(reply)
    assert "waarom" == await bij_waarom.plaats()
    assert [("action_pauze", "KeyError")] == await bij_waarom.incidenten()


async def test_a_question_that_cannot_be_asked_is_admitted(bij_waarom: Toneel, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer before it is kept."""

    async def fails(beurt: Beurt) -> list[Zin]:
        raise LookupError

    monkeypatch.setattr(gesprek, "stel", fails)
    reply = await bij_waarom.kiest("inkomen")
    assert _storing(reply)
    monkeypatch.undo()
    assert ("waarom_meer", {"waarom": "Geld verdienen"}) == (await bij_waarom.plaats(), await bij_waarom.woorden())


async def test_a_turn_that_fails_as_a_whole_gets_an_honest_sentence(bij_waarom: Toneel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rasa itself raises: nothing of the turn is stored, the message counts as answered, the next one works."""
    real = bij_waarom.engine.agent.processor.handle_message

    async def fails(*_: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(bij_waarom.engine.agent.processor, "handle_message", fails)
    reply = await bij_waarom.kiest("inkomen")
    assert _storing(reply)
    assert 1 == len(reply)
    assert ("waarom", [("turn", "MemoryError")]) == (await bij_waarom.plaats(), await bij_waarom.incidenten())
    monkeypatch.setattr(bij_waarom.engine.agent.processor, "handle_message", real)
    await bij_waarom.kiest("inkomen")
    assert "waarom_meer" == await bij_waarom.plaats()


async def test_a_turn_without_words_is_an_error_not_a_silence(bij_waarom: Toneel, monkeypatch: pytest.MonkeyPatch) -> None:
    """An action that says nothing, in a form that asks nothing: the client still hears something."""

    async def silent(beurt: Beurt) -> list[Zin]:
        return []

    monkeypatch.setitem(bewegingen.BEWEGINGEN, "groet", silent)
    monkeypatch.setattr(gesprek, "stel", silent)
    reply = await bij_waarom.typt("hallo")
    assert _storing(reply)
    assert [("turn", "no reply")] == await bij_waarom.incidenten()


async def test_an_unknown_text_is_an_incident_not_an_empty_turn(bij_waarom: Toneel, monkeypatch: pytest.MonkeyPatch) -> None:
    """A response name that exists nowhere gives no empty block on the screen."""

    async def unknown(beurt: Beurt) -> list[Zin]:
        return [Zin("utter_gedeeld_bestaat_niet")]

    monkeypatch.setitem(bewegingen.BEWEGINGEN, "dank", unknown)
    reply = await bij_waarom.typt("dank je wel")
    assert all(block.strip() for turn in reply for block in turn["text"])
    assert "waarom" == await bij_waarom.plaats()


async def test_a_conversation_that_keeps_failing_does_not_hold_up_the_others(
    engine: Engine, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sweep of a worker goes on with the next conversation."""
    from bot.engine import worker as worker_module
    from bot.engine.worker import Worker

    ziek, gezond = [
        Toneel(engine, sqlite_database, await add_client(sqlite_database, await add_begeleider(sqlite_database, f"b{number}@proef.example")))
        for number in range(2)
    ]
    berichten = [await toneel.ontvangt(Invoer("hallo")) for toneel in (ziek, gezond)]
    runner = engine.runner(sqlite_database)
    real = runner.answer

    async def fails_for_one(bericht_id: str) -> None:
        if bericht_id == berichten[0]:
            raise OperationalError("UPDATE", {}, Exception("locked"))
        await real(bericht_id)

    async def no_more(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(runner, "answer", fails_for_one)
    monkeypatch.setattr(worker_module.asyncio, "sleep", no_more)
    with pytest.raises(KeyboardInterrupt):
        await Worker(runner, 0, 1)._sweep()
    monkeypatch.undo()
    async with sqlite_database.read() as session:
        answered = list(await session.scalars(select(Bericht.id).where(Bericht.van == "client", Bericht.answered_at.is_not(None))))
    assert [berichten[1]] == answered


async def test_a_failed_start_of_a_dialogue_leaves_one_at_home(engine: Engine, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is begun, and the choices of home are on the screen."""
    toneel = await Toneel.nieuw(engine, database)
    await toneel.opent()
    real = gesprek.begin

    async def fails(beurt: Beurt, naam: str) -> list[Zin]:
        await real(beurt, naam)
        raise RuntimeError

    monkeypatch.setattr(gesprek, "begin", fails)
    reply = await toneel.kiest("start_werkwensen")
    assert _storing(reply)
    assert "thuis" == await toneel.plaats()
    async with database.read() as session:
        assert [] == list(await session.scalars(select(Voortgang)))


async def test_a_turn_that_never_ends_is_ended(bij_waarom: Toneel, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would hold its conversation, and the locks of its transaction, until the worker dies. The next message is answered."""

    async def hangs(*_: Any) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(bij_waarom.engine.agent.processor, "handle_message", hangs)
    monkeypatch.setattr("bot.engine.runner.TURN_LIMIT_S", 0.5)
    reply = await asyncio.wait_for(bij_waarom.kiest("inkomen"), 60)
    assert (True, "waarom") == (_storing(reply), await bij_waarom.plaats())
    assert [("turn", "TimeoutError")] == await bij_waarom.incidenten()
    monkeypatch.undo()
    await bij_waarom.kiest("inkomen")
    assert "waarom_meer" == await bij_waarom.plaats()


async def test_a_message_on_which_the_worker_hung_twice_is_not_tried_again(bij_waarom: Toneel, tmp_path: Path) -> None:
    """It is kept, its writer reads the honest sentence, and what comes after it is answered."""
    gif = await bij_waarom.ontvangt(Invoer("dit laat de machine hangen"))
    (tmp_path / "worker-0.hung").write_text(f"{gif}\n{gif}\n")
    machine = bij_waarom.engine.runner(bij_waarom.database)
    machine.underway = Underway(tmp_path / "worker-0.sock")
    await machine.answer(gif)
    assert ("waarom", [("turn", "hung")]) == (await bij_waarom.plaats(), await bij_waarom.incidenten())
    later = await bij_waarom.ontvangt(Invoer(keuzes=("inkomen",)))
    await machine.answer(later)
    assert "waarom_meer" == await bij_waarom.plaats()
