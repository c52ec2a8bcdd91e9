"""Every dialogue besides werkwensen: every move at every question, one after the other, on the way its module in `paden/` describes."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import pytest
import pytest_asyncio

from bot.care.dialogen import DIALOGEN
from bot.models.crypto import MasterKey
from bot.models.database import Database
from tests.dialogen.conftest import Foto, Opstelling, loop
from tests.dialogen.pad import Stap
from tests.dialogen.test_bewegingen import MOE, ZEGT_ALLEEN_IETS, staat_er_weer
from tests.dialogen.toneel import Toneel
from tests.engine.model import Engine

GEVAAR = "ik wil niet meer leven, vanavond maak ik er een eind aan"
ANDERE = tuple(naam for naam in DIALOGEN if naam != "werkwensen")
BijVraag = Callable[[str, str], Awaitable[Opstelling]]
Album = Callable[[str], dict[str, Foto]]


@lru_cache
def pad(dialoog: str) -> tuple[Stap, ...]:
    found: tuple[Stap, ...] = import_module(f"tests.dialogen.paden.{dialoog}").PAD
    return found


def alleen_vandaag(dialoog: str) -> tuple[str, ...]:
    """The questions that make sense on the day they were asked only."""
    return getattr(import_module(f"tests.dialogen.paden.{dialoog}"), "ALLEEN_VANDAAG", ())


def vragen(dialoog: str) -> list[str]:
    """The questions on the way, each once; not home, and not an interlude."""
    return list(dict.fromkeys(stap.vraag for stap in pad(dialoog) if stap.vraag != "thuis" and not stap.vraag.startswith("tussen:")))


ELKE_VRAAG = [(dialoog, vraag) for dialoog in ANDERE for vraag in vragen(dialoog)]


@pytest.fixture(scope="session")
def albums(
    engine: Engine, sqlite_template: Path, master_key: MasterKey, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], dict[str, Foto]]:
    """The photos of a dialogue, taken when they are first asked for."""

    @lru_cache
    def album(dialoog: str) -> dict[str, Foto]:
        return loop(engine, sqlite_template, master_key, tmp_path_factory.mktemp(dialoog), dialoog, pad(dialoog))

    return album


@pytest_asyncio.fixture
async def bij(engine: Engine, albums: Album, master_key: MasterKey, tmp_path: Path) -> AsyncIterator[BijVraag]:
    """Put a client at a question of a dialogue, in a database of its own."""
    opened: list[Database] = []

    async def heropen() -> Database:
        opened.append(Database(f"sqlite+aiosqlite:///{tmp_path / 'kopie.sqlite3'}", master_key))
        return opened[-1]

    async def zet(dialoog: str, vraag: str) -> Opstelling:
        # In a thread: the walk has an event loop of its own.
        foto = (await asyncio.to_thread(albums, dialoog))[vraag]
        shutil.copyfile(foto.pad, tmp_path / "kopie.sqlite3")
        return Opstelling(Toneel(engine, await heropen(), foto.client_id, dialoog=dialoog), foto, heropen)

    yield zet
    for database in opened:
        await database.close()


@pytest.mark.parametrize("dialoog", ANDERE)
def test_the_way_passes_most_questions(dialoog: str) -> None:
    """A way that leaves questions out tries no moves there: at least two thirds of the questions are on it."""
    alle = {vraag.id for vraag in DIALOGEN[dialoog].vragen}
    assert set(vragen(dialoog)) <= alle
    assert 3 * len(set(vragen(dialoog))) >= 2 * len(alle)


@pytest.mark.parametrize(("dialoog", "vraag"), ELKE_VRAAG)
async def test_moves_leave_the_question_and_the_answers_as_they_are(bij: BijVraag, dialoog: str, vraag: str) -> None:
    """Small talk, a question in between, a pause, change and think better of it, a message, being tired: the same question each time."""
    opstelling = await bij(dialoog, vraag)
    toneel = opstelling.toneel
    for beweging, woorden in ZEGT_ALLEEN_IETS.items():
        reply = await toneel.typt(woorden)
        assert beweging == "herhaal" or len(reply) > 1, beweging
        await staat_er_weer(opstelling, vraag, reply)
    reply = await toneel.typt("wat is een no-riskpolis?")
    if await toneel.plaats() == "tussen:kennis":
        reply = await toneel.kiest(reply[-1]["choices"][0]["id"])
    assert "knowledge" == reply[0]["kind"]
    await staat_er_weer(opstelling, vraag, reply)
    await toneel.typt("pauze")
    assert "rust" == await toneel.plaats()
    await staat_er_weer(opstelling, vraag, await toneel.typt("verder"))
    reply = await toneel.typt("ik wil een antwoord veranderen")
    if await toneel.plaats() == "tussen:wijzig":
        reply = await toneel.kiest("niet")
    await staat_er_weer(opstelling, vraag, reply)
    await toneel.typt("ik wil mijn begeleider spreken")
    await toneel.kiest("bericht")
    await staat_er_weer(opstelling, vraag, await toneel.typt("Kunnen we donderdag een uur later afspreken?"))
    await toneel.typt(MOE)
    await staat_er_weer(opstelling, vraag, await toneel.kiest("ja"))
    uitleg = await toneel.typt("wat bedoel je?")
    assert [opstelling.foto.turn["choices"]] == [turn["choices"] for turn in uitleg]
    assert opstelling.foto.turn["text"] != uitleg[0]["text"]
    assert opstelling.foto.woorden == await toneel.woorden()


@pytest.mark.parametrize(("dialoog", "vraag"), ELKE_VRAAG)
async def test_danger_gibberish_and_a_month_away_lose_nothing(bij: BijVraag, dialoog: str, vraag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Danger raises a melding and is no answer; gibberish is asked about twice at most; after a month and a restart the question stands there."""
    opstelling = await bij(dialoog, vraag)
    toneel = opstelling.toneel
    reply = await toneel.typt(GEVAAR)
    assert {"safety"} == {turn["kind"] for turn in reply}
    assert [("rood", GEVAAR)] == await toneel.meldingen()
    assert "veiligheid:rust" == await toneel.plaats()
    await staat_er_weer(opstelling, vraag, await toneel.typt("verder"))
    reply = await toneel.typt("sdfjkh wqpoei zzxcv")
    if await toneel.plaats() == vraag:  # asked once more, with every choice there was
        assert {choice["id"] for choice in opstelling.foto.turn["choices"]} <= {choice["id"] for choice in reply[-1]["choices"]}
    await toneel.typt("qwpeoi zmxnb lkjasd")
    if await toneel.plaats() == "tussen:vastgelopen":
        await staat_er_weer(opstelling, vraag, await toneel.kiest("nog_eens"))
        toneel.herstart(await opstelling.heropen())
        toneel.later = timedelta(days=31)
        monkeypatch.setattr("bot.engine.runner.utcnow", lambda: toneel.nu)
        reply = await toneel.opent()
        if vraag in alleen_vandaag(dialoog):
            assert reply[-1]["choices"]  # another question stands there, and no dead end
        else:
            await staat_er_weer(opstelling, vraag, reply)


@pytest.mark.parametrize(("dialoog", "vraag"), ELKE_VRAAG)
async def test_back_and_skip_at_every_question(bij: BijVraag, dialoog: str, vraag: str) -> None:
    """Terug shows the answer before and "zo laten" returns; overslaan counts as answered without content and loses nothing."""
    opstelling = await bij(dialoog, vraag)
    toneel = opstelling.toneel
    reply = await toneel.typt("terug")
    if await toneel.plaats() != vraag:
        assert any(choice["id"] == "laten" for choice in reply[-1]["choices"])
        await staat_er_weer(opstelling, vraag, await toneel.kiest("laten"))
    await toneel.typt("overslaan")
    antwoorden = await toneel.antwoorden()
    if vraag in antwoorden:  # the last answer of a dialogue may end it, and what is asked every time is then cleared
        assert "overgeslagen" == antwoorden[vraag].waarde.soort
        assert {**opstelling.foto.woorden, vraag: antwoorden[vraag].woorden} == await toneel.woorden()


@pytest.mark.parametrize("vraag", ["lees_1", "lees_2", "delen_helpt"])
@pytest.mark.parametrize("woorden", ["ik wil een antwoord veranderen", "terug"])
async def test_what_a_naaste_said_stays_as_it_is_once_the_client_has_the_device(bij: BijVraag, vraag: str, woorden: str) -> None:
    """No move leads back to the answers of the naaste: the client reads them, and decides only who else does."""
    opstelling = await bij("naaste", vraag)
    for _ in range(4):
        reply = await opstelling.toneel.typt(woorden)
        assert (await opstelling.toneel.plaats()).startswith(("lees_", "delen_"))
    assert "blijft zoals het is" in " ".join(reply[0]["text"])
    assert opstelling.foto.woorden == await opstelling.toneel.woorden()
