"""Predict and score the warning signals on a labelled file (format: shared evaluation README, signalen.jsonl)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bot.nlu.signals import SIGNALEN, understand

Line = Mapping[str, Any]


def predict(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return {"signalen": [ids]} for every line, from the same function a real turn uses."""
    return [{"signalen": [signal.signaal for signal in understand(str(line["tekst"]))]} for line in lines]


def score(lines: Sequence[Line], predictions: Sequence[Line]) -> dict[str, Any]:
    """Return micro-F1, precision, recall, the share of sentences without a signal that were left alone, and figures per signal.

    Shares are between 0 and 1; a share of nothing is 1. Raises ValueError when the lengths differ.
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
        "met_rust_gelaten": _share(sum(quiet), len(quiet)),
        "per_signaal": {name: _figures(right[name], extra[name], missed[name]) for name in SIGNALEN},
    }


def _figures(right: int, extra: int, missed: int) -> dict[str, float]:
    return {
        "micro_f1": _share(2 * right, 2 * right + extra + missed),
        "precision": _share(right, right + extra),
        "recall": _share(right, right + missed),
        "aantal": right + missed,
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0
