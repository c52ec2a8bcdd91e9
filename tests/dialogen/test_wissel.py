"""Typed words in the middle of a dialogue: never lost to another dialogue, nor to an answer about Werkmaat itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.care.klaarzetten import naam_van
from bot.care.wissel import is_antwoord
from tests.dialogen.conftest import Opstelling
from tests.dialogen.test_bewegingen import staat_er_weer
from tests.dialogen.test_paden import Album, BijVraag, albums, bij  # noqa: F401 - the fixtures

BijWerkwensen = Callable[[str], Awaitable[Opstelling]]
# What sounds like openheid; the second also names it.
VERHAAL, NOEMT = "ik zeg op mijn werk liever niets", "ik wil over openheid praten"


async def test_what_sounds_like_another_dialogue_is_kept_as_the_answer_it_was(bij: BijVraag) -> None:  # noqa: F811
    """At the last open question of the check: one question first; "nee" keeps the words with the message they came in, and the check goes on."""
    opstelling = await bij("signaalcheck", "nog")
    toneel = opstelling.toneel
    reply = await toneel.typt(VERHAAL)
    assert ["ja", "nee"] == [choice["id"] for choice in reply[-1]["choices"]]
    assert all(naam_van(naam) in " ".join(reply[-1]["text"]) for naam in ("signaalcheck", "openheid"))
    assert ("wissel", opstelling.foto.woorden) == (await toneel.plaats(), await toneel.woorden())
    await toneel.typt("pauze")  # a detour does not lose it either
    assert ["ja", "nee"] == [choice["id"] for choice in (await toneel.typt("verder"))[-1]["choices"]]
    await toneel.typt("nee, dit is mijn antwoord")
    assert {**opstelling.foto.woorden, "nog": VERHAAL} == await toneel.woorden()
    assert (await toneel.plaats()).partition("_")[0] in ("ook", "overzicht")


async def test_yes_begins_the_other_and_the_first_can_be_taken_up_again(bij_vraag: BijWerkwensen) -> None:
    """Werkwensen at "welk werk": openheid begins; a picked start asks nothing, and the same question stands there with every answer."""
    opstelling = await bij_vraag("welk_werk")
    toneel = opstelling.toneel
    await toneel.typt(NOEMT)
    assert "wissel" == await toneel.plaats()
    await toneel.typt("ja")
    assert await toneel.plaats() not in ("welk_werk", "wissel", "thuis")
    async with toneel.database.read() as session:
        assert "openheid" == (await toneel.gesprek(session)).stand["dialoog"]
    await toneel.typt("ik wil over welk werk bij mij past praten")
    assert "wissel" == await toneel.plaats()
    await toneel.kiest("ja")
    await staat_er_weer(opstelling, "welk_werk", [await toneel.laatste_vraag()])


async def test_at_a_question_with_choices_only_the_question_comes_back(bij_vraag: BijWerkwensen) -> None:
    """There are no words to take there; and twice not understood goes on too, without another dialogue."""
    opstelling = await bij_vraag("tijd_klopt")
    reply = await opstelling.toneel.typt(NOEMT)
    assert ["ja", "niet"] == [choice["id"] for choice in reply[-1]["choices"]]
    await staat_er_weer(opstelling, "tijd_klopt", await opstelling.toneel.kiest("niet"))
    await opstelling.toneel.typt(NOEMT)
    await opstelling.toneel.typt("de tuin in het dorp")
    assert "wissel" == await opstelling.toneel.plaats()
    await staat_er_weer(opstelling, "tijd_klopt", await opstelling.toneel.typt("de bloemen bij de buren"))


@pytest.mark.parametrize("woorden", ["Geheim woord pannenkoek", "Ik woon samen met mijn zus"])
async def test_a_story_that_sounds_like_a_side_answer_is_kept(bij: BijVraag, woorden: str) -> None:  # noqa: F811
    """Where the client is asked to tell, the words are the answer."""
    opstelling = await bij("signaalcheck", "nog")
    await opstelling.toneel.typt(woorden)
    assert woorden == (await opstelling.toneel.woorden())["nog"]


def test_a_sure_side_answer_a_question_and_a_question_with_choices_stay_what_they_are() -> None:
    """Only where own words are asked, and only what is not sure."""
    nog = {"dialoog": "signaalcheck", "gevraagd": "nog"}
    assert is_antwoord(nog, "privacy", 0.5, "geheim woord pannenkoek")
    assert not is_antwoord(nog, "privacy", 0.99, "wie kan dit allemaal lezen")
    assert not is_antwoord(nog, "privacy", 0.5, "leest mijn baas dit?")
    assert not is_antwoord({**nog, "tussen": "moe"}, "privacy", 0.5, "geheim woord pannenkoek")
    assert not is_antwoord({**nog, "gevraagd": "meer_1"}, "privacy", 0.5, "geheim woord pannenkoek")
