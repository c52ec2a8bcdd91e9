"""`werkmaat evaluate SET FILE`: measure one kind of understanding on labelled sentences, through the code of a real turn.

Each set is a module `bot/evaluate/<set>.py` with

    predict(lines: list[dict]) -> list[dict]                what Werkmaat makes of every line ("voorspeld")
    score(lines, predictions) -> dict                       figures; a pair (hits, total) is printed with its interval
    right(line, prediction) -> bool                         optional: which lines `--wrong` shows

Nothing of a set is imported before it is asked for: one may need spaCy, another the knowledge base.
"""

from __future__ import annotations

import importlib
import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

Line = dict[str, Any]

# The fields of every set with their types, as in the description of the evaluation files.
FIELDS: dict[str, dict[str, type]] = {
    "crisis": {"tekst": str, "label": str},
    "signalen": {"tekst": str, "signalen": list},
    "werkwensen": {"vraag": str, "tekst": str, "verwacht": dict},
    "globaal": {"tekst": str, "beweging": str},
    "openheid": {"vraag": str, "tekst": str, "verwacht": dict},
    "kennis": {"vraag": str, "verwacht": list},
}
_JSON_NAMES: dict[type, str] = {str: "a text", list: "a list", dict: "an object"}
OK, FAILED = 0, 2


class BadFile(ValueError):
    """The evaluation file cannot be used; `str()` has one `file:line: what is wrong` a line."""


def run(set_name: str, file: Path, as_json: bool = False, predictions_out: Path | None = None, wrong: bool = False) -> int:
    """Measure `set_name` on `file` and print the figures; with `wrong` also the lines that were judged wrongly.

    Returns the exit code: 0, or 2 when set or file cannot be used (said on stderr).
    """
    try:
        lines = read_lines(set_name, file)
        module = _set_module(set_name)
        predictions = list(module.predict(lines))
        if len(predictions) != len(lines):
            raise BadFile(f"bot.evaluate.{set_name}.predict gave {len(predictions)} predictions for {len(lines)} lines")
        if predictions_out is not None:
            _write_predictions(predictions_out, lines, predictions)
    except (BadFile, OSError) as error:
        print(error, file=sys.stderr)
        return FAILED
    scored = module.score(lines, predictions)
    figures: dict[str, Any] = {
        "set": set_name,
        "lines": len(lines),
        **(asdict(scored) if is_dataclass(scored) and not isinstance(scored, type) else scored),
    }
    print(json.dumps(with_intervals(figures), ensure_ascii=False, indent=2) if as_json else "\n".join(as_text(figures)))
    if wrong:
        # Figures go to stdout alone when they are JSON, so that a program can read them.
        for number, line, prediction in _wrong_lines(module, lines, predictions):
            shown = json.dumps({**line, "voorspeld": prediction}, ensure_ascii=False)
            print(f"{file}:{number}: {shown}", file=sys.stderr if as_json else sys.stdout)
    return OK


def read_lines(set_name: str, file: Path) -> list[Line]:
    """The lines of an evaluation file, checked against the fields of the set; `BadFile` names every bad line."""
    if set_name not in FIELDS:
        raise BadFile(f"there is no set {set_name!r}; choose from {', '.join(FIELDS)}")
    lines: list[Line] = []
    problems: list[str] = []
    for number, raw in enumerate(file.read_bytes().rstrip().split(b"\n"), start=1):
        try:
            line = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            problems.append(f"{file}:{number}: no JSON object in UTF-8 ({error})")
            continue
        if problem := _problem(line, FIELDS[set_name]):
            problems.append(f"{file}:{number}: {problem}")
        else:
            lines.append(line)
    if problems:
        raise BadFile("\n".join(problems))
    return lines


def _problem(line: object, fields: Mapping[str, type]) -> str:
    if not isinstance(line, dict):
        return "is not a JSON object"
    for name, kind in fields.items():
        if name not in line:
            return f"field {name!r} is missing"
        if not isinstance(line[name], kind):
            return f"field {name!r} must be {_JSON_NAMES[kind]}"
    return ""


def _set_module(set_name: str) -> ModuleType:
    name = f"bot.evaluate.{set_name}"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise BadFile(f"set {set_name!r} cannot be measured yet: {name} does not exist") from None


def _write_predictions(out: Path, lines: Sequence[Line], predictions: Sequence[Line]) -> None:
    with out.open("w", encoding="utf-8") as target:
        for line, prediction in zip(lines, predictions, strict=True):
            target.write(json.dumps({**line, "voorspeld": prediction}, ensure_ascii=False) + "\n")


def _wrong_lines(module: ModuleType, lines: Sequence[Line], predictions: Sequence[Line]) -> list[tuple[int, Line, Line]]:
    right: Callable[[Line, Line], bool] | None = getattr(module, "right", None)
    if right is None:
        print(f"{module.__name__} does not say which lines are right", file=sys.stderr)
        return []
    pairs = zip(lines, predictions, strict=True)
    return [(number, line, prediction) for number, (line, prediction) in enumerate(pairs, start=1) if not right(line, prediction)]


def wilson(hits: int, total: int, z: float = 1.959964) -> tuple[float, float]:
    """The 95 % interval of Wilson (1927) for a share: honest for small samples and near 0 and 1, where hits/total is not."""
    if total == 0:
        return 0.0, 1.0
    share = hits / total
    middle = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def _is_pair(value: object) -> bool:
    return isinstance(value, tuple | list) and len(value) == 2 and all(isinstance(part, int) and not isinstance(part, bool) for part in value)


def with_intervals(value: Any) -> Any:
    """The figures with every (hits, total) written out, ready for JSON."""
    if isinstance(value, Mapping):
        return {key: with_intervals(part) for key, part in value.items()}
    if _is_pair(value):
        hits, total = value
        low, high = wilson(hits, total)
        return {"hits": hits, "total": total, "share": round(hits / total, 4) if total else None, "low": round(low, 4), "high": round(high, 4)}
    return round(value, 4) if isinstance(value, float) else value


def as_text(figures: Mapping[str, Any], indent: str = "") -> list[str]:
    """The figures as lines to read: `name  93.0 %  (93 of 100; 95 %: 86.3 to 96.6)`."""
    width = max((len(str(key)) for key in figures), default=0)
    shown: list[str] = []
    for key, value in figures.items():
        if isinstance(value, Mapping):
            shown += [f"{indent}{key}", *as_text(value, indent + "  ")]
        elif _is_pair(value):
            low, high = wilson(*value)
            share = f"{100 * value[0] / value[1]:5.1f} %" if value[1] else "    - %"
            shown.append(f"{indent}{key!s:{width}}  {share}  ({value[0]} of {value[1]}; 95 %: {100 * low:.1f} to {100 * high:.1f})")
        else:
            shown.append(f"{indent}{key!s:{width}}  {f'{value:.3f}' if isinstance(value, float) else value}")
    return shown
