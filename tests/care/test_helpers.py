"""The own helpers of a client: kept whole, at most five, only numbers that can be called, and shown in need."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select, text

from bot.care import helpers
from bot.care.helpers import OngeldigeHelper, nette_telefoon
from bot.care.ontvangst import Invoer, ontvang
from bot.models.database import Database
from bot.models.tables import Bericht, Melding
from tests.people import NOW, add_begeleider, add_client

DANGER = "ik wil niet meer leven, vanavond maak ik er een eind aan"


@dataclass
class Wie:
    """A client, and how to work on the list."""

    database: Database
    client_id: int

    async def zet(self, naam: str, telefoon: str | None, relatie: str = "", **rest: object) -> helpers.Helper:
        async with self.database.begin(client_id=self.client_id) as session:
            return await helpers.zet(session, self.client_id, naam, telefoon, relatie, now=NOW, **rest)  # type: ignore[arg-type]

    async def lees(self) -> tuple[helpers.Helper, ...]:
        async with self.database.read(client_id=self.client_id) as session:
            return await helpers.lees(session, self.client_id)

    async def zegt(self, tekst: str) -> list[str]:
        """The blocks of what the client reads back at once."""
        await ontvang(self.database, self.client_id, "22222222-2222-2222-2222-222222222222", Invoer(tekst), NOW)
        async with self.database.read() as session:
            turns = await session.scalars(select(Bericht.beurt).where(Bericht.van == "bot").order_by(Bericht.seq))
            return [turn or "" for turn in turns]


@pytest_asyncio.fixture
async def wie(database: Database) -> AsyncIterator[Wie]:
    """A client with an empty list, on both kinds of database."""
    yield Wie(database, await add_client(database, await add_begeleider(database)))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0612345678", "06-12345678"),
        ("06 12 34 56 78", "06-12345678"),
        ("06-1234 5678", "06-12345678"),
        ("020 123 45 67", "020-1234567"),
        ("(0485) 12 34 56", "0485-123456"),
        ("0201234567", "0201234567"),
        ("+31 6 1234 5678", "+31 612345678"),
        ("+31 (0)6 12345678", "+31 612345678"),
        ("0800 0113", "0800-0113"),
        ("0031612345678", "0031612345678"),
        ("", None),
        (None, None),
    ],
)
def test_a_number_is_shown_as_it_is_dialled(typed: str | None, shown: str | None) -> None:
    """However it was typed."""
    assert shown == nette_telefoon(typed)


@pytest.mark.parametrize("typed", ["bel haar", "12345", "06-123", "06 1234 5678 9012 3456", "06x12345678", "112"])
def test_what_cannot_be_called_is_refused(typed: str) -> None:
    """Words, too short, too long; 112 is no own helper."""
    with pytest.raises(OngeldigeHelper) as refused:
        nette_telefoon(typed)
    assert ("telefoon", "vorm") == (refused.value.veld, refused.value.reden)


@pytest.mark.parametrize("typed", ["06 1234567", "020 123456", "061234567890", "+31 6 1234567"])
def test_a_dutch_number_with_a_digit_missing_or_too_much_is_refused(typed: str) -> None:
    """In need that would be found out too late."""
    with pytest.raises(OngeldigeHelper) as refused:
        nette_telefoon(typed)
    assert ("telefoon", "cijfers") == (refused.value.veld, refused.value.reden)


async def test_the_list_is_kept_in_order_and_can_be_changed(wie: Wie) -> None:
    """Added at the end, changed in place, put first, taken off."""
    fatma, piet = await wie.zet("Fatma", "0612345678", "zus"), await wie.zet("Piet", None)
    await wie.zet("Fatma", "0687654321", "zus", ja_gezegd=True, helper_id=fatma.id)
    assert [("Fatma", "06-87654321", True), ("Piet", None, None)] == [(one.naam, one.telefoon, one.ja_gezegd) for one in await wie.lees()]
    async with wie.database.begin(client_id=wie.client_id) as session:
        await helpers.zet_vooraan(session, wie.client_id, piet.id)
        await helpers.zet_ja(session, wie.client_id, piet.id, False, now=NOW)
    assert [("Piet", False), ("Fatma", True)] == [(one.naam, one.ja_gezegd) for one in await wie.lees()]
    async with wie.database.begin(client_id=wie.client_id) as session:
        assert (True, False) == (await helpers.verwijder(session, wie.client_id, piet.id), await helpers.verwijder(session, wie.client_id, piet.id))
    assert ["Fatma"] == [one.naam for one in await wie.lees()]


async def test_a_sixth_the_same_again_and_nobody_are_refused(wie: Wie) -> None:
    """And then the list stands as it was."""
    for number in range(5):
        await wie.zet(f"Helper {number}", f"061234567{number}")
    before = await wie.lees()
    for naam, telefoon, rest, reden in (
        ("Nog een", None, {}, "vol"),
        ("helper 1", "06 12345671", {}, "bestaat"),
        ("  ", None, {}, "leeg"),
        ("x" * 61, None, {}, "te_lang"),
        ("Ander", None, {"helper_id": 999}, "onbekend"),
        ("Ander", None, {"relatie": "y" * 41}, "te_lang"),
    ):
        with pytest.raises(OngeldigeHelper) as refused:
            await wie.zet(naam, telefoon, **rest)
        assert reden == refused.value.reden
    assert before == await wie.lees()


async def test_nobody_reaches_the_list_of_another_client(wie: Wie) -> None:
    """Not to read, not to change, not to take off."""
    fatma = await wie.zet("Fatma", "0612345678")
    other = await add_client(wie.database, await add_begeleider(wie.database, "elders@proef.example"), "Noor Proef")
    async with wie.database.begin(client_id=other) as session:
        assert () == await helpers.lees(session, other)
        assert not await helpers.verwijder(session, other, fatma.id)
        with pytest.raises(OngeldigeHelper):
            await helpers.zet_ja(session, other, fatma.id, True, now=NOW)


async def test_names_and_numbers_are_unreadable_on_disk(sqlite_database: Database) -> None:
    """As everything a client says."""
    wie = Wie(sqlite_database, await add_client(sqlite_database, await add_begeleider(sqlite_database)))
    await wie.zet("Kanarievogel", "0611223344", "kanariezus")
    path = Path(sqlite_database.url.database or "")
    content = b"".join(found.read_bytes() for found in path.parent.glob(f"{path.name}*"))
    assert not [secret for secret in (b"Kanarievogel", b"11223344", b"kanariezus") if secret in content]


async def test_in_need_the_own_people_come_after_the_helplines(wie: Wie) -> None:
    """Who has a number and did not say no, one line each, in the order of the list; the begeleider reads nothing of them in the melding."""
    await wie.zet("Fatma", "06 12345678", "zus", ja_gezegd=True)
    await wie.zet("Piet", None)
    await wie.zet("Nee Zegger", "0611111111", ja_gezegd=False)
    await wie.zet("{begeleider}", "020 1234567")
    turns = await wie.zegt(DANGER)
    assert ["112" in turn for turn in turns] == [True, False, False]
    assert "Jij noemde: Fatma (zus), 06-12345678" in turns[1]
    assert "Jij noemde: {begeleider}, 020-1234567" in turns[1]
    assert not [naam for naam in ("Piet", "Nee Zegger") if naam in turns[1]]
    async with wie.database.read() as session:
        melding = (await session.scalars(select(Melding))).one()
    assert "Fatma" not in f"{melding.verteld} {melding.woorden}"


async def test_a_list_that_cannot_be_read_never_takes_the_answer_along(wie: Wie) -> None:
    """The row of a helper is spoilt: the helplines and the melding are there all the same."""
    await wie.zet("Fatma", "06 12345678")
    async with wie.database.begin() as session:
        await session.execute(text("UPDATE helper SET naam = telefoon"))
    turns = await wie.zegt(DANGER)
    assert ("112" in turns[0], 2) == (True, len(turns))
    async with wie.database.read() as session:
        assert ["rood"] == list(await session.scalars(select(Melding.niveau)))


async def test_without_a_list_nothing_is_said_about_one(wie: Wie) -> None:
    """No empty heading in a hard moment."""
    assert 2 == len(await wie.zegt(DANGER))
