"""Who corrects himself within one message is understood so; words that only look like it change nothing."""

from __future__ import annotations

import pytest

from bot.nlu.correction import replaced, split, within

VERBETERD = """dinsdag nee ik bedoel donderdag|dinsdag, nee ik bedoelde donderdag|12 uur nee wacht 16 uur|een half uur, nee toch een kwartier
    fiets of nee bus|ochtend sorry ik bedoel middag|niet op maandag, oeps nee dinsdag|twee dagen, ik bedoel drie dagen
    met de bus nee liever de fiets|woensdag correctie donderdag|3 dagen foutje 4 dagen|half uur nee doe maar een uur|di neen k bedoel do
    mijn zus, of nee, mijn broer|ja nee toch niet|rust. nee wacht, een lijstje|7 uur, euh nee, 8 uur|maandag bedoel ik dinsdag
    vrijdag wacht even nee zaterdag|ik wil in de tuin, nee eigenlijk in een winkel|maandag sorry nee dinsdag|auto nee het is fiets
    dinsdag sorry donderdag bedoel ik|de bus, nee, de fiets bedoelde ik"""
NIET_VERBETERD = """dinsdag|nee|ja of nee|nee ik bedoelde donderdag|ik bedoel dinsdag|wat bedoel je|wat ik bedoel is rust|maandag nee dinsdag ja
    ik zei dinsdag, nee ik bedoel donderdag|mijn vorige antwoord was fout, ik bedoel donderdag|ik had iets verkeerd ingevuld, ik bedoelde bus
    mag ik iets aanpassen? ik bedoel mijn uren|nee, dat lukt niet|ik wil dinsdag veranderen in donderdag|sorry ik ben moe|toch liever niet
    wacht even|eigenlijk wil ik rust|niet op dinsdag maar op woensdag|nee liever niet|ik bedoelde iets anders"""


def _gezegd(woorden: str) -> list[str]:
    return [one.strip() for regel in woorden.splitlines() for one in regel.split("|")]


@pytest.mark.parametrize("woorden", _gezegd(VERBETERD))
def test_a_correction_in_one_message_is_known(woorden: str) -> None:
    """Both what is taken back and what takes its place are in it."""
    assert within(woorden)


@pytest.mark.parametrize("woorden", _gezegd(NIET_VERBETERD))
def test_other_words_are_no_correction_in_one_message(woorden: str) -> None:
    """A move, a list of yes and no, one half of a correction, or words about an earlier answer."""
    assert not within(woorden)


def test_what_is_taken_back_and_what_comes_for_it_are_told_apart() -> None:
    """The literal words on both sides of the last sign."""
    assert ("de fiets", "de bus") == split("de fiets, nee, toch maar de bus")
    assert split("nee ik bedoel de bus") is None


def test_as_many_things_go_as_come_for_them() -> None:
    """Of "van 9 tot 13, nee ik bedoel tot 14" the thirteen goes, and the nine stays."""
    tekst = "van 9 tot 13, nee ik bedoel tot 14"
    plekken = [(tekst.index(uur), tekst.index(uur) + len(uur)) for uur in ("9", "13", "14")]
    assert {1: 2} == replaced(tekst, plekken)


@pytest.mark.parametrize("tekst", ["ma nee di ja", "ma, nee, di ook niet", "ma ja nee dat weet ik niet di"])
def test_a_bare_no_beside_an_answer_takes_nothing_back(tekst: str) -> None:
    """A "nee" is more often an answer to the thing before it."""
    assert {} == replaced(tekst, [(0, 2), (tekst.index("di"), tekst.index("di") + 2)])
