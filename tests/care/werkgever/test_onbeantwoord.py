"""What is kept of a question without an answer holds nothing that points to a person."""

from __future__ import annotations

import pytest

from bot.care.werkgever.kennis import Kennisbank
from bot.care.werkgever.onbeantwoord import zonder_persoonsgegevens


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("Mag een werknemer uit Oosterwijtwerd een taxi vergoed krijgen?", ["oosterwijtwerd"]),
        ("Bel mij terug op 06-12345678 over de regeling voor vervoer", ["06", "12345678"]),
        ("Kunt u mij mailen op baas@bakkerijzon.nl over vervoer naar het werk", ["baas", "bakkerijzon", "@"]),
        ("Mijn medewerker met nummer 123456782 wil een andere stoel op het werk", ["123456782"]),
        ("Onze collega Xzanthippa zoekt een stoel voor op het werk vandaag", ["xzanthippa"]),
        ("De man van 43 jaar op de afdeling Verkoop zoekt vervoer naar het werk", ["43"]),
    ],
)
def test_nothing_that_points_to_a_person_is_kept(kennis: Kennisbank, text: str, secrets: list[str]) -> None:
    """Numbers, addresses and words that no word list knows become gaps, or the question is not kept at all."""
    kept = zonder_persoonsgegevens(text, kennis.words) or ""
    assert [] == [secret for secret in secrets if secret in kept.lower()]


@pytest.mark.parametrize(
    "text",
    ["Sandra krijgt geen vervoer", "Meneer Jansen wil een stoel", "ik ben Hendrik en ik zoek een stoel", "woord " * 30, "", "Qwxz Zqwx Xzqw"],
)
def test_a_named_person_a_story_or_gibberish_is_not_kept(kennis: Kennisbank, text: str) -> None:
    """A first name, a title with a name, a long story or mostly gaps: nothing is kept."""
    assert zonder_persoonsgegevens(text, kennis.words) is None


def test_an_ordinary_question_stays_readable(kennis: Kennisbank) -> None:
    """The editor can read what was asked."""
    assert "krijg ik geld voor een taxi naar het werk?" == zonder_persoonsgegevens("Krijg ik geld voor een taxi naar het werk?", kennis.words)
