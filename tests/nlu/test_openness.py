"""Openness is understood as the client's own choice; opinions of others, fears and counter questions choose nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.nlu.openness import Openness, understand

CASES = [
    (question, *case)
    for question, cases in yaml.safe_load((Path(__file__).parent / "openheid.yml").read_text("utf-8")).items()
    for case in cases
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "who", "moment", "direction"), CASES)
def test_sentence_gives_the_choice_in_it(question: str, text: str, who: list[str], moment: str | None, direction: str | None) -> None:
    """To whom, when and how open are understood."""
    choice = understand(text, question)
    assert (set(who), moment, direction) == (set(choice.wie), choice.moment, choice.richting)


@pytest.mark.parametrize("text", ["", "  ", "...", "😀", "moet ik dat nu al weten?"])
def test_nothing_said_is_nothing_chosen(text: str) -> None:
    """No words or a question back leave every field open."""
    assert Openness() == understand(text, "hoe open wil je zijn")


@pytest.mark.parametrize(
    ("text", "what"),
    [("dat ik afasie heb", "afasie"), ("dat ik snel moe ben", "vermoeidheid"), ("mijn beroerte", "oorzaak"), ("dat ik dingen vergeet", "geheugen")],
)
def test_content_is_named(text: str, what: str) -> None:
    """What is to be told gets a short name."""
    assert what in understand(text, "wat wil je vertellen").wat


def test_refused_person_is_left_out() -> None:
    """Negation flips a person."""
    results: list[Any] = [understand(t, "aan wie wil je het vertellen").wie for t in ("mijn chef", "niet mijn chef")]
    assert [("leidinggevende",), ()] == results


@pytest.mark.parametrize(
    ("text", "excepted"),
    [("iedereen behalve de baas", True), ("iedereen mag het weten, de chef niet", True), ("iedereen", False), ("alleen de baas", False)],
)
def test_an_exception_to_everybody_is_kept(text: str, excepted: bool) -> None:
    """Who is named is then not all that was said."""
    assert excepted == understand(text, "aan wie wil je het vertellen").uitgezonderd


def test_subjects_keep_the_clients_own_words() -> None:
    """Each subject stands beside the words it was read in; what stays private is no subject."""
    choice = understand("van mijn beroerte en dat ik pauzes moet, niet over mijn epilepsie", "wat wil je vertellen")
    assert {"oorzaak": "beroerte", "pauze": "pauzes"} == dict(zip(choice.wat, choice.wat_woorden, strict=True))
