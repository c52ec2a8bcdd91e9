"""In which areas the consequences lie that clients tell about in own words."""

from __future__ import annotations

import pytest

from bot.care.gevolgen import GEBIEDEN, gebieden_in

DENKEN, GEVOEL, LICHAAM = GEBIEDEN
ZEGT = {
    (DENKEN,): """ik vergeet veel|praten gaat moeilijk|ik ben veel trager geworden|ik kan niet meer goed tegen drukte|mijn concentratie is weg
        kan me niet concentreren|kan gn lawaai meer verdragen|mijn geheugen|woorden vinden lukt niet|lezen gaat niet goed meer|plannen lukt me niet
        ik raak snel overprikkeld|vergete dinge|geen overzicht meer|nadenken kost veel energie|twee dingen tegelijk lukt niet
    geen lawaai verdragen""",
    (GEVOEL,): """snel boos|ik ben veel sneller kwaad dan vroeger|ik huil om alles|mijn karakter is veranderd|geen zin meer in dingen|mijn humeur
        ik ben banger geworden|geen energie om iets te doen|rap kwaad""",
    (LICHAAM,): """ik loop slecht|altijd hoofdpijn|ik ben altijd moe|kan niet meer fietsen|ik zie dubbel|moeilijk lopen|slecht slapen
        kan mijn hand ni goe gebruiken|ik heb pijn in mijn been|mijn evenwicht is weg""",
    (DENKEN, LICHAAM): "moe en vergeetachtig|evenwicht en praten",
    (DENKEN, GEVOEL): "ik kan niet meer tegen geluid en ben snel boos",
    GEBIEDEN: "ben vlug moe, vergeet afspraken en ben rap kwaad|alles|alles is anders|heel mijn leven is anders",
}
ZEGT_NIET = """ik heb geen pijn|ik ben niet boos|praten gaat goed|lopen gaat prima|ik ben niet moe|nee, kapot|mijn vrouw is weg|ik woon nu alleen
    mijn werk ben ik kwijt|ik heb geen hoofdpijn|mijn relatie|ik ben gescheiden|niets|veel|het gaat beter|lopen is geen probleem|denken gaat goed
    geen moeite met praten|ik heb minder vrienden|alles gaat goed eigenlijk"""


def _zinnen(woorden: str) -> list[str]:
    return [one.strip() for regel in woorden.splitlines() for one in regel.split("|")]


@pytest.mark.parametrize(("gebieden", "woorden"), [(gebieden, one) for gebieden, zinnen in ZEGT.items() for one in _zinnen(zinnen)])
def test_the_areas_are_read_all_that_fit(gebieden: tuple[str, ...], woorden: str) -> None:
    """A complaint, or something that goes badly."""
    assert gebieden == gebieden_in(woorden)


@pytest.mark.parametrize("woorden", _zinnen(ZEGT_NIET))
def test_what_goes_well_or_lies_elsewhere_is_no_area(woorden: str) -> None:
    """Then the client is asked where it belongs."""
    assert () == gebieden_in(woorden)
