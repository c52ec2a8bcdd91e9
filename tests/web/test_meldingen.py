"""The pages of meldingen, through a real server on a real SQLite file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape
from uuid import uuid4

import aiohttp_jinja2
import jinja2
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import update

from bot.care.meldingen import schrijf
from bot.care.meldingstand import Stap
from bot.models.database import Database, utcnow
from bot.models.tables import Organisatie, Sessie
from bot.settings import PROJECT
from bot.web import begeleider, begeleider_meldingen
from bot.web.keys import DATABASE, SETTINGS
from bot.web.sessions import BEGELEIDER_COOKIE, token_hash
from tests.notify.world import WOORDEN, Wereld, wereld

Browser = TestClient[web.Request, web.Application]
SECRETS = ("Kanarienaam", "06 99887766", WOORDEN, "Dit is verteld.")


@dataclass
class Site:
    """The world with a browser in front of it."""

    w: Wereld
    browser: Browser

    async def visit(self, who: int | None, method: str, path: str, **form: str) -> tuple[int, str]:
        """Status and everything a visit gives away."""
        cookies = {}
        if who is not None:
            token, now = uuid4().hex, utcnow()
            async with self.w.database.begin() as session:
                session.add(Sessie(token_hash=token_hash(token), begeleider_id=who, created_at=now, seen_at=now))
            cookies = {BEGELEIDER_COOKIE: token}
        self.browser.session.cookie_jar.clear()
        response = await self.browser.request(method, path, data=form or None, cookies=cookies, allow_redirects=False)
        return response.status, f"{dict(response.headers)} {unescape(await response.text())}"


@asynccontextmanager
async def open_site(database: Database) -> AsyncIterator[Site]:
    """The world of the alarm chain with the pages of the begeleider."""
    async with wereld(database) as w:
        # The pages have the clock of the machine.
        w.clock.set(utcnow())
        w.settings = replace(w.settings, public_url="")
        app = web.Application()
        app[DATABASE], app[SETTINGS] = database, w.settings
        loader = jinja2.FileSystemLoader(PROJECT / "bot" / "web" / "templates")
        aiohttp_jinja2.setup(app, loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
        app.cleanup_ctx.append(begeleider.login_desk)
        app.add_routes(begeleider.routes)
        async with TestClient(TestServer(app)) as browser:
            yield Site(w, browser)


@pytest.fixture
async def site(sqlite_database: Database) -> AsyncIterator[Site]:
    """A test that uses it starts with nobody in any melding."""
    async with open_site(sqlite_database) as found:
        yield found


def _addresses(number: int) -> list[tuple[str, str]]:
    """Every route of one melding."""
    of_one = [route for route in begeleider_meldingen.routes if "{id" in route.path]
    return [(route.method, f"/begeleider/meldingen/{number}{route.path.rpartition('}')[2]}") for route in of_one]


async def test_meldingen_stand_first_on_the_overview(site: Site) -> None:
    """Above the clients, with the level in words; who has no part in one sees none."""
    await site.w.meld()
    _, page = await site.visit(site.w.anna, "GET", "/begeleider")
    assert -1 < page.index('id="meldingen"') < page.index('id="nieuw"')
    assert "Rood: lees dit nu" in page
    assert "Wacht op jou" in page
    assert WOORDEN not in page
    _, other = await site.visit(site.w.bram, "GET", "/begeleider")
    assert "Kanarienaam" not in other


async def test_the_page_shows_reason_words_answer_and_number_to_call(site: Site) -> None:
    """All one needs before calling, and the number to call as a link."""
    number = await site.w.meld()
    status, page = await site.visit(site.w.anna, "GET", f"/begeleider/meldingen/{number}")
    assert (200, []) == (status, [one for one in (*SECRETS, 'href="tel:0699887766"', "De woorden gaan over", "Ik pak dit op") if one not in page])
    assert 1 == len(await site.w.stappen(number, "bekeken"))


@pytest.mark.parametrize("who", ["bram", "dora", None])
async def test_who_has_no_part_in_it_sees_nothing_and_changes_nothing(site: Site, who: str | None) -> None:
    """Every route × a colleague, somebody of elsewhere, nobody: the same page as for a melding that does not exist."""
    number = await site.w.meld()
    person = getattr(site.w, who) if who else None
    form = {"tekst": "kanarie", "naar": str(site.w.cees)}
    for method, path in _addresses(number):
        status, page = await site.visit(person, method, path, **(form if method == "POST" else {}))
        assert (404 if who else 303, []) == (status, [one for one in SECRETS if one in page]), path
        if who:
            unknown = await site.visit(person, method, path.replace(f"/{number}", "/999999999", 1), **(form if method == "POST" else {}))
            assert unknown[1].partition("<!doctype")[2] == page.partition("<!doctype")[2]
    assert [] == await site.w.stappen(number)
    print(f"{who}: {len(_addresses(number))} routes, 0 leaks")


async def test_after_the_ladder_called_a_deputy_he_can_see_and_act(site: Site) -> None:
    """Escalated to is allowed to."""
    number = await site.w.meld()
    async with site.w.database.begin() as session:
        schrijf(session, number, Stap("bericht", utcnow(), 0, "vervanger", site.w.bram))
    status, page = await site.visit(site.w.bram, "GET", f"/begeleider/meldingen/{number}")
    assert (200, True) == (status, WOORDEN in page)
    status, page = await site.visit(site.w.bram, "POST", f"/begeleider/meldingen/{number}/gezien")
    assert (303, True) == (status, f"'/begeleider/meldingen/{number}'" in page)
    assert "Opgepakt door jou" in (await site.visit(site.w.bram, "GET", "/begeleider"))[1]


async def test_the_life_of_a_melding_on_the_page(site: Site) -> None:
    """Acknowledge, note, hand over, close, reopen: each shows in the log with who did it."""
    number = await site.w.meld()
    base = f"/begeleider/meldingen/{number}"
    acts = {"gezien": {}, "notitie": {"tekst": "Gebeld <b>"}, "overdragen": {"naar": str(site.w.cees)}, "sluiten": {"tekst": "Klaar"}}
    for name, form in acts.items():
        assert 303 == (await site.visit(site.w.anna, "POST", f"{base}/{name}", **form))[0]
    _, page = await site.visit(site.w.cees, "GET", base)
    handed = "Overgedragen door anna kanarie aan cees kanarie"
    expected = ("Opgepakt door anna", "Notitie van anna", "Gebeld <b>", handed, "Afgesloten door anna", "Open opnieuw")
    assert [] == [one for one in expected if one not in page]
    assert 303 == (await site.visit(site.w.cees, "POST", f"{base}/heropenen"))[0]
    assert "Opnieuw geopend door cees" in (await site.visit(site.w.cees, "GET", base))[1]


@pytest.mark.parametrize(
    ("name", "form", "expected"),
    [
        ("notitie", {"tekst": " "}, "Schrijf een korte tekst."),
        ("sluiten", {"tekst": ""}, "Schrijf een korte tekst."),
        ("sluiten", {"tekst": "x" * 2001}, "De tekst is te lang."),
        ("overdragen", {"naar": "999", "tekst": "bewaard"}, "Kies een collega"),
        ("overdragen", {"naar": "²", "tekst": "bewaard"}, "Kies een collega"),
        ("heropenen", {"x": "y"}, "Deze melding is al open."),
    ],
)
async def test_what_is_missing_is_said_beside_the_form_and_nothing_typed_is_lost(site: Site, name: str, form: dict[str, str], expected: str) -> None:
    """422 with the reason; what was typed stands there still."""
    number = await site.w.meld()
    status, page = await site.visit(site.w.anna, "POST", f"/begeleider/meldingen/{number}/{name}", **form)
    assert (422, True) == (status, expected in page)
    assert form.get("tekst", "").strip() in page


async def test_a_dead_chain_shows_on_the_overview(site: Site) -> None:
    """The page reads it from the database: no background task is needed to see that there is none."""
    async with site.w.database.begin() as session:
        await session.execute(update(Organisatie).values(created_at=utcnow() - timedelta(days=2)))
    assert "De proef van de meldingen blijft uit" in (await site.visit(site.w.anna, "GET", "/begeleider"))[1]


async def test_a_link_to_a_melding_survives_logging_in(site: Site) -> None:
    """Who is not logged in comes back where he wanted to be."""
    status, page = await site.visit(None, "GET", "/begeleider/meldingen/12")
    assert (303, True) == (status, "/begeleider/login?naar=/begeleider/meldingen/12" in page)


async def test_a_closed_melding_is_found_again(site: Site) -> None:
    """From the overview to the list to the melding, for who has a part in it; nobody else sees the name."""
    number = await site.w.meld()
    assert "Er zijn geen afgesloten meldingen." in (await site.visit(site.w.anna, "GET", "/begeleider/meldingen/afgesloten"))[1]
    await site.visit(site.w.anna, "POST", f"/begeleider/meldingen/{number}/overdragen", naar=str(site.w.cees))
    await site.visit(site.w.anna, "POST", f"/begeleider/meldingen/{number}/sluiten", tekst="Klaar")
    for who in (site.w.anna, site.w.cees):
        assert 'href="/begeleider/meldingen/afgesloten"' in (await site.visit(who, "GET", "/begeleider"))[1]
        assert f'<a href="/begeleider/meldingen/{number}">Kanarienaam</a>' in (await site.visit(who, "GET", "/begeleider/meldingen/afgesloten"))[1]
    for who in (site.w.bram, site.w.dora):
        assert "Kanarienaam" not in (await site.visit(who, "GET", "/begeleider/meldingen/afgesloten"))[1]


async def test_client_and_melding_lead_to_each_other(site: Site) -> None:
    """The page of the client has the open melding; the melding leads to client and messages, but not for a colleague, who may not read those."""
    number = await site.w.meld()
    base, client = f"/begeleider/meldingen/{number}", f"/begeleider/clienten/{site.w.kees}"
    _, page = await site.visit(site.w.anna, "GET", client)
    assert -1 < page.index(f'href="{base}"') < page.index('id="vragen"')
    _, page = await site.visit(site.w.anna, "GET", base)
    assert (True, True) == (f'href="{client}"' in page, f'href="{client}/berichten"' in page)
    await site.visit(site.w.anna, "POST", f"{base}/overdragen", naar=str(site.w.cees))
    assert client not in (await site.visit(site.w.cees, "GET", base))[1]
    await site.visit(site.w.anna, "POST", f"{base}/sluiten", tekst="Klaar")
    assert base not in (await site.visit(site.w.anna, "GET", client))[1]


async def test_handing_over_asks_for_a_colleague_and_is_logged_once(site: Site) -> None:
    """Nobody is chosen beforehand; a second click adds nothing but new words; giver and receiver read whose it is, and not that it is a repeat."""
    number = await site.w.meld()
    base = f"/begeleider/meldingen/{number}"
    status, page = await site.visit(site.w.anna, "POST", f"{base}/overdragen", naar="", tekst="bewaard")
    assert (422, True, True) == (status, "Kies een collega uit de lijst." in page, ">bewaard</textarea>" in page)
    assert [] == await site.w.stappen(number, "overgedragen")
    for tekst in ("", "Bel haar", "Bel haar"):
        assert 303 == (await site.visit(site.w.anna, "POST", f"{base}/overdragen", naar=str(site.w.cees), tekst=tekst))[0]
    assert ["overgedragen", "notitie"] == [stap.soort for stap in await site.w.stappen(number, "overgedragen", "notitie")]
    for who, expected in ((site.w.anna, "Overgedragen aan cees kanarie, nog van jou tot cees kanarie het oppakt"), (site.w.cees, "Wacht op jou")):
        _, page = await site.visit(who, "GET", "/begeleider")
        assert (True, False) == (expected in page, "Dit is een herhaling" in page)


async def test_the_log_says_mail_only_when_one_was_sent(site: Site) -> None:
    """Without a mail server it was put on a page, and that is what stands there; with one the log says that a mail went out."""
    base = "/begeleider/meldingen/"
    with_mail, site.w.settings = site.w.settings, replace(site.w.settings, smtp_url="")
    number = await site.w.meld()
    await site.w.tick()
    _, page = await site.visit(site.w.anna, "GET", f"{base}{number}")
    assert (True, False) == ("Klaargezet op de pagina van anna kanarie" in page, "mail is" in page or "een mail" in page)
    site.w.settings = with_mail
    number = await site.w.meld()
    await site.w.tick()
    await site.w.tick()
    assert site.w.bus.aan("anna@proef.example")
    assert "Klaargezet op de pagina van anna kanarie. Er is een mail gestuurd" in (await site.visit(site.w.anna, "GET", f"{base}{number}"))[1]
