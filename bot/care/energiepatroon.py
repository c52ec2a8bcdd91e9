"""What two weeks of hours show: best and lowest hours, home and work apart, and how energy goes on. Pure functions; no word of advice, no score.

Source: handreiking IPS & NAH 2024, tip 8 (two weeks, every hour), and the folder of 2026 (at home and at work differ). Hours that are missing are
not guessed. Of too few hours nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import fmean, median_low

from bot.care.energiedag import Indeling, Periode

LEEG, VOL = 0, 4
WAARDEN = tuple(range(LEEG, VOL + 1))
# Own choice, on the careful side: fewer hours say more about those days than about the client.
GENOEG_UREN, GENOEG_DAGEN = 12, 3
# An hour of the day counts from two days on; a place or a change from five hours or changes on; a recovery from three on.
VAKER, GENOEG_PLEK, GENOEG_HERSTEL = 2, 5, 3
# Averages that lie closer together than this are "about the same".
VERSCHIL, RAND = 1.0, 0.5
# Empty or little: what one recovers from, and from what value on one has.
LAAG, HERSTELD = 1, 2
DAGDELEN = {"ochtend": range(5, 12), "middag": range(12, 18), "avond": range(18, 24)}

Uur = tuple[date, int]
Waarden = Mapping[Uur, int]


@dataclass(frozen=True)
class Reeks:
    """Hours of the clock that follow each other: from the beginning of `van` to the end of the hour before `tot`."""

    van: int
    tot: int


@dataclass(frozen=True)
class Gang:
    """How often energy was lower an hour later, of how many pairs of hours that follow each other."""

    lager: int
    van: int


@dataclass(frozen=True)
class Plek:
    """The hours at home or at work. meestal: the middle value; gang: from hour to hour; herstel: hours from a low one to a better one, the middle."""

    uren: int
    meestal: int | None
    gang: Gang | None
    herstel: int | None


@dataclass(frozen=True)
class Patroon:
    """What the hours show. gelijk: the hours of the day hardly differ, so there is no best and no lowest one.

    ingevuld of mogelijk: hours of the days so far. dagdeel: part of the day with the most energy, None without a clear one.
    """

    ingevuld: int
    mogelijk: int
    genoeg: bool
    gelijk: bool
    beste: tuple[Reeks, ...]
    laagste: tuple[Reeks, ...]
    dagdeel: str | None
    thuis: Plek
    werk: Plek


def patroon(indeling: Indeling, periode: Periode, waarden: Waarden, begonnen: Callable[[date], tuple[int, ...]]) -> Patroon:
    """The pattern of these days. begonnen: the waking hours of a day that have begun. Hours outside days or waking hours still count as filled."""
    binnen = {uur: waarde for uur, waarde in waarden.items() if periode.begin <= uur[0] <= periode.tot}
    mogelijk = {(dag, uur) for dag in periode.dagen for uur in begonnen(dag)} | set(binnen)
    genoeg = len(binnen) >= GENOEG_UREN and len({dag for dag, _ in binnen}) >= GENOEG_DAGEN
    if not genoeg:
        leeg = Plek(0, None, None, None)
        return Patroon(len(binnen), len(mogelijk), False, False, (), (), None, leeg, leeg)
    gemiddeld = _per_uur(binnen)
    hoogste, laagste = (max(gemiddeld.values()), min(gemiddeld.values())) if gemiddeld else (0.0, 0.0)
    gelijk = hoogste - laagste < VERSCHIL
    beste = [uur for uur, waarde in gemiddeld.items() if waarde > hoogste - RAND]
    minste = [uur for uur, waarde in gemiddeld.items() if waarde < laagste + RAND]
    return Patroon(
        ingevuld=len(binnen),
        mogelijk=len(mogelijk),
        genoeg=True,
        gelijk=bool(gemiddeld) and gelijk,
        beste=() if gelijk else reeksen(indeling, beste),
        laagste=() if gelijk else reeksen(indeling, minste),
        dagdeel=_dagdeel(binnen),
        thuis=_plek(indeling, binnen, op_werk=False),
        werk=_plek(indeling, binnen, op_werk=True),
    )


def _per_uur(waarden: Waarden) -> dict[int, float]:
    """The average of every hour of the clock that was filled in on enough days."""
    per: dict[int, list[int]] = defaultdict(list)
    for (_, uur), waarde in waarden.items():
        per[uur].append(waarde)
    return {uur: fmean(gezet) for uur, gezet in per.items() if len(gezet) >= VAKER}


def reeksen(indeling: Indeling, uren: Iterable[int]) -> tuple[Reeks, ...]:
    """These hours as runs, in the order of the own day."""
    runs: list[Reeks] = []
    for uur in sorted(set(uren), key=lambda one: (one - indeling.wakker) % 24):
        if runs and runs[-1].tot == uur:
            runs[-1] = Reeks(runs[-1].van, (uur + 1) % 24)
        else:
            runs.append(Reeks(uur, (uur + 1) % 24))
    return tuple(runs)


def _dagdeel(waarden: Waarden) -> str | None:
    """The part of the day with the highest average, when another part is clearly lower."""
    per = {deel: [waarde for (_, uur), waarde in waarden.items() if uur in uren] for deel, uren in DAGDELEN.items()}
    gemiddeld = sorted(((fmean(gezet), deel) for deel, gezet in per.items() if len(gezet) >= GENOEG_PLEK), reverse=True)
    if len(gemiddeld) < 2 or gemiddeld[0][0] - gemiddeld[1][0] < RAND:
        return None
    return gemiddeld[0][1]


def _plek(indeling: Indeling, waarden: Waarden, *, op_werk: bool) -> Plek:
    hier = {uur: waarde for uur, waarde in waarden.items() if indeling.op_werk(*uur) is op_werk}
    volgende = {(dag, uur): (dag, na) for dag in {dag for dag, _ in hier} for uur, na in pairwise(indeling.uren_op(dag))}
    paren = [(waarde, hier[na]) for uur, waarde in hier.items() if (na := volgende.get(uur)) in hier]
    duur = [gevonden for uur, waarde in hier.items() if waarde <= LAAG and (gevonden := _herstel(indeling, waarden, uur)) is not None]
    return Plek(
        uren=len(hier),
        meestal=median_low(hier.values()) if len(hier) >= GENOEG_PLEK else None,
        gang=Gang(sum(na < voor for voor, na in paren), len(paren)) if len(paren) >= GENOEG_PLEK else None,
        herstel=median_low(duur) if len(duur) >= GENOEG_HERSTEL else None,
    )


def _herstel(indeling: Indeling, waarden: Waarden, begin: Uur) -> int | None:
    """After how many hours a low hour was followed by a better one on the same day; None when a gap or the end of the day comes first.

    Counted from the first low hour of a row only, so that one long low is counted once.
    """
    dag, uur = begin
    uren = indeling.uren_op(dag)
    if uur not in uren:
        return None
    plaats = uren.index(uur)
    if plaats and waarden.get((dag, uren[plaats - 1]), VOL) <= LAAG:
        return None
    for later, volgend in enumerate(uren[plaats + 1 :], start=1):
        waarde = waarden.get((dag, volgend))
        if waarde is None:
            return None
        if waarde >= HERSTELD:
            return later
    return None
