"""The grid of reminders: local, without gaps or doubles, and asked from any moment the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.care.ritme import Ritme, eerste_wakker

ZONE = ZoneInfo("Europe/Amsterdam")
BEGIN = datetime(2026, 1, 31, 10, 30, tzinfo=ZONE)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize("ritme", ["dag", "week", "twee_weken", "maand"])
@pytest.mark.parametrize("uur", [9, 10, 11, 19])
def test_the_last_and_the_next_fit_together_at_every_moment(ritme: str, uur: int) -> None:
    """Walking a year by hours: the last due moment is the latest of those passed, the next the first of those to come."""
    grid = Ritme(ritme, uur, BEGIN, ZONE)
    moments, moment = [], grid.volgende(BEGIN)
    while moment is not None and moment < BEGIN + 400 * DAY:
        moments.append(moment)
        moment = grid.volgende(moment)
    assert sorted(set(moments)) == moments
    assert {uur} == {one.astimezone(ZONE).hour for one in moments}
    for step in range(0, 365 * 24, 7):
        now = BEGIN + step * HOUR
        assert max((one for one in moments if one <= now), default=None) == grid.laatste(now)
        assert min(one for one in moments if one > now) == grid.volgende(now)


def test_a_month_that_is_too_short_gives_its_last_day() -> None:
    """The 31st of January is followed by the 28th of February and the 31st of March."""
    grid = Ritme("maand", 10, BEGIN, ZONE)
    found = [grid.volgende(BEGIN)]
    for _ in range(2):
        assert found[-1] is not None
        found.append(grid.volgende(found[-1]))
    assert [(2, 28), (3, 31), (4, 30)] == [(one.month, one.day) for one in found if one is not None]


@pytest.mark.parametrize(("hour", "expected"), [(8, (31, 9)), (9, (31, 9)), (19, (31, 19)), (20, (1, 9)), (23, (1, 9)), (0, (31, 9))])
def test_at_night_one_waits_for_the_morning(hour: int, expected: tuple[int, int]) -> None:
    """Nine in the morning until eight in the evening."""
    found = eerste_wakker(BEGIN.replace(hour=hour, minute=0), ZONE).astimezone(ZONE)
    assert expected == (found.day, found.hour)
