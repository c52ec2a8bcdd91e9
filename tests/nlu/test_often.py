"""How often somebody wants something, in the words in which people say it."""

from __future__ import annotations

import pytest

from bot.nlu.often import MONTH, NO_FIXED, TWO_WEEKS, WEEK, often

WORDS = {
    WEEK: """elke week|iedere week graag|wekelijks|1 keer per week|1x per week|eens per week|een keer in de week|per week
        doe maar elke week|week
        alle weken|ieder week|om de 7 dagen|wekeliks|elke zeven dagen|4 keer per maand|een keer per week op maandag|ik wil elke week""",
    TWO_WEEKS: """om de week|om de 2 weken|om de twee weken|elke twee weken|iedere 2 weken|tweewekelijks|twee wekelijks|elke 14 dagen
        om de veertien dagen
        1x per 2 weken|eens in de twee weken|2 keer per maand|tweemaal per maand|1 keer in de 14 dagen|liefst om de twee weken
        om de week is goed""",
    MONTH: """elke maand|iedere maand|1x per maand|1 keer per maand|maandelijks|elke maand 1 keer|een keer in de maand|eens per maand
        elke vier weken
        om de 4 weken|maandeliks|elke maant|per maand|doe maar 1 keer per maand|1 maal per maand|ik doe het elke maand""",
    NO_FIXED: """geen vaste|geen vaste tijd|niet vast|zonder vaste tijd|nie vast|wanneer ik wil|als ik zin heb|als het nodig is
        ik kies zelf|wisselend
        dat bepaal ik zelf wel|als het slecht gaat|wanneer ik zelf wil""",
}


def _said(words: str) -> list[str]:
    return [one.strip() for line in words.splitlines() for one in line.split("|")]


@pytest.mark.parametrize(("rhythm", "words"), [(rhythm, one) for rhythm, words in WORDS.items() for one in _said(words)])
def test_ordinary_wordings_are_read(rhythm: str, words: str) -> None:
    """Dutch and Flemish, in digits and in words, with a typing error."""
    assert rhythm == often(words)


@pytest.mark.parametrize(
    "words",
    _said(
        """elke dag|2x per week|elke drie weken|om de maand|1x per jaar|niet elke week|elke week is te veel|een week geleden
        twee weken vakantie
        elke week of elke maand|deze week niet|vorige week was druk|geen idee|nooit|liever niet|weet ik niet|ja|mijn week is vol
        0x per week|om de andere dag"""
    ),
)
def test_another_rhythm_a_denial_and_a_story_are_not_guessed(words: str) -> None:
    """Then it is asked again, with every choice."""
    assert often(words) is None
