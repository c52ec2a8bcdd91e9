"""Whether words say that somebody works now; another time, another person, a wish or a doubt leaves it open."""

from __future__ import annotations

import pytest

from bot.care.werknu import werkt_nu

WEL = """ik werk momenteel op maandag en dinsdag|ik werk 3 dagen|ik werk in een winkel|momenteel werk ik bij de gemeente|vrijwillig bij de kringloop
    ik doe vrijwilligerswerk|ik ben weer aan het werk|heb een baantje|2 dagen per week|maandag en donderdag|k werk halftijds|ja ik werk
    ik werk nog wel een beetje|ik heb ne job|werk 12 uur per week|drie voormiddagen|ik werk thuis|twee halve dagen|ben in dienst bij een bakker
    Ik werk nu als schoonmaker."""
NIET = """ik werk nu niet|geen werk|ik zit thuis|ben werkloos|nog niet|niet meer|ik werk niet|momenteel niet|ik werk niet meer|ik heb geen baan
    ziek thuis|ik zit in de ziektewet|gestopt met werken|op dit moment niet|ik werk al jaren niet meer|zonder werk|ik heb nu geen werk
    ik werk op het moment niet|nie meer|ik heb gin job"""
OPEN = """misschien|ik wil graag werken|vroeger werkte ik|volgende week begin ik|ik zoek werk|mijn man werkt|ik werk niet op woensdag
    ik werk niet meer fulltime|ik heb gewerkt|ik ga weer werken|werk je zelf?|soms|dat is moeilijk|ik hoop het|ik werkte bij de bakker
    geen betaald werk wel vrijwilligerswerk|ik solliciteer|ik zou wel werken|straks weer|mijn vrouw werkt op maandag"""


def _gezegd(woorden: str) -> list[str]:
    return [one.strip() for regel in woorden.splitlines() for one in regel.split("|")]


@pytest.mark.parametrize(
    ("woorden", "werkt"), [(one, werkt) for woorden, werkt in ((WEL, True), (NIET, False), (OPEN, None)) for one in _gezegd(woorden)]
)
def test_words_say_that_somebody_works_or_not_or_leave_it_open(woorden: str, werkt: bool | None) -> None:
    """What is not sure is asked back."""
    assert werkt is werkt_nu(woorden)
