"""What a client asks back is answered, and what is open stays open: what was said, what happens now, who knows it, why this is asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from tests.dialogen.conftest import Opstelling
from tests.dialogen.test_paden import Album, BijVraag, albums, bij  # noqa: F401 - the fixtures
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


async def test_what_was_said_comes_back_in_short_lines(bij_vraag: BijWerkwensen) -> None:
    """A line a topic, the latest first; when it is much only the last ones, as for who asks for just now."""
    toneel = (await bij_vraag("gevolg_gebied")).toneel
    alles = next(turn["text"] for turn in await toneel.typt("wat heb ik gezegd") if turn["text"][0].startswith("Dit heb je verteld"))
    net = next(turn["text"] for turn in await toneel.typt("wat zei ik daarnet") if turn["text"][0].startswith("Dit heb je verteld"))
    onderwerpen = ["Reizen", "Uren en dagen", "Wat bij je past", "Welk werk", "Waarom werken"]
    assert onderwerpen[:3] == [regel.partition(".")[0] for regel in alles[1:-1]]
    assert onderwerpen[:3] == [regel.partition(".")[0] for regel in net[1:-1]]


async def test_of_little_that_was_said_all_comes_back(bij_vraag: BijWerkwensen) -> None:
    """With nothing left out."""
    toneel = (await bij_vraag("uren")).toneel
    vroeg = next(turn["text"] for turn in await toneel.typt("wat heb ik gezegd") if turn["text"][0].startswith("Dit heb je verteld"))
    assert ["Wat bij je past", "Welk werk", "Waarom werken", "Alles is bewaard"] == [regel.partition(".")[0] for regel in vroeg[1:]]


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


@pytest.mark.parametrize(
    ("dialoog", "vraag", "antwoord"),
    [
        ("helpers", "wie", "Alleen jij ziet je lijst"),
        ("signaalcheck", "veranderd", "antwoord. Jij kiest wat"),
        ("energielijst", "uur_1", "antwoord. Jij kiest wat"),
        ("bijsluiter", "sterk", "Aan het eind kies jij"),
        ("naaste", "ziet", "leest alles eerst, en kiest"),
    ],
)
async def test_what_happens_now_is_true_in_every_dialogue(bij: BijVraag, dialoog: str, vraag: str, antwoord: str) -> None:  # noqa: F811
    """Only where it is asked at the end is it said so; the own helpers nobody else sees."""
    toneel = (await bij(dialoog, vraag)).toneel
    assert antwoord in gezegd(await toneel.typt("wat gebeurt er nu met mijn antwoord"))


@pytest.mark.parametrize(
    ("dialoog", "vraag", "antwoord"),
    [
        ("energielijst", "lezen", "Jij kiest wie hem leest"),
        ("signaalcheck", "lezen", "Jij kiest wat"),
        ("bijsluiter", "delen_sterk", "jij kiest wie het leest"),
        ("bijsluiter", "overzicht_1", "of ik je goed begrijp"),
    ],
)
async def test_why_is_answered_for_questions_about_reading_along(bij: BijVraag, dialoog: str, vraag: str, antwoord: str) -> None:  # noqa: F811
    """The reason of the rest of the dialogue is none there."""
    toneel = (await bij(dialoog, vraag)).toneel
    assert antwoord in gezegd(await toneel.typt("waarom vraag je dat?"))


async def test_of_much_that_was_said_only_the_last_comes_back(bij_vraag: BijWerkwensen) -> None:
    """Short enough to read at once, with the way to all of it; one subject can still be asked for."""
    toneel = (await bij_vraag("punt_3")).toneel
    (turn,) = (turn for turn in await toneel.typt("wat heb ik al gezegd?") if turn["text"][0].startswith("Dit heb je verteld"))
    regels = turn["text"][1:-1]
    assert ("Punten voor je begeleider", ["/mijn/gegevens"]) == (regels[0].partition(".")[0], [link["href"] for link in turn["links"]])
    assert 3 <= len(regels) <= 5
    assert "Reizen." in gezegd(await toneel.typt("wat zei ik over de reis?"))


async def test_who_is_tired_again_after_a_pause_or_another_day_may_do_parts(bij_vraag: BijWerkwensen) -> None:
    """Source: DIALOGUES 2 (moe: stop, or the rest in parts). The question goes no round, for in between one rested."""
    toneel = (await bij_vraag("taken")).toneel
    await toneel.typt("ik ben moe")
    await toneel.kiest("pauze")
    await toneel.typt("verder")
    reply = await toneel.typt("ik ben moe")
    assert ["pauze", "stukjes", "ja"] == [choice["id"] for choice in reply[-1]["choices"]]
    await toneel.kiest("ja")
    toneel.later = timedelta(days=20)
    await toneel.opent()
    reply = await toneel.typt("ik ben moe")
    assert ["pauze", "stukjes", "ja"] == [choice["id"] for choice in reply[-1]["choices"]]


@pytest.mark.parametrize("vraag", ["volhouden_thuis", "volhouden_werk", "herstel_thuis", "herstel_werk"])
@pytest.mark.parametrize("woorden", ["gaat niet", "dat gaat niet"])
async def test_that_it_does_not_work_is_an_answer_to_how_long(bij_vraag: BijWerkwensen, vraag: str, woorden: str) -> None:
    """The words are kept."""
    toneel = (await bij_vraag(vraag)).toneel
    await toneel.typt(woorden)
    assert woorden == (await toneel.woorden()).get(vraag)
