"""Words that sound like a correction: what they change, what stays, and when they only tell; and who asks to hear all of it again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.dialogen.conftest import Opstelling
from tests.dialogen.test_paden import BijVraag, albums, bij  # noqa: F401 - the fixtures
from tests.dialogen.toneel import gezegd

BijWerkwensen = Callable[[str], Awaitable[Opstelling]]


@pytest.mark.parametrize(
    ("eerst", "woorden", "bewaard", "begrepen"),
    [
        (
            "bakker of in een magazijn met rustige collegas en een tuin",
            "niet in een magazijn maar een winkel",
            "bakker of een winkel met rustige collegas en een tuin",
            {"beroep": "bakker"},
        ),
        ("kapper of de bouw of iets met auto's", "niet in de bouw maar in de zorg", "kapper of de zorg of iets met auto's", {"beroep": "kapper"}),
        ("bakker of magazijn", "niet magazijn maar winkel", "bakker of winkel", {"beroep": "bakker"}),
    ],
)
async def test_what_else_an_answer_holds_stays_when_one_thing_is_put_right(
    bij_vraag: BijWerkwensen, eerst: str, woorden: str, bewaard: str, begrepen: dict[str, str]
) -> None:
    """The new word stands in the place of the old one, and the whole is read again."""
    toneel = (await bij_vraag("welk_werk")).toneel
    await toneel.typt(eerst)
    await toneel.typt(woorden)
    gegeven = (await toneel.antwoorden())["welk_werk"]
    assert bewaard == gegeven.woorden
    assert begrepen == {key: gegeven.waarde.begrepen.get(key) for key in begrepen}


@pytest.mark.parametrize("woorden", ["sorry ik bedoelde slager", "fout, ik bedoelde slager", "oeps, ik bedoelde slager"])
async def test_what_was_meant_before_is_no_answer_to_the_next_question(bij_vraag: BijWerkwensen, woorden: str) -> None:
    """Although it would fit there too; the rest of the earlier answer stays."""
    toneel = (await bij_vraag("welk_werk")).toneel
    await toneel.typt("bakker of iets met planten, geen kantoor")
    open_ = await toneel.plaats()
    await toneel.typt(woorden)
    assert ("slager of iets met planten, geen kantoor", open_) == ((await toneel.woorden())["welk_werk"], await toneel.plaats())


async def test_what_does_not_stand_in_one_piece_in_a_long_answer_changes_nothing(bij_vraag: BijWerkwensen) -> None:
    """Which answer is meant is asked; nothing is stored that says both."""
    eerst = "in een magazijn of in een tuin, of als bakker in een klein magazijn"
    toneel = (await bij_vraag("welk_werk")).toneel
    await toneel.typt(eerst)
    await toneel.typt("niet in het magazijn maar in een winkel")
    assert (eerst, "tussen:wijzig") == ((await toneel.woorden())["welk_werk"], await toneel.plaats())


@pytest.mark.parametrize(
    ("vraag", "woorden"),
    [
        ("punt_2", "dat klopt niet, ik krijg te weinig uren"),
        ("gevolg_lichaam_werk", "het is verkeerd, mijn rug doet pijn"),
        ("werk_thuis", "het ging mis, ik was te moe"),
        ("zorgen", "het ging fout, ik kon het niet aan"),
        ("zorgen", "het was niet goed, ik was op"),
        ("zorgen", "t is niet goed, te veel prikkels"),
        ("punt_1", "dat ging mis, ik was buschauffeur"),
        ("punt_1", "fout, te weinig rust"),
    ],
)
async def test_a_story_of_what_went_wrong_is_the_answer(bij_vraag: BijWerkwensen, vraag: str, woorden: str) -> None:
    """Nothing that was said before changes, and no list of answers comes."""
    opstelling = await bij_vraag(vraag)
    toneel = opstelling.toneel
    await toneel.typt(woorden)
    assert {**opstelling.foto.woorden, vraag: woorden} == await toneel.woorden()
    assert "tussen:wijzig" != await toneel.plaats()


@pytest.mark.parametrize(
    ("vraag", "woorden"),
    [("eerder", "dat ging fout, ik was mijn baan kwijt"), ("eerder", "het ging mis, ik kreeg een beroerte"), ("gat_zin", "fout, ik was ziek")],
)
async def test_a_story_of_what_went_wrong_is_the_answer_in_openheid(bij: BijVraag, vraag: str, woorden: str) -> None:  # noqa: F811
    """Also where there are choices beside the own words, and in a sentence to practise."""
    opstelling = await bij("openheid", vraag)
    toneel = opstelling.toneel
    await toneel.typt(woorden)
    assert {**opstelling.foto.woorden, vraag: woorden} == await toneel.woorden()


async def test_what_fits_the_open_question_is_its_answer_though_it_takes_something_back(bij: BijVraag) -> None:  # noqa: F811
    """What was weighed before stays what it was."""
    opstelling = await bij("openheid", "nadeel_kans")
    toneel = opstelling.toneel
    await toneel.typt("niet belangrijk, wel een beetje")
    antwoorden = await toneel.woorden()
    assert opstelling.foto.woorden["nadeel_anders"] == antwoorden["nadeel_anders"]
    assert "nadeel_kans" in antwoorden


@pytest.mark.parametrize("woorden", ["vat het samen", "geef een overzicht"])
async def test_who_asks_for_all_in_short_hears_it_and_stays_at_the_question(bij_vraag: BijWerkwensen, woorden: str) -> None:
    """It is no answer."""
    opstelling = await bij_vraag("behandelaars")
    reply = await opstelling.toneel.typt(woorden)
    assert ("behandelaars", opstelling.foto.woorden) == (await opstelling.toneel.plaats(), await opstelling.toneel.woorden())
    assert "Dit heb je verteld" in gezegd(reply)
