"""The rules of the signaal-check as an organisatie sets them."""

from __future__ import annotations

import pytest

from bot.care.signaalregels import NAMEN, STANDAARD, OngeldigeRegel, SignaalRegels, controleer, lees


def test_without_settings_the_rules_are_those_of_the_design() -> None:
    """One signal is geel; four, two more than last time, one with a change, three rising in a row or an own sign is oranje."""
    assert lees({}) == SignaalRegels(1, 4, 2, True, 3, True)


def test_what_an_organisatie_sets_counts() -> None:
    """Every rule can be set."""
    own = {
        "geel_vanaf": 2,
        "oranje_aantal": 5,
        "oranje_meer_dan_vorige": 3,
        "oranje_met_verandering": False,
        "oranje_reeks": 4,
        "oranje_eigen_teken": False,
    }
    assert lees({"signalen": own}) == SignaalRegels(2, 5, 3, False, 4, False)
    assert set(own) == set(NAMEN)


@pytest.mark.parametrize("bad", [0, 13, -1, "4", 4.0, True, None, [], {}])
def test_a_bad_value_leaves_its_default_and_the_rest_stands(bad: object) -> None:
    """One mistake in the settings never takes the other rules along."""
    assert lees({"signalen": {"oranje_aantal": bad, "geel_vanaf": 2}}) == SignaalRegels(geel_vanaf=2)


@pytest.mark.parametrize("bad", [0, 1, "ja", None])
def test_yes_or_no_is_not_guessed(bad: object) -> None:
    """A rule that is on or off takes true and false only."""
    assert lees({"signalen": {"oranje_eigen_teken": bad}}) == STANDAARD
    with pytest.raises(OngeldigeRegel):
        controleer("oranje_eigen_teken", bad)


@pytest.mark.parametrize("raw", [None, [], "signalen", 3])
def test_settings_of_the_wrong_shape_give_the_defaults(raw: object) -> None:
    """Even nonsense in place of the rules stops nothing."""
    assert lees({"signalen": raw}) == STANDAARD


def test_an_unknown_rule_is_an_error_of_the_program() -> None:
    """A name that no rule has is never stored."""
    with pytest.raises(KeyError):
        controleer("rood_vanaf", 1)
