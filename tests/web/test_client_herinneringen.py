"""Mail as it is told on the own page: it says that something was kept only when it was."""

from __future__ import annotations

import pytest

from bot.care import herinneringen
from bot.models.database import utcnow
from bot.models.instelling_tables import ClientEmail
from tests.web.test_client_gegevens import Huis, huis

__all__ = ["huis"]

PAD = "/mijn/herinneringen"


@pytest.mark.parametrize(
    ("path", "form"),
    [
        (PAD, {"ritme": "elk uur"}),
        (PAD, {}),
        (f"{PAD}/energie", {"uur": "19"}),  # no list runs (any more)
        (f"{PAD}/nieuws", {"bij_nieuws": "ja"}),  # the address was taken away on another device
    ],
)
async def test_what_changes_nothing_is_not_called_kept(huis: Huis, path: str, form: dict[str, str]) -> None:
    """The client reads that nothing changed, instead of waiting for a mail."""
    me = await huis.cookies("k", client_id=huis.kees)
    page = await huis.get(await huis.post(path, me, **form), me)
    assert (True, False) == ("Er is niets veranderd." in page, "Dat is bewaard." in page)


async def test_what_is_kept_is_called_kept(huis: Huis) -> None:
    """The rhythm, and with an address the mail about news."""
    me = await huis.cookies("k", client_id=huis.kees)
    assert "Dat is bewaard." in await huis.get(await huis.post(PAD, me, ritme="week"), me)
    await huis.post(f"{PAD}/adres", me, email="kees@proef.example")
    assert "Dat is bewaard." in await huis.get(await huis.post(f"{PAD}/nieuws", me, bij_nieuws="ja"), me)


async def test_an_address_that_was_confirmed_waits_for_no_mail(huis: Huis) -> None:
    """The first time a mail comes to open; the same address again brings none, and the page says that it is right already."""
    me = await huis.cookies("k", client_id=huis.kees)
    assert "Open de mail" in await huis.get(await huis.post(f"{PAD}/adres", me, email="kees@proef.example"), me)
    async with huis.database.read() as session:
        token = (await session.get_one(ClientEmail, huis.kees)).token
    assert await herinneringen.bevestig(huis.database, token, now=utcnow())
    page = await huis.get(await huis.post(f"{PAD}/adres", me, email="kees@proef.example"), me)
    assert (True, False) == ("Dit adres klopt al." in page, "Open de mail" in page)
