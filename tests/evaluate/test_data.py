"""Contradictions and thin spots in training data are found, with the place where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluate import data
from bot.evaluate.leakage import PROJECT


def project(root: Path, intents: dict[str, list[str]]) -> Path:
    """A project with one nlu.yml."""
    path = root / "bot" / "data" / "proef" / "nlu.yml"
    path.parent.mkdir(parents=True)
    blocks = [f"- intent: {name}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts) for name, texts in intents.items()]
    path.write_text('version: "3.1"\nnlu:\n' + "".join(blocks), encoding="utf-8")
    return root


def found(root: Path, thin: int = 1) -> data.Findings:
    """What the check finds in a project."""
    return data.check(data.read(root), thin)


def places(pairs: tuple[tuple[data.Example, data.Example], ...]) -> list[tuple[int, int]]:
    """The lines of the sentences of every pair."""
    return [(one.where.line, other.where.line) for one, other in pairs]


def test_a_sentence_under_two_intents_is_found_whatever_its_capitals_and_signs(tmp_path: Path) -> None:
    """Both places are named, and it is no near copy besides."""
    findings = found(project(tmp_path, {"stop": ["hou maar op", "Ik stop er nu mee!"], "klaar": ["ik stop er nu mee"]}))
    assert [(6, 9)] == places(findings.same)
    assert () == findings.near


def test_a_near_copy_under_another_intent_is_found(tmp_path: Path) -> None:
    """One word more in a long sentence is nearly the same sentence."""
    near = "mag ik dat antwoord van daarnet alsjeblieft nog veranderen"
    findings = found(project(tmp_path, {"wijzig": [near], "vraag_tussendoor": ["mag ik dat antwoord van daarnet alsjeblieft noch veranderen"]}))
    assert 1 == len(findings.near)


@pytest.mark.parametrize(
    "other", ["ik wil vandaag niet graag nog even verder met deze vragen", "ik wil vandaag graag nog even verder met deze vragen?"]
)
def test_a_negation_or_a_question_mark_makes_another_sentence(tmp_path: Path, other: str) -> None:
    """What means the opposite may look alike."""
    findings = found(project(tmp_path, {"verder": ["ik wil vandaag graag nog even verder met deze vragen"], "stop": [other]}))
    assert () == findings.near + findings.same


def test_the_same_sentence_twice_in_one_intent_is_found(tmp_path: Path) -> None:
    """It would count double in training."""
    findings = found(project(tmp_path, {"stop": ["stop maar", "klaar nu", "Stop maar"]}))
    assert [(5, 7)] == places(findings.repeated)
    assert 2 == findings.counts["stop"]


def test_an_intent_with_few_sentences_is_thin(tmp_path: Path) -> None:
    """Only different sentences count."""
    findings = found(project(tmp_path, {"stop": ["a b", "a b", "c d"], "verder": ["e", "f", "g"]}), thin=3)
    assert (("stop", 2),) == findings.thin


def test_the_command_names_place_and_kind_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Usable as a check: exit code 1, `file:line: kind`."""
    assert 1 == data.run(project(tmp_path, {"stop": ["hou op"], "klaar": ["hou op"]}))
    out = capsys.readouterr().out
    assert "nlu.yml:8: same sentence, two intents" in out
    assert "stop: thin: 1 different sentences" in out


def test_a_broken_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback, exit code 2."""
    root = project(tmp_path, {"stop": ["x"]})
    (root / "bot" / "data" / "proef" / "nlu.yml").write_text("nlu: [", encoding="utf-8")
    assert 2 == data.run(root)
    assert "cannot read" in capsys.readouterr().err


def test_the_projects_own_data_is_sound() -> None:
    """No contradictions, nothing twice, no thin intent; the ordinary answers, met most, have most sentences."""
    findings = data.check(data.read(PROJECT))
    assert not findings, findings
    assert findings.counts["vertel"] >= 1200
