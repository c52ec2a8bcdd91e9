"""In which areas the consequences lie that clients tell about in own words."""

from __future__ import annotations

import pytest

from bot.care.gevolgen import GEBIEDEN, SETS, gebieden_in, gemerkt_in

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


ALLE = tuple(item for sets in SETS.values() for items in sets for item in items)
MERKT = {
    ("conditie",): "ik ben moe|niet alleen moe|gewoon moe|moe en zo",
    ("pijn",): "de pijn gaat niet weg|ik kan niet slapen van de pijn|altijd hoofdpijn",
    ("kracht",): "geen kracht|mijn kracht is minder|mijn kracht is niet goed",
    ("lopen",): "lopen gaat niet goed|ik kan niet goed lopen|met lopen heb ik moeite|lopen lukt niet",
    ("prikkels",): "ik kan niet tegen geluid|niet goed tegen drukte|lawaai kan ik niet verdragen|te veel prikkels",
    ("geheugen",): "ik vergeet veel|onthouden lukt niet|ik onthoud niks|mijn geheugen",
    ("aandacht",): "ik kan me niet concentreren",
    ("ontremd",): "ik doe dingen zonder nadenken",
    ("pijn", "lopen"): "ik heb pijn maar ik ben niet boos en lopen gaat slecht",
}
MERKT_NIET = """ik ben niet moe en pijn heb ik ook niet|mijn kracht is prima|met lopen gaat het goed|ik ben ni moe|moe ben ik niet|niet zo snel moe
    ik heb geen pijn|lopen gaat niet slecht|met lopen heb ik geen moeite|praten gaat goed|ik ben niet boos of bang|vergeten doe ik niet
    mijn geheugen is gewoon goed|van geluid heb ik niet veel last|bang ben ik niet meer|mijn energie is prima"""


@pytest.mark.parametrize(("items", "woorden"), [(items, one) for items, zinnen in MERKT.items() for one in _zinnen(zinnen)])
def test_a_consequence_that_is_told_is_asked_about(items: tuple[str, ...], woorden: str) -> None:
    """What one cannot do is a complaint, as pain is."""
    assert items == gemerkt_in(woorden, ALLE)


@pytest.mark.parametrize("woorden", _zinnen(MERKT_NIET))
def test_what_is_denied_or_goes_well_is_not_asked_about(woorden: str) -> None:
    """Nobody is asked how often what he does not have."""
    assert () == gemerkt_in(woorden, ALLE)
