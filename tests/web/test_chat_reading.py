"""Reading the conversation, and what protects every request."""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator

import pytest

from bot.models.database import Database, utcnow
from tests.engine.model import Engine
from tests.web.front import Site, problem, running, send


@pytest.fixture
async def site(engine: Engine, sqlite_database: Database) -> AsyncIterator[Site]:
    """A running front on a SQLite file."""
    async for opened in running(engine, sqlite_database):
        yield opened


# --- reading


async def test_the_conversation_is_read_in_order_and_in_pages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """`after` gives what is new, `before` pages back; together the pages are the whole, without gaps or doubles."""
    monkeypatch.setattr("bot.web.chat.PAGE", 5)
    browser = await site.client()
    await send(browser, choice="start_werkwensen")
    for tekst in ("hallo", "dank je wel", "wat bedoel je?", "help"):
        await send(browser, text=tekst)
    page = await (await browser.get("/api/conversation")).json()
    pages = [page["items"]]
    while page["earlier"]:
        assert 5 == len(page["items"])
        page = await (await browser.get("/api/conversation", params={"before": str(page["items"][0]["seq"])})).json()
        pages.insert(0, page["items"])
    numbers = [item["seq"] for items in pages for item in items]
    assert sorted(set(numbers)) == numbers
    assert 5 == sum(item["from"] == "client" for items in pages for item in items)
    last = numbers[-1]
    assert [] == (await (await browser.get("/api/conversation", params={"after": str(last)})).json())["items"]


@pytest.mark.parametrize("query", ["after=x", "after=-1", "before=1.5", "after=1e3", "after=٣", "after=" + "9" * 30, "before=%00"])
async def test_a_place_that_is_no_number_is_refused(site: Site, query: str) -> None:
    """Nothing but digits."""
    await problem(await (await site.client()).get(f"/api/conversation?{query}"), 400)


# --- protection


async def test_a_post_from_another_site_is_refused(site: Site) -> None:
    """By Sec-Fetch-Site, or by Origin in older browsers."""
    browser = await site.client()
    before = await site.berichten()
    message = {"id": str(uuid.uuid4()), "text": "hoi"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://kwaad.example"}, {"Origin": "null"}):
        for path in ("/api/messages", "/api/entry", "/api/leave", "/api/device-link"):
            await problem(await browser.post(path, json=message, headers=headers), 403)
    assert before == await site.berichten()
    assert 200 == (await browser.post("/api/messages", json=message, headers={"Sec-Fetch-Site": "same-origin"})).status


@pytest.mark.parametrize(
    "path", ["/", "/gesprek", "/healthz", "/readyz", "/api/openapi.json", "/api/conversation", "/static/css/base.css", "/bestaat-niet"]
)
async def test_every_answer_carries_the_protective_headers(site: Site, path: str) -> None:
    """Pages, data, files and errors alike; only files may be kept by browsers."""
    response = await (await site.client()).get(path)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "nosniff" == response.headers["X-Content-Type-Options"]
    assert path.startswith("/static/") or "no-store" == response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/api/messages", 405), ("PUT", "/api/messages", 405), ("GET", "/api/bestaat-niet", 404)]
)
async def test_a_wrong_road_of_the_api_gets_a_problem_too(site: Site, method: str, path: str, status: int) -> None:
    """problem+json, in Dutch."""
    await problem(await (await site.client()).request(method, path), status)


async def test_health_is_answered_without_an_engine_and_readiness_is_not(site: Site) -> None:
    """healthz says that the front lives, readyz that somebody can answer."""
    browser = await site.browser()
    assert (200, 200) == ((await browser.get("/healthz")).status, (await browser.get("/readyz")).status)
    site.engine.away = True
    assert (200, 503) == ((await browser.get("/healthz")).status, (await browser.get("/readyz")).status)


async def test_coming_back_after_hours_gives_a_recap_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening the page after an absence; not on a reload."""
    from datetime import timedelta

    browser = await site.client()
    await send(browser, choice="start_werkwensen")
    later = utcnow() + timedelta(hours=5)
    for module in ("bot.web.pages", "bot.web.chat", "bot.web.sessions", "bot.engine.runner"):
        monkeypatch.setattr(f"{module}.utcnow", lambda: later)
    assert 200 == (await browser.get("/gesprek")).status
    count = await site.berichten()
    items = (await (await browser.get("/api/conversation")).json())["items"]
    assert "Welkom terug" in json.dumps(items)
    assert 200 == (await browser.get("/gesprek")).status
    assert count == await site.berichten()


async def test_an_unknown_charset_is_answered_clearly(site: Site) -> None:
    """Not with an error of ours: nobody knows the charset, so nothing can be read."""
    browser = await site.browser()
    sent = await browser.post("/api/entry", data=b"{}", headers={"Content-Type": "application/json; charset=klingon"})
    await problem(sent, 400)


async def test_half_a_character_in_a_token_is_answered_clearly(site: Site) -> None:
    """JSON can carry half a surrogate pair; no hash can be made of it."""
    browser = await site.browser()
    await problem(await browser.post("/api/entry", data=rb'{"token": "\ud800"}', headers={"Content-Type": "application/json"}), 400)
