"""One trained guard for all guard tests."""

from __future__ import annotations

import pytest

from bot.nlu.safety.guard import model


@pytest.fixture(scope="session", autouse=True)
def trained_guard() -> None:
    """Train once, so that no test pays for it."""
    model()
