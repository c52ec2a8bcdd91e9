"""Measure the knowledge search on labelled questions, through the same `find_all` as a real turn (shared/eval/README.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.care.knowledge.search import SHOWN, Knowledge
from bot.evaluate.intervals import Share

ROOT = Path(__file__).resolve().parents[2] / "knowledge"
Line = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """`first` and `three` over the questions in scope, `declined` over those out of scope."""

    first: Share
    three: Share
    declined: Share
    wrongly_declined: Share
    in_scope: int
    out_of_scope: int
    wrong: tuple[int, ...]  # positions of lines whose first answer is wrong, or that were declined wrongly or not declined


@lru_cache(maxsize=2)
def _knowledge(root: Path) -> Knowledge:
    return Knowledge.load(root)


def predict(lines: Iterable[Line], root: Path = ROOT) -> list[Line]:
    """`{"antwoorden": [ids, best first]}` per line, empty when declined; a part counts as the subject it belongs to."""
    knowledge = _knowledge(root)
    return [{"antwoorden": _answers(knowledge, str(line["vraag"]))} for line in lines]


def _answers(knowledge: Knowledge, message: str) -> list[str]:
    """Of several questions first the best of each, then what else was found."""
    results = knowledge.find_all(message)
    ranked = [result.ids[place] for place in range(SHOWN) for result in results if place < len(result.ids)]
    return list(dict.fromkeys(knowledge.subjects[subject].onderdeel_van or subject for subject in ranked))


def right(line: Line, prediction: Line) -> bool:
    """Say whether the first answer is one of the labelled ones, or a question out of scope was declined."""
    expected, answers = line["verwacht"], prediction["antwoorden"]
    return bool(answers) and answers[0] in expected if expected else not answers


def score(lines: Sequence[Line], predictions: Sequence[Line]) -> Score:
    """Compare predictions with `verwacht`; an empty `verwacht` must be declined."""
    first = three = declined = wrongly = 0
    wrong: list[int] = []
    inside = [at for at, line in enumerate(lines) if line["verwacht"]]
    for at, (line, prediction) in enumerate(zip(lines, predictions, strict=True)):
        expected, answers = set(line["verwacht"]), prediction["antwoorden"]
        good = right(line, prediction)
        if not good:
            wrong.append(at)
        if expected:
            first += good
            three += bool(expected & set(answers[:SHOWN]))
            wrongly += not answers
        else:
            declined += not answers
    outside = len(lines) - len(inside)
    n = len(inside)
    return Score(Share(first, n), Share(three, n), Share(declined, outside), Share(wrongly, n), n, outside, tuple(wrong))
