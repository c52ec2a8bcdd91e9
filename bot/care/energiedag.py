"""The own days of a client: from getting up to getting up again, hour by hour, at home or at work. Pure; nothing here reads a clock.

An own day begins at the hour the client gets up and lasts until that hour of the next day. So who works nights, or goes to bed after midnight,
fills in the last hours on the same own day, and "later the same day" (DIALOGUES 6) ends when the next day begins.
Hours are hours of the clock, so a day on which the clock changes has no hole and no double hour.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
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
class Waakuren:
    """Awake from hour `wakker` up to, not including, hour `slapen`; it may pass midnight. Equal hours: the whole day."""

    wakker: int
    slapen: int

    @property
    def aantal(self) -> int:
        return (self.slapen - self.wakker) % ETMAAL or ETMAAL

    @property
    def uren(self) -> tuple[int, ...]:
        """The waking hours, in order."""
        return tuple((self.wakker + nummer) % ETMAAL for nummer in range(self.aantal))

    def ook(self, ander: Waakuren) -> Waakuren:
        """These hours and those of `ander`, for a day on which the client changes them: no hour goes, and no hour moves to another day.

        A day that is moved by more than half a day (a night shift), or would be longer than a day, keeps its own hours.
        """
        wakker = min(self.wakker, ander.wakker)
        aantal = max(self.wakker - wakker + self.aantal, ander.wakker - wakker + ander.aantal)
        if abs(self.wakker - ander.wakker) > ETMAAL // 2 or aantal > ETMAAL:
            return self
        return Waakuren(wakker, (wakker + aantal) % ETMAAL)


@dataclass(frozen=True)
class Indeling:
    """When a client is awake and works. wakker, slapen: hours of the clock. dagen: the usual working days, with `werkuren`.

    wisselt: the working days differ from week to week, so every day is asked; anders: what is known of single days. eerder: the waking hours
    of the days before the client changed them.
    """

    wakker: int = WAKKER
    slapen: int = SLAPEN
    dagen: tuple[str, ...] = ()
    werkuren: Werkuren = GEEN_WERK
    wisselt: bool = False
    anders: Mapping[date, Werkuren] = field(default_factory=dict)
    eerder: Mapping[date, Waakuren] = field(default_factory=dict)

    @property
    def uren(self) -> tuple[int, ...]:
        """The waking hours of an own day as they are now, in order."""
        return Waakuren(self.wakker, self.slapen).uren

    def waakuren_op(self, dag: date) -> Waakuren:
        return self.eerder.get(dag, Waakuren(self.wakker, self.slapen))

    def uren_op(self, dag: date) -> tuple[int, ...]:
        """The waking hours of this own day, in order."""
        return self.waakuren_op(dag).uren

    def dag(self, moment: datetime, zone: ZoneInfo) -> date:
        """The own day this moment belongs to."""
        local = moment.astimezone(zone)
        return local.date() - timedelta(days=local.hour < self.waakuren_op(local.date()).wakker)

    def begonnen(self, dag: date, moment: datetime, zone: ZoneInfo) -> tuple[int, ...]:
        """The waking hours of this own day that have begun at this moment."""
        nu, local = self.dag(moment, zone), moment.astimezone(zone)
        if dag != nu:
            return self.uren_op(dag) if dag < nu else ()
        verder = (local.date() - dag).days * ETMAAL + local.hour - self.waakuren_op(dag).wakker
        return self.uren_op(dag)[: verder + 1]

    def met_waakuren(self, nieuw: Waakuren, begin: date, vandaag: date) -> Indeling:
        """With other waking hours from tomorrow on, and today as well; the days since `begin` keep theirs, so that nothing filled in moves."""
        eerder = {begin + timedelta(days=nummer): self.waakuren_op(begin + timedelta(days=nummer)) for nummer in range((vandaag - begin).days)}
        eerder[vandaag] = self.waakuren_op(vandaag).ook(nieuw)
        return replace(self, wakker=nieuw.wakker, slapen=nieuw.slapen, eerder=eerder)

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
        return json.dumps({**asdict(self), "anders": _per_dag(self.anders), "eerder": _per_dag(self.eerder)})


def _per_dag(uren: Mapping[date, Werkuren] | Mapping[date, Waakuren]) -> dict[str, dict[str, int]]:
    return {dag.isoformat(): asdict(van) for dag, van in uren.items()}


def indeling_uit(raw: str) -> Indeling:
    """What `als_json` wrote."""
    waarden = json.loads(raw)
    anders = {date.fromisoformat(dag): Werkuren(**gewerkt) for dag, gewerkt in waarden["anders"].items()}
    # Lists that were begun before the hours could be changed have no `eerder`.
    eerder = {date.fromisoformat(dag): Waakuren(**uren) for dag, uren in waarden.get("eerder", {}).items()}
    delen = {"dagen": tuple(waarden["dagen"]), "werkuren": Werkuren(**waarden["werkuren"]), "anders": anders, "eerder": eerder}
    return Indeling(**{**waarden, **delen})


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
