"""Workers and fronts are killed during turns: nothing is lost, nothing is doubled, the order stands. The long run: python -m tests.crash.run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.harness import run


@pytest.mark.timeout(900)
async def test_four_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    """On SQLite; every fourth kill is the front, the others the worker."""
    outcome = await run(tmp_path, 4)
    assert () == outcome.problems
    assert 0 == outcome.incidents
    assert (3, 1) == (outcome.kills_worker, outcome.kills_front)
