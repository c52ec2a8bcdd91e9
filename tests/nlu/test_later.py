"""A moment later on: the ways people name it give the day they mean, and words that only look like it give none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.nlu.later import day_of

MONDAY = date(2026, 11, 30)


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


LENGTHS = {
    "over ne maand of 3": 90,
    "over een maand of drie": 90,
    "binnen 3 maand": 90,
    "binne ne week of 6": 42,
    "over n maandje": 30,
    "over 'n weekske": 7,
    "twee à drie maanden": 90,
    "over 2 of 3 mnd": 90,
    "na zes weken": 42,
    "over een paar weken": 21,
    "binnen veertien dagen": 14,
    "dag of tien": 10,
    "binnen een half jaar": 182,
    "over halfjaar": 182,
    "over anderhalf jaar": 548,
    "over een kwartaal": 91,
    "over een maand of zo": 30,
    "over maand": 30,
    "volgende week": 7,
    "volgende week maandag": 7,
    "komende maand": 30,
    "volgend jaar": 365,
    "dinsdag": 1,
    "overmorgen": 2,
}
DAYS = {
    "met nieuwjaar": date(2027, 1, 1),
    "na nieuwjaar": date(2027, 1, 2),
    "rond de kerst": date(2026, 12, 25),
    "met oud en nieuw": date(2026, 12, 31),
    "rond sinterklaass": date(2026, 12, 5),
    "met pasen": date(2027, 3, 28),
    "na carnaval": date(2027, 2, 10),
    "met pinksteren": date(2027, 5, 16),
    "met hemelvaart": date(2027, 5, 6),
    "in de lente": date(2027, 3, 1),
    "tegen het voorjaar": date(2027, 3, 1),
    "als het zomer is": date(2027, 6, 1),
    "na de zomer": date(2027, 9, 1),
    "na de grote vakantie": date(2027, 9, 1),
    "voor de zomer": date(2027, 5, 18),
    "in de herfst ofzo": date(2027, 9, 1),
    "na de winter": date(2027, 3, 1),
    "half maart": date(2027, 3, 16),
    "eind febuari": date(2027, 2, 22),
    "15 maart": date(2027, 3, 15),
    "15e maart": date(2027, 3, 15),
    "15/3": date(2027, 3, 15),
    "1-4-2028": date(2028, 4, 1),
    "1 april 2028": date(2028, 4, 1),
    "in 2028": date(2028, 1, 1),
    "begin volgend jaar": date(2027, 1, 1),
    "volgend jaar in de zomer": date(2027, 6, 1),
    "einde van het jaar": date(2026, 12, 25),
    "niet met kerst maar met pasen": date(2027, 3, 28),
}
NONE = [
    "als ik een baan heb",
    "over 900 jaar",
    "drie maanden geleden",
    "al drie maanden",
    "sinds maart",
    "vorige maand",
    "elke maand",
    "een keer per week",
    "niet in de zomer",
    "nooit meer",
    "als het gaat passen",
    "als Jan er is",
    "ik werk in de winkel",
    "met mijn maat",
    "na het werk",
    "na de vakantie",
    "zomaar een keer",
    "ooit",
    "later",
    "vandaag",
    "geen idee",
    "ja",
    "een beetje",
    "2 of 3 keer",
    "31-31",
]


@pytest.mark.parametrize(("text", "day"), [*((text, after(days)) for text, days in LENGTHS.items()), *DAYS.items()])
def test_a_moment_is_the_day_that_is_meant(text: str, day: date) -> None:
    """Lengths of time, holidays, seasons, months and dates; Dutch and Flemish, telegram style and with typing errors."""
    assert day == day_of(text, MONDAY)


@pytest.mark.parametrize("text", NONE)
def test_what_names_no_moment_ahead_gives_no_day(text: str) -> None:
    """The past, what comes back every time, a denial, a condition, and words that look like a month or a season."""
    assert day_of(text, MONDAY) is None


def test_a_part_of_the_year_that_goes_on_now_is_the_next_one_or_its_end() -> None:
    """In July "in de zomer" is next year, and "na de zomer" this one."""
    july = date(2027, 7, 10)
    assert (date(2028, 6, 1), date(2027, 9, 1)) == (day_of("in de zomer", july), day_of("na de zomer", july))
    assert date(2028, 3, 1) == day_of("na de winter", date(2027, 12, 20))
