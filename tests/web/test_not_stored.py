"""When nothing can be stored: whoever is in danger reads whom to call, on both ways in, and nobody types the same words twice."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import func, select, text, update

from bot.engine.client import EngineClient
from bot.models.crypto import MasterKey
from bot.models.database import Database, utcnow
from bot.models.helper_tables import Helper
from bot.models.tables import Bericht, Contactverzoek, Gesprek, Organisatie, Sessie
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.sessions import BEGELEIDER_COOKIE
from tests.people import add_begeleider, add_client
from tests.web.front import problem
from tests.web.test_client_gegevens import Huis

DOOD, GEWOON = "ik wil dood", "Kan het dinsdag?"
EIGEN = {"hulplijnen": {"alarm": "911", "zelfdoding": "1813"}}
# What is out of reach, and which numbers are shown then: those of the organisatie as long as they can be read.
FAULTS = [
    pytest.param(("bericht",), ("911", "1813"), id="no message can be written"),
    pytest.param(("sessie",), ("911", "1813"), id="nobody knows who it is"),
    pytest.param(("bericht", "organisatie"), ("112", "113"), id="the helplines are gone too"),
    pytest.param(("sessie", "organisatie", "client"), ("112", "113"), id="nothing can be read"),
]


@pytest.fixture
async def huis(database: Database, tmp_path: Path) -> AsyncIterator[Huis]:
    """The whole front, while no worker lives, of an organisatie with helplines of its own."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna, "Kees Proef")
    async with database.begin() as session:
        await session.execute(update(Organisatie).values(instellingen=EIGEN))
    async with TestClient(TestServer(make_app(Settings(), database, EngineClient(tmp_path, 1)))) as browser:
        yield Huis(browser, database, anna, kees)


async def _break(database: Database, tables: tuple[str, ...]) -> None:
    async with database.engine.begin() as connection:
        for table in tables:
            await connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_weg"))


async def _repair(database: Database, tables: tuple[str, ...]) -> None:
    async with database.engine.begin() as connection:
        for table in tables:
            await connection.execute(text(f"ALTER TABLE {table}_weg RENAME TO {table}"))


async def _lock(database: Database, table: str) -> None:
    """From now on rows of this table can be read and not changed."""
    sqlite = f"CREATE TRIGGER dicht BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'full'); END"
    async with database.engine.begin() as connection:
        await connection.execute(text(sqlite if database.is_sqlite else f"ALTER TABLE {table} ADD CONSTRAINT dicht CHECK (false) NOT VALID"))


async def _spoil_state(huis: Huis) -> None:
    """A state that cannot be decrypted: no error of the database, and nothing can be stored with it."""
    async with huis.database.begin(client_id=huis.kees) as session:
        session.add(Gesprek(client_id=huis.kees, created_at=utcnow(), stand={}))
    async with huis.database.engine.begin() as connection:
        await connection.execute(text("UPDATE gesprek SET stand = :stand"), {"stand": b"kapot"})


def _advice(page: str) -> str:
    """What the page says, without its foot, where the numbers always stand."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition("</main>")[0]).split())


@pytest.mark.parametrize(("tables", "numbers"), FAULTS)
async def test_danger_in_the_widget_gets_the_numbers(huis: Huis, tables: tuple[str, ...], numbers: tuple[str, str]) -> None:
    """503, so that the browser keeps the message and tries again; sent again with the same id it is received."""
    me = await huis.cookies("k", client_id=huis.kees)
    await _break(huis.database, tables)
    for words, worries in ((DOOD, True), (GEWOON, False)):
        body = {"id": str(uuid.uuid4()), "text": words}
        detail = (await problem(await huis.browser.post("/api/messages", json=body, cookies=me), 503))["detail"]
        assert worries == all(f"Bel {number}." in detail for number in numbers), detail
        assert worries == ("Bel" in detail)
    await _repair(huis.database, tables)
    assert 200 == (await huis.browser.post("/api/messages", json={**body, "text": DOOD}, cookies=me)).status


@pytest.mark.parametrize(("tables", "numbers"), FAULTS)
async def test_danger_on_the_page_gets_the_numbers_and_keeps_its_words(huis: Huis, tables: tuple[str, ...], numbers: tuple[str, str]) -> None:
    """The same on Mijn berichten; the words stand in the form, and its button sends them once."""
    me = await huis.cookies("k", client_id=huis.kees)
    await _break(huis.database, tables)
    for words, worries in ((GEWOON, False), (DOOD, True)):
        number = str(uuid.uuid4())
        page = await huis.post("/mijn/berichten", me, 503, id=number, tekst=words)
        assert worries == all(f"Bel {one}" in _advice(page) for one in numbers), page
        assert worries == ("Bel" in _advice(page))
        assert f">\n{words}</textarea>" in page
        assert f'name="id" value="{number}"' in page
        assert "is bewaard" not in page
    await _repair(huis.database, tables)
    for _ in range(2):
        await huis.post("/mijn/berichten", me, id=number, tekst=DOOD)
    async with huis.database.read() as session:
        assert [DOOD] == list(await session.scalars(select(Contactverzoek.tekst)))


async def test_another_fault_than_of_the_database_is_told_the_same_way(huis: Huis, caplog: pytest.LogCaptureFixture) -> None:
    """Numbers and words on both ways in; the log knows the kind of fault and no word."""
    me = await huis.cookies("k", client_id=huis.kees)
    await _spoil_state(huis)
    with caplog.at_level(logging.DEBUG):
        detail = (await problem(await huis.browser.post("/api/messages", json={"id": str(uuid.uuid4()), "text": DOOD}, cookies=me), 503))["detail"]
        page = await huis.post("/mijn/berichten", me, 503, tekst=DOOD)
    assert ("Bel 911." in detail, "Bel 911" in _advice(page), f">\n{DOOD}</textarea>" in page) == (True, True, True)
    assert 2 == sum("/mijn/berichten" in one or "/api/messages" in one for one in caplog.messages if "could not be done" in one)
    assert DOOD not in caplog.text
    async with huis.database.read() as session:
        assert 0 == await session.scalar(select(func.count()).select_from(Bericht))


@pytest.mark.parametrize(("keuze", "worries"), [("ja", True), ("wil_niet_zeggen", True), ("nee", False), ("werkwensen", False)])
async def test_the_answer_to_the_direct_question_counts_without_a_database(huis: Huis, keuze: str, worries: bool) -> None:
    """Nobody can read then which question was open: what would be a yes to that one shows the numbers, picked or typed."""
    me = await huis.cookies("k", client_id=huis.kees)
    await _break(huis.database, ("bericht",))
    page = await huis.post("/mijn/berichten/antwoord", me, 503, keuze=keuze)
    assert (worries, True) == ("Bel 911" in _advice(page), f'name="keuze" value="{keuze}"' in page)
    for body in ({"choice": keuze}, {"text": keuze.replace("_", " ")}):
        detail = (await problem(await huis.browser.post("/api/messages", json={"id": str(uuid.uuid4()), **body}, cookies=me), 503))["detail"]
        assert worries == ("Bel 911." in detail)


async def test_a_guard_that_breaks_counts_as_a_worry(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    """Better the numbers for nothing than none in danger."""

    async def broken(_: str) -> None:
        raise RuntimeError

    me = await huis.cookies("k", client_id=huis.kees)
    monkeypatch.setattr("bot.care.guard.assess", broken)
    assert "Bel 911" in _advice(await huis.post("/mijn/berichten", me, 503, tekst=GEWOON))


async def test_a_helper_that_cannot_be_kept_stays_in_the_form(huis: Huis) -> None:
    """Every field as typed, to be sent again by one button; nothing says that it was kept."""
    me, typed = await huis.cookies("k", client_id=huis.kees), {"naam": "Tante <Jo>", "relatie": "tante", "telefoon": "0612345678", "ja": "ja"}
    await _break(huis.database, ("helper",))
    page = await huis.post("/mijn/helpers", me, 503, **typed)
    assert 'action="/mijn/helpers"' in page
    sent = dict(re.findall(r'name="(\w+)"[^>]* value="([^"]*)"', page))
    assert typed == sent
    assert "Bel" not in _advice(page)
    assert "is bewaard" not in page
    await _repair(huis.database, ("helper",))
    await huis.post("/mijn/helpers", me, **sent)
    async with huis.database.read() as session:
        assert ["Tante <Jo>"] == list(await session.scalars(select(Helper.naam)))


async def test_an_address_that_cannot_be_kept_stays_in_the_form(huis: Huis) -> None:
    """For mails when it is time."""
    me = await huis.cookies("k", client_id=huis.kees)
    await _break(huis.database, ("client_email",))
    assert 'name="email" type="text" value="kees@proef.example"' in await huis.post("/mijn/herinneringen/adres", me, 503, email="kees@proef.example")


async def test_a_page_that_cannot_be_made_names_the_numbers(huis: Huis) -> None:
    """The conversation cannot be opened and nobody can type: the defaults stand on the page; it does not say what is stored."""
    me = await huis.cookies("k", client_id=huis.kees)
    await _break(huis.database, ("sessie", "organisatie"))
    page = await huis.get("/gesprek", me, 500)
    assert ("Bel 112" in page, "Bel 113" in page, "is bewaard" in page) == (True, True, False)
    assert "Bel 112" not in await huis.get("/bestaat-niet", me, 404)


async def test_who_reads_while_nothing_can_be_written_still_reads(huis: Huis) -> None:
    """Noting when a device was seen last is no reason to keep somebody out."""
    me = await huis.cookies("k", client_id=huis.kees)
    async with huis.database.begin() as session:
        await session.execute(update(Sessie).values(seen_at=utcnow() - timedelta(hours=1)))
    await _lock(huis.database, "sessie")
    assert "Mijn berichten" in await huis.get("/mijn/berichten", me)


async def test_a_wrong_address_has_its_page_also_without_a_database(master_key: MasterKey, tmp_path: Path) -> None:
    """Nobody listens there any more: then it is the page without the menu, never a bare error."""
    gone = Database("postgresql+asyncpg://niemand@127.0.0.1:1/weg", master_key)
    app = make_app(Settings(data=tmp_path), gone, EngineClient(tmp_path, 1))
    async with TestServer(app) as server, TestClient(server, cookies={BEGELEIDER_COOKIE: "x"}) as browser:
        response = await browser.get("/begeleider/bestaat-niet")
        assert (404, True) == (response.status, "Deze pagina is er niet" in await response.text())
