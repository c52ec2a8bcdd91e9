"""The real knowledge base, read once for all tests of the search."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.care.knowledge.search import Knowledge

ROOT = Path(__file__).resolve().parents[3] / "knowledge"


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The base as it is served."""
    return Knowledge.load(ROOT)
