"""When reminders are due: a fixed grid of moments in local time, and what still counts of one that comes late. Pure; nothing here reads a clock."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAG, WEEK, TWEE_WEKEN, MAAND = "dag", "week", "twee_weken", "maand"
DAGEN = {DAG: 1, WEEK: 7, TWEE_WEKEN: 14}
# Waking hours: nobody is mailed about a questionnaire at night. From the first up to, not including, the last.
WAKKER_VAN, WAKKER_TOT = 9, 20
# A grid that is asked for moments years later must come to an end.
MOST = 5000


def wakker(moment: datetime, zone: ZoneInfo) -> bool:
    return WAKKER_VAN <= moment.astimezone(zone).hour < WAKKER_TOT


def eerste_wakker(moment: datetime, zone: ZoneInfo) -> datetime:
    """This moment, or the first later one in waking hours."""
    if wakker(moment, zone):
        return moment
    local = moment.astimezone(zone)
    day = local.date() + timedelta(days=local.hour >= WAKKER_TOT)
    return datetime.combine(day, time(WAKKER_VAN), zone).astimezone(UTC)


def _later(begin: date, ritme: str, number: int) -> date:
    if ritme != MAAND:
        return begin + timedelta(days=DAGEN[ritme] * number)
    year, month = divmod(begin.year * 12 + begin.month - 1 + number, 12)
    return date(year, month + 1, min(begin.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Ritme:
    """ritme: dag, week, twee_weken or maand, counted from the day of `begin`, at `uur` o'clock local time; nothing is due after `tot`."""

    ritme: str
    uur: int
    begin: datetime
    zone: ZoneInfo
    tot: datetime | None = None

    def _moment(self, number: int) -> datetime:
        day = _later(self.begin.astimezone(self.zone).date(), self.ritme, number)
        return datetime.combine(day, time(self.uur), self.zone).astimezone(UTC)

    def volgende(self, na: datetime) -> datetime | None:
        """The first moment after `na`; None when there is none any more."""
        # The first of a daily rhythm may be later on the day it was chosen; of the others it is a period later.
        number = 0 if self.ritme == DAG else 1
        number = max(number, self._about(na) - 1)
        for one in range(number, number + MOST):
            moment = self._moment(one)
            if self.tot is not None and moment > self.tot:
                return None
            if moment > max(na, self.begin):
                return moment
        return None

    def _about(self, moment: datetime) -> int:
        """How many periods lie between the beginning and this moment, at most one too many."""
        days = (moment.astimezone(self.zone).date() - self.begin.astimezone(self.zone).date()).days
        return days // 31 if self.ritme == MAAND else days // DAGEN[self.ritme]

    def laatste(self, op: datetime) -> datetime | None:
        """The last moment that was due at or before `op`, however many were missed; None when none was."""
        near = self._moment(max(self._about(op) - 2, 0)) - timedelta(seconds=1)
        found, moment = None, self.volgende(near)
        while moment is not None and moment <= op:
            found, moment = moment, self.volgende(moment)
        return found

    def _half(self) -> timedelta:
        return timedelta(days=DAGEN.get(self.ritme, 30)) / 2

    def te_laat(self, moment: datetime, now: datetime) -> bool:
        """Whether a reminder of `moment` has lost its sense: of a daily one on the next day, of others half a period later."""
        if self.ritme == DAG:
            return now.astimezone(self.zone).date() != moment.astimezone(self.zone).date()
        return now - moment > self._half()

    def al_gedaan(self, moment: datetime, gedaan: datetime | None) -> bool:
        """Whether what was done makes the reminder of `moment` needless: on that day, of others in the half period before it."""
        if gedaan is None:
            return False
        if self.ritme == DAG:
            return gedaan.astimezone(self.zone).date() >= moment.astimezone(self.zone).date()
        return gedaan > moment - self._half()
