"""Measure the guard on labelled sentences (format and meaning: shared/eval/README.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

from bot.nlu.safety import assess

ASKS = frozenset({"rood", "vraag"})


def predict(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return {"niveau", "reden"} for each line with a "tekst", from the same code as a real turn."""
    verdicts = [assess(str(line["tekst"])) for line in lines]
    return [{"niveau": v.niveau, "reden": v.reden} for v in verdicts]


def right(label: str, niveau: str) -> bool:
    """Say whether a level is right for a label: acuut needs rood or vraag, zorgelijk any reaction, geen none."""
    return niveau in ASKS if label == "acuut" else (niveau == "geen") == (label == "geen")


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share; (0, 1) when there is nothing to count."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def score(lines: Sequence[Mapping[str, Any]], predictions: Sequence[Mapping[str, Any]]) -> dict[str, float | int]:
    """Return the figures of a labelled set, each share with its 95 % Wilson interval.

    Keys: n_<label>, acuut_recall, zorgelijk_recall, geen_reactie (hard negatives with a reaction), and each with _laag and _hoog.
    """
    figures: dict[str, float | int] = {}
    for label, name in (("acuut", "acuut_recall"), ("zorgelijk", "zorgelijk_recall"), ("geen", "geen_reactie")):
        levels = [str(p["niveau"]) for line, p in zip(lines, predictions, strict=True) if line["label"] == label]
        good = sum(right(label, level) for level in levels)
        counted = len(levels) - good if label == "geen" else good
        low, high = wilson(counted, len(levels))
        figures |= {f"n_{label}": len(levels), name: counted / len(levels) if levels else 0.0, f"{name}_laag": low, f"{name}_hoog": high}
    return figures
