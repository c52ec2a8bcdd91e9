"""The trained guard for all guard tests."""

from __future__ import annotations

import pytest

from bot.engine.training import is_stale
from tests.engine.model import MODELS


@pytest.fixture(scope="session", autouse=True)
def guard_that_fits() -> None:
    """The file that a start reads belongs to these rules and sentences; else every test would judge another guard."""
    assert not is_stale(MODELS), "The model in models/ does not fit the project: run `make setup`"
