"""The pattern of an energielijst: own days, what is said and what is not."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.care import energiewoorden as woorden
from bot.care.energiedag import DAGEN, GEEN_WERK, Indeling, Periode, Waakuren, Werkuren, indeling_uit, laatste_dag
from bot.care.energielezing import begrijp
from bot.care.energiepatroon import GENOEG_DAGEN, GENOEG_UREN, Reeks, Waarden, patroon, reeksen

ZONE = ZoneInfo("Europe/Amsterdam")
MAANDAG = date(2026, 11, 2)
PERIODE = Periode(MAANDAG, laatste_dag(MAANDAG))
ALLE = ("ma", "di", "wo", "do", "vr", "za", "zo")
NACHT = Indeling(17, 9, ("ma", "di"), Werkuren(22, 6))


def van(indeling: Indeling, waarden: Waarden):  # type: ignore[no-untyped-def]
    return patroon(indeling, PERIODE, waarden, lambda _: indeling.uren)


def gevuld(indeling: Indeling, waarde) -> dict[tuple[date, int], int]:  # type: ignore[no-untyped-def]
    return {(dag, uur): waarde(dag, uur) for dag in PERIODE.dagen for uur in indeling.uren}


def test_an_own_day_passes_midnight() -> None:
    """Who works nights fills in one o'clock at night on the day that began in the afternoon; the day ends when the next begins."""
    assert (17, 8, 16) == (NACHT.uren[0], NACHT.uren[-1], len(NACHT.uren))
    nacht = datetime(2026, 11, 3, 1, 30, tzinfo=ZONE)
    assert MAANDAG == NACHT.dag(nacht, ZONE)
    assert (0, 1) == NACHT.begonnen(MAANDAG, nacht, ZONE)[-2:]
    assert MAANDAG == NACHT.dag(datetime(2026, 11, 3, 16, 59, tzinfo=ZONE), ZONE)
    assert date(2026, 11, 3) == NACHT.dag(datetime(2026, 11, 3, 17, 0, tzinfo=ZONE), ZONE)
    assert [True, True, False] == [NACHT.op_werk(MAANDAG, uur) for uur in (22, 5, 6)]


def test_every_moment_belongs_to_one_day_and_days_follow_each_other() -> None:
    """Over a year of half hours, the changes of the clock included: the own day never goes back, and no hour of the past is lost."""
    indeling = Indeling(7, 1)
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    dagen = [indeling.dag(begin + timedelta(minutes=30 * step), ZONE) for step in range(365 * 48)]
    assert dagen == sorted(dagen)
    assert all((na - voor).days in (0, 1) for voor, na in zip(dagen, dagen[1:], strict=False))
    assert indeling.uren == indeling.begonnen(dagen[0], begin + timedelta(days=2), ZONE)
    assert () == indeling.begonnen(dagen[-1], begin, ZONE)


def test_an_indeling_survives_being_stored() -> None:
    """Other working hours on a single day too, and the waking hours of before a change; what was stored without those still reads."""
    indeling = Indeling(6, 23, ("ma",), Werkuren(9, 13), wisselt=True, anders={MAANDAG: GEEN_WERK}, eerder={MAANDAG: Waakuren(7, 22)})
    assert indeling == indeling_uit(indeling.als_json())
    oud = {key: value for key, value in json.loads(indeling.als_json()).items() if key != "eerder"}
    assert replace(indeling, eerder={}) == indeling_uit(json.dumps(oud))


def test_other_waking_hours_move_nothing_that_was_filled_in() -> None:
    """Whatever the hours before and after, and whenever they change: all hours of the past stay on their own day, today only grows, days go on."""
    dice = random.Random(5)
    for _ in range(400):
        indeling = Indeling(dice.randrange(24), dice.randrange(24))
        moment = datetime(2026, 11, 5, dice.randrange(24), 30, tzinfo=ZONE)
        begin, vandaag = MAANDAG, indeling.dag(moment, ZONE)
        nieuw = Waakuren(dice.randrange(24), dice.randrange(24))
        anders = indeling.met_waakuren(nieuw, begin, vandaag)
        gisteren = vandaag - timedelta(days=1)
        assert indeling.uren == anders.begonnen(gisteren, moment, ZONE)
        assert set(indeling.begonnen(vandaag, moment, ZONE)) <= set(anders.begonnen(vandaag, moment, ZONE))
        assert nieuw.uren == anders.uren_op(vandaag + timedelta(days=1))
        assert vandaag <= anders.dag(moment, ZONE) <= vandaag + timedelta(days=1)
        dagen = [anders.dag(moment + timedelta(hours=step), ZONE) for step in range(72)]
        assert dagen == sorted(dagen)
        nog_eens = anders.met_waakuren(Waakuren(7, 23), begin, anders.dag(moment, ZONE))
        assert indeling.uren == nog_eens.uren_op(gisteren)


def test_today_has_the_hours_of_before_and_after_a_change() -> None:
    """Up earlier and to bed later: both are there at once; tomorrow has the new hours alone."""
    indeling = Indeling(8, 22).met_waakuren(Waakuren(6, 23), MAANDAG, MAANDAG)
    assert (tuple(range(6, 23)), Waakuren(6, 23)) == (indeling.uren_op(MAANDAG), indeling.waakuren_op(laatste_dag(MAANDAG)))
    later = Indeling(8, 22).met_waakuren(Waakuren(10, 21), MAANDAG, MAANDAG)
    assert (tuple(range(8, 22)), tuple(range(10, 21))) == (later.uren_op(MAANDAG), later.uren)


def test_best_and_lowest_hours_with_home_and_work_apart() -> None:
    """Averages per hour, as runs of hours; at work other values than at home; recovery counted from the first low hour."""
    indeling = Indeling(8, 22, ALLE, Werkuren(13, 17))
    found = van(indeling, gevuld(indeling, lambda _, uur: 4 if uur < 11 else 0 if 13 <= uur < 17 else 2))
    assert ((Reeks(8, 11),), (Reeks(13, 17),)) == (found.beste, found.laagste)
    assert (2, 0, 4, None) == (found.thuis.meestal, found.werk.meestal, found.werk.herstel, found.thuis.herstel)
    assert "ochtend" == found.dagdeel
    assert (14, 14 * 8) == (found.thuis.gang.lager, found.thuis.gang.van)


def test_equal_hours_have_no_best_and_no_lowest() -> None:
    """No difference is made up where there is none."""
    overal = van(Indeling(), gevuld(Indeling(), lambda *_: 2))
    assert (True, (), ()) == (overal.gelijk, overal.beste, overal.laagste)
    assert "ongeveer gelijk" in woorden.zinnen(overal)[1]
    assert van(Indeling(), gevuld(Indeling(), lambda _, uur: 2 + uur % 2)).beste


def test_days_of_which_work_is_unknown_count_for_neither() -> None:
    """Who works other days every week, and did not say so for a day, gives no value to home or work there."""
    indeling = Indeling(8, 22, (), Werkuren(9, 13), wisselt=True, anders={MAANDAG: Werkuren(9, 13)})
    found = van(indeling, gevuld(indeling, lambda *_: 3))
    assert (4, 10) == (found.werk.uren, found.thuis.uren)


@pytest.mark.parametrize(("uren", "dagen"), [(0, 1), (GENOEG_UREN - 1, GENOEG_DAGEN), (GENOEG_UREN, GENOEG_DAGEN - 1), (40, 2)])
def test_too_few_hours_or_days_give_only_a_count(uren: int, dagen: int) -> None:
    """One sentence, which says how much there is and from when on there is more to see."""
    indeling = Indeling(0, 0)
    waarden = {(MAANDAG + timedelta(days=nummer % dagen), nummer // dagen): nummer % 5 for nummer in range(uren)}
    found = van(indeling, waarden)
    assert (False, (), (), None, ()) == (found.genoeg, found.beste, found.laagste, found.dagdeel, woorden.spiegel(found, {}))
    assert 1 == len(woorden.zinnen(found))
    assert f"{uren} van de {DAGEN * 24}" in woorden.zinnen(found)[0]


def test_whatever_is_filled_in_the_words_hold() -> None:
    """Three hundred made-up lists, with holes, nights and odd days: counts add up, best is never lowest, and every value lies in the scale."""
    maker = random.Random(26)
    for _ in range(300):
        indeling = Indeling(
            maker.randrange(24), maker.randrange(24), tuple(maker.sample(ALLE, 3)), Werkuren(maker.randrange(24), maker.randrange(24))
        )
        vol = gevuld(indeling, lambda *_: maker.randrange(5))
        waarden = dict(maker.sample(sorted(vol.items()), maker.randrange(len(vol))))
        found = van(indeling, waarden)
        assert (len(waarden), len(vol)) == (found.ingevuld, found.mogelijk)
        assert not set(found.beste) & set(found.laagste)
        assert found.ingevuld == found.thuis.uren + found.werk.uren or not found.genoeg
        for plek in (found.thuis, found.werk):
            assert plek.meestal is None or 0 <= plek.meestal <= 4
            assert plek.gang is None or 0 <= plek.gang.lager <= plek.gang.van
            assert plek.herstel is None or 1 <= plek.herstel < len(indeling.uren)
        assert all("{" not in zin for zin in (*woorden.zinnen(found), *map(woorden.in_een_zin, woorden.spiegel(found, {}))))


def test_runs_follow_the_own_day() -> None:
    """Hours around midnight are one run for who is awake then."""
    assert (Reeks(23, 2), Reeks(4, 5)) == reeksen(NACHT, (0, 4, 23, 1))
    assert "van 23 tot 24 uur" == woorden.uren(23, 0)


@pytest.mark.parametrize(
    ("vraag", "woorden_van_client", "verwacht"),
    [
        ("wakker", "rond half acht", {"uur": 7}),
        ("wakker", "als de zon schijnt", {}),
        ("slapen", "elf uur", {"uur": 23}),
        ("slapen", "om twee uur 's nachts", {"uur": 2}),
        ("slapen", "00:00", {"uur": 0}),
        ("slapen", "08:00", {"uur": 8}),
        ("werkuren", "van tien tot twee", {"werkuren": [10, 14]}),
        ("werkuren", "8 uur tot half een", {"werkuren": [8, 13]}),
        ("werkuren", "van 22 tot 6", {"werkuren": [22, 6]}),
        ("werkuren", "in de ochtend", {}),
        ("werkdagen", "op dinsdag en vrijdag", {"dagen": ["di", "vr"]}),
    ],
)
def test_times_in_own_words(vraag: str, woorden_van_client: str, verwacht: dict[str, object]) -> None:
    """Whole hours; what is not said is not guessed here."""
    assert verwacht == begrijp(vraag, woorden_van_client)
