"""Questions that a client asks back about the talk itself."""

from __future__ import annotations

import pytest

from bot.nlu.asks_back import AskedBack, asked_back


@pytest.mark.parametrize(
    ("woorden", "soort"),
    [
        ("heb je dit al aan mijn coach verteld?", AskedBack.PASSED_ON),
        ("hebben jullie dat al doorgegeven", AskedBack.PASSED_ON),
        ("ga je dat tegen mijn baas zeggen?", AskedBack.PASSED_ON),
        ("wat gebeurt er nou met mijn antwoorden?", AskedBack.WHAT_NOW),
        ("en nu?", AskedBack.WHAT_NOW),
        ("wat moet ik nu invullen", AskedBack.WHAT_NOW),
        ("wat doe je daarmee", AskedBack.WHAT_NOW),
        ("maar waarom wil je dat allemaal weten?", AskedBack.WHY),
        ("hoezo vraagt ge mij dat", AskedBack.WHY),
        ("waarvoor is dat nodig?", AskedBack.WHY),
    ],
)
def test_what_is_asked_back(woorden: str, soort: AskedBack) -> None:
    """Also without a question mark."""
    assert soort is asked_back(woorden)


@pytest.mark.parametrize(
    "woorden",
    ["ik heb het aan mijn baas verteld", "wat moet ik zeggen tegen mijn collega?", "waarom mag mijn baas dat weten?", "en nu werk ik niet meer", ""],
)
def test_an_answer_or_another_question_is_none(woorden: str) -> None:
    """What is told, and what is asked about work or the law."""
    assert asked_back(woorden) is None
