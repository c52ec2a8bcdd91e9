"""What is seen and heard: one question in view, text as text, focus, keyboard, targets, announcements."""

from __future__ import annotations

import pytest

from tests.browser.widget import stub as script
from tests.browser.widget.conftest import Chat

pytestmark = pytest.mark.asyncio(loop_scope="module")

LISTEN = """() => {
  window.heard = [];
  const log = document.querySelector('[role=log]');
  new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
    const quiet = (node.nodeType === 1 ? node : node.parentElement).closest('[aria-live]');
    if (quiet === log && log.getAttribute('aria-live') === 'polite') window.heard.push(node.dataset?.id);
  }))).observe(log, {childList: true, subtree: true, characterData: true});
}"""


async def test_every_message_is_announced_once_in_order(chat: Chat) -> None:
    """Additions to the live log: each message once, in the order of the record; states and history are silent."""
    await chat.open()
    await chat.page.evaluate(LISTEN)
    for text in ("ja", "ritme", "in een tuin"):
        await chat.answer(text)
        await chat.settled()
    await chat.page.evaluate("dispatchEvent(new Event('focus'))")
    await chat.page.wait_for_timeout(300)
    record = [item["id"] if item["from"] == "client" else item["turn"]["id"] for item in chat.stub.items][2:]
    assert record == await chat.page.evaluate("window.heard")


async def test_history_is_restored_in_silence(chat: Chat) -> None:
    """On a reload only the present part is put in while the log speaks."""
    await chat.open()
    await chat.page.click("button:text-is('Ja, begin maar')")
    await chat.answer("ritme")
    await chat.settled()
    await chat.page.add_init_script("addEventListener('DOMContentLoaded', " + LISTEN + ")")
    await chat.page.reload()
    await chat.page.wait_for_timeout(700)
    assert 3 == await chat.page.evaluate("document.querySelectorAll('.beurt:not(.eerder)').length")
    assert (await chat.shown())[-3:] == await chat.page.evaluate("window.heard")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (320, 568), (320, 256)])
async def test_question_stands_at_the_top_and_fits_the_width(chat: Chat, width: int, height: int) -> None:
    """After each answer the own words stand at the top, or where the choices need that room the question; nothing runs off at the side."""
    await chat.page.set_viewport_size({"width": width, "height": height})
    await chat.open()
    for _ in script.TURNS:
        await chat.answer("ja")
        await chat.settled()
        tops = await chat.page.evaluate(
            "[...document.querySelectorAll('.beurt:not(.eerder)')].slice(0, 2).map(one => one.getBoundingClientRect().top)"
        )
        assert any(0 <= top <= 40 for top in tops)
        assert width >= await chat.page.evaluate("document.documentElement.scrollWidth")


OPEN = {"kind": "question", "text": ["Wat merk je?"], "choices": [], "multiple": False, "progress": {"step": 2, "of": 9}}
SIX = [{"id": f"k{number}", "label": f"Keuze {number}"} for number in range(6)]
SEVERAL = OPEN | {"text": ["Denk aan een goede dag op je werk.", "Wat heb je dan nodig?"], "choices": SIX, "multiple": True}
LONG = OPEN | {"kind": "knowledge", "text": [*["Een lang antwoord met veel woorden. " * 8] * 3, "Is dit duidelijk?"], "choices": SIX[:3]}
SEEN = """() => {
  const edge = document.querySelector('.hulprij').getBoundingClientRect().top;
  const held = document.activeElement.getBoundingClientRect();
  const choices = [...document.querySelectorAll('.keuze')].map(one => one.getBoundingClientRect());
  return {
    choices: choices.filter(box => box.bottom <= edge && box.top >= 0).length,
    below: [...document.querySelectorAll('.keuzes .keuze, .keuzes .knop')].some(one => one.getBoundingClientRect().bottom > edge + 16),
    told: document.querySelector('.hulprij-meer').checkVisibility(),
    field: document.activeElement.id === 'tekst',
    covered: document.activeElement.id === 'tekst' && (held.bottom > edge || held.top < 0),
  };
}"""


async def test_on_a_small_phone_choices_and_what_has_the_focus_can_be_seen(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """360 by 740: six choices fit above the help row, it says when more is below it, and it never lies over the field that has the focus."""
    monkeypatch.setattr(script, "TURNS", [[OPEN], [SEVERAL], [OPEN], [LONG]])
    await chat.page.set_viewport_size({"width": 360, "height": 740})
    await chat.open()
    seen = []
    for _ in range(3):
        await chat.answer("een antwoord")
        await chat.settled()
        seen.append(await chat.page.evaluate(SEEN))
    assert [6, 0, 0] == [one["choices"] for one in seen]
    assert [False, True, False] == [one["field"] for one in seen]
    for one in seen:
        assert (one["below"], False) == (one["told"], one["covered"])
    assert seen[2]["told"]
    await chat.page.keyboard.type("en nog iets")
    assert "en nog iets" == await chat.page.input_value("#tekst")
    assert not (await chat.page.evaluate(SEEN))["covered"]
    await chat.page.mouse.wheel(0, 3000)
    await chat.page.wait_for_timeout(300)
    assert not (await chat.page.evaluate(SEEN))["told"]


async def test_text_is_never_markup(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markup in a turn, a choice or an own answer is shown as it stands."""
    bad = "<img src=x onerror=alert(1)><b>vet</b>"
    turn = {"kind": "question", "text": [bad], "choices": [{"id": "a", "label": bad}], "multiple": False, "progress": None}
    monkeypatch.setattr(script, "TURNS", [[turn]])
    await chat.open()
    await chat.page.click(".keuze")
    await chat.settled()
    assert 0 == await chat.page.locator("werkmaat-gesprek img:not(.qr), werkmaat-gesprek b").count()
    assert bad in await chat.page.inner_text(".beurt-jij")


async def test_numbers_to_call_are_links_and_other_numbers_are_not(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """112, 113 and 0800-0113 in a safety turn can be called; an amount elsewhere is plain text."""
    turns = [
        {"kind": "safety", "text": ["Bel 112. Praten kan via 113 of 0800-0113."], "choices": [], "multiple": False, "progress": None},
        {"kind": "info", "choices": [], "multiple": False, "progress": None, "text": ["Je zei: 113 euro, 112 dagen. Bel 113 of 030-1234567."]},
    ]
    monkeypatch.setattr(script, "TURNS", [turns])
    await chat.open()
    links = await chat.page.eval_on_selector_all("[role=log] a", "found => found.map(one => one.getAttribute('href'))")
    assert ["tel:112", "tel:113", "tel:08000113", "tel:113", "tel:0301234567"] == links


async def test_keyboard_alone_does_all(chat: Chat) -> None:
    """Choice, boxes and text by Tab, Space and Enter only; focus never falls off the answer."""
    await chat.open()
    await chat.page.focus("#antwoord")
    await chat.page.keyboard.press("Tab")
    await chat.page.keyboard.press("Enter")
    await chat.page.wait_for_selector("input[value=inkomen]")
    assert "antwoord" == await chat.page.evaluate("document.activeElement.id")
    await chat.page.keyboard.press("Tab")
    await chat.page.keyboard.press("Space")
    await chat.page.keyboard.press("Enter")
    await chat.page.wait_for_selector("text=Welk werk zou je graag doen?")
    assert "tekst" == await chat.page.evaluate("document.activeElement.id")
    await chat.page.keyboard.type("buiten")
    await chat.page.keyboard.press("Shift+Enter")
    await chat.page.keyboard.type("in het groen")
    await chat.page.keyboard.press("Enter")
    await chat.settled()
    assert "buiten\nin het groen" == chat.stub.posts[-1]["text"]


async def test_targets_are_large(chat: Chat) -> None:
    """Every button, link, box and field that can be seen is at least 44 by 44 px."""
    await chat.open()
    for _ in script.TURNS:
        await chat.answer("ja")
        await chat.settled()
    await chat.page.click("summary")
    small = await chat.page.evaluate(
        "[...document.querySelectorAll('a, button, summary, textarea, .vink, .keuze')].filter(one => one.offsetParent && !one.matches('.sprong'))"
        ".map(one => [one.textContent, one.getBoundingClientRect()]).filter(([, box]) => box.width < 44 || box.height < 44).map(([text]) => text)"
    )
    assert [] == small


async def test_settings_stay(chat: Chat) -> None:
    """Letter size, colours and progress chosen once hold after a reload, before the script of the page runs."""
    await chat.open()
    await chat.page.click("summary")
    for label in ("Groter", "Veel contrast", "Laat zien bij welk onderwerp ik ben"):
        await chat.page.click(f"label:has-text('{label}')")
    await chat.page.route("**/gesprek.js", lambda route: route.abort())
    await chat.page.reload()
    assert {"tekst": "groter", "contrast": "hoog", "voortgang": "uit"} == await chat.page.evaluate("({...document.documentElement.dataset})")
