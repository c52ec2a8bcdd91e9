"""Every move of DIALOGUES 2, at every question of the way through werkwensen: the question stays, and no answer is lost."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.dialogen.conftest import Opstelling
from tests.dialogen.pad import VRAGEN
from tests.dialogen.toneel import Reply

BijVraag = Callable[[str], Awaitable[Opstelling]]
# Moves that only say something: the same question stands there again after it.
ZEGT_ALLEEN_IETS = {
    "herhaal": "kun je dat herhalen?",
    "hulp": "help",
    "waar was ik": "waar was ik gebleven?",
    "groet": "hallo",
    "dank": "dank je wel",
    "computer": "ben je een robot?",
    "privacy": "wie kan dit allemaal lezen?",
}
# Said of the questions: where is asked how it goes, "ik ben moe" alone is an answer (test_antwoord_of_rust.py).
MOE = "ik ben moe van deze vragen"
EERSTE, LAATSTE = VRAGEN[0], VRAGEN[-1]
# How many hours of the energielijst are open changes when an hour ends between the photo and the reply.
OPEN_UREN = re.compile(r"\d+ (uur|uren)(?= zonder cijfer)")


def zichtbaar(turn: dict[str, Any]) -> dict[str, Any]:
    """What the client sees of a turn."""
    return {key: value for key, value in turn.items() if key != "id"} | {"text": [OPEN_UREN.sub("uren", block) for block in turn["text"]]}


async def staat_er_weer(opstelling: Opstelling, vraag: str, reply: Reply) -> None:
    """The same question is on the screen, and nothing that was answered is lost."""
    assert vraag == await opstelling.toneel.plaats()
    assert zichtbaar(opstelling.foto.turn) == zichtbaar(reply[-1])
    assert opstelling.foto.woorden == await opstelling.toneel.woorden()


@pytest.mark.parametrize("vraag", VRAGEN)
async def test_who_greets_thanks_asks_or_wonders_gets_a_reply_and_the_same_question(bij_vraag: BijVraag, vraag: str) -> None:
    """Seven moves that only say something, one after the other."""
    opstelling = await bij_vraag(vraag)
    for beweging, woorden in ZEGT_ALLEEN_IETS.items():
        reply = await opstelling.toneel.typt(woorden)
        assert beweging == "herhaal" or len(reply) > 1, beweging
        await staat_er_weer(opstelling, vraag, reply)


@pytest.mark.parametrize("vraag", VRAGEN)
async def test_a_question_in_between_is_answered_and_the_open_question_comes_back(bij_vraag: BijVraag, vraag: str) -> None:
    """From the knowledge base, after choosing which subject was meant when there are more."""
    opstelling = await bij_vraag(vraag)
    reply = await opstelling.toneel.typt("wat is een no-riskpolis?")
    if await opstelling.toneel.plaats() == "tussen:kennis":
        reply = await opstelling.toneel.kiest(reply[-1]["choices"][0]["id"])
    assert "knowledge" == reply[0]["kind"]
    await staat_er_weer(opstelling, vraag, reply)


@pytest.mark.parametrize("vraag", VRAGEN)
async def test_an_explanation_asks_the_same_question_in_other_words(bij_vraag: BijVraag, vraag: str) -> None:
    """Same choices, other words, nothing stored."""
    opstelling = await bij_vraag(vraag)
    reply = await opstelling.toneel.typt("wat bedoel je?")
    assert [opstelling.foto.turn["choices"]] == [turn["choices"] for turn in reply]
    assert opstelling.foto.turn["text"] != reply[0]["text"]
    assert (vraag, opstelling.foto.woorden) == (await opstelling.toneel.plaats(), await opstelling.toneel.woorden())


@pytest.mark.parametrize("vraag", VRAGEN)
async def test_after_a_pause_one_goes_on_at_the_same_question(bij_vraag: BijVraag, vraag: str) -> None:
    """Pauze asks nothing; verder gives a recap and the question."""
    opstelling = await bij_vraag(vraag)
    pauze = await opstelling.toneel.typt("pauze")
    assert ("rust", ["verder"]) == (await opstelling.toneel.plaats(), [choice["id"] for choice in pauze[-1]["choices"]])
    reply = await opstelling.toneel.typt("verder")
    assert len(reply) > 1
    await staat_er_weer(opstelling, vraag, reply)


@pytest.mark.parametrize("vraag", VRAGEN)
async def test_one_step_back_shows_the_old_answer_and_loses_nothing(bij_vraag: BijVraag, vraag: str) -> None:
    """Terug asks the question before with its answer; "zo laten" returns to where one was. Before the first question there is nothing."""
    opstelling = await bij_vraag(vraag)
    reply = await opstelling.toneel.typt("terug")
    if vraag == EERSTE:
        await staat_er_weer(opstelling, vraag, reply)
        return
    vorige = VRAGEN[VRAGEN.index(vraag) - 1]
    assert vorige == await opstelling.toneel.plaats()
    assert opstelling.foto.woorden[vorige] in reply[-2]["text"][0]
    await staat_er_weer(opstelling, vraag, await opstelling.toneel.kiest("laten"))


@pytest.mark.parametrize("vraag", VRAGEN)
async def test_who_wants_to_change_something_and_then_does_not_is_where_he_was(bij_vraag: BijVraag, vraag: str) -> None:
    """Wijzig offers the topics with an answer; "toch niet" returns."""
    opstelling = await bij_vraag(vraag)
    reply = await opstelling.toneel.typt("ik wil een antwoord veranderen")
    if vraag != EERSTE:
        assert "tussen:wijzig" == await opstelling.toneel.plaats()
        assert any(choice["id"].startswith("onderwerp_") for choice in reply[-1]["choices"])
        reply = await opstelling.toneel.kiest("niet")
    await staat_er_weer(opstelling, vraag, reply)


@pytest.mark.parametrize(("tekst", "soort"), [("overslaan", "overgeslagen"), ("weet ik niet", "weet_niet")])
@pytest.mark.parametrize("vraag", VRAGEN)
async def test_a_question_may_be_skipped_or_not_known(bij_vraag: BijVraag, vraag: str, tekst: str, soort: str) -> None:
    """It counts as answered without content, the rest stays, and one can come back to it."""
    opstelling = await bij_vraag(vraag)
    await opstelling.toneel.typt(tekst)
    antwoorden = await opstelling.toneel.antwoorden()
    assert soort == antwoorden[vraag].waarde.soort
    assert {**opstelling.foto.woorden, vraag: antwoorden[vraag].woorden} == await opstelling.toneel.woorden()
    if vraag == LAATSTE:
        assert "thuis" == await opstelling.toneel.plaats()
        return
    await opstelling.toneel.typt("terug")
    if await opstelling.toneel.plaats() != vraag:  # an interlude was open: that is one step too
        await opstelling.toneel.typt("terug")
    assert vraag == await opstelling.toneel.plaats()


@pytest.mark.parametrize("vraag", VRAGEN)
async def test_a_message_for_the_begeleider_is_kept_and_is_no_answer(bij_vraag: BijVraag, vraag: str) -> None:
    """A message in own words, then a wish to be called; after both the question is open."""
    opstelling = await bij_vraag(vraag)
    eerder = await opstelling.toneel.verzoeken()
    await opstelling.toneel.typt("ik wil mijn begeleider spreken")
    assert "tussen:contact" == await opstelling.toneel.plaats()
    await opstelling.toneel.kiest("bericht")
    assert "tussen:contact_tekst" == await opstelling.toneel.plaats()
    await staat_er_weer(opstelling, vraag, await opstelling.toneel.typt("Kunnen we donderdag een uur later afspreken?"))
    await opstelling.toneel.typt("mijn begeleider")
    await staat_er_weer(opstelling, vraag, await opstelling.toneel.kiest("terugbellen"))
    verzoeken = await opstelling.toneel.verzoeken()
    assert [*eerder, ("bericht", "Kunnen we donderdag een uur later afspreken?")] == verzoeken[:-1]
    assert "terugbellen" == verzoeken[-1][0]


@pytest.mark.parametrize("vraag", VRAGEN)
async def test_who_is_tired_may_stop_and_may_also_go_on(bij_vraag: BijVraag, vraag: str) -> None:
    """Moe offers to stop or to do the rest in parts; going on is possible too."""
    opstelling = await bij_vraag(vraag)
    reply = await opstelling.toneel.typt(MOE)
    assert ("tussen:moe", {"pauze", "stukjes", "ja"}) == (await opstelling.toneel.plaats(), {choice["id"] for choice in reply[-1]["choices"]})
    await staat_er_weer(opstelling, vraag, await opstelling.toneel.kiest("ja"))
