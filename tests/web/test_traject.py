"""The step in the traject: a small form for the begeleider, a page in plain words for the client."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.engine.client import EngineClient
from bot.models.database import Database
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.sessions import CLIENT_COOKIE
from tests.people import WACHTZIN, add_begeleider, add_client
from tests.web.front import Browser
from tests.web.test_client_pagina import cookie


@pytest.fixture
async def browser(sqlite_database: Database, tmp_path: object) -> AsyncIterator[Browser]:
    """The whole front, while no worker lives."""
    async with TestClient(TestServer(make_app(Settings(), sqlite_database, EngineClient(tmp_path, 1)))) as opened:  # type: ignore[arg-type]
        yield opened


async def test_noted_by_the_begeleider_and_read_by_the_client(browser: Browser, sqlite_database: Database) -> None:
    """A form with a 303, the log with date and name, and "Mijn stappen" with where, who, what comes and whom to ask; the log of who looked has it."""
    anna = await add_begeleider(sqlite_database)
    kees, noor = await add_client(sqlite_database, anna), await add_client(sqlite_database, await add_begeleider(sqlite_database, "b@proef.example"))
    await browser.post("/begeleider/login", data={"email": "anna@proef.example", "wachtzin": WACHTZIN})
    assert "Er is nog niets genoteerd." in await (await browser.get(f"/begeleider/clienten/{kees}")).text()
    for gesprekken in ("12", ""):
        wrong = await browser.post(f"/begeleider/clienten/{kees}/traject", data={"fase": "voortraject", "gesprekken": gesprekken})
        assert (422, True) == (wrong.status, "Vul een getal in van 0 tot en met 8." in await wrong.text())
    done = await browser.post(f"/begeleider/clienten/{kees}/traject", data={"fase": "voortraject", "gesprekken": "3"}, allow_redirects=False)
    assert (303, f"/begeleider/clienten/{kees}?gedaan=traject#traject") == (done.status, done.headers["Location"])
    assert "3 van hoogstens 8 gesprekken. Door Anna Proef." in await (await browser.get(f"/begeleider/clienten/{kees}")).text()
    assert 404 == (await browser.post(f"/begeleider/clienten/{noor}/traject", data={"fase": "matching"})).status
    browser.session.cookie_jar.clear()
    own_device = {CLIENT_COOKIE: await cookie(sqlite_database, kees)}
    own = await (await browser.get("/mijn/stappen", cookies=own_device)).text()
    for part in (
        "gesprek 3 van hoogstens 8",
        "Hier ben je nu",
        "Wie doet wat",
        "Daarna zoeken jullie",
        "Er is geen haast",
        "Vraag het aan Anna Proef",
    ):
        assert part in own
    gegevens = await (await browser.get("/mijn/gegevens", cookies=own_device)).text()
    assert "noteerde waar je bent in het traject" in gegevens


async def test_until_it_is_noted_the_page_says_so(browser: Browser, sqlite_database: Database) -> None:
    """And whom to ask."""
    kees = await add_client(sqlite_database, await add_begeleider(sqlite_database))
    text = await (await browser.get("/mijn/stappen", cookies={CLIENT_COOKIE: await cookie(sqlite_database, kees)})).text()
    assert "Anna Proef heeft nog niet genoteerd waar je bent." in text
    assert "Hier ben je nu" not in text
