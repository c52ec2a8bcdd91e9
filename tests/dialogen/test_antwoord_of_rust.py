"""Words that sound like pauze, stop or moe while a question is open: nothing that was said is lost, and a stop that was meant stops."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.care.antwoord_of_rust import is_hoe
from tests.dialogen.conftest import Opstelling
from tests.dialogen.pad import VRAGEN
from tests.dialogen.test_bewegingen import staat_er_weer
from tests.dialogen.test_paden import Album, BijVraag, albums, bij  # noqa: F401 - the fixtures
from tests.dialogen.toneel import Toneel, gezegd

BijWerkwensen = Callable[[str], Awaitable[Opstelling]]
TWIJFEL = ["ja", "nee"]


@pytest.mark.parametrize("woorden", ["moe", "heel moe", "vermoeid", "moe, moe, moe"])
async def test_tired_is_taken_as_the_answer_where_is_asked_how_it_goes(bij: BijVraag, woorden: str) -> None:  # noqa: F811
    """The choice that names it, with the literal words; the next question follows."""
    toneel = (await bij("signaalcheck", "normaal_1")).toneel
    await toneel.typt(woorden)
    gegeven = (await toneel.antwoorden())["normaal_1"]
    assert (woorden, ("vermoeidheid",), "normaal_2") == (gegeven.woorden, gegeven.waarde.keuzes, await toneel.plaats())


async def test_who_is_tired_now_gets_rest_offered_beside_the_answer_once(bij: BijVraag) -> None:  # noqa: F811
    """Going on asks the next question, with the answer kept; said again it is only the answer."""
    toneel = (await bij("signaalcheck", "normaal_1")).toneel
    reply = await toneel.typt("ik ben moe")
    assert ("tussen:moe", ["pauze", "stukjes", "ja"]) == (await toneel.plaats(), [choice["id"] for choice in reply[-1]["choices"]])
    assert "ik ben moe" == (await toneel.woorden())["normaal_1"]
    await toneel.typt("gewoon verder")
    assert "normaal_2" == await toneel.plaats()
    await toneel.typt("ik ben nu moe")
    assert ("normaal_3", "ik ben nu moe") == (await toneel.plaats(), (await toneel.woorden())["normaal_2"])
    await toneel.typt("ik ben moe van al die vragen")
    assert "tussen:moe_weer" == await toneel.plaats()


async def test_who_then_rests_comes_back_at_the_next_question(bij: BijVraag) -> None:  # noqa: F811
    """The answer stands, also after the pause."""
    toneel = (await bij("signaalcheck", "normaal_1")).toneel
    await toneel.typt("ik ben moe")
    await toneel.typt("nu stoppen")
    assert "rust" == await toneel.plaats()
    reply = await toneel.typt("verder")
    assert ("normaal_2", True) == (await toneel.plaats(), "ik ben moe" in gezegd(reply))


@pytest.mark.parametrize("vraag", [vraag for vraag in VRAGEN if not is_hoe(vraag) and not vraag.startswith(("overzicht", "delen"))])
async def test_tired_at_another_question_is_no_answer_and_not_lost(bij_vraag: BijWerkwensen, vraag: str) -> None:
    """ "Ik ben moe" is about now: the same question stands there after it. The bare word is asked about, and kept."""
    opstelling = await bij_vraag(vraag)
    toneel = opstelling.toneel
    await toneel.typt("ik ben moe")
    await staat_er_weer(opstelling, vraag, await toneel.typt("gewoon verder"))
    reply = await toneel.typt("helemaal kapot")
    if await toneel.plaats() == "wissel":
        assert ["ja", "nee", "stukjes"] == [choice["id"] for choice in reply[-1]["choices"]]
        await toneel.kiest("nee")
        assert "helemaal kapot" == (await toneel.woorden())[vraag]
    else:
        assert "tussen:moe_weer" == await toneel.plaats()


@pytest.mark.parametrize(
    ("dialoog", "vraag", "woorden"),
    [
        ("signaalcheck", "helpt", "slapen"),
        ("signaalcheck", "helpt", "even gaan slapen"),
        ("signaalcheck", "helpt", "pauze nemen"),
        ("signaalcheck", "teken", "mijn oge vallen dicht"),
        ("signaalcheck", "nog", "ik pak straks de tram naar de markt"),
        ("bijsluiter", "helpt", "even rusten"),
        ("bijsluiter", "vol_merk", "vermoeid en stil"),
        ("bijsluiter", "vol_doe", "mij effe met rust laten"),
        ("naaste", "ziet", "vaak moe"),
    ],
)
async def test_an_answer_that_sounds_like_rest_is_kept_at_once(bij: BijVraag, dialoog: str, vraag: str, woorden: str) -> None:  # noqa: F811
    """No question in between."""
    toneel = (await bij(dialoog, vraag)).toneel
    await toneel.typt(woorden)
    assert woorden == (await toneel.woorden())[vraag]
    assert await toneel.plaats() not in ("rust", "wissel", "tussen:moe")


async def test_after_something_else_the_own_words_are_kept(bij: BijVraag) -> None:  # noqa: F811
    """The client chose to type it; what sounds like a pause is what was asked for."""
    toneel = (await bij("signaalcheck", "teken")).toneel
    await toneel.kiest("anders")
    await toneel.typt("veel geeuwen en mijn ogen doen zeer")
    assert ("helpt", "veel geeuwen en mijn ogen doen zeer") == (await toneel.plaats(), (await toneel.woorden())["teken"])


@pytest.mark.parametrize("nee", ["nee, dit is mijn antwoord", "ik ga verder", "nee"])
async def test_what_may_be_either_is_asked_and_kept(bij: BijVraag, nee: str) -> None:  # noqa: F811
    """No, or going on, takes the words as the answer."""
    opstelling = await bij("signaalcheck", "teken")
    reply = await opstelling.toneel.typt("ik ga even liggen")
    assert ("wissel", TWIJFEL, opstelling.foto.woorden) == (
        await opstelling.toneel.plaats(),
        [choice["id"] for choice in reply[-1]["choices"]],
        await opstelling.toneel.woorden(),
    )
    assert ("question", "wissel") == ((await opstelling.toneel.typt("wat bedoel je?"))[-1]["kind"], await opstelling.toneel.plaats())
    await opstelling.toneel.typt(nee)
    assert ("helpt", "ik ga even liggen") == (await opstelling.toneel.plaats(), (await opstelling.toneel.woorden())["teken"])


@pytest.mark.parametrize("ja", ["ja", "ja, nu pauze", "pauze", "stop maar"])
async def test_a_yes_rests_and_the_question_stays(bij: BijVraag, ja: str) -> None:  # noqa: F811
    """Nothing is stored, and after the pause the question itself stands there, not the one about rest."""
    opstelling = await bij("signaalcheck", "teken")
    await opstelling.toneel.typt("ik ga even liggen")
    await opstelling.toneel.typt(ja)
    assert "rust" == await opstelling.toneel.plaats()
    await staat_er_weer(opstelling, "teken", await opstelling.toneel.typt("verder"))


async def test_twice_not_understood_takes_the_words_as_the_answer(bij: BijVraag) -> None:  # noqa: F811
    """A lost answer hurts more than a question too many."""
    toneel = (await bij("signaalcheck", "teken")).toneel
    for woorden in ("ik ga even liggen", "de tuin in het dorp", "de bloemen bij de buren"):
        await toneel.typt(woorden)
    assert ("helpt", "ik ga even liggen") == (await toneel.plaats(), (await toneel.woorden())["teken"])


@pytest.mark.parametrize("vraag", ["helpt", "teken"])
@pytest.mark.parametrize("woorden", ["pauze", "mag ik stoppen", "kunnen we even pauzeren", "stop met die vragen", "ben zo terug"])
async def test_a_stop_that_is_meant_stops_where_rest_may_be_an_answer(bij: BijVraag, vraag: str, woorden: str) -> None:  # noqa: F811
    """At what helps, and where the own sign is asked."""
    opstelling = await bij("signaalcheck", vraag)
    await opstelling.toneel.typt(woorden)
    assert ("rust", opstelling.foto.woorden) == (await opstelling.toneel.plaats(), await opstelling.toneel.woorden())


async def test_who_is_not_tired_goes_on_when_asked_about_energy(bij: BijVraag) -> None:  # noqa: F811
    """That is a yes to the question whether there is energy, and no pause."""
    toneel = (await bij("signaalcheck", "meer_2")).toneel
    await toneel.kiest("geen")
    assert "tussen:energie" == await toneel.plaats()
    await toneel.typt("ik ben niet moe")
    assert "meer_3" == await toneel.plaats()


@pytest.mark.parametrize("woorden", ["ik pak straks de tram naar de markt", "stop met snoepen lukt niet", "ik ben niet moe"])
async def test_at_home_a_story_is_no_goodbye(toneel: Toneel, woorden: str) -> None:
    """It is not understood there, and said so with what one can do; a goodbye is one."""
    await toneel.opent()
    await toneel.typt(woorden)
    assert "thuis" == await toneel.plaats()
    await toneel.typt("tot morgen, ik stop")
    assert "rust" == await toneel.plaats()
