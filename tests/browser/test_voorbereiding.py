"""The preparation of a talk in a real Chromium: one sheet of paper whatever was shared, and a telephone of 360 pixels. The copy opens by itself."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, async_playwright

from bot.care import traject
from bot.care.dialogen import DIALOGEN
from bot.care.signalen import SIGNALEN, Check
from bot.care.voorbereidingsblad import OPENHEID
from bot.engine.client import EngineClient
from bot.models.database import Database, utcnow
from bot.settings import Settings
from bot.web.app import make_app
from tests.browser.widget.conftest import FLAGS
from tests.care.gegevens.test_kopie import vul
from tests.care.test_voorbereidingsblad import deel
from tests.people import NOW, add_begeleider, add_client, add_verzoek
from tests.web.test_begeleider import session_of
from tests.web.test_signalen import add_check

# Longer than anybody types, in words of ordinary Dutch, with one that never ends.
LANG = f"{'Ik vergeet afspraken als er veel tegelijk gebeurt, en dan moet ik even gaan liggen. ' * 30} {'w' * 400}"
NAAM = "Wilhelmina Aleida van den Oudenhoven-Bovenkamp"


@dataclass(frozen=True)
class Bezoek:
    """anna at the pages of her client."""

    database: Database
    anna: int
    kees: int
    page: Page
    address: str


@pytest.fixture
async def bezoek(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Bezoek]:
    anna = await add_begeleider(sqlite_database)
    kees = await add_client(sqlite_database, anna, NAAM)
    async with TestServer(make_app(Settings(), sqlite_database, EngineClient(tmp_path, 1))) as server, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        context = await browser.new_context(viewport={"width": 360, "height": 640})
        cookies = await session_of(sqlite_database, begeleider_id=anna)
        await context.add_cookies([{"name": name, "value": value, "url": str(server.make_url("/"))} for name, value in cookies.items()])
        yield Bezoek(sqlite_database, anna, kees, await context.new_page(), str(server.make_url(f"/begeleider/clienten/{kees}")))
        await browser.close()


async def _alles(bezoek: Bezoek) -> None:
    """Every line there can be, each as long as can be."""
    database, kees = bezoek.database, bezoek.kees
    await vul(database, bezoek.anna, kees)
    for dialoog in ("werkwensen", "bijsluiter", "voorbereiding", OPENHEID):
        onderwerpen = [onderwerp for onderwerp in DIALOGEN[dialoog].onderwerpen if onderwerp not in ("samenvatting", "niet")]
        await deel(database, kees, dialoog, moment=NOW + timedelta(days=1), van={"samen_met": "Henk (broer)"}, **dict.fromkeys(onderwerpen, LANG))
    for dagen in range(6):
        await add_check(database, kees, Check(meer=SIGNALEN, veranderd=("collegas", "taken", "thuis"), te_weinig="soms"), dagen=dagen)
    await traject.noteer(database, bezoek.anna, kees, traject.VOORTRAJECT, 3, now=utcnow())
    for soort in ("terugbellen", "vraag", "bericht"):
        await add_verzoek(database, kees, LANG, soort=soort)


@pytest.mark.parametrize("vol", [False, True])
async def test_it_is_one_sheet_of_paper(bezoek: Bezoek, vol: bool) -> None:
    """Of a new client and of who shared everything at length; what was cut says where the rest is, and nothing falls off the sheet."""
    if vol:
        await _alles(bezoek)
    await bezoek.page.goto(f"{bezoek.address}/voorbereiding?sinds=2026-11-01")
    said = await bezoek.page.inner_text("main")
    assert vol == ("Ingekort: zie de samenvatting" in said)
    pdf = await bezoek.page.pdf(prefer_css_page_size=True)
    assert 1 == len(re.findall(rb"/Type\s*/Page\b", pdf))
    await bezoek.page.emulate_media(media="print")
    # What lies between the margins, 194 mm, at 96 pixels an inch.
    await bezoek.page.set_viewport_size({"width": 733, "height": 1062})
    assert 733 >= await bezoek.page.evaluate("document.documentElement.scrollWidth")


async def test_it_fits_a_small_phone(bezoek: Bezoek) -> None:
    """Both pages, empty and full: nothing scrolls sideways, and what one taps is big enough."""
    for vol in (False, True):
        if vol:
            await _alles(bezoek)
        for part in ("voorbereiding", "export"):
            await bezoek.page.goto(f"{bezoek.address}/{part}")
            assert 360 >= await bezoek.page.evaluate("document.documentElement.scrollWidth"), (part, vol)
            sizes = await bezoek.page.eval_on_selector_all(
                "main button, main a, main input", "all => all.filter(one => one.offsetParent).map(one => one.offsetHeight)"
            )
            assert [] == [size for size in sizes if size < 44]


async def test_the_copy_needs_nothing_but_itself(bezoek: Bezoek, tmp_path: Path) -> None:
    """Saved by a tap and opened from the disk: it asks nobody for anything, and fits the telephone too."""
    await vul(bezoek.database, bezoek.anna, bezoek.kees)
    await bezoek.page.goto(f"{bezoek.address}/export")
    async with bezoek.page.expect_download() as waiting:
        await bezoek.page.click("text=Download om te lezen")
    download = await waiting.value
    assert "werkmaat-kopie.html" == download.suggested_filename
    await download.save_as(tmp_path / "kopie.html")
    asked: list[str] = []
    complaints: list[str] = []
    bezoek.page.on("request", lambda request: asked.append(request.url))
    bezoek.page.on("console", lambda message: complaints.append(message.text))
    await bezoek.page.goto((tmp_path / "kopie.html").as_uri())
    assert f"{NAAM}: kopie uit Werkmaat" == await bezoek.page.inner_text("h1")
    assert ([(tmp_path / "kopie.html").as_uri()], []) == (asked, complaints)
    assert 360 >= await bezoek.page.evaluate("document.documentElement.scrollWidth")
