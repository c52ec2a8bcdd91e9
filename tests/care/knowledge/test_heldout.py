"""The goals of the search hold on our own held-out questions, through the code path of a real turn."""

from __future__ import annotations

import json
from pathlib import Path

from bot.care.knowledge.search import Knowledge
from bot.evaluate.kennis import predict, score

QUESTIONS = Path(__file__).resolve().parents[2] / "eval" / "kennis.jsonl"


def test_held_out_questions_reach_the_goals(knowledge: Knowledge) -> None:
    """First right 0.80, within three 0.92, out of scope declined 0.90, wrongly declined at most 0.05; only subjects that exist count."""
    lines = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if set(line["verwacht"]) <= set(knowledge.subjects)]
    result = score(lines, predict(lines))
    assert result.first >= 0.80
    assert result.three >= 0.92
    assert result.declined >= 0.90
    assert result.wrongly_declined <= 0.05


def test_a_prediction_is_a_list_of_subjects_and_a_decline_is_empty() -> None:
    """The shape that anyone can score."""
    assert [{"antwoorden": []}] == predict([{"vraag": "Hoe bak ik een taart?"}])


def test_scoring_counts_both_sides() -> None:
    """In scope and out of scope are counted apart, and the wrong lines are named by position."""
    lines = [{"verwacht": ["a", "b"]}, {"verwacht": ["a"]}, {"verwacht": ["a"]}, {"verwacht": []}, {"verwacht": []}]
    answers = [{"antwoorden": ["b"]}, {"antwoorden": ["c", "a"]}, {"antwoorden": []}, {"antwoorden": []}, {"antwoorden": ["a"]}]
    result = score(lines, answers)
    assert (1 / 3, 2 / 3, 0.5, 1 / 3, (1, 2, 4)) == (result.first, result.three, result.declined, result.wrongly_declined, result.wrong)
