"""The preparation of a talk and the copy for the dossier, through the whole front on a real SQLite file."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select, text

from bot.care.rooster import add_afwezigheid
from bot.engine.client import EngineClient
from bot.models.database import Database, utcnow
from bot.models.gegevens_tables import Inzage
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.sessions import BEGELEIDER_COOKIE, CLIENT_COOKIE
from tests.care.gegevens.test_kopie import GEDEELD, gelezen, vul
from tests.people import add_begeleider, add_client, add_organisatie
from tests.web.front import Browser
from tests.web.test_begeleider import session_of

VORMEN = {"papier": ("text/html", "werkmaat-kopie.html"), "bestand": ("application/json", "werkmaat-kopie.json")}


@pytest.fixture
async def site(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Browser]:
    """The whole front, while no worker lives."""
    async with TestClient(TestServer(make_app(Settings(), sqlite_database, EngineClient(tmp_path, 1)))) as browser:
        yield browser


async def kees_van_anna(database: Database, naam: str = "Kees <i>Proef</i>") -> tuple[int, int, dict[str, str]]:
    """anna, her client and her cookie."""
    anna = await add_begeleider(database)
    return anna, await add_client(database, anna, naam), await session_of(database, begeleider_id=anna)


async def _rows(database: Database, soort: str) -> list[Inzage]:
    async with database.read() as session:
        return list(await session.scalars(select(Inzage).where(Inzage.soort == soort)))


async def _get(site: Browser, path: str, cookies: dict[str, str], status: int = 200) -> str:
    response = await site.get(path, cookies=cookies, allow_redirects=False)
    assert status == response.status, path
    return unescape(await response.text())


@pytest.mark.parametrize("vorm", VORMEN)
async def test_a_copy_holds_what_is_shared_and_its_name_tells_nothing(site: Browser, sqlite_database: Database, vorm: str) -> None:
    """An attachment that nobody keeps on the way, whole, with nothing that was not shared; words are never markup."""
    anna, kees, cookies = await kees_van_anna(sqlite_database)
    await vul(sqlite_database, anna, kees)
    response = await site.post(f"/begeleider/clienten/{kees}/export/{vorm}", cookies=cookies)
    body = await response.text()
    soort, naam = VORMEN[vorm]
    assert (200, soort, f'attachment; filename="{naam}"', "no-store") == (
        response.status,
        response.content_type,
        response.headers["Content-Disposition"],
        response.headers["Cache-Control"],
    )
    assert [] == [word for word in GEDEELD if word not in body]
    assert "geheim" not in body
    if vorm == "bestand":
        gelezen(body)
    else:
        assert (False, True) == ("<i>Proef" in body, "Kees &lt;i&gt;Proef" in body)
        assert [] == re.findall(r"<(?:script|link|img|form|a)\b|\ssrc=|\shref=|url\(|@import", body)


@pytest.mark.parametrize("vorm", VORMEN)
async def test_the_client_reads_that_a_copy_was_made(site: Browser, sqlite_database: Database, vorm: str) -> None:
    """By whom and when; looking at the page first is told as what it is."""
    anna, kees, cookies = await kees_van_anna(sqlite_database)
    await vul(sqlite_database, anna, kees)
    page = f"/begeleider/clienten/{kees}/export"
    await _get(site, page, cookies)
    assert [] == await _rows(sqlite_database, "kopie")
    own = await session_of(sqlite_database, client_id=kees)
    me, withdrawn = {CLIENT_COOKIE: own[BEGELEIDER_COOKIE]}, "een kopie gemaakt van wat je deelde. Wat je daarna intrekt, staat daar nog in."
    assert withdrawn not in await _get(site, "/mijn/gegevens", me)
    await site.post(f"{page}/{vorm}", cookies=cookies)
    rows = await _rows(sqlite_database, "kopie")
    assert [("uitvoeren", anna, "eigen_begeleider", "gelukt")] == [(row.actie, row.begeleider_id, row.rol, row.uitkomst) for row in rows]
    mine = " ".join(re.sub(r"<[^>]+>", " ", await _get(site, "/mijn/gegevens", me)).split())
    assert withdrawn in mine
    for said in ("maakte een kopie van wat je deelt, om buiten Werkmaat te bewaren", "bekeek wat er in een kopie van wat je deelt zou staan"):
        assert f"Anna Proef, je begeleider, {said}" in mine


@pytest.mark.parametrize("vorm", VORMEN)
async def test_a_fault_half_way_gives_a_page_and_no_copy(site: Browser, sqlite_database: Database, vorm: str) -> None:
    """The last thing that is read cannot be read: a page that says so, no part of a file, and no row that a copy was made."""
    anna, kees, cookies = await kees_van_anna(sqlite_database)
    await vul(sqlite_database, anna, kees)
    async with sqlite_database.begin() as session:
        await session.execute(text("UPDATE begeleider_bericht SET tekst = 'v1:1:beschadigd'"))
    response = await site.post(f"/begeleider/clienten/{kees}/export/{vorm}", cookies=cookies)
    body = await response.text()
    assert (500, "text/html", False, False) == (
        response.status,
        response.content_type,
        "Content-Disposition" in response.headers,
        "wel-regel" in body,
    )
    assert "<h1" in body
    assert [] == await _rows(sqlite_database, "kopie")


async def test_the_page_says_what_is_in_it_and_what_is_not(site: Browser, sqlite_database: Database) -> None:
    """Counted, before anything is made, with what a copy means; of who shares nothing there is nothing to make."""
    anna, kees, cookies = await kees_van_anna(sqlite_database)
    page = f"/begeleider/clienten/{kees}/export"
    empty = await _get(site, page, cookies)
    assert ("Er is nu niets om mee te nemen" in empty, "<button" in empty.partition("<main")[2]) == (True, False)
    await vul(sqlite_database, anna, kees)
    shown = " ".join(re.sub(r"<[^>]+>", " ", await _get(site, page, cookies)).split())
    for said in (
        "3 samenvattingen, samen 3 gedeelde regels",
        "2 gedeelde signaal-checks",
        "De gedeelde energielijst",
        "1 melding, met het verloop",
        "2 berichten tussen jullie",
        "niet deelt, of heeft ingetrokken",
        "Een kopie staat buiten Werkmaat.",
    ):
        assert said in shown
    assert "wel-regel" not in shown
    assert f'href="{page}"' in await _get(site, f"/begeleider/clienten/{kees}", cookies)


async def test_who_stands_in_or_belongs_elsewhere_makes_no_copy(site: Browser, sqlite_database: Database) -> None:
    """Neither a colleague, nor the deputy who reads the messages now, nor anybody who is not logged in; a link from elsewhere makes none either."""
    organisatie = await add_organisatie(sqlite_database)
    anna, bram = [await add_begeleider(sqlite_database, f"{naam}@proef.example", organisatie_id=organisatie) for naam in ("anna", "bram")]
    kees = await add_client(sqlite_database, anna)
    await vul(sqlite_database, anna, kees)
    page = f"/begeleider/clienten/{kees}"
    async with sqlite_database.begin() as session:
        await add_afwezigheid(session, anna, utcnow() - timedelta(hours=1), utcnow() + timedelta(hours=1), bram)
    deputy = await session_of(sqlite_database, begeleider_id=bram)
    await _get(site, f"{page}/berichten", deputy)
    for part in ("voorbereiding", "export"):
        assert "wel-regel" not in await _get(site, f"{page}/{part}", deputy, 404)
    for vorm in VORMEN:
        response = await site.post(f"{page}/export/{vorm}", cookies=deputy)
        assert (404, False) == (response.status, "wel-regel" in await response.text())
    assert {"geweigerd"} == {row.uitkomst for row in await _rows(sqlite_database, "kopie")}
    site.session.cookie_jar.clear()
    asked = await site.post(f"{page}/export/papier", allow_redirects=False)
    assert (303, f"/begeleider/login?naar={page}/export&weg=1") == (asked.status, asked.headers["Location"])
    mine = await session_of(sqlite_database, begeleider_id=anna)
    foreign = await site.post(f"{page}/export/papier", cookies=mine, headers={"Sec-Fetch-Site": "cross-site"})
    followed = await site.get(f"{page}/export/papier", cookies=mine, allow_redirects=False)
    assert (403, 303, f"{page}/export") == (foreign.status, followed.status, followed.headers["Location"])


async def test_the_preparation_says_what_is_known_and_what_is_open(site: Browser, sqlite_database: Database) -> None:
    """In words, with the day and a link to the page it stands on; the own points on top; reading is noted; words are never markup."""
    anna, kees, cookies = await kees_van_anna(sqlite_database)
    page = f"/begeleider/clienten/{kees}"
    assert f'href="{page}/voorbereiding"' in await _get(site, page, cookies)
    empty = await _get(site, f"{page}/voorbereiding", cookies)
    for said in (
        "heeft nog niets met je gedeeld dat hier hoort",
        "Er zijn geen eigen punten gedeeld.",
        "<strong>Nog open:</strong>",
        "Wat kostte het je?",
    ):
        assert said in empty
    assert "Openheid op het werk" not in empty
    await vul(sqlite_database, anna, kees)
    shown = await _get(site, f"{page}/voorbereiding", cookies)
    assert re.search(
        rf'<q class="voor-tekst">wel-punt</q></li>\s*</ul>\s*<p class="voor-bron">Uit: <a class="weg" href="{page}/samenvatting/\d+">', shown
    )
    assert 'datetime="2026-11-23">23 november 2026' in shown
    assert shown.index("wel-punt") < shown.index("1. Wat je cliënt wil") < shown.index("Zinnen om samen te kijken")
    assert ("geheim" in shown, "Op papier ziet het er anders uit" in shown, "Open melding (oranje)" in shown) == (False, True, True)
    assert "<i>Proef" not in await (await site.get(f"{page}/voorbereiding", cookies=cookies)).text()
    assert ["lezen"] * 3 == [row.actie for row in await _rows(sqlite_database, "voorbereiding")]


@pytest.mark.parametrize(("sinds", "status"), [("2026-11-01", 200), ("", 200), ("gisteren", 422), ("2999-01-01", 422), ("2026-02-30", 422)])
async def test_the_last_appointment_is_a_day_that_has_been(site: Browser, sqlite_database: Database, sinds: str, status: int) -> None:
    """Another day gives the page with what is wrong beside the field, and the newest check."""
    _, kees, cookies = await kees_van_anna(sqlite_database)
    shown = await _get(site, f"/begeleider/clienten/{kees}/voorbereiding?sinds={sinds}", cookies, status)
    assert (status == 422) == ("Kies een dag die al geweest is" in shown) == ('aria-invalid="true"' in shown)


async def test_the_file_for_a_program_is_json_by_itself(site: Browser, sqlite_database: Database) -> None:
    """Also of who shares nothing, for who asks for it by hand."""
    _, kees, cookies = await kees_van_anna(sqlite_database)
    response = await site.post(f"/begeleider/clienten/{kees}/export/bestand", cookies=cookies)
    assert "werkmaat-begeleider-kopie-1" == json.loads(await response.text())["formaat"]
