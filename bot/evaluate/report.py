"""`werkmaat evaluate SET FILE`: measure one kind of understanding on labelled sentences, through the code of a real turn.

Each set is a module `bot/evaluate/<set>.py` with

    predict(lines: list[dict]) -> list[dict]                what Werkmaat makes of every line ("voorspeld")
    score(lines, predictions) -> dict                       figures; a Share is printed with what it was counted over and its interval
    right(line, prediction) -> bool                         which lines `--wrong` and `--report` do not show
    confidence(line, prediction) -> float                   optional: how sure the prediction was (0-1); orders the worst lines of the report
    pairs_to_confuse(lines, predictions) -> dict            optional: per field the (labelled, predicted) pairs, for confusion matrices
    per_key(lines, predictions) -> dict                     optional: per key (right, superfluous, missed)

Nothing of a set, and of the page, is imported before it is asked for: one may need spaCy, another the knowledge base.
"""

from __future__ import annotations

import importlib
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.evaluate.fields import FIELDS, problem
from bot.evaluate.intervals import Share, shown

Line = dict[str, Any]

OK, FAILED = 0, 2


class BadFile(ValueError):
    """The evaluation file cannot be used; `str()` has one `file:line: what is wrong` a line."""


def run(
    set_name: str,
    file: Path,
    as_json: bool = False,
    predictions_out: Path | None = None,
    wrong: bool = False,
    page_out: Path | None = None,
    typos: int | None = None,
) -> int:
    """Measure `set_name` on `file` and print the figures; with `wrong` also the lines that were judged wrongly.

    `page_out` gets a page to read (HTML); `typos` is a seed: every line is judged with one typing error in it.
    Returns the exit code: 0, or 2 when set or file cannot be used (said on stderr).
    """
    try:
        lines = read_lines(set_name, file)
        if typos is not None:
            lines = _mistyped(lines, typos)
        module = _set_module(set_name)
        predictions = list(module.predict(lines))
        if len(predictions) != len(lines):
            raise BadFile(f"bot.evaluate.{set_name}.predict gave {len(predictions)} predictions for {len(lines)} lines")
        if predictions_out is not None:
            _write_predictions(predictions_out, lines, predictions)
    except OSError as error:
        print(f"{error.filename or file}: {error.strerror}", file=sys.stderr)
        return FAILED
    except BadFile as error:
        print(error, file=sys.stderr)
        return FAILED
    scored = module.score(lines, predictions)
    figures: dict[str, Any] = {
        "set": set_name,
        "lines": len(lines),
        **(asdict(scored) if is_dataclass(scored) and not isinstance(scored, type) else scored),
    }
    if page_out is not None:
        try:
            _write_page(page_out, set_name, file, module, lines, predictions, figures)
        except OSError as error:
            print(error, file=sys.stderr)
            return FAILED
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
        if wrong := problem(set_name, line):
            problems.append(f"{file}:{number}: {wrong}")
        else:
            lines.append(line)
    if problems:
        raise BadFile("\n".join(problems))
    return lines


def _set_module(set_name: str) -> ModuleType:
    name = f"bot.evaluate.{set_name}"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise BadFile(f"set {set_name!r} cannot be measured yet: {name} does not exist") from None


def _mistyped(lines: list[Line], seed: int) -> list[Line]:
    from bot.evaluate.typos import with_typos

    return with_typos(lines, seed)


def _write_page(
    out: Path, set_name: str, file: Path, module: ModuleType, lines: list[Line], predictions: list[Line], figures: Mapping[str, Any]
) -> None:
    from bot.evaluate import page

    out.write_text(page.render(set_name, file, module, lines, predictions, figures), encoding="utf-8")


def _write_predictions(out: Path, lines: Sequence[Line], predictions: Sequence[Line]) -> None:
    with out.open("w", encoding="utf-8") as target:
        for line, prediction in zip(lines, predictions, strict=True):
            target.write(json.dumps({**line, "voorspeld": prediction}, ensure_ascii=False) + "\n")


def _wrong_lines(module: ModuleType, lines: Sequence[Line], predictions: Sequence[Line]) -> list[tuple[int, Line, Line]]:
    pairs = zip(lines, predictions, strict=True)
    return [(number, line, prediction) for number, (line, prediction) in enumerate(pairs, start=1) if not module.right(line, prediction)]


def with_intervals(figures: Mapping[str, Any]) -> dict[str, Any]:
    """The figures ready for JSON: beside every share what it was counted over and its interval; null where there was nothing to measure."""
    found: dict[str, Any] = {}
    for name, value in figures.items():
        found[name] = with_intervals(value) if isinstance(value, Mapping) else _number(value)
        if isinstance(value, Share):
            low, high = value.interval if value.total else (math.nan, math.nan)
            found |= {f"{name}_laag": _number(low), f"{name}_hoog": _number(high), f"{name}_hits": value.hits, f"{name}_total": value.total}
    return found


def _number(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    return None if math.isnan(value) else round(value, 4)


def as_text(figures: Mapping[str, Any], indent: str = "") -> list[str]:
    """The figures as lines to read: `name  93.0 %  (93 of 100; 95 %: 86.3 to 96.6)`."""
    width = max((len(str(key)) for key in figures), default=0)
    found: list[str] = []
    for key, value in figures.items():
        if isinstance(value, Mapping):
            found += [f"{indent}{key}", *as_text(value, indent + "  ")]
        elif isinstance(value, Share) and value.total:
            low, high = value.interval
            counted = f"{value.hits} of {value.total}; 95 %: {100 * low:.1f} to {100 * high:.1f}"
            found.append(f"{indent}{key!s:{width}}  {shown(value):>7}  ({counted})")
        elif not isinstance(value, tuple):  # places of lines are for programs; `--wrong` shows the lines
            found.append(f"{indent}{key!s:{width}}  {shown(value) if isinstance(value, float) else value}")
    return found
