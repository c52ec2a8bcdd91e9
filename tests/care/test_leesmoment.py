"""Who reads, and when: what a client is told agrees with the rota, the working hours and what the ladder will do."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.care import meldingstand as s
from bot.care.leesmoment import GEDEELD, ORANJE, ROOD, VERZOEK, Lezer, in_woorden, wie_leest
from bot.care.meldingstand import Stand
from bot.care.meldinstellingen import lees
from bot.care.rooster import Rooster, Tijdvak
from bot.notify.ladder import plan

ZONE = ZoneInfo("Europe/Amsterdam")
ANNA, BRAM, CEES = 1, 2, 3
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = datetime(2026, 11, 23, 11, 0, tzinfo=ZONE)
EVENING, SATURDAY = MONDAY + 9 * HOUR, MONDAY + 5 * DAY


def rooster(*, diensten: tuple[Tijdvak, ...] = (), afwezig: tuple[Tijdvak, ...] = (), deputy: bool = True, **waarden: object) -> Rooster:
    return Rooster((ANNA, BRAM, CEES), lees({"meldingen": waarden}, ZONE), diensten, afwezig, {ANNA: BRAM} if deputy else {})


def week_off(who: int = ANNA) -> Tijdvak:
    return Tijdvak(who, MONDAY - DAY, MONDAY + 8 * DAY)


@pytest.mark.parametrize(
    ("where", "now", "niveau", "soort", "collega", "woorden"),
    [
        (rooster(), MONDAY, ROOD, "zelf", None, "vandaag"),
        (rooster(), MONDAY, VERZOEK, "zelf", None, "vandaag"),
        (rooster(), MONDAY + 5.5 * HOUR, VERZOEK, "zelf", None, "vandaag of morgen"),
        (rooster(), MONDAY + 5.5 * HOUR, ROOD, "zelf", None, "vandaag"),
        (rooster(), MONDAY - 4 * HOUR, VERZOEK, "zelf", None, "vandaag"),
        (rooster(), EVENING, ROOD, "later", None, "morgen"),
        (rooster(), EVENING, ORANJE, "zelf", None, "morgen"),
        (rooster(), SATURDAY, ROOD, "later", None, "maandag"),
        (rooster(), MONDAY + 4 * DAY + 5.5 * HOUR, VERZOEK, "zelf", None, "vandaag of maandag"),
        (rooster(diensten=(Tijdvak(CEES, EVENING - HOUR, EVENING + HOUR),)), EVENING, ROOD, "dienst", CEES, "morgen"),
        (rooster(diensten=(Tijdvak(ANNA, EVENING - HOUR, EVENING + HOUR),)), EVENING, ROOD, "zelf", None, "vandaag"),
        (rooster(diensten=(Tijdvak(CEES, EVENING + HOUR, EVENING + 2 * HOUR),)), EVENING, ROOD, "collega", CEES, "vandaag"),
        (rooster(laatste_dag_en_nacht=True, laatste_email="w@example.nl"), EVENING, ROOD, "wacht", None, "morgen"),
        (rooster(laatste_dag_en_nacht=True, laatste_telefoon="020-1234567"), EVENING, ROOD, "later", None, "morgen"),
        (rooster(afwezig=(week_off(),)), MONDAY, ROOD, "vervanger", BRAM, "vandaag"),
        (rooster(afwezig=(week_off(),)), EVENING, ORANJE, "vervanger", BRAM, "morgen"),
        (rooster(afwezig=(week_off(),), deputy=False), MONDAY, ROOD, "team", None, "vandaag"),
        (rooster(afwezig=(week_off(), week_off(BRAM), week_off(CEES))), MONDAY, ROOD, "weg", None, "dinsdag 1 december"),
        (rooster(afwezig=(week_off(),)), MONDAY, VERZOEK, "vervanger", BRAM, "vandaag"),
        (rooster(afwezig=(week_off(), week_off(BRAM))), MONDAY, VERZOEK, "weg", None, "dinsdag 1 december"),
        (rooster(afwezig=(Tijdvak(ANNA, SATURDAY - HOUR, SATURDAY + 9 * DAY),)), SATURDAY - 11 * HOUR, VERZOEK, "vervanger", BRAM, "maandag"),
        (rooster(afwezig=(Tijdvak(ANNA, MONDAY - DAY, MONDAY + 6.5 * DAY),)), MONDAY + 4 * DAY + 8 * HOUR, VERZOEK, "weg", BRAM, "maandag"),
        (rooster(afwezig=(week_off(),)), MONDAY, GEDEELD, "weg", None, "dinsdag 1 december"),
        (rooster(dicht=["2026-11-24", "2026-11-25"]), EVENING, VERZOEK, "zelf", None, "donderdag"),
    ],
)
def test_the_client_hears_the_truth(where: Rooster, now: datetime, niveau: str, soort: str, collega: int | None, woorden: str) -> None:
    """In and out of hours, at the weekend, on closed days, on holiday with and without a deputy, with somebody on duty now or later."""
    found = wie_leest(where, ANNA, now, niveau=niveau)
    assert (soort, collega) == (found.soort, found.collega)
    assert woorden == in_woorden(found.moment, now, where.werktijd, meteen=niveau == ROOD)


def test_days_are_told_in_local_time() -> None:
    """Half past midnight in Amsterdam is still the day before in UTC; "vandaag" is what the client's calendar says."""
    night = datetime(2026, 11, 24, 0, 30, tzinfo=ZONE)
    assert "vandaag" == in_woorden(wie_leest(rooster(), ANNA, night, niveau=ROOD).moment, night, rooster().werktijd)


def _random_rooster(seed: int) -> tuple[Rooster, datetime]:
    dice = random.Random(seed)

    def stretch(who: int, longest: int) -> Tijdvak:
        begin = MONDAY + dice.randint(-100, 200) * HOUR
        return Tijdvak(who, begin, begin + dice.randint(1, longest) * HOUR, dice.choice([None, *({ANNA, BRAM, CEES} - {who})]))

    diensten = tuple(stretch(dice.choice([ANNA, BRAM, CEES]), 14) for _ in range(dice.randint(0, 3)))
    afwezig = tuple(stretch(dice.choice([ANNA, BRAM, CEES]), 150) for _ in range(dice.randint(0, 3)))
    settings = dice.choice([{}, {"laatste_email": "w@example.nl"}, {"laatste_email": "w@example.nl", "laatste_dag_en_nacht": True}])
    return rooster(diensten=diensten, afwezig=afwezig, deputy=dice.random() < 0.7, **settings), MONDAY + dice.randint(0, 167) * HOUR


def _told_by(where: Rooster, niveau: str, now: datetime, until: datetime) -> list[int | None]:
    """Whom the ladder has told by then, when nobody reacts."""
    stand, moment = Stand(niveau, now, ANNA), now
    while True:
        wat = plan(stand, where, moment)
        stand = stand.met(*wat.stappen)
        if wat.wake_at is None or wat.wake_at > until:
            return [stap.begeleider for stap in stand.stappen if stap.soort == s.BERICHT]
        moment = wat.wake_at


def _claims(found: Lezer) -> list[int | None]:
    if found.soort in ("zelf", "later"):
        return [ANNA]
    if found.soort == "wacht":
        return [None]
    return [found.collega] if found.collega else []


@pytest.mark.parametrize("niveau", [ROOD, ORANJE])
def test_whoever_is_named_is_told_by_the_ladder_in_time(niveau: str) -> None:
    """In a thousand made-up rotas: the person the client hears about has the message by the moment that was told, or a quarter of an hour later."""
    seen = set()
    for seed in range(1000):
        where, now = _random_rooster(seed)
        found = wie_leest(where, ANNA, now, niveau=niveau)
        seen.add(found.soort)
        # A begeleider who is mailed at the weekend and away on Monday is waited for on Monday, a quarter of an hour.
        until = now if found.soort in ("dienst", "wacht") else found.moment + where.instellingen.termijn
        told = _told_by(where, niveau, now, until)
        assert [] == [who for who in _claims(found) if who not in told], (seed, found)
        if found.soort in ("zelf", "later"):
            assert where.aanwezig(ANNA, found.moment)
    assert {"zelf", "vervanger", "team"} <= seen
    assert niveau == ORANJE or {"later", "dienst", "wacht", "collega"} <= seen
