"""The energielijst on the pages of the client and of the begeleider, through a real server on a real SQLite file."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from bot.care import energiearchief as archief
from bot.care import herinneringen
from bot.care.energiearchief import Lijst
from bot.care.energiedag import Indeling, Werkuren
from bot.engine.client import EngineClient
from bot.models.database import Database, utcnow
from bot.models.energie_tables import EnergieUur
from bot.models.gegevens_tables import Inzage
from bot.settings import Settings
from bot.web.app import make_app
from bot.web.sessions import CLIENT_COOKIE
from tests.people import NOW, add_begeleider, add_client, add_samenvatting
from tests.web.front import Browser
from tests.web.test_begeleider import page, session_of
from tests.web.test_client_pagina import cookie

ZONE = Settings().timezone
PAD = "/mijn/energielijst"


@pytest.fixture
async def browser(sqlite_database: Database, tmp_path: object) -> AsyncIterator[Browser]:
    """The whole front, while no worker lives; nobody is logged in."""
    async with TestClient(TestServer(make_app(Settings(), sqlite_database, EngineClient(tmp_path, 1)))) as opened:  # type: ignore[arg-type]
        yield opened


def dag_van_nu() -> Indeling:
    """An own day that began four hours ago, whatever time it is now; at work all day."""
    op = (utcnow() - timedelta(hours=4)).astimezone(ZONE).hour
    return Indeling(op, (op + 16) % 24, ("ma", "di", "wo", "do", "vr", "za", "zo"), Werkuren(op, (op + 2) % 24))


async def nieuwe_lijst(database: Database, client_id: int, *, begin: datetime | None = None, gedeeld: bool = False) -> Lijst:
    async with database.begin(client_id=client_id) as session:
        return await archief.begin(session, client_id, dag_van_nu(), gedeeld=gedeeld, now=begin or utcnow(), zone=ZONE)


async def _vol(database: Database, client_id: int, lijst: Lijst, waarde: int) -> None:
    async with database.begin(client_id=client_id) as session:
        for dag in lijst.periode(utcnow(), ZONE).dagen[:-1]:
            for uur in lijst.indeling.uren:
                session.add(EnergieUur(lijst_id=lijst.id, dag=dag.isoformat(), uur=uur, waarde=str(waarde), gezet_at=utcnow()))


async def _kees(browser: Browser, database: Database, anna: int | None = None) -> int:
    """A client who is logged in."""
    kees = await add_client(database, anna or await add_begeleider(database))
    browser.session.cookie_jar.update_cookies({CLIENT_COOKIE: await cookie(database, kees)})
    return kees


async def waarden(database: Database, client_id: int) -> dict[int, int]:
    async with database.read(client_id=client_id) as session:
        found = await archief.nieuwste(session, client_id)
    assert found is not None
    return {uur: waarde for (_, uur), waarde in found.waarden.items()}


def _vandaag(lijst: Lijst) -> dict[str, str]:
    return {"lijst": str(lijst.id), "dag": lijst.indeling.dag(utcnow(), ZONE).isoformat()}


async def test_without_a_list_the_page_says_how_to_begin(browser: Browser, sqlite_database: Database) -> None:
    """An empty state with one way on; nobody but a client comes here."""
    assert 303 == (await browser.get(PAD, allow_redirects=False)).status
    await _kees(browser, sqlite_database)
    shown = await page(await browser.get(PAD))
    assert "nog geen energielijst" in shown
    assert "<table" not in shown


async def test_a_tap_twice_is_one_tap_and_can_be_changed_and_taken_away(browser: Browser, sqlite_database: Database) -> None:
    """Without script: a form, a 303 to the hour, a sentence that says what was kept. Another screen shows the same."""
    kees = await _kees(browser, sqlite_database)
    lijst = await nieuwe_lijst(sqlite_database, kees)
    uur = lijst.indeling.wakker
    for _ in range(2):
        answer = await browser.post(f"{PAD}/uur", data={**_vandaag(lijst), "tik": f"{uur}-3"}, allow_redirects=False)
        assert (303, f"{PAD}?gedaan=bewaard&uur={uur}#uur-{uur}") == (answer.status, answer.headers["Location"])
    assert {uur: 3} == await waarden(sqlite_database, kees)
    shown = await page(await browser.get(answer.headers["Location"]))
    assert re.search(rf"{uur} tot {(uur + 1) % 24 or 24} uur: 3, goed\. Bewaard\.", shown)
    assert f'value="{uur}-3" aria-pressed="true"' in shown
    assert "op het werk" in shown
    await browser.post(f"{PAD}/uur", data={**_vandaag(lijst), "tik": f"{uur}-0"})
    assert {uur: 0} == await waarden(sqlite_database, kees)
    for _ in range(2):
        assert "Het cijfer is weg" in await page(await browser.post(f"{PAD}/uur", data={**_vandaag(lijst), "wis": str(uur)}))
    assert {} == await waarden(sqlite_database, kees)


async def test_only_hours_of_today_that_began_can_be_changed(browser: Browser, sqlite_database: Database) -> None:
    """Yesterday is over, the next hour has not come, and a list that was stopped is done; each is said, and nothing changes."""
    kees = await _kees(browser, sqlite_database)
    lijst = await nieuwe_lijst(sqlite_database, kees, begin=utcnow() - timedelta(days=3))
    vandaag, uur = _vandaag(lijst), lijst.indeling.wakker
    gisteren = (lijst.indeling.dag(utcnow(), ZONE) - timedelta(days=1)).isoformat()
    later = (uur + 8) % 24
    for wrong in ({"dag": gisteren, "tik": f"{uur}-2"}, {"tik": f"{later}-2"}, {"tik": f"{(uur + 20) % 24}-2"}):
        assert "kun je nu niet veranderen" in await page(await browser.post(f"{PAD}/uur", data={**vandaag, **wrong}))
    for odd in ({"tik": f"{uur}-5"}, {"tik": "24-1"}, {}, {"tik": f"{uur}-1", "dag": "gisteren"}, {"tik": f"{uur}-1", "lijst": "x"}):
        assert 404 == (await browser.post(f"{PAD}/uur", data={**vandaag, **odd})).status
    assert "Toch verder" in await page(await browser.post(f"{PAD}/stop", data=vandaag))
    assert "kun je nu niet veranderen" in await page(await browser.post(f"{PAD}/uur", data={**vandaag, "tik": f"{uur}-2"}))
    await browser.post(f"{PAD}/verder", data=vandaag)
    await browser.post(f"{PAD}/uur", data={**vandaag, "tik": f"{uur}-2"})
    assert {uur: 2} == await waarden(sqlite_database, kees)


async def test_another_clients_list_is_not_there(browser: Browser, sqlite_database: Database) -> None:
    """Every address with the number of somebody else's list is a 404, and that list stays as it is."""
    kees = await _kees(browser, sqlite_database)
    eva = await add_client(sqlite_database, await add_begeleider(sqlite_database, "bram@elders.example"), "Eva Proef")
    lijst, ander = await nieuwe_lijst(sqlite_database, kees), await nieuwe_lijst(sqlite_database, eva)
    form = {**_vandaag(ander), "tik": f"{lijst.indeling.wakker}-1", "deel": "ja", "werk": "nee"}
    assert 404 == (await browser.get(f"{PAD}/{ander.id}")).status
    for deed in ("uur", "werkdag", "delen", "stop", "verder"):
        assert 404 == (await browser.post(f"{PAD}/{deed}", data=form)).status, deed
    async with sqlite_database.read(client_id=eva) as session:
        assert ander == await archief.lees(session, eva, ander.id)


async def test_a_day_with_other_working_hours_and_an_earlier_list(browser: Browser, sqlite_database: Database) -> None:
    """Working hours of today can be changed; a new list stops the old one, which stays to be read."""
    kees = await _kees(browser, sqlite_database)
    oud = await nieuwe_lijst(sqlite_database, kees, begin=utcnow() - timedelta(days=5))
    await _vol(sqlite_database, kees, oud, 1)
    assert "Je werk van vandaag" in await page(await browser.post(f"{PAD}/werkdag", data={**_vandaag(oud), "werk": "nee", "van": "9", "tot": "13"}))
    async with sqlite_database.read(client_id=kees) as session:
        found = await archief.lees(session, kees, oud.id)
    assert found is not None
    assert not any(found.indeling.op_werk(found.indeling.dag(utcnow(), ZONE), uur) for uur in range(24))
    nieuw = await nieuwe_lijst(sqlite_database, kees)
    shown = await page(await browser.get(PAD))
    assert f'{PAD}/{oud.id}"' in shown
    assert f'name="lijst" value="{nieuw.id}"' in shown
    assert "Meestal" in await page(await browser.get(f"{PAD}/{oud.id}"))


async def test_reminders_follow_the_list(browser: Browser, sqlite_database: Database) -> None:
    """A daily mail is offered while a list runs, ends with it, and is gone when the list is stopped."""
    kees = await _kees(browser, sqlite_database)
    lijst = await nieuwe_lijst(sqlite_database, kees, begin=utcnow() - timedelta(days=10))
    await browser.post("/mijn/herinneringen/energie", data={"uur": "19"})

    async def gekozen() -> tuple[herinneringen.Herinnering, ...]:
        async with sqlite_database.read(client_id=kees) as session:
            return await herinneringen.lees(session, kees, now=utcnow(), zone=ZONE)

    (een,) = await gekozen()
    assert (herinneringen.ENERGIELIJST, 19) == (een.soort, een.uur)
    async with sqlite_database.read(client_id=kees) as session:
        assert await herinneringen.volgende(session, kees, een.soort, now=utcnow() + timedelta(days=4), zone=ZONE) is None
    await browser.post(f"{PAD}/stop", data={"lijst": str(lijst.id)})
    assert () == await gekozen()
    await browser.post("/mijn/herinneringen/energie", data={"uur": "19"})
    assert () == await gekozen()


async def test_the_begeleider_sees_what_is_shared_and_no_more(browser: Browser, sqlite_database: Database) -> None:
    """List, estimate and what was noticed have a consent each; withdrawing the list takes it away at once; looking is noted."""
    anna = await add_begeleider(sqlite_database)
    kees = await _kees(browser, sqlite_database, anna)
    lijst = await nieuwe_lijst(sqlite_database, kees, begin=utcnow() - timedelta(days=20))
    await _vol(sqlite_database, kees, lijst, 3)
    begeleider = await session_of(sqlite_database, begeleider_id=anna)
    address = f"/begeleider/clienten/{kees}/energie"

    async def gelezen() -> str:
        browser.session.cookie_jar.update_cookies(begeleider)
        return await page(await browser.get(address))

    assert "deelt nu geen energielijst" in await gelezen()
    assert "Zinnen om samen" not in await gelezen()
    await browser.post(f"{PAD}/delen", data={"lijst": str(lijst.id), "deel": "ja"})
    shown = await gelezen()
    for part in ("Meestal", "Week 1", "Zinnen om samen", "een uur later was het 0 van de", "als Kees Proef de regel over energie"):
        assert part in shown
    assert "Eigen schatting:" not in shown
    await add_samenvatting(sqlite_database, kees, ("x", "kanarie-geheim", "niet_delen"), dialoog="energielijst")
    assert "kanarie" not in await gelezen()
    async with sqlite_database.begin(client_id=kees) as session:
        await archief.bekeken(session, kees, lijst.id, now=NOW)
    assert "kanarie-geheim" in await page(await browser.get(PAD))
    assert address in await page(await browser.get(f"/begeleider/clienten/{kees}"))
    await browser.post(f"{PAD}/delen", data={"lijst": str(lijst.id), "deel": "nee"})
    assert "Week 1" not in await gelezen()
    async with sqlite_database.read() as session:
        assert "energie" in list(await session.scalars(select(Inzage.soort)))
    ander = await session_of(sqlite_database, begeleider_id=await add_begeleider(sqlite_database, "bram@elders.example"))
    browser.session.cookie_jar.update_cookies(ander)
    assert [404, 404] == [(await browser.get(f"/begeleider/clienten/{number}/energie")).status for number in (kees, kees + 1000)]


async def test_a_client_changes_the_waking_hours_of_a_list_that_runs(browser: Browser, sqlite_database: Database) -> None:
    """New hours stand on the page at once, what was tapped is still there, twice the same hour is refused in words, and a list that is over stays."""
    kees = await _kees(browser, sqlite_database)
    lijst = await nieuwe_lijst(sqlite_database, kees)
    op, uur = lijst.indeling.wakker, lijst.indeling.uren[1]
    await browser.post(f"{PAD}/uur", data={**_vandaag(lijst), "tik": f"{uur}-3"})
    gelijk = await page(await browser.post(f"{PAD}/dag", data={"lijst": str(lijst.id), "wakker": str(op), "slapen": str(op)}))
    assert "Er is niets veranderd. Kies twee verschillende uren." in gelijk
    nieuw = {"lijst": str(lijst.id), "wakker": str(op), "slapen": str((op + 18) % 24)}
    shown = await page(await browser.post(f"{PAD}/dag", data=nieuw))
    assert f"Je lijst loopt van {op} tot {(op + 18) % 24 or 24} uur." in shown
    assert re.search(rf'value="{uur}-3" aria-pressed="true"', shown)
    assert "Je lijst heeft nu deze uren." in shown
    verschoven = {**nieuw, "wakker": str((op + 2) % 24), "slapen": str((op + 1) % 24)}  # with the hours of today that is more than a day
    assert "Vandaag houd je de oude uren. Daarna gelden je nieuwe uren." in await page(await browser.post(f"{PAD}/dag", data=verschoven))
    assert {uur: 3} == await waarden(sqlite_database, kees)
    assert 404 == (await browser.post(f"{PAD}/dag", data={**nieuw, "wakker": "24"})).status
    assert 404 == (await browser.post(f"{PAD}/dag", data={**nieuw, "lijst": "999"})).status
    await browser.post(f"{PAD}/stop", data={"lijst": str(lijst.id)})
    assert "Deze dag of lijst is voorbij" in await page(await browser.post(f"{PAD}/dag", data=nieuw))
