"""Numbers, durations and clock times as people write them."""

from __future__ import annotations

import pytest

from bot.nlu.normalise import read
from bot.nlu.numbers import clock_at, duration, numbers_in
from bot.nlu.wishes.days import parts_of


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("na een uurtje", 60),
        ("half uur", 30),
        ("halfuurtje", 30),
        ("drie kwartier", 45),
        ("kwartiertje", 15),
        ("anderhalf uur", 90),
        ("1,5 uur", 90),
        ("twee en een half uur", 150),
        ("een uur en een kwartier", 75),
        ("10 a 15 minuten", 15),
        ("tien minuten. nee. een kwartier", 15),
        ("uur of twee", 120),
        ("halve dag", 240),
        ("een hele dag", 1440),
        ("twee dagen", 2880),
        ("een week", 10080),
        ("meteen", 0),
        ("kwartierke", 15),
        ("20 min", 20),
        ("weet niet", None),
    ],
)
def test_duration_is_in_minutes(text: str, minutes: int | None) -> None:
    """A duration becomes minutes, the last one told counts, a range counts by its upper end."""
    assert minutes == duration(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("zestien", [16]),
        ("vijf en twintig", [25]),
        ("achtendertig", [38]),
        ("twalf", [12]),
        ("12,5", [12.5]),
        ("14 a 18", [14, 18]),
        ("twintigtal", [20]),
        ("een beetje", []),
        ("twaalf en een half", [12.5]),
    ],
)
def test_number_words_are_numbers(text: str, values: list[float]) -> None:
    """Number words, typing errors in them and digits are read alike; "een" alone is an article."""
    assert values == [n.value for n in numbers_in(read(text).tokens)]


@pytest.mark.parametrize(
    ("text", "hour"), [("half negen", 8.5), ("kwart over 9", 9.25), ("kwart voor tien", 9.75), ("10:30", 10.5), ("9 uur", 9), ("bijna", None)]
)
def test_clock_times_are_hours(text: str, hour: float | None) -> None:
    """Spoken and written clock times become hours of the day."""
    clock = clock_at(read(text).tokens, 0)
    assert hour == (clock[0] if clock else None)


@pytest.mark.parametrize(
    ("start", "end", "parts"), [(9, 12, ["ochtend"]), (10, 2, ["ochtend", "middag"]), (1, 4, ["middag"]), (18, 21, ["avond"]), (9, 13, ["ochtend"])]
)
def test_clock_range_covers_parts_of_the_day(start: float, end: float, parts: list[str]) -> None:
    """A range of hours covers the parts of the day it fills well."""
    assert parts == list(parts_of(start, end))
