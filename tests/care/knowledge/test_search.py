"""Questions in employers' own words find their subject, also misspelt, Flemish, or leaning on what was said before."""

from __future__ import annotations

import pytest

from bot.care.knowledge.search import Knowledge


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("risicoverzekering voor zieke werknemer", "no-riskpolis"),
        ("wat is de noriskpoliis", "no-riskpolis"),
        ("overpriklt door herrie", "prikkels-overprikkeling"),
        ("Moogt ge bij een sollicitatie vragen of iemand ziek is geweest?", "sollicitatie-gezondheidsvragen"),
        ("Hoeveel jaar blijft de IPS-coach?", "ips-duur"),
        ("Hoe bereid ik de ploeg voor in de matchingsfase?", "matrix-collegas-matching"),
        ("loonkosten voordeel banen afspraak verklaring", "lkv-banenafspraak"),
    ],
)
def test_own_words_find_the_subject(knowledge: Knowledge, question: str, subject: str) -> None:
    """The right subject stands first."""
    assert subject == knowledge.find(question).ids[0]


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Wat is hersenletsel?", "wat-is-nah"),
        ("wat zijn prikkels eigenlijk", "prikkels-overprikkeling"),
        ("Leg eens uit wat loonwaarde is", "loonwaarde"),
        ("Wat houdt een driegesprek in?", "driegesprek"),
        ("LIV", "lkv-oudere-werknemer-vervallen"),
        ("Wat doet een bedrijfsarts precies?", "bedrijfsarts-rol"),
    ],
)
def test_a_term_alone_is_answered(knowledge: Knowledge, question: str, subject: str) -> None:
    """Who types a term of a subject, or asks what it is, is not asked back."""
    assert ("antwoord", (subject,)) == (knowledge.find(question).kind, knowledge.find(question).ids)


def test_a_term_of_another_audience_is_not_answered_to_a_client(knowledge: Knowledge) -> None:
    """Loonkostensubsidie is written for werkgevers alone."""
    assert ("loonkostensubsidie",) == knowledge.find("wat is loonkostensubsidie").ids
    assert ("loonkostensubsidie",) != knowledge.find("wat is loonkostensubsidie", "client").ids


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Mijn monteur kreeg een herseninfarct, met hoeveel uren begint hij?", "opbouw-van-uren"),
        ("Kun je door een val hersenletsel krijgen?", "oorzaken-nah"),
        ("kan hij met NAH avonddiensten draaien", "rustmomenten-werktijden"),
        ("Mag ik een kandidaat vragen of hij vaak ziek is?", "sollicitatie-gezondheidsvragen"),
        ("Mag ik mijn werknemer vragen of hij al terug kan komen?", "ziekmelding-vragen"),
        ("mijn werknemer voelt zich waardeloos", "signaal-stemming"),
    ],
)
def test_what_happened_is_not_what_is_asked(knowledge: Knowledge, question: str, subject: str) -> None:
    """A beroerte that is told about leads to what is asked after it, and a question about an employee not to a sollicitatie."""
    assert subject in knowledge.find(question).ids
    assert "oorzaken-nah" == subject or "oorzaken-nah" != knowledge.find(question).ids[0]


def test_a_second_question_goes_on_about_the_first(knowledge: Knowledge) -> None:
    """ "Wat doet een jobcoach en wie betaalt dat?" is about the jobcoach twice, so it is answered once."""
    assert ["jobcoach-uwv"] == [result.ids[0] for result in knowledge.find_all("Wat doet een jobcoach en wie betaalt dat?")]


@pytest.mark.parametrize(
    "question",
    ["WIA of Wajong?", "jobcoach of bedrijfsarts", "Wat is beter: loonkostensubsidie of loondispensatie?", "verschil tussen wia en wajong"],
)
def test_two_terms_that_are_compared_are_both_explained(knowledge: Knowledge, question: str) -> None:
    """In the order in which they were named."""
    assert 2 == len(knowledge.find_all(question))


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("mag ik vragen of iemand de no-riskpolis heeft of in het doelgroepregister staat", None),
        ("loopt de loonkostensubsidie door bij ziekte of neemt de no-riskpolis het over", "loonkostensubsidie-en-ziekte"),
        ("geldt de no-riskpolis bij een proefplaatsing of niet", None),
        ("heeft hij recht op wia of wajong", None),
    ],
)
def test_of_between_sentences_compares_nothing(knowledge: Knowledge, question: str, subject: str | None) -> None:
    """One question with two terms in it gets one answer, not two definitions."""
    (found,) = knowledge.find_all(question)
    assert subject in (None, found.ids[0])


def test_a_short_follow_up_is_about_the_subject_before(knowledge: Knowledge) -> None:
    """ "En hoe lang duurt dat?" means the duration of what was just answered."""
    assert "no-riskpolis" == knowledge.find("En hoe lang loopt dat door?", context="no-riskpolis").ids[0]


def test_a_follow_up_with_its_own_subject_changes_the_subject(knowledge: Knowledge) -> None:
    """Context helps a question that needs it and does not hold back one that does not."""
    found = knowledge.find("Mag ik een sollicitant vragen of hij hersenletsel heeft?", context="no-riskpolis")
    assert "sollicitatie-gezondheidsvragen" == found.ids[0]


@pytest.mark.parametrize("question", ["Hij vergeet steeds wat ik hem zeg", "Ze is moe als haar collega's praten"])
def test_the_employee_is_not_what_was_answered(knowledge: Knowledge, question: str) -> None:
    """ "Hem" and "haar" are the employee: such a question with a subject of its own leaves the last subject behind."""
    assert "jobcoach-uwv" not in knowledge.find(question, context="jobcoach-uwv").ids


def test_every_title_finds_its_own_subject(knowledge: Knowledge) -> None:
    """Nothing in the base is out of reach: its own title leads there within three."""
    lost = [subject.id for subject in knowledge.subjects.values() if subject.id not in knowledge.find(subject.titel).ids]
    assert [] == lost


def test_nothing_and_noise_are_declined(knowledge: Knowledge) -> None:
    """Empty, punctuation and keyboard noise never bring an answer, whatever their length."""
    for text in ("", "???", "asdfgh qwerty", "x" * 100_000):
        assert "geen" == knowledge.find(text).kind


def test_at_most_three_different_subjects(knowledge: Knowledge) -> None:
    """ "Bedoel je" never offers more than three, nor one twice."""
    found = knowledge.find("hulp bij het werk na hersenletsel")
    assert len(found.ids) == len(set(found.ids)) <= 3
