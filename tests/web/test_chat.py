"""The client's side of the front: coming in, talking, and what happens while the engine is away."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.models.database import Database
from bot.models.tables import Melding
from tests.engine.model import Engine
from tests.web.front import Site, problem, running, send

ROOD = "ik wil niet meer leven, vanavond maak ik er een eind aan"


@pytest.fixture
async def site(engine: Engine, sqlite_database: Database) -> AsyncIterator[Site]:
    """A running front on a SQLite file."""
    async for opened in running(engine, sqlite_database):
        yield opened


# --- entering


async def test_a_link_lets_one_device_in_and_the_conversation_begins(site: Site) -> None:
    """The introduction stands there already; the cookie is for scripts unreadable."""
    browser = await site.browser()
    response = await browser.post("/api/entry", json={"token": await site.token("Kees Proef"), "device": "telefoon"})
    assert {"role": "client", "name": "Kees"} == await response.json()
    cookie = response.cookies["werkmaat_client"]
    assert (True, "Lax", "/") == (cookie["httponly"], cookie["samesite"], cookie["path"])
    items = (await (await browser.get("/api/conversation")).json())["items"]
    assert ["bot"] * len(items) == [item["from"] for item in items]
    assert "computerprogramma" in items[0]["turn"]["text"][0]


async def test_a_link_works_once(site: Site) -> None:
    """A second device is refused; the same device may retry a lost reply."""
    token = await site.token("Kees Proef")
    first, second = await site.browser(), await site.browser()
    for _ in range(2):
        assert 200 == (await first.post("/api/entry", json={"token": token, "device": "een"})).status
    await problem(await second.post("/api/entry", json={"token": token, "device": "twee"}), 403)
    await problem(await second.post("/api/entry", json={"token": token}), 403)
    await problem(await second.get("/api/conversation"), 401)


@pytest.mark.parametrize("body", [{}, {"token": None}, {"token": 5}, {"token": ["x"]}, {"token": "x", "device": 5}])
async def test_an_entry_without_a_token_is_refused(site: Site, body: dict[str, Any]) -> None:
    """As unreadable, not as unknown."""
    await problem(await (await site.browser()).post("/api/entry", json=body), 400)


@pytest.mark.parametrize("token", ["", "onbekend", "x" * 10_000, "\0", "é", "' OR 1=1 --"])
async def test_an_unknown_token_is_refused(site: Site, token: str) -> None:
    """Whatever is in it."""
    await problem(await (await site.browser()).post("/api/entry", json={"token": token}), 403)


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/conversation"), ("POST", "/api/messages"), ("POST", "/api/device-link")])
async def test_without_a_session_nothing_is_given(site: Site, method: str, path: str) -> None:
    """Also with a made-up cookie."""
    browser = await site.browser()
    for cookies in ({}, {"werkmaat_client": "zomaar"}, {"werkmaat_client": "%00"}):
        await problem(await browser.request(method, path, json={"id": str(uuid.uuid4()), "text": "hoi"}, cookies=cookies), 401)


async def test_after_leaving_the_device_is_out_and_the_conversation_stays(site: Site) -> None:
    """Only this device."""
    browser = await site.client()
    before = await site.berichten()
    assert 200 == (await browser.post("/api/leave", json={})).status
    await problem(await browser.get("/api/conversation"), 401)
    assert before == await site.berichten()


async def test_a_link_for_another_device_lets_that_device_into_the_same_conversation(site: Site) -> None:
    """Made on the first device, single use."""
    browser = await site.client()
    link = (await (await browser.post("/api/device-link", json={})).json())["link"]
    other = await site.browser()
    assert 200 == (await other.post("/api/entry", json={"token": link.partition("#")[2]})).status
    assert (await (await browser.get("/api/conversation")).json())["items"] == (await (await other.get("/api/conversation")).json())["items"]


# --- talking


async def test_a_message_is_answered_with_turns_and_an_id(site: Site) -> None:
    """The shape of the interface: id, status, turns with text, choices and progress."""
    browser = await site.client()
    bericht_id = str(uuid.uuid4())
    body = await (await browser.post("/api/messages", json={"id": bericht_id, "choice": "start_werkwensen"})).json()
    assert (bericht_id, "answered") == (body["id"], body["status"])
    assert {"id", "kind", "text", "choices", "multiple", "progress"} == set(body["turns"][-1])
    assert ("question", True, 1) == (body["turns"][-1]["kind"], body["turns"][-1]["multiple"], body["turns"][-1]["progress"]["step"])
    assert "answered" == (await send(browser, choices=["inkomen", "mensen"]))["status"]


async def test_the_same_message_again_gives_the_same_replies(site: Site) -> None:
    """Five times at once and once later; another body under the same id is a 409."""
    browser = await site.client()
    message = {"id": str(uuid.uuid4()), "choice": "start_werkwensen"}
    responses = await asyncio.gather(*(browser.post("/api/messages", json=message) for _ in range(5)))
    bodies = [await response.json() for response in (*responses, await browser.post("/api/messages", json=message))]
    assert [bodies[-1]] * 6 == bodies
    before = await site.berichten()
    await problem(await browser.post("/api/messages", json={**message, "choice": "begeleider"}), 409)
    await problem(await browser.post("/api/messages", json={"id": message["id"], "text": "iets anders"}), 409)
    assert before == await site.berichten()


async def test_upper_case_of_an_id_is_the_same_id(site: Site) -> None:
    """Clients write a UUID as they like."""
    browser = await site.client()
    bericht_id = str(uuid.uuid4())
    for form in (bericht_id, bericht_id.upper(), f"{{{bericht_id}}}"):
        assert 200 == (await browser.post("/api/messages", json={"id": form, "text": "hallo"})).status
    items = (await (await browser.get("/api/conversation")).json())["items"]
    assert [bericht_id] == [item["id"] for item in items if item["from"] == "client"]


BAD = {
    "empty": ({"text": ""}, 400),
    "only spaces": ({"text": " \n\t "}, 400),
    "only NUL": ({"text": "\0\0"}, 400),
    "too long": ({"text": "a" * 100_001}, 413),
    "half an emoji": ({"text": "\ud83d"}, 400),
    "a number": ({"text": 5}, 400),
    "a list": ({"text": ["hoi"]}, 400),
    "nothing": ({}, 400),
    "text and choice": ({"text": "hoi", "choice": "start_werkwensen"}, 400),
    "choice and choices": ({"choice": "begeleider", "choices": ["begeleider"]}, 400),
    "unknown choice": ({"choice": "bestaat_niet"}, 400),
    "choice as number": ({"choice": 1}, 400),
    "a turn that is no id": ({"choice": "start_werkwensen", "turn": "t1"}, 400),
    "a turn as list": ({"choice": "start_werkwensen", "turn": []}, 400),
    "choice with NUL": ({"choice": "start\0werkwensen"}, 400),
    "choice with a command": ({"choice": "/restart"}, 400),
    "no choices": ({"choices": []}, 400),
    "two where one may be": ({"choices": ["start_werkwensen", "begeleider"]}, 400),
    "choices as text": ({"choices": "start_werkwensen"}, 400),
    "a hundred choices": ({"choices": [f"keuze_{number}" for number in range(100)]}, 400),
    "nested choices": ({"choices": [["start_werkwensen"]]}, 400),
    "half an emoji as choice": ({"choice": "\ud83d"}, 400),
}


@pytest.mark.parametrize("case", BAD)
async def test_a_message_that_cannot_be_used_is_refused_clearly(site: Site, case: str) -> None:
    """A status, a Dutch sentence, nothing stored; and the conversation goes on."""
    body, status = BAD[case]
    browser = await site.client()
    before = await site.berichten()
    await problem(await browser.post("/api/messages", json={"id": str(uuid.uuid4()), **body}), status)
    assert before == await site.berichten()
    assert "answered" == (await send(browser, choice="start_werkwensen"))["status"]


@pytest.mark.parametrize("bericht_id", [None, 5, "", "geen-uuid", ["x"], {"x": 1}, "1" * 500])
async def test_a_message_needs_an_id(site: Site, bericht_id: object) -> None:
    """A UUID, nothing else."""
    browser = await site.client()
    before = await site.berichten()
    await problem(await browser.post("/api/messages", json={"id": bericht_id, "text": "hoi"}), 400)
    assert before == await site.berichten()


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b'"tekst"', b"null", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000, b'{"id": 1e999}', b"NaN", b'{"id": "x", "id": "y"}'],
    ids=["empty", "half", "list", "string", "null", "no utf-8", "deep list", "deep object", "infinite", "NaN", "twice a key"],
)
async def test_what_is_no_json_object_is_refused(site: Site, raw: bytes) -> None:
    """Broken, deep, or another type; never an error of the server."""
    browser = await site.client()
    before = await site.berichten()
    for path in ("/api/messages", "/api/entry"):
        await problem(await browser.post(path, data=raw, headers={"Content-Type": "application/json"}), 400)
    assert before == await site.berichten()


async def test_a_megabyte_is_refused_before_it_is_read_whole(site: Site) -> None:
    """Clearly, and the connection lives on."""
    browser = await site.client()
    before = await site.berichten()
    body = json.dumps({"id": str(uuid.uuid4()), "text": "a" * 1_200_000}).encode()
    await problem(await browser.post("/api/messages", data=body, headers={"Content-Type": "application/json"}), 413)
    assert before == await site.berichten()
    assert "answered" == (await send(browser, text="hallo"))["status"]


ODD = [
    "/restart",
    '/start_werkwensen{"x": 1}',
    "<script>alert(1)</script>",
    "{{7*7}} {begeleider} %s",
    "👩‍🦽🧠",
    "\u202eandersom\u202c",
    "'; DROP TABLE bericht; --",
    "een\0nul",
    "regel\r\nregel",
    "z" * 100_000,
]


@pytest.mark.parametrize("tekst", ODD, ids=[tekst[:12].replace("\0", "0").strip() for tekst in ODD])
async def test_odd_text_is_kept_as_typed_and_does_nothing(site: Site, tekst: str) -> None:
    """NUL alone is left out. What comes back is JSON, so markup stays text."""
    browser = await site.client()
    await send(browser, choice="start_werkwensen")
    assert "answered" == (await send(browser, text=tekst))["status"]
    items = (await (await browser.get("/api/conversation")).json())["items"]
    assert tekst.replace("\0", "") == [item["text"] for item in items if item["from"] == "client"][-1]


async def test_a_choice_of_an_older_question_is_refused(site: Site) -> None:
    """And the question that is open stays open."""
    browser = await site.client()
    await send(browser, choice="start_werkwensen")
    await send(browser, choice="inkomen")
    await problem(await browser.post("/api/messages", json={"id": str(uuid.uuid4()), "choice": "inkomen"}), 400)
    assert "answered" == (await send(browser, choice="geen"))["status"]


async def test_somebody_elses_conversation_cannot_be_read_or_written(site: Site) -> None:
    """An id of a message of another client is a conflict, and shows nothing of it."""
    kees, noor = await site.client(), await site.client("Noor Proef")
    geheim = str(uuid.uuid4())
    await kees.post("/api/messages", json={"id": geheim, "text": "dit is van Kees"})
    refused = await noor.post("/api/messages", json={"id": geheim, "text": "dit is van Kees"})
    assert "Kees" not in json.dumps(await problem(refused, 409))
    assert "dit is van Kees" not in await (await noor.get("/api/conversation")).text()


# --- when the engine is away


async def test_while_the_engine_is_away_messages_are_kept_and_said_to_be(site: Site) -> None:
    """Status received with a sentence; answered in order as soon as the engine is back, also without a new message."""
    browser = await site.client()
    site.engine.away = True
    first = await send(browser, choice="start_werkwensen")
    assert ("received", ["info"]) == (first["status"], [turn["kind"] for turn in first["turns"]])
    assert "bewaard" in first["turns"][0]["text"][0]
    pending = await (await browser.get("/api/conversation")).json()
    assert (True, False) == (pending["pending"], pending["ready"])
    site.engine.away = False
    again = await (await browser.post("/api/messages", json={"id": first["id"], "choice": "start_werkwensen"})).json()
    assert "answered" == again["status"]
    body = await (await browser.get("/api/conversation", params={"after": str(first["seq"])})).json()
    assert (False, True) == (body["pending"], body["ready"])
    assert again["turns"] == [item["turn"] for item in body["items"]]


async def test_danger_is_answered_and_reported_without_an_engine(site: Site) -> None:
    """The melding and the reply do not wait for the dialogue."""
    browser = await site.client()
    await send(browser, choice="start_werkwensen")
    site.engine.away = True
    body = await send(browser, text=ROOD)
    assert ("answered", "safety") == (body["status"], body["turns"][0]["kind"])
    async with site.database.read() as session:
        assert ["rood"] == list(await session.scalars(select(Melding.niveau)))


@pytest.mark.parametrize(("keuze", "daarna"), [("inkomen", "begeleider"), ("start_werkwensen", "verder")])
async def test_a_second_screen_that_is_behind_is_told_what_is_asked(site: Site, keuze: str, daarna: str) -> None:
    """It taps a question of before the danger, while the engine is away: what safety asks comes again, and the same tap again gives the same."""
    browser = await site.client()
    await send(browser, choice="start_werkwensen")
    items = (await (await browser.get("/api/conversation")).json())["items"]
    turn = next(item["turn"]["id"] for item in items if item["from"] == "bot" and keuze in {choice["id"] for choice in item["turn"]["choices"]})
    site.engine.away = True
    await send(browser, text=ROOD)
    message = {"id": str(uuid.uuid4()), "turn": turn, "choice": keuze}
    bodies = [await (await browser.post("/api/messages", json=message)).json() for _ in range(2)]
    assert bodies[0] == bodies[1]
    assert ("answered", ["info", "safety"]) == (bodies[0]["status"], [turn["kind"] for turn in bodies[0]["turns"]])
    rust = bodies[0]["turns"][-1]
    assert ["begeleider", "pauze", "verder"] == [choice["id"] for choice in rust["choices"]]
    site.engine.away = False
    assert "answered" == (await send(browser, choice=daarna, turn=rust["id"]))["status"]


async def test_a_database_that_cannot_write_says_not_sent(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with a sentence, so that the browser keeps the message and tries again; whoever is in danger reads whom to call."""
    from sqlalchemy.exc import OperationalError

    browser = await site.client()

    async def broken(*_: Any, **__: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    message = {"id": str(uuid.uuid4()), "choice": "start_werkwensen"}
    monkeypatch.setattr("bot.care.ontvangst.ontvang", broken)
    said = await problem(await browser.post("/api/messages", json=message), 503)
    danger = await problem(await browser.post("/api/messages", json={"id": str(uuid.uuid4()), "text": ROOD}), 503)
    assert [False, True] == ["112" in detail and "113" in detail for detail in (said["detail"], danger["detail"])]
    monkeypatch.undo()
    assert "answered" == (await (await browser.post("/api/messages", json=message)).json())["status"]
