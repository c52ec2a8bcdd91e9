"""The chat inside another website, in a real Chromium: two origins on two ports, one of them allowed."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import aiohttp_jinja2
import jinja2
import pytest
from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright

from bot.models.database import Database
from bot.settings import PROJECT, Settings
from bot.web import security, werkgever
from bot.web.keys import DATABASE, SETTINGS

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FRAME = "origin => { const one = document.createElement('iframe'); one.src = origin + '/werkgever'; document.body.append(one); }"
HOST_PAGE = """<!doctype html><html lang="nl"><head><title>Bedrijf</title></head><body><h1>Ons bedrijf</h1><a id="voor" href="#">voor</a>
<script src="{origin}/embed.js" data-werkmaat="werkgever" data-hoogte="500" defer></script><p><a id="na" href="#">na</a></p></body></html>"""


async def serve(app: web.Application) -> tuple[web.AppRunner, str]:
    """Run an application on a port of its own."""
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


def werkmaat(database: Database, allowed: str) -> web.Application:
    """The front of werkgevers, with one website allowed."""
    app = web.Application(middlewares=[security.errors, security.cross_site])
    app[DATABASE], app[SETTINGS] = database, replace(Settings(), embed_origins=(allowed,))
    templates = PROJECT / "bot" / "web" / "templates"
    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(templates), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    app.on_response_prepare.append(security.add_headers)
    app.cleanup_ctx.extend(werkgever.cleanup)
    app.add_routes(werkgever.routes)
    app.router.add_static("/static/", PROJECT / "bot" / "web" / "static")
    return app


def company(origins: list[str]) -> web.Application:
    """A website with a strict policy of its own: no inline styles, no inline scripts. The address of Werkmaat comes later, in `origins`."""

    async def show(request: web.Request) -> web.Response:
        origin = origins[0]
        policy = f"default-src 'none'; script-src {origin}; frame-src {origin}; style-src 'self'"
        return web.Response(text=HOST_PAGE.format(origin=origin), content_type="text/html", headers={"Content-Security-Policy": policy})

    app = web.Application()
    app.router.add_get("/", show)
    return app


@dataclass(frozen=True)
class Web:
    """Werkmaat, a website that may show the chat and one that may not, and a browser."""

    werkmaat: str
    allowed: str
    stranger: str
    browser: Browser


@pytest.fixture
async def sites(sqlite_database: Database) -> AsyncIterator[Web]:
    """Three servers, three origins."""
    origins: list[str] = []
    first, allowed = await serve(company(origins))
    second, stranger = await serve(company(origins))
    own, origin = await serve(werkmaat(sqlite_database, allowed))
    origins.append(origin)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield Web(origin, allowed, stranger, browser)
        await browser.close()
    for runner in (own, first, second):
        await runner.cleanup()


async def opened(sites: Web, address: str) -> tuple[Page, list[str]]:
    """A page and what its console complains about."""
    page = await sites.browser.new_page(viewport={"width": 800, "height": 700})
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    await page.goto(address)
    return page, complaints


async def refusal_heard(complaints: list[str]) -> bool:
    """Waits until the browser has said that a frame is not allowed; False when it stays silent."""
    for _ in range(200):
        if any("frame-ancestors" in line for line in complaints):
            return True
        await asyncio.sleep(0.1)
    return False


async def test_the_chat_works_inside_an_allowed_website(sites: Web) -> None:
    """One tag places a titled frame that answers by keyboard alone, under both policies; no cookie, nothing stored, and the page stays put."""
    page, complaints = await opened(sites, sites.allowed)
    frame = page.frame_locator("iframe")
    await frame.locator(".keuze").first.wait_for(timeout=60_000)
    assert "Chat over hersenletsel en werk" == await page.locator("iframe").get_attribute("title")
    box = await page.locator(".werkmaat-chat").bounding_box()
    assert box is not None
    assert 500 == round(box["height"])
    assert "vertical" == await page.locator(".werkmaat-chat").evaluate("box => getComputedStyle(box).resize")

    await page.focus("#voor")
    for _ in range(30):
        await page.keyboard.press("Tab")
        inside = next(one for one in page.frames if "ingebed" in one.url)
        if await inside.evaluate("document.activeElement?.id") == "tekst":
            break
    await page.keyboard.type("wat is loonwaarde?")
    await page.keyboard.press("Enter")
    await frame.locator("[data-toestand=sent]").wait_for()
    assert 0 < await frame.locator("[data-toestand=sent] ~ .beurt").count()
    assert 0 == await page.evaluate("scrollY")

    links = await frame.locator("werkgever-gesprek a:not([href^='tel:'])").evaluate_all("all => all.map(one => one.target)")
    assert set(links) <= {"_blank"}
    assert [] == await page.context.cookies()
    assert 0 == await inside.evaluate("localStorage.length + sessionStorage.length")
    assert [] == complaints
    await page.close()


async def test_focus_leaves_the_frame_again(sites: Web) -> None:
    """Tab goes through the chat and out at its end: no keyboard trap."""
    page, _ = await opened(sites, sites.allowed)
    await page.frame_locator("iframe").locator(".keuze").first.wait_for(timeout=60_000)
    await page.focus("#voor")
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.id") == "na":
            break
    assert "na" == await page.evaluate("document.activeElement.id")
    await page.close()


async def test_a_website_that_is_not_listed_is_refused(sites: Web) -> None:
    """The browser shows no chat there, and the link to the pages remains."""
    page, complaints = await opened(sites, sites.stranger)
    assert await refusal_heard(complaints)
    assert not [one for one in page.frames if one.parent_frame and one.url.startswith(sites.werkmaat)]
    assert f"{sites.werkmaat}/werkgever" == await page.locator("p > a[target=_blank]").get_attribute("href")
    await page.close()


async def test_no_other_page_can_be_framed(sites: Web) -> None:
    """Also on an allowed website the pages themselves, and the page of the editor, refuse a frame."""
    page, complaints = await opened(sites, sites.allowed)
    await page.evaluate(FRAME, sites.werkmaat)
    assert await refusal_heard(complaints)
    await page.close()
