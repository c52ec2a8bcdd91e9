"""What the page of a melding says after it was acted on, through a real server on a real SQLite file."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.models.database import Database
from tests.web.test_meldingen import Site, open_site


@pytest.fixture
async def site(sqlite_database: Database) -> AsyncIterator[Site]:
    """The world of the alarm chain with the pages of the begeleider."""
    async with open_site(sqlite_database) as found:
        yield found


async def test_what_was_done_is_said_only_while_it_is_so(site: Site) -> None:
    """An old address, or a made up one, says nothing of a melding that was not taken up, handed over or closed by this person."""
    number = await site.w.meld()
    for name in ("gezien", "overdragen", "sluiten", "heropenen", "iets", ""):
        assert 'id="gedaan"' not in (await site.visit(site.w.anna, "GET", f"/begeleider/meldingen/{number}?gedaan={name}"))[1]


async def test_a_closed_melding_does_not_ask_to_be_read_now(site: Site) -> None:
    """Its level stays, without the call; open again it calls again."""
    number = await site.w.meld()
    base = f"/begeleider/meldingen/{number}"
    await site.visit(site.w.anna, "POST", f"{base}/sluiten", tekst="Klaar")
    _, page = await site.visit(site.w.anna, "GET", base)
    assert (False, True) == ("lees dit nu" in page, '<strong class="niveau niveau-rood">Rood</strong>' in page)
    await site.visit(site.w.anna, "POST", f"{base}/heropenen")
    assert "Rood: lees dit nu" in (await site.visit(site.w.anna, "GET", base))[1]
