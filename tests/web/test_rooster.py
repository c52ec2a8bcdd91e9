"""The rota page, through a real server on a real SQLite file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.care.rooster import laad, rooster_of
from bot.models.database import Database, utcnow
from tests.notify.world import ZONE
from tests.web.test_meldingen import Site, open_site


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
        ("dienst", {"van": "morgen", "tot": "0001-01-01T00:00"}, "Vul een begin"),
        ("vervanger", {"vervanger": "4"}, "Kies een collega"),
        ("vervanger", {"vervanger": "1"}, "Kies een"),
    ],
)
async def test_nonsense_is_refused_beside_the_form(site: Site, wat: str, form: dict[str, str], expected: str) -> None:
    """Dates that cannot be, the wrong order, somebody of elsewhere, oneself."""
    status, page = await site.visit(site.w.anna, "POST", f"/begeleider/rooster/{wat}", **form)
    assert (422, True) == (status, expected in page)
