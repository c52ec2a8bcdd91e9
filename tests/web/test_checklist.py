"""The checklist and the page about IPS, through the whole front: plain forms, nothing lost, and the client reads what is kept."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.care import traject
from bot.care.gegevens.wissen import wis
from bot.care.inzage import CLIENT, Kijker
from bot.engine.client import EngineClient
from bot.models.database import Database, utcnow
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.sessions import CLIENT_COOKIE
from tests.people import WACHTZIN, add_begeleider, add_client
from tests.web.front import Browser
from tests.web.test_client_pagina import cookie

PLAN, GELD = "voortraject-plan", "voortraject-geld"


@pytest.fixture
async def browser(sqlite_database: Database, tmp_path: object) -> AsyncIterator[Browser]:
    """The whole front, while no worker lives."""
    async with TestClient(TestServer(make_app(Settings(), sqlite_database, EngineClient(tmp_path, 1)))) as opened:  # type: ignore[arg-type]
        yield opened


@pytest.fixture
async def kees(browser: Browser, sqlite_database: Database) -> int:
    """The client of anna, who has logged in."""
    anna = await add_begeleider(sqlite_database)
    await browser.post("/begeleider/login", data={"email": "anna@proef.example", "wachtzin": WACHTZIN})
    return await add_client(sqlite_database, anna)


async def lees(browser: Browser, pad: str) -> str:
    response = await browser.get(pad)
    assert 200 == response.status
    return html.unescape(await response.text())


def velden(pagina: str) -> dict[str, str]:
    """What a browser sends back of this page when nothing is changed."""
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', pagina))
    return found | dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', pagina, re.DOTALL))


async def test_a_button_changes_its_item_and_keeps_what_was_typed_elsewhere(browser: Browser, kees: int) -> None:
    """One form, a 303 to the item, in words how much is open; nothing pressed and nothing typed changes nothing."""
    pad = f"/begeleider/clienten/{kees}/checklist"
    pagina = await lees(browser, pad)
    assert "26 van de 26 staan nog open." in pagina
    assert "Er is nog niet" in pagina
    done = await browser.post(pad, data={**velden(pagina), "zet": f"{PLAN}:gedaan", f"notitie-{GELD}": "UWV gebeld"}, allow_redirects=False)
    assert (303, f"{pad}?bewaard={PLAN}&ook=1#{PLAN}") == (done.status, done.headers["Location"])
    pagina = await lees(browser, f"{pad}?bewaard={PLAN}&ook=1")
    for part in (
        "25 van de 26 staan nog open.",
        "1 van de 2 staat nog open.",
        "UWV gebeld",
        "Dat is bewaard. Wat je verder op deze pagina typte ook.",
    ):
        assert part in pagina
    done = await browser.post(pad, data=velden(pagina), allow_redirects=False)
    assert (303, pad) == (done.status, done.headers["Location"])
    again = {**velden(pagina), "zet": f"{PLAN}:open"}
    assert 303 == (await browser.post(pad, data=again, allow_redirects=False)).status
    assert "26 van de 26 staan nog open." in await lees(browser, pad)


async def test_it_opens_on_the_noted_phase_and_every_other_is_one_link_away(browser: Browser, kees: int, sqlite_database: Database) -> None:
    """The page of the client leads to it; what is no phase is not found. Every item names column, row and notes, and the remark stands once."""
    async with sqlite_database.read() as session:
        assert () == await traject.van_client(session, kees)
    await browser.post(f"/begeleider/clienten/{kees}/traject", data={"fase": "uitval"})
    pad = f"/begeleider/clienten/{kees}/checklist"
    assert f'href="{pad}"' in await lees(browser, f"/begeleider/clienten/{kees}")
    pagina = await lees(browser, pad)
    assert f'<a href="{pad}/uitval" aria-current="page">' in pagina
    assert [f"{pad}/{fase}" in pagina for fase in traject.FASEN] == [True] * 5
    assert 1 == pagina.count("uit de ggz; bij NAH niet apart onderzocht")
    assert "Kolom uitval, rij begeleiding, noot 65" in pagina
    assert 'href="/werkgever/antwoord/matrix-begeleiding-uitval"' in pagina
    assert "Nu genoteerd bij Kees Proef" in await lees(browser, f"{pad}/matching")
    assert 404 == (await browser.get(f"{pad}/alle")).status
    for form in ({"zet": "verzonnen:gedaan"}, {"zet": f"{PLAN}:gedaan"}, {"zet": "uitval-regie:goed"}, {"fase": "alle"}):
        assert 404 == (await browser.post(pad, data={"fase": "uitval", **form})).status, form


async def test_what_was_changed_meanwhile_is_told_and_what_was_typed_stays(browser: Browser, kees: int) -> None:
    """A 409 with both texts and who wrote the other; the rest is kept, and saving from that page keeps the typed one."""
    pad = f"/begeleider/clienten/{kees}/checklist/voortraject"
    oud = velden(await lees(browser, pad))
    await browser.post(pad, data={**oud, f"notitie-{PLAN}": "eerst geschreven", "zet": f"{GELD}:niet_nodig"})
    response = await browser.post(
        pad, data={**oud, f"notitie-{PLAN}": "net getypt <b>", "zet": f"{GELD}:gedaan", "notitie-voortraject-regie": "ook dit"}
    )
    raw = await response.text()
    pagina = html.unescape(raw)
    assert (409, True) == (response.status, "net getypt &lt;b&gt;" in raw)
    for part in (
        "Nog niet gelukt",
        "De notitie is intussen veranderd door Anna Proef.",
        "eerst geschreven",
        "Intussen is dit op “niet nodig” gezet, door Anna Proef.",
        "Wat je verder veranderde, is wel bewaard.",
    ):
        assert part in pagina
    await browser.post(pad, data={**velden(pagina), "zet": f"{PLAN}:"})
    pagina = await lees(browser, pad)
    assert ("net getypt <b>" in pagina, "eerst geschreven" in pagina, "ook dit" in pagina) == (True, False, True)


async def test_a_note_that_is_too_long_is_said_beside_it(browser: Browser, kees: int) -> None:
    """With how long it is; nothing of it is lost."""
    pad = f"/begeleider/clienten/{kees}/checklist/voortraject"
    form = {**velden(await lees(browser, pad)), f"notitie-{PLAN}": "y" * 1001}
    response = await browser.post(pad, data=form)
    pagina = await response.text()
    assert (422, True, True) == (response.status, "dit zijn er 1001" in pagina, "y" * 1001 in pagina)


async def test_what_was_typed_about_somebody_who_is_gone_is_shown_once_more(browser: Browser, kees: int, sqlite_database: Database) -> None:
    """The client erased everything while the page was open: only what is new is shown, to copy."""
    pad = f"/begeleider/clienten/{kees}/checklist/voortraject"
    await browser.post(pad, data={**velden(await lees(browser, pad)), f"notitie-{PLAN}": "stond er al"})
    form = {**velden(await lees(browser, pad)), f"notitie-{GELD}": "net getypt"}
    await wis(sqlite_database, kees, Kijker(CLIENT), now=utcnow())
    response = await browser.post(pad, data=form)
    pagina = await response.text()
    assert (404, True, False) == (response.status, "net getypt" in pagina, "stond er al" in pagina)


async def test_the_client_reads_that_it_is_kept_and_what_it_says(browser: Browser, kees: int, sqlite_database: Database) -> None:
    """On Mijn stappen that there is a list, on Mijn gegevens what is on it with the notes, and who opened it and changed it."""
    pad = f"/begeleider/clienten/{kees}/checklist"
    await browser.post(pad, data={**velden(await lees(browser, pad)), "zet": f"{PLAN}:gedaan", f"notitie-{PLAN}": "samen gemaakt"})
    browser.session.cookie_jar.clear()
    own = {CLIENT_COOKIE: await cookie(sqlite_database, kees)}
    stappen = await (await browser.get("/mijn/stappen", cookies=own)).text()
    assert "De checklist van Anna Proef" in stappen
    assert 'href="/mijn/gegevens?open=checklist_punt#checklist_punt"' in stappen
    gegevens = html.unescape(await (await browser.get("/mijn/gegevens?open=checklist_punt", cookies=own)).text())
    for part in (
        '<details class="deel" id="checklist_punt" open>',
        "Met de cliënt een plan voor werk maken",
        "<dd>gedaan</dd>",
        "samen gemaakt",
        "opende de checklist van je traject",
        "werkte de checklist van je traject bij",
    ):
        assert part in gegevens


async def test_about_ips_says_figures_with_sources_and_the_own_number_without_a_verdict(browser: Browser, kees: int) -> None:
    """In the menu; figures, subjects, sources, dates; the number of clients stands beside the 25 with what is not known."""
    assert 'href="/begeleider/ips"' in await lees(browser, "/begeleider")
    pagina = await lees(browser, "/begeleider/ips")
    for part in (
        "Binnen 30 dagen contact met een werkgever",
        "Hoogstens 25 cliënten bij een volle baan",
        "In Werkmaat heb je nu 1 cliënt. Werkmaat weet niet hoeveel uren je werkt",
        "Voortraject: hoogstens acht gesprekken",
        "Tip 10: denk aan lange reistijden",
        "Handreiking IPS voor mensen met NAH, tip 10 (december 2024). Nagekeken op 22-11-2026.",
        "Zeker: het staat in de genoemde bron.",
    ):
        assert part in pagina
    assert 2 == pagina.count("Het getal komt uit de ggz; bij NAH niet apart onderzocht.")
