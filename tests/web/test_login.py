"""Logging in while something else happens: a passphrase that is replaced, a flood of others."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.care.toegang import renew_wachtzin
from bot.care.wachtzin import verify_wachtzin
from bot.models.database import Database
from bot.models.tables import Sessie
from tests.people import WACHTZIN
from tests.web.test_begeleider import EMAIL, Browser, Practice, page, practice, site

__all__ = ["practice", "site"]


async def test_a_new_passphrase_also_stops_who_is_logging_in(
    site: Browser, sqlite_database: Database, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made while the old one is being checked, for somebody who should not know it: it fits no longer, and there is no session."""
    loop = asyncio.get_running_loop()

    def checked_slowly(stored: str, wachtzin: str) -> bool:
        asyncio.run_coroutine_threadsafe(renew_wachtzin(sqlite_database, EMAIL), loop).result(60)
        return verify_wachtzin(stored, wachtzin)

    monkeypatch.setattr("bot.web.passwords.verify_wachtzin", checked_slowly)
    response = await site.post("/begeleider/login", data={"email": EMAIL, "wachtzin": WACHTZIN}, allow_redirects=False)
    assert (422, True) == (response.status, "passen niet bij elkaar" in await page(response))
    async with sqlite_database.read() as session:
        assert [] == list(await session.scalars(select(Sessie.token_hash)))


async def test_a_flood_is_told_to_come_back(site: Browser, practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form with what was typed, in plain words, and when to try again."""
    monkeypatch.setattr("bot.web.passwords.WAITING", 0)
    response = await site.post("/begeleider/login", data={"email": EMAIL, "wachtzin": WACHTZIN})
    shown = await page(response)
    assert (503, "10") == (response.status, response.headers["Retry-After"])
    assert (True, True, False) == ("Wacht even" in shown, f'value="{EMAIL}"' in shown, WACHTZIN in shown)
