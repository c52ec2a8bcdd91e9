"""When something was, from free words: the period they leave open, seen from the day they were said."""

from __future__ import annotations

from datetime import date

import pytest

from bot.nlu.past import earlier, in_words, period_in

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("vorig jaar zomer", "juni tot en met augustus 2025"),
        ("in maart", "maart 2026"),
        ("december", "december 2025"),
        ("ergens in mei 2021 of zo", "mei 2021"),
        ("12-03-2024", "12 maart 2024"),
        ("3-2025", "maart 2025"),
        ("'24", "2024"),
        ("eind vorig jaar", "september tot en met december 2025"),
        ("winter 2024", "januari 2024 tot en met februari 2025"),
        ("twee jaar geleden", "juni 2024 tot en met mei 2025"),
        ("een jaar of drie geleden", "juni 2023 tot en met mei 2024"),
        ("half jaar geleden", "maart tot en met augustus 2026"),
        ("een paar jaar terug", "juni 2021 tot en met mei 2025"),
        ("vorige maand", "oktober 2026"),
        ("gisteren", "november 2026"),
        ("weet ik niet precies", None),
        ("heel lang geleden", None),
        ("maart 2031", None),
        ("31-02-2024", "2024"),
        ("", None),
    ],
)
def test_a_period_is_read(text: str, shown: str | None) -> None:
    """As it is shown back; None when the words do not say, or say something that cannot be."""
    found = period_in(text, TODAY)
    assert shown == (found and in_words(found))


def test_so_many_months_earlier() -> None:
    """The last day of a month that is shorter."""
    assert (date(2025, 5, 29), date(2025, 2, 28)) == (earlier(TODAY, 18), earlier(date(2026, 8, 31), 18))
