"""The client's cards: only what this client approved last, on the own device."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.care.caseload import dossier
from bot.engine.client import EngineClient
from bot.models.database import Database
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.sessions import CLIENT_COOKIE
from tests.people import add_begeleider, add_client, add_samenvatting
from tests.web.front import Browser
from tests.web.test_client_pagina import cookie

PAGINAS = ("bijsluiter", "voorbereiding", "openheid")


@pytest.fixture
async def browser(sqlite_database: Database, tmp_path: object) -> AsyncIterator[Browser]:
    """The whole front, while no worker lives; nobody is logged in."""
    async with TestClient(TestServer(make_app(Settings(), sqlite_database, EngineClient(tmp_path, 1)))) as opened:  # type: ignore[arg-type]
        yield opened


@pytest.mark.parametrize("dialoog", PAGINAS)
async def test_a_card_is_read_by_its_own_client_only(browser: Browser, sqlite_database: Database, dialoog: str) -> None:
    """The own words stand there, kept lines too; another client reads none of them, and the begeleider only the shared line."""
    anna = await add_begeleider(sqlite_database)
    kees, eva = await add_client(sqlite_database, anna, "Kees Proef"), await add_client(sqlite_database, anna, "Eva Proef")
    regels = (("gedeelde regel", "woorden-gedeeld", "delen"), ("eigen regel", "woorden-eigen", "niet_delen"))
    await add_samenvatting(sqlite_database, kees, *regels, dialoog=dialoog)
    own = await (await browser.get(f"/mijn/{dialoog}", cookies={CLIENT_COOKIE: await cookie(sqlite_database, kees)})).text()
    assert all(woorden in own for woorden in ("woorden-gedeeld", "woorden-eigen"))
    browser.session.cookie_jar.clear()
    other = await browser.get(f"/mijn/{dialoog}", cookies={CLIENT_COOKIE: await cookie(sqlite_database, eva)})
    assert 200 == other.status
    assert "woorden-" not in await other.text()
    found = await dossier(sqlite_database, anna, kees)
    assert ["gedeelde regel"] == [regel.tekst for samenvatting in found.samenvattingen for regel in samenvatting.regels]


@pytest.mark.parametrize("dialoog", PAGINAS)
async def test_what_was_approved_later_takes_the_place(browser: Browser, sqlite_database: Database, dialoog: str) -> None:
    """The card shows the last approval; a concept is not on it."""
    kees = await add_client(sqlite_database, await add_begeleider(sqlite_database))
    await add_samenvatting(sqlite_database, kees, ("eerst", "woorden-eerst", "delen"), dialoog=dialoog)
    await add_samenvatting(sqlite_database, kees, ("nu", "woorden-nu", "niet_delen"), dialoog=dialoog)
    await add_samenvatting(sqlite_database, kees, ("concept", "woorden-concept", "delen"), goedgekeurd_at=None, dialoog=dialoog)
    text = await (await browser.get(f"/mijn/{dialoog}", cookies={CLIENT_COOKIE: await cookie(sqlite_database, kees)})).text()
    assert "woorden-nu" in text
    assert "woorden-eerst" not in text
    assert "woorden-concept" not in text


@pytest.mark.parametrize("filled", [False, True])
@pytest.mark.parametrize("dialoog", PAGINAS)
async def test_a_card_begins_its_own_dialogue(browser: Browser, sqlite_database: Database, dialoog: str, filled: bool) -> None:
    """Making it and changing it are one press of a button; the client need not look for it in the conversation."""
    kees = await add_client(sqlite_database, await add_begeleider(sqlite_database))
    if filled:
        await add_samenvatting(sqlite_database, kees, ("regel", "woorden", "niet_delen"), dialoog=dialoog)
    text = await (await browser.get(f"/mijn/{dialoog}", cookies={CLIENT_COOKIE: await cookie(sqlite_database, kees)})).text()
    form = text.split('<form method="post" action="/mijn/begin">')[1].split("</form>")[0]
    assert f'name="dialoog" value="{dialoog}"' in form
    assert ("Veranderen in mijn gesprek" if filled else "Begin nu") in form
