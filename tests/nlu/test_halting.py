"""How clearly words ask to halt, and how they stand to the question that is open: twenty ways to ask it, and as many that only look like it."""

from __future__ import annotations

import pytest

from bot.care.antwoord_of_rust import Oordeel, oordeel
from bot.nlu.halting import MOE, PAUZE, STOP, Clarity, clarity, denies_tired, tired_now
from bot.nlu.intents import recognise

EIGEN = {"dialoog": "werkwensen", "gevraagd": "welk_werk"}
NORMAAL = {"dialoog": "signaalcheck", "gevraagd": "normaal_1"}
VERTELLEN = {"dialoog": "signaalcheck", "gevraagd": "nog"}
HELPT = {"dialoog": "signaalcheck", "gevraagd": "helpt"}
GESLOTEN = {"dialoog": "signaalcheck", "gevraagd": "lezen"}
MEENT_HET = (
    "mag ik nu even stoppen",
    "ik wil graag pauze aub",
    "stop er maar mee",
    "kunnen we even pauzeren",
    "zullen we voor vandaag stoppen",
    "efkes pauze graag",
    "ben zo terug",
    "wacht even",
    "hou op met die vragen",
    "ik haak af",
    "nu pauze",
    "ik wil ermee ophouden",
    "kap er nu mee",
    "sorry maar ik wil stoppen want ik krijg bezoek",
    "nee stop",
    "stoppp",
    "ok genoeg, ik stop",
    "wil stoppen aub",
    "doe maar pauze",
    "k stop ermee zulle, tot morgen",
)
IS_ANTWOORD = (
    "mijn hoofd raakt vol van al dat gepraat",
    "ik moet morgen naar de tandarts",
    "vaak geeuwen en tranende ogen",
    "moe opstaan",
    "hoofdpijn achter mijn ogen",
    "geen pauze kunnen nemen",
    "een collega die zegt dat ik moet stoppen",
    "ik stop vaak te laat met werken",
    "met een kop thee op de bank zitten",
    "slaap",
    "ik pak de tram naar de markt",
    "gestopt met alcohol",
    "na de lunch ben ik altijd op",
    "ik ga altijd te lang door",
    "telefoon weg en liggen",
    "thuis geen rust",
    "niet kunnen slapen",
    "pauzes worden overgeslagen",
    "rusten na den noen",
    "snel leeg na een gesprek",
    "nie meer ziek zijn",
    "mn oge vallen toe in de bus",
)
HELPT_MET_RUST = (
    "slapen",
    "even gaan slapen",
    "pauze nemen",
    "korte pauze tussendoor",
    "effe plat",
    "rust",
    "gaan liggen",
    "een dutje",
    "op tijd stoppen",
    "efkes wandelen",
)
IS_MOE = ("moe", "heel moe", "vermoeid", "moe, moe, moe", "doodop", "moe en duf", "kben moe", "steeds moe he", "snel uitgeput", "ben altijd moe")
NIET_MOE = (
    "ik ben niet moe",
    "nee ben niet meer ziek",
    "helemaal niet moe",
    "ik ben nooit moe",
    "moe ben ik niet",
    "niet zo moe vandaag",
    "geen hoofdpijn meer",
    "ben ni moe",
)


def meant(stand: dict[str, str], text: str) -> Oordeel:
    """With what the model hears in it, as in a turn."""
    move = recognise(text, stand.get("gevraagd"))
    return oordeel(stand, move.beweging, move.zekerheid, text)


def halts(stand: dict[str, str], text: str) -> bool:
    """Whether the text halts the talk without a question first."""
    return recognise(text, stand.get("gevraagd")).beweging in (PAUZE, STOP, MOE) and meant(stand, text) is Oordeel.BEWEGING


@pytest.mark.parametrize("text", MEENT_HET)
def test_a_stop_that_is_meant_stops_at_every_question(text: str) -> None:
    """Where own words are asked, where a choice is asked, and at home."""
    assert all(halts(stand, text) for stand in (EIGEN, NORMAAL, VERTELLEN, GESLOTEN, {}))


@pytest.mark.parametrize("text", IS_ANTWOORD)
def test_an_answer_that_sounds_like_rest_halts_nothing(text: str) -> None:
    """Where the client is asked to tell: words of rest about something else, typing errors and telegram style."""
    assert not halts(VERTELLEN, text)
    assert meant(VERTELLEN, text) is not Oordeel.VRAAG


@pytest.mark.parametrize("text", HELPT_MET_RUST)
def test_rest_is_an_answer_to_what_helps(text: str) -> None:
    """There it is no move; who says to do it now is asked."""
    assert not halts(HELPT, text)
    assert meant(HELPT, text) is not Oordeel.VRAAG


@pytest.mark.parametrize("text", ["ik ga even liggen", "ik moet efkes gaan slapen", "even eten hoor"])
def test_where_it_may_be_either_the_client_is_asked(text: str) -> None:
    """At an open question; where words are no answer it is the move."""
    assert Oordeel.VRAAG is meant(EIGEN, text)
    assert halts(GESLOTEN, text)
    assert halts({}, text)


@pytest.mark.parametrize("text", IS_MOE)
def test_tired_is_an_answer_where_is_asked_how_it_goes(text: str) -> None:
    """And said of these questions it is none."""
    assert not halts(NORMAAL, text)
    assert meant(NORMAAL, text) is not Oordeel.VRAAG


@pytest.mark.parametrize("text", ["ik ben te moe voor deze vragen", "moe van die vragenlijst", "ik ben moe, stop"])
def test_tired_of_the_questions_is_no_answer(text: str) -> None:
    """Also where is asked how it goes."""
    assert halts(NORMAAL, text)


@pytest.mark.parametrize("text", NIET_MOE)
def test_who_is_not_tired_is_not_taken_for_tired(text: str) -> None:
    """At no question, and not at home; "niet moe maar kapot" is tired."""
    assert denies_tired(text)
    assert not tired_now(text)
    assert not any(halts(stand, text) for stand in (EIGEN, NORMAAL, VERTELLEN, GESLOTEN, {}))


@pytest.mark.parametrize("text", ["niet moe maar kapot", "ik ben niet ziek, ik ben moe", "ik heb niet geslapen en ben moe", "geen energie meer"])
def test_a_no_before_something_else_does_not_deny(text: str) -> None:
    """Only what stands right behind it is denied."""
    assert not denies_tired(text)


@pytest.mark.parametrize("text", ["ik wil geen pauze", "nee ik hoef niet te stoppen", "ik wil nog niet stoppen"])
def test_who_does_not_want_to_halt_goes_on(text: str) -> None:
    """No answer and no pause; asked about energy it is a wish to go on too."""
    for stand in (EIGEN, GESLOTEN, {**EIGEN, "tussen": "energie"}):
        assert Oordeel.VERDER is oordeel(stand, STOP, 0.9, text)
    for move in (MOE, "nee", "vertel"):
        for stand in ({**EIGEN, "tussen": "moe"}, {**EIGEN, "rust": True}):
            assert Oordeel.VERDER is oordeel(stand, move, 0.9, "nee moe ben ik niet")
    assert Oordeel.BEWEGING is oordeel({**EIGEN, "tussen": "energie"}, "nee", 0.9, "nee geen slaap gehad")


def test_with_something_else_in_one_breath_it_is_not_sure() -> None:
    """A clause of its own at the beginning or the end is."""
    assert (Clarity.GEMENGD, Clarity.ZEKER) == (clarity("stop met snoepen lukt niet", STOP), clarity("mijn man komt thuis. stop maar", STOP))
    assert Clarity.ANDERS is clarity("ik pak straks de trein naar gent", PAUZE)
    assert Oordeel.ANTWOORD is oordeel({}, STOP, 0.7, "stop met snoepen lukt niet")
    assert Oordeel.VRAAG is oordeel(GESLOTEN, STOP, 0.7, "stop met snoepen lukt niet")


@pytest.mark.parametrize("stand", [{"rust": True}, {"wissel": {"naam": "pauze"}}, {"tussen": "energie"}, {"tussen": "contact"}])
def test_in_rest_and_in_questions_about_it_nothing_is_read_otherwise(stand: dict[str, object]) -> None:
    """There the words are what they sound like; a message or a topic that is asked for is words."""
    assert Oordeel.BEWEGING is oordeel({**NORMAAL, **stand}, PAUZE, 0.9, "even liggen")
    assert Oordeel.ANTWOORD is oordeel({**NORMAAL, "tussen": "contact_tekst"}, PAUZE, 0.9, "even liggen")


def test_tired_now_is_said_of_oneself_at_this_moment() -> None:
    """Then rest is offered beside the answer."""
    assert all(tired_now(text) for text in ("ik ben moe", "nu heel moe"))
    assert not any(tired_now(text) for text in ("moe", "ik ben moe na het sporten", "hoofdpijn", "ik ben nu thuis"))
