"""The rota page, through a real server on a real SQLite file."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from bot.care.leesmoment import datum_in_woorden, wie_leest
from bot.care.rooster import laad, rooster_of
from bot.models.database import Database, utcnow
from tests.notify.world import ZONE
from tests.web.test_meldingen import Site, open_site

DAG = str((utcnow() + timedelta(days=30)).astimezone(ZONE).date())


@pytest.fixture
async def site(sqlite_database: Database) -> AsyncIterator[Site]:
    """The world of the alarm chain with the pages of the begeleider."""
    async with open_site(sqlite_database) as found:
        yield found


async def test_a_holiday_with_its_deputy_reaches_the_ladder(site: Site) -> None:
    """Typed as days; the last day counts whole; the own absence only, and one can take it back."""
    w, today = site.w, utcnow().astimezone(ZONE).date()
    status, _ = await site.visit(w.anna, "POST", "/begeleider/rooster/afwezig", van=str(today), tot=str(today), vervanger=str(w.cees))
    async with w.database.read() as session:
        rooster = await laad(session, w.organisatie, ZONE, utcnow())
    assert (303, w.cees, False) == (status, rooster.vervanger_van(w.anna, utcnow()), rooster.aanwezig(w.anna, utcnow()))
    [row] = (await rooster_of(w.database, w.anna, now=utcnow())).afwezig
    for who, left in ((w.bram, 1), (w.anna, 0)):
        await site.visit(who, "POST", "/begeleider/rooster/weg", afwezig=str(row.id))
        assert left == len((await rooster_of(w.database, w.anna, now=utcnow())).afwezig)


async def test_duty_and_deputy_are_kept_and_shown_within_the_organisatie_only(site: Site) -> None:
    """Colleagues see them; somebody of elsewhere does not."""
    w, tonight = site.w, (utcnow() + timedelta(hours=20)).astimezone(ZONE).replace(tzinfo=None)
    form = {"van": tonight.isoformat(timespec="minutes"), "tot": (tonight + timedelta(hours=8)).isoformat(timespec="minutes")}
    assert 303 == (await site.visit(w.bram, "POST", "/begeleider/rooster/dienst", **form))[0]
    assert 303 == (await site.visit(w.anna, "POST", "/begeleider/rooster/vervanger", vervanger=str(w.cees)))[0]
    assert "bram kanarie: van" in (await site.visit(w.cees, "GET", "/begeleider/rooster"))[1]
    assert "kanarie" not in (await site.visit(w.dora, "GET", "/begeleider/rooster"))[1]
    assert {w.anna: w.cees} == (await rooster_of(w.database, w.anna, now=utcnow())).vervangers


@pytest.mark.parametrize(
    ("wat", "form", "expected"),
    [
        ("afwezig", {"van": "", "tot": "2026-12-01"}, "Vul een begin"),
        ("afwezig", {"van": "2026-12-02", "tot": "2026-11-01"}, "Het einde ligt"),
        ("afwezig", {"van": "9999-12-31", "tot": "9999-12-31"}, "Vul een begin"),
        ("afwezig", {"van": "2025-12-21", "tot": "2025-12-28"}, "Deze dagen zijn al voorbij."),
        ("dienst", {"van": "2025-12-21T17:00", "tot": "2025-12-22T08:00"}, "Deze dienst is al voorbij."),
        ("afwezig", {"van": "2026-12-15", "tot": "2099-12-25"}, "Dit is langer dan een jaar."),
        ("afwezig", {"van": "2099-04-14", "tot": "2099-04-19"}, "Dit begint pas over meer dan een jaar."),
        ("dienst", {"van": "2026-12-15T17:00", "tot": "2099-12-16T08:00"}, "Dit is langer dan een jaar."),
        ("dienst", {"van": "morgen", "tot": "0001-01-01T00:00"}, "Vul een begin"),
        ("vervanger", {"vervanger": "4"}, "Kies een collega"),
        ("vervanger", {"vervanger": "1"}, "Kies een ander"),
        ("vervanger", {"vervanger": "999"}, "Kies een collega"),
        ("vervanger", {"vervanger": "9" * 20}, "Kies een collega"),
        ("vervanger", {"vervanger": "0"}, "Kies een collega"),
        ("vervanger", {"vervanger": "niemand"}, "Kies een collega"),
        ("afwezig", {"van": DAG, "tot": DAG, "vervanger": "999"}, "Kies een collega"),
        ("afwezig", {"van": DAG, "tot": DAG, "vervanger": "9" * 20}, "Kies een collega"),
    ],
)
async def test_nonsense_is_refused_beside_the_form(site: Site, wat: str, form: dict[str, str], expected: str) -> None:
    """Dates that cannot be, the wrong order, what is over, somebody of elsewhere, oneself; what was typed stands there again, at that form only."""
    status, page = await site.visit(site.w.anna, "POST", f"/begeleider/rooster/{wat}", **form)
    assert (422, True) == (status, f"{expected}" in page)
    typed = re.findall(rf'id="{wat}-(van|tot)"[^>]* value="([^"]*)"', page)
    assert [(naam, form[naam]) for naam in ("van", "tot") if naam in form] == typed
    assert [] == re.findall(rf'id="(?!{wat})\w+-(?:van|tot)"[^>]* value=', page)
    blad = await rooster_of(site.w.database, site.w.anna, now=utcnow())
    assert ((), (), {site.w.anna: site.w.bram}) == (blad.afwezig, blad.diensten, blad.vervangers)


async def test_the_deputy_that_was_chosen_stands_there_again_too(site: Site) -> None:
    """After a mistake in the dates."""
    form = {"van": "2025-12-21", "tot": "2025-12-28", "vervanger": str(site.w.cees)}
    _, page = await site.visit(site.w.anna, "POST", "/begeleider/rooster/afwezig", **form)
    assert f'<option value="{site.w.cees}" selected' in page.split('id="afwezig-wie"')[1]


async def test_a_day_that_is_going_on_is_not_over(site: Site) -> None:
    """Away since last week until today, and a duty that began an hour ago."""
    now = utcnow().astimezone(ZONE)
    form = {"van": str(now.date() - timedelta(days=7)), "tot": str(now.date())}
    assert 303 == (await site.visit(site.w.anna, "POST", "/begeleider/rooster/afwezig", **form))[0]
    form = {name: f"{now + timedelta(hours=hours):%Y-%m-%dT%H:%M}" for name, hours in (("van", -1), ("tot", 1))}
    assert 303 == (await site.visit(site.w.anna, "POST", "/begeleider/rooster/dienst", **form))[0]


async def test_what_was_kept_or_taken_away_is_said_at_its_own_part(site: Site) -> None:
    """As on the other pages; made up parts say nothing."""
    day, me = str(utcnow().astimezone(ZONE).date()), site.w.anna
    for wat, form, said in (
        ("vervanger", {"vervanger": str(site.w.cees)}, "Dat is bewaard."),
        ("afwezig", {"van": day, "tot": day}, "Dat is bewaard."),
        ("weg", {"afwezig": "1"}, "Dat is weggehaald."),
    ):
        _, answer = await site.visit(me, "POST", f"/begeleider/rooster/{wat}", **form)
        address = re.search(r"'Location': '([^']*)'", answer)[1]
        page = (await site.visit(me, "GET", address))[1]
        deel = "afwezig" if wat == "weg" else wat
        assert (1, True) == (page.count(said), said in page.split(f'id="{deel}"')[1].split("</section>")[0])
    assert "Dat is" not in (await site.visit(me, "GET", "/begeleider/rooster?bewaard=iets"))[1]


async def test_without_a_choice_the_standing_deputy_takes_over_everywhere(site: Site) -> None:
    """The form says so, and the rota, the ladder and the text for the client name the same colleague; without a standing deputy it is nobody."""
    w, today = site.w, utcnow().astimezone(ZONE).date()
    _, page = await site.visit(w.anna, "GET", "/begeleider/rooster")
    choices = re.findall(r'<option value="(\d*)"[^>]*>([^<]*)<', page.split('id="afwezig-wie"')[1].split("</select>")[0])
    assert [("", "bram kanarie (jouw vaste vervanger)"), (str(w.cees), "cees kanarie")] == choices
    await site.visit(w.anna, "POST", "/begeleider/rooster/afwezig", van=str(today), tot=str(today), vervanger="")
    line = f"anna kanarie: {_dagen(today, today)}, vervanger bram kanarie"
    assert line in _plain((await site.visit(w.cees, "GET", "/begeleider/rooster"))[1])
    async with w.database.read() as session:
        rooster = await laad(session, w.organisatie, ZONE, utcnow())
    assert (w.bram, w.bram) == (rooster.vervanger_van(w.anna, utcnow()), wie_leest(rooster, w.anna, utcnow(), niveau="verzoek").collega)
    await site.visit(w.anna, "POST", "/begeleider/rooster/vervanger", vervanger="")
    page = (await site.visit(w.anna, "GET", "/begeleider/rooster"))[1]
    assert (True, 2) == (f"{_dagen(today, today)}, geen vervanger" in _plain(page), page.count('<option value="">Niemand</option>'))
    async with w.database.read() as session:
        assert (await laad(session, w.organisatie, ZONE, utcnow())).vervanger_van(w.anna, utcnow()) is None


async def test_days_that_run_into_others_with_another_deputy_are_refused(site: Site) -> None:
    """With the days they run into; with the same deputy they are kept."""
    w, first = site.w, utcnow().astimezone(ZONE).date() + timedelta(days=10)
    days = [str(first + timedelta(days=number)) for number in range(0, 20, 5)]
    assert 303 == (await site.visit(w.anna, "POST", "/begeleider/rooster/afwezig", van=days[0], tot=days[2], vervanger=str(w.cees)))[0]
    status, page = await site.visit(w.anna, "POST", "/begeleider/rooster/afwezig", van=days[1], tot=days[3], vervanger="")
    expected = f"Je bent al afwezig {_dagen(first, first + timedelta(days=10))}, met een andere vervanger."
    assert (422, True) == (status, expected in _plain(page))
    assert 1 == len((await rooster_of(w.database, w.anna, now=utcnow())).afwezig)
    assert 303 == (await site.visit(w.anna, "POST", "/begeleider/rooster/afwezig", van=days[1], tot=days[3], vervanger=str(w.cees)))[0]


def _plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split()).replace(" ,", ",")


def _dagen(van: date, tot: date) -> str:
    return f"van {datum_in_woorden(van)} tot en met {datum_in_woorden(tot)}"


async def test_a_deputy_who_is_away_on_the_same_days_is_said(site: Site) -> None:
    """When nobody is left, as with two who point at each other, and when the next one takes over; a deputy who is away at other times is no news."""
    w, pad = site.w, "/begeleider/rooster/afwezig"

    async def gezegd() -> str:
        return " ".join(re.sub("<[^>]*>", "", (await site.visit(w.anna, "GET", "/begeleider/rooster"))[1]).split())

    later = str((utcnow() + timedelta(days=60)).astimezone(ZONE).date())
    await site.visit(w.bram, "POST", pad, van=later, tot=later, vervanger=str(w.anna))
    await site.visit(w.anna, "POST", pad, van=DAG, tot=DAG, vervanger=str(w.bram))
    assert "Let op:" not in await gezegd()
    await site.visit(w.bram, "POST", pad, van=DAG, tot=DAG, vervanger=str(w.anna))
    said = await gezegd()
    assert 2 == said.count("Let op:")
    assert 2 == said.count("Dan vervangt niemand.")
    await site.visit(w.bram, "POST", pad, van=DAG, tot=DAG, vervanger=str(w.cees))
    assert "bram kanarie is ook afwezig" in (said := await gezegd())
    assert (1, True) == (said.count("Let op:"), "Dan vervangt cees kanarie." in said)
