"""The pages of the begeleider, through a real server on a real SQLite file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from uuid import uuid4

import aiohttp_jinja2
import jinja2
import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from bot.care.toegang import redeem
from bot.models.database import Database, utcnow
from bot.models.tables import Contactverzoek, Sessie, Toegang
from bot.settings import PROJECT, Settings
from bot.web import begeleider
from bot.web.keys import DATABASE, SETTINGS
from bot.web.sessions import BEGELEIDER_COOKIE, token_hash
from tests.people import WACHTZIN, add_begeleider, add_client, add_organisatie, add_samenvatting, add_verzoek, client_names

EMAIL = "anna@proef.example"
Browser = TestClient[web.Request, web.Application]


@pytest.fixture
async def site(sqlite_database: Database) -> AsyncIterator[Browser]:
    """A browser that keeps cookies and does not follow redirects by itself."""
    app = web.Application()
    app[DATABASE], app[SETTINGS] = sqlite_database, Settings()
    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(PROJECT / "bot" / "web" / "templates"), trim_blocks=True, lstrip_blocks=True)
    app.cleanup_ctx.append(begeleider.login_desk)
    app.add_routes(begeleider.routes)
    async with TestClient(TestServer(app)) as client:
        yield client


async def session_of(
    database: Database, *, begeleider_id: int | None = None, client_id: int | None = None, seen_at: datetime | None = None
) -> dict[str, str]:
    """The cookie of somebody who has just logged in, or was last seen at `seen_at`."""
    token, moment = uuid4().hex, seen_at or utcnow()
    async with database.begin() as session:
        session.add(Sessie(token_hash=token_hash(token), begeleider_id=begeleider_id, client_id=client_id, created_at=moment, seen_at=moment))
    return {BEGELEIDER_COOKIE: token}


async def page(response: ClientResponse) -> str:
    """The text of a page as it is read."""
    return unescape(await response.text())


@dataclass(frozen=True)
class Practice:
    """anna has client kees with everything that can be seen and cannot; bram is her colleague, cees works elsewhere."""

    anna: int
    bram: int
    cees: int
    kees: int
    samenvatting: int
    concept: int
    verzoek: int


SHARED = ("Kanarienaam", "06 99887766", "kanarie-regel", "kanarie-woorden", "kanarie-verzoek")
SECRET = ("niet-delen-regel", "niet-delen-woorden", "onbeslist-regel", "onbeslist-woorden", "concept-regel", "concept-woorden")


@pytest.fixture
async def practice(sqlite_database: Database) -> Practice:
    database = sqlite_database
    organisatie_id = await add_organisatie(database)
    anna, bram = [await add_begeleider(database, email, organisatie_id=organisatie_id) for email in (EMAIL, "bram@proef.example")]
    cees = await add_begeleider(database, "cees@elders.example", organisatie_id=await add_organisatie(database, "Elders"))
    kees = await add_client(database, anna, "Kanarienaam", "06 99887766")
    samenvatting = await add_samenvatting(
        database,
        kees,
        ("kanarie-regel", "kanarie-woorden", "delen"),
        ("niet-delen-regel", "niet-delen-woorden", "niet_delen"),
        ("onbeslist-regel", "onbeslist-woorden", None),
        goedgekeurd_at=utcnow(),
    )
    concept = await add_samenvatting(database, kees, ("concept-regel", "concept-woorden", "delen"), goedgekeurd_at=None)
    verzoek = await add_verzoek(database, kees, "kanarie-verzoek", soort="terugbellen", created_at=utcnow())
    return Practice(anna, bram, cees, kees, samenvatting, concept, verzoek)


def _addresses(practice: Practice) -> list[tuple[str, str]]:
    """Every route as (method, path), filled with the numbers of anna's client."""
    found = []
    for route in begeleider.routes:
        for samenvatting in (practice.samenvatting, practice.concept) if "{sid" in route.path else (0,):
            path = re.sub(r"\{fase:.*\}$", "matching", re.sub(r"\{sid:.*\}$", str(samenvatting), route.path))
            found.append((route.method, re.sub(r"\{id:[^/]*\}", str(practice.kees), path)))
    return found


async def _visit(site: Browser, method: str, path: str, practice: Practice, cookies: dict[str, str]) -> str:
    """Everything one visit gives away: status, headers and page."""
    form = (
        {"verzoek": str(practice.verzoek), "naam": "Nieuw", "email": EMAIL, "wachtzin": "fout", "naar": path, "tekst": "x", "dialoog": "werkwensen"}
        if method == "POST"
        else None
    )
    site.session.cookie_jar.clear()
    response = await site.request(method, path, data=form, cookies=cookies, allow_redirects=False)
    assert response.status < 500
    return f"{response.status} {dict(response.headers)} {unescape(await response.text())}"


async def _cookies(database: Database, practice: Practice, role: str) -> dict[str, str]:
    match role:
        case "anna":
            return await session_of(database, begeleider_id=practice.anna)
        case "colleague":
            return await session_of(database, begeleider_id=practice.bram)
        case "elsewhere":
            return await session_of(database, begeleider_id=practice.cees)
        case "client":
            return await session_of(database, client_id=practice.kees)
        case "locked":
            return await session_of(database, begeleider_id=practice.anna, seen_at=utcnow() - timedelta(minutes=31))
        case "forged":
            return {BEGELEIDER_COOKIE: "1"}
    return {}


async def _visits(site: Browser, database: Database, practice: Practice, role: str) -> dict[tuple[str, str], str]:
    """What every address gives away to this role; a new session for each visit, because one of them logs out."""
    return {address: await _visit(site, *address, practice, await _cookies(database, practice, role)) for address in _addresses(practice)}


@pytest.mark.parametrize("role", ["nobody", "forged", "locked", "client", "colleague", "elsewhere"])
async def test_no_page_shows_a_client_to_somebody_else(site: Browser, sqlite_database: Database, practice: Practice, role: str) -> None:
    """Every route × every role that is not the begeleider of this client: 0 leaks, and nothing changes."""
    visits = await _visits(site, sqlite_database, practice, role)
    leaks = [(address, canary) for address, seen in visits.items() for canary in (*SHARED, *SECRET) if canary in seen]
    async with sqlite_database.read() as session:
        gelezen = (await session.execute(select(Contactverzoek.gelezen_at))).scalar_one()
        links = (await session.execute(select(Toegang.id).where(Toegang.client_id == practice.kees))).all()
    print(f"{role}: {len(visits)} visits, {len(leaks)} leaks")
    assert (len(begeleider.routes) + 1, []) == (len(visits), leaks)
    assert (None, []) == (gelezen, links)


@pytest.mark.parametrize("role", ["colleague", "elsewhere"])
async def test_a_foreign_client_looks_exactly_like_one_that_does_not_exist(
    site: Browser, sqlite_database: Database, practice: Practice, role: str
) -> None:
    """Same status and same page, so that not even the number of a client can be confirmed."""
    for method, path in _addresses(practice):
        if f"/{practice.kees}" not in path:
            continue
        unknown = path.replace(f"/clienten/{practice.kees}", "/clienten/999999999")
        foreign, none = [await _visit(site, method, which, practice, await _cookies(sqlite_database, practice, role)) for which in (path, unknown)]
        assert foreign.startswith("404 ")
        assert [re.sub(r"'Date': '[^']*'", "", seen) for seen in (none,)] == [re.sub(r"'Date': '[^']*'", "", seen) for seen in (foreign,)]


async def test_what_was_not_shared_appears_on_no_page(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """The client's own begeleider sees every shared canary somewhere, and none of the others anywhere."""
    visits = await _visits(site, sqlite_database, practice, "anna")
    everything = "\n".join(visits.values())
    assert list(SHARED) == [canary for canary in SHARED if canary in everything]
    assert [] == [canary for canary in SECRET if canary in everything]
    draft = f"/begeleider/clienten/{practice.kees}/samenvatting/{practice.concept}"
    assert visits[("GET", draft)].startswith("404 ")


async def test_a_line_shows_its_words_and_date_and_a_request_can_be_marked_read(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """The page of a client: the line, below it the own words with the date; a request leaves the list of new things once read."""
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=practice.anna))
    address = f"/begeleider/clienten/{practice.kees}"
    shown = await page(await site.get(address))
    assert re.search(r"kanarie-regel.*Eigen woorden: <q>kanarie-woorden</q> \(<time[^>]*>23 november 2026</time>\)", shown, re.DOTALL)
    assert "1 terugbelverzoek" in await page(await site.get("/begeleider"))
    response = await site.post(f"{address}/gelezen", data={"verzoek": str(practice.verzoek)}, allow_redirects=False)
    assert (303, address) == (response.status, response.headers["Location"])
    assert "terugbelverzoek" not in await page(await site.get("/begeleider"))
    assert "kanarie-verzoek" not in await page(await site.get(address))
    assert re.search(r"Eerder.*kanarie-verzoek", await page(await site.get(f"{address}/berichten")), re.DOTALL)


async def test_a_summary_has_the_name_of_its_dialogue(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """As the client knows it, in the list and on its own page; the id stands nowhere."""
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=practice.anna))
    address = f"/begeleider/clienten/{practice.kees}"
    own = await page(await site.get(f"{address}/samenvatting/{practice.samenvatting}"))
    assert "<h1>Kanarienaam: Vertellen over werk</h1>" in own
    assert "<h3>Vertellen over werk</h3>" in await page(await site.get(address))
    assert "Werkwensen" not in own


@pytest.mark.parametrize("verzoek", ["", "0", "-1", "x", "99999999999999999999", "1e3", "999999"])
async def test_a_request_that_does_not_exist_is_not_found(site: Browser, sqlite_database: Database, practice: Practice, verzoek: str) -> None:
    """Whatever stands in the form."""
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=practice.anna))
    assert (await site.post(f"/begeleider/clienten/{practice.kees}/gelezen", data={"verzoek": verzoek})).status == 404


async def test_words_of_a_client_are_never_markup(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """Script typed by a client is shown as the text it is."""
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    client_id = await add_client(sqlite_database, practice.anna, "<b>Kees</b>")
    await add_samenvatting(sqlite_database, client_id, (attack, attack, "delen"), goedgekeurd_at=utcnow())
    await add_verzoek(sqlite_database, client_id, attack, created_at=utcnow())
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=practice.anna))
    for address in ("/begeleider", f"/begeleider/clienten/{client_id}"):
        raw = await (await site.get(address)).text()
        assert "&lt;b&gt;Kees" in raw
        assert "<script>alert" not in raw
        assert "<img src=x" not in raw


async def test_logging_in_leads_to_the_page_one_wanted(site: Browser, practice: Practice) -> None:
    """A page that asks for a login is shown right after it; the cookie cannot be read by script."""
    wanted = f"/begeleider/clienten/{practice.kees}"
    asked = await site.get(wanted, allow_redirects=False)
    assert (303, f"/begeleider/login?naar={wanted}") == (asked.status, asked.headers["Location"])
    assert f'name="naar" value="{wanted}"' in await page(await site.get(asked.headers["Location"]))
    response = await site.post("/begeleider/login", data={"email": EMAIL, "wachtzin": WACHTZIN, "naar": wanted}, allow_redirects=False)
    assert (303, wanted) == (response.status, response.headers["Location"])
    cookie = response.cookies[BEGELEIDER_COOKIE]
    assert (True, "Lax", "/") == (cookie["httponly"], cookie["samesite"], cookie["path"])
    assert "Kanarienaam" in await page(await site.get(wanted))
    assert (await site.get("/begeleider/login", allow_redirects=False)).status == 303


@pytest.mark.parametrize(
    "naar", ["https://elders.example/", "//elders.example", "/gesprek", "/begeleider/../x", "/begeleider/login", "/begeleider\r\nX: 1", ""]
)
async def test_logging_in_never_leads_elsewhere(site: Browser, practice: Practice, naar: str) -> None:
    """Only to pages of the begeleider."""
    response = await site.post("/begeleider/login", data={"email": EMAIL, "wachtzin": WACHTZIN, "naar": naar}, allow_redirects=False)
    assert (303, "/begeleider") == (response.status, response.headers["Location"])


async def test_a_wrong_passphrase_keeps_the_address_and_says_nothing_more(site: Browser, practice: Practice) -> None:
    """The same page for a known and an unknown address; what was typed stays, except the passphrase; no session."""
    pages = []
    for email in (EMAIL, "niemand@proef.example"):
        response = await site.post("/begeleider/login", data={"email": email, "wachtzin": "fout-fout-fout"})
        shown = await page(response)
        assert (422, True, False) == (response.status, f'value="{email}"' in shown, "fout-fout-fout" in shown)
        pages.append(shown.replace(email, ""))
    assert pages[0] == pages[1]
    assert "passen niet bij elkaar" in pages[0]
    assert BEGELEIDER_COOKIE not in {cookie.key for cookie in site.session.cookie_jar}


async def test_after_five_attempts_one_is_asked_to_wait(site: Browser, practice: Practice) -> None:
    """The sixth attempt is refused, also with the right passphrase, and the page says for how long."""
    for _ in range(5):
        await site.post("/begeleider/login", data={"email": EMAIL, "wachtzin": "fout"})
    response = await site.post("/begeleider/login", data={"email": EMAIL, "wachtzin": WACHTZIN})
    assert (429, True) == (response.status, 0 < int(response.headers["Retry-After"]) <= 901)
    assert "over 15 minuten opnieuw" in await page(response)


async def test_logging_out_ends_the_session_on_the_server(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """A copied cookie is worth nothing afterwards."""
    cookies = await session_of(sqlite_database, begeleider_id=practice.anna)
    await site.post("/begeleider/logout", cookies=cookies, allow_redirects=False)
    assert (await site.get("/begeleider", cookies=cookies, allow_redirects=False)).status == 303


async def test_an_empty_caseload_says_what_to_do(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """No empty table, but the first step."""
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=practice.bram))
    assert "Je hebt nog geen cliënten. Nodig iemand uit." in await page(await site.get("/begeleider"))


async def test_an_invited_client_gets_in_with_the_link_shown(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """Form, redirect, page with link, QR code and end date; a reload makes no second client; after use the link is gone from the page."""
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=practice.bram))
    response = await site.post("/begeleider/clienten/nieuw", data={"naam": " Nieuwe  Client ", "telefoon": ""}, allow_redirects=False)
    where = response.headers["Location"]
    assert (303, True) == (response.status, re.fullmatch(r"/begeleider/clienten/\d+/link", where) is not None)
    shown = [await page(await site.get(where)) for _ in range(2)]
    assert shown[0] == shown[1]
    link = re.search(r'readonly value="(http://127\.0\.0\.1:8080/gesprek#([\w-]{22}))"', shown[0])
    assert "<title>QR-code</title>" in shown[0]
    assert "De link werkt één keer, tot" in shown[0]
    client_id = await redeem(sqlite_database, link[2], "device", now=utcnow())
    assert where == f"/begeleider/clienten/{client_id}/link"
    assert link[2] not in await page(await site.get(where))
    assert ["Kanarienaam", "Nieuwe Client"] == await client_names(sqlite_database)


async def test_a_double_click_invites_once(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """The form carries an id: the same form again, also at the same moment, leads to the same client, and shows the same link."""
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=practice.bram))
    sent = re.search(r'name="id" value="([0-9a-f-]{36})"', await page(await site.get("/begeleider/clienten/nieuw")))[1]
    form = {"id": sent, "naam": "Nieuwe Client", "telefoon": ""}
    answers = await asyncio.gather(*(site.post("/begeleider/clienten/nieuw", data=form, allow_redirects=False) for _ in range(4)))
    assert {303} == {answer.status for answer in answers}
    assert 1 == len({answer.headers["Location"] for answer in answers})
    assert 1 == len({answer.cookies["werkmaat_link"].value for answer in answers})
    assert ["Kanarienaam", "Nieuwe Client"] == await client_names(sqlite_database)


async def test_a_name_one_has_already_is_asked_about_first(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """Nobody is made until one says so; what was typed stays, and the way to the known client is shown. Of a colleague nothing is told."""
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=practice.anna))
    form = {"naam": "kanarienaam", "telefoon": "06 11223344"}
    response = await site.post("/begeleider/clienten/nieuw", data=form, allow_redirects=False)
    shown = await page(response)
    assert (409, ["Kanarienaam"]) == (response.status, await client_names(sqlite_database))
    assert f'href="/begeleider/clienten/{practice.kees}#toegang"' in shown
    assert all(f'value="{one}"' in shown for one in form.values())
    assert 303 == (await site.post("/begeleider/clienten/nieuw", data={**form, "toch": "1"}, allow_redirects=False)).status
    assert ["Kanarienaam", "kanarienaam"] == await client_names(sqlite_database)
    site.session.cookie_jar.clear()
    bram = await session_of(sqlite_database, begeleider_id=practice.bram)
    assert 303 == (await site.post("/begeleider/clienten/nieuw", data=form, cookies=bram, allow_redirects=False)).status


async def test_the_link_reaches_its_own_page_only(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """The token travels in a cookie for that one address, never in an address, and only to the begeleider of this client."""
    cookies = await session_of(sqlite_database, begeleider_id=practice.anna)
    response = await site.post(f"/begeleider/clienten/{practice.kees}/link", cookies=cookies, allow_redirects=False)
    cookie = response.cookies["werkmaat_link"]
    assert (f"/begeleider/clienten/{practice.kees}/link", True, "Strict") == (cookie["path"], cookie["httponly"], cookie["samesite"])
    assert cookie.value not in response.headers["Location"]
    stolen = {**await session_of(sqlite_database, begeleider_id=practice.bram), "werkmaat_link": cookie.value}
    site.session.cookie_jar.clear()
    assert (await site.get(response.headers["Location"], cookies=stolen)).status == 404
    other = await add_client(sqlite_database, practice.anna, "Ander")
    mine = {**await session_of(sqlite_database, begeleider_id=practice.anna), "werkmaat_link": cookie.value}
    assert cookie.value not in await page(await site.get(f"/begeleider/clienten/{other}/link", cookies=mine))


async def test_a_form_with_errors_keeps_what_was_typed(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """Each error stands with its own field and is tied to it for screen readers; nobody is enrolled."""
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=practice.anna))
    response = await site.post("/begeleider/clienten/nieuw", data={"naam": "  ", "telefoon": "bel <maar>"})
    shown = await response.text()
    assert response.status == 422
    assert re.search(
        r'id="naam-fout">Vul een naam in\.</p>\s*<input id="naam"[^>]*aria-describedby="naam-uitleg naam-fout"[^>]*aria-invalid="true"', shown
    )
    assert re.search(r'id="telefoon-fout">Dit is geen telefoonnummer', shown)
    assert 'value="bel &lt;maar&gt;"' in shown
    response = await site.post("/begeleider/clienten/nieuw", data={"naam": "a" * 101})
    assert "hooguit 100 tekens" in await response.text()
    assert ["Kanarienaam"] == await client_names(sqlite_database)


@pytest.mark.parametrize("path", ["0", "-1", "x", "99999999999999999999", "1/samenvatting/0", "1/samenvatting/99999999999"])
async def test_odd_numbers_in_an_address_are_not_found(site: Browser, sqlite_database: Database, practice: Practice, path: str) -> None:
    """Never an error of the database."""
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=practice.anna))
    assert (await site.get(f"/begeleider/clienten/{path}")).status == 404


async def test_pages_need_no_inline_script_or_style(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """Our content security policy forbids both; each page has one h1 and a title of its own."""
    titles = set()
    visits = await _visits(site, sqlite_database, practice, "anna")
    pages = {path: seen for (method, path), seen in visits.items() if method == "GET" and seen.startswith("200") and "<html" in seen}
    for seen in pages.values():
        assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|<style|\son[a-z]+=", seen)
        assert seen.count("<h1") == 1
        titles.add(re.search(r"<title>(.*?)</title>", seen)[1])
    assert len(titles) == len(pages)
