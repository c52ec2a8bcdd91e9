"""A list as a picture of cells, hours by days, a week at a time; and the hours of today to tap. Everything a picture shows is a number too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.care import energiewoorden as woorden
from bot.care.energiearchief import Lijst
from bot.care.energiedag import ETMAAL
from bot.care.energiepatroon import WAARDEN

WEEK = 7


@dataclass(frozen=True)
class Cel:
    """One hour of one day. waarde: None when it was not filled in; werk: at work, None when that is not known."""

    waarde: int | None
    werk: bool | None


@dataclass(frozen=True)
class Weekbeeld:
    """Seven days at most; rijen: (hour as text, a cell per day), in the order of the own day."""

    nummer: int
    dagen: tuple[date, ...]
    rijen: tuple[tuple[str, tuple[Cel, ...]], ...]


@dataclass(frozen=True)
class UurVandaag:
    """One hour of today that has begun."""

    uur: int
    tekst: str
    waarde: int | None
    werk: bool | None


def weken(lijst: Lijst, now: datetime, zone: ZoneInfo) -> tuple[Weekbeeld, ...]:
    """The weeks of this list that have begun."""
    dagen = lijst.periode(now, zone).dagen
    return tuple(_week(lijst, start // WEEK + 1, dagen[start : start + WEEK]) for start in range(0, len(dagen), WEEK))


def _week(lijst: Lijst, nummer: int, dagen: tuple[date, ...]) -> Weekbeeld:
    def rij(uur: int) -> tuple[str, tuple[Cel, ...]]:
        return f"{uur}", tuple(Cel(lijst.waarden.get((dag, uur)), lijst.indeling.op_werk(dag, uur)) for dag in dagen)

    # Days may differ, when the client changed the hours on the way: every hour of any of them has a row.
    eerste = min(lijst.indeling.waakuren_op(dag).wakker for dag in dagen)
    uren = {uur for dag in dagen for uur in lijst.indeling.uren_op(dag)}
    return Weekbeeld(nummer, dagen, tuple(rij(uur) for uur in sorted(uren, key=lambda uur: (uur - eerste) % ETMAAL)))


def vandaag(lijst: Lijst, now: datetime, zone: ZoneInfo) -> tuple[UurVandaag, ...]:
    """The hours of today, the last one first: that is the one people come for."""
    dag = lijst.indeling.dag(now, zone)
    return tuple(
        UurVandaag(uur, woorden.uren(uur, (uur + 1) % 24), lijst.waarden.get((dag, uur)), lijst.indeling.op_werk(dag, uur))
        for uur in reversed(lijst.begonnen(dag, now, zone))
    )


def schaal() -> tuple[tuple[int, str], ...]:
    """Every value with its word."""
    return tuple((waarde, woorden.cijfer(waarde).partition(", ")[2]) for waarde in WAARDEN)
