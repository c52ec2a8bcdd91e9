"""Who asks what he said before, and clauses that only look like a question."""

from __future__ import annotations

import pytest

from bot.nlu.recall import recall_in, tells

VRAAGT = """Wat heb ik net gezegd?|wat zei ik daarnet?|ik weet niet meer wat ik net zei|wat zei ik ook alweer|wat heb ik al verteld
    ik ben vergeten wat ik zei
    wat heb ik allemaal ingevuld|wat was mijn vorige antwoord?|wat was mijn antwoord ook alweer|welk antwoord gaf ik|weet jij nog wat ik net zei?
    kun je herhalen wat ik zei|laat eens zien wat ik gezegd heb|wa zei ik just|wat heb k gezegd|sorry wat zei ik nou|ik weet ni meer wat ik gezegd heb
    kwijt wat ik zei|wat heb ik net getypt|wat had ik geantwoord op de vorige vraag|wat koos ik daarnet|lees nog eens voor wat ik zei
    wat waren mijn antwoorden|ik weet niet meer wat ik daarnet geantwoord heb|wil graag zien wat ik heb ingevuld|wat heb ik gezegt
    vat het samen|vat het eens kort samen|kun je het samenvatten|vat mijn antwoorden samen|vat even samen wat ik zei|kunt u alles kort samenvatten
    geef een overzicht|geef mij eens een overzicht|toon het overzicht|laat een overzicht zien|mag ik een samenvatting zien|maak een korte samenvatting
    kan je een overzicht geven van wat ik zei|samenvatting graag|geef me een overzicht van mijn antwoorden|ok vat dat nog eens samen"""
OVER = {
    "de reis": "wat zei ik over de reis?|wat heb ik gezegd over de reis",
    "uren": "wat had ik gezegd over uren?|wat heb ik over uren gezegd",
    "de bus": "wat zei ik nu ook weer over de bus",
}
VRAAGT_NIET = """ik vergeet vaak wat ik net gezegd heb|ik weet vaak niet meer wat ik net zei|wat ik net zei: maandag|mensen zeggen wat ik moet doen
    wat heb jij gezegd?|wat zei je?|ik zei het net|wat ik wil zeggen is dat ik moe ben|wat heb ik aan een jobcoach|wat heb ik nodig|wat kan ik doen
    wat moet ik zeggen|ik weet niet wat ik wil zeggen|ik weet niet meer hoe het moet|wat had ik moeten doen|wat was mijn recht op uitkering
    wat zei mijn baas|ik weet soms niet meer wat ik zei|ik weet niet wat ik moet zeggen|ik ben dingen vergeten|wat ik zei klopt niet|wat heb ik gedaan
    als ik iets lees weet ik niet meer wat ik las|wat ga ik zeggen|ik weet niet meer wat ik moest doen
    een overzicht|overzicht houden is lastig|dat iemand het samenvat|ik wil graag overzicht|een overzicht van de dag|samenvatten is moeilijk
    mijn begeleider geeft een overzicht|ik maak een overzicht van de taken|een collega die het samenvat|geef een overzicht van de taken per dag"""
VERTELT = """hoe het gekomen is|hoe het gebeurd is|waar ik nu sta|waar ik ben geweest|wat er gebeurd is|wat ik gehad heb|waarom ik gestopt ben
    hoe ik ziek ben geworden|hoe ver ik hersteld ben|wat ik allemaal niet kan|wanneer het gebeurde|waar het vandaan komt|waar ik behandeld ben
    hoe mijn hersenen beschadigd zijn|hoe lang ik thuis zat|waar ik woon|wie mij helpt|wat de dokter zei tegen mij|hoe vaak ik moe ben
    welke medicijnen ik slik|over hoe het kwam|hoe t gebeurt is"""
VERTELT_NIET = """waar was ik|waar was ik gebleven|waar we gebleven waren|hoe ver ben ik|waar zijn we nu|hoe ver zijn we|wat bedoel je|hoe moet dit
    waar ben ik mee bezig|wat heb ik al gedaan|hoe werkt het|waar gaat dit over|hoe het moet|wat je bedoelt|waar ging het over|hoe het werkt
    waar ik gebleven was|wat deed ik|wie leest dit|hoe kan ik stoppen|waar is de pauzeknop|hoe het gekomen is?"""


def _zinnen(woorden: str) -> list[str]:
    return [one.strip() for regel in woorden.splitlines() for one in regel.split("|")]


@pytest.mark.parametrize("woorden", _zinnen(VRAAGT))
def test_who_wants_to_hear_his_own_words_is_heard(woorden: str) -> None:
    """As a question or as a clause."""
    found = recall_in(woorden)
    assert found is not None
    assert found.over in ("", "de vorige vraag")


@pytest.mark.parametrize(("over", "woorden"), [(over, one) for over, zinnen in OVER.items() for one in _zinnen(zinnen)])
def test_the_subject_is_read_with_it(over: str, woorden: str) -> None:
    """Wherever it stands."""
    found = recall_in(woorden)
    assert found is not None
    assert over == found.over


@pytest.mark.parametrize("woorden", _zinnen(VRAAGT_NIET))
def test_a_complaint_or_another_question_asks_no_such_thing(woorden: str) -> None:
    """Forgetting often is told, not asked."""
    assert recall_in(woorden) is None


@pytest.mark.parametrize("woorden", _zinnen(VERTELT))
def test_a_clause_tells(woorden: str) -> None:
    """Its subject comes before its verb."""
    assert tells(woorden)


@pytest.mark.parametrize("woorden", _zinnen(VERTELT_NIET))
def test_a_question_does_not_tell(woorden: str) -> None:
    """Nor do words about this talk."""
    assert not tells(woorden)
