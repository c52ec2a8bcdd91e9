"""Predict and score the warning signals on a labelled file (format: shared evaluation README, signalen.jsonl)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bot.evaluate.intervals import Share, ratio
from bot.nlu.signals import SIGNALEN, understand

Line = Mapping[str, Any]


def predict(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return {"signalen": [ids]} for every line, from the same function a real turn uses."""
    return [{"signalen": [signal.signaal for signal in understand(str(line["tekst"]))]} for line in lines]


def right(line: Line, prediction: Line) -> bool:
    """Say whether exactly the labelled signals were found."""
    return set(line["signalen"]) == set(prediction["signalen"])


def score(lines: Sequence[Line], predictions: Sequence[Line]) -> dict[str, Any]:
    """Return micro-F1, precision, recall, the share of sentences without a signal that were left alone, and figures per signal.

    Figures are between 0 and 1; NaN where there was nothing to count. Raises ValueError when the lengths differ.
    """
    if len(lines) != len(predictions):
        raise ValueError(f"{len(lines)} lines, {len(predictions)} predictions")
    right: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for line, prediction in zip(lines, predictions):
        wanted, found = set(line["signalen"]), set(prediction["signalen"])
        right.update(wanted & found)
        extra.update(found - wanted)
        missed.update(wanted - found)
    quiet = [not prediction["signalen"] for line, prediction in zip(lines, predictions) if not line["signalen"]]
    return {
        "regels": len(lines),
        **_figures(sum(right.values()), sum(extra.values()), sum(missed.values())),
        "zonder_signaal": len(quiet),
        "met_rust_gelaten": Share(sum(quiet), len(quiet)),
        "per_signaal": {name: _figures(right[name], extra[name], missed[name]) for name in SIGNALEN},
    }


def _figures(right: int, extra: int, missed: int) -> dict[str, float]:
    return {
        "micro_f1": ratio(2 * right, 2 * right + extra + missed),
        "precision": ratio(right, right + extra),
        "recall": ratio(right, right + missed),
        "aantal": right + missed,
    }
