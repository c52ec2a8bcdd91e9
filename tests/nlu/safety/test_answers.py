"""What counts as a no to "Denk je aan zelfdoding?": only a no without a doubt, for a no ends the question."""

from __future__ import annotations

import pytest

from bot.nlu.safety import answer_to_direct_question
from bot.nlu.safety.answers import Asked

CLEAR_NO = (
    "nee",
    "NEE",
    "neen",
    "nee joh",
    "niet hoor",
    "nooit",
    "nog nooit",
    "absoluut niet",
    "nee echt niet",
    "nee helemaal niet",
    "nee, nooit aan gedacht",
    "nee hoor, ik denk daar niet aan",
    "daar denk ik niet aan",
    "ik denk niet aan zelfdoding",
    "ik ben niet suïcidaal",
    "ik heb die gedachten niet",
    "ik heb geen gedachten aan zelfdoding",
    "daar ben ik niet mee bezig",
    "nee hoor gelukkig niet, ik kan nu weer werken",
    "nee, alleen aan mijn werk",
    "nee ik ben alleen maar moe",
    "nee ik wil gewoon slapen",
    "nee dank je wel",
    "eh nee",
    "zeker weten niet",
    "in de verste verte niet",
)
NO_CLEAR_NO = (
    # now and then, at some times, less than it was
    "niet altijd",
    "niet elke dag",
    "niet vandaag",
    "vandaag niet",
    "nee nu niet",
    "nee nog niet",
    "nog niet",
    "nee tot gisteren niet",
    "nee niet meer",
    "nee niet altijd",
    "nee overdag niet",
    "nee, meestal niet",
    "nee, behalve s avonds",
    "nee, alleen als ik alleen ben",
    "nee bijna nooit",
    "niet meer dan anders",
    "nee minder dan vorige week",
    "ik denk er niet elke dag aan",
    # not really
    "niet echt",
    "nee niet echt",
    "nee, eigenlijk wel",
    "nee, ik denk het niet",
    "nee denk ik",
    # thoughts without a deed, or without the courage
    "nee geen plannen",
    "ik heb geen plannen maar ik denk er wel aan",
    "nee, alleen gedachten",
    "nee ik durf het niet",
    "nee ik doe het niet",
    "nee ik kan het niet",
    "nee dat zou ik mijn kinderen niet aandoen",
    "nee dat kan ik ze niet aandoen",
    "nee dat mag niet van mijn geloof",
    "nee, maar vannacht weer",
    "nee, alleen een datum en een plaats",
    # a no that is about something else
    "ik denk nooit aan iets anders",
    "wil niet meer mee doen",
    "ik wil niet mee doen",
    "niet zeggen",
    "nooit meer wakker worden",
)


@pytest.mark.parametrize("text", CLEAR_NO)
def test_a_clear_no_is_a_no(text: str) -> None:
    """Also with something harmless after it: who means no is not asked twice."""
    assert "nee" == answer_to_direct_question(text)


@pytest.mark.parametrize("text", NO_CLEAR_NO)
def test_a_no_with_a_doubt_is_no_no(text: str) -> None:
    """Sometimes, not now, no plans, a no taken back: the question is asked again, or it is read as what it says."""
    assert "nee" != answer_to_direct_question(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ja", "ja"),
        ("Ja.", "ja"),
        ("soms wel", "ja"),
        ("af en toe", "ja"),
        ("nee maar ik wil wel dood", "ja"),
        ("liever niet", "wil_niet_zeggen"),
        ("niet zeggen", "wil_niet_zeggen"),
        ("dat wil ik niet zeggen", "wil_niet_zeggen"),
        ("weet ik niet", "onduidelijk"),
        ("ik ben pas begonnen", "onduidelijk"),
        ("", "onduidelijk"),
        ("banaan", "onduidelijk"),
    ],
)
def test_every_other_answer(text: str, answer: str) -> None:
    """Danger words count as yes; what says nothing is asked again."""
    assert answer == answer_to_direct_question(text)


@pytest.mark.parametrize(
    ("asked", "text", "answer"),
    [
        ("neuro", "ja nu", "ja"),
        ("neuro", "mijn mond hangt scheef", "ja"),
        ("neuro", "nee dat heb ik altijd", "nee"),
        ("neuro", "dat is altijd al zo", "nee"),
        ("neuro", "heb ik sinds mijn cva", "nee"),
        ("neuro", "het is al over", "onduidelijk"),  # a TIA passes, and still needs help at once
        ("neuro", "weet niet", "onduidelijk"),
        ("gevaar", "nee hoor", "nee"),
        ("gevaar", "hij slaat mij", "ja"),
        ("gevaar", "dat wil ik niet zeggen", "wil_niet_zeggen"),
        ("zelfdoding", "heb ik sinds mijn cva", "onduidelijk"),
        ("neuro", "nee ik wil dood", "ja"),
    ],
)
def test_each_question_is_answered_in_its_own_words(asked: Asked, text: str, answer: str) -> None:
    """To "does this happen now?" an old injury is a no, and an attack is a yes; to "is there danger?" violence is."""
    assert answer == answer_to_direct_question(text, asked)
