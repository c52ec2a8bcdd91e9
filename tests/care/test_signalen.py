"""When a signaal-check is geel or oranje: every rule of DIALOGUES 5, each able to be switched off or moved."""

from __future__ import annotations

import random
from dataclasses import fields, replace

import pytest

from bot.care.signaalregels import SignaalRegels
from bot.care.signalen import GEEL, GEEN, ONBEKEND, ORANJE, SIGNALEN, Check, beoordeel, woorden
from bot.nlu.signals.training import SIGNALEN as BEKEND

STANDAARD = SignaalRegels()
UIT = SignaalRegels(
    geel_vanaf=12, oranje_aantal=12, oranje_meer_dan_vorige=12, oranje_met_verandering=False, oranje_reeks=12, oranje_eigen_teken=False
)


def met(aantal: int, **rest: object) -> Check:
    return replace(Check(meer=SIGNALEN[:aantal]), **rest)  # type: ignore[arg-type]


def test_the_twelve_are_those_that_are_read_in_free_words() -> None:
    """Each once, in four sets of three."""
    assert sorted(BEKEND) == sorted(SIGNALEN)


RIJEN = [
    (met(0), [], GEEN, []),
    (met(1), [met(0)], GEEL, ["geel"]),
    (met(3), [], GEEL, ["geel"]),
    (met(4), [met(4)], ORANJE, ["oranje_aantal"]),
    (met(2), [met(0)], ORANJE, ["oranje_meer_dan_vorige"]),
    (met(2), [met(0), met(1)], ORANJE, ["oranje_reeks"]),
    (met(2), [met(1), met(1)], GEEL, ["geel"]),
    (met(1, veranderd=("thuis",)), [met(1)], ORANJE, ["oranje_met_verandering"]),
    (met(0, veranderd=("thuis",)), [], GEEN, []),
    (met(0, eigen_teken=True), [], ORANJE, ["oranje_eigen_teken"]),
    (met(0, te_weinig="ja"), [], GEEN, []),
]


@pytest.mark.parametrize(("check", "vorige", "niveau", "regels"), RIJEN)
def test_the_usual_rules(check: Check, vorige: list[Check], niveau: str, regels: list[str]) -> None:
    """Level and reasons, with the check before and without one."""
    uitslag = beoordeel(check, vorige, STANDAARD)
    assert (niveau, regels) == (uitslag.niveau, [reden.regel for reden in uitslag.redenen])


@pytest.mark.parametrize(
    ("regels", "check", "vorige"),
    [
        (replace(UIT, oranje_aantal=2), met(2), []),
        (replace(UIT, oranje_meer_dan_vorige=3), met(4), [met(1)]),
        (replace(UIT, oranje_met_verandering=True), met(1, veranderd=("eigen",)), []),
        (replace(UIT, oranje_reeks=2), met(2), [met(1)]),
        (replace(UIT, oranje_eigen_teken=True), met(0, eigen_teken=True), []),
    ],
)
def test_an_organisatie_moves_a_rule(regels: SignaalRegels, check: Check, vorige: list[Check]) -> None:
    """One rule alone gives oranje; without that rule the same check is nothing."""
    assert (ORANJE, GEEN) == (beoordeel(check, vorige, regels).niveau, beoordeel(check, vorige, UIT).niveau)


def test_every_reason_is_said_in_whole_words() -> None:
    """Every rule has a sentence, and every number in it is filled; two more: that a usual week is not known, and for when no rule may be told."""
    namen = {one.name for one in fields(SignaalRegels)} - {"geel_vanaf"} | {"geel", "alleen", ONBEKEND}
    assert namen == set(woorden()["redenen"])
    for check, vorige, _, _ in RIJEN:
        assert all("{" not in reden.tekst and reden.tekst.endswith(".") for reden in beoordeel(check, vorige, STANDAARD).redenen)


def test_more_signals_never_lower_the_level() -> None:
    """Two thousand random checks with random rules: one signal more gives the same level or a higher one."""
    chance, order = random.Random(20261123), (GEEN, GEEL, ORANJE)
    for _ in range(2000):
        regels = SignaalRegels(
            geel_vanaf=chance.randint(1, 12),
            oranje_aantal=chance.randint(1, 12),
            oranje_meer_dan_vorige=chance.randint(1, 12),
            oranje_met_verandering=chance.random() < 0.5,
            oranje_reeks=chance.randint(2, 5),
            oranje_eigen_teken=chance.random() < 0.5,
        )
        vorige = [met(chance.randint(0, 12)) for _ in range(chance.randint(0, 6))]
        aantal = chance.randint(0, 11)
        check = met(aantal, veranderd=("thuis",) * chance.randint(0, 1), eigen_teken=chance.random() < 0.2)
        meer = replace(check, meer=SIGNALEN[: aantal + 1])
        assert order.index(beoordeel(check, vorige, regels).niveau) <= order.index(beoordeel(meer, vorige, regels).niveau)
