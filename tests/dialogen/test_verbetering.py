"""Who corrects himself within one message answers the open question; only who wants to change an earlier answer gets the list of answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.dialogen.conftest import Opstelling
from tests.dialogen.toneel import gezegd

BijWerkwensen = Callable[[str], Awaitable[Opstelling]]


@pytest.mark.parametrize(
    ("vraag", "woorden", "bewaard", "begrepen"),
    [
        ("dagen_niet", "dinsdag nee ik bedoel donderdag", "donderdag", {"niet_dagen": ["do"]}),
        ("dagen_niet", "dinsdag, nee ik bedoelde donderdag", "donderdag", {"niet_dagen": ["do"]}),
        ("dagen_niet", "woensdag correctie donderdag", "donderdag", {"niet_dagen": ["do"]}),
        ("uren", "10 uur, nee ik bedoel 12 uur", "12 uur", {"uren_per_week": {"min": 12, "max": 12}}),
        ("vervoer", "met de bus, nee ik bedoel de fiets", "de fiets", {"vervoer": ["fiets"]}),
        ("reistijd", "een kwartier, sorry ik bedoelde drie kwartier", "drie kwartier", {"reistijd_min": 45}),
        ("welk_werk", "oh nee ik bedoel in een kas", "in een kas", None),
    ],
)
async def test_a_correction_in_one_message_is_the_answer(
    bij_vraag: BijWerkwensen, vraag: str, woorden: str, bewaard: str, begrepen: dict[str, object] | None
) -> None:
    """The last words count and are kept as the answer; the message stays as it was typed."""
    toneel = (await bij_vraag(vraag)).toneel
    await toneel.typt(woorden)
    gegeven = (await toneel.antwoorden())[vraag]
    assert (bewaard, woorden) == (gegeven.woorden, await toneel.bron(vraag))
    assert begrepen is None or begrepen == gegeven.waarde.begrepen
    assert "tussen:wijzig" != await toneel.plaats()


@pytest.mark.parametrize(
    ("vraag", "woorden", "bewaard"),
    [
        ("welk_werk", "oh nee ik bedoel in een kas", "in een kas"),
        ("welk_werk", "nee toch liever in een kas", "in een kas"),
        ("welk_werk", "sorry, iets met hout", "iets met hout"),
        ("welk_werk", "nee geen kantoor", "geen kantoor"),
        ("dagen_niet", "nee dinsdag", "dinsdag"),
        ("dagen_niet", "Nee, toch dinsdag.", "dinsdag"),
        ("dagdelen", "nee toch liever in de ochtend", "in de ochtend"),
    ],
)
async def test_at_an_answer_that_is_changed_the_correcting_part_goes(bij_vraag: BijWerkwensen, vraag: str, woorden: str, bewaard: str) -> None:
    """Of a question that came back with its answer."""
    toneel = (await bij_vraag(vraag)).toneel
    await toneel.typt("de tuin" if vraag == "welk_werk" else "woensdag" if vraag == "dagen_niet" else "in de middag")
    await toneel.typt("terug")
    while vraag != await toneel.plaats():
        await toneel.typt("terug")
    await toneel.typt(woorden)
    assert bewaard == (await toneel.woorden())[vraag]


@pytest.mark.parametrize(
    "woorden", ["nee geen kantoor", "nee liever niet alleen", "ik wil rust, nee echt", "nee hoor, met mensen", "toch iets met mijn handen"]
)
async def test_a_no_that_belongs_to_the_answer_stays(bij_vraag: BijWerkwensen, woorden: str) -> None:
    """Where nothing is being changed, a bare no in front corrects nothing."""
    toneel = (await bij_vraag("welk_werk")).toneel
    await toneel.typt(woorden)
    assert woorden == (await toneel.woorden()).get("welk_werk", woorden)


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


@pytest.mark.parametrize(
    ("bij", "woorden", "vraag", "bewaard"),
    [
        ("taken", "mijn vorige antwoord was fout, ik bedoel in een kas", "werk_thuis", "in een kas"),
        ("taken", "nee wacht, bij de vorige: iets met hout", "werk_thuis", "iets met hout"),
        ("taken", "oeps ik bedoelde de bakkerij bij de vorige vraag", "werk_thuis", "de bakkerij"),
        ("aantal_dagen", "mijn vorige antwoord moet 16 uur zijn", "uren", "16 uur"),
        ("reistijd", "sorry bij de vorige vraag moest het de bus zijn", "vervoer", "de bus"),
    ],
)
async def test_the_answer_right_before_is_changed_in_one_go(bij_vraag: BijWerkwensen, bij: str, woorden: str, vraag: str, bewaard: str) -> None:
    """Who says what it must be need not say it twice: one line tells what stands now, and what was open is asked again."""
    opstelling = await bij_vraag(bij)
    toneel = opstelling.toneel
    reply = await toneel.typt(woorden)
    assert (bewaard, woorden, bij) == ((await toneel.woorden())[vraag], await toneel.bron(vraag), await toneel.plaats())
    assert "Eerst zei je" in gezegd(reply)
    assert bij not in await toneel.antwoorden()


async def test_where_is_asked_back_the_answer_before_is_changed_in_what_was_asked(bij_vraag: BijWerkwensen) -> None:
    """After a yes to "klopt dat?" the words are read as the correction they would have been there, and what is understood is asked back."""
    toneel = (await bij_vraag("vervoer")).toneel
    reply = await toneel.typt("mijn vorige antwoord was fout, ik bedoel donderdag")
    assert ("tijd_klopt", "donderdag") == (await toneel.plaats(), (await toneel.woorden())["dagen_niet"])
    assert "donderdag" in gezegd(reply)
    assert "vervoer" not in await toneel.antwoorden()


@pytest.mark.parametrize("woorden", ["mijn vorige antwoord was fout, ik bedoel meestal wel", "nee wacht, bij de vorige: hangt ervan af"])
async def test_a_new_answer_that_is_not_sure_comes_back_in_the_text_field(bij_vraag: BijWerkwensen, woorden: str) -> None:
    """The question before is asked again with those words ready; what was said there still stands."""
    opstelling = await bij_vraag("aantal_dagen")
    reply = await opstelling.toneel.typt(woorden)
    assert ("uren", True) == (await opstelling.toneel.plaats(), reply[-1]["draft"] in woorden)
    assert opstelling.foto.woorden["uren"] == (await opstelling.toneel.woorden())["uren"]


@pytest.mark.parametrize("woorden", ["mijn vorige antwoord was fout", "mijn laatste antwoord klopt niet"])
async def test_without_a_new_answer_the_question_before_comes_back(bij_vraag: BijWerkwensen, woorden: str) -> None:
    """As it was asked, with the answer it had."""
    toneel = (await bij_vraag("taken")).toneel
    await toneel.typt(woorden)
    assert "taken" not in await toneel.antwoorden()


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


@pytest.mark.parametrize(
    ("bij", "woorden", "vraag", "bewaard"),
    [
        ("drukte", "nee, geen handen, papier", "taken", ("papier",)),
        ("klanten", "sorry verkeerd, moest alleen zijn", "samen", ("alleen",)),
        ("klanten", "dat is fout, binnen", "plek", ("binnen",)),
    ],
)
async def test_an_earlier_choice_is_put_right_without_naming_its_question(
    bij_vraag: BijWerkwensen, bij: str, woorden: str, vraag: str, bewaard: tuple[str, ...]
) -> None:
    """It is said back, and what was open is asked again, without an answer."""
    toneel = (await bij_vraag(bij)).toneel
    reply = await toneel.typt(woorden)
    antwoorden = await toneel.antwoorden()
    assert (bewaard, bij) == (antwoorden[vraag].waarde.keuzes, await toneel.plaats())
    assert bij not in antwoorden
    assert "Eerst zei je" in gezegd(reply)


@pytest.mark.parametrize(
    "woorden",
    [
        "fout, ik bedoelde tuinman",
        "je snapt me niet, ik wil het werk veranderen, tuinman moet het zijn ipv bakker",
        "of nee doe toch maar tuinman",
    ],
)
async def test_earlier_words_are_put_right_too(bij_vraag: BijWerkwensen, woorden: str) -> None:
    """The work that was told, three questions later."""
    toneel = (await bij_vraag("welk_werk")).toneel
    for gezegde in ("bakker", "met mijn handen", "alleen"):
        await toneel.typt(gezegde)
    await toneel.typt(woorden)
    assert ("tuinman", "plek") == ((await toneel.woorden())["welk_werk"], await toneel.plaats())


async def test_what_was_confirmed_is_asked_back_when_it_changes(bij_vraag: BijWerkwensen) -> None:
    """The block "klopt dat?" comes again, with the new value."""
    toneel = (await bij_vraag("vervoer")).toneel
    reply = await toneel.typt("niet de ochtend maar de middag")
    assert ({"dagdelen": ["middag"]}, "tijd_klopt") == ((await toneel.antwoorden())["dagdelen"].waarde.begrepen, await toneel.plaats())
    assert "Ik begrijp" in gezegd(reply)


async def test_words_that_fit_what_is_open_are_its_answer(bij_vraag: BijWerkwensen) -> None:
    """A no in front takes back nothing that was said before."""
    toneel = (await bij_vraag("drukte")).toneel
    await toneel.typt("sorry, ik bedoel rustig")
    assert ("rustig", "klanten") == ((await toneel.woorden())["drukte"], await toneel.plaats())


async def test_who_puts_right_what_is_not_clear_may_choose_which(bij_vraag: BijWerkwensen) -> None:
    """Nothing is changed, and nothing is taken for the answer to what is open."""
    opstelling = await bij_vraag("klanten")
    reply = await opstelling.toneel.typt("fout, ik bedoelde die van mijn zus")
    assert ("tussen:wijzig", opstelling.foto.woorden) == (await opstelling.toneel.plaats(), await opstelling.toneel.woorden())
    assert "verbeteren" in gezegd(reply)


async def test_in_the_list_of_answers_the_right_words_change_it(bij_vraag: BijWerkwensen) -> None:
    """Who types there what it must be need not choose first."""
    toneel = (await bij_vraag("klanten")).toneel
    await toneel.typt("ik wil iets veranderen")
    await toneel.typt("sorry verkeerd, moest alleen zijn")
    assert (("alleen",), "klanten") == ((await toneel.antwoorden())["samen"].waarde.keuzes, await toneel.plaats())


@pytest.mark.parametrize("woorden", ["wijzig welk werk", "ik wil welk werk veranderen", "verander waarom werken"])
async def test_a_topic_that_is_named_by_its_title_comes_back(bij_vraag: BijWerkwensen, woorden: str) -> None:
    """It is no wish to begin the dialogue that is going on."""
    toneel = (await bij_vraag("klanten")).toneel
    await toneel.typt(woorden)
    assert await toneel.plaats() in ("waarom", "welk_werk")
