"""The pages and the chat of the werkgever, through a real server on a real SQLite file with the real knowledge base."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import jinja2
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.care.werkgever import terugkoppeling
from bot.care.werkgever.loket import Loket
from bot.care.werkgever.terugkoppeling import Stemmen
from bot.models.database import Database, utcnow
from bot.models.tables import Sessie
from bot.settings import PROJECT, Settings, SettingsError
from bot.web import begeleider, security, werkgever, werkgever_kennis
from bot.web.keys import DATABASE, SETTINGS
from bot.web.sessions import BEGELEIDER_COOKIE, token_hash
from tests.people import add_begeleider
from tests.web.test_begeleider import session_of

Browser = TestClient[web.Request, web.Application]
ALLOWED = "https://www.bedrijf.example"


@pytest.fixture(scope="session")
def loket() -> Loket:
    """The knowledge base, read once for all tests."""
    return Loket.open(PROJECT / "knowledge")


@pytest.fixture
async def site(sqlite_database: Database, loket: Loket, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Browser]:
    """The front of werkgevers, one allowed website in its settings."""
    monkeypatch.setattr(werkgever_kennis, "_open", lambda: loket)
    app = web.Application(middlewares=[security.errors, security.cross_site])
    app[DATABASE], app[SETTINGS] = sqlite_database, replace(Settings(), embed_origins=(ALLOWED,))
    templates = PROJECT / "bot" / "web" / "templates"
    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(templates), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    app.on_response_prepare.append(security.add_headers)
    app.cleanup_ctx.extend([begeleider.login_desk, *werkgever.cleanup])
    app.add_routes(begeleider.routes)
    app.add_routes(werkgever.routes)
    async with TestClient(TestServer(app)) as client:
        yield client


async def search(site: Browser, text: str) -> str:
    """The page of a search."""
    response = await site.post("/werkgever/zoeken", data={"q": text})
    assert 200 == response.status
    return await response.text()


async def read(site: Browser, path: str, status: int = 200) -> str:
    """The text of a page."""
    response = await site.get(path, allow_redirects=False)
    assert status == response.status, path
    return unescape(await response.text())


async def post(site: Browser, **content: Any) -> tuple[int, dict[str, Any]]:
    """Send one message to the chat."""
    response = await site.post("/api/werkgever/messages", json={"id": str(uuid.uuid4()), **content})
    assert "Set-Cookie" not in response.headers
    return response.status, json.loads(await response.text())


def words(reply: dict[str, Any]) -> str:
    return "\n".join(text for turn in reply["turns"] for text in turn["text"])


async def log_in(site: Browser, database: Database, begeleider_id: int) -> None:
    now = utcnow()
    async with database.begin() as session:
        session.add(Sessie(token_hash=token_hash("t" * 24), begeleider_id=begeleider_id, created_at=now, seen_at=now))
    site.session.cookie_jar.update_cookies({BEGELEIDER_COOKIE: "t" * 24}, site.make_url("/"))


async def test_every_answer_has_a_page_with_source_date_and_contact(site: Browser, loket: Loket) -> None:
    """All subjects, at their stable addresses."""
    for name, subject in loket.kennis.subjects.items():
        text = await read(site, f"/werkgever/antwoord/{name}")
        assert all(part in text for part in (subject.titel, subject.contact, f"{subject.nagekeken:%d-%m-%Y}", subject.bronnen[0].titel)), name


async def test_every_link_on_the_pages_leads_somewhere(site: Browser) -> None:
    """From the start page on: themes, phases, roles, answers, the wijzer; and no page holds an inline script or style."""
    todo, seen = ["/werkgever"], {"/werkgever"}
    while todo:
        text = await read(site, todo.pop())
        assert "<script>" not in text
        assert " style=" not in text
        for part in text.split('href="')[1:]:
            path = part.split('"')[0].split("#")[0]
            if path.startswith("/werkgever") and path not in seen:
                seen.add(path)
                todo.append(path)
    assert len(seen) > 150


async def test_an_expired_answer_shows_the_contact_only(site: Browser, loket: Loket, monkeypatch: pytest.MonkeyPatch) -> None:
    """Past its date the page holds none of the sentences of the answer."""
    subject = loket.kennis.subjects["no-riskpolis"]
    monkeypatch.setitem(loket.kennis.subjects, "no-riskpolis", replace(subject, geldig_tot=date(2026, 1, 1)))
    text = await read(site, "/werkgever/antwoord/no-riskpolis")
    assert not any(block in text for block in subject.antwoord)
    assert subject.contact in text


async def test_search_works_with_a_plain_form(site: Browser) -> None:
    """POST /werkgever/zoeken finds; the words come back as text, never as markup."""
    found = await search(site, "wat is loonwaarde")
    assert "/werkgever/antwoord/loonwaarde" in found
    assert "<h1>Gevonden</h1>" in found
    assert "<script>alert" not in await search(site, '<script>alert("x")</script>')


async def test_a_search_stays_out_of_the_address(site: Browser) -> None:
    """The form posts, and what somebody puts in the address is not read: it would stay in the history and in logs."""
    page = await read(site, "/werkgever/zoeken?q=wat+is+loonwaarde")
    assert 'action="/werkgever/zoeken" method="post"' in page
    assert "/werkgever/antwoord/loonwaarde" not in page
    assert "wat is loonwaarde" not in page


@pytest.mark.parametrize("question", ["hoe zaai ik worteltjes", "subsidie aanvragen", "mijn medewerker praat over zelfdoding"])
async def test_gevonden_stands_above_an_answer_only(site: Browser, question: str) -> None:
    """Above "dat weet ik niet", guesses and helplines the page is called what it is: a search."""
    assert "<h1>Zoeken</h1>" in await search(site, question)


async def test_search_is_guarded(site: Browser) -> None:
    """A search about danger gets the helplines as links."""
    text = await search(site, "mijn medewerker praat over zelfdoding")
    assert 'href="tel:112"' in text
    assert 'href="tel:113"' in text
    assert "anoniem" in text
    assert "Deze chat" not in text


@pytest.mark.parametrize(
    "path",
    ["antwoord/geheim", "thema/geheim", "fase/geheim", "fase/matching?rol=geheim", "wijzer?moment=mars", "antwoord/..%2f..%2fREADME"],
)
async def test_what_does_not_exist_is_not_found(site: Browser, path: str) -> None:
    """A made-up address gives a page that says so."""
    await read(site, f"/werkgever/{path}", status=404)


async def test_the_wijzer_works_by_links_alone(site: Browser) -> None:
    """Three answers in the address give what to ask about, with whom, what to bring, and no promise."""
    assert "Vraag 2 van" in await read(site, "/werkgever/wijzer?moment=werkt")
    text = await read(site, "/werkgever/wijzer?moment=werkt&loket=weetniet&nodig=ziekte")
    assert all(part in text for part in ("De no-riskpolis", "Vraag het bij", "Nagekeken op", "Neem dit mee", "Dit is geen belofte"))
    assert "€" not in text


async def test_votes_are_counted_without_a_person(site: Browser, sqlite_database: Database) -> None:
    """Yes and no are counted per answer, from the page and from the chat; anything else is refused."""
    for choice, status in (("ja", 303), ("nee", 303), ("misschien", 400)):
        assert status == (await site.post("/werkgever/antwoord/loonwaarde/duidelijk", data={"antwoord": choice}, allow_redirects=False)).status
    for subject, clear, status in (("loonwaarde", True, 200), ("geheim", True, 404), ("loonwaarde", "ja", 400)):
        assert status == (await site.post("/api/werkgever/votes", json={"subject": subject, "clear": clear})).status
    assert [Stemmen("loonwaarde", 2, 1)] == await terugkoppeling.stemmen(sqlite_database)


async def test_other_websites_cannot_post(site: Browser) -> None:
    """A form or script of another origin is refused, also of a website that may show the chat."""
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": ALLOWED}):
        assert 403 == (await site.post("/api/werkgever/messages", json={"id": str(uuid.uuid4()), "choice": "begin"}, headers=headers)).status


async def test_only_the_chat_may_be_framed_and_only_by_allowed_websites(site: Browser) -> None:
    """frame-ancestors names the allowed website on the chat page; every other page refuses frames; the rest of the policy stands."""
    chat = (await site.get("/werkgever/chat?ingebed=1")).headers["Content-Security-Policy"]
    assert chat.endswith(f"frame-ancestors 'self' {ALLOWED}")
    assert "default-src 'none'; script-src 'self'" in chat
    for path in ("/werkgever", "/werkgever/antwoord/loonwaarde", "/werkgever/zoeken", "/werkgever/beheer", "/werkgever/wijzer"):
        assert "frame-ancestors 'none'" in (await site.get(path)).headers["Content-Security-Policy"]


async def test_the_embed_script_is_script_and_sets_nothing(site: Browser) -> None:
    """embed.js is served as JavaScript for other websites, without a cookie."""
    response = await site.get("/embed.js")
    assert "javascript" in response.content_type
    assert "cross-origin" == response.headers["Cross-Origin-Resource-Policy"]
    assert "Set-Cookie" not in response.headers
    assert "cookie" not in (await response.text()).replace("No cookies", "")


async def test_a_conversation_has_context_and_a_retry_changes_nothing(site: Browser) -> None:
    """Under its key a conversation knows the last subject; the same id again gives the same turns."""
    key = str(uuid.uuid4())
    first = {"id": str(uuid.uuid4()), "conversation": key, "choice": "onderwerp_proefplaatsing-uwv"}
    status, reply = await post(site, **first)
    assert (200, reply) == await post(site, **first)
    assert 200 == status
    _, after = await post(site, conversation=key, text="en hoe lang duurt dat?")
    assert "proefplaatsing-uwv" in json.dumps(after)


@pytest.mark.parametrize(
    ("body", "status", "title"),
    [
        ({"text": " "}, 400, "leeg"),
        ({"text": "x" * 4001}, 413, "te lang"),
        ({"choice": "bestaat_niet"}, 400, "geen keuze"),
        ({"choice": ["a"]}, 400, "geen keuze"),
        ({"text": "a", "choice": "b"}, 400, "tekst of keuze"),
        ({}, 400, "tekst of keuze"),
        ({"id": "1", "text": "a"}, 400, "geen id"),
        ({"text": 3}, 400, "verkeerd"),
        ({"text": "a", "conversation": "x"}, 400, "geen id"),
    ],
)
async def test_a_wrong_message_is_explained(site: Browser, body: dict[str, Any], status: int, title: str) -> None:
    """Every refusal is problem+json with a sentence."""
    got, problem = await post(site, **body)
    assert (status, title) == (got, problem["title"])
    assert problem["detail"]


async def test_half_a_character_and_nul_do_no_harm(site: Browser) -> None:
    """Text that no database could keep is answered all the same."""
    response = await site.post("/api/werkgever/messages", data=f'{{"id": "{uuid.uuid4()}", "text": "wat is \\ud800 loonwaarde\\u0000?"}}')
    assert 200 == response.status


async def test_too_many_messages_are_stopped_clearly(site: Browser) -> None:
    """Past the limit a minute there is a 429 that says to wait; it holds for the address, not for the conversation."""
    site.app[werkgever_kennis.LIMIET] = werkgever_kennis.Limiet(per_minute=3)
    statuses = [(await post(site, choice="menu"))[0] for _ in range(4)]
    assert [200, 200, 200, 429] == statuses
    assert "Wacht een minuut" in (await post(site, choice="menu"))[1]["detail"]
    other = await site.post("/api/werkgever/messages", json={"id": str(uuid.uuid4()), "choice": "menu"}, headers={"X-Forwarded-For": "203.0.113.9"})
    assert 200 == other.status


async def test_a_search_that_is_not_read_keeps_the_question_and_shows_whom_to_call(site: Browser) -> None:
    """Nobody read the words, which may be of somebody in danger; an empty field is said too."""
    site.app[werkgever_kennis.LIMIET] = werkgever_kennis.Limiet(per_minute=0)
    response = await site.post("/werkgever/zoeken", data={"q": "ik wil dood"})
    shown = await response.text()
    assert (429, True, True) == (response.status, "ik wil dood" in shown, "Wacht een minuut" in shown)
    assert all(f'href="tel:{number}"' in shown for number in ("112", "113"))
    response = await site.post("/werkgever/zoeken", data={"q": " "})
    assert (422, True) == (response.status, "Typ eerst uw vraag." in await response.text())


async def test_after_logging_in_one_comes_to_the_page_of_the_editor(site: Browser, sqlite_database: Database) -> None:
    """Where one was going; it stands in the menu, and what does not exist under the pages of a begeleider has that menu too."""
    anna = await add_begeleider(sqlite_database)
    where = (await site.get("/werkgever/beheer", allow_redirects=False)).headers["Location"]
    assert "/begeleider/login?naar=/werkgever/beheer" == where
    assert 'value="/werkgever/beheer"' in await read(site, where)
    assert 'href="/werkgever/beheer"' not in await read(site, "/begeleider/bestaat-niet", 404)
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=anna))
    assert 'href="/werkgever/beheer" aria-current="page"' in await read(site, "/werkgever/beheer")
    assert 'href="/werkgever/beheer"' in await read(site, "/begeleider/bestaat-niet", 404)
    assert 'href="/werkgever/beheer"' not in await read(site, "/bestaat-niet", 404)


async def test_nothing_typed_is_stored_or_logged(site: Browser, sqlite_database: Database, sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """Names and words of a chat and a search are in no log line, no answer header and nowhere in the database file."""
    caplog.set_level(logging.DEBUG)
    await add_begeleider(sqlite_database)
    for text in ("Kanarietje heeft een beroerte gehad, mag ik hem ontslaan?", "waar koop ik een kanarietje?", "mijn kanarietje wil niet meer leven"):
        await post(site, conversation=str(uuid.uuid4()), text=text)
        await search(site, text)
    assert "kanarietje" not in "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot")).lower()
    for file in Path(sqlite_url.split("///")[1]).parent.glob("werkmaat.sqlite3*"):
        assert b"kanarietje" not in file.read_bytes().lower()


async def test_only_a_stripped_unanswered_question_reaches_the_editor(site: Browser, sqlite_database: Database) -> None:
    """A begeleider reads it on the page of the editor, with votes and what expires, and can take it away; others are sent to log in."""
    await read(site, "/werkgever/beheer", status=303)
    anna = await add_begeleider(sqlite_database)
    _, unsure = await post(site, conversation=(key := str(uuid.uuid4())), text="subsidie aanvragen")
    assert "geen" in {choice["id"] for choice in unsure["turns"][-1]["choices"]}
    await post(site, conversation=key, choice="geen")
    await log_in(site, sqlite_database, anna)
    page = await read(site, "/werkgever/beheer")
    assert "subsidie aanvragen" in page
    assert "31-12-2026" in page
    (vraag,) = await terugkoppeling.open_vragen(sqlite_database, anna)
    assert 303 == (await site.post(f"/werkgever/beheer/vragen/{vraag.id}/verwijder", allow_redirects=False)).status
    assert "subsidie aanvragen" not in await read(site, "/werkgever/beheer")


@pytest.mark.parametrize(
    "value",
    [
        "https://*.example.nl",
        "http://www.example.nl",
        "https://a.nl/pad",
        "https://a.nl;script-src *",
        "*",
        "'self'",
        "null",
        "https://u@a.nl",
        "https://a.nl\nX: y",
    ],
)
def test_an_unsafe_origin_stops_the_start(value: str) -> None:
    """What ends up in a security header is an origin and nothing else."""
    with pytest.raises(SettingsError, match="WERKMAAT_EMBED_ORIGINS"):
        Settings.from_env({"WERKMAAT_EMBED_ORIGINS": value})


def test_origins_are_read_from_the_environment() -> None:
    """Commas and spaces separate, a closing slash is dropped, the own machine may use http."""
    read_ = Settings.from_env({"WERKMAAT_EMBED_ORIGINS": " https://www.a.nl/, http://localhost:3000,https://www.A.nl "})
    assert ("https://www.a.nl", "http://localhost:3000") == read_.embed_origins
    assert () == Settings.from_env({}).embed_origins
