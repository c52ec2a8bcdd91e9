"""A begeleider writes while the chat is open: heard once, named, nothing moves, and the answer goes to that person."""

from __future__ import annotations

import pytest

from tests.browser.widget.conftest import Chat
from tests.browser.widget.test_reading import LISTEN

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOOK = "dispatchEvent(new Event('focus'))"


async def test_a_message_that_arrives_is_announced_once_and_moves_nothing(chat: Chat) -> None:
    """The choices of the open question stay in their place, with what was being typed, and the question is said again above them."""
    await chat.open()
    await chat.page.evaluate(LISTEN)
    await chat.page.fill("#tekst", "ik ben nog aan het")
    top = "document.querySelector('.keuzes').getBoundingClientRect().top"
    before = await chat.page.evaluate(top)
    number = chat.stub.person("Hoi Sam.\n\nKan het dinsdag?\nOm tien uur.")
    for _ in range(2):
        await chat.page.evaluate(LOOK)
        await chat.page.wait_for_timeout(300)
    assert [number] == await chat.page.evaluate("window.heard")
    assert "Van Anna de Vries" == await chat.page.text_content(".beurt-begeleider h2")
    assert "Werkmaat" not in await chat.page.inner_text(".beurt-begeleider")
    assert 0 == await chat.page.locator(".beurt-begeleider .vraag").count()
    assert "Zullen we beginnen?" == await chat.page.inner_text(".nog-open .vraag")
    assert 3 == await chat.page.locator(".keuzes .keuze").count()
    assert "ik ben nog aan het" == await chat.page.input_value("#tekst")
    assert before == pytest.approx(await chat.page.evaluate(top), abs=1)


async def test_a_notice_that_arrives_leaves_the_open_question_open(chat: Chat) -> None:
    """The choices stay in their place and the question is said again, now and after a reload; a choice still answers that question."""
    await chat.open()
    await chat.page.evaluate(LISTEN)
    top = "document.querySelector('.keuzes').getBoundingClientRect().top"
    before = await chat.page.evaluate(top)
    number = chat.stub.notice("Anna heeft gezien dat het niet goed met je gaat.")
    await chat.page.evaluate(LOOK)
    await chat.page.wait_for_selector(".beurt-notice")
    assert [number] == await chat.page.evaluate("window.heard")
    assert before == pytest.approx(await chat.page.evaluate(top), abs=1)
    for _ in range(2):
        assert "Zullen we beginnen?" == await chat.page.inner_text(".nog-open .vraag")
        assert 0 == await chat.page.locator(".beurt-notice .vraag").count()
        assert 3 == await chat.page.locator(".keuzes .keuze").count()
        await chat.open()
        await chat.page.wait_for_selector(".beurt-notice")
    await chat.page.click(".keuzes .keuze >> nth=0")
    await chat.settled()
    assert 1 == len(chat.stub.posts)
    assert await chat.page.is_hidden(".nog-open")


async def test_that_it_was_shown_is_told_once_and_not_before(chat: Chat) -> None:
    """Outside the window it is not seen: a button says that it is there."""
    await chat.open()
    await chat.page.set_viewport_size({"width": 320, "height": 400})
    await chat.page.focus("#tekst")
    await chat.page.evaluate("document.querySelector('.typen').scrollIntoView({block: 'start'})")
    number = chat.stub.person("Kan het dinsdag?")
    await chat.page.evaluate(LOOK)
    await chat.page.wait_for_selector(".naar-bericht:visible")
    assert [] == chat.stub.looked
    await chat.page.click(".naar-bericht")
    await chat.page.wait_for_selector(".naar-bericht", state="hidden")
    assert "Antwoord aan Anna de Vries" == await chat.page.evaluate("document.activeElement.textContent")
    for _ in range(2):
        await chat.page.evaluate(LOOK)
        await chat.page.wait_for_timeout(300)
    assert [number] == chat.stub.looked


async def test_an_answer_goes_to_the_person_and_not_to_the_question(chat: Chat) -> None:
    """By keyboard, in a field of its own; "Toch niet" loses nothing; afterwards the question is there again."""
    await chat.open()
    chat.stub.person("Kan het dinsdag?")
    await chat.page.evaluate(LOOK)
    await chat.page.click("button:text-is('Antwoord aan Anna de Vries')")
    assert await chat.page.is_hidden("#tekst")
    await chat.page.keyboard.type("Dinsdag is")
    await chat.page.click("button:text-is('Toch niet')")
    assert await chat.page.is_visible("#tekst")
    await chat.page.click("button:text-is('Antwoord aan Anna de Vries')")
    await chat.page.keyboard.press("End")
    await chat.page.keyboard.type(" goed.")
    await chat.page.click(".antwoord-mens button:text-is('Verstuur')")
    await chat.settled()
    assert [("Dinsdag is goed.", "begeleider")] == [(post["text"], post["to"]) for post in chat.stub.posts]
    assert "Jij, aan je begeleider: Dinsdag is goed." == await chat.page.inner_text(".gezegd")
    assert await chat.page.is_visible("#tekst")
    assert "" == await chat.page.input_value("#tekst-mens")


async def test_a_refused_answer_comes_back_in_its_own_field(chat: Chat) -> None:
    """Never into the field of the question, where it would answer Werkmaat."""
    await chat.open()
    chat.stub.person("Kan het dinsdag?")
    await chat.page.evaluate(LOOK)
    chat.stub.faults = ["refuse"]
    await chat.page.click("button:text-is('Antwoord aan Anna de Vries')")
    await chat.page.keyboard.type("Ja")
    await chat.page.click(".antwoord-mens button:text-is('Verstuur')")
    await chat.page.click("button:text-is('Pas aan')")
    assert ("Ja", "") == (await chat.page.input_value("#tekst-mens"), await chat.page.input_value("#tekst"))
