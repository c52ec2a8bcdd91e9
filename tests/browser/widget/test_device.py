"""Entering, drafts, a lost session, another person on the same device, leaving."""

from __future__ import annotations

import pytest

from tests.browser.widget.conftest import Chat

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_token_leaves_the_address(chat: Chat) -> None:
    """After entering by a link the token stands in the address no more."""
    await chat.open("/gesprek#goedABCDEFGHIJKLMNOPQR")
    assert f"{chat.url}/gesprek" == chat.page.url


async def test_who_enters_by_a_link_has_the_own_pages_at_once(chat: Chat) -> None:
    """The way to the overview appears without a reload, and the logo stays within the client's pages; without a link neither."""
    await chat.open()
    assert not await chat.page.is_visible("text=Mijn overzicht")
    await chat.page.goto("about:blank")
    await chat.open("/gesprek#goedABCDEFGHIJKLMNOPQR")
    assert await chat.page.is_visible("text=Mijn overzicht")
    assert f"{chat.url}/mijn" == await chat.page.eval_on_selector("a.merk", "link => link.href")


async def test_draft_survives_a_reload(chat: Chat) -> None:
    """Half an answer is still in the field after a reload."""
    await chat.open()
    await chat.page.fill("#tekst", "ik denk nog na")
    await chat.page.reload()
    await chat.page.wait_for_selector(".beurt")
    assert "ik denk nog na" == await chat.page.input_value("#tekst")


async def test_nothing_of_one_person_reaches_another(chat: Chat) -> None:
    """What the first left unsent on a shared device is neither shown nor sent in the conversation of the second."""
    await chat.open()
    await chat.page.fill("#tekst", "van de eerste")
    chat.stub.down = True
    await chat.page.press("#tekst", "Enter")
    await chat.page.fill("#tekst", "ook van de eerste")
    await chat.page.wait_for_selector("button:text-is('Probeer nu'):visible")
    chat.stub.__init__()  # type: ignore[misc]  # another client: an empty conversation of another name
    chat.stub.conversation = "gesprek-2"
    await chat.page.goto("about:blank")
    await chat.open("/gesprek#goedABCDEFGHIJKLMNOPQR")
    await chat.page.wait_for_timeout(1500)
    assert "" == await chat.page.input_value("#tekst")
    assert [] == chat.stub.posts
    assert "eerste" not in await chat.page.inner_text("body")


async def test_lost_session_explains_and_keeps(chat: Chat) -> None:
    """Without a session the page says how to get a link, and sends what was typed once there is one."""
    await chat.open()
    chat.stub.faults = ["lost"]
    await chat.answer("dit wil ik zeggen")
    await chat.page.wait_for_selector("text=Vraag je begeleider om een nieuwe link.")
    assert "dit wil ik zeggen" == await chat.page.text_content("blockquote")
    said = await chat.page.inner_text("body")
    # Somebody whose data were erased reads this too.
    assert (True, False) == ("Zijn je gegevens wel gewist? Dan begin je met de link opnieuw." in said, "niets kwijt" in said)
    await chat.page.goto("about:blank")
    await chat.open("/gesprek#goedABCDEFGHIJKLMNOPQR")
    await chat.page.wait_for_selector(".beurt-jij[data-toestand=sent]")
    assert ["dit wil ik zeggen"] == [item["text"] for item in chat.stub.items if item["from"] == "client"]


async def test_leaving_wipes_the_device(chat: Chat) -> None:
    """After leaving, nothing of the conversation is on the page or in the browser's storage."""
    await chat.open()
    await chat.page.fill("#tekst", "nog iets")
    await chat.page.click("summary")
    await chat.page.click("text=Dit apparaat afsluiten")
    await chat.page.click("text=Ja, sluit af")
    await chat.page.wait_for_selector("text=Dit apparaat is afgesloten")
    assert "{}" == await chat.page.evaluate("JSON.stringify(localStorage)")
    assert [] == await chat.shown()


async def test_link_for_another_device_is_drawn(chat: Chat) -> None:
    """The QR drawing is shown as an image the content policy allows, beside the link itself."""
    await chat.open()
    await chat.page.click("summary")
    await chat.page.click("text=Verder op een ander apparaat")
    await chat.page.wait_for_selector(".qr")
    drawn = "document.querySelector('.qr').decode().then(() => true, () => false)"
    assert await chat.page.evaluate(drawn)
    assert "http://127.0.0.1/gesprek#goedNieuw0123456789abcdef" == await chat.page.text_content(".link-tekst")
