"""Mijn gegevens and erasing, through the whole front: what the client presses is so at once for the begeleider, and who looks is known."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import func, select

from bot.care import checklist
from bot.care import inzage as chain
from bot.care.gegevens import gewist
from bot.engine.client import EngineClient
from bot.models.database import Database, utcnow
from bot.models.gegevens_tables import Inzage
from bot.models.tables import Client, Melding, SamenvattingRegel, Sessie
from bot.settings import Settings
from bot.web import begeleider
from bot.web.app import make_app
from bot.web.inzage import ANDERS, DADEN
from bot.web.sessions import BEGELEIDER_COOKIE, CLIENT_COOKIE, token_hash
from tests.care.gegevens.vulling import vul
from tests.people import add_begeleider, add_client, add_samenvatting, add_verzoek
from tests.web.front import Browser

PAD = "/mijn/gegevens"


@dataclass
class Huis:
    """A running front with Anna and her client Kees, each logged in by a cookie."""

    browser: Browser
    database: Database
    anna: int
    kees: int

    async def cookies(self, token: str, *, client_id: int | None = None, begeleider_id: int | None = None) -> dict[str, str]:
        async with self.database.begin() as session:
            now = utcnow()
            session.add(Sessie(token_hash=token_hash(token), client_id=client_id, begeleider_id=begeleider_id, created_at=now, seen_at=now))
        return {CLIENT_COOKIE if client_id else BEGELEIDER_COOKIE: token}

    async def get(self, path: str, cookies: dict[str, str], status: int = 200) -> str:
        response = await self.browser.get(path, cookies=cookies, allow_redirects=False)
        assert status == response.status, path
        return unescape(await response.text())

    async def post(self, path: str, cookies: dict[str, str], status: int = 303, **form: str) -> str:
        response = await self.browser.post(path, data=form, cookies=cookies, allow_redirects=False)
        assert status == response.status, (path, status)
        return response.headers.get("Location", "") or unescape(await response.text())


@pytest.fixture
async def huis(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Huis]:
    """The whole front on a real file, while no worker lives."""
    anna = await add_begeleider(sqlite_database)
    kees = await add_client(sqlite_database, anna, "Kees Proef")
    async with TestClient(TestServer(make_app(Settings(), sqlite_database, EngineClient(tmp_path, 1)))) as browser:
        yield Huis(browser, sqlite_database, anna, kees)


async def test_withdrawing_and_undoing_is_so_at_once_for_the_begeleider(huis: Huis) -> None:
    """On the page of the client and on the page to print; when nothing is shared any more the latter is gone."""
    blad = await add_samenvatting(huis.database, huis.kees, ("Kanarie drie ochtenden", "drie ochtenden", "delen"))
    me, anna = await huis.cookies("k", client_id=huis.kees), await huis.cookies("a", begeleider_id=huis.anna)
    async with huis.database.read() as session:
        regel = await session.scalar(select(SamenvattingRegel.id))
    dossier, papier = f"/begeleider/clienten/{huis.kees}", f"/begeleider/clienten/{huis.kees}/samenvatting/{blad}"
    assert "Kanarie" in await huis.get(dossier, anna)
    back = await huis.post(f"{PAD}/delen", me, intrekken=str(regel))
    assert "Kanarie" not in await huis.get(dossier, anna)
    await huis.get(papier, anna, 404)
    page = await huis.get(back, me)
    assert "Anna Proef kan dit niet meer lezen." in page
    groep = re.search(r'name="ongedaan" value="(\w+)"', page)
    assert groep
    await huis.post(f"{PAD}/delen", me, ongedaan=groep[1])
    assert "Kanarie" in await huis.get(papier, anna)
    await huis.post(f"{PAD}/delen", me, samenvatting=str(blad))
    assert "Kanarie" not in await huis.get(dossier, anna)


async def test_undoing_what_was_changed_since_says_that_nothing_changed(huis: Huis) -> None:
    """What the client decided after that press stands, and the page does not say that it is as it was."""
    await add_samenvatting(huis.database, huis.kees, ("Kanarie drie ochtenden", "drie ochtenden", "delen"))
    me = await huis.cookies("k", client_id=huis.kees)
    async with huis.database.read() as session:
        regel = await session.scalar(select(SamenvattingRegel.id))
    groep = re.search(r"groep=(\w+)", await huis.post(f"{PAD}/delen", me, intrekken=str(regel)))
    assert groep
    await huis.post(f"{PAD}/delen", me, deel=str(regel))
    page = await huis.get(await huis.post(f"{PAD}/delen", me, ongedaan=groep[1]), me)
    assert (True, False) == ("Er is niets veranderd." in page, "Het staat weer zoals het was." in page)


async def test_somebody_elses_line_is_not_found(huis: Huis) -> None:
    """And nothing changes; nonsense is refused the same way."""
    await add_samenvatting(huis.database, huis.kees, ("Van Kees", "x", "niet_delen"))
    noor = await add_client(huis.database, huis.anna, "Noor Proef")
    her = await huis.cookies("n", client_id=noor)
    for form in ({"deel": "1"}, {"intrekken": "1"}, {"samenvatting": "1"}, {"ongedaan": "0" * 32}, {"deel": "9" * 30}, {}):
        await huis.post(f"{PAD}/delen", her, 404, **form)
    async with huis.database.read() as session:
        assert ["niet_delen"] == list(await session.scalars(select(SamenvattingRegel.toestemming)))


async def test_pages_hold_what_was_stored_and_the_file_has_no_name_in_its_name(huis: Huis) -> None:
    """Screen, paper, conversation and download, with canaries everywhere; empty states for who has nothing."""
    me = await huis.cookies("k", client_id=huis.kees)
    for empty in ("Je deelt nog niets", "Je hebt nog geen vragen beantwoord", "Er zijn geen meldingen over jou", "Er heeft nog niemand gekeken"):
        assert empty in await huis.get(PAD, me)
    words = await vul(huis.database, huis.kees, "kees")
    screen, paper = await huis.get(PAD, me), await huis.get(f"{PAD}/afdrukken", me)
    for word in (
        "kanarie-kees-antwoord-woorden",
        "kanarie-kees-contactverzoek-tekst",
        "kanarie-kees-melding-woorden",
        "kanarie-kees-samenvatting_regel-tekst",
    ):
        assert word in screen
        assert word in paper
    assert "kanarie-kees-bericht-tekst" in paper
    assert "kanarie-kees-bericht-tekst" in await huis.get(f"{PAD}/gesprek", me)
    response = await huis.browser.get(f"{PAD}/download", cookies=me)
    assert 'attachment; filename="werkmaat-mijn-gegevens.json"' == response.headers["Content-Disposition"]
    body = await response.text()
    json.loads(body)
    assert [] == [word for word in words if word not in body]
    assert "downloadde je gegevens" in await huis.get(PAD, me)


async def test_ending_devices(huis: Huis) -> None:
    """One, or all others; the own device stays, and nobody ends somebody else's."""
    me, phone, tablet = [await huis.cookies(token, client_id=huis.kees) for token in ("k", "telefoon", "tablet")]
    noor = await huis.cookies("n", client_id=await add_client(huis.database, huis.anna, "Noor Proef"))
    assert "gedaan=niets" in await huis.post(f"{PAD}/apparaten", noor, apparaat=token_hash("telefoon")[:16])
    assert "gedaan=apparaat" in await huis.post(f"{PAD}/apparaten", me, apparaat=token_hash("telefoon")[:16])
    await huis.get(PAD, phone, 303)
    await huis.get(PAD, tablet)
    await huis.post(f"{PAD}/apparaten", me, andere="ja")
    await huis.get(PAD, tablet, 303)
    await huis.get(PAD, me)
    await huis.get(PAD, noor)


async def test_erasing_takes_two_steps_and_a_word(huis: Huis) -> None:
    """Without the word nothing goes; with it everything goes, on every device, and what the browser keeps is cleared."""
    me, phone = await huis.cookies("k", client_id=huis.kees), await huis.cookies("telefoon", client_id=huis.kees)
    anna = await huis.cookies("a", begeleider_id=huis.anna)
    assert 'name="woord"' not in await huis.get(f"{PAD}/wissen", me)
    assert "Typ het woord: wissen" in await huis.get(f"{PAD}/wissen?stap=2", me)
    assert "Er is nog niets gewist" in await huis.post(f"{PAD}/wissen", me, 422, woord="ja")
    response = await huis.browser.post(f"{PAD}/wissen", data={"woord": " Wissen "}, cookies=me, allow_redirects=False)
    assert (303, "/gewist", '"storage"') == (response.status, response.headers["Location"], response.headers["Clear-Site-Data"])
    assert "Je gegevens zijn gewist" in await huis.get("/gewist", {})
    for device in (me, phone):
        await huis.get(PAD, device, 303)
    await huis.get(f"/begeleider/clienten/{huis.kees}", anna, 404)


async def test_erasing_waits_for_an_urgent_melding(huis: Huis) -> None:
    """The client reads why, in plain words."""
    me = await huis.cookies("k", client_id=huis.kees)
    async with huis.database.begin(client_id=huis.kees) as session:
        session.add(Melding(client_id=huis.kees, niveau="rood", regel="regel suicide", created_at=utcnow()))
    assert "dringende melding" in await huis.get(f"{PAD}/wissen", me)
    assert "dringende melding" in await huis.post(f"{PAD}/wissen", me, 409, woord="wissen")
    await huis.get(PAD, me)


async def test_the_begeleider_reads_that_a_client_erased_everything_and_keeps_what_was_typed(huis: Huis) -> None:
    """On the overview, and on a page that was open, for who had it open; the name is nowhere, and who had no part in it reads nothing."""
    me, anna = await huis.cookies("k", client_id=huis.kees), await huis.cookies("a", begeleider_id=huis.anna)
    bert = await huis.cookies("b", begeleider_id=await add_begeleider(huis.database, "bert@proef.example"))
    async with huis.database.begin(client_id=huis.kees) as session:
        session.add(Melding(client_id=huis.kees, niveau="oranje", regel="proef", created_at=utcnow()))
    async with huis.database.read() as session:
        number = await session.scalar(select(Melding.id))
    dossier, melding = f"/begeleider/clienten/{huis.kees}", f"/begeleider/meldingen/{number}"
    for path in (melding, dossier, "/begeleider"):
        assert "alle gegevens gewist" not in await huis.get(path, anna)
    await huis.get(melding, bert, 404)
    await huis.post(f"{PAD}/wissen", me, woord="wissen")
    overview = await huis.get("/begeleider", anna)
    assert ("Een cliënt van jou heeft alle gegevens gewist" in overview, "Kees" in overview) == (True, False)
    closing = await huis.post(f"{melding}/sluiten", anna, 404, tekst="Gebeld met zijn broer")
    assert ("Deze cliënt heeft alle gegevens gewist, op" in closing, "Gebeld met zijn broer" in closing, "Kees" in closing) == (True, True, False)
    writing = await huis.post(f"{dossier}/berichten", anna, 404, tekst="Tot morgen")
    assert ("Een cliënt van jou heeft alle gegevens gewist" in writing, "Tot morgen" in writing) == (True, True)
    for page in (await huis.get("/begeleider", bert), await huis.get(melding, bert, 404), await huis.get(dossier, bert, 404)):
        assert ("cliënt van jou heeft" in page, "Deze cliënt heeft" in page) == (False, False)
    assert "Deze cliënt heeft" not in await huis.get("/begeleider/meldingen/999", anna, 404)


async def test_the_overview_tells_of_an_erasure_for_two_weeks(huis: Huis) -> None:
    """And not of what a begeleider erased: that was said at once."""
    anna = await huis.cookies("a", begeleider_id=huis.anna)
    await huis.get("/begeleider", anna)
    me = await huis.cookies("k", client_id=huis.kees)
    await huis.post(f"{PAD}/wissen", me, woord="wissen")
    now = utcnow()
    assert [1, 0] == [len(await gewist.van_eigen_clienten(huis.database, huis.anna, now=now + timedelta(days=day))) for day in (13, 15)]
    piet = await add_client(huis.database, huis.anna, "Piet Proef")
    await huis.get("/begeleider", anna)
    await huis.post(f"/begeleider/clienten/{piet}/wissen", anna, verzoek="ja", woord="wissen")
    assert 1 == len(await gewist.van_eigen_clienten(huis.database, huis.anna, now=now))


async def test_a_begeleider_erases_on_request(huis: Huis) -> None:
    """Only after saying that the client asked, and typing the word; who did it is kept."""
    anna, path = await huis.cookies("a", begeleider_id=huis.anna), f"/begeleider/clienten/{huis.kees}/wissen"
    assert "Kees Proef" in await huis.get(path, anna)
    await huis.post(path, anna, 422, woord="wissen")
    await huis.post(path, anna, 422, verzoek="ja", woord="")
    assert "/begeleider?gewist=1" == await huis.post(path, anna, verzoek="ja", woord="wissen")
    async with huis.database.read() as session:
        assert 0 == await session.scalar(select(func.count(Client.id)))
        last = (await session.scalars(select(Inzage).order_by(Inzage.volgnummer.desc()).limit(1))).one()
    assert ("wissen", "alles", huis.anna, "gelukt") == (last.actie, last.soort, last.begeleider_id, last.uitkomst)
    assert [None] == [one.fout for one in await chain.controleer(huis.database)]


def _routes() -> list[tuple[str, str]]:
    app = web.Application()
    app.add_routes(begeleider.routes)
    found = {(route.method, route.resource.canonical) for route in app.router.routes() if route.resource and route.method != "HEAD"}
    return sorted(found - {("GET", "/begeleider/login"), ("POST", "/begeleider/login"), ("POST", "/begeleider/logout")})


def test_every_route_of_the_begeleider_says_what_it_does() -> None:
    """A new page cannot be forgotten in the log of who looked."""
    assert _routes() == sorted(DADEN)


async def test_every_route_leaves_a_row(huis: Huis) -> None:
    """Each route that shows or changes data of a client, called once: a complete row more, about Kees, of this begeleider."""
    anna = await huis.cookies("a", begeleider_id=huis.anna)
    blad = await add_samenvatting(huis.database, huis.kees, ("Regel", "x", "delen"))
    verzoek = await add_verzoek(huis.database, huis.kees, "bel mij")
    async with huis.database.begin(client_id=huis.kees) as session:
        melding = Melding(client_id=huis.kees, niveau="geel", regel="x", created_at=utcnow())
        session.add(melding)
        await session.flush()
        sleutel = await session.scalar(select(Client.sleutel_id))
    forms = {
        "gelezen": {"verzoek": str(verzoek)},
        "berichten": {"tekst": "x"},
        "klaarzetten": {"dialoog": "werkwensen"},
        "nieuw": {"naam": "Noor Proef"},
        "gegevens": {"naam": "Kees Proef"},
        "notitie": {"tekst": "x"},
        "sluiten": {"tekst": "x"},
        "wissen": {"verzoek": "ja", "woord": "wissen"},
    }
    order = [route for route in sorted(DADEN) if DADEN[route] and not route[1].endswith("/wissen")]
    late = {f"/begeleider/meldingen/{wat}": plek for plek, wat in enumerate(("afgesloten", "{id}/heropenen"), 1)}
    order = sorted(order, key=lambda route: late.get(route[1], 0)) + [route for route in sorted(DADEN) if route[1].endswith("/wissen")]
    for method, pattern in order:
        path = (
            pattern.replace("{id}", str(melding.id if "/meldingen/" in pattern else huis.kees))
            .replace("{sid}", str(blad))
            .replace("{fase}", "matching")
        )
        before = await _rows(huis.database)
        response = await huis.browser.request(
            method, path, data=forms.get(path.rsplit("/", 1)[-1]) if method == "POST" else None, cookies=anna, allow_redirects=False
        )
        assert response.status in (200, 303, 422), (path, response.status)
        new = (await _rows(huis.database))[len(before) :]
        assert (1 if response.status < 400 else 2) == len(new), (method, path, [row.soort for row in new])  # a form that came back shows its page
        row = new[0]
        expected = DADEN[(method, pattern)]
        assert expected == (row.actie, row.soort)
        assert ANDERS != row.soort
        outcome = "gelukt" if response.status < 400 else "geweigerd"
        assert ("begeleider", huis.anna, "eigen_begeleider", "web", outcome) == (row.wie, row.begeleider_id, row.rol, row.plek, row.uitkomst), (
            method,
            path,
        )
        assert sleutel == row.betrokkene or pattern.endswith("nieuw")
    assert [None] == [one.fout for one in await chain.controleer(huis.database)]


async def _rows(database: Database) -> list[Inzage]:
    async with database.read() as session:
        return list(await session.scalars(select(Inzage).order_by(Inzage.volgnummer)))


async def test_a_refused_look_is_noted_as_refused_and_reads_nothing(huis: Huis) -> None:
    """A colleague who tries a number gets the same page as for nobody, and a row."""
    bert = await add_begeleider(huis.database, "bert@proef.example", naam="Bert Proef")
    await huis.get(f"/begeleider/clienten/{huis.kees}", await huis.cookies("b", begeleider_id=bert), 404)
    rows = await _rows(huis.database)
    assert [("geweigerd", bert, "collega")] == [(row.uitkomst, row.begeleider_id, row.rol) for row in rows]


async def test_a_form_with_a_mistake_in_it_did_nothing_and_its_page_was_seen(huis: Huis) -> None:
    """What came back to be filled in again is not noted as done, which the client would read; that its page was seen, is."""
    anna, me = await huis.cookies("a", begeleider_id=huis.anna), await huis.cookies("k", client_id=huis.kees)
    path = f"/begeleider/clienten/{huis.kees}"
    await huis.post(f"{path}/gegevens", anna, 422, naam="", telefoon="")
    await huis.post(f"{path}/berichten", anna, 422, tekst="")
    await huis.post(f"{path}/wissen", anna, 422, woord="wissen")
    async with huis.database.begin(client_id=huis.kees) as session:
        melding = Melding(client_id=huis.kees, niveau="rood", regel="x", created_at=utcnow())
        session.add(melding)
    await huis.post(f"{path}/wissen", anna, 409, verzoek="ja", woord="wissen")
    await huis.post(f"/begeleider/meldingen/{melding.id}/notitie", anna, 422, tekst="")
    punt = next(iter(checklist.lijst().van_fase("matching")))
    await huis.post(f"{path}/checklist/matching", anna, 409, **{f"getoond-{punt}": "open.elders", f"notitie-{punt}": "Gebeld"})
    rows = await _rows(huis.database)
    assert {"lezen"} == {row.actie for row in rows if row.uitkomst == "gelukt"}
    refused, seen = ([row.soort for row in rows if row.uitkomst == uitkomst] for uitkomst in ("geweigerd", "gelukt"))
    assert ["gegevens", "antwoord", "alles", "alles", "melding_notitie", "checklist_bijwerken"] == refused
    assert ["dossier", "berichten", "wissen", "wissen", "melding", "checklist"] == seen
    read = await huis.get(f"{PAD}?open=inzage", me)
    assert "opende je pagina" in read
    assert "wiste je gegevens" not in read
    await huis.post(f"{path}/gegevens", anna, naam="Kees de Proef", telefoon="")
    assert "gelukt" == (await _rows(huis.database))[-1].uitkomst


async def test_the_client_reads_who_looked(huis: Huis) -> None:
    """In plain words, with the name and how often that day."""
    anna, me = await huis.cookies("a", begeleider_id=huis.anna), await huis.cookies("k", client_id=huis.kees)
    for _ in range(2):
        await huis.get(f"/begeleider/clienten/{huis.kees}", anna)
    page = " ".join(re.sub(r"<[^>]+>", " ", await huis.get(f"{PAD}?open=inzage", me)).split())
    assert "Anna Proef, je begeleider, opende je pagina" in page
    assert "2 keer die dag" in page
