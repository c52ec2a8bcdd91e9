"""The client's own pages: who may come in, and what the frame gives every page."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.engine.client import EngineClient
from bot.models.database import Database, utcnow
from bot.models.tables import Sessie
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.sessions import BEGELEIDER_COOKIE, CLIENT_COOKIE, token_hash
from tests.people import add_begeleider, add_client
from tests.web.front import Browser


@pytest.fixture
async def browser(sqlite_database: Database, tmp_path: object) -> AsyncIterator[Browser]:
    """The whole front, while no worker lives; nobody is logged in."""
    async with TestClient(TestServer(make_app(Settings(), sqlite_database, EngineClient(tmp_path, 1)))) as opened:  # type: ignore[arg-type]
        yield opened


async def cookie(database: Database, client_id: int) -> str:
    """The token of a device of this client."""
    token = f"apparaat-{client_id}"
    async with database.begin() as session:
        session.add(Sessie(token_hash=token_hash(token), client_id=client_id, created_at=utcnow(), seen_at=utcnow()))
    return token


async def test_only_the_own_device_sees_the_page(browser: Browser, sqlite_database: Database) -> None:
    """Without the cookie, or with that of a begeleider, one comes to the start page."""
    client_id = await add_client(sqlite_database, await add_begeleider(sqlite_database), "Kees Proef")
    token = await cookie(sqlite_database, client_id)
    for wrong in ({}, {CLIENT_COOKIE: "verzonnen"}, {BEGELEIDER_COOKIE: token}):
        response = await browser.get("/mijn/gegevens", cookies=wrong, allow_redirects=False)
        assert (303, "/") == (response.status, response.headers["Location"])
    response = await browser.get("/mijn/gegevens", cookies={CLIENT_COOKIE: token})
    text = await response.text()
    assert 200 == response.status
    assert "Kees Proef" in text
    assert 'href="/gesprek"' in text
    assert "no-store" == response.headers["Cache-Control"]
