"""The own days of a client: from getting up to getting up again, hour by hour, at home or at work. Pure; nothing here reads a clock.

An own day begins at the hour the client gets up and lasts until that hour of the next day. So who works nights, or goes to bed after midnight,
fills in the last hours on the same own day, and "later the same day" (DIALOGUES 6) ends when the next day begins.
Hours are hours of the clock, so a day on which the clock changes has no hole and no double hour.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

# Two weeks (handreiking IPS & NAH 2024, tip 8).
DAGEN = 14
WEEK = ("ma", "di", "wo", "do", "vr", "za", "zo")
WAKKER, SLAPEN = 7, 23
ETMAAL = 24


@dataclass(frozen=True)
class Werkuren:
    """At work from hour `van` up to, not including, hour `tot`; it may pass midnight. Equal hours: no work."""

    van: int
    tot: int

    def __contains__(self, uur: object) -> bool:
        return isinstance(uur, int) and (uur - self.van) % ETMAAL < (self.tot - self.van) % ETMAAL


GEEN_WERK = Werkuren(0, 0)


@dataclass(frozen=True)
class Indeling:
    """When a client is awake and works. wakker, slapen: hours of the clock. dagen: the usual working days, with `werkuren`.

    wisselt: the working days differ from week to week, so every day is asked; anders: what is known of single days.
    """

    wakker: int = WAKKER
    slapen: int = SLAPEN
    dagen: tuple[str, ...] = ()
    werkuren: Werkuren = GEEN_WERK
    wisselt: bool = False
    anders: Mapping[date, Werkuren] = field(default_factory=dict)

    @property
    def uren(self) -> tuple[int, ...]:
        """The waking hours of an own day, in order."""
        aantal = (self.slapen - self.wakker) % ETMAAL or ETMAAL
        return tuple((self.wakker + nummer) % ETMAAL for nummer in range(aantal))

    def dag(self, moment: datetime, zone: ZoneInfo) -> date:
        """The own day this moment belongs to."""
        local = moment.astimezone(zone)
        return local.date() - timedelta(days=local.hour < self.wakker)

    def begonnen(self, dag: date, moment: datetime, zone: ZoneInfo) -> tuple[int, ...]:
        """The waking hours of this own day that have begun at this moment."""
        nu = self.dag(moment, zone)
        if dag != nu:
            return self.uren if dag < nu else ()
        verder = (moment.astimezone(zone).hour - self.wakker) % ETMAAL
        return self.uren[: verder + 1]

    @property
    def dagnummers(self) -> tuple[int, ...]:
        """The usual working days, Monday is 0."""
        return tuple(nummer for nummer, dag in enumerate(WEEK) if dag in self.dagen)

    def werkuren_op(self, dag: date) -> Werkuren | None:
        """The working hours of this day; None when that is not known."""
        if dag in self.anders:
            return self.anders[dag]
        if self.wisselt:
            return None
        return self.werkuren if WEEK[dag.weekday()] in self.dagen else GEEN_WERK

    def op_werk(self, dag: date, uur: int) -> bool | None:
        """Whether this hour was at work; None when that is not known."""
        gewerkt = self.werkuren_op(dag)
        return None if gewerkt is None else uur in gewerkt

    def als_json(self) -> str:
        return json.dumps({**asdict(self), "anders": {dag.isoformat(): asdict(gewerkt) for dag, gewerkt in self.anders.items()}})


def indeling_uit(raw: str) -> Indeling:
    """What `als_json` wrote."""
    waarden = json.loads(raw)
    anders = {date.fromisoformat(dag): Werkuren(**gewerkt) for dag, gewerkt in waarden["anders"].items()}
    return Indeling(**{**waarden, "dagen": tuple(waarden["dagen"]), "werkuren": Werkuren(**waarden["werkuren"]), "anders": anders})


@dataclass(frozen=True)
class Periode:
    """The days of one list. tot: the last own day that counts, so far or at all."""

    begin: date
    tot: date

    @property
    def dagen(self) -> tuple[date, ...]:
        return tuple(self.begin + timedelta(days=nummer) for nummer in range((self.tot - self.begin).days + 1))


def laatste_dag(begin: date) -> date:
    return begin + timedelta(days=DAGEN - 1)
