"""The written rules: what happens now to the brain, what is an old injury, and that a pattern can be found at all."""

from __future__ import annotations

import pytest

from bot.nlu.safety import assess
from bot.nlu.safety.ordinary import only_time
from bot.nlu.safety.rules import WHOLE_WORD, expand, hits
from bot.nlu.safety.text import split


def found(text: str) -> set[tuple[str, str]]:
    """Kind and level of the rules that count in a text."""
    return {(hit.rule.soort, hit.rule.niveau) for hit in hits(split(text)) if not hit.taken_back}


@pytest.mark.parametrize(
    "now",
    [
        "ik heb een epileptische aanval",
        "ik heb een epilepsieaanval",
        "heb een aanval",
        "kheb nu een aanval",
        "heb net een aanval gehad, helemaal trillen",
        "mijn collega heeft een aanval",
        "ik heb nu een beroerte",
        "mijn mond hangt scheef",
        "ik kan ineens niet meer praten",
        "sinds vanmorgen kan ik niet goed uit mijn woorden",
        "mijn arm is ineens slap",
        "rechterbeen verlamd sinds vanochtend",
        "wakker geworden en mijn linkerhand doet niks",
        "nu voel ik mijn been niet",
        "arm slap en praten lukt niet",
        "ik heb een tia gehad en heb weer hetzelfde",
        "hij heeft een hersenbloeding gehad en kan nu weer niet praten op zijn werk",
        "ik krijg weer een beroerte op mijn werk",
        "lopen lukt nu niet",
        "staan lukt ineens niet meer",
    ],
)
def test_an_attack_now_needs_help_at_once(now: str) -> None:
    """However plainly it is said."""
    assert ("neuro", "rood") in found(now)


@pytest.mark.parametrize(
    "lasting",
    [
        "lang staan lukt niet meer",
        "tillen en staan lukt niet meer",
        "lopen lukt niet meer ver",
        "voor een volle klas staan lukt niet meer, uitleg geven wel",
        "smorgens kan ik niet goed uit mijn woorden",
        "sinds mn beroerte hangt mn mond een beetje scheef",
        "ik heb een beroerte gehad",
        "ik heb af en toe een aanval",
        "ik heb soms een aanval maar met medicijnen gaat het goed",
        "vorige week had ik een aanval",
        "ik heb al jaren geen aanval gehad",
        "heb een lachaanval gehad",
        "mijn arm doet het al jaren niet",
        "sinds mijn cva is mijn linkerhand slap",
        "kok heeft een hersenbloeding gehad, mag hij weer in de keuken werken?",
        "heeft een beroerte gehad, mag zij weer autorijden?",
        "onze monteur heeft een beroerte gehad en moet weer aan de slag",
        "ik heb een tia gehad en kan weer werken",
    ],
)
def test_an_old_injury_is_no_attack(lasting: str) -> None:
    """Lasting trouble with words, or a seizure of before, gets no alarm number."""
    assert set() == {kind for kind, _ in found(lasting)} & {"neuro"}


@pytest.mark.parametrize(
    "either",
    [
        "ik heb een beroerte",
        "mijn linkerhand doet het niet goe",
        "mijn rechterarm werkt niet goed",
        "linkerarm verlamd",
        "links geen kracht",
        "rechterhand tintelt",
        "k voel mijn been niet goed",
    ],
)
def test_what_may_be_the_old_injury_is_asked_about(either: str) -> None:
    """It is what many live with, and told without a time it may also have begun a minute ago."""
    assert {("neuro", "vraag")} == found(either)


def test_who_breaks_another_does_not_want_to_die() -> None:
    """ "Mijn" before a person is no "mij"."""
    assert {("geweld", "rood")} == found("ik maak mijn baas kapot")
    assert ("suicide", "rood") in found("ik maak mij van kant")


def test_the_words_of_a_pattern_are_written_as_texts_have_them() -> None:
    """A text holds "hebben" where somebody typed "heb": a pattern with "heb" would never be found."""
    for word in ("heb", "ineens", "slaapt", "spring", "snij"):
        assert " ".join(split(word).norm) == expand(word) != word
    assert ["heb", "krijg", "nu"] == WHOLE_WORD.findall(r"(?:heb|krijg) eind(?:e)? inter\w* nu")


@pytest.mark.parametrize(
    "time", ["elke week", "1x per week", "sinds vorige maand", "3 a 4 keer in de week", "om de 14 dagen", "ja elke dag", "van 9 tot 12 uur"]
)
def test_a_time_alone_holds_no_worry(time: str) -> None:
    """It answers how often or how long, whatever those words stand beside in other texts."""
    assert (True, "geen") == (only_time(split(time)), assess(time).niveau)


@pytest.mark.parametrize("more", ["de laatste keer", "nooit meer", "elke dag slaag", "morgen is alles voorbij", "om twee uur niet meer"])
def test_more_than_a_time_is_read(more: str) -> None:
    """A denial, an end or any other word is for the whole guard to read."""
    assert not only_time(split(more))


@pytest.mark.parametrize(
    "woorden", ["lees het laatste bericht van Els voor", "wis het laatste bericht", "speel mijn laatste bericht van ons mam nog eens"]
)
def test_the_last_message_of_another_is_no_farewell(woorden: str) -> None:
    """It is handled as a thing on a telephone."""
    assert set() == found(woorden)


@pytest.mark.parametrize(
    "woorden", ["dit is mijn laatste bericht", "lees dit laatste bericht van mij", "lees mijn laatste bericht aan jullie", "laatste bericht"]
)
def test_the_last_message_of_oneself_is_one(woorden: str) -> None:
    """Also when it is asked to be read."""
    assert {("suicide", "rood")} == found(woorden)


@pytest.mark.parametrize(
    "text",
    [
        "trein.. soms kijk ik",
        "messen kijk ik naar",
        "toch liever weg.. van alles.. klaar",
        "spoor.. vaak kijk ik naar",
        "touw denk ik aan",
        "reling.. snachts kijk ik",
        "beter weg van alles.. stil",
        "slapen lukt niet. hoofd vol. trein.. vaak kijk ik",
        "werk weg. trein kijk ik",
        "brug trekt mij",
    ],
)
def test_broken_sentences_about_a_means_are_asked_about(text: str) -> None:
    """As somebody with aphasia says it; the classifier, which reads so few words as calm, does not overrule it."""
    assert "vraag" == assess(text).niveau


@pytest.mark.parametrize(
    "text",
    [
        "soms kijk ik naar treinen",
        "in de trein kijk ik uit het raam",
        "messen kijk ik naar in de winkel",
        "op het dak kijk ik naar de zonnepanelen",
        "in het weekend ben ik liever weg van alles",
        "liever weg van kantoor",
        "trein naar werk, soms met de bus",
        "dakdekker, dak trekt mij",
        "werken op het spoor trekt mij",
        "iets met een mes trekt mij",
        "werken met touw trekt mij",
        "schilderen van een brug trekt mij",
        "klussen op een dak trekt mij",
        "in de trein kijk ik",
        "treinen zijn mijn hobby, op het perron kijk ik vaak",
        "ik werk op het dak en daar kijk ik dan",
        "bij de brug in ons dorp kijk ik vaak",
    ],
)
def test_sentences_that_go_on_about_a_means_are_ordinary(text: str) -> None:
    """What is looked at, or where: no message that ends there."""
    assert "geen" == assess(text).niveau
