"""The first contact: everything turn rule 11 asks, in so few words that the choices stand on the same screen of a telephone."""

from __future__ import annotations

from bot.care.teksten import tekst

BEURTEN = [tekst(f"utter_gedeeld_kennismaking{deel}").tekst for deel in ("", "_lezen", "_gevaar")]


def test_it_tells_what_the_client_must_know() -> None:
    """Source: DIALOGUES 1.11: a computer program, what is kept, nobody reads along, who reads what and when, no secrecy in danger."""
    gezegd = " ".join(BEURTEN)
    nodig = (
        "computerprogramma",
        "geen mens",
        "bewaar",
        "Niemand leest mee",
        "Jij kiest wat {begeleider} leest",
        "volgende gesprek",
        "niet geheim",
        "zorgen",
    )
    assert [] == [woord for woord in nodig if woord not in gezegd]


def test_it_is_short_and_names_the_begeleider_no_more_than_needed() -> None:
    """About two thirds of what one reads on one screen beside the choices."""
    gezegd = " ".join(BEURTEN)
    assert (True, 2) == (len(gezegd.split()) <= 50, gezegd.count("{begeleider}"))
