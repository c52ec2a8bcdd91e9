"""Figures for the openheid sentences, as described in the README of the evaluation sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.evaluate.intervals import Share
from bot.nlu.normalise import forms_of, read
from bot.nlu.openness import Openness, understand

NOTHING = "-"


def predict(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return for each line (`vraag`, `tekst`) an object with wie, moment, wat and richting."""
    out = []
    for line in lines:
        choice = understand(line["tekst"], line.get("vraag"))
        out.append({"wie": list(choice.wie), "moment": choice.moment, "wat": _named(choice), "richting": choice.richting})
    return out


def _named(choice: Openness) -> list[str]:
    """Each subject by its name and by the client's own words for it: a label may use either ("prikkels", "herrie")."""
    return [f"{name}: {words}" for name, words in zip(choice.wat, choice.wat_woorden, strict=True)]


def right(line: Mapping[str, Any], prediction: Mapping[str, Any]) -> bool:
    """Say whether wie, moment and richting are the labelled ones; wat is compared too loosely to call a line wrong."""
    expected = line["verwacht"]
    return set(expected["wie"]) == set(prediction["wie"]) and all(expected[k] == prediction[k] for k in ("moment", "richting"))


def confidence(line: Mapping[str, Any], prediction: Mapping[str, Any]) -> float:
    """Return how sure Werkmaat was of the choice in a line, 0-1."""
    return understand(line["tekst"], line.get("vraag")).zekerheid


def pairs_to_confuse(lines: Sequence[Mapping[str, Any]], predictions: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """Return (labelled, predicted) per field that deserves a confusion matrix; NOTHING where no choice was made."""
    return {
        field: [(line["verwacht"][field] or NOTHING, p[field] or NOTHING) for line, p in zip(lines, predictions, strict=True)]
        for field in ("richting", "moment")
    }


def score(lines: Sequence[Mapping[str, Any]], predictions: Sequence[Mapping[str, Any]]) -> dict[str, float | int]:
    """Return the accuracy per field: wie as a set, moment, richting, and wat loosely (a shared word is enough)."""
    pairs = [(line["verwacht"], p) for line, p in zip(lines, predictions, strict=True)]
    return {
        "regels": len(pairs),
        "wie": _share([set(e["wie"]) == set(p["wie"]) for e, p in pairs]),
        "moment": _share([e["moment"] == p["moment"] for e, p in pairs]),
        "richting": _share([e["richting"] == p["richting"] for e, p in pairs]),
        "wat_los": _share([_alike(e["wat"], p["wat"]) for e, p in pairs]),
    }


def _alike(expected: Sequence[str], predicted: Sequence[str]) -> bool:
    if not expected or not predicted:
        return not expected and not predicted
    return all(any(_words(e) & _words(p) for p in predicted) for e in expected)


def _words(text: str) -> set[str]:
    return {f for t in read(text).tokens for f in forms_of(t.form) if len(f) > 3}


def _share(right: Sequence[bool]) -> Share:
    return Share(sum(right), len(right))
