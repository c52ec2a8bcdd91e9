"""Own words for the energy in an hour."""

from __future__ import annotations

import pytest

from bot.care.energiewaarde import gaat_over_energie, is_antwoord, waarde

UUR = {"dialoog": "energielijst", "gevraagd": "uur_2"}


@pytest.mark.parametrize(
    ("verwacht", "gezegd"),
    [
        (0, "uitgeput, leeg, op, bekaf, ik was helemaal op, doodmoe, heel moe"),
        (1, "moe, ik was moe, vermoeid, laag, slecht, een beetje, een"),
        (2, "matig, gaat, gaat wel, ging wel, twee"),
        (3, "best ok, goed, best goed, ging goed, oké, prima, een 3"),
        (4, "vol, super, heel goed, top, 4"),
        (None, "te moe, niet goed, niet moe, beetje fit, 2 of 3, 5, hoofdpijn, goed maar kort, super moe, eerst goed toen leeg"),
    ],
)
def test_words_stand_for_one_value_or_are_asked_back(verwacht: int | None, gezegd: str) -> None:
    """Every one of these is about energy; only the sure ones have a value."""
    for woorden in gezegd.split(", "):
        assert (verwacht, True) == (waarde(woorden), gaat_over_energie(woorden)), woorden


@pytest.mark.parametrize(
    "woorden", ["stop", "ik ben moe", "ik ben te moe om verder te gaan", "hoe gaat het?", "pauze", "genoeg voor nu", "op de bank"]
)
def test_words_about_now_or_this_talk_are_no_value(woorden: str) -> None:
    """A wish to stop stays a wish to stop."""
    assert (None, False) == (waarde(woorden), gaat_over_energie(woorden))


def test_only_at_an_hour_does_tired_mean_the_hour() -> None:
    """Elsewhere, while resting and in an interlude, "uitgeput" is what it always is."""
    assert is_antwoord("moe", "uitgeput", UUR)
    for stand in ({}, {**UUR, "rust": True}, {**UUR, "tussen": "moe"}, {**UUR, "gevraagd": "nog"}, {"gevraagd": "uur_2"}):
        assert not is_antwoord("moe", "uitgeput", stand)
    assert not is_antwoord("terug", "een", UUR)
