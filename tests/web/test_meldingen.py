"""The pages of meldingen, through a real server on a real SQLite file."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from uuid import uuid4

import aiohttp_jinja2
import jinja2
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import update

from bot.care.meldingen import schrijf
from bot.care.meldingstand import Stap
from bot.care.rooster import add_afwezigheid
from bot.models.database import Database, utcnow
from bot.models.tables import Organisatie, Sessie
from bot.settings import PROJECT
from bot.web import begeleider, begeleider_meldingen
from bot.web.keys import DATABASE, SETTINGS
from bot.web.sessions import BEGELEIDER_COOKIE, token_hash
from tests.notify.world import WOORDEN, ZONE, Wereld, wereld

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
    assert (303, True) == (status, f"'/begeleider/meldingen/{number}?gedaan=gezien#gedaan'" in page)
    assert "Opgepakt door jou" in (await site.visit(site.w.bram, "GET", "/begeleider"))[1]


async def test_the_life_of_a_melding_on_the_page(site: Site) -> None:
    """Acknowledge, note, hand over, close, reopen: each shows in the log with who did it."""
    number = await site.w.meld()
    base = f"/begeleider/meldingen/{number}"
    acts = {"gezien": {}, "notitie": {"tekst": "Gebeld <b>"}, "overdragen": {"naar": str(site.w.cees)}, "sluiten": {"tekst": "Klaar"}}
    said = {
        "gezien": "Je hebt deze melding opgepakt.",
        "notitie": "Je notitie is bewaard.",
        "overdragen": "Je hebt deze melding overgedragen aan cees kanarie.",
        "sluiten": "Je hebt deze melding afgesloten.",
    }
    for name, form in acts.items():
        status, answer = await site.visit(site.w.anna, "POST", f"{base}/{name}", **form)
        assert (303, True) == (status, f"'{base}?gedaan={name}#gedaan'" in answer)
        shown = (await site.visit(site.w.anna, "GET", f"{base}?gedaan={name}"))[1]
        assert (1, True) == (shown.count('id="gedaan"'), said[name] in shown.split('id="gedaan"')[1].split("</p>")[0])
    _, page = await site.visit(site.w.cees, "GET", base)
    handed = "Overgedragen door anna kanarie aan cees kanarie"
    expected = ("Opgepakt door anna", "Notitie van anna", "Gebeld <b>", handed, "Afgesloten door anna", "Open opnieuw")
    assert [] == [one for one in expected if one not in page]
    assert 303 == (await site.visit(site.w.cees, "POST", f"{base}/heropenen"))[0]
    _, page = await site.visit(site.w.cees, "GET", f"{base}?gedaan=heropenen")
    assert (True, True) == ("Opnieuw geopend door cees" in page, "Deze melding is weer open, en is van jou." in page)


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


async def test_who_is_away_stands_last_in_the_list_and_cannot_be_chosen(site: Site) -> None:
    """With until when; sent all the same it is refused in words, and what was typed stands there still."""
    w, now = site.w, utcnow()
    number = await w.meld()
    base = f"/begeleider/meldingen/{number}"
    async with w.database.begin() as session:
        await add_afwezigheid(session, w.bram, now, now + timedelta(days=2))
    _, page = await site.visit(w.anna, "GET", base)
    choices = re.findall(r"<option[^>]*>[^<]*", page)
    tot = (now + timedelta(days=2)).astimezone(ZONE).strftime("om %H:%M uur")
    assert f'<option value="{w.cees}">cees kanarie' == choices[1]
    assert (True, True) == (choices[2].startswith(f'<option value="{w.bram}" disabled>bram kanarie, afwezig tot '), choices[2].endswith(tot))
    status, page = await site.visit(w.anna, "POST", f"{base}/overdragen", naar=str(w.bram), tekst="Bel haar <nu>")
    assert (422, True, True) == (status, "bram kanarie is afwezig tot" in page, ">Bel haar <nu></textarea>" in page)
    assert [] == await w.stappen(number, "overgedragen", "gezien")
    assert "geen collega aanwezig" not in page
    async with w.database.begin() as session:
        await add_afwezigheid(session, w.cees, now, now + timedelta(days=2))
    assert "Er is nu geen collega aanwezig" in (await site.visit(w.anna, "GET", base))[1]


@pytest.mark.parametrize(("name", "form"), [("sluiten", {}), ("overdragen", {"naar": "3"})])
async def test_what_was_typed_when_a_colleague_closed_first_can_be_kept_as_a_note(site: Site, name: str, form: dict[str, str]) -> None:
    """It stands in a form again, with who closed; sent as a note it stands in the log."""
    w = site.w
    number = await w.meld()
    base = f"/begeleider/meldingen/{number}"
    await site.visit(w.anna, "POST", f"{base}/overdragen", naar=str(w.cees))
    await site.visit(w.cees, "POST", f"{base}/sluiten", tekst="Klaar")
    status, page = await site.visit(w.anna, "POST", f"{base}/{name}", tekst="Ik sprak haar vader", **form)
    assert (422, True) == (status, "Deze melding is al afgesloten door cees kanarie." in page)
    assert re.search(rf'action="{base}/notitie">(?:(?!</form>).)*>Ik sprak haar vader</textarea>', page, re.DOTALL)
    assert 303 == (await site.visit(w.anna, "POST", f"{base}/notitie", tekst="Ik sprak haar vader"))[0]
    _, page = await site.visit(w.anna, "GET", base)
    assert (True, False) == ("Notitie van anna kanarie" in page and "Ik sprak haar vader" in page, f"{base}/notitie" in page)


async def test_an_old_screen_takes_nothing_from_a_colleague_unasked(site: Site) -> None:
    """It says what happened since and asks; a second time it is done, and the colleague reads who took it over and who closed it."""
    w = site.w
    number = await w.meld()
    base = f"/begeleider/meldingen/{number}"
    await site.visit(w.anna, "POST", f"{base}/overdragen", naar=str(w.cees))
    old = _shown((await site.visit(w.anna, "GET", base))[1])
    await site.visit(w.cees, "POST", f"{base}/gezien", gezien=old)
    for name, form, asked in (
        ("gezien", {}, "Toch overnemen?"),
        ("sluiten", {"tekst": "Gebeld"}, "Toch afsluiten?"),
        ("overdragen", {"naar": str(w.bram), "tekst": "Bel"}, "Toch overdragen?"),
    ):
        status, page = await site.visit(w.anna, "POST", f"{base}/{name}", gezien=old, **form)
        assert (422, True) == (status, f"cees kanarie heeft dit intussen opgepakt. {asked}" in page)
        assert f">{form['tekst']}</textarea>" in page if "tekst" in form else "Ik neem dit over" in page
    assert (True, True) == (f'<option value="{w.bram}" selected>' in page, "Klik daarna op “Draag over”" in page)
    assert "Opgepakt door jou" in (await site.visit(w.cees, "GET", "/begeleider"))[1]
    assert 303 == (await site.visit(w.anna, "POST", f"{base}/gezien", gezien=_shown(page)))[0]
    assert "anna kanarie nam deze melding van je over." in (await site.visit(w.cees, "GET", "/begeleider"))[1]
    assert "Overgenomen van cees kanarie door anna kanarie" in (await site.visit(w.cees, "GET", base))[1]
    await site.visit(w.anna, "POST", f"{base}/sluiten", tekst="Gebeld", gezien=_shown((await site.visit(w.anna, "GET", base))[1]))
    _, page = await site.visit(w.cees, "GET", "/begeleider")
    assert ("anna kanarie sloot deze melding af." in page, f'href="{base}"' in page) == (True, True)
    assert "Afgesloten door anna kanarie" in (await site.visit(w.cees, "GET", "/begeleider/meldingen/afgesloten"))[1]
    await site.visit(w.cees, "GET", base)
    assert "sloot deze melding af" not in (await site.visit(w.cees, "GET", "/begeleider"))[1]


def _shown(page: str) -> str:
    """How many decisions the forms of a page say that it shows."""
    [found] = set(re.findall(r'name="gezien" value="(\d+)"', page))
    return str(found)


async def test_the_log_names_who_handed_over_and_who_was_not_reached(site: Site) -> None:
    """The giver is no deputy, "the begeleider" is not the colleague, and who had it before did react."""
    w, now = site.w, utcnow()
    number = await w.meld()
    async with w.database.begin() as session:
        for step in (
            Stap("gezien", now, 0, begeleider=w.anna),
            Stap("overgedragen", now, 1, begeleider=w.anna, naar=w.cees),
            Stap("overgeslagen", now, 1, "begeleider", reden="afwezig"),
            Stap("bericht", now, 1, "vervanger", w.anna, herhaling=True),
            Stap("ronde", now, 2, begeleider=w.anna, reden="onbeantwoord"),
        ):
            schrijf(session, number, step)
    _, page = await site.visit(w.anna, "GET", f"/begeleider/meldingen/{number}")
    expected = (
        "cees kanarie niet bereikt: is afwezig volgens het rooster",
        "Opnieuw klaargezet op de pagina van anna kanarie (droeg de melding over)",
        "Daarna heeft niemand gereageerd",
    )
    assert [] == [one for one in expected if one not in page]
    assert ("(vervanger)" in page, "Nog niemand heeft gereageerd" in page) == (False, False)


async def test_on_paper_there_is_nothing_to_fill_in(site: Site) -> None:
    """What is printed of a melding, open and closed: no form and no button, but the words and the log."""
    number = await site.w.meld()
    base = f"/begeleider/meldingen/{number}"
    for _ in ("open", "closed"):
        _, page = await site.visit(site.w.anna, "GET", base)
        paper = _Papier()
        paper.feed(page.partition("<main")[2])
        assert ([], True) == (paper.controls, {"Verloop", "De woorden van Kanarienaam"} <= set(paper.koppen))
        assert {"Notitie", "Overdragen", "Afsluiten", "Oppakken"}.isdisjoint(paper.koppen)
        await site.visit(site.w.anna, "POST", f"{base}/sluiten", tekst="Klaar")


class _Papier(HTMLParser):
    """What is left of a page without what carries `niet-printen`."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden: list[bool] = []
        self.tag = ""
        self.controls: list[str] = []
        self.koppen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        hidden = "niet-printen" in (dict(attrs).get("class") or "") or any(self.hidden[-1:])
        if tag not in ("input", "br", "img", "meta", "link"):
            self.hidden.append(hidden)
        self.tag = "" if hidden else tag
        if tag in ("form", "button", "input", "select", "textarea") and not hidden:
            self.controls.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.tag = ""
        if self.hidden:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if self.tag == "h2":
            self.koppen.append(data)


def test_no_page_of_the_begeleider_cuts_off_what_is_pasted() -> None:
    """A `maxlength` drops the rest without a word; the server says that it is too long and shows all of it."""
    pages = (PROJECT / "bot" / "web" / "templates" / "begeleider").glob("*.html")
    assert [] == [page.name for page in pages if "maxlength" in page.read_text(encoding="utf-8")]


async def test_what_is_too_long_is_counted_and_stands_there_whole(site: Site) -> None:
    """A line end counts as one, as in the field."""
    number = await site.w.meld()
    tekst = "a\r\n" * 1100 + "slot"
    status, page = await site.visit(site.w.anna, "POST", f"/begeleider/meldingen/{number}/notitie", tekst=tekst)
    assert (422, True, True) == (status, "Gebruik hooguit 2000 tekens; dit zijn er 2204." in page, "slot</textarea>" in page)


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
    for who, expected in ((site.w.anna, "Overgedragen aan cees kanarie, nog van jou tot cees kanarie hem oppakt"), (site.w.cees, "Wacht op jou")):
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
