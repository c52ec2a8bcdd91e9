"""Where one comes when the address of a form is opened by itself, or a form is sent after the session ended."""

from __future__ import annotations

import re

import pytest
from aiohttp import web

from bot.models.database import Database
from bot.web import begeleider, client, werkgever
from bot.web.sessions import BEGELEIDER_COOKIE
from tests.people import add_begeleider, add_client
from tests.web.front import Browser
from tests.web.test_begeleider import session_of
from tests.web.test_client_pagina import browser

__all__ = ["browser"]

MODULES = {"begeleider": begeleider, "client": client, "werkgever": werkgever}


def _only_forms(routes: list[web.RouteDef]) -> list[str]:
    """The addresses to which forms are sent and that are no page, with a number where one belongs."""
    pages = {route.path for route in routes if route.method == "GET"}
    sent = {route.path for route in routes if route.method == "POST"} - pages
    return [re.sub(r"\{wat:(\w+)[^}]*\}", r"\1", re.sub(r"\{(?:id|vraag):[^/]*", "2", path)) for path in sorted(sent) if "/api/" not in path]


@pytest.mark.parametrize("naam", MODULES)
async def test_the_address_of_a_form_leads_to_a_page(browser: Browser, naam: str) -> None:
    """For every form of begeleider, client and werkgever: above it, and never an error about how it was asked."""
    addresses = _only_forms(list(MODULES[naam].routes))
    assert addresses
    for address in addresses:
        for method in ("GET", "HEAD"):
            response = await browser.request(method, f"{address}?x=1", allow_redirects=False)
            assert 303 == response.status, address
            assert address.startswith(f"{response.headers['Location']}/"), address
        assert 405 != (await browser.get(address)).status


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/begeleider/meldingen/2/notitie", "/begeleider/meldingen/2"),
        ("/begeleider/clienten/2/traject", "/begeleider/clienten/2"),
        ("/begeleider/rooster/afwezig", "/begeleider/rooster"),
        ("/begeleider/instellingen/webhook", "/begeleider/instellingen"),
        ("/begeleider/logout", "/begeleider"),
        ("/mijn/herinneringen/adres/weg", "/mijn/herinneringen"),
        ("/mijn/helpers/2/vooraan", "/mijn/helpers/2"),
    ],
)
async def test_it_is_the_page_the_form_stands_on(browser: Browser, address: str, expected: str) -> None:
    """The nearest one above it that can be shown."""
    response = await browser.get(address, allow_redirects=False)
    assert (303, expected) == (response.status, response.headers["Location"])


async def test_programs_are_still_told_that_the_method_is_wrong(browser: Browser) -> None:
    """Nothing else than a GET of a page is led elsewhere."""
    for method, address in (("GET", "/api/messages"), ("DELETE", "/begeleider/rooster"), ("POST", "/begeleider")):
        assert 405 == (await browser.request(method, address, allow_redirects=False)).status


@pytest.mark.parametrize(
    ("address", "naar"),
    [
        ("/begeleider/meldingen/2/notitie", "naar=/begeleider/meldingen/2&"),
        ("/begeleider/instellingen", "naar=/begeleider/instellingen&"),
        ("/begeleider/rooster/afwezig", "naar=/begeleider/rooster&"),
        ("/begeleider/clienten/2/wissen", "naar=/begeleider/clienten/2/wissen&"),
        ("/begeleider/clienten/nieuw", "naar=/begeleider/clienten/nieuw&"),
    ],
)
async def test_a_form_that_came_after_the_session_ended_is_said_not_to_be_kept(browser: Browser, address: str, naar: str) -> None:
    """And logging in leads back to the page of that form; opening a page says nothing of the kind."""
    response = await browser.post(address, data={"tekst": "getypt"}, allow_redirects=False)
    assert (303, f"/begeleider/login?{naar}weg=1") == (response.status, response.headers["Location"])
    assert "Je bent niet meer ingelogd." in await (await browser.get(response.headers["Location"])).text()
    again = await browser.post("/begeleider/login", data={"email": "x@proef.example", "wachtzin": "fout", "weg": "1"})
    assert "Je bent niet meer ingelogd." in await again.text()
    assert "niet meer ingelogd" not in await (await browser.get("/begeleider/instellingen")).text()


async def test_who_is_logged_in_sees_the_page_of_the_form(browser: Browser, sqlite_database: Database) -> None:
    """Not an error outside the own menu."""
    anna = await add_begeleider(sqlite_database)
    kees = await add_client(sqlite_database, anna, "Kanarienaam")
    token = (await session_of(sqlite_database, begeleider_id=anna))[BEGELEIDER_COOKIE]
    response = await browser.get(f"/begeleider/clienten/{kees}/traject", cookies={BEGELEIDER_COOKIE: token})
    assert (200, True) == (response.status, "Kanarienaam" in await response.text())
