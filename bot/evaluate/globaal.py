"""Measure the moves: what somebody wants from the conversation, told apart from ordinary answers.

Input lines are `{"tekst": ..., "beweging": label}`; `geen` is an ordinary answer that only looks like a move.
"""

from __future__ import annotations

import tarfile
import tempfile
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.evaluate.intervals import Share
from bot.nlu.intents import ARRAYS, LABELS, IntentModel, default_model, recognise
from bot.settings import Settings

NONE = "geen"
MOVES = frozenset("wijzig uitleg weet-niet pauze begeleider hulp nee terug herhaal stop ja overslaan waar-was-ik groet klaar dank verder moe".split())


def label_of(intent: str) -> str:
    """Return the label of the evaluation files for an intent name; whatever is no move there is an ordinary answer."""
    label = intent.replace("_", "-")
    return label if label in MOVES else NONE


@lru_cache(maxsize=1)
def trained_model() -> IntentModel:
    """Return the classifier out of the newest Rasa model that the settings name, else one trained in memory on the same data."""
    for archive in sorted(Settings.from_env().models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True):
        with tarfile.open(archive) as packed, tempfile.TemporaryDirectory() as directory:
            found = {Path(member.name).name: member for member in packed.getmembers() if Path(member.name).name in (ARRAYS, LABELS)}
            if len(found) < 2:
                continue
            for name, member in found.items():
                content = packed.extractfile(member)
                if content is not None:
                    (Path(directory) / name).write_bytes(content.read())
            return IntentModel.load(Path(directory))
    return default_model()


def predict(lines: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """Return `{"beweging": label}` for every line, by the same code as a real turn; `vraag` is context where a line has it."""
    model = trained_model()
    return [{"beweging": label_of(recognise(line["tekst"], line.get("vraag"), model).beweging)} for line in lines]


def right(line: dict[str, Any], prediction: dict[str, str]) -> bool:
    """Say whether the move is the labelled one."""
    return bool(line["beweging"] == prediction["beweging"])


def confidence(line: dict[str, Any], prediction: dict[str, str]) -> float:
    """Return how sure the prediction of a line was, 0-1."""
    return recognise(line["tekst"], line.get("vraag"), trained_model()).zekerheid


def pairs_to_confuse(lines: Sequence[dict[str, Any]], predictions: Sequence[dict[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Return (labelled, predicted) per field that deserves a confusion matrix."""
    return {"beweging": [(line["beweging"], p["beweging"]) for line, p in zip(lines, predictions, strict=True)]}


def score(lines: Sequence[dict[str, Any]], predictions: Sequence[dict[str, str]]) -> dict[str, float | int]:
    """Return accuracy, the share of `geen` that is recognised, and per label the recall (0-1) and number of lines."""
    totals, right = Counter[str](), Counter[str]()
    for line, predicted in zip(lines, predictions, strict=True):
        totals[line["beweging"]] += 1
        right[line["beweging"]] += line["beweging"] == predicted["beweging"]
    figures: dict[str, float | int] = {"aantal": len(lines), "accuracy": Share(sum(right.values()), len(lines))}
    if totals[NONE]:
        figures["geen_recall"] = Share(right[NONE], totals[NONE])
    for label in sorted(totals):
        figures[f"recall_{label}"] = Share(right[label], totals[label])
        figures[f"aantal_{label}"] = totals[label]
    return figures
