"""Requests to the conversation in a frame of words, and answers that only look like one."""

from __future__ import annotations

import pytest

from bot.nlu.intents import recognise
from bot.nlu.requests import requested

GEVRAAGD = {
    "begeleider": "kan Sietske mij vanmiddag opbellen|ik kreeg een brief en ik tril ervan, laat Bram mij maar bellen|zeg Tineke even dat ik ziek ben"
    "|dat bespreek ik liever met haar|kunt u Bas vragen of hij komt",
    "wijzig": "er staat markt, maar dat had haven moeten zijn|je hebt opgeschreven dat ik loop, het is fietsen|gum zondag maar uit|wijzig welk werk"
    "|ik wil welk werk veranderen|die nachtploeg moet er weer uit|verkeerd getikt, zes|van trein maak bus|hoe ver ik reis wijzigen",
    "herhaal": "de hond blafte, nog eens de vraag|gooi hem er nog eens in|er ging een alarm af, wat vroeg je",
    "uitleg": "uitval? zoals van een les|zingeving, wat is dat|moet ik de pauzes daarbij rekenen|zeg het in gewoon nederlands",
    "pauze": "wacht even de buurvrouw belt aan|kan het na mijn middagdutje",
    "hulp": "het beeld blijft hangen|de knop reageert niet",
    "stop": "ik wil stoppen met dit|ik doe hier niet langer aan mee",
}
NIET_GEVRAAGD = """kan mijn vrouw mij brengen|mijn baas mag mij altijd bellen|prikkels zijn lastig|de kou moet uit de hal|stoppenmonteur|hulpkok
    er staat altijd een radio aan|oude papieren weghalen in een archief|ik wil stoppen met roken|signalen geven aan schepen|pauzes om het uur
    openheid vind ik belangrijk|ik moet er even uit|wijzigingen verwerken in tekeningen|gooi de deur maar dicht|timmerman was ik"""


@pytest.mark.parametrize(("beweging", "woorden"), [(b, w) for b, alle in GEVRAAGD.items() for w in alle.split("|")])
def test_a_request_in_a_frame_of_words_is_heard(beweging: str, woorden: str) -> None:
    """Whatever name, trade or day stands in it."""
    heard = requested(woorden)
    assert beweging == (heard.beweging if heard else None)


@pytest.mark.parametrize("woorden", [one.strip() for regel in NIET_GEVRAAGD.splitlines() for one in regel.split("|")])
def test_an_answer_with_such_words_is_no_request(woorden: str) -> None:
    """The words alone do not ask."""
    assert requested(woorden) is None


@pytest.mark.parametrize("woorden", ["kan Sietske mij vanmiddag opbellen", "er staat markt, maar dat had haven moeten zijn"])
def test_a_request_wins_from_an_ordinary_answer(woorden: str) -> None:
    """The trained model alone takes these for answers or other moves."""
    assert recognise(woorden).beweging in ("begeleider", "wijzig")
    assert "vertel" == recognise("ik ben stoppenmonteur").beweging


def test_a_story_is_no_request() -> None:
    """Long texts are left to the model."""
    assert requested("ik vertel eerst iets over vroeger " * 10 + "en laat Bram mij maar bellen") is None
