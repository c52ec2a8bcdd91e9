"""What a client asks back is answered, and what is open stays open: what was said, what happens now, who knows it, why this is asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.dialogen.conftest import Opstelling
from tests.dialogen.toneel import gezegd

BijWerkwensen = Callable[[str], Awaitable[Opstelling]]


@pytest.mark.parametrize("vraag", ["drukte", "werk_thuis", "uren"])
@pytest.mark.parametrize(
    ("woorden", "antwoord"),
    [
        ("heb je dat al aan Bea gezegd?", "leest alleen wat jij deelt"),
        ("wat gebeurt er nu met mijn antwoord", "Aan het eind kies jij"),
        ("waarom wil je dat allemaal weten", "Overslaan mag ook"),
    ],
)
async def test_a_question_back_is_answered_and_is_no_answer(bij_vraag: BijWerkwensen, vraag: str, woorden: str, antwoord: str) -> None:
    """Where own words are an answer too."""
    opstelling = await bij_vraag(vraag)
    reply = await opstelling.toneel.typt(woorden)
    assert antwoord in gezegd(reply)
    assert (vraag, opstelling.foto.woorden) == (await opstelling.toneel.plaats(), await opstelling.toneel.woorden())


async def test_all_that_was_said_comes_back_in_short_lines(bij_vraag: BijWerkwensen) -> None:
    """Every topic, the latest first; who asks for just now gets the last ones."""
    toneel = (await bij_vraag("gevolg_gebied")).toneel
    alles = next(turn["text"] for turn in await toneel.typt("wat heb ik gezegd") if turn["text"][0].startswith("Dit heb je verteld"))
    net = next(turn["text"] for turn in await toneel.typt("wat zei ik daarnet") if turn["text"][0].startswith("Dit heb je verteld"))
    onderwerpen = ["Reizen", "Uren en dagen", "Wat bij je past", "Welk werk", "Waarom werken"]
    assert onderwerpen == [regel.partition(".")[0] for regel in alles[1:-1]]
    assert onderwerpen[:3] == [regel.partition(".")[0] for regel in net[1:-1]]


async def test_own_words_about_a_consequence_are_asked_how_often(bij_vraag: BijWerkwensen) -> None:
    """As its choices would be; with one of them a yes is that one."""
    toneel = (await bij_vraag("gevolg_lichaam_1")).toneel
    reply = await toneel.typt("ik heb koppijn, en weinig kracht")
    assert "gevolg_lichaam_1_vaak" == await toneel.plaats()
    assert ["pijn", "kracht", "geen", "weet_niet"] == [choice["id"] for choice in reply[-1]["choices"]]
    await toneel.typt("terug")
    await toneel.typt("alleen koppijn")
    await toneel.typt("ja")
    assert ("pijn",) == (await toneel.antwoorden())["gevolg_lichaam_1_vaak"].waarde.keuzes


@pytest.mark.parametrize(
    ("woorden", "bewaard", "keuzes"),
    [("Nee dit is alles, de regelmaat gewoon", "de regelmaat gewoon", ()), ("nee, dit is alles hoor", "nee, dit is alles hoor", ("geen",))],
)
async def test_that_is_all_with_more_behind_it(bij_vraag: BijWerkwensen, woorden: str, bewaard: str, keuzes: tuple[str, ...]) -> None:
    """What is told behind it is the answer; a filler is not."""
    toneel = (await bij_vraag("waarom_meer")).toneel
    await toneel.typt(woorden)
    gegeven = (await toneel.antwoorden())["waarom_meer"]
    assert (bewaard, keuzes) == (gegeven.woorden, gegeven.waarde.keuzes)


async def test_who_is_tired_again_may_stop_for_today_or_tell_a_person(bij_vraag: BijWerkwensen) -> None:
    """The second time; a message goes out in the client's own words."""
    toneel = (await bij_vraag("taken")).toneel
    await toneel.typt("ik ben moe")
    await toneel.kiest("ja")
    reply = await toneel.typt("ik ben moe")
    assert ["pauze", "bericht", "ja"] == [choice["id"] for choice in reply[-1]["choices"]]
    await toneel.kiest("bericht")
    assert "tussen:contact_tekst" == await toneel.plaats()


async def test_the_question_after_tired_goes_no_round(bij_vraag: BijWerkwensen) -> None:
    """Other moves do not bring the same question back for ever."""
    toneel = (await bij_vraag("taken")).toneel
    await toneel.typt("ik ben moe")
    await toneel.typt("waar was ik")
    reply = await toneel.typt("waar was ik")
    assert ["pauze", "bericht", "ja"] == [choice["id"] for choice in reply[-1]["choices"]]


@pytest.mark.parametrize("woorden", ["🙃🙃", "kan niet", "...."])
async def test_no_answer_yet_is_asked_again_gently(bij_vraag: BijWerkwensen, woorden: str) -> None:
    """Only signs, or that it does not work: nothing is kept as an answer."""
    opstelling = await bij_vraag("omgeving_hulp")
    reply = await opstelling.toneel.typt(woorden)
    assert ("omgeving_hulp", opstelling.foto.woorden) == (await opstelling.toneel.plaats(), await opstelling.toneel.woorden())
    assert "begeleider" in {choice["id"] for choice in reply[-1]["choices"]}
