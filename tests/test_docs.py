"""The documents name what is there: settings, commands, tables, files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli import _parser
from bot.models import helper_tables, instelling_tables, kring_tables, meldingen_tables, signaal_tables
from bot.models.tables import Base

ROOT = Path(__file__).parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "knowledge" / "README.md"]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_setting_is_in_the_readme() -> None:
    """And nothing that is not a setting."""
    read = set(re.findall(r'"(WERKMAAT_[A-Z_]+)"', text_of("bot/settings.py")))
    assert read == set(re.findall(r"`(WERKMAAT_[A-Z_]+)`", text_of("README.md")))


def test_every_command_is_in_the_readme() -> None:
    """And nothing that is not a command."""
    commands = next(action for action in _parser()._actions if action.choices).choices
    assert set(commands or ()) == set(re.findall(r"\| `werkmaat (\w+)", text_of("README.md")))


def test_every_table_is_in_the_privacy_document() -> None:
    """What is kept is told."""
    assert {Base} == {helper_tables.Base, instelling_tables.Base, kring_tables.Base, meldingen_tables.Base, signaal_tables.Base}
    named = set(re.findall(r"`([a-z_]+)`", text_of("docs/privacy.md")))
    assert set() == set(Base.metadata.tables) - named


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    """Every link to a file of this project."""
    links = re.findall(r"\]\(([^)#\s]+)\)", path.read_text(encoding="utf-8"))
    assert [] == [link for link in links if "://" not in link and not (path.parent / link).exists()]
