"""Reading repairs what was meant and leaves what is real."""

from __future__ import annotations

import pytest

from bot.nlu.normalise import fold, read


def forms(text: str) -> list[str]:
    """Return the forms that are understood."""
    return [t.form for t in read(text).tokens]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("dins dag", ["dinsdag"]),
        ("dinsdagochtend", ["dinsdag", "ochtend"]),
        ("halfuur", ["half", "uur"]),
        ("wonsdag", ["woensdag"]),
        ("heeeel stil", ["heel", "stil"]),
        ("och tend", ["ochtend"]),
        ("DONDERDAG", ["donderdag"]),
        ("zes-acht", ["zes", "acht"]),
        ("6-8", ["6", "tot", "8"]),
        ("collegá's", ["collegas"]),
        ("ni", ["niet"]),
        ("heftrukchauffeur", ["heftruckchauffeur"]),
        ("ochtned", ["ochtend"]),
        ("fiest", ["fiets"]),
    ],
)
def test_reading_gives_what_was_meant(written: str, meant: list[str]) -> None:
    """Splits, joins, capitals, accents, elongations and typing errors are undone."""
    assert meant == forms(written)


@pytest.mark.parametrize("word", ["kast", "bos", "koek", "zee", "trap", "boot", "pop", "ogen", "tuinen", "Boris", "Gerda", "rib"])
def test_real_words_and_names_are_left_alone(word: str) -> None:
    """A word or name that only resembles one of ours is not changed."""
    assert [word.lower()] == forms(word)


def test_words_point_back_to_the_original_text() -> None:
    """A token range gives the literal text, capitals and errors included."""
    reading = read("Graag op Dinsdg, hoor!")
    assert "Dinsdg" == reading.words(2, 2)


def test_folding_keeps_every_place() -> None:
    """Folding never changes the length, so places stay valid."""
    text = "Ĳzer, café’s – “één” ½ ﬁets 😀 İ"
    assert len(text) == len(fold(text))
