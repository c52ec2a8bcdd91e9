"""Corrections in one go of what was asked back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.care.antwoorden import Antwoorden, Gegeven, Waarde
from bot.care.begrip import samen_begrepen
from bot.care.openheid_lezing import verbeter as verbeter_openheid
from bot.care.verbetering import TIJD, verbeter, zegt_opnieuw


def _gegeven(vraag: str, woorden: str, begrepen: dict[str, Any], seq: int) -> Gegeven:
    return Gegeven(vraag, woorden, Waarde("tekst", (), begrepen), seq, datetime(2026, 1, 1, tzinfo=UTC))


def _antwoorden(**gezegd: tuple[str, dict[str, Any]]) -> Antwoorden:
    return {vraag: _gegeven(vraag, woorden, begrepen, seq) for seq, (vraag, (woorden, begrepen)) in enumerate(gezegd.items())}


IN_TIJD = _antwoorden(
    uren=("twaalf uur", {"uren_per_week": {"min": 12, "max": 12}}),
    dagdelen=("ochtend", {"dagdelen": ["ochtend"]}),
    dagen_niet=("dinsdag en woensdag", {"niet_dagen": ["di", "wo"]}),
    dagen_niet_waarom=("therapie in Rotterdam", {}),
)
IN_REIZEN = _antwoorden(vervoer=("met de bus", {"vervoer": ["ov"]}), reistijd=("een half uur", {"reistijd_min": 30}))


def _zinnen(woorden: str) -> list[str]:
    return [one.strip() for regel in woorden.splitlines() for one in regel.split("|")]


NIET = {
    ("di",): """nee alleen dinsdag ni, woensdag kan wel|ja, behalve dat ik wel op woensdag kan|woensdag kan wel|woensdag kan toch|enkel dinsdag niet
        ik kan ook op woensdag|nee dinsdag|nee, het is dinsdag|nee dinsda niet""",
    ("vr",): "nee, vrijdag|nee 't is vrijdag|nee sorry vrijdag bedoel ik",
    ("do",): "nee niet dinsdag maar donderdag",
    ("di", "wo", "vr"): "vrijdag ook niet|nee vrijdag kan ik ook niet|ja en ook vrijdag niet",
    ("wo",): "nee op dinsdag kan ik wel werken",
    (): "nee dinsdag en woensdag kan ik wel",
}


@pytest.mark.parametrize(("dagen", "woorden"), [(dagen, one) for dagen, zinnen in NIET.items() for one in _zinnen(zinnen)])
def test_days_are_put_right_in_one_go(dagen: tuple[str, ...], woorden: str) -> None:
    """What was said before stays where it was not touched."""
    nieuw = verbeter("tijd", woorden, IN_TIJD)
    assert nieuw is not None
    assert (["dagen_niet"], [*dagen]) == ([*nieuw], nieuw["dagen_niet"][1].begrepen["niet_dagen"])


def test_words_about_days_that_do_suit_stand_behind_those_about_days_that_do_not() -> None:
    """Alone under that heading they would say the opposite."""
    nieuw = verbeter("tijd", "woensdag kan wel", IN_TIJD)
    assert nieuw is not None
    assert "dinsdag en woensdag; woensdag kan wel" == nieuw["dagen_niet"][0]


@pytest.mark.parametrize(
    ("onderwerp", "woorden", "vraag", "begrepen"),
    [
        ("tijd", "nee 16 uur", "uren", {"uren_per_week": {"min": 16, "max": 16}}),
        ("tijd", "nee in de middag", "dagdelen", {"dagdelen": ("middag",)}),
        ("tijd", "ook in de middag", "dagdelen", {"dagdelen": ["ochtend", "middag"]}),
        ("tijd", "nee, drie ochtenden", "aantal_dagen", {"aantal_dagen": 3}),
        ("reizen", "nee met de fiets", "vervoer", {"vervoer": ("fiets",)}),
        ("reizen", "ook met de fiets", "vervoer", {"vervoer": ["ov", "fiets"]}),
        ("reizen", "nee kwartier", "reistijd", {"reistijd_min": 15}),
        ("reizen", "hoogstens 20 minuten", "reistijd", {"reistijd_min": 20}),
    ],
)
def test_hours_parts_of_the_day_and_travel_are_put_right(onderwerp: str, woorden: str, vraag: str, begrepen: dict[str, Any]) -> None:
    """Only the question they are about gets a new answer. What comes beside what was said stands behind the words that said it, and
    the no that only corrects is not kept."""
    was = IN_TIJD if onderwerp == "tijd" else IN_REIZEN
    nieuw = verbeter(onderwerp, woorden, was)
    samen = f"{was[vraag].woorden}; {woorden}" if woorden.startswith("ook ") else woorden.removeprefix("nee").lstrip(", ")
    assert {vraag: (samen, Waarde("tekst", (), begrepen))} == nieuw


@pytest.mark.parametrize("woorden", ["therapie", "dinsdag en woensdag", "12 uur", "niet op dinsdag en woensdag", "in de ochtend"])
def test_the_same_again_changes_nothing(woorden: str) -> None:
    """It is a yes."""
    assert {} == verbeter("tijd", woorden, IN_TIJD)


@pytest.mark.parametrize("woorden", ["ja klopt", "nee dat klopt niet", "nee ik ben dan moe", "geen therapie", "nee 12 uur is te veel"])
def test_other_words_tell_nothing_about_it(woorden: str) -> None:
    """They are for the question itself."""
    assert verbeter("tijd", woorden, IN_TIJD) is None


def test_what_was_said_last_counts() -> None:
    """Also when it was the answer to an earlier question."""
    later = {**IN_TIJD, "uren": _gegeven("uren", "toch de middag", {"dagdelen": ["middag"]}, 9)}
    assert ["middag"] == samen_begrepen(later, TIJD)["dagdelen"]


@pytest.mark.parametrize(
    ("woorden", "verwacht"),
    [
        ("aan niemand", {}),
        ("niemand", {}),
        ("nee mijn baas wel", ["leidinggevende"]),
        ("nee aan mijn baas en collega", ["leidinggevende", "collega"]),
    ],
)
def test_to_whom_one_tells_is_put_right_or_said_again(woorden: str, verwacht: object) -> None:
    """In openheid too."""
    nieuw = verbeter_openheid("wie", woorden, _antwoorden(wie=("liever niemand", {"wie": ["niemand"]})))
    assert nieuw is not None
    assert verwacht == (nieuw["wie"][1].begrepen["wie"] if nieuw else {})


@pytest.mark.parametrize(
    ("woorden", "ja"), [("de buren", True), ("mijn zus Karin", True), ("niet de buren", False), ("en de", False), ("Karin", True)]
)
def test_words_that_stand_in_what_was_said_are_the_same_again(woorden: str, ja: bool) -> None:
    """In a row, with something in them."""
    assert ja == zegt_opnieuw(woorden, "Mensen om mij heen: “mijn zus Karin en de buren”")
