"""Wishes are understood as written: own sentences, context of the question, negation, typing errors, bounds."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.evaluate import werkwensen
from bot.nlu.wishes import Topic, topic_of, understand

FOLDER = Path(__file__).parent


def own_lines(name: str) -> list[dict[str, Any]]:
    """Return our own sentences in the form of the evaluation files."""
    data = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    return [{"vraag": q, "tekst": text, "verwacht": expected} for q, cases in data.items() for text, expected in cases]


@pytest.mark.parametrize("line", own_lines("wensen.yml"), ids=lambda line: f"{line['vraag']}: {line['tekst']}")
def test_sentence_gives_exactly_the_wishes_in_it(line: dict[str, Any]) -> None:
    """Every plain sentence gives what it wishes and nothing else."""
    predicted = werkwensen.as_expected(line["tekst"], line["vraag"])
    assert (len(list(werkwensen.pairs(line["verwacht"]))), 0, 0) == werkwensen.hits(line["verwacht"], predicted)


@pytest.mark.parametrize("line", own_lines("wensen_in_delen.yml"), ids=lambda line: f"{line['vraag']}: {line['tekst']}")
def test_parts_of_days_and_words_taken_back_are_understood_exactly(line: dict[str, Any]) -> None:
    """All values, the number of days too, and no other."""
    understood = understand(line["tekst"], line["vraag"]).certain()
    assert line["verwacht"] == {key: list(value) if isinstance(value, tuple) else value for key, value in understood.items()}


@pytest.mark.parametrize("line", own_lines("wensen_wel_niet.yml"), ids=lambda line: f"{line['vraag']}: {line['tekst']}")
def test_a_small_word_decides_what_is_wished_and_what_is_not(line: dict[str, Any]) -> None:
    """To whom a "niet" belongs, what is added to what, what only looks like work: all values and no other."""
    understood = understand(line["tekst"], line["vraag"]).certain()
    assert line["verwacht"] == {key: list(value) if isinstance(value, tuple) else value for key, value in understood.items()}


def test_odd_sentences_are_mostly_understood() -> None:
    """Of sentences that are odder than most, at least nine in ten pairs are right and nine in ten empty ones stay empty."""
    lines = own_lines("wensen_later.yml")
    figures = werkwensen.score(lines, werkwensen.predict(lines))
    assert figures["micro_f1"] >= 0.9
    assert figures["leeg_gelaten"] >= 0.9


def test_one_typing_error_costs_at_most_five_points() -> None:
    """A dropped, doubled or swapped letter in every sentence lowers the micro-F1 by at most five points."""
    # A slip in "di" leaves nothing to go by, so only sentences of four words and more are taken.
    lines = [line for name in ("wensen.yml", "wensen_later.yml") for line in own_lines(name) if len(line["tekst"].split()) >= 4]
    noisy = [{**line, "tekst": _slip(line["tekst"], random.Random(n))} for n, line in enumerate(lines)]
    clean = werkwensen.score(lines, werkwensen.predict(lines))["micro_f1"]
    assert werkwensen.score(noisy, werkwensen.predict(noisy))["micro_f1"] >= clean - 0.05


def _slip(text: str, chance: random.Random) -> str:
    letters = [i for i, c in enumerate(text[:-1]) if c.isalpha()]
    if not letters:
        return text
    i = chance.choice(letters)
    return chance.choice([text[:i] + text[i + 1 :], text[: i + 1] + text[i:], text[:i] + text[i + 1] + text[i] + text[i + 2 :]])


def test_the_question_decides_what_a_bare_number_means() -> None:
    """ "drie" is days after the question about days, hours after the one about hours, nothing after the one about work."""
    assert {"aantal_dagen": 3} == understand("drie", "aantal_dagen").certain()
    assert {"uren_per_week": {"min": 3, "max": 3}} == understand("drie", "uren").certain()
    assert {} == understand("drie", "welk_werk").certain()


def test_two_mornings_are_a_number_of_days_too() -> None:
    """ "drie middagjes" tells the number of days besides the part of the day."""
    assert {"aantal_dagen": 3, "dagdelen": ("middag",)} == understand("drie middagjes", "uren").certain()


def test_a_wish_carries_the_clients_own_words() -> None:
    """The literal, unrepaired words stay with the value."""
    wish = understand("liefst op dinsdg", "dagen").get("dagen")
    assert wish is not None
    assert ("dinsdg", ("di",)) == (wish.woorden, wish.value)


@pytest.mark.parametrize(
    ("day", "key"), [("woensdag", "dagen"), ("niet op woensdag", "niet_dagen"), ("woensdag niet", "niet_dagen"), ("nooit op woensdag", "niet_dagen")]
)
def test_negation_flips_a_day(day: str, key: str) -> None:
    """A day with a negation is a day that cannot."""
    assert {key: ("wo",)} == understand(day, "dagen").certain()


def test_own_ids_and_dutch_questions_mean_the_same() -> None:
    """A question is known by its id and by its words."""
    pairs = [
        ("uren", "hoeveel uur wil je"),
        ("vervoer", "met welk vervoer kom je"),
        ("dagdelen", "welk deel van de dag"),
        ("waarom", "waarom zou je willen werken"),
    ]
    assert [topic_of(a) for a, _ in pairs] == [topic_of(b) for _, b in pairs]
    assert Topic.STORY is topic_of(None)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "...", "?!", "😀😀", "1" * 5000, "a" * 20000, "\x00\x01", "½", "geen", "niet niet niet", "van tot van tot", "half", "kwart over"],
)
def test_nothing_useful_gives_nothing_and_no_error(text: str) -> None:
    """Odd input of any length is read without an error and gives no wish."""
    assert {} == understand(text, "uren").certain() | understand(text, "dagen").certain() | understand(text, None).certain()


def test_a_long_story_is_understood_at_its_beginning_and_end() -> None:
    """Of a very long text the beginning and the end are read."""
    story = "ik wil op maandag werken. " + "het was een lange weg en veel gebeurde er onderweg. " * 400 + "en vrijdag kan ook."
    assert {"dagen": ("ma", "vr")} == understand(story, "dagen").certain()
