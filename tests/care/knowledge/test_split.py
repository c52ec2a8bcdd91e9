"""Several questions in one message are found; one question or a story stays whole."""

from __future__ import annotations

import pytest

from bot.care.knowledge.search import Knowledge
from bot.care.knowledge.split import MAX_PARTS, questions_in


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Wat is IPS? Wie betaalt dat?", ("Wat is IPS?", "Wie betaalt dat?")),
        ("Hoe lang duurt IPS en wat kost het?", ("Hoe lang duurt IPS", "wat kost het?")),
        ("Wat is de WGA, wat is de IVA, en wie krijgt het?", ("Wat is de WGA", "wat is de IVA", "wie krijgt het?")),
        ("Mag ik dat vragen?", ("Mag ik dat vragen?",)),
        ("Hij is vaak moe. Wat kan ik doen?", ("Hij is vaak moe. Wat kan ik doen?",)),
        ("no-risk en proefplaatsing", ("no-risk en proefplaatsing",)),
    ],
)
def test_cut_where_a_new_question_starts(message: str, parts: tuple[str, ...]) -> None:
    """Parts keep their order and their words."""
    assert parts == questions_in(message)


def test_never_more_than_four_parts() -> None:
    """A wall of questions gives at most four answers."""
    assert MAX_PARTS == len(questions_in("Wat is dat? " * 30))


def test_each_question_gets_its_own_answer(knowledge: Knowledge) -> None:
    """Two subjects in one message give two results, in the order asked."""
    results = knowledge.find_all("Hoeveel jaar duurt een IPS-traject? En wat is de no-riskpolis?")
    assert ["ips-duur", "no-riskpolis"] == [result.ids[0] for result in results]
