"""What is typed arrives once, in order, whatever the connection does; the page ends equal to the record."""

from __future__ import annotations

import random

import pytest

from tests.browser.widget.conftest import Chat

pytestmark = pytest.mark.asyncio(loop_scope="module")


def _record(chat: Chat) -> list[str]:
    return [item["id"] if item["from"] == "client" else item["turn"]["id"] for item in chat.stub.items]


def _said(chat: Chat) -> list[str]:
    return [item["text"] for item in chat.stub.items if item["from"] == "client"]


async def test_page_equals_the_record_after_random_faults(chat: Chat) -> None:
    """Twelve answers over a connection that is cut before or after storing half of the time: all there, once, in order."""
    await chat.open()
    chance = random.Random(7)
    given = [f"antwoord {number}" for number in range(12)]
    for text in given:
        chat.stub.faults = [chance.choice(["drop", "lose", "later", "ok", "ok"]) for _ in range(2)]
        await chat.answer(text)
        await chat.page.wait_for_timeout(chance.choice([0, 150]))
        # In one step: it goes away by itself when trying again succeeds.
        await chat.page.evaluate("[...document.querySelectorAll('button')].find((one) => one.textContent === 'Probeer nu')?.click()")
    await chat.settled()
    await chat.page.evaluate("dispatchEvent(new Event('focus'))")
    await chat.page.wait_for_timeout(300)
    assert given == _said(chat)
    assert sorted(_record(chat)) == sorted(await chat.shown())
    await chat.page.reload()
    await chat.page.wait_for_selector(".beurt:not(.eerder) .vraag")
    assert _record(chat) == await chat.shown()


async def test_unsent_message_survives_a_reload(chat: Chat) -> None:
    """A message given without connection is sent after the page was closed and opened again, with the same id."""
    await chat.open()
    chat.stub.down = True
    await chat.answer("ik werk graag buiten")
    await chat.page.wait_for_selector("button:text-is('Probeer nu'):visible")
    chat.stub.down = False
    await chat.page.reload()
    await chat.page.wait_for_selector(".beurt-jij[data-toestand=sent]")
    await chat.settled()
    assert ["ik werk graag buiten"] == _said(chat)
    assert 1 == len({post["id"] for post in chat.stub.posts})


async def test_state_of_a_message_is_told(chat: Chat) -> None:
    """Not sent is said in words beside the message, with a button; after that button it says sent."""
    await chat.open()
    chat.stub.faults = ["later"] * 9
    await chat.answer("drie ochtenden")
    await chat.page.wait_for_selector("text=niet verstuurd, ik probeer het opnieuw")
    await chat.page.wait_for_selector(".melding:visible >> text=Ik kan je bericht nu niet bewaren.")  # the words of the server
    chat.stub.faults = []
    await chat.page.click("button:text-is('Probeer nu'):visible")
    await chat.settled()
    assert "verstuurd" == await chat.page.text_content(".beurt-jij .toestand-tekst")


async def test_answer_that_comes_later_is_fetched(chat: Chat) -> None:
    """While the engine loads the page says the message is kept, and shows the answer when it is there; the notice goes."""
    await chat.open()
    chat.stub.faults = ["received"]
    await chat.answer("hallo")
    await chat.page.wait_for_selector("text=je bericht is bewaard")
    chat.stub.finish()
    await chat.page.wait_for_selector("text=Waarom wil jij werken?", timeout=8000)
    assert _record(chat) == await chat.shown()


async def test_refused_choice_is_said_and_the_question_stays_open(chat: Chat) -> None:
    """A choice the server refuses is not sent again; the detail is shown and the choices can be used."""
    await chat.open()
    chat.stub.faults = ["refuse"]
    await chat.page.click("button:text-is('Ja, begin maar')")
    await chat.page.wait_for_selector("text=Deze keuze hoort niet bij de laatste vraag.")
    await chat.page.click("button:text-is('Ja, begin maar')")
    await chat.settled()
    assert ["Ja, begin maar"] == _said(chat)


async def test_a_choice_sends_its_id_and_several_send_a_list(chat: Chat) -> None:
    """One choice goes as choice, picked boxes as choices in the order offered; with the turn they stood under."""
    await chat.open()
    await chat.page.click("button:text-is('Ja, begin maar')")
    await chat.page.click("label:has-text('Mensen om me heen')")
    await chat.page.click("label:has-text('Ritme in mijn dag')")
    await chat.page.click("button:text-is('Verder')")
    await chat.settled()
    sent = [{key: value for key, value in post.items() if key != "id"} for post in chat.stub.posts]
    turns = [item["turn"]["id"] for item in chat.stub.items if item["from"] == "bot" and item["turn"]["choices"]]
    assert [{"choice": "ja", "turn": turns[0]}, {"choices": ["ritme", "mensen"], "turn": turns[1]}] == sent


async def test_what_safety_asks_can_be_answered_while_an_earlier_message_waits(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is away: the buttons of the direct question stay, also below what is told late about the earlier message, and after a reload."""
    ask = {"kind": "question", "text": ["Zullen we beginnen?"], "choices": [{"id": "nee", "label": "Nee"}], "multiple": False, "progress": None}
    direct = {**ask, "kind": "safety", "text": ["Denk je aan zelfdoding?"], "choices": [{"id": "ja", "label": "Ja"}, {"id": "nee", "label": "Nee"}]}
    monkeypatch.setattr("tests.browser.widget.stub.TURNS", [[ask], [direct], [ask]])
    await chat.open()
    await chat.answer("hallo")
    await chat.settled()
    asked = chat.stub.items[-1]["turn"]["id"]
    chat.stub.pending = True
    for _ in range(2):
        await chat.page.reload()
        await chat.page.wait_for_selector(".beurt-safety")
        assert ["Ja", "Nee"] == await chat.page.locator(".keuzes .keuze").all_inner_texts()
        chat.stub.pending = False
        chat.stub.notice("Ik heb je bericht doorgegeven.")
    await chat.page.click(".keuzes .keuze:text-is('Nee')")
    await chat.settled()
    assert ("nee", asked) == (chat.stub.posts[-1]["choice"], chat.stub.posts[-1]["turn"])


async def test_an_ordinary_question_is_not_answered_while_an_earlier_message_waits(chat: Chat) -> None:
    """Its choices go away until the answer that is under way is there."""
    await chat.open()
    assert 3 == await chat.page.locator(".keuzes .keuze").count()
    chat.stub.pending = True
    await chat.page.reload()
    await chat.page.wait_for_selector(".beurt")
    assert await chat.page.is_hidden(".keuzes")


async def test_an_unsent_choice_keeps_its_turn(chat: Chat) -> None:
    """Given without connection and sent after a reload: it says under which question it stood, and so does an answer that was cut off."""
    await chat.open()
    asked = chat.stub.items[-1]["turn"]["id"]
    chat.stub.down = True
    await chat.page.click("button:text-is('Ja, begin maar')")
    await chat.page.wait_for_selector("button:text-is('Probeer nu'):visible")
    chat.stub.down, chat.stub.faults = False, ["lose"]
    await chat.page.reload()
    await chat.settled()
    assert {asked} == {post["turn"] for post in chat.stub.posts}
    assert 1 == len({post["id"] for post in chat.stub.posts})


async def test_help_row_sends_the_moves(chat: Chat) -> None:
    """Each button of the help row sends its plain sentence."""
    await chat.open()
    for label in ("Pauze", "Terug", "Uitleg", "Mijn begeleider"):
        await chat.page.click(f"button:text-is('{label}')")
        await chat.settled()
    assert ["pauze", "terug", "wat bedoel je?", "ik wil mijn begeleider spreken"] == [post["text"] for post in chat.stub.posts]


async def test_a_sentence_that_stands_ready_is_changed_and_sent(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands in the field, can be changed, is gone when the talk goes on without it, and never takes the place of own words."""
    plain = {"kind": "question", "text": ["Wat zeg je?"], "choices": [], "multiple": False, "progress": None}
    monkeypatch.setattr("tests.browser.widget.stub.TURNS", [[plain], [{**plain, "draft": "Ik ben snel moe."}]])
    await chat.open()
    await chat.answer("eerst dit")
    await chat.settled()
    assert "Ik ben snel moe." == await chat.page.input_value("#tekst")
    await chat.answer("Ik ben snel moe, en dat is goed.")
    await chat.settled()
    assert ["eerst dit", "Ik ben snel moe, en dat is goed."] == _said(chat)
    assert "" == await chat.page.input_value("#tekst")
    await chat.page.fill("#tekst", "mijn woorden")
    await chat.page.click("button:text-is('Uitleg')")
    await chat.settled()
    assert "mijn woorden" == await chat.page.input_value("#tekst")
    await chat.page.fill("#tekst", "")
    await chat.page.click("button:text-is('Terug')")
    await chat.page.click("button:text-is('Terug')")
    await chat.settled()
    assert "Ik ben snel moe." == await chat.page.input_value("#tekst")
    await chat.page.click("button:text-is('Terug')")
    await chat.settled()
    assert "" == await chat.page.input_value("#tekst")


async def test_long_conversation_is_paged(chat: Chat) -> None:
    """With small pages the missing middle is fetched after an absence, and older messages on request."""
    await chat.open()
    chat.stub.page = 4
    for number in range(6):
        chat.stub.hear({"id": f"00000000-0000-4000-8000-00000000000{number}", "text": f"elders {number}"})
        chat.stub.say()
    await chat.page.evaluate("dispatchEvent(new Event('focus'))")
    await chat.page.wait_for_timeout(400)
    assert _record(chat) == await chat.shown()
    await chat.page.reload()
    await chat.page.wait_for_selector(".vraag")
    await chat.page.wait_for_timeout(300)
    assert 4 == len(await chat.shown())
    while await chat.page.is_visible("text=Laat oudere berichten zien"):
        await chat.page.click("text=Laat oudere berichten zien")
        await chat.page.wait_for_timeout(150)
    assert _record(chat) == await chat.shown()
