"""Mijn energielijst in a real Chromium: 320 pixels wide, by keyboard only, and with a connection that goes away."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, async_playwright

from bot.engine.client import EngineClient
from bot.models.database import Database
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.sessions import CLIENT_COOKIE
from tests.browser.widget.conftest import FLAGS
from tests.people import add_begeleider, add_client
from tests.web.test_client_pagina import cookie
from tests.web.test_energie import PAD, dag_van_nu, nieuwe_lijst, waarden

SMALLEST = 44


@dataclass(frozen=True)
class Bezoek:
    """Two devices of one client at the page."""

    database: Database
    client_id: int
    page: Page
    ander: Page


@pytest.fixture
async def bezoek(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Bezoek]:
    kees = await add_client(sqlite_database, await add_begeleider(sqlite_database))
    await nieuwe_lijst(sqlite_database, kees)
    token = await cookie(sqlite_database, kees)
    async with TestServer(make_app(Settings(), sqlite_database, EngineClient(tmp_path, 1))) as server, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        pages = []
        for _ in range(2):
            context = await browser.new_context(viewport={"width": 320, "height": 640})
            await context.add_cookies([{"name": CLIENT_COOKIE, "value": token, "url": str(server.make_url("/"))}])
            pages.append(await context.new_page())
            await pages[-1].goto(str(server.make_url(PAD)))
        yield Bezoek(sqlite_database, kees, *pages)
        await browser.close()


async def _said(page: Page, deel: str) -> None:
    """Wait until the status says this; asked from here, because the policy of the page forbids eval."""
    await page.locator("#gezegd", has_text=deel).wait_for(timeout=10_000)


async def test_a_tap_by_keyboard_is_kept_said_and_seen_elsewhere(bezoek: Bezoek) -> None:
    """Tab to a value and press Space: the focus stays, the status says it, and the other device shows it when one looks there again.
    Without a connection the tap is said not to be kept, and the screen goes back to what is."""
    page, uur = bezoek.page, dag_van_nu().wakker
    await page.locator(f"#uur-{uur} button").nth(2).focus()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await _said(page, "3, goed. Bewaard.")
    assert f"{uur}-3" == await page.evaluate("document.activeElement.value")
    assert "true" == await page.get_attribute(f"button[value='{uur}-3']", "aria-pressed")
    assert {uur: 3} == await waarden(bezoek.database, bezoek.client_id)
    await bezoek.ander.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await bezoek.ander.locator(f"button[value='{uur}-3'][aria-pressed=true]").wait_for(timeout=10_000)
    await page.context.set_offline(True)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await _said(page, "Niet bewaard")
    assert await page.locator("#gezegd").evaluate("one => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().bottom <= innerHeight")
    assert "true" == await page.get_attribute(f"button[value='{uur}-3']", "aria-pressed")
    await page.context.set_offline(False)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await _said(page, "Het cijfer is weg")
    assert {} == await waarden(bezoek.database, bezoek.client_id)


async def test_it_fits_a_small_phone(bezoek: Bezoek) -> None:
    """Nothing scrolls sideways, with larger letters too, and every button is big enough."""
    for letters in ("gewoon", "groter"):
        await bezoek.page.evaluate("letters => { document.documentElement.dataset.tekst = letters; }", letters)
        assert 320 >= await bezoek.page.evaluate("document.documentElement.scrollWidth"), letters
        sizes = await bezoek.page.eval_on_selector_all(
            "main button", "all => all.filter(one => one.offsetParent).map(one => [one.offsetWidth, one.offsetHeight])"
        )
        assert len(sizes) > 5
        assert [] == [size for size in sizes if min(size) < SMALLEST]
