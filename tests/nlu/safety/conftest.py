"""The trained guard for all guard tests."""

from __future__ import annotations

import pytest

from bot.engine.training import GUARD, is_stale
from bot.nlu.safety import guard
from tests.engine.model import MODELS


@pytest.fixture(scope="session", autouse=True)
def trained_guard() -> None:
    """The file that a start reads; training anew gives the same numbers and takes a minute."""
    assert not is_stale(MODELS), "The model in models/ does not fit the project: run `make setup`"
    guard.load(MODELS / GUARD)
