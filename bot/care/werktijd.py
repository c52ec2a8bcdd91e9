"""Working hours: when an organisatie is open, with Dutch public holidays. Moments come and go with a zone; nothing here reads a clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

# Far enough for any holiday season; an organisatie that never opens must not make us search for ever.
SEARCH_DAYS = 60
LIBERATION_EVERY = 5


@lru_cache(maxsize=64)
def feestdagen(year: int) -> frozenset[date]:
    """The Dutch public holidays of a year (Easter by the anonymous Gregorian rule); 5 May counts every fifth year, as usual."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    easter = date(year, month, day + 1)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == 6:
        kings_day -= timedelta(days=1)
    fixed = {date(year, 1, 1), kings_day, date(year, 12, 25), date(year, 12, 26)}
    if year % LIBERATION_EVERY == 0:
        fixed.add(date(year, 5, 5))
    # Good Friday is no general holiday; Easter Monday, Ascension and Whit Monday are.
    return frozenset(fixed | {easter + timedelta(days=days) for days in (0, 1, 39, 49, 50)})


@dataclass(frozen=True)
class Werktijd:
    """The days (Monday is 0) and hours an organisatie works, in its own time zone."""

    zone: ZoneInfo
    dagen: frozenset[int] = frozenset(range(5))
    van: time = time(9)
    tot: time = time(17)
    dicht: frozenset[date] = field(default_factory=frozenset)

    def werkdag(self, day: date) -> bool:
        return day.weekday() in self.dagen and day not in self.dicht and day not in feestdagen(day.year)

    def uren(self, day: date) -> tuple[datetime, datetime]:
        """Opening and closing of a working day, in UTC: sums over local times go wrong on the night the clock changes."""
        opens, closes = datetime.combine(day, self.van, self.zone), datetime.combine(day, self.tot, self.zone)
        return opens.astimezone(UTC), closes.astimezone(UTC)

    def open_op(self, moment: datetime) -> bool:
        local = moment.astimezone(self.zone)
        return self.werkdag(local.date()) and self.van <= local.time() < self.tot

    def opening(self, moment: datetime) -> datetime:
        """This moment when it is open, else the next opening."""
        return moment if self.open_op(moment) else self.volgende_opening(moment)

    def volgende_opening(self, moment: datetime) -> datetime:
        """The first opening after this moment; a moment within working hours gives the next working day."""
        day = moment.astimezone(self.zone).date()
        for _ in range(SEARCH_DAYS):
            if self.werkdag(day) and (opens := self.uren(day)[0]) > moment:
                return opens
            day += timedelta(days=1)
        return moment + timedelta(days=1)

    def blokken(self, van: datetime, tot: datetime) -> list[tuple[datetime, datetime]]:
        """The working hours between two moments, as (from, until)."""
        day, found = van.astimezone(self.zone).date(), []
        while day <= tot.astimezone(self.zone).date():
            if self.werkdag(day):
                opens, closes = self.uren(day)
                if max(opens, van) < min(closes, tot):
                    found.append((max(opens, van), min(closes, tot)))
            day += timedelta(days=1)
        return found
