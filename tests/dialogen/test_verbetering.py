"""Who corrects himself within one message answers the open question; only who wants to change an earlier answer gets the list of answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.dialogen.conftest import Opstelling

BijWerkwensen = Callable[[str], Awaitable[Opstelling]]


@pytest.mark.parametrize(
    ("vraag", "woorden", "begrepen"),
    [
        ("dagen_niet", "dinsdag nee ik bedoel donderdag", {"niet_dagen": ["do"]}),
        ("dagen_niet", "dinsdag, nee ik bedoelde donderdag", {"niet_dagen": ["do"]}),
        ("dagen_niet", "woensdag correctie donderdag", {"niet_dagen": ["do"]}),
        ("uren", "10 uur, nee ik bedoel 12 uur", {"uren_per_week": {"min": 12, "max": 12}}),
        ("vervoer", "met de bus, nee ik bedoel de fiets", {"vervoer": ["fiets"]}),
        ("reistijd", "een kwartier, sorry ik bedoelde drie kwartier", {"reistijd_min": 45}),
    ],
)
async def test_a_correction_in_one_message_is_the_answer(bij_vraag: BijWerkwensen, vraag: str, woorden: str, begrepen: dict[str, object]) -> None:
    """The last words count, and the whole answer is kept as it was typed."""
    toneel = (await bij_vraag(vraag)).toneel
    await toneel.typt(woorden)
    gegeven = (await toneel.antwoorden())[vraag]
    assert (woorden, begrepen) == (gegeven.woorden, gegeven.waarde.begrepen)
    assert "tussen:wijzig" != await toneel.plaats()


async def test_a_choice_that_is_corrected_is_the_last(bij_vraag: BijWerkwensen) -> None:
    """Also where the words are no more than two choices."""
    toneel = (await bij_vraag("dagdelen")).toneel
    await toneel.typt("ochtend nee ik bedoel middag")
    assert ("middag",) == (await toneel.antwoorden())["dagdelen"].waarde.keuzes


async def test_who_speaks_of_an_earlier_answer_may_choose_which(bij_vraag: BijWerkwensen) -> None:
    """That is the move to change, and no answer to what is open."""
    opstelling = await bij_vraag("vervoer")
    await opstelling.toneel.typt("ik wil mijn antwoord veranderen")
    assert ("tussen:wijzig", opstelling.foto.woorden) == (await opstelling.toneel.plaats(), await opstelling.toneel.woorden())


async def test_the_answer_right_before_comes_back_by_itself(bij_vraag: BijWerkwensen) -> None:
    """Who says which one is not asked which; what was open stays open."""
    toneel = (await bij_vraag("vervoer")).toneel
    await toneel.typt("mijn vorige antwoord was fout, ik bedoel donderdag")
    assert "tijd_klopt" == await toneel.plaats()
    assert "vervoer" not in await toneel.antwoorden()


@pytest.mark.parametrize(
    ("woorden", "nu"),
    [("ik werk nu niet", "helpt"), ("ik heb geen werk", "helpt"), ("ik werk op dit moment niet", "helpt"), ("een half uur", "herstel_werk")],
)
async def test_who_does_not_work_is_not_asked_about_being_tired_of_work(bij_vraag: BijWerkwensen, woorden: str, nu: str) -> None:
    """Chosen or typed; who works is asked."""
    toneel = (await bij_vraag("volhouden_werk")).toneel
    await toneel.typt(woorden)
    await toneel.kiest("kort")  # herstel_thuis
    assert nu == await toneel.plaats()


async def test_an_answer_to_another_question_leaves_the_open_one_open(bij_vraag: BijWerkwensen) -> None:
    """Asked how to travel, "max een half uur" says how long; how is asked again, and then all of it is shown."""
    toneel = (await bij_vraag("vervoer")).toneel
    reply = await toneel.typt("max een half uur")
    assert ("vervoer", "Hoe reis je meestal?") == (await toneel.plaats(), reply[-1]["text"][-1])
    reply = await toneel.kiest("ov")
    assert ("reis_klopt", True) == (await toneel.plaats(), "hoogstens 30 minuten reizen, bus of trein" in " ".join(reply[-1]["text"]))
