"""Capabilities x areas with their pass rates, in the manner of CheckList; `pytest -s` prints the table, WERKMAAT_CHECKLIST=FILE writes it."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.evaluate import globaal, werkwensen
from bot.nlu import openness, signals
from bot.nlu.intents import default_model, recognise, with_typo

AREAS = ("moves", "wishes", "openness", "signals")
CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("checklist.yml").read_text(encoding="utf-8"))
# The share that must pass. What is below 0.8 is a known weakness and explained in docs/nlu-verstaan.md.
FLOORS: dict[str, dict[str, float]] = yaml.safe_load(Path(__file__).with_name("checklist_floors.yml").read_text(encoding="utf-8"))
TYPED = 3  # copies with a typing error of every plain sentence


def _elongated(text: str) -> str:
    """The last vowel of the last word is held: "helemaal" -> "helemaaaaal"."""
    places = [m.start() for m in re.finditer("[aeiou]", text)]
    return text[: places[-1]] + text[places[-1]] * 3 + text[places[-1] :] if places else text


PLAIN = "gewoon"
VARIATIONS: dict[str, Callable[[str], list[str]]] = {
    PLAIN: lambda text: [text],
    "tikfout": lambda text: [with_typo(text, random.Random(f"{n} {text}")) for n in range(TYPED)],
    "een naam erbij": lambda text: [f"{text}, groetjes Anouk", f"ik heet Mehmet. {text}"],
    "een getal erbij": lambda text: [f"ik ben 52 jaar. {text}", f"{text}. ik woon op nummer 14"],
    "beleefd ervoor": lambda text: [f"als u het niet erg vindt, {text}", f"hallo meneer, {text} alstublieft"],
    "rekken": lambda text: [_elongated(text)],
    "hoofdletters en tekens": lambda text: [text.upper(), f"{text}!!", text.capitalize() + "."],
}


def passes(area: str, text: str, case: list[Any]) -> bool:
    """Say whether a text is understood as the case says."""
    expected = case[-1]
    if area == "moves":
        found = recognise(text, None, default_model()).beweging
        return bool(globaal.label_of(found) == expected.replace("_", "-"))
    if area == "wishes":
        return werkwensen.right({"verwacht": expected}, werkwensen.as_expected(text, case[0]))
    if area == "openness":
        choice = openness.understand(text, case[0])
        return all((set(choice.wie) == set(value)) if field == "wie" else getattr(choice, field) == value for field, value in expected.items())
    return {signal.signaal for signal in signals.understand(text)} == set(expected)


def runs(capability: str, area: str) -> Iterator[tuple[str, bool]]:
    """Every sentence of a capability in an area, and whether it passes."""
    vary = VARIATIONS.get(capability, VARIATIONS[PLAIN])
    for case in CASES[PLAIN][area] if capability in VARIATIONS else CASES["vermogens"][capability][area]:
        text = case[0] if area in ("moves", "signals") else case[1]
        for written in vary(text):
            yield written, passes(area, written, case)


CAPABILITIES = (*VARIATIONS, *CASES["vermogens"])


@lru_cache(maxsize=1)
def table() -> dict[tuple[str, str], tuple[int, int]]:
    """Passed and total of every capability in every area."""
    found = {}
    for capability in CAPABILITIES:
        for area in AREAS:
            results = [right for _, right in runs(capability, area)]
            found[capability, area] = sum(results), len(results)
    return found


def as_markdown() -> str:
    """The table as it stands in docs/nlu-verstaan.md."""
    lines = [f"| capability | {' | '.join(AREAS)} |", "|---|" + "---|" * len(AREAS)]
    for capability in CAPABILITIES:
        cells = (f"{right / total:.2f} ({right}/{total})" for right, total in (table()[capability, area] for area in AREAS))
        lines.append(f"| {capability} | {' | '.join(cells)} |")
    return "\n".join(lines)


def test_the_table_is_printed() -> None:
    """Whoever improves the data sees every cell; each has cases."""
    print(f"\n{as_markdown()}")
    if out := os.environ.get("WERKMAAT_CHECKLIST"):
        Path(out).write_text(as_markdown() + "\n", encoding="utf-8")
    assert [] == [cell for cell, (_, total) in table().items() if not total]


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_capability_keeps_its_floor(capability: str, area: str) -> None:
    """No change may make a capability worse than what was measured; the message names the sentences that fail."""
    right, total = table()[capability, area]
    failed = [text for text, passed in runs(capability, area) if not passed]
    assert right / total >= FLOORS[capability][area], failed
