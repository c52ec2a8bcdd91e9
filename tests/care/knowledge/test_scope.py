"""Questions about one person, medical and legal judgements and what is not ours are declined; general questions are not."""

from __future__ import annotations

import pytest

from bot.care.knowledge.scope import names_person
from bot.care.knowledge.search import Knowledge


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Komt Hendrik ooit weer op zijn oude niveau?", "persoon"),
        ("Kan volgens jou Dewika nog autorijden voor de zaak?", "persoon"),
        ("Mag ik mevrouw Bruins overplaatsen zonder overleg?", "persoon"),
        ("Hoe kan ik een medewerker met NAH snel ontslaan?", "persoon"),
        ("Is onze chauffeur ongeschikt voor dit werk?", "persoon"),
        ("Welke medewerkers van ons staan in het register?", "persoon"),
        ("Hoeveel tabletten mag hij slikken tegen de hoofdpijn?", "buiten_scope"),
        ("Mijn monteur heeft diabetes, welke pauzes zijn verstandig?", "buiten_scope"),
        ("Schrijf een brief aan onze klanten", "buiten_scope"),
        ("Hoe vraag ik kinderopvangtoeslag aan?", "buiten_scope"),
        ("Wie betaalt bij ons in Gent het loon als hij ziek is?", "ander_land"),
        ("Onze Waalse vestiging zoekt een tegemoetkoming", "ander_land"),
        ("Hoe vraag ik de VOP aan?", "ander_land"),
        ("Geldt de no-riskpolis ook in Duitsland?", "ander_land"),
        ("Wat is de hoofdstad van Zweden?", "buiten_scope"),
        ("Gisteren zei Slager dat zijn hoofd vol zat", "persoon"),
        ("Vandaag belde Wisniewska over haar uren", "persoon"),
        ("Wat eten we vanavond, pannenkoeken?", "buiten_scope"),
        ("Ik wil een cursus bloemschikken", "buiten_scope"),
        ("Hoeveel is het minimumloon?", "buiten_scope"),
        ("Mijn kind heeft koorts", "buiten_scope"),
        ("Hoe zet ik de thermostaat lager?", "buiten_scope"),
        ("Kan ik mijn medewerker verplichten naar de bedrijfsarts te gaan?", "regel_onbekend"),
        ("Vertel me of hij terugkomt", "persoon"),
        ("Schrijf een vacature voor mij", "onbekend"),
    ],
)
def test_declined_with_the_right_reason(knowledge: Knowledge, question: str, reason: str) -> None:
    """The reason decides what the refusal offers instead."""
    result = knowledge.find(question)
    assert ("geen", reason) == (result.kind, result.reason)


@pytest.mark.parametrize(
    "question",
    [
        "Wat gebeurt er na twee jaar ziekte, mag ik dan ontslaan?",
        "Is dementie ook hersenletsel?",
        "Is er een Werkcentrum in Appelscha?",
        "Wat doet de Hersenstichting?",
        "Mag ik naar iemands gezondheid vragen?",
        "Wij werken in Vlaanderen, hoe voorkom ik overprikkeling?",
        "Is onze Vlaamse collega met NAH sneller moe?",
        "Mijn Duitse werknemer werkt in Nederland, krijg ik dan loonkostensubsidie?",
        "Ik ben slager en mijn bediende heeft hersenletsel, wat betekent dat?",
        "Wij hebben een kapper met NAH in dienst, hoeveel uren kan hij aan?",
        "Onze Bakker met NAH wil meer uren",
        "Mijn Poolse schilder heeft NAH, hoe geef ik uitleg?",
        "Vanaf Maandag werkt zij met een jobcoach",
        "max 3 uur per dag, is dat gewoon bij NAH?",
        "kan ik een cursus vergoed krijgen",
        "ik wil een cursus doen betaalt uwv dat",
        "mag ik een cursus doen met behoud van uitkering",
        "wat is het minimumloon bij loonkostensubsidie",
        "mijn dochter gaat van school en heeft hersenletsel, heeft zij recht op wajong",
        "thermostaat te laag voor medewerker met hersenletsel",
        "ik ben verplicht om een bedrijfsarts te hebben toch",
        "is mijn medewerker verplicht om openheid te geven aan de bedrijfsarts",
        "vertel mij of een jobcoach gratis is",
        "zeg eens of ik subsidie krijg",
        "wie helpt mij een vacature te maken voor de banenafspraak",
    ],
)
def test_general_questions_near_the_border_are_answered(knowledge: Knowledge, question: str) -> None:
    """A word of the refused lists does not refuse a question that is plainly ours."""
    assert knowledge.find(question).reason is None


def test_a_name_that_is_a_word_counts_with_a_capital_only() -> None:
    """ "Wil" at the start of a sentence and "mark" in the middle are words, "Mark" in the middle is a man."""
    assert not names_person("Wil iemand met NAH wel werken?")
    assert names_person("Vandaag zei Mark dat hij moe was")
