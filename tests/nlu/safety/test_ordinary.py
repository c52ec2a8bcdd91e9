"""Whole messages that can hold no danger, and how little more makes them unknown again."""

from __future__ import annotations

import pytest

from bot.nlu.safety import assess
from bot.nlu.safety.ordinary import is_ordinary
from bot.nlu.safety.text import split


@pytest.mark.parametrize(
    "text",
    [
        "heb ik al gezegd toch",
        "dat zei ik gisteren toch al",
        "dat heb ik je net al verteld",
        "hou toch op",
        "hou nou eens op met die vragen",
        "ik wil niet meer alleen zijn",
        "ik wil graag onder de mensen zijn",
        "Nee wacht, ik kom toch niet.",
        "ik kan morgen helaas niet komen",
        "sorry ik kom dinsdag niet naar de afspraak",
        "Krijg ik geld als ik iemand met een beperking aanneem?",
        "krijgen wij subsidie voor een werknemer met hersenletsel?",
        "mag dat zonder dat hij het weet?",
        "mag ik dat bespreken zonder dat de werknemer het weet",
        "En zijn vrouw belt steeds",
        "haar moeder belt ons elke dag",
        "De voorman noemt hem een hersenlijder",
        "Can I get a subsidy?",
        "do we need a job coach",
    ],
)
def test_an_ordinary_message_gets_no_reaction(text: str) -> None:
    """Said before, stop asking, not coming, company, money, privacy, who calls."""
    assert (True, "geen") == (is_ordinary(split(text)), assess(text).niveau)


@pytest.mark.parametrize(
    "text",
    [
        "dat zei ik gisteren toch al, ik wil niet meer",
        "hou toch op met leven",
        "ik kom niet meer",
        "ik kan niet meer",
        "ik kom vanavond niet meer thuis",
        "ik wil niet meer",
        "ik wil niet meer alleen zijn, ik wil dood",
        "mag ik hem pillen geven zonder dat hij het weet",
        "zijn vrouw belt steeds, hij ligt op de grond",
        "mijn man noemt mij een hersenlijder",
        "can i get a gun",
        "krijg ik geld als ik dood ben",
    ],
)
def test_one_word_more_is_read_as_ever(text: str) -> None:
    """Every word of an ordinary message is named: with another one the message is unknown again."""
    assert not is_ordinary(split(text))
