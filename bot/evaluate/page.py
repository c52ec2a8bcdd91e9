"""One self-contained HTML page about a measurement, for whoever improves the data: figures, confusions, the worst lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import jinja2

from bot.evaluate.intervals import Share, shown

Line = dict[str, Any]
WORST = 100


@dataclass(frozen=True)
class Figure:
    """A figure to show: a share with its 95 % interval, or a plain value without one."""

    name: str
    shown: str
    interval: str = ""


@dataclass(frozen=True)
class Confusion:
    """How often a label (row) was predicted as another (column)."""

    field: str
    labels: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Bad:
    """A line that went wrong; `number` is its line in the file, `confidence` 0-1."""

    number: int
    text: str
    asked: str
    expected: Any
    predicted: Any
    confidence: float


def confusion(field: str, pairs: Sequence[tuple[str, str]]) -> Confusion:
    """Count (labelled, predicted) pairs; labels in alphabetical order."""
    counts = Counter(pairs)
    labels = tuple(sorted({label for pair in pairs for label in pair}))
    return Confusion(field, labels, tuple(tuple(counts[true, seen] for seen in labels) for true in labels))


def figures_of(figures: Mapping[str, Any], prefix: str = "") -> list[Figure]:
    """Make figures ready to show; a share gets the interval of what it was counted over, nested figures get a joined name."""
    found: list[Figure] = []
    for name, value in figures.items():
        if isinstance(value, Mapping):
            found += figures_of(value, f"{prefix}{name} ")
        elif isinstance(value, float):
            found.append(Figure(prefix + name, shown(value), _interval(value)))
        elif not isinstance(value, tuple):  # places of lines are for programs; the lines themselves stand below
            found.append(Figure(prefix + name, str(value)))
    return found


def _interval(value: float) -> str:
    if not isinstance(value, Share) or not value.total:
        return ""
    low, high = value.interval
    return f"{low:.1%} to {high:.1%} ({value.hits} of {value.total} lines)"


def worst(module: ModuleType, lines: Sequence[Line], predictions: Sequence[Line], expected: Sequence[str]) -> list[Bad]:
    """Return the wrong lines, those Werkmaat was surest of first; `expected` are the fields of a line that hold the label."""
    sure = getattr(module, "confidence", lambda line, prediction: 0.0)
    found = [
        Bad(
            number,
            line.get("tekst", ""),
            line.get("vraag", ""),
            {k: line[k] for k in expected if k in line},
            prediction,
            float(sure(line, prediction)),
        )
        for number, (line, prediction) in enumerate(zip(lines, predictions, strict=True), start=1)
        if not module.right(line, prediction)
    ]
    return sorted(found, key=lambda bad: -bad.confidence)[:WORST]


def render(set_name: str, file: Path, module: ModuleType, lines: Sequence[Line], predictions: Sequence[Line], figures: Mapping[str, Any]) -> str:
    """Return the page; raises jinja2.TemplateError when the template is broken, AttributeError when the set has no `right`."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    matrices = module.pairs_to_confuse(lines, predictions) if hasattr(module, "pairs_to_confuse") else {}
    return environment.get_template("report.html.j2").render(
        set_name=set_name,
        file=file.name,
        figures=figures_of(figures),
        confusions=[confusion(field, pairs) for field, pairs in matrices.items()],
        per_key=module.per_key(lines, predictions) if hasattr(module, "per_key") else {},
        wrong=worst(module, lines, predictions, ("beweging", "verwacht", "signalen", "label")),
    )
