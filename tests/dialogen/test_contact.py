"""At "hoe wil je contact?": what is a message is read back, what turns away from sending is not, and a question back is about this question."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.dialogen.conftest import Opstelling
from tests.dialogen.toneel import Toneel, gezegd

BijWerkwensen = Callable[[str], Awaitable[Opstelling]]


async def bij_contact(bij_vraag: BijWerkwensen) -> Toneel:
    toneel = (await bij_vraag("drukte")).toneel
    await toneel.typt("ik wil mijn begeleider spreken")
    assert "tussen:contact" == await toneel.plaats()
    return toneel


@pytest.mark.parametrize(
    "woorden",
    [
        "nee laat maar ik wil niks sturen",
        "nee dat is nu niet meer nodig",
        "nou nee, ik vraag het zelf wel",
        "neen bedankt ik los het op",
        "laat maar zitten ik doe het zelf",
        "ik wil gewoon verder met de vragen",
        "doe maar gewoon de volgende vraag",
    ],
)
async def test_who_turns_away_from_sending_is_back_at_the_question(bij_vraag: BijWerkwensen, woorden: str) -> None:
    """It is said that nothing is sent; a "ja" after it answers the question, and sends nothing."""
    toneel = await bij_contact(bij_vraag)
    reply = await toneel.typt(woorden)
    assert ("drukte", True) == (await toneel.plaats(), "Ik stuur niets." in gezegd(reply))
    await toneel.typt("ja")
    assert [] == await toneel.verzoeken()


@pytest.mark.parametrize("woorden", ["ik weet het niet zo goed", "ik weet het eigenlijk nog niet"])
async def test_who_does_not_know_gets_the_question_with_an_example(bij_vraag: BijWerkwensen, woorden: str) -> None:
    """The words are not read back as a message."""
    toneel = await bij_contact(bij_vraag)
    reply = await toneel.typt(woorden)
    assert ("tussen:contact", True) == (await toneel.plaats(), gezegd(reply).startswith("Bijvoorbeeld: jij typt een bericht"))


@pytest.mark.parametrize(
    "woorden",
    ["ik kan morgen niet komen", "sla onze afspraak van vrijdag maar over", "ik weet niet of ik dinsdag kan komen", "ik kom dinsdag toch niet"],
)
async def test_a_message_with_a_denial_in_it_is_read_back_still(bij_vraag: BijWerkwensen, woorden: str) -> None:
    """It does not begin with a no, and is no sure move; nothing is sent yet."""
    toneel = await bij_contact(bij_vraag)
    reply = await toneel.typt(woorden)
    assert ("tussen:contact_woorden", True, []) == (await toneel.plaats(), woorden in gezegd(reply), await toneel.verzoeken())


@pytest.mark.parametrize(("woorden", "plaats"), [("nee bel me maar even op", "drukte"), ("nee liever een bericht sturen", "tussen:contact_tekst")])
async def test_a_no_with_a_choice_behind_it_is_that_choice(bij_vraag: BijWerkwensen, woorden: str, plaats: str) -> None:
    """The no only denies the other one."""
    toneel = await bij_contact(bij_vraag)
    await toneel.typt(woorden)
    assert plaats == await toneel.plaats()


@pytest.mark.parametrize("woorden", ["waarom vraag je dat nou", "waarom wil je dat weten"])
async def test_why_is_about_this_question_and_not_about_the_one_of_the_dialogue(bij_vraag: BijWerkwensen, woorden: str) -> None:
    """What the choices do; the question stands there again."""
    toneel = await bij_contact(bij_vraag)
    reply = await toneel.typt(woorden)
    assert "tussen:contact" == await toneel.plaats()
    assert ("Bijvoorbeeld: jij typt een bericht", False) == (gezegd(reply)[:34], "Overslaan mag ook" in gezegd(reply))
