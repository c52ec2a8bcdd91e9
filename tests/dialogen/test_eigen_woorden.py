"""A client who types where others tap: corrections, own words for what changed, pointing at choices, and asking what was said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.dialogen.conftest import Opstelling
from tests.dialogen.toneel import Toneel, gezegd

BijVraag = Callable[[str], Awaitable[Opstelling]]


@pytest.mark.parametrize(
    ("woorden", "volgende"),
    [
        ("ik vergeet veel", "gevolg_denken_1"),
        ("praten gaat moeilijk", "gevolg_denken_1"),
        ("vlug kwaad en altijd koppijn", "gevolg_gevoel_1"),
        ("kan niet meer fietsen", "gevolg_lichaam_1"),
        ("nee, kapot", "gevolg_waar"),
    ],
)
async def test_own_words_about_what_changed_are_kept_and_lead_to_its_questions(bij_vraag: BijVraag, woorden: str, volgende: str) -> None:
    """Where the area is not clear it is asked; the words stay the answer."""
    toneel = (await bij_vraag("gevolg_gebied")).toneel
    await toneel.typt(woorden)
    assert (volgende, woorden) == (await toneel.plaats(), (await toneel.woorden())["gevolg_gebied"])


async def test_every_area_in_the_words_is_asked_about(bij_vraag: BijVraag) -> None:
    """Two areas, one after the other."""
    toneel = (await bij_vraag("gevolg_gebied")).toneel
    await toneel.typt("ben rap moe en vergeet afspraken")
    for vraag in ("gevolg_denken_1", "gevolg_denken_2", "gevolg_denken_3", "gevolg_denken_4"):
        assert vraag == await toneel.plaats()
        await toneel.kiest("geen")
    assert "gevolg_lichaam_1" == await toneel.plaats()


async def test_who_types_on_is_taken_to_the_next_question_with_the_words_and_a_person(bij_vraag: BijVraag) -> None:
    """Not understood, a person offered, kept and gone on: never a round."""
    toneel = (await bij_vraag("uitkering_vraag")).toneel
    assert "begrijp je niet goed" in gezegd(await toneel.typt("dat ligt aan de gemeente"))
    assert "Wat wil je nu doen?" in gezegd(await toneel.typt("die regelen zulke dingen"))
    reply = await toneel.typt("zo gaat het hier altijd")
    assert "woorden zijn bewaard" in gezegd(reply)
    assert "begeleider" in {choice["id"] for choice in reply[-1]["choices"]}
    antwoorden = await toneel.antwoorden()
    assert "behandelaars" == await toneel.plaats()
    assert ("zo gaat het hier altijd", "overgeslagen") == (antwoorden["uitkering_vraag"].woorden, antwoorden["uitkering_vraag"].waarde.soort)
    assert [] == await toneel.verzoeken()


async def test_who_is_not_understood_in_a_row_of_questions_never_hears_it_more_than_twice_before_going_on(bij_vraag: BijVraag) -> None:
    """At the closing questions, where only a choice is an answer: each second message at the latest goes on, and nothing is shared."""
    toneel = (await bij_vraag("delen_waarom")).toneel
    plaatsen = []
    for nummer in range(9):
        await toneel.typt(f"dat ligt aan de gemeente {nummer}")
        plaatsen.append(await toneel.plaats())
    vragen = [plaats for plaats in plaatsen if not plaats.startswith("tussen:")]
    assert ["delen_waarom", "delen_werk", "delen_omgeving", "delen_tijd", "delen_reizen"] == vragen[:5]
    assert not any(gegeven.koos("delen") for gegeven in (await toneel.antwoorden()).values())


@pytest.mark.parametrize(
    ("woorden", "zegt", "niet_dagen", "bewaard"),
    [
        ("nee alleen dinsdag ni, vrijdag kan wel", "niet op dinsdag", ["di"], "alleen dinsdag ni, vrijdag kan wel"),
        ("nee dinsdag", "niet op dinsdag", ["di"], "dinsdag"),
        # What still stands was told in the words before.
        ("maandag kan ook niet", "niet op maandag en vrijdag", ["ma", "vr"], "vrijdag kan ik niet werken; maandag kan ook niet"),
    ],
)
async def test_a_correction_in_one_go_is_the_new_answer_and_asked_back(
    bij_vraag: BijVraag, woorden: str, zegt: str, niet_dagen: list[str], bewaard: str
) -> None:
    """No other question of the topic comes again."""
    toneel = (await bij_vraag("tijd_klopt")).toneel
    reply = await toneel.typt(woorden)
    antwoorden = await toneel.antwoorden()
    assert "tijd_klopt" == await toneel.plaats()
    assert zegt in gezegd(reply)
    assert (bewaard, niet_dagen) == (antwoorden["dagen_niet"].woorden, antwoorden["dagen_niet"].waarde.begrepen["niet_dagen"])
    await toneel.kiest("ja")
    assert "vervoer" == await toneel.plaats()


@pytest.mark.parametrize("woorden", ["vrijdag", "vrijdag kan ik niet werken", "niet op vrijdag", "op die dag past mijn zus op mijn zoontje"])
async def test_saying_the_same_again_is_a_yes(bij_vraag: BijVraag, woorden: str) -> None:
    """Where is asked whether that is right."""
    toneel = (await bij_vraag("tijd_klopt")).toneel
    await toneel.typt(woorden)
    assert "vervoer" == await toneel.plaats()


@pytest.mark.parametrize("woorden", ["nee, dat past niet bij mijn man", "dat hangt ervan af", "dat is bijna goed"])
async def test_what_corrects_nothing_is_no_yes(bij_vraag: BijVraag, woorden: str) -> None:
    """It is asked again, or after a plain no its questions are."""
    toneel = (await bij_vraag("tijd_klopt")).toneel
    await toneel.typt(woorden)
    assert await toneel.plaats() in ("tijd_klopt", "uren")


@pytest.mark.parametrize(("woorden", "zegt"), [("nee met de fiets", "met de fiets"), ("hoogstens twintig minuten", "20 minuten")])
async def test_how_one_travels_is_corrected_in_one_go(bij_vraag: BijVraag, woorden: str, zegt: str) -> None:
    """As the days are."""
    toneel = (await bij_vraag("reis_klopt")).toneel
    assert zegt in gezegd(await toneel.typt(woorden))
    assert "reis_klopt" == await toneel.plaats()


async def test_on_the_page_of_the_summary_a_line_is_corrected_in_one_go(bij_vraag: BijVraag) -> None:
    """The page comes again with what was changed."""
    toneel = (await bij_vraag("overzicht_2")).toneel
    reply = await toneel.typt("nee vrijdag kan wel, dinsdag ni")
    assert "Dit heb ik nu veranderd: Uren en dagen" in gezegd(reply)
    assert "tijd_klopt" == await toneel.plaats()
    await toneel.kiest("ja")
    assert "overzicht_2" == await toneel.plaats()


@pytest.mark.parametrize(
    ("woorden", "vraag"), [("nee, bij reizen klopt het niet", "vervoer"), ("de reis is anders", "vervoer"), ("energie is fout", "energie_beste")]
)
async def test_on_the_page_of_the_summary_a_topic_that_is_named_is_asked_again(bij_vraag: BijVraag, woorden: str, vraag: str) -> None:
    """Without a list to choose from."""
    toneel = (await bij_vraag("overzicht_2")).toneel
    await toneel.typt(woorden)
    assert vraag == await toneel.plaats()


async def test_repeating_a_line_of_the_summary_is_no_change(bij_vraag: BijVraag) -> None:
    """It holds."""
    toneel = (await bij_vraag("overzicht_4")).toneel
    await toneel.typt("mijn zus Karin en de buren")
    assert "delen_waarom" == await toneel.plaats()


@pytest.mark.parametrize("woorden", ["nee liever niet", "nee liever ni", "liever nie", "nu nog niet", "nee hoor, dat hou ik voor mezelf"])
async def test_a_softened_no_is_not_shared(bij_vraag: BijVraag, woorden: str) -> None:
    """And the next line is asked about."""
    toneel = (await bij_vraag("delen_tijd")).toneel
    await toneel.typt(woorden)
    assert "delen_reizen" == await toneel.plaats()
    assert (await toneel.antwoorden())["delen_tijd"].koos("niet_delen")


@pytest.mark.parametrize("woorden", ["ja misschien", "weet niet zeker of dat goed is", "ja als het moet"])
async def test_a_doubt_is_not_shared_either(bij_vraag: BijVraag, woorden: str) -> None:
    """It is asked again, or left."""
    toneel = (await bij_vraag("delen_tijd")).toneel
    await toneel.typt(woorden)
    antwoorden = await toneel.antwoorden()
    assert "delen_tijd" not in antwoorden or not antwoorden["delen_tijd"].koos("delen")


@pytest.mark.parametrize(
    ("vraag", "woorden", "keuzes"),
    [
        ("gevolg_lichaam_1", "alle drie", ("conditie", "pijn", "kracht")),
        ("gevolg_lichaam_1_vaak", "allebei vaak", ("pijn", "kracht")),
        ("gevolg_lichaam_1_vaak", "geen van beide", ("geen",)),
        ("gevolg_lichaam_1", "de eerste twee", ("conditie", "pijn")),
        ("gevolg_lichaam_1", "het laatste", ("kracht",)),
        ("drukte", "het eerste", ("rustig",)),
    ],
)
async def test_choices_that_are_pointed_at_are_chosen(bij_vraag: BijVraag, vraag: str, woorden: str, keuzes: tuple[str, ...]) -> None:
    """As they stand on the screen."""
    toneel = (await bij_vraag(vraag)).toneel
    await toneel.typt(woorden)
    assert keuzes == (await toneel.antwoorden())[vraag].waarde.keuzes


async def test_pointing_at_more_than_there_is_is_asked_again(bij_vraag: BijVraag) -> None:
    """It would be an empty line."""
    toneel = (await bij_vraag("gevolg_lichaam_1")).toneel
    await toneel.typt("allebei")
    assert "gevolg_lichaam_1" == await toneel.plaats()


@pytest.mark.parametrize("vraag", ["waarom_meer", "helpt_meer", "zorgen_meer", "punt_1", "punt_2", "punt_3"])
@pytest.mark.parametrize("woorden", ["da's alles", "meer niet", "dit was het", "verder niks"])
async def test_that_was_all_is_no_further_point(bij_vraag: BijVraag, vraag: str, woorden: str) -> None:
    """Wherever more is asked for."""
    toneel = (await bij_vraag(vraag)).toneel
    await toneel.typt(woorden)
    assert ("geen",) == (await toneel.antwoorden())[vraag].waarde.keuzes


@pytest.mark.parametrize("woorden", ["Wat heb ik net gezegd?", "wat zei ik daarnet?", "ik weet niet meer wat ik net zei"])
@pytest.mark.parametrize("vraag", ["behandelaars", "punt_2"])
async def test_who_asks_what_he_said_reads_his_last_answers(bij_vraag: BijVraag, vraag: str, woorden: str) -> None:
    """The latest first; the question stays as it was."""
    opstelling = await bij_vraag(vraag)
    reply = await opstelling.toneel.typt(woorden)
    gewoon = {"behandelaars": "mijn uitkering", "punt_2": "mijn rooster in de eerste weken"}
    assert gewoon[vraag] in reply[0]["text"][1]
    assert (vraag, opstelling.foto.woorden) == (await opstelling.toneel.plaats(), await opstelling.toneel.woorden())


async def test_what_was_said_about_a_subject_is_read_back(bij_vraag: BijVraag) -> None:
    """Also that nothing was said about it."""
    toneel = (await bij_vraag("behandelaars")).toneel
    assert "met de bus naar mijn werk" in gezegd(await toneel.typt("wat zei ik over de reis?"))
    assert "nog niets over verteld: Punten" in gezegd(await toneel.typt("wat heb ik gezegd over punten?"))


async def test_at_home_the_last_answers_are_read_back(bij_vraag: BijVraag) -> None:
    """Of the dialogue that was last."""
    toneel = (await bij_vraag("delen_punten")).toneel
    await toneel.kiest("delen")
    assert "thuis" == await toneel.plaats()
    assert "of er een stille kamer is" in gezegd(await toneel.typt("wat heb ik net gezegd?"))
    assert "thuis" == await toneel.plaats()


async def test_a_clause_that_tells_is_an_answer(bij_vraag: BijVraag) -> None:
    """Not a question about where one is."""
    toneel = (await bij_vraag("punt_1")).toneel
    await toneel.typt("hoe het gekomen is")
    assert "hoe het gekomen is" == (await toneel.woorden())["punt_1"]


@pytest.mark.parametrize(
    ("woorden", "vraag"),
    [
        ("ik wil mijn antwoord over de reis wijzigen", "vervoer"),
        ("ik wil het vorige veranderen, wat ik merk van mijn hersenletsel", "gevolg_gebied"),
        ("bij uren moet het twaalf uur zijn", "tijd_klopt"),
        ("die uren kloppen niet", "uren"),
        ("mijn vorige antwoord wil ik veranderen", "zorgen"),
    ],
)
async def test_a_wish_to_change_that_names_what_leads_there(bij_vraag: BijVraag, woorden: str, vraag: str) -> None:
    """In one step."""
    toneel = (await bij_vraag("zorgen_meer")).toneel
    await toneel.typt(woorden)
    assert vraag == await toneel.plaats()


async def test_a_changed_topic_is_said_and_only_its_page_comes_again(bij_vraag: BijVraag) -> None:
    """What was approved of the other lines stands."""
    toneel = (await bij_vraag("overzicht_4")).toneel
    await toneel.typt("ik wil mijn antwoord over energie veranderen")
    await toneel.kiest("avond")
    for vraag in ("volhouden_thuis", "volhouden_werk", "herstel_thuis"):
        assert vraag == await toneel.plaats()
        await toneel.kiest("laten")
    reply = await toneel.kiest("laten")
    assert "overzicht_3" == await toneel.plaats()
    assert "Dit heb ik nu veranderd: Energie" in gezegd(reply)
    await toneel.kiest("klopt")
    assert "overzicht_4" == await toneel.plaats()


async def test_who_leaves_all_as_it_was_hears_of_no_change(bij_vraag: BijVraag) -> None:
    """And goes on where he was."""
    toneel = (await bij_vraag("overzicht_4")).toneel
    await toneel.typt("ik wil mijn antwoord over de punten veranderen")
    for _ in range(2):
        await toneel.kiest("laten")
    reply = await toneel.kiest("laten")
    assert "overzicht_4" == await toneel.plaats()
    assert "veranderd" not in gezegd(reply).partition("Klopt dit?")[0].partition("Dit heb je verteld")[0]


async def test_a_changed_line_is_asked_about_again_and_the_consent_for_another_stands(bij_vraag: BijVraag) -> None:
    """Nothing new is shared by a yes to the old words."""
    toneel = (await bij_vraag("delen_tijd")).toneel
    await toneel.typt("ik wil mijn antwoord over welk werk veranderen")
    while await toneel.plaats() in ("welk_werk", "werk_vroeger", "werk_thuis"):
        await toneel.typt("in een bakkerij")
    assert "overzicht_1" == await toneel.plaats()
    await toneel.kiest("klopt")
    assert "delen_werk" == await toneel.plaats()
    antwoorden = await toneel.antwoorden()
    assert "delen_werk" not in antwoorden
    assert antwoorden["delen_waarom"].koos("delen")


async def test_a_topic_named_as_another_dialogue_is_the_topic_on_the_screen(toneel: Toneel) -> None:
    """In the energielijst "werk" is a topic to change, and starts nothing."""
    await toneel.opent()
    await toneel.begint("energielijst")
    await toneel.typt("07:15")
    await toneel.typt("22:30")
    await toneel.kiest("ja")
    await toneel.typt("ik wil iets veranderen")
    assert "tussen:wijzig" == await toneel.plaats()
    await toneel.typt("werk")
    assert "werk" == await toneel.plaats()
