"""What a begeleider typed when the session had ended, in a real Chromium: it comes back to the same person in the same tab, and to nobody else."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, async_playwright
from sqlalchemy import delete, select

from bot.care.meldingstand import NOTITIE
from bot.care.werkgever import terugkoppeling
from bot.engine.client import EngineClient
from bot.models.database import Database, utcnow
from bot.models.meldingen_tables import MeldingStap
from bot.models.tables import Melding, Sessie
from bot.settings import Settings
from bot.web.app import make_app
from tests.browser.widget.conftest import FLAGS
from tests.people import WACHTZIN, add_begeleider, add_client, add_organisatie

TEKST = "gebeld, we spreken elkaar morgen"
KEPT = "Object.keys(sessionStorage).length"


@dataclass(frozen=True)
class Bezoek:
    """anna at the page of a melding of her client; bram is a colleague."""

    database: Database
    page: Page
    address: str
    melding: str

    async def log_in(self, wie: str, wachtzin: str = WACHTZIN) -> None:
        await self.page.fill("#email", f"{wie}@proef.example")
        await self.page.fill("#wachtzin", wachtzin)
        await self.page.click("text=Log in >> nth=-1")

    async def send_too_late(self, veld: str = "#notitie-tekst", knop: str = "Bewaar de notitie") -> None:
        """Type something, and send it after the session ended."""
        await self.page.fill(veld, TEKST)
        async with self.database.begin() as session:
            await session.execute(delete(Sessie))
        await self.page.click(f"text={knop}")
        await self.page.locator("#te-lang-weg").wait_for()

    async def notities(self) -> list[str | None]:
        async with self.database.read() as session:
            return list(await session.scalars(select(MeldingStap.tekst).where(MeldingStap.soort == NOTITIE)))


@pytest.fixture
async def bezoek(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Bezoek]:
    organisatie = await add_organisatie(sqlite_database)
    anna, _ = [await add_begeleider(sqlite_database, f"{naam}@proef.example", organisatie_id=organisatie) for naam in ("anna", "bram")]
    kees = await add_client(sqlite_database, anna)
    async with sqlite_database.begin(client_id=kees) as session:
        melding = Melding(client_id=kees, niveau="oranje", regel="x", created_at=utcnow())
        session.add(melding)
        await session.flush()
        pad = f"/begeleider/meldingen/{melding.id}"
    async with TestServer(make_app(Settings(), sqlite_database, EngineClient(tmp_path, 1))) as server, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = await browser.new_page()
        found = Bezoek(sqlite_database, page, str(server.make_url("/")).rstrip("/"), pad)
        await page.goto(f"{found.address}{pad}")
        await found.log_in("anna")
        await page.locator("#notitie-tekst").wait_for()
        yield found
        await browser.close()


async def test_a_note_that_came_too_late_stands_there_again(bezoek: Bezoek) -> None:
    """The login page says that it was not kept; a mistake in the passphrase does not lose it; after it was saved nothing stays in the browser."""
    page = bezoek.page
    await bezoek.send_too_late()
    said = await page.inner_text("#te-lang-weg")
    assert ("Je bent niet meer ingelogd." in said, "Log hier in. Dan staat wat je typte er weer." in said, "doe het opnieuw" in said) == (
        True,
        True,
        False,
    )
    await bezoek.log_in("anna", "verkeerde wachtzin")
    await page.locator("#fout").wait_for()
    await bezoek.log_in("anna")
    await page.locator("text=Wat je typte, staat hier weer.").wait_for()
    assert (f"{bezoek.address}{bezoek.melding}", TEKST, 0) == (page.url, await page.input_value("#notitie-tekst"), await page.evaluate(KEPT))
    assert ["", "", []] == [await page.input_value("#sluiten-tekst"), await page.input_value("#overdragen-tekst"), await bezoek.notities()]
    await page.click("text=Bewaar de notitie")
    await page.locator("ol.verloop q", has_text=TEKST).wait_for()
    assert ([TEKST], "", 0) == (await bezoek.notities(), await page.input_value("#notitie-tekst"), await page.evaluate(KEPT))


@pytest.mark.parametrize("wie", ["anna", "bram"])
async def test_a_colleague_at_the_same_computer_gets_nothing_of_it(bezoek: Bezoek, wie: str) -> None:
    """On a page that both may see: the same person finds it back, somebody else finds what holds, and it is gone for good."""
    page = bezoek.page
    await page.goto(f"{bezoek.address}/begeleider/instellingen")
    await bezoek.send_too_late("#leesmoment", "Bewaar alle instellingen")
    await bezoek.log_in(wie)
    await page.locator("#leesmoment").wait_for()
    for _ in range(100):  # the page stands there before its script has looked
        if not await page.evaluate(KEPT):
            break
        await page.wait_for_timeout(50)
    expected = TEKST if wie == "anna" else ""
    assert (expected, 0) == (await page.input_value("#leesmoment"), await page.evaluate(KEPT))
    await page.click("text=Log uit")
    await page.locator("#wachtzin").wait_for()
    await page.goto(f"{bezoek.address}/begeleider/instellingen")
    await bezoek.log_in("anna")
    assert "" == await page.input_value("#leesmoment")


async def test_it_waits_a_quarter_of_an_hour_and_not_after_logging_out(bezoek: Bezoek) -> None:
    """The page at which it waits takes it away by itself."""
    page = bezoek.page
    await page.clock.install()
    await bezoek.send_too_late()
    assert 1 == await page.evaluate(KEPT)
    await page.clock.fast_forward("14:50")
    assert 1 == await page.evaluate(KEPT)
    await page.clock.fast_forward("00:11")
    assert (0, True) == (await page.evaluate(KEPT), await page.locator("text=Log in en doe het opnieuw.").is_visible())
    await bezoek.log_in("anna")
    await page.locator("#notitie-tekst").wait_for()
    await page.fill("#notitie-tekst", TEKST)
    await page.click("text=Log uit")
    await page.locator("#wachtzin").wait_for()
    assert (0, 0) == (await page.evaluate(KEPT), await page.locator("#te-lang-weg").count())


async def test_without_script_it_is_said_at_least(bezoek: Bezoek) -> None:
    """The words that need no script stand in the page itself."""
    context = await bezoek.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = await context.new_page()
    await page.goto(f"{bezoek.address}/begeleider/login?naar={bezoek.melding}&weg=1")
    said = await page.inner_text("#te-lang-weg")
    assert "Je bent niet meer ingelogd. Wat je het laatst typte of koos, is nog niet bewaard. Log in en doe het opnieuw." == " ".join(said.split())


async def test_a_wide_table_scrolls_in_its_own_frame(bezoek: Bezoek) -> None:
    """On a narrow telephone the page of the editor stays as wide as the screen, and one can reach the frame without a mouse."""
    await terugkoppeling.bewaar_vraag(bezoek.database, "subsidie aanvragen voor werkplekaanpassingen", utcnow())
    page = bezoek.page
    await page.set_viewport_size({"width": 360, "height": 640})
    await page.goto(f"{bezoek.address}/werkgever/beheer")
    await page.locator("text=werkplekaanpassingen >> nth=0").wait_for()
    assert 360 == await page.evaluate("document.documentElement.scrollWidth")
    assert ["0"] == list({await one.get_attribute("tabindex") for one in await page.locator(".tabel-rol").all()})


async def test_a_note_on_the_checklist_that_came_too_late_is_unfolded_again(bezoek: Bezoek) -> None:
    """Of a form with many folded notes only the one that was typed stands open; saved by any button, on a telephone as wide as its screen."""
    page = bezoek.page
    await page.set_viewport_size({"width": 360, "height": 640})
    async with bezoek.database.read() as session:
        kees = await session.scalar(select(Melding.client_id))
    pad = f"{bezoek.address}/begeleider/clienten/{kees}/checklist/voortraject"
    await page.goto(pad)
    await page.click("#voortraject-geld summary")
    await bezoek.send_too_late("#notitie-voortraject-geld", "Bewaar de notitie: Uitzoeken")
    await bezoek.log_in("anna")
    await page.locator("text=Wat je typte, staat hier weer.").wait_for()
    assert (pad, TEKST) == (page.url, await page.input_value("#notitie-voortraject-geld"))
    assert 1 == await page.locator(".punt details[open]").count()
    await page.click("#voortraject-plan button >> nth=0")
    await page.locator("#voortraject-geld .notitie", has_text=TEKST).wait_for()
    assert "Gedaan." in await page.inner_text("#voortraject-plan .stand")
    assert 360 == await page.evaluate("document.documentElement.scrollWidth")
