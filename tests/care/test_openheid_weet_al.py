"""Openheid, per person: who knows it already, is an answer."""

from __future__ import annotations

import pytest

from bot.care.antwoorden import lees
from bot.care.openheid_antwoord import is_antwoord, weet_al
from bot.models.database import Database
from tests.care.test_openheid_woorden import TODAY, Praat

BIJ = {"dialoog": "openheid", "gevraagd": "wie_bedrijfsarts"}


@pytest.mark.parametrize("woorden", [
    "die weet dat al lang", "mijn arts weet het al", "heb ik al verteld", "is op de hoogte",
    "dat mag wel, want die weet het al", "ze weten van mij al alles", "de baas weet al dat ik ziek ben", "ik heb het hem al verteld",
])  # fmt: skip
def test_knowing_already_is_an_answer(woorden: str) -> None:
    """Whatever move it sounds like: "weet ik niet" would lose it."""
    assert is_antwoord("weet_niet", woorden, BIJ, TODAY)


@pytest.mark.parametrize("woorden", [
    "dat weet ik nog niet", "weet ik niet", "die weet het nog niet", "weet die het al?",
    "ze mag weten dat ik alles vergeet", "ik wil dat ze weten wat er al speelt", "hij mag weten dat ik al lang ziek ben",
    "die weet dat ik al lang thuis ben", "hij moet al op de hoogte zijn", "dat weet ik al", "ik weet het al",
])  # fmt: skip
def test_not_knowing_stays_that(woorden: str) -> None:
    """Nor does it hold for a question, for somebody who does not know, for what may or must be known, or for what the client knows himself."""
    assert not weet_al("wie_bedrijfsarts", woorden)


async def test_it_is_kept_and_said_back(database: Database) -> None:
    """In the client's own words, for this person alone."""
    praat = await Praat.bij(database, "wie_bedrijfsarts", wie="iemand")
    zinnen, nu = await praat.zegt("mijn arts weet het al")
    async with database.read(client_id=praat.client_id) as session:
        antwoorden = await lees(session, praat.client_id, "openheid")
    assert ("mijn arts weet het al", "tekst") == (antwoorden["wie_bedrijfsarts"].woorden, antwoorden["wie_bedrijfsarts"].waarde.soort)
    assert "utter_openheid_weet_al" == zinnen[0].naam
    assert nu.startswith("moment")


@pytest.mark.parametrize("woorden", ["iedereen behalve de baas", "niet iedereen hoeft het te weten"])
async def test_who_leaves_somebody_out_is_asked_about_each(database: Database, woorden: str) -> None:
    """Without naming the others: nobody is read as "iedereen", for then the exception would be lost."""
    praat = await Praat.bij(database, "wie")
    _, nu = await praat.zegt(woorden)
    async with database.read(client_id=praat.client_id) as session:
        antwoorden = await lees(session, praat.client_id, "openheid")
    assert (woorden, "wie_leidinggevende") == (antwoorden["wie"].woorden, nu)
