"""Working hours, the rota, deputies and gaps."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.care.meldinstellingen import MeldInstellingen, lees
from bot.care.rooster import OngeldigRooster, Rooster, Tijdvak, add_afwezigheid, add_dienst, laad, rooster_of, zet_vervanger
from bot.care.werktijd import Werktijd, feestdagen
from bot.models.database import Database
from tests.people import NOW, add_begeleider, add_organisatie

ZONE = ZoneInfo("Europe/Amsterdam")
TIJD = Werktijd(ZONE)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(text: str) -> datetime:
    """A moment in local time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_dutch_public_holidays_are_free() -> None:
    """Easter, Ascension and Whitsun move; King's Day gives way to a Sunday; 5 May every fifth year."""
    days = ["01-01", "04-05", "04-06", "04-27", "05-14", "05-24", "05-25", "12-25", "12-26"]
    assert {date.fromisoformat(f"2026-{day}") for day in days} == feestdagen(2026)
    assert date(2025, 4, 26) in feestdagen(2025)
    assert date(2025, 5, 5) in feestdagen(2025)
    assert date(2025, 4, 21) in feestdagen(2025)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23 10:00", "2026-11-23 10:00"),
        ("2026-11-23 08:59", "2026-11-23 09:00"),
        ("2026-11-23 17:00", "2026-11-24 09:00"),
        ("2026-11-20 18:00", "2026-11-23 09:00"),
        ("2026-12-24 20:00", "2026-12-28 09:00"),
        ("2026-03-28 12:00", "2026-03-30 09:00"),
    ],
)
def test_the_next_opening_skips_nights_weekends_and_holidays(moment: str, expected: str) -> None:
    """Also over the night in which the clock changes."""
    assert at(expected) == TIJD.opening(at(moment))


def test_time_counts_for_a_melding_when_somebody_can_be_told() -> None:
    """Always while one of the team is there; of the time that all are away only working hours, duties, and with an address the nights."""
    van, tot = at("2026-11-20 16:00"), at("2026-11-23 10:00")
    away = tuple(Tijdvak(one, van, at("2026-11-22 12:00"), None) for one in (1, 2))
    duty = (Tijdvak(3, at("2026-11-21 20:00"), at("2026-11-21 23:00")),)
    one = Rooster((1, 2), MeldInstellingen(TIJD), (), away[:1])
    assert [66 * HOUR, 23 * HOUR] == [rooster.meldtijd(van, tot) for rooster in (one, replace(one, afwezig=away))]
    assert 26 * HOUR == replace(
        one, team=(1, 2, 3), afwezig=(*away, Tijdvak(3, van, duty[0].van), Tijdvak(3, duty[0].tot, away[0].tot)), diensten=duty
    ).meldtijd(van, tot)
    nacht = MeldInstellingen(TIJD, laatste_email="wacht@example.nl", laatste_dag_en_nacht=True)
    assert 66 * HOUR == replace(one, afwezig=away, instellingen=nacht).meldtijd(van, tot)


def test_an_organisatie_that_never_opens_does_not_hang_us() -> None:
    """Then the next look is a day later."""
    assert at("2026-11-24 10:00") == Werktijd(ZONE, frozenset()).volgende_opening(at("2026-11-23 10:00"))


def test_settings_that_cannot_be_used_fall_back() -> None:
    """One bad value never stops the chain, and the good ones beside it count."""
    hours = {"werkdagen": [9], "van": "18:00", "tot": "08:00", "dicht": "nooit"}
    waits = {"termijn_minuten": "veel", "herhaal_na_minuten": -1, "terug_na_uren": 2}
    found = lees({"meldingen": {**hours, **waits, "laatste_email": 7}}, ZONE)
    assert (timedelta(minutes=15), TIJD, None, HOUR, 2 * HOUR) == (
        found.termijn,
        found.werktijd,
        found.laatste_email,
        found.herhaal_na,
        found.terug_na["rood"],
    )
    assert MeldInstellingen(TIJD) == lees({"meldingen": "kapot"}, ZONE)
    assert time(8, 30) == lees({"meldingen": {"van": "08:30"}}, ZONE).werktijd.van


ROOSTER = Rooster((1, 2, 3), MeldInstellingen(TIJD), vervangers={1: 2, 2: 3, 3: 1})


def test_of_a_deputy_who_is_away_the_next_takes_over() -> None:
    """A holiday names its own deputy; a chain of people who are all away ends."""
    monday = at("2026-11-23 10:00")
    assert 2 == ROOSTER.vervanger_van(1, monday)
    away = replace(ROOSTER, afwezig=(Tijdvak(2, monday - DAY, monday + DAY),))
    assert 3 == away.vervanger_van(1, monday)
    holiday = replace(ROOSTER, afwezig=(Tijdvak(1, monday - DAY, monday + DAY, 3),))
    assert 3 == holiday.vervanger_van(1, monday)
    everybody = replace(ROOSTER, afwezig=tuple(Tijdvak(one, monday - DAY, monday + DAY) for one in (1, 2, 3)))
    assert None is everybody.vervanger_van(1, monday)


def test_an_absence_lasts_until_the_last_one_that_joins_it() -> None:
    """Two holidays in a row, or over each other, are one; a later one is not counted, and who is here is not away."""
    spans = [(0, 2), (2, 4), (3, 5), (7, 9)]
    rooster = replace(
        ROOSTER, afwezig=tuple(Tijdvak(1, at("2026-11-23 00:00") + van * DAY, at("2026-11-23 00:00") + tot * DAY) for van, tot in spans)
    )
    assert [at("2026-11-28 00:00"), None, at("2026-12-02 00:00")] == [
        rooster.weg_tot(1, at(f"{day} 10:00")) for day in ("2026-11-23", "2026-11-28", "2026-11-30")
    ]
    assert rooster.weg_tot(2, at("2026-11-23 10:00")) is None


def test_a_gap_is_where_nobody_is_and_somebody_should_be() -> None:
    """Two empty days are one gap, a night between them does not split it; a colleague who is there ends it."""
    van, tot = at("2026-11-23 00:00"), at("2026-11-27 00:00")
    away = [Tijdvak(one, at("2026-11-24 00:00"), at("2026-11-25 14:00")) for one in (1, 2, 3)]
    assert [] == ROOSTER.gaten(van, tot)
    assert [(at("2026-11-24 09:00"), at("2026-11-25 14:00"))] == replace(ROOSTER, afwezig=tuple(away)).gaten(van, tot)
    assert [] == replace(ROOSTER, afwezig=tuple(away[:2])).gaten(van, tot)


def test_with_people_on_duty_the_nights_count_too() -> None:
    """An organisatie that says somebody is reachable at night is told when nobody is."""
    rooster = replace(ROOSTER, instellingen=replace(ROOSTER.instellingen, diensten=True))
    night = rooster.gaten(at("2026-11-23 12:00"), at("2026-11-24 12:00"))
    assert [(at("2026-11-23 17:00"), at("2026-11-24 09:00"))] == night
    half = replace(rooster, diensten=(Tijdvak(1, at("2026-11-23 17:00"), at("2026-11-24 02:00")),))
    assert [(at("2026-11-24 02:00"), at("2026-11-24 09:00"))] == half.gaten(at("2026-11-23 12:00"), at("2026-11-24 12:00"))


def test_who_comes_back_during_a_duty_is_reachable_from_then() -> None:
    """A holiday that ends in the middle of a duty."""
    rooster = replace(
        ROOSTER,
        diensten=(Tijdvak(1, at("2026-11-21 10:00"), at("2026-11-21 20:00")),),
        afwezig=(Tijdvak(1, at("2026-11-20 10:00"), at("2026-11-21 15:00")),),
    )
    assert at("2026-11-21 15:00") == rooster.volgende_bereikbaar(at("2026-11-20 19:00"))


async def test_the_rota_is_stored_and_read_per_organisatie(database: Database) -> None:
    """What belongs elsewhere is not read, and nonsense is refused."""
    organisatie = await add_organisatie(database)
    anna, bram = [await add_begeleider(database, email, organisatie_id=organisatie) for email in ("anna@proef.example", "bram@proef.example")]
    dora = await add_begeleider(database, "dora@elders.example", organisatie_id=await add_organisatie(database, "Elders"))
    async with database.begin() as session:
        await add_afwezigheid(session, anna, NOW, NOW + DAY, bram)
        await add_dienst(session, bram, NOW + 8 * HOUR, NOW + 16 * HOUR)
        await zet_vervanger(session, anna, bram)
        await zet_vervanger(session, anna, bram)
        rooster, elders = await laad(session, organisatie, ZONE, NOW), await laad(session, organisatie + 1, ZONE, NOW)
    assert ((anna, bram), {anna: bram}) == (rooster.team, rooster.vervangers)
    assert ((Tijdvak(anna, NOW, NOW + DAY, bram),), (Tijdvak(bram, NOW + 8 * HOUR, NOW + 16 * HOUR),)) == (rooster.afwezig, rooster.diensten)
    assert ((dora,), (), ()) == (elders.team, elders.diensten, elders.afwezig)
    async with database.begin() as session:
        for change in (
            zet_vervanger(session, anna, anna),
            zet_vervanger(session, anna, dora),
            add_dienst(session, anna, NOW, NOW),
            add_afwezigheid(session, anna, NOW + DAY, NOW),
            add_afwezigheid(session, anna, NOW, NOW + DAY, dora),
            add_afwezigheid(session, anna, NOW, NOW + DAY, 999),
            zet_vervanger(session, anna, 999),
        ):
            with pytest.raises(OngeldigRooster):
                await change


async def test_the_same_time_saved_twice_stands_in_the_rota_once(database: Database) -> None:
    """Also at the same moment; the deputy is the one of the last save. Other days, or somebody else, are another absence; days that run into each
    other with another deputy are refused."""
    organisatie = await add_organisatie(database)
    anna, bram, cees = [await add_begeleider(database, f"{naam}@proef.example", organisatie_id=organisatie) for naam in ("anna", "bram", "cees")]

    async def save(wie: int, vervanger: int | None, tot: datetime = NOW + DAY) -> None:
        async with database.begin() as session:
            await add_afwezigheid(session, wie, NOW, tot, vervanger)
            await add_dienst(session, wie, NOW, tot)

    await asyncio.gather(*(save(anna, bram) for _ in range(4)))
    await save(anna, cees)
    with pytest.raises(OngeldigRooster, match="overlap") as refused:
        await save(anna, None, NOW + 2 * DAY)
    assert Tijdvak(anna, NOW, NOW + DAY, cees) == refused.value.botst
    await save(anna, cees, NOW + 2 * DAY)
    await save(bram, None)
    async with database.read() as session:
        rooster = await laad(session, organisatie, ZONE, NOW)
    expected = {(anna, NOW + DAY, cees), (anna, NOW + 2 * DAY, cees), (bram, NOW + DAY, None)}
    assert expected == {(vak.begeleider, vak.tot, vak.vervanger) for vak in rooster.afwezig}
    assert (3, 3) == (len(rooster.afwezig), len(rooster.diensten))


async def test_an_absence_without_a_choice_is_one_with_the_standing_deputy(database: Database) -> None:
    """Page and ladder name the same; over days of that deputy it may run, over days of another not."""
    organisatie = await add_organisatie(database)
    anna, bram, cees = [await add_begeleider(database, f"{naam}@proef.example", organisatie_id=organisatie) for naam in ("anna", "bram", "cees")]
    async with database.begin() as session:
        await zet_vervanger(session, anna, bram)
        await add_afwezigheid(session, anna, NOW, NOW + 2 * DAY)
        await add_afwezigheid(session, anna, NOW + DAY, NOW + 3 * DAY, bram)
        await add_afwezigheid(session, anna, NOW + 3 * DAY, NOW + 4 * DAY, cees)
        with pytest.raises(OngeldigRooster, match="overlap"):
            await add_afwezigheid(session, anna, NOW, NOW + 4 * DAY)
        rooster = await laad(session, organisatie, ZONE, NOW)
    shown = [row.vervanger for row in (await rooster_of(database, anna, now=NOW)).afwezig]
    assert ([bram, bram, cees], [bram, bram, cees]) == (shown, [rooster.vervanger_van(anna, NOW + days * DAY) for days in (0, 2, 3)])
    async with database.begin() as session:
        await zet_vervanger(session, anna, None)
        rooster = await laad(session, organisatie, ZONE, NOW)
    assert (None, None) == ((await rooster_of(database, anna, now=NOW)).afwezig[0].vervanger, rooster.vervanger_van(anna, NOW))
