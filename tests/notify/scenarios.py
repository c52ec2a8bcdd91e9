"""Random lives of a melding on the virtual clock, and what must hold in each: `python -m tests.notify.scenarios --runs 5000`.

A scenario draws an organisatie (hours, rota, holidays, deputies, last resort), people who answer, answer and fall silent, hand over, close or never
answer, addresses that bounce, and a chain that stands still for hours. The checks are written apart from the ladder: they look at the steps only.
"""

from __future__ import annotations

import argparse
import random
import sys
import time as wall
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.care import meldingstand as s
from bot.care.meldingstand import Stand, Stap
from bot.care.meldinstellingen import MeldInstellingen
from bot.care.rooster import Rooster, Tijdvak
from bot.care.werktijd import Werktijd
from bot.notify.clock import VirtualClock
from bot.notify.ladder import plan

ZONE = ZoneInfo("Europe/Amsterdam")
# Around the night the clock changes and the Christmas holidays: the hard weeks of the year.
STARTS = (datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 10, 19, tzinfo=UTC), datetime(2026, 12, 18, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))
# oranje takes a working day for each rung.
HORIZON = {"rood": timedelta(days=6), "oranje": timedelta(days=21), "geel": timedelta(days=6)}
# Said once more here: a rung that is dropped from the ladder must be missed.
TREDEN = {"rood": ("begeleider", "vervanger", "team", "laatste"), "oranje": ("begeleider", "herinnering", "vervanger", "team", "laatste")}
LAATSTE = "laatste"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# Who does what, when; None is the last resort.
Acts = list[tuple[datetime, str, int | None]]


@dataclass(frozen=True)
class Aard:
    """How one person is: chance to answer a message, how fast, and what follows."""

    kans: float
    na: timedelta
    daarna: str  # sluit | stil | overdragen | notitie


@dataclass
class Leven:
    """One scenario as it was played."""

    seed: int
    rooster: Rooster
    stand: Stand
    begin: datetime
    einde: datetime
    stilstand: list[tuple[datetime, datetime]] = field(default_factory=list)
    bounces: set[int | None] = field(default_factory=set)
    fouten: list[str] = field(default_factory=list)

    def fout(self, text: str) -> None:
        self.fouten.append(f"seed {self.seed}: {text}")


def _rooster(rng: random.Random, begin: datetime) -> Rooster:
    team = tuple(range(1, rng.randint(1, 5) + 1))
    tijd = Werktijd(ZONE, frozenset(rng.choice([range(5), range(4), range(7)])), time(rng.randint(7, 9)), time(rng.randint(16, 21)))
    # Some have a telephone number only, also with "day and night": the program does not call.
    laatste, nummer = rng.random() < 0.6, rng.random() < 0.5
    instellingen = MeldInstellingen(
        tijd,
        termijn=rng.randint(5, 30) * MINUTE,
        terug_na={"rood": rng.randint(2, 30) * HOUR, "oranje": rng.randint(24, 96) * HOUR},
        herhaal_na=rng.randint(30, 240) * MINUTE,
        laatste_email="wacht@example.nl" if laatste else None,
        laatste_telefoon="010 1234567" if nummer else None,
        laatste_dag_en_nacht=rng.random() < 0.3,
        diensten=rng.random() < 0.5,
    )
    diensten = [_vak(rng, rng.choice(team), begin, 8 * HOUR) for _ in range(rng.randint(0, 12))] if instellingen.diensten else []
    afwezig = [_vak(rng, one, begin, rng.choice([2 * HOUR, 3 * DAY, 20 * DAY]), rng.choice([None, *team])) for one in team if rng.random() < 0.5]
    vervangers = {one: rng.choice(team) for one in team if rng.random() < 0.6}
    return Rooster(team, instellingen, tuple(diensten), tuple(afwezig), {one: other for one, other in vervangers.items() if one != other})


def _vak(rng: random.Random, one: int, begin: datetime, length: timedelta, deputy: int | None = None) -> Tijdvak:
    van = begin + rng.uniform(-2, 12) * DAY
    return Tijdvak(one, van, van + length, deputy if deputy != one else None)


def play(seed: int) -> Leven:
    """Play one scenario to its horizon and check it."""
    rng = random.Random(seed)
    begin = rng.choice(STARTS) + timedelta(seconds=rng.randint(0, 7 * 86400))
    rooster = _rooster(rng, begin)
    mood = rng.random()
    daarna = ["sluit", "sluit", "stil", "overdragen", "notitie"]
    aard = {one: Aard(mood * rng.random() if mood > 0.3 else 0.0, rng.randint(1, 300) * MINUTE, rng.choice(daarna)) for one in rooster.team}
    bounces = {one for one in (*rooster.team, None) if rng.random() < 0.1}
    niveau = rng.choices(["rood", "oranje", "geel"], [70, 25, 5])[0]
    stilstand = [(van, van + rng.uniform(0.1, 30) * HOUR) for van in [begin + rng.uniform(0, 3) * DAY] if rng.random() < 0.2]
    leven = Leven(seed, rooster, Stand(niveau, begin, rng.choice(rooster.team)), begin, begin + HORIZON[niveau], stilstand, bounces)
    _run(leven, rng, aard)
    check(leven)
    return leven


def _run(leven: Leven, rng: random.Random, aard: dict[int, Aard]) -> None:
    clock = VirtualClock(leven.begin)
    acts: Acts = []
    wake_at: datetime | None = leven.begin
    while True:
        moments = [moment for moment, _, _ in acts] + ([wake_at] if wake_at else [])
        if not moments or min(moments) > leven.einde:
            return
        clock.set(_after_standstill(leven, min(moments)))
        now = clock.now()
        for act in [act for act in acts if act[0] <= now]:
            acts.remove(act)
            _act(leven, rng, acts, act[1], act[2], aard, now)
        todo = plan(leven.stand, leven.rooster, now)
        leven.stand = leven.stand.met(*todo.stappen)
        again = plan(leven.stand, leven.rooster, now)
        if again.stappen or again.wake_at != todo.wake_at or (todo.wake_at is not None and todo.wake_at <= now):
            leven.fout("deciding twice at one moment decides something else")
            return
        wake_at = todo.wake_at
        for stap in todo.stappen:
            if stap.soort != s.BERICHT:
                continue
            if stap.begeleider in leven.bounces:
                acts.append((now + rng.randint(1, 60) * MINUTE / 60, "bounce", stap.begeleider))
            elif stap.begeleider is not None and rng.random() < aard[stap.begeleider].kans:
                acts.append((now + aard[stap.begeleider].na, "zien", stap.begeleider))


def _after_standstill(leven: Leven, moment: datetime) -> datetime:
    return next((tot for van, tot in leven.stilstand if van <= moment < tot), moment)


def _act(leven: Leven, rng: random.Random, acts: Acts, what: str, one: int | None, aard: dict[int, Aard], now: datetime) -> None:
    stand = leven.stand
    if what == "bounce" or one is None:
        told = next(stap for stap in reversed(stand.stappen) if stap.soort == s.BERICHT and stap.begeleider == one)
        leven.stand = stand.met(Stap(s.NIET_BEZORGD, now, told.ronde, told.trede, one))
        return
    if stand.gesloten:
        return
    stap = Stap(s.GEZIEN, now, stand.ronde, begeleider=one)
    if what == "zien":
        leven.stand = stand.met(stap)
        later = now + rng.randint(5, 600) * MINUTE
        if aard[one].daarna != "stil":
            acts.append((later, aard[one].daarna, one))
    elif what == "sluit":
        leven.stand = stand.met(stap, replace(stap, soort=s.GESLOTEN))
    elif what == "notitie":
        leven.stand = stand.met(replace(stap, soort=s.NOTITIE))
    elif what == "overdragen" and len(leven.rooster.team) > 1:
        other = rng.choice([colleague for colleague in leven.rooster.team if colleague != one])
        leven.stand = stand.met(stap, Stap(s.OVERGEDRAGEN, now, stand.ronde + 1, begeleider=one, naar=other))


def _rounds(stand: Stand) -> list[list[Stap]]:
    found: list[list[Stap]] = []
    for stap in stand.stappen:
        if stap.soort in (s.RONDE, s.OVERGEDRAGEN, s.HEROPEND):
            found.append([])
        if found:
            found[-1].append(stap)
    return found


def check(leven: Leven) -> None:
    """What must hold, whatever happened."""
    stand = leven.stand
    if stand.niveau == "geel":
        if stand.stappen:
            leven.fout("geel left the workspace")
        return
    _check_repeats(leven)
    for ronde in _rounds(stand):
        _check_order(leven, ronde)
        _check_people(leven, ronde)
        _check_quiet(leven, ronde)
    _check_reached(leven)
    _check_pace(leven)
    _check_back(leven)
    if stand.eigenaar not in leven.rooster.team:
        leven.fout("nobody's")


def _check_repeats(leven: Leven) -> None:
    told: set[int | None] = set()
    for stap in leven.stand.stappen:
        if stap.soort == s.BERICHT:
            if stap.herhaling != (stap.begeleider in told):
                leven.fout("a repeat is not marked, or a first message is")
            told.add(stap.begeleider)


def _check_order(leven: Leven, ronde: list[Stap]) -> None:
    treden = TREDEN[leven.stand.niveau]
    walked = list(dict.fromkeys(stap.trede for stap in ronde if stap.soort in (s.BERICHT, s.OVERGESLAGEN)))
    if walked != list(treden[: len(walked)]):
        leven.fout(f"a rung was skipped: {walked}")


def _check_people(leven: Leven, ronde: list[Stap]) -> None:
    def away(one: int, moment: datetime) -> bool:
        return any(vak.begeleider == one and vak.van <= moment < vak.tot for vak in leven.rooster.afwezig)

    for stap in ronde:
        if stap.soort == s.BERICHT and stap.begeleider is not None and stap.trede != LAATSTE and away(stap.begeleider, stap.moment):
            leven.fout("somebody on holiday was counted on")
    if any(count > 2 for count in Counter(stap.begeleider for stap in ronde if stap.soort == s.BERICHT and stap.trede != LAATSTE).values()):
        leven.fout("one person told more than twice in a round")


def _check_quiet(leven: Leven, ronde: list[Stap]) -> None:
    closed = next((i for i, stap in enumerate(leven.stand.stappen) if stap.soort == s.GESLOTEN), None)
    if closed is not None and any(stap.soort in (s.RONDE, s.BERICHT) for stap in leven.stand.stappen[closed:]):
        leven.fout("it was closed and did not rest")
    for stap in ronde:
        if stap.soort == s.BERICHT and stap.trede != "begeleider" and not _somebody(leven, stap.moment):
            leven.fout("the ladder went on while nobody could be expected to read")
    seen = next((i for i, stap in enumerate(ronde) if stap.soort == s.GEZIEN), None)
    if seen is not None and any(stap.soort == s.BERICHT for stap in ronde[seen:]):
        leven.fout("people were called although somebody had it")


def _check_reached(leven: Leven) -> None:
    """Somebody acknowledged, or the last resort was told (without one that has an address that works: everybody), and it came through."""
    stand, instellingen = leven.stand, leven.rooster.instellingen
    if any(stap.soort == s.GEZIEN for stap in stand.stappen):
        return
    last = [stap for stap in stand.stappen if stap.soort == s.BERICHT and stap.trede == LAATSTE]
    if instellingen.laatste_email is None and any(stap.begeleider is None for stap in last):
        leven.fout("a last resort was told that no message can be sent to")
    if instellingen.laatste_email is not None and not any(stap.begeleider is None for stap in last):
        leven.fout("neither a person nor the last resort")
    if (instellingen.laatste_email is None or None in leven.bounces) and {stap.begeleider for stap in last} - {None} != set(leven.rooster.team):
        leven.fout("no last resort, and not everybody was told")
    can = {*leven.rooster.team, *([None] if instellingen.laatste_email else [])} - leven.bounces
    if can and not can & {stap.begeleider for stap in stand.stappen if stap.soort == s.BERICHT}:
        leven.fout("nobody was really told")


def _check_pace(leven: Leven) -> None:
    """rood, from one rung to the next: never before the time set unless there is a reason, never long after somebody could have read."""
    if leven.stand.niveau != "rood":
        return
    termijn = leven.rooster.instellingen.termijn
    for ronde in _rounds(leven.stand):
        done = [stap for stap in ronde if stap.soort in (s.BERICHT, s.OVERGESLAGEN)]
        lost = {(stap.trede, stap.begeleider) for stap in ronde if stap.soort == s.NIET_BEZORGD}
        for stap, after in zip(done, done[1:]):
            if after.trede == stap.trede or after.moment == stap.moment or _stood_still(leven, stap.moment, after.moment):
                continue
            told = {other.begeleider for other in done if other.trede == stap.trede and other.soort == s.BERICHT}
            if told and all((stap.trede, one) in lost for one in told):
                bounced = max(other.moment for other in ronde if other.soort == s.NIET_BEZORGD and other.trede == stap.trede)
                if after.moment > _first_reachable(leven, bounced) + 5 * MINUTE:
                    leven.fout("an address that does not work was waited for")
                continue
            if (stap.trede, stap.begeleider) in lost:
                continue
            off = not _somebody(leven, stap.moment, work_only=True)
            if after.moment - stap.moment < termijn and not (off and stap.trede == "begeleider"):
                leven.fout(f"{after.trede} came too soon after {stap.trede}")
            if after.moment > _first_reachable(leven, stap.moment + termijn) + termijn:
                leven.fout(f"{after.trede} came too late after {stap.trede}")


def _somebody(leven: Leven, moment: datetime, *, work_only: bool = False) -> bool:
    local = moment.astimezone(ZONE)
    tijd = leven.rooster.werktijd
    if tijd.werkdag(local.date()) and tijd.van <= local.time() < tijd.tot:
        return True
    always = leven.rooster.instellingen.laatste_dag_en_nacht and leven.rooster.instellingen.laatste_email is not None
    return not work_only and (always or bool(leven.rooster.in_dienst(moment)))


def _first_reachable(leven: Leven, moment: datetime) -> datetime:
    # By trying, in steps of minutes: slow, and therefore not how the ladder does it.
    while not _somebody(leven, moment):
        moment += 5 * MINUTE
    return moment


def _stood_still(leven: Leven, van: datetime, tot: datetime) -> bool:
    return any(start <= tot and van <= end for start, end in leven.stilstand)


def _check_back(leven: Leven) -> None:
    """Acknowledged but not closed: it came back in time, unless the horizon came first."""
    for ronde, nxt in zip(_rounds(leven.stand), [*_rounds(leven.stand)[1:], None]):
        active = [stap.moment for stap in ronde if stap.soort in (s.GEZIEN, s.NOTITIE)]
        if not active or not any(stap.soort == s.GEZIEN for stap in ronde) or any(stap.soort == s.GESLOTEN for stap in ronde):
            continue
        due = leven.rooster.werktijd.opening(max(active) + leven.rooster.instellingen.terug_na[leven.stand.niveau])
        if nxt is None and due < leven.einde and not _stood_still(leven, due, leven.einde):
            leven.fout("acknowledged, never closed, and it did not come back")
        if nxt is not None and nxt[0].soort == s.RONDE and (nxt[0].reden != s.TERUG or nxt[0].moment < due):
            leven.fout("it came back too soon, or does not say why")


def main() -> int:
    parser = argparse.ArgumentParser(description="Play random scenarios of the ladder on the virtual clock.")
    parser.add_argument("--runs", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    started, wrong, ends = wall.perf_counter(), [], Counter[str]()
    for seed in range(given.seed, given.seed + given.runs):
        leven = play(seed)
        wrong += leven.fouten
        ends[outcome(leven)] += 1
    for line in wrong[:20]:
        print(line)
    print(f"{given.runs} scenarios in {wall.perf_counter() - started:.1f} s, {len(wrong)} faults; {dict(sorted(ends.items()))}")
    return 1 if wrong else 0


def outcome(leven: Leven) -> str:
    """How it ended, to see that the scenarios cover all of it."""
    if leven.stand.niveau == "geel":
        return "geel"
    if leven.stand.gesloten:
        return "gesloten"
    if any(stap.soort == s.GEZIEN for stap in leven.stand.stappen):
        return "gezien"
    return "laatste"


if __name__ == "__main__":
    sys.exit(main())
