"""Which words want an earlier answer changed, and which topic they name."""

from __future__ import annotations

import pytest

from bot.care.dialogen import DIALOGEN
from bot.care.wijzigwens import is_wens, onderwerpen_in, vorige


def _bij(vraag: str, dialoog: str = "werkwensen") -> dict[str, str]:
    return {"dialoog": dialoog, "gevraagd": vraag}


WEL = """ik wil het vorige veranderen, wat ik merk van mijn hersenletsel|ik wil mijn vorige antwoord wijzigen|mag ik mijn antwoord nog aanpassen
    kan ik een antwoord verbeteren|ik wou wat ik net zei veranderen|ik wil het laatste graag anders|ik zou mijn antwoorden willen aanpassen
    bij uren moet het twaalf zijn|bij reizen moet fiets staan|nee bij de uren hoort dertig te staan|die uren anders|die uren kloppen niet
    de reis moet anders|mijn vervoer klopt niet"""
NIET = """ik wil mijn werktijden aanpassen|ik wil een ander beroep|ik wil het laatste jaar anders leven|bij lawaai moet ik weg zijn
    die baan was fout voor mij
    vorige week ging het niet goed|het laatste jaar is veel veranderd|een rustige plek|die stilte is fijn|alles moet anders|ik wil veranderen
    bij druk werk moet het rustig zijn|een rooster dat vast staat|mijn vrouw is anders|vaste taken|mijn baas wil niets veranderen"""


def _zinnen(woorden: str) -> list[str]:
    return [one.strip() for regel in woorden.splitlines() for one in regel.split("|")]


@pytest.mark.parametrize("woorden", _zinnen(WEL))
def test_a_wish_to_change_is_heard(woorden: str) -> None:
    """With what was said before, or a topic of the dialogue, in it."""
    assert is_wens(_bij("helpt"), woorden)


@pytest.mark.parametrize("woorden", _zinnen(NIET))
@pytest.mark.parametrize("vraag", ["helpt", "punt_1"])
def test_an_answer_about_change_is_no_such_wish(vraag: str, woorden: str) -> None:
    """It is about work or life."""
    assert not is_wens(_bij(vraag), woorden)


def test_a_topic_alone_is_no_wish_where_the_client_is_asked_to_tell() -> None:
    """Nor where that topic is asked about itself, in an interlude or at home."""
    assert not is_wens(_bij("punt_1"), "bij uren moet het twaalf zijn")
    assert not is_wens(_bij("uren"), "bij uren moet het twaalf zijn")
    assert not is_wens({**_bij("helpt"), "tussen": "contact_tekst"}, "ik wil mijn antwoord wijzigen")
    assert not is_wens({}, "ik wil mijn antwoord wijzigen")


@pytest.mark.parametrize(
    ("dialoog", "woorden", "onderwerpen"),
    [
        ("werkwensen", "bij uren moet het dinsdag zijn", ["tijd"]),
        ("werkwensen", "ik wil het vorige veranderen, wat ik merk van mijn hersenletsel", ["gevolgen"]),
        ("werkwensen", "ik wil een antwoord veranderen", []),
        ("werkwensen", "eerst de reis en dan de uren", ["reizen", "tijd"]),
        ("openheid", "die oefenzin anders", ["zin"]),
        ("signaalcheck", "ik wil iets veranderen", []),
        ("energielijst", "werk", ["werk"]),
    ],
)
def test_topics_are_read_by_their_names_the_first_named_first(dialoog: str, woorden: str, onderwerpen: list[str]) -> None:
    """The words of the wish itself are none."""
    assert onderwerpen == onderwerpen_in(DIALOGEN[dialoog], woorden)


@pytest.mark.parametrize(
    ("woorden", "ja"), [("het vorige", True), ("mijn laatste antwoord", True), ("wat ik net zei", True), ("mijn antwoord", False)]
)
def test_the_answer_right_before_may_be_meant(woorden: str, ja: bool) -> None:
    """Then one step back is enough."""
    assert ja == vorige(woorden)
