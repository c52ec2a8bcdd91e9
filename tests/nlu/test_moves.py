"""The vocabulary of moves: word classes, fixed phrases, gibberish."""

from __future__ import annotations

import pytest

from bot.nlu.moves import HEAD, TAIL, is_gibberish, pattern_move, plain, word_classes


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Jaaaa!!", "ja"), ("Één  café", "een cafe"), ("zo'n", "zon"), ("neeeee", "nee"), ("hè??", "he ?"), ("a.u.b.", "a u b")],
)
def test_plain_removes_what_does_not_change_the_meaning(text: str, expected: str) -> None:
    """Capitals, accents, punctuation and elongations are gone; a question mark stays."""
    assert expected == plain(text)


def test_plain_bounds_what_is_understood() -> None:
    """Of a very long message the beginning and the end are kept, where moves stand."""
    assert len(plain("begin " + "la di " * 5000 + " eind")) <= HEAD + TAIL + 1
    assert plain("begin " + "la di " * 5000 + " eind").endswith("eind")


@pytest.mark.parametrize(
    ("typo", "word"), [("begelieder", "begeleider"), ("overslan", "overslaan"), ("wijzzigen", "wijzigen"), ("herhalem", "herhalen")]
)
def test_one_wrong_letter_keeps_the_word_class(typo: str, word: str) -> None:
    """A long word with one letter wrong, missing, doubled or swapped belongs to the same classes."""
    assert word_classes(word) == word_classes(plain(typo))
    assert word_classes(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wat bedoel je daar mee", "uitleg"),
        ("weer alleen", "alleen"),
        ("ik ben weer alleen", "alleen"),
        ("kunt u dat nog eens herhalen?", "herhaal"),
        ("ik zou het echt niet weten", "weet_niet"),
        ("twee keer per week de vorige vraag", None),
        ("naar de vorige vraag aub", "terug"),
        ("waar waren we ook weer mee bezig", "waar_was_ik"),
        ("Nee hoor, dank je", "nee"),
        ("pauze na een uur werken", None),
        ("", None),
    ],
)
def test_only_whole_messages_are_fixed_phrases(text: str, expected: str | None) -> None:
    """A fixed phrase decides alone only when nothing else stands in the message."""
    found = pattern_move(text)
    assert expected == (found.beweging if found else None)


@pytest.mark.parametrize("text", ["asdfkjh", "....", "qqq", "!!!", "", "sdlkfj wqdf", "hjkl", "zxzxzx", "kjh sdfg"])
def test_keyboard_mash_is_gibberish(text: str) -> None:
    """What holds no word, name or number at all is gibberish."""
    assert is_gibberish(text)


@pytest.mark.parametrize(
    "text", ["ja", "3", "mwah", "fiets", "Krzysztof", "Nguyen", "hmm", "pfff", "ma di wo", "vrjdag", "UWV", "ggz", "xxx", "?", "👍", "angstschreeuw"]
)
def test_short_answers_names_and_typos_are_not_gibberish(text: str) -> None:
    """Telegram style, abbreviations, foreign names and typing errors are answers."""
    assert not is_gibberish(text)
