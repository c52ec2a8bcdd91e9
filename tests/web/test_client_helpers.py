"""Wie helpt mij as a page: works with plain forms, says what is wrong in Dutch, and belongs to one client."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.care import helpers
from bot.engine.client import EngineClient
from bot.models.database import Database
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.sessions import CLIENT_COOKIE
from tests.people import add_begeleider, add_client
from tests.web.front import Browser
from tests.web.test_client_pagina import cookie

FATMA = {"naam": "Fatma", "telefoon": "06 12 34 56 78", "relatie": "zus", "ja": "ja"}


@pytest.fixture
async def kees(sqlite_database: Database) -> int:
    return await add_client(sqlite_database, await add_begeleider(sqlite_database))


@pytest.fixture
async def eva(sqlite_database: Database) -> int:
    """A client of somebody else."""
    return await add_client(sqlite_database, await add_begeleider(sqlite_database, "elders@proef.example"), "Eva Proef")


@pytest.fixture
async def browser(sqlite_database: Database, kees: int, eva: int, tmp_path: object) -> AsyncIterator[Browser]:
    """The whole front, on the device of this client, while no worker lives."""
    async with TestClient(TestServer(make_app(Settings(), sqlite_database, EngineClient(tmp_path, 1)))) as opened:  # type: ignore[arg-type]
        opened.session.cookie_jar.update_cookies({CLIENT_COOKIE: await cookie(sqlite_database, kees)})
        yield opened


async def lijst(database: Database, client_id: int) -> list[tuple[str, str | None, str, bool | None]]:
    async with database.read(client_id=client_id) as session:
        return [(one.naam, one.telefoon, one.relatie, one.ja_gezegd) for one in await helpers.lees(session, client_id)]


async def test_adding_changing_and_taking_off_by_forms(browser: Browser, sqlite_database: Database, kees: int) -> None:
    """Each post leads back to the list with a GET and one sentence about what was done."""
    assert "Je lijst is nog leeg" in await (await browser.get("/mijn/helpers")).text()
    answer = await browser.post("/mijn/helpers", data=FATMA, allow_redirects=False)
    assert (303, "/mijn/helpers?gedaan=erbij") == (answer.status, answer.headers["Location"])
    text = await (await browser.post("/mijn/helpers", data={"naam": "Piet", "telefoon": "", "relatie": "", "ja": "nog_niet"})).text()
    assert "Fatma (zus)" in text
    assert 'href="tel:0612345678"' in text
    assert "Alleen jij ziet deze lijst" in text
    assert [("Fatma", "06-12345678", "zus", True), ("Piet", None, "", None)] == await lijst(sqlite_database, kees)
    await browser.post("/mijn/helpers/2", data={"naam": "Pieter", "telefoon": "020 1234567", "relatie": "buurman", "ja": "nee"})
    assert "Fatma weghalen?" in await (await browser.get("/mijn/helpers/1/weg")).text()
    await browser.post("/mijn/helpers/2/vooraan")
    await browser.post("/mijn/helpers/1/weg")
    assert [("Pieter", "020-1234567", "buurman", False)] == await lijst(sqlite_database, kees)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({**FATMA, "telefoon": "06 1234567"}, "Een Nederlands nummer heeft tien cijfers. Jij typte er 9."),
        ({**FATMA, "telefoon": "06-1234"}, "Een Nederlands nummer heeft tien cijfers. Jij typte er 6."),
        ({**FATMA, "telefoon": "bel haar"}, "Dit nummer kan ik niet bellen."),
        ({**FATMA, "naam": " "}, "Vul een naam in."),
        ({**FATMA, "relatie": "x" * 41}, "Een of twee woorden is genoeg."),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_stays(
    browser: Browser, sqlite_database: Database, kees: int, typed: dict[str, str], said: str
) -> None:
    """Nothing is kept, and nothing has to be typed again; also when changing."""
    answer = await browser.post("/mijn/helpers", data=typed)
    text = await answer.text()
    assert 422 == answer.status
    assert said in text
    assert f'value="{typed["telefoon"]}"' in text
    assert [] == await lijst(sqlite_database, kees)
    await browser.post("/mijn/helpers", data=FATMA)
    assert said in await (await browser.post("/mijn/helpers/1", data=typed)).text()
    assert [("Fatma", "06-12345678", "zus", True)] == await lijst(sqlite_database, kees)


async def test_a_sixth_has_no_form_and_is_refused(browser: Browser, sqlite_database: Database, kees: int) -> None:
    """Five is the most; a form that was still open says so."""
    for number in range(5):
        await browser.post("/mijn/helpers", data={**FATMA, "telefoon": f"06 1234567{number}"})
    assert 'action="/mijn/helpers"' not in await (await browser.get("/mijn/helpers")).text()
    answer = await browser.post("/mijn/helpers", data={**FATMA, "naam": "Zesde"})
    assert (422, True) == (answer.status, "Je lijst is vol" in await answer.text())
    assert 5 == len(await lijst(sqlite_database, kees))


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/1"), ("POST", "/1"), ("POST", "/1/vooraan"), ("GET", "/1/weg"), ("POST", "/1/weg"), ("GET", "/9")]
)
async def test_the_list_of_another_client_is_not_there(
    browser: Browser, sqlite_database: Database, kees: int, eva: int, method: str, path: str
) -> None:
    """Reading, changing and taking off give the same page as what does not exist, and change nothing."""
    await browser.post("/mijn/helpers", data=FATMA)
    browser.session.cookie_jar.clear()
    browser.session.cookie_jar.update_cookies({CLIENT_COOKIE: await cookie(sqlite_database, eva)})
    answer = await browser.request(method, f"/mijn/helpers{path}", data={**FATMA, "naam": "Gekaapt"} if method == "POST" else None)
    assert 404 == answer.status
    assert "Fatma" not in await answer.text()
    assert [("Fatma", "06-12345678", "zus", True)] == await lijst(sqlite_database, kees)
