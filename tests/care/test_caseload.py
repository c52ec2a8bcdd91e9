"""What a begeleider may read, and above all what not."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.care import caseload
from bot.care.caseload import NietGevonden
from bot.models.database import Database
from tests.people import NOW, add_begeleider, add_client, add_organisatie, add_samenvatting, add_verzoek

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Practice:
    """Two begeleiders of one organisatie; anna has client kees."""

    anna: int
    bram: int
    kees: int


@pytest.fixture
async def practice(database: Database) -> Practice:
    organisatie_id = await add_organisatie(database)
    anna = await add_begeleider(database, "anna@proef.example", organisatie_id=organisatie_id)
    bram = await add_begeleider(database, "bram@proef.example", organisatie_id=organisatie_id)
    return Practice(anna, bram, await add_client(database, anna, "Kees Proef", "06 12345678"))


async def test_a_shared_line_comes_with_the_words_and_the_date(database: Database, practice: Practice) -> None:
    """Every line can be traced to what the client literally said, when and in which turn."""
    woorden = "twee ochtendjes, ‘liefst’ niet op dinsdag"
    await add_samenvatting(database, practice.kees, ("Twee ochtenden", woorden, "delen"))
    (samenvatting,) = (await caseload.dossier(database, practice.anna, practice.kees)).samenvattingen
    (regel,) = samenvatting.regels
    (bron,) = regel.bronnen
    assert ("Proefonderwerp", "Twee ochtenden") == (regel.onderwerp, regel.tekst)
    assert caseload.Bron("Dagen", woorden, NOW, 1) == bron
    assert samenvatting.goedgekeurd_at == NOW


async def test_what_is_not_shared_is_not_even_fetched(database: Database, practice: Practice) -> None:
    """Lines without a yes, and lines of a summary that was not approved, are made undecipherable: reading still works, so none of them was read."""
    shared = await add_samenvatting(
        database, practice.kees, ("Open", "open", "delen"), ("Dicht", "dicht", "niet_delen"), ("Onbeslist", "onbeslist", None)
    )
    draft = await add_samenvatting(database, practice.kees, ("Concept", "concept", "delen"), goedgekeurd_at=None)
    async with database.engine.begin() as connection:
        hidden = "toestemming IS NULL OR toestemming = 'niet_delen' OR samenvatting_id = :draft"
        broken = await connection.execute(
            text(f"UPDATE samenvatting_regel SET tekst = :x, bronnen = :x WHERE {hidden}"), {"x": b"broken", "draft": draft}
        )
        assert broken.rowcount == 3
    dossier = await caseload.dossier(database, practice.anna, practice.kees)
    assert [(shared, ["Open"])] == [(whole.id, [regel.tekst for regel in whole.regels]) for whole in dossier.samenvattingen]
    assert ["Open"] == [regel.tekst for regel in (await caseload.samenvatting(database, practice.anna, practice.kees, shared)).regels]
    with pytest.raises(NietGevonden):
        await caseload.samenvatting(database, practice.anna, practice.kees, draft)


async def test_a_summary_of_which_nothing_is_shared_does_not_show_that_it_exists(database: Database, practice: Practice) -> None:
    """Not in the file of the client, not by its number, not in the list."""
    number = await add_samenvatting(database, practice.kees, ("Dicht", "dicht", "niet_delen"))
    assert (await caseload.dossier(database, practice.anna, practice.kees)).samenvattingen == ()
    with pytest.raises(NietGevonden):
        await caseload.samenvatting(database, practice.anna, practice.kees, number)
    (row,) = await caseload.clienten(database, practice.anna, now=NOW)
    assert (None, False) == (row.gedeeld_at, row.is_nieuw)


Read = Callable[[Database, int, int, int, int], Awaitable[Any]]
READS: dict[str, Read] = {
    "dossier": lambda database, who, client, samenvatting, verzoek: caseload.dossier(database, who, client),
    "client_naam": lambda database, who, client, samenvatting, verzoek: caseload.client_naam(database, who, client),
    "samenvatting": lambda database, who, client, samenvatting, verzoek: caseload.samenvatting(database, who, client, samenvatting),
    "mark_read": lambda database, who, client, samenvatting, verzoek: caseload.mark_read(database, who, client, verzoek, now=NOW),
}


@pytest.mark.parametrize("read", READS)
async def test_somebody_elses_client_is_the_same_as_none(database: Database, practice: Practice, read: str) -> None:
    """A colleague of the same organisatie, with this client's number or with an own client's number and foreign details, gets NietGevonden."""
    samenvatting = await add_samenvatting(database, practice.kees, ("Open", "open", "delen"))
    verzoek = await add_verzoek(database, practice.kees, "Bel mij")
    own = await add_client(database, practice.bram, "Eigen")
    await READS[read](database, practice.anna, practice.kees, samenvatting, verzoek)
    unknown = [practice.kees, 999_999_999] + ([own] if read in ("samenvatting", "mark_read") else [])
    for client_id in unknown:
        with pytest.raises(NietGevonden):
            await READS[read](database, practice.bram, client_id, samenvatting, verzoek)


@pytest.mark.parametrize("read", ["samenvatting", "mark_read"])
async def test_own_clients_are_not_mixed_up(database: Database, practice: Practice, read: str) -> None:
    """What belongs to one own client is not found under another: a page must never show the words of one person under the name of another."""
    samenvatting = await add_samenvatting(database, practice.kees, ("Open", "open", "delen"))
    verzoek = await add_verzoek(database, practice.kees, "Bel mij")
    other = await add_client(database, practice.anna, "Ander")
    with pytest.raises(NietGevonden):
        await READS[read](database, practice.anna, other, samenvatting, verzoek)


async def test_every_query_about_clients_names_the_begeleider(database: Database, practice: Practice) -> None:
    """What is not of this begeleider is not fetched and then left out: it is never asked for."""
    samenvatting = await add_samenvatting(database, practice.kees, ("Open", "open", "delen"))
    verzoek = await add_verzoek(database, practice.kees, "Bel mij")
    statements: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    await caseload.clienten(database, practice.anna, now=NOW)
    for read in READS.values():
        await read(database, practice.anna, practice.kees, samenvatting, verzoek)
    asked = [statement for statement in statements if re.search("(FROM|UPDATE|JOIN) (client|samenvatting|contactverzoek)", statement)]
    assert len(asked) == 13
    assert [] == [statement for statement in asked if not re.search(r"client\.begeleider_id = ", statement)]


async def test_a_refused_mark_changes_nothing(database: Database, practice: Practice) -> None:
    """The request of somebody else's client stays unread."""
    verzoek = await add_verzoek(database, practice.kees, "Bel mij")
    with pytest.raises(NietGevonden):
        await caseload.mark_read(database, practice.bram, practice.kees, verzoek, now=NOW)
    (found,) = (await caseload.dossier(database, practice.anna, practice.kees)).verzoeken
    assert found.gelezen_at is None


async def test_the_list_holds_own_clients_only(database: Database, practice: Practice) -> None:
    """Each begeleider sees the own ones; who has none sees an empty list."""
    assert await caseload.clienten(database, practice.bram, now=NOW) == ()
    await add_client(database, practice.bram, "Eigen")
    assert ["Eigen"] == [row.naam for row in await caseload.clienten(database, practice.bram, now=NOW)]
    assert ["Kees Proef"] == [row.naam for row in await caseload.clienten(database, practice.anna, now=NOW)]


async def test_who_asks_comes_first_then_who_shared_then_by_name(database: Database, practice: Practice) -> None:
    """New things stand on top; a summary is new for a week; capitals and accents do not disturb the order of names."""
    bea, cor, dirk = [await add_client(database, practice.anna, naam) for naam in ("bea", "Cor", "Dirk")]
    await add_verzoek(database, dirk, "Bel mij", soort="terugbellen")
    await add_samenvatting(database, cor, ("Open", "open", "delen"), goedgekeurd_at=NOW - 7 * DAY + timedelta(seconds=1))
    await add_samenvatting(database, cor, ("Ouder", "ouder", "delen"), goedgekeurd_at=NOW - 30 * DAY)
    await add_samenvatting(database, bea, ("Oud", "oud", "delen"), goedgekeurd_at=NOW - 7 * DAY)
    rows = await caseload.clienten(database, practice.anna, now=NOW)
    assert [("Dirk", True), ("Cor", True), ("bea", False), ("Kees Proef", False)] == [(row.naam, row.is_nieuw) for row in rows]
    assert {"terugbellen": 1} == rows[0].ongelezen
    assert NOW - 7 * DAY + timedelta(seconds=1) == rows[1].gedeeld_at
    assert NOW - 7 * DAY == rows[2].gedeeld_at


async def test_what_was_read_is_not_new_any_more(database: Database, practice: Practice) -> None:
    """The first moment of reading counts; unread requests stand above read ones, newest first."""
    old, middle, new = [
        await add_verzoek(database, practice.kees, tekst, created_at=NOW - days * DAY) for tekst, days in (("a", 3), ("b", 2), ("c", 1))
    ]
    await caseload.mark_read(database, practice.anna, practice.kees, new, now=NOW)
    await caseload.mark_read(database, practice.anna, practice.kees, new, now=NOW + DAY)
    found = (await caseload.dossier(database, practice.anna, practice.kees)).verzoeken
    assert [(middle, None), (old, None), (new, NOW)] == [(verzoek.id, verzoek.gelezen_at) for verzoek in found]
    for verzoek in (old, middle):
        await caseload.mark_read(database, practice.anna, practice.kees, verzoek, now=NOW)
    (row,) = await caseload.clienten(database, practice.anna, now=NOW)
    assert ({}, False) == (row.ongelezen, row.is_nieuw)


async def test_newest_summary_first_and_lines_in_their_order(database: Database, practice: Practice) -> None:
    """As the client approved them."""
    await add_samenvatting(database, practice.kees, ("Eerst", "x", "delen"), goedgekeurd_at=NOW - DAY)
    await add_samenvatting(database, practice.kees, ("Een", "x", "delen"), ("Nee", "x", "niet_delen"), ("Twee", "x", "delen"))
    dossier = await caseload.dossier(database, practice.anna, practice.kees)
    assert [["Een", "Twee"], ["Eerst"]] == [[regel.tekst for regel in whole.regels] for whole in dossier.samenvattingen]


async def test_a_begeleider_who_does_not_exist_has_no_profile(database: Database, practice: Practice) -> None:
    """A session of somebody who was removed must not show a page."""
    assert ("Anna Proef", False) == ((found := await caseload.profiel(database, practice.anna)).naam, found.is_demo)
    with pytest.raises(NietGevonden):
        await caseload.profiel(database, 999_999)
