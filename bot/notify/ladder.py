"""The ladder: given a melding, the rota and the time, what happens next. Pure: no clock, no database, no sending.

A round goes down the rungs until somebody acknowledges. Every rung leaves a step, also when nobody stands on it, so that none can be skipped unseen.
After the last rung a new round follows, and so does one when a melding was acknowledged but not closed; whoever is told again is told that it is
a repeat. Source of the rules: DIALOGUES 7 and PROMISES P9.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.care import meldingstand as s
from bot.care.meldingstand import Stand, Stap
from bot.care.rooster import Rooster

BEGELEIDER, HERINNERING, VERVANGER, TEAM, LAATSTE = "begeleider", "herinnering", "vervanger", "team", "laatste"
TREDEN = {
    "rood": (BEGELEIDER, VERVANGER, TEAM, LAATSTE),
    # Read at the next reading moment, reminded on the next working day.
    "oranje": (BEGELEIDER, HERINNERING, VERVANGER, TEAM, LAATSTE),
}
# Stops a mistake in the rules from filling the log; a round is at most some dozens of steps.
AT_ONCE = 200


@dataclass(frozen=True)
class Plan:
    """Steps to take now, in this order, and when to look again (None: only when a person does something)."""

    stappen: tuple[Stap, ...]
    wake_at: datetime | None


def plan(stand: Stand, rooster: Rooster, now: datetime) -> Plan:
    """Everything that is due at `now`. Calling it again with these steps added gives none."""
    taken: list[Stap] = []
    while len(taken) < AT_ONCE:
        current = stand.met(*taken)
        found, wake_at = _next(current, rooster, now)
        if not found:
            return Plan(tuple(taken), wake_at)
        taken.extend(found)
    raise RuntimeError("the ladder does not come to rest")


def _next(stand: Stand, rooster: Rooster, now: datetime) -> tuple[list[Stap], datetime | None]:
    treden = TREDEN.get(stand.niveau)
    if treden is None or stand.gesloten:
        return [], None
    if stand.begin is None and stand.gezien is None:
        return [Stap(s.RONDE, now, begeleider=stand.begeleider, reden=s.NIEUW)], None
    if stand.gezien is not None:
        return _at(now, _back_at(stand, rooster), Stap(s.RONDE, now, stand.ronde + 1, begeleider=stand.eigenaar, reden=s.TERUG))
    done = _done(stand, treden)
    if done == len(treden):
        return _at(now, _again_at(stand, rooster), Stap(s.RONDE, now, stand.ronde + 1, begeleider=stand.eigenaar, reden=s.ONBEANTWOORD))
    due = _due_at(stand, rooster, treden, done, now)
    if due > now:
        return _wait(stand, rooster, treden[done], now), due
    return _rung(stand, rooster, treden[done], now), None


def _at(now: datetime, due: datetime, stap: Stap) -> tuple[list[Stap], datetime | None]:
    return ([stap], None) if due <= now else ([], due)


def _done(stand: Stand, treden: tuple[str, ...]) -> int:
    """How many rungs of this round are behind us. A last resort that cannot be delivered to leaves the last rung to be done again."""
    taken = [stap for stap in stand.deze_ronde if stap.soort in (s.BERICHT, s.OVERGESLAGEN)]
    if _laatste_onbereikbaar(stand):
        taken = [stap for stap in taken if stap.soort != s.BERICHT or stap.begeleider is not None]
    seen = [treden.index(stap.trede) for stap in taken if stap.trede in treden]
    return max(seen) + 1 if seen else 0


def _back_at(stand: Stand, rooster: Rooster) -> datetime:
    """Acknowledged but not closed: when it comes back. A note starts the wait anew, for then somebody is at work on it."""
    active = max(stap.moment for stap in stand.deze_ronde if stap.soort in (s.GEZIEN, s.NOTITIE))
    return rooster.werktijd.opening(active + rooster.instellingen.terug_na[stand.niveau])


def _again_at(stand: Stand, rooster: Rooster) -> datetime:
    """Nobody answered a whole round: when the next one begins."""
    last = max(stap.moment for stap in stand.deze_ronde if stap.soort in (s.BERICHT, s.OVERGESLAGEN, s.RONDE))
    if stand.niveau == "oranje":
        return rooster.werktijd.volgende_opening(last)
    return rooster.volgende_bereikbaar(last + rooster.instellingen.herhaal_na)


def _told(stand: Stand, trede: str) -> tuple[list[int | None], datetime | None]:
    """Who on a rung was told and may still answer, and when: who cannot be delivered to is not waited for."""
    lost = {stap.begeleider for stap in stand.deze_ronde if stap.soort == s.NIET_BEZORGD and stap.trede == trede}
    told = [stap for stap in stand.deze_ronde if stap.soort == s.BERICHT and stap.trede == trede and stap.begeleider not in lost]
    return [stap.begeleider for stap in told], max((stap.moment for stap in told), default=None)


def _due_at(stand: Stand, rooster: Rooster, treden: tuple[str, ...], done: int, now: datetime) -> datetime:
    """When the next rung is due; never at a time when nobody can be expected to read, also when we are late."""
    if stand.niveau == "oranje":
        return rooster.werktijd.opening(max(now, _oranje_from(stand, rooster, treden, done)))
    if done == 0:
        return now
    people, moment = _told(stand, treden[done - 1])
    due = now if moment is None else _rood_until(rooster, people, moment, now, first=done == 1)
    return rooster.volgende_bereikbaar(max(now, due))


def _oranje_from(stand: Stand, rooster: Rooster, treden: tuple[str, ...], done: int) -> datetime:
    moment = _told(stand, treden[done - 1])[1] if done else None
    return rooster.werktijd.volgende_opening(moment) if moment else stand.deze_ronde[0].moment


def _rood_until(rooster: Rooster, people: Iterable[int | None], moment: datetime, now: datetime, *, first: bool) -> datetime:
    """Until when these people, told at `moment`, are waited for."""
    termijn = rooster.instellingen.termijn
    on_duty = set(people) & set(rooster.in_dienst(moment))
    if first and not on_duty and not rooster.werktijd.open_op(moment):
        # The named begeleider is off: who is on duty comes at once; else the wait begins when he starts work.
        if rooster.instellingen.wacht_dag_en_nacht or rooster.in_dienst(now):
            return moment
        opening, dienst = rooster.werktijd.volgende_opening(moment) + termijn, rooster.volgende_dienst(moment)
        return min(opening, dienst) if dienst else opening
    return rooster.volgende_bereikbaar(moment + termijn)


def _wait(stand: Stand, rooster: Rooster, trede: str, now: datetime) -> list[Stap]:
    """Say once in the log that nobody is expected to read now."""
    stap = Stap(s.WACHT, now, stand.ronde, trede, reden="buiten_werktijd")
    known = any(other.sleutel == stap.sleutel for other in stand.deze_ronde)
    return [] if known or stand.niveau != "rood" or rooster.bereikbaar(now) else [stap]


def _rung(stand: Stand, rooster: Rooster, trede: str, now: datetime) -> list[Stap]:
    """The steps of one rung: who is told, or why nobody is."""
    people, reden = _people(stand, rooster, trede, now)
    if not people:
        return [Stap(s.OVERGESLAGEN, now, stand.ronde, trede, reden=reden)]
    why = reden if trede in (VERVANGER, LAATSTE) else None
    return [Stap(s.BERICHT, now, stand.ronde, trede, one, herhaling=stand.eerder_bericht(one), reden=why) for one in people]


def _people(stand: Stand, rooster: Rooster, trede: str, now: datetime) -> tuple[list[int | None], str | None]:
    working = rooster.werktijd.open_op(now)
    if trede in (BEGELEIDER, HERINNERING):
        return ([stand.eerste], None) if rooster.aanwezig(stand.eerste, now) else ([], "afwezig")
    if trede == VERVANGER:
        if not working:
            return list(rooster.in_dienst(now)), "buiten_werktijd"
        giver = stand.tweede if rooster.aanwezig(stand.tweede, now) else None
        deputy = giver or rooster.vervanger_van(stand.eerste, now)
        return ([deputy], None) if deputy else ([], "geen_vervanger")
    if trede == TEAM:
        if not working:
            return [], "buiten_werktijd"
        told = {stap.begeleider for stap in stand.deze_ronde if stap.soort == s.BERICHT}
        return [one for one in rooster.team if rooster.aanwezig(one, now) and one not in told], "niemand"
    if rooster.instellingen.heeft_laatste and not _laatste_onbereikbaar(stand):
        return [None], None
    # No last resort that can be told: then everybody, away or not, rather than nobody.
    return list(rooster.team), "geen_laatste"


def _laatste_onbereikbaar(stand: Stand) -> bool:
    """The last resort was told in this round, and its address does not work."""
    return any(stap.soort == s.NIET_BEZORGD and stap.trede == LAATSTE and stap.begeleider is None for stap in stand.deze_ronde)
