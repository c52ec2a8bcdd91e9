"""Merges the dialogues of `bot/data` for Rasa, and stops when a key has two owners.

Rasa itself only warns about such a key, and the order on disk then decides, even about a slot's type. Named in config.yml, so that plain
`rasa train`, `rasa data validate` and `rasa test` read the same project as `werkmaat train`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.rasa import RasaFileImporter

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "bot" / "data"
TESTS = ROOT / "tests" / "rasa"
KEYED = ("slots", "responses", "forms", "actions", "entities", "intents")
# What fills a form; every other intent is a move, which no form may take for an answer.
ANSWERS = frozenset({"vertel", "kies", "ja", "nee", "klaar", "weet_niet", "overslaan"})


class TwoOwners(RasaException):
    """A key is defined in two dialogues."""


class DialogueImporter(RasaFileImporter):
    """Reads every folder of `bot/data` (domain.yml, nlu.yml, rules.yml) and the top-level domain.yml."""

    def __init__(self, config_file: str | None = None, domain_path: str | None = None, training_data_paths: Any = None) -> None:
        # `rasa test` hands over its test stories in training_data_paths; the training data always is bot/data.
        super().__init__(config_file or str(ROOT / "config.yml"), domain_path, [str(DATA)])
        self._conversation_test_files = [str(path) for path in sorted(TESTS.glob("test_*.yml"))]

    def get_domain(self) -> Domain:
        return Domain.from_dict(with_moves_ignored(merge_domains([ROOT / "domain.yml", *sorted(DATA.glob("*/domain.yml"))])))


def merge_domains(paths: list[Path]) -> dict[str, Any]:
    """Merge domain files in the order given. Raises TwoOwners, naming both paths, when two files define the same key."""
    merged: dict[str, Any] = {}
    owners: dict[tuple[str, str], Path] = {}
    for path in paths:
        for section, content in (yaml.safe_load(path.read_text()) or {}).items():
            if section not in KEYED:
                if section != "version" and section in merged:
                    raise TwoOwners(f"{section} is defined in {owners[section, '']} and in {path}: keep one")
                merged[section], owners[section, ""] = content, path
                continue
            for key in _keys(content):
                if (section, key) in owners:
                    raise TwoOwners(f"{section}: {key} is defined in {owners[section, key]} and in {path}: keep one")
                owners[section, key] = path
            if isinstance(content, dict):
                merged.setdefault(section, {}).update(content)
            else:
                merged.setdefault(section, []).extend(content)
    return merged


def with_moves_ignored(domain: dict[str, Any]) -> dict[str, Any]:
    """Let every form ignore every move, those of dialogues that were added later too."""
    moves = [name for name in _keys(domain.get("intents", [])) if name not in ANSWERS]
    forms = {name: {**(form or {}), "ignored_intents": moves} for name, form in domain.get("forms", {}).items()}
    return {**domain, "forms": forms}


def _keys(content: Any) -> list[str]:
    return [next(iter(item)) if isinstance(item, dict) else str(item) for item in content]
