"""The direct question asks about what the words seem to mean, and nothing that is said around it is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.care.meldinggrond import in_woorden
from bot.care.na_nee import BERICHTEN
from bot.nlu.safety import Verdict
from bot.nlu.safety.verdict import Soort
from tests.dialogen.conftest import Opstelling
from tests.dialogen.toneel import gezegd, oordeelt

BijVraag = Callable[[str], Awaitable[Opstelling]]
GEZEGD = "ik wil graag iets met planten doen"


@pytest.fixture
def twijfel(monkeypatch: pytest.MonkeyPatch) -> Callable[[Soort], None]:
    """Make the guard uncertain about one sentence, of a kind."""
    return lambda soort: oordeelt(monkeypatch, GEZEGD, Verdict("vraag", soort, "test", (GEZEGD,)))


Twijfel = Callable[[Soort], None]


@pytest.mark.parametrize(
    ("soort", "derde", "in_vraag", "na_ja", "grond"),
    [
        ("suicide", "wil_niet_zeggen", "zelfdoding", "113", "zelfdoding"),
        ("overdosis", "wil_niet_zeggen", "zelfdoding", "113", "zelfdoding"),
        ("zorgelijk", "wil_niet_zeggen", "zelfdoding", "113", "zelfdoding"),
        ("neuro", "weet_niet", "Gebeurt dit nu?", "Wacht niet", "uitval"),
        ("geweld", "liever_niet", "gevaar voor jou", "Veilig Thuis", "gevaar"),
        ("onveilig", "liever_niet", "gevaar voor jou", "Veilig Thuis", "gevaar"),
    ],
)
async def test_the_question_fits_the_danger(
    bij_vraag: BijVraag, twijfel: Twijfel, soort: Soort, derde: str, in_vraag: str, na_ja: str, grond: str
) -> None:
    """An attack and violence are asked about as such; the third choice counts as yes and gets the numbers for that danger."""
    twijfel(soort)
    client = (await bij_vraag("welk_werk")).toneel
    vraag = await client.typt(GEZEGD)
    assert (["ja", "nee", derde], True) == ([choice["id"] for choice in vraag[-1]["choices"]], in_vraag in gezegd(vraag))
    assert na_ja in gezegd(await client.kiest(derde))
    regel = (await client.meldregels())[-1]
    assert grond in in_woorden(regel)
    assert in_woorden(regel) != regel


@pytest.mark.parametrize("soort", ["suicide", "neuro", "onveilig"])
@pytest.mark.parametrize("antwoord", ["nee", "nee hoor"])
async def test_after_a_no_the_same_question_comes_again(bij_vraag: BijVraag, twijfel: Twijfel, soort: Soort, antwoord: str) -> None:
    """Words that may mean danger fill no field. Said again they are asked about again; denied twice and said once more they are the answer."""
    twijfel(soort)
    opstelling = await bij_vraag("welk_werk")
    client = opstelling.toneel
    await client.typt(GEZEGD)
    reply = await (client.kiest(antwoord) if antwoord == "nee" else client.typt(antwoord))
    assert (opstelling.foto.woorden, "welk_werk", []) == (await client.woorden(), await client.plaats(), await client.meldingen())
    assert ["safety", "question"] == [turn["kind"] for turn in reply]
    await client.typt(GEZEGD)
    assert ("veiligheid:gevraagd", opstelling.foto.woorden) == (await client.plaats(), await client.woorden())
    await client.typt("nee")
    await client.typt(GEZEGD)
    assert (GEZEGD, []) == ((await client.woorden())["welk_werk"], await client.meldingen())
    assert (True, GEZEGD) == ("welk_werk" != await client.plaats(), await client.bron("welk_werk"))


async def test_the_melding_holds_what_was_said_before_the_question(bij_vraag: BijVraag, twijfel: Twijfel) -> None:
    """ "Ja" alone tells a begeleider nothing."""
    twijfel("suicide")
    client = (await bij_vraag("welk_werk")).toneel
    await client.typt(GEZEGD)
    await client.typt("soms")
    ((niveau, woorden),) = await client.meldingen()
    assert ("rood", True, True) == (niveau, GEZEGD in (woorden or ""), "soms" in (woorden or ""))


async def test_explaining_is_no_answer(bij_vraag: BijVraag, twijfel: Twijfel) -> None:
    """Who asks why reads why and what follows from a yes, as often as asked; the question stays the first one."""
    twijfel("suicide")
    client = (await bij_vraag("welk_werk")).toneel
    await client.typt(GEZEGD)
    for _ in range(3):
        reply = await client.typt("uitleg")
        assert ("krijgt dan ook een bericht" in gezegd(reply), "veiligheid:gevraagd") == (True, await client.plaats())
        assert ["ja", "nee", "wil_niet_zeggen"] == [choice["id"] for choice in reply[-1]["choices"]]
    assert [] == await client.meldingen()


async def test_asking_for_the_begeleider_passes_it_on_at_once(bij_vraag: BijVraag, twijfel: Twijfel) -> None:
    """The begeleider reads that it was asked for, not that no clear answer came; the client gets the numbers."""
    twijfel("suicide")
    client = (await bij_vraag("welk_werk")).toneel
    await client.typt(GEZEGD)
    reply = await client.typt("mijn begeleider")
    assert ("113" in gezegd(reply), "veiligheid:rust") == (True, await client.plaats())
    assert "vroeg om zijn of haar begeleider" in in_woorden((await client.meldregels())[-1])


async def test_another_danger_in_the_answer_is_asked_about_itself(bij_vraag: BijVraag, monkeypatch: pytest.MonkeyPatch, twijfel: Twijfel) -> None:
    """A no to "does this happen now?" in which something else is read leads to that question."""
    twijfel("neuro")
    oordeelt(monkeypatch, "nee maar hij doet zo raar", Verdict("vraag", "onveilig", "test", ()))
    client = (await bij_vraag("welk_werk")).toneel
    await client.typt(GEZEGD)
    reply = await client.typt("nee maar hij doet zo raar")
    assert ("gevaar voor jou" in gezegd(reply), "veiligheid:gevraagd") == (True, await client.plaats())
    await client.kiest("ja")
    ((_, woorden),) = await client.meldingen()
    assert all(one in (woorden or "") for one in (GEZEGD, "nee maar hij doet zo raar", "Ja"))


@pytest.mark.parametrize("woorden", ["uitleg", "wie leest dat", "wie kan dit zien?"])
async def test_in_the_rest_one_can_ask_what_it_is_and_who_reads(bij_vraag: BijVraag, woorden: str) -> None:
    """The answer says who has the message (none is sent of the question), with the numbers and the same choices."""
    client = (await bij_vraag("welk_werk")).toneel
    await client.typt("ik wil niet meer leven, vanavond maak ik er een eind aan")
    reply = await client.typt(woorden)
    assert ("kreeg een bericht met je woorden" in gezegd(reply), "113" in gezegd(reply)) == (True, True)
    assert ["begeleider", "pauze", "verder"] == [choice["id"] for choice in reply[-1]["choices"]]


async def test_who_may_have_taken_something_reads_both_numbers(bij_vraag: BijVraag, monkeypatch: pytest.MonkeyPatch) -> None:
    """The alarm number first; who has not taken it yet can talk."""
    oordeelt(monkeypatch, GEZEGD, Verdict("rood", "overdosis", "test", (GEZEGD,)))
    text = gezegd(await (await bij_vraag("welk_werk")).toneel.typt(GEZEGD))
    assert -1 < text.index("112") < text.index("113")


GENOEMD = ("heb een beroerte", "ik heb een beroerte", "heb een herseninfarct", "ik heb een tia")


@pytest.mark.parametrize("woorden", GENOEMD)
@pytest.mark.parametrize("antwoord", ["nee", "nee hoor", "neen"])
async def test_a_stroke_that_is_only_named_answers_nothing(bij_vraag: BijVraag, woorden: str, antwoord: str) -> None:
    """After a no it is neither looked up as a question about strokes nor kept as the wish for work: the open question is asked again."""
    client = (await bij_vraag("welk_werk")).toneel
    assert "Gebeurt dit nu?" in gezegd(await client.typt(woorden))
    reply = await client.typt(antwoord)
    assert ("bel dan 112" in gezegd(reply), "welk_werk", []) == (True, await client.plaats(), await client.meldingen())
    assert "welk_werk" not in await client.woorden()


@pytest.mark.parametrize("antwoord", ["ja", "weet ik niet", "misschien", "ja nu"])
async def test_a_stroke_that_is_only_named_is_red_without_a_clear_no(bij_vraag: BijVraag, antwoord: str) -> None:
    """Yes and doubt get the emergency number and raise a melding; what is unclear once is asked once more."""
    client = (await bij_vraag("welk_werk")).toneel
    await client.typt("heb een beroerte")
    reply = await client.typt(antwoord)
    if "veiligheid:nog_eens" == await client.plaats():
        reply = await client.typt(antwoord)
    assert ("Wacht niet" in gezegd(reply), "veiligheid:rust") == (True, await client.plaats())
    ((niveau, gemeld),) = await client.meldingen()
    assert ("rood", True) == (niveau, "heb een beroerte" in (gemeld or ""))


async def test_after_a_no_what_made_it_be_asked_is_not_looked_up(bij_vraag: BijVraag, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that made the guard ask and that sound like a subject of the knowledge base are not answered as a question."""
    zin = "een uitkering van het uwv en geld"
    oordeelt(monkeypatch, zin, Verdict("vraag", "neuro", "test", (zin,)))
    client = (await bij_vraag("welk_werk")).toneel
    await client.typt(zin)
    reply = await client.typt("nee")
    assert (["safety", "question"], "welk_werk") == ([turn["kind"] for turn in reply], await client.plaats())


TERUG = ("ik heb net gelogen", "eerlijk gezegd klopte dat nee niet", "toch ja", "ik zei nee maar dat is niet waar", "ik durfde het niet te zeggen")


@pytest.mark.parametrize("woorden", TERUG)
async def test_a_no_that_is_taken_back_is_asked_about_again(bij_vraag: BijVraag, twijfel: Twijfel, woorden: str) -> None:
    """Before any move or answer is heard in it; a yes then raises a melding with all that was said."""
    twijfel("suicide")
    opstelling = await bij_vraag("welk_werk")
    client = opstelling.toneel
    await client.typt(GEZEGD)
    await client.typt("nee")
    reply = await client.typt(woorden)
    assert ("zelfdoding" in gezegd(reply), "veiligheid:gevraagd", opstelling.foto.woorden) == (True, await client.plaats(), await client.woorden())
    await client.kiest("ja")
    ((niveau, gemeld),) = await client.meldingen()
    assert ("rood", True, True) == (niveau, GEZEGD in (gemeld or ""), woorden in (gemeld or ""))


@pytest.mark.parametrize("woorden", ["het antwoord was eigenlijk ja", "ik denk er eigenlijk toch wel aan"])
async def test_a_no_that_was_yes_is_danger(bij_vraag: BijVraag, twijfel: Twijfel, woorden: str) -> None:
    """Who says that it is yes after all is not asked again; also some answers later."""
    twijfel("suicide")
    client = (await bij_vraag("welk_werk")).toneel
    await client.typt(GEZEGD)
    await client.typt("nee")
    await client.typt("in een winkel")
    reply = await client.typt(woorden)
    assert ("113" in gezegd(reply), "veiligheid:rust") == (True, await client.plaats())
    ((niveau, gemeld),) = await client.meldingen()
    assert ("rood", True, True) == (niveau, GEZEGD in (gemeld or ""), woorden in (gemeld or ""))


async def test_a_no_in_the_rest_that_is_taken_back_leads_to_the_rest_again(bij_vraag: BijVraag, twijfel: Twijfel) -> None:
    """The question stands above the rest, and after a second no the rest goes on."""
    twijfel("suicide")
    client = (await bij_vraag("taken")).toneel
    await client.typt("ik wil niet meer leven, vanavond maak ik er een eind aan")
    await client.typt(GEZEGD)
    await client.typt("nee")
    await client.typt("ik heb net gelogen")
    assert "veiligheid:gevraagd" == await client.plaats()
    await client.typt("nee")
    assert "veiligheid:rust" == await client.plaats()


@pytest.mark.parametrize("woorden", ["bakker", "toch ja, in de tuin", "nee klopt niet, ik bedoelde bakker"])
async def test_an_answer_after_a_no_is_an_answer(bij_vraag: BijVraag, twijfel: Twijfel, woorden: str) -> None:
    """What only sounds like taking back the no is about work."""
    twijfel("suicide")
    client = (await bij_vraag("welk_werk")).toneel
    await client.typt(GEZEGD)
    await client.typt("nee")
    reply = await client.typt(woorden)
    assert "safety" not in {turn["kind"] for turn in reply}
    assert "welk_werk" in await client.woorden()


async def test_long_after_a_no_bare_words_are_answers_again(bij_vraag: BijVraag, twijfel: Twijfel) -> None:
    """Six messages later nothing is taken back any more."""
    twijfel("suicide")
    client = (await bij_vraag("welk_werk")).toneel
    await client.typt(GEZEGD)
    for woorden in ("nee", *["waar was ik"] * BERICHTEN):
        await client.typt(woorden)
    assert "safety" not in {turn["kind"] for turn in await client.typt("het antwoord was eigenlijk ja")}
