"""Pointing at choices instead of naming them, and saying that there is no more."""

from __future__ import annotations

import pytest

from bot.care.aanwijzen import Aanbod, aangewezen, onbeslist, zegt_dat_is_alles

DRIE = Aanbod(
    {"een": "Dingen vergeten", "twee": "Moeite met opletten", "drie": "Langzamer denken", "geen": "Geen van deze", "weet_niet": "Geen idee"}, True
)
TWEE = Aanbod({"een": "Dingen vergeten", "drie": "Langzamer denken", "geen": "Niets, alleen soms", "weet_niet": "Geen idee"}, True)
EEN = Aanbod({"rustig": "Het liefst rustig", "levendig": "Het liefst levendig", "om_het_even": "Maakt niet uit", "weet_niet": "Geen idee"}, False)
JA_NEE = Aanbod({"delen": "Ja, delen", "niet_delen": "Nee, niet delen"}, False)
REDENEN = Aanbod({"inkomen": "Geld", "mensen": "Mensen", "anders": "Iets anders"}, True)
MEER = Aanbod({"een": "Vaste taken", "twee": "Vaste hulp", "geen": "Nee, dit is alles"}, True)


def _zinnen(woorden: str) -> list[str]:
    return [one.strip() for regel in woorden.splitlines() for one in regel.split("|")]


def _paren(per_keuze: dict[tuple[str, ...], str]) -> list[tuple[tuple[str, ...], str]]:
    return [(keuzes, one) for keuzes, woorden in per_keuze.items() for one in _zinnen(woorden)]


@pytest.mark.parametrize(
    ("keuzes", "woorden"),
    _paren(
        {
            (
                "een",
                "twee",
                "drie",
            ): "alle drie|alledrie|alle 3|allemaal|ze allemaal|alles|ja alle drie|ik heb ze alle drie|alle drie vaak",
            ("een", "twee"): "de eerste twee|alles behalve de laatste|allemaal behalve langzamer denken|de eerste en de tweede",
            ("drie",): "de laatste|het laatste|de onderste|nummer 3|de derde",
            ("twee",): "de tweede|de middelste|de 2e|optie 2",
            ("een", "drie"): "de eerste en de laatste|nummer 1 en 3|alles maar niet opletten",
            ("geen",): "geen van allen|geen van alle drie|geen van drieën|geen enkele|geen van deze|niets van dat alles|geen een",
        }
    ),
)
def test_what_is_pointed_at_is_chosen(keuzes: tuple[str, ...], woorden: str) -> None:
    """In the order of the screen."""
    assert keuzes == aangewezen(woorden, DRIE)


@pytest.mark.parametrize(
    ("keuzes", "woorden"),
    _paren(
        {
            ("een", "drie"): "allebei|allebei vaak|alletwee|alle twee|beide|beiden|ze zijn het allebei|allebei wel",
            ("geen",): "geen van beide|geen van beiden|geen van de twee|noch het een noch het ander|allebei soms|allebei een beetje",
        }
    ),
)
def test_both_are_two(keuzes: tuple[str, ...], woorden: str) -> None:
    """And where is asked what is often, "soms" is not."""
    assert keuzes == aangewezen(woorden, TWEE)


@pytest.mark.parametrize(
    "woorden",
    _zinnen(
        """alles gaat mis|de laatste keer ging het mis|de eerste dag|geen idee|geen pijn|van alles|alle dagen|niets|niks|het eerste uur
    de tweede helft
        de laatste tijd|alles is anders dan eerst|mijn eerste baan|alle drie mijn kinderen helpen mij|beide handen|allebei mijn benen|ik doe van alles
        geen van mijn vrienden|de eerste twee uur|nummer een van de klas|drie|twee keer per dag"""
    ),
)
@pytest.mark.parametrize("aanbod", [DRIE, TWEE, EEN])
def test_words_that_only_look_like_pointing_choose_nothing(aanbod: Aanbod, woorden: str) -> None:
    """They are an answer of their own."""
    assert () == aangewezen(woorden, aanbod)


@pytest.mark.parametrize("woorden", ["allebei", "alletwee", "beide", "alle twee"])
def test_pointing_at_a_number_that_does_not_fit_is_undecided(woorden: str) -> None:
    """Of three, "both" says nothing."""
    assert ((), True) == (aangewezen(woorden, DRIE), onbeslist(woorden, DRIE))


def test_one_of_several_that_exclude_each_other() -> None:
    """One by its place; not two; and "allebei" stays the client's words."""
    assert ("rustig",) == aangewezen("de eerste", EEN)
    assert ((), True) == (aangewezen("de eerste twee", EEN), onbeslist("de eerste twee", EEN))
    assert ((), False) == (aangewezen("allebei", EEN), onbeslist("allebei", EEN))


@pytest.mark.parametrize("woorden", ["de eerste", "allebei", "alles", "de bovenste", "het laatste"])
def test_nobody_agrees_or_refuses_by_pointing(woorden: str) -> None:
    """A yes must be said."""
    assert () == aangewezen(woorden, JA_NEE)


def test_none_of_them_where_nothing_is_no_choice_asks_for_own_words() -> None:
    """As "Iets anders" does."""
    assert ("anders",) == aangewezen("geen van beide", REDENEN)


ALLES = """da's alles|das alles|dat is alles|dat was alles|dit is alles|meer niet|meer nie|dit was het|dat was het|da was t|dat wast|verder niks
    verder niets|verder niet|niks meer|niets meer|nee verder niks hoor|anders niks|voor de rest niks|meer heb ik niet|meer weet ik niet|dat was 'm
    klaar
    genoeg zo|hier laat ik het bij|niks toe te voegen|tis alles|'t is alles|alleen dat|ik heb verder niks|geen andere|nee dat is het wel
    meer is er niet
    dat is genoeg|nee niks anders|ok dat was het dan|nee meer niet|verder geen|verder heb ik niks|niks verder|nix meer"""
NIET_ALLES = """alles|dat is alles wat ik wil weten over mijn rooster|meer niet betaald verlof|dat was het mooiste|dit is het belangrijkste
    verder leren
    verder werken|niks|meer geld|meer rust|anders leren denken|geen drukte|meer uren|niet meer moe zijn|geen nachtdiensten meer|alleen zijn
    dat ik meer kan|genoeg geld|dat is mijn vrouw|het|meer niet zo moe zijn|dit is het probleem|verder niet te ver reizen|klaar staan voor mensen
    dat is goed|het was een ongeluk|niet alleen|dat het goed gaat|anders niet meer slapen|verder weg wonen"""


@pytest.mark.parametrize("woorden", _zinnen(ALLES))
def test_that_was_all_is_said_in_many_ways(woorden: str) -> None:
    """Where more is asked for it is the choice that says so; where all of it may be meant it is none."""
    assert zegt_dat_is_alles(woorden)
    assert ("geen",) == aangewezen(woorden, MEER)
    assert () == aangewezen("alles", MEER)


@pytest.mark.parametrize("woorden", _zinnen(NIET_ALLES))
def test_what_only_begins_like_that_was_all_is_a_point(woorden: str) -> None:
    """It is kept."""
    assert not zegt_dat_is_alles(woorden)
