"""The knowledge base as it stands in the project, built once."""

from __future__ import annotations

import pytest

from bot.care.werkgever.kennis import Kennisbank
from bot.settings import PROJECT


@pytest.fixture(scope="session")
def kennis() -> Kennisbank:
    """Every subject for werkgevers, with its index."""
    return Kennisbank.load(PROJECT / "knowledge")
