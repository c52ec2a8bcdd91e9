"""The page with the signaal-checks of one client, through a real server on a real SQLite file."""

from __future__ import annotations

import json
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.care import energiearchief
from bot.care.energiedag import Indeling
from bot.care.gegevens.overzicht import overzicht
from bot.care.signaalarchief import als_json
from bot.care.signaalregels import SignaalRegels
from bot.care.signalen import Check, beoordeel
from bot.models.database import Database, utcnow
from bot.models.gegevens_tables import Inzage
from bot.models.signaal_tables import SignaalCheck
from tests.people import NOW, add_begeleider, add_client
from tests.web.test_begeleider import Browser, page, session_of, site

__all__ = ["site"]


async def add_check(
    database: Database, client_id: int, check: Check, *, gedeeld: bool = True, met_woorden: bool = True, dagen: int = 0, **woorden: str
) -> None:
    uitslag = beoordeel(check, [], SignaalRegels())
    async with database.begin(client_id=client_id) as session:
        session.add(
            SignaalCheck(
                client_id=client_id,
                done_at=NOW + timedelta(days=dagen),
                waarden=als_json(check, uitslag, ()),
                woorden=json.dumps(woorden),
                niveau=uitslag.niveau,
                gedeeld=gedeeld,
                woorden_gedeeld=gedeeld and met_woorden,
                verteld="",
            )
        )


async def test_shared_checks_are_shown_newest_first_and_nothing_else(site: Browser, sqlite_database: Database) -> None:
    """Signals, the change as an event, the reason and the own words; what is not shared is not there, words apart; that somebody looked is noted."""
    anna = await add_begeleider(sqlite_database)
    kees = await add_client(sqlite_database, anna)
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=anna))
    address = f"/begeleider/clienten/{kees}/signalen"
    assert "nog geen signaal-checks" in await page(await site.get(address))
    assert f'href="{address}"' not in await page(await site.get(f"/begeleider/clienten/{kees}"))
    await add_check(sqlite_database, kees, Check(meer=("prikkels",)))
    await add_check(sqlite_database, kees, Check(meer=("fouten", "stemming"), veranderd=("collegas",)), dagen=7, nog="<b>kanarie</b>")
    await add_check(sqlite_database, kees, Check(meer=("verzuim",)), gedeeld=False, dagen=14, nog="geheim")
    await add_check(sqlite_database, kees, Check(meer=("balans",)), met_woorden=False, dagen=21, nog="geheim")
    shown = await page(await site.get(address))
    assert shown.index("30 november 2026") < shown.index("23 november 2026")
    for part in (
        "1 van 12: Last van geluid of drukte",
        "Meer fouten maken; Somber of bang",
        "Andere collega's",
        "er is pas iets veranderd",
        "kanarie",
        "Thuis te moe na werk",
    ):
        assert part in shown
    for part in ("geheim", "7 december", "Kort ziek thuis"):
        assert part not in shown
    assert "<b>kanarie" not in await (await site.get(address)).text()
    assert address in await page(await site.get(f"/begeleider/clienten/{kees}"))
    async with sqlite_database.read() as session:
        assert "signalen" in list(await session.scalars(select(Inzage.soort)))


async def test_a_change_in_own_words_is_an_event(site: Browser, sqlite_database: Database) -> None:
    """Also where the words themselves are not shared; where they are, they stand below."""
    anna = await add_begeleider(sqlite_database)
    kees = await add_client(sqlite_database, anna)
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=anna))
    for dagen, met_woorden in enumerate((False, True)):
        await add_check(sqlite_database, kees, Check(veranderd=("eigen",)), met_woorden=met_woorden, dagen=dagen, veranderd="ik slaap weinig")
    shown = await page(await site.get(f"/begeleider/clienten/{kees}/signalen"))
    assert (0, 2, 1) == tuple(shown.count(part) for part in ("Geen genoemd", "Iets anders, in eigen woorden", "ik slaap weinig"))


async def test_somebody_elses_client_is_not_there(site: Browser, sqlite_database: Database) -> None:
    """The same 404 as for a client that does not exist, and nothing of the check."""
    kees = await add_client(sqlite_database, await add_begeleider(sqlite_database))
    await add_check(sqlite_database, kees, Check(meer=("prikkels",)), nog="kanarie")
    other = await add_begeleider(sqlite_database, "bram@elders.example")
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=other))
    for number in (kees, kees + 1000):
        response = await site.get(f"/begeleider/clienten/{number}/signalen")
        assert (404, False) == (response.status, "kanarie" in await page(response))


async def test_a_shared_check_or_energielijst_is_not_nothing(site: Browser, sqlite_database: Database) -> None:
    """It is new in the overview and counted on the page of the client and for the client; what is not shared leaves "nothing" as it was."""
    anna = await add_begeleider(sqlite_database)
    kees = await add_client(sqlite_database, anna)
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=anna))
    now = utcnow()
    dagen = (now - NOW).days
    await add_check(sqlite_database, kees, Check(meer=("verzuim",)), gedeeld=False, dagen=dagen)
    overview, own = await page(await site.get("/begeleider")), await page(await site.get(f"/begeleider/clienten/{kees}"))
    assert ("Nog niets gedeeld" in overview, "nog niets met je gedeeld" in own, "deelt geen checks" in own) == (True, True, True)
    read = [f'href="/begeleider/clienten/{kees}/{what}"' for what in ("signalen", "energie")]
    assert [False, False] == [link in own for link in read]
    await add_check(sqlite_database, kees, Check(meer=("prikkels",)), dagen=dagen)
    async with sqlite_database.begin(client_id=kees) as session:
        await energiearchief.begin(session, kees, Indeling(7, 23), gedeeld=True, now=now, zone=ZoneInfo("Europe/Amsterdam"))
    overview, own = await page(await site.get("/begeleider")), await page(await site.get(f"/begeleider/clienten/{kees}"))
    assert ("Signaal-check gedeeld op" in overview, "Energielijst gedeeld op" in overview, "Er is niets nieuws" in overview) == (True, True, False)
    assert "Kees Proef heeft nog geen samenvatting met je gedeeld" in own
    assert ("Je cliënt deelt 1 check met je." in own, "Je cliënt deelt een energielijst met je." in own) == (True, True)
    assert [True, True] == [link in own for link in read]
    mine = await overzicht(sqlite_database, kees, apparaat="", now=now, zone=ZoneInfo("Europe/Amsterdam"))
    assert (1, 1) == (mine.checks, mine.energielijsten)
