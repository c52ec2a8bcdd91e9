"""Figures for the werkwensen sentences, as described in the README of the evaluation sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.evaluate.intervals import Share, ratio
from bot.nlu.normalise import fold, forms_of
from bot.nlu.wishes import CERTAIN, understand

FREE = frozenset({"werkplek", "sector", "beroep"})
OURS_ONLY = frozenset({"aantal_dagen"})


def predict(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return for each line (`vraag`, `tekst`) an object with the keys of `verwacht`."""
    return [as_expected(line["tekst"], line.get("vraag")) for line in lines]


def as_expected(text: str, vraag: str | None) -> dict[str, Any]:
    """Return what is certain in a text, in the form the evaluation files use."""
    certain = understand(text, vraag).certain(CERTAIN)
    return {k: list(v) if isinstance(v, tuple) else v for k, v in certain.items() if k not in OURS_ONLY}


def pairs(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the (key, value) pairs that are counted; hours count as one value, lists value by value."""
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield key, ",".join(f"{k}={float(v)}" for k, v in sorted(value.items()))
        elif isinstance(value, (list, tuple)):
            yield from ((key, str(v)) for v in value)
        else:
            yield key, str(value)


def same(expected: tuple[str, str], predicted: tuple[str, str]) -> bool:
    """Say whether two pairs agree; free strings agree when one contains the other or they share a base form."""
    if expected == predicted:
        return True
    (key, a), (other, b) = expected, predicted
    if key != other or key not in FREE:
        return False
    a, b = fold(a), fold(b)
    return a in b or b in a or bool({f for w in a.split() for f in forms_of(w)} & {f for w in b.split() for f in forms_of(w) if len(f) > 3})


def hits(expected: Mapping[str, Any], predicted: Mapping[str, Any]) -> tuple[int, int, int]:
    """Return right, superfluous and missed pairs of one line."""
    wanted, given = list(pairs(expected)), list(pairs(predicted))
    right = 0
    for pair in wanted:
        match = next((g for g in given if same(pair, g)), None)
        if match is not None:
            given.remove(match)
            right += 1
    return right, len(given), len(wanted) - right


def right(line: Mapping[str, Any], prediction: Mapping[str, Any]) -> bool:
    """Say whether exactly the labelled pairs were found."""
    _, extra, missed = hits(line["verwacht"], prediction)
    return not extra and not missed


def confidence(line: Mapping[str, Any], prediction: Mapping[str, Any]) -> float:
    """Return how sure Werkmaat was of the surest superfluous value of a line, 0-1; 0 when it only missed something."""
    wanted = list(pairs(line["verwacht"]))
    wrong = {key for key, value in pairs(prediction) if not any(same(pair, (key, value)) for pair in wanted)}
    return max((w.zekerheid for w in understand(line["tekst"], line.get("vraag")).items if w.key in wrong), default=0.0)


def per_key(lines: Sequence[Mapping[str, Any]], predictions: Sequence[Mapping[str, Any]]) -> dict[str, tuple[int, int, int]]:
    """Return right, superfluous and missed pairs of every key that was labelled or found."""
    keys = sorted({k for line, p in zip(lines, predictions, strict=True) for k in (*line["verwacht"], *p)})
    table = {}
    for key in keys:
        one = [hits(_only(key, line["verwacht"]), _only(key, p)) for line, p in zip(lines, predictions, strict=True)]
        table[key] = (sum(r for r, _, _ in one), sum(e for _, e, _ in one), sum(m for _, _, m in one))
    return table


def _only(key: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in values.items() if k == key}


def score(lines: Sequence[Mapping[str, Any]], predictions: Sequence[Mapping[str, Any]]) -> dict[str, float | int]:
    """Return micro precision, recall and F1 over (key, value) and the share of empty lines that were left empty."""
    counts = [hits(line["verwacht"], p) for line, p in zip(lines, predictions, strict=True)]
    right, extra, missed = (sum(c[n] for c in counts) for n in range(3))
    empty = [not p for line, p in zip(lines, predictions, strict=True) if not line["verwacht"]]
    return {
        "regels": len(lines),
        "micro_precision": ratio(right, right + extra),
        "micro_recall": ratio(right, right + missed),
        "micro_f1": ratio(2 * right, 2 * right + extra + missed),
        "leeg_regels": len(empty),
        "leeg_gelaten": Share(sum(empty), len(empty)),
    }
