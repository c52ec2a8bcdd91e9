"""A client has the whole werkwensen conversation by keyboard, approves it line by line, and the begeleider reads exactly what was shared."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from tests.browser.product.conftest import Product

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(900)]

MOST_TURNS = 90
PATIENCE_S = 40
# Own words where the dialogue asks for them; everything else is answered with the first choice.
TYPED = {
    "Welk werk wil je": "iets met planten in een kas",
    "Wie behandelt": "de ergotherapeut, op maandag",
}


class Client:
    """Somebody at the chat page who only uses the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def question(self) -> str:
        """The text of the last turn on the screen."""
        texts = await self.page.eval_on_selector_all("[role=log] > .beurt:not(.beurt-jij)", "all => all.map(one => one.innerText)")
        return str(texts[-1]) if texts else ""

    async def choices(self) -> list[str]:
        labels: list[str] = await self.page.eval_on_selector_all(".keuzes button, .keuzes label", "all => all.map(one => one.innerText.trim())")
        return [label for label in labels if label]

    async def said(self) -> int:
        return await self.page.locator("[role=log] > .beurt-jij").count()

    async def tab_to(self, label: str) -> None:
        """Press Tab until the control with this text has the focus."""
        found = """label => { const at = document.activeElement; const text = (at.closest('label') ?? at).innerText ?? '';
            return text.trim() === label || (at.labels && [...at.labels].some(one => one.innerText.trim() === label)); }"""
        for _ in range(60):
            if await self.page.evaluate(found, label):
                return
            await self.page.keyboard.press("Tab")
        pytest.fail(f"{label} cannot be reached with Tab")

    async def choose(self, label: str) -> None:
        """Pick a choice with the keyboard; where several may be picked, confirm with "Verder"."""
        await self._answered(self._pick(label))

    async def _pick(self, label: str) -> None:
        await self.tab_to(label)
        several = await self.page.evaluate("document.activeElement.type === 'checkbox'")
        await self.page.keyboard.press("Space" if several else "Enter")
        if several:
            await self.tab_to("Verder")
            await self.page.keyboard.press("Enter")

    async def type(self, text: str) -> None:
        await self._answered(self._type(text))

    async def _type(self, text: str) -> None:
        await self.page.locator("#tekst").focus()
        await self.page.keyboard.type(text)
        await self.page.keyboard.press("Enter")

    async def _answered(self, doing: object) -> None:
        before = await self.page.locator("[role=log] > .beurt:not(.beurt-jij)").count()
        await doing  # type: ignore[misc]
        async with asyncio.timeout(PATIENCE_S):
            while await self.page.locator("[role=log] > .beurt:not(.beurt-jij)").count() == before:  # noqa: ASYNC110 - another process answers
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.25)


async def _picture(page: Page, name: str) -> None:
    """Keep a screenshot when somebody wants to look: WERKMAAT_SCREENSHOTS=folder."""
    if folder := os.environ.get("WERKMAAT_SCREENSHOTS"):
        await page.screenshot(path=Path(folder) / f"{name}.png")


async def test_the_whole_dialogue_by_keyboard_and_what_the_begeleider_reads(browser: Browser, product: Product) -> None:
    """From the link to the summary without a mouse; a reload half-way changes nothing; only shared lines reach the begeleider."""
    context = await browser.new_context(viewport={"width": 390, "height": 780})
    page = await context.new_page()
    await page.goto(product.client_link)
    client = Client(page)
    async with asyncio.timeout(PATIENCE_S):
        while "doen?" not in await client.question():  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    await _picture(page, "begin")
    await client.choose("Vertellen over werk")

    shared: list[str] = []
    kept: list[str] = []
    for turn in range(MOST_TURNS):
        question, choices = await client.question(), await client.choices()
        await _picture(page, f"beurt-{turn:02}")
        if "je bent klaar" in (await page.inner_text("[role=log]")).lower():
            break
        if turn == 20:
            before = question
            await page.reload()
            await page.wait_for_selector(".beurt")
            await asyncio.sleep(1)
            assert before == await client.question()
        if "deze regel" in question or "Ja, delen" in choices:
            line = next(block for block in question.split("\n") if ". " in block)
            (shared if len(shared) <= len(kept) else kept).append(line)
            await client.choose("Ja, delen" if line in shared else "Nee, niet delen")
        elif own := next((text for key, text in TYPED.items() if key in question), None):
            await client.type(own)
        elif choices:
            await client.choose(choices[0])
        else:
            await client.type("dat gaat wel goed")
    else:
        pytest.fail(f"not finished after {MOST_TURNS} turns: {await client.question()}")
    await _picture(page, "einde")
    assert len(shared) >= 3
    assert len(kept) >= 3

    coach = await (await browser.new_context(viewport={"width": 1280, "height": 900})).new_page()
    await coach.goto(f"{product.address}/begeleider/login")
    await coach.fill("[name=email]", product.email)
    await coach.fill("[name=wachtzin]", product.wachtzin)
    await coach.keyboard.press("Enter")
    await coach.wait_for_url(lambda url: not url.endswith("/login"))
    await _picture(coach, "begeleider")
    await coach.get_by_role("link", name="Robin (demo)").first.click()  # whose link the demo prints
    await coach.wait_for_load_state()
    await _picture(coach, "dossier")
    dossier = " ".join((await coach.inner_text("main")).split())
    for line in shared:
        assert line.split(". ", 1)[1].split(".")[0] in dossier, line
    for line in kept:
        assert line.split(". ", 1)[1] not in dossier, line
