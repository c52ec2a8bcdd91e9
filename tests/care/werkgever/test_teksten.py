"""The texts of the werkgever chat keep the turn rules, and every name the code uses has its text."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.care.knowledge.model import FASEN, ROLLEN, THEMAS
from bot.care.werkgever.teksten import HERE, indeling, responses
from bot.lint import turns
from bot.settings import PROJECT


def test_the_linter_reads_these_texts_and_finds_nothing() -> None:
    """`werkmaat check` covers them like the texts of every dialogue."""
    report = turns.inspect(PROJECT)
    mine = [turn for turn in report.turns if turn.path.parent == HERE]
    assert len(mine) == len(responses())
    assert [] == [str(finding) for finding in report.findings if finding.path.parent == HERE]


@pytest.mark.parametrize(
    ("folder", "text", "wrong"),
    [("werkgever", "Zo help ik je.", True), ("werkgever", "Zo help ik u.", False), ("ander", "Zo help ik u.", True)],
)
def test_werkgevers_are_u_and_everybody_else_is_je(tmp_path: Path, folder: str, text: str, wrong: bool) -> None:
    """The linter knows how the readers of a folder are addressed."""
    path = tmp_path / "bot" / "care" / folder / "teksten.yml"
    path.parent.mkdir(parents=True)
    path.write_text(yaml.safe_dump({"responses": {f"utter_{folder}_zin": [{"text": text}]}}), encoding="utf-8")
    assert wrong == any("je:" in finding.message for finding in turns.check(tmp_path))


def test_every_theme_phase_and_role_can_be_found() -> None:
    """What the knowledge base knows of, the menus offer: no subject is out of reach."""
    assert set(THEMAS) == set(indeling().themas)
    assert set(FASEN) - {"alle"} == set(indeling().fasen)
    assert set(ROLLEN) == set(indeling().rollen)
    assert sorted(THEMAS) == sorted(thema for groep in indeling().groepen.values() for thema in groep.themas)
    assert all(len(groep.themas) <= 3 for groep in indeling().groepen.values())


def test_buttons_are_short() -> None:
    """At most six words on a button (DIALOGUES 1)."""
    parts = [*indeling().groepen.values(), *indeling().themas.values(), *indeling().fasen.values(), *indeling().rollen.values()]
    assert [] == [part.kort for part in parts if len(part.kort.split()) > 6]
