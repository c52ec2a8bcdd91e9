"""What a yes is an answer to. To a question that asks what it tells nothing yet: nothing is kept, and it is asked in other words."""

from __future__ import annotations

import uuid

import pytest

from bot.care import gesprek as verloop
from bot.care.antwoorden import Antwoorden, lees
from bot.care.beurt import Beurt, Invoer, Zin
from bot.care.ontvangst import open_gesprek
from bot.models.database import Database
from tests.people import NOW, add_begeleider, add_client

WAT = [("signaalcheck", "beter"), ("signaalcheck", "veranderd"), ("werkwensen", "welk_werk"), ("voorbereiding", "punt_1")]


async def _zeg(database: Database, dialoog: str, vraag: str, woorden: str, keuzes: tuple[str, ...] = ()) -> tuple[list[Zin], Antwoorden]:
    """What is said to these words at this question, and the answers after it."""
    kees = await add_client(database, await add_begeleider(database))
    async with database.begin(client_id=kees) as session:
        gesprek = await open_gesprek(session, kees, NOW, lock=False)
        beurt = Beurt(session, gesprek, kees, str(uuid.uuid4()), 1, NOW, Invoer(woorden, keuzes, "ja"))
        beurt.zet(dialoog=dialoog, gevraagd=vraag, vraag=vraag)
        return await verloop.beantwoord(beurt), await lees(session, kees, dialoog)


@pytest.mark.parametrize("woorden", ["ja", "Ja hoor", "jawel", "ja inderdaad"])
@pytest.mark.parametrize(("dialoog", "vraag"), WAT)
async def test_a_bare_yes_tells_nothing_yet(sqlite_database: Database, dialoog: str, vraag: str, woorden: str) -> None:
    """The question comes back in other words."""
    zinnen, antwoorden = await _zeg(sqlite_database, dialoog, vraag, woorden)
    assert vraag not in antwoorden
    assert f"utter_{dialoog}_{vraag}_anders" == zinnen[-1].naam


@pytest.mark.parametrize("woorden", ["ja, ik slaap beter", "ja mijn geheugen", "alles"])
async def test_a_yes_that_tells_more_is_an_answer(sqlite_database: Database, woorden: str) -> None:
    """So is "alles"."""
    _, antwoorden = await _zeg(sqlite_database, "signaalcheck", "beter", woorden)
    assert woorden == antwoorden["beter"].woorden


@pytest.mark.parametrize("keuzes", [("ja",), ()])
async def test_a_choice_that_begins_with_yes_is_the_choice_and_no_more(sqlite_database: Database, keuzes: tuple[str, ...]) -> None:
    """Picked or typed as it stands there: the summary says it once."""
    _, antwoorden = await _zeg(sqlite_database, "openheid", "wie", "Ja, iemand", keuzes)
    assert ("keuze", ("ja",)) == (antwoorden["wie"].waarde.soort, antwoorden["wie"].waarde.keuzes)


async def test_a_yes_with_more_behind_it_keeps_both(sqlite_database: Database) -> None:
    """The choice, and the words that say who."""
    _, antwoorden = await _zeg(sqlite_database, "openheid", "wie", "ja, mijn zus die daar ook werkt")
    assert ("tekst", ("ja",)) == (antwoorden["wie"].waarde.soort, antwoorden["wie"].waarde.keuzes)
