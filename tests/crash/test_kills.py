"""Workers and fronts are killed during turns: nothing is lost, nothing is doubled, the order stands, and danger always has its melding.

The long runs: python -m tests.crash.run and python -m tests.crash.gevaar.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash import gevaar
from tests.crash.harness import run


@pytest.mark.timeout(900)
async def test_four_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    """On SQLite; every fourth kill is the front, the others the worker."""
    outcome = await run(tmp_path, 4)
    assert () == outcome.problems
    assert 0 == outcome.incidents
    assert (3, 1) == (outcome.kills_worker, outcome.kills_front)


@pytest.mark.timeout(900)
async def test_danger_has_its_melding_whatever_breaks(tmp_path: Path) -> None:
    """Two of each fault, in the middle of a form whose actions fail now and then."""
    outcome = await gevaar.run(tmp_path, 2 * len(gevaar.FAULTS))
    assert {} == +outcome.problems
    assert dict.fromkeys(gevaar.FAULTS, 2) == {fault: len(took) for fault, took in outcome.took.items()}
