"""The chat page against a scripted server (stub.py), in a real Chromium. Each test has a fresh server and a fresh profile."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.widget.stub import Stub, app

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

BUSY = """Boolean(document.querySelector('[data-toestand=sending], [data-toestand=waiting]')
  || Object.keys(localStorage).some(key => key.startsWith('werkmaat.rij.')))"""


@dataclass(frozen=True)
class Chat:
    """One visit: the server, the page and what the page asked of the browser console."""

    stub: Stub
    page: Page
    url: str
    complaints: list[str]

    async def open(self, path: str = "/gesprek") -> None:
        await self.page.goto(self.url + path)
        await self.page.wait_for_selector(".beurt")

    async def answer(self, text: str) -> None:
        await self.page.fill("#tekst", text)
        await self.page.press("#tekst", "Enter")

    async def shown(self) -> list[str]:
        """The ids of all that stands in the log, in order."""
        ids: list[str] = await self.page.eval_on_selector_all("[role=log] > .beurt", "found => found.map(one => one.dataset.id)")
        return ids

    async def settled(self) -> None:
        """Waits until nothing is under way any more. Asked from here: wait_for_function would eval, which the policy forbids."""
        async with asyncio.timeout(40):
            while await self.page.evaluate(BUSY):  # noqa: ASYNC110 - the event is in another process
                await asyncio.sleep(0.05)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium per file: starting it costs more than most tests."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="module")
async def chat(browser: Browser) -> AsyncIterator[Chat]:
    """A page on /gesprek that is not opened yet, with a server and a browser profile of its own."""
    stub = Stub()
    runner = web.AppRunner(app(stub))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    context = await browser.new_context(viewport={"width": 1280, "height": 720})
    page = await context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None)
    yield Chat(stub, page, f"http://127.0.0.1:{runner.addresses[0][1]}", complaints)
    await context.close()
    await runner.cleanup()
    assert [] == complaints
