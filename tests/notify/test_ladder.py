"""The ladder: small lives told step by step, and a thousand random ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.care import meldingstand as s
from bot.care.meldingstand import Stand, Stap
from bot.care.meldinstellingen import MeldInstellingen
from bot.care.rooster import Rooster, Tijdvak
from bot.care.werktijd import Werktijd
from bot.notify.ladder import plan
from tests.notify import scenarios

ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
NIGHT = datetime(2026, 11, 23, 23, 0, tzinfo=ZONE)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ANNA, BRAM, CEES = 1, 2, 3
INSTELLINGEN = MeldInstellingen(Werktijd(ZONE), laatste_email="wacht@example.nl")
ROOSTER = Rooster((ANNA, BRAM, CEES), INSTELLINGEN, vervangers={ANNA: BRAM})


def walk(stand: Stand, rooster: Rooster, until: datetime) -> Stand:
    """Let the ladder go on by itself until this moment."""
    now = stand.created_at
    while True:
        wat = plan(stand, rooster, now)
        stand = stand.met(*wat.stappen)
        if wat.wake_at is None or wat.wake_at > until:
            return stand
        now = wat.wake_at


def told(stand: Stand, start: datetime) -> list[tuple[str | None, int | None, timedelta]]:
    """Who was told, on which rung, how long after the start."""
    return [(stap.trede, stap.begeleider, stap.moment - start) for stap in stand.stappen if stap.soort == s.BERICHT]


def test_rood_goes_down_the_rungs_until_the_last_resort() -> None:
    """The begeleider at once, then every quarter of an hour the next: deputy, the rest of the team, the last resort."""
    stand = walk(Stand("rood", MONDAY, ANNA), ROOSTER, MONDAY + 50 * MINUTE)
    expected = [("begeleider", ANNA, 0 * MINUTE), ("vervanger", BRAM, 15 * MINUTE), ("team", CEES, 30 * MINUTE), ("laatste", None, 45 * MINUTE)]
    assert expected == told(stand, MONDAY)


def test_who_acknowledges_stops_the_ladder() -> None:
    """After an acknowledgement nobody is called; the melding is theirs and comes back, marked, when it is not closed."""
    stand = walk(Stand("rood", MONDAY, ANNA), ROOSTER, MONDAY + 20 * MINUTE).met(Stap(s.GEZIEN, MONDAY + 20 * MINUTE, begeleider=BRAM))
    wat = plan(stand, ROOSTER, MONDAY + 21 * MINUTE)
    assert ((), MONDAY + 20 * MINUTE + DAY, BRAM) == (wat.stappen, wat.wake_at, stand.eigenaar)
    back = plan(stand, ROOSTER, MONDAY + 20 * MINUTE + DAY).stappen
    assert [(s.RONDE, BRAM, False, s.TERUG), (s.BERICHT, BRAM, True, None)] == [(one.soort, one.begeleider, one.herhaling, one.reden) for one in back]


def test_acknowledging_before_the_ladder_runs_counts() -> None:
    """A begeleider who was faster than the background task is not called about what is already taken up."""
    stand = Stand("rood", MONDAY, ANNA, (Stap(s.GEZIEN, MONDAY, begeleider=ANNA),))
    assert () == plan(stand, ROOSTER, MONDAY + MINUTE).stappen


def test_a_holiday_deputy_stands_in_at_once() -> None:
    """Who is away is passed over in the log, not waited for; the deputy of this holiday comes before the standing one."""
    away = replace(ROOSTER, afwezig=(Tijdvak(ANNA, MONDAY - DAY, MONDAY + DAY, CEES),))
    stappen = plan(Stand("rood", MONDAY, ANNA), away, MONDAY).stappen
    assert [(s.RONDE, None, ANNA), (s.OVERGESLAGEN, "begeleider", None), (s.BERICHT, "vervanger", CEES)] == [
        (one.soort, one.trede, one.begeleider) for one in stappen
    ]


def test_at_night_who_is_on_duty_is_called_at_once() -> None:
    """Outside working hours the named begeleider gets his mail and nobody waits for it: the one on duty is next, then the last resort."""
    rooster = replace(ROOSTER, diensten=(Tijdvak(CEES, NIGHT - HOUR, NIGHT + 9 * HOUR),))
    stand = walk(Stand("rood", NIGHT, ANNA), rooster, NIGHT + 20 * MINUTE)
    assert [("begeleider", ANNA, 0 * MINUTE), ("vervanger", CEES, 0 * MINUTE), ("laatste", None, 15 * MINUTE)] == told(stand, NIGHT)


def test_at_night_without_anyone_on_duty_the_log_says_so_and_the_wait_begins_in_the_morning() -> None:
    """Stated truth: nobody is expected to read before opening; the begeleider then gets the time set, and after it the deputy."""
    stand = walk(Stand("rood", NIGHT, ANNA), ROOSTER, NIGHT + 10 * HOUR + 20 * MINUTE)
    assert [(s.WACHT, "buiten_werktijd")] == [(stap.soort, stap.reden) for stap in stand.stappen if stap.soort == s.WACHT]
    assert [("begeleider", ANNA, 0 * MINUTE), ("vervanger", BRAM, 10 * HOUR + 15 * MINUTE)] == told(stand, NIGHT)


def test_a_last_resort_that_never_sleeps_is_called_at_night() -> None:
    """With a last resort of day and night nobody waits for the morning."""
    rooster = replace(ROOSTER, instellingen=replace(INSTELLINGEN, laatste_dag_en_nacht=True))
    stand = walk(Stand("rood", NIGHT, ANNA), rooster, NIGHT + MINUTE)
    assert [("begeleider", ANNA, 0 * MINUTE), ("laatste", None, 0 * MINUTE)] == told(stand, NIGHT)


def test_a_number_alone_reaches_nobody_at_night() -> None:
    """A number with "day and night" wakes nobody: the log says so, and the ladder goes on in the morning instead of going round all night."""
    nummer = replace(INSTELLINGEN, laatste_email=None, laatste_telefoon="010 1234567", laatste_dag_en_nacht=True)
    stand = walk(Stand("rood", NIGHT, ANNA), replace(ROOSTER, instellingen=nummer), NIGHT + 9 * HOUR)
    assert ([("begeleider", ANNA, 0 * MINUTE)], 1) == (told(stand, NIGHT), len([stap for stap in stand.stappen if stap.soort == s.WACHT]))


def test_when_the_last_resort_cannot_be_delivered_to_everybody_is_told() -> None:
    """A refused mail to the last resort is no end: the whole team gets it at once, and the next round tries the last resort again."""
    away = replace(ROOSTER, afwezig=tuple(Tijdvak(one, MONDAY - DAY, MONDAY + DAY) for one in ROOSTER.team))
    refused = Stap(s.NIET_BEZORGD, MONDAY + MINUTE, 0, "laatste")
    stand = walk(Stand("rood", MONDAY, ANNA), away, MONDAY).met(refused)
    after = walk(replace(stand, created_at=MONDAY + MINUTE), away, MONDAY + 62 * MINUTE)
    everybody = [("laatste", one, MINUTE) for one in ROOSTER.team]
    assert [("laatste", None, 0 * MINUTE), *everybody, ("laatste", None, 61 * MINUTE)] == told(after, MONDAY)
    nobody = plan(stand, replace(away, team=()), MONDAY + MINUTE)
    assert [("laatste", s.OVERGESLAGEN)] == [(stap.trede, stap.soort) for stap in nobody.stappen]


def test_an_address_that_does_not_work_is_not_waited_for() -> None:
    """A refused mail sends the ladder on at once."""
    stand = walk(Stand("rood", MONDAY, ANNA), ROOSTER, MONDAY).met(Stap(s.NIET_BEZORGD, MONDAY + MINUTE, 0, "begeleider", ANNA))
    assert [("vervanger", BRAM)] == [(one.trede, one.begeleider) for one in plan(stand, ROOSTER, MONDAY + MINUTE).stappen]


def test_a_handed_over_melding_stays_somebodys() -> None:
    """Until the colleague acknowledges it belongs to the giver, and to the giver it returns when the colleague does not."""
    given = Stap(s.OVERGEDRAGEN, MONDAY + MINUTE, 1, begeleider=ANNA, naar=CEES)
    stand = Stand("rood", MONDAY, ANNA, (Stap(s.RONDE, MONDAY, begeleider=ANNA), Stap(s.GEZIEN, MONDAY, begeleider=ANNA), given))
    assert ANNA == stand.eigenaar
    after = walk(replace(stand, created_at=MONDAY + MINUTE), ROOSTER, MONDAY + 20 * MINUTE)
    assert [("begeleider", CEES, MINUTE), ("vervanger", ANNA, 16 * MINUTE)] == told(after, MONDAY)
    assert CEES == after.met(Stap(s.GEZIEN, MONDAY + 17 * MINUTE, 1, begeleider=CEES)).eigenaar


def test_oranje_waits_for_the_next_reading_moment_and_reminds_the_next_working_day() -> None:
    """Raised on Friday evening: told on Monday at opening, reminded on Tuesday, the deputy on Wednesday."""
    friday = datetime(2026, 11, 20, 20, 0, tzinfo=ZONE)
    stand = walk(Stand("oranje", friday, ANNA), ROOSTER, friday + 5 * DAY)
    opening = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE) - friday
    expected = [("begeleider", ANNA, opening), ("herinnering", ANNA, opening + DAY), ("vervanger", BRAM, opening + 2 * DAY)]
    assert expected == told(stand, friday)
    assert [False, True, False] == [stap.herhaling for stap in stand.stappen if stap.soort == s.BERICHT]


def test_geel_stays_on_the_page() -> None:
    """geel sends nothing."""
    assert ((), None) == (plan(Stand("geel", MONDAY, ANNA), ROOSTER, MONDAY).stappen, plan(Stand("geel", MONDAY, ANNA), ROOSTER, MONDAY).wake_at)


@pytest.mark.parametrize("nummer", [None, "010 1234567"])
def test_without_a_last_resort_everybody_is_told(nummer: str | None) -> None:
    """An organisatie without a last resort, or with a number that nobody calls, gets its whole team, those on holiday too, rather than nobody."""
    instellingen = replace(INSTELLINGEN, laatste_email=None, laatste_telefoon=nummer)
    rooster = replace(ROOSTER, instellingen=instellingen, afwezig=(Tijdvak(CEES, MONDAY - DAY, MONDAY + DAY),))
    stand = walk(Stand("rood", MONDAY, ANNA), rooster, MONDAY + 50 * MINUTE)
    assert {ANNA, BRAM, CEES} == {stap.begeleider for stap in stand.stappen if stap.trede == "laatste"}
    assert [s.OVERGESLAGEN] == [stap.soort for stap in stand.stappen if stap.trede == "team"]


def test_the_ladder_survives_an_organisatie_without_people() -> None:
    """Every rung is logged as empty and the next look is in the future."""
    wat = plan(Stand("rood", MONDAY, ANNA), Rooster((), INSTELLINGEN), MONDAY)
    assert ["ronde", "overgeslagen", "overgeslagen", "overgeslagen", "bericht"] == [stap.soort for stap in wat.stappen]
    assert wat.wake_at is not None
    assert wat.wake_at > MONDAY


@pytest.mark.parametrize("block", range(4))
def test_random_scenarios_reach_somebody_skip_nothing_and_mark_repeats(block: int) -> None:
    """A thousand lives on the virtual clock; five thousand with `python -m tests.notify.scenarios`."""
    lives = [scenarios.play(seed) for seed in range(block * 250, block * 250 + 250)]
    assert [] == [fout for leven in lives for fout in leven.fouten]
    assert {"gesloten", "gezien", "laatste", "geel"} == {scenarios.outcome(leven) for leven in lives}


def test_the_checks_of_the_scenarios_can_fail() -> None:
    """A life with a missing rung and an unmarked repeat is refused."""
    stappen = (
        Stap(s.RONDE, MONDAY, begeleider=ANNA),
        Stap(s.BERICHT, MONDAY, 0, "begeleider", ANNA),
        Stap(s.BERICHT, MONDAY + HOUR, 0, "team", ANNA),
    )
    leven = scenarios.Leven(0, ROOSTER, Stand("rood", MONDAY, ANNA, stappen), MONDAY.astimezone(UTC), MONDAY + DAY)
    scenarios.check(leven)
    expected = {"a repeat is not marked, or a first message is", "a rung was skipped: ['begeleider', 'team']", "neither a person nor the last resort"}
    assert expected <= {fout.removeprefix("seed 0: ") for fout in leven.fouten}
