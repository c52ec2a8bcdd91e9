"""A wish about sharing in words leads in one step to where sharing is read and changed: at home, at a question, in a pause. It is never a stop."""

from __future__ import annotations

import pytest

from tests.dialogen.test_bewegingen import BijVraag as BijWerkwensen
from tests.dialogen.test_bewegingen import staat_er_weer
from tests.dialogen.test_paden import Album, BijVraag, albums, bij  # noqa: F401 - the fixtures
from tests.dialogen.toneel import Reply, Toneel

BLADEN = ["/mijn/signalen", "/mijn/gegevens?open=delen#delen"]
# The begeleider of these clients is Anna Proef.
WENSEN = (
    "afspraken veranderen",
    "ik wil niet meer delen",
    "anna mag niet meer meelezen",
    "ik wil dat mijn begeleider niet meer meekijkt",
    "hoe trek ik mijn toestemming in?",
    "waar kan ik kiezen wat ik deel",
)


def wijst_de_weg(reply: Reply) -> bool:
    """Whether the first turn has the links."""
    return [link["href"] for link in reply[0].get("links", [])] == BLADEN


async def test_at_home_every_such_wish_leads_there(toneel: Toneel) -> None:
    """The links, then what one can do; nothing is read as a goodbye or a greeting. Also after something else, and while resting."""
    await toneel.opent()
    for woorden in (*WENSEN, "ik wil niet delen", "Ik ben boos. Anna mag niet meer meelezen."):
        assert wijst_de_weg(await toneel.typt(woorden)), woorden
        assert "thuis" == await toneel.plaats()
    await toneel.typt("pauze")
    assert wijst_de_weg(await toneel.typt("ik wil niet meer delen"))
    assert "rust" == await toneel.plaats()


@pytest.mark.parametrize("woorden", WENSEN)
async def test_at_a_question_it_leads_there_and_the_question_stays(bij_vraag: BijWerkwensen, woorden: str) -> None:
    """Where own words are asked."""
    opstelling = await bij_vraag("welk_werk")
    reply = await opstelling.toneel.typt(woorden)
    assert wijst_de_weg(reply)
    await staat_er_weer(opstelling, "welk_werk", reply)


async def test_in_a_story_the_words_are_kept_as_the_answer_and_the_way_is_shown(bij: BijVraag) -> None:  # noqa: F811
    """Both: nothing is lost and the wish is heard."""
    toneel = (await bij("signaalcheck", "nog")).toneel
    verhaal = "De drukte op de afdeling werd weer meer. Mijn begeleider mag dit niet lezen."
    reply = await toneel.typt(verhaal)
    assert (verhaal, True) == ((await toneel.woorden())["nog"], wijst_de_weg(reply))


@pytest.mark.parametrize("woorden", ["ik wil niet meer delen", "anna mag niet meelezen", "liever niet delen"])
async def test_at_the_question_about_sharing_it_is_the_no_that_was_asked_for(bij: BijVraag, woorden: str) -> None:  # noqa: F811
    """With the literal words; a yes is never read from such words."""
    toneel = (await bij("signaalcheck", "lezen")).toneel
    await toneel.typt(woorden)
    gegeven = (await toneel.antwoorden())["lezen"]
    assert (woorden, ("nee",)) == (gegeven.woorden, gegeven.waarde.keuzes)


async def test_a_line_of_a_summary_is_not_shared_by_such_words(bij_vraag: BijWerkwensen) -> None:
    """There it is about that line; wanting it read again is no yes."""
    toneel = (await bij_vraag("delen_werk")).toneel
    await toneel.typt("ik wil dit niet delen")
    assert ("niet_delen",) == (await toneel.antwoorden())["delen_werk"].waarde.keuzes
    await toneel.typt("anna mag het nu wel lezen")
    assert "delen_omgeving" not in await toneel.antwoorden()


@pytest.mark.parametrize(("dialoog", "vraag"), [("openheid", "voordeel_eigen"), ("voorbereiding", "niet")])
async def test_what_others_may_know_is_an_answer(bij: BijVraag, dialoog: str, vraag: str) -> None:  # noqa: F811
    """In the dialogue about telling, and where is asked what to keep to oneself, the begeleider is meant only by name or role."""
    opstelling = await bij(dialoog, vraag)
    assert not wijst_de_weg(await opstelling.toneel.typt("ik wil niks meer delen"))


async def test_among_the_topics_to_change_it_is_a_topic(bij: BijVraag) -> None:  # noqa: F811
    """In the check itself "afspraken" is one of them."""
    toneel = (await bij("signaalcheck", "nog")).toneel
    await toneel.typt("ik wil een antwoord veranderen")
    await toneel.typt("afspraken")
    assert "lezen" == await toneel.plaats()
