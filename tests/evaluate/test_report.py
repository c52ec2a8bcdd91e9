"""Figures of an evaluation file come out complete, and a bad file says what is wrong on which line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from bot.evaluate import fields, report
from bot.evaluate.intervals import Share, wilson

LINES = [{"tekst": "even wachten graag", "beweging": "pauze"}, {"tekst": "dat was mijn oude baan", "beweging": "geen"}]


@pytest.fixture
def globaal(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A set that calls everything a pause."""
    module = ModuleType("bot.evaluate.globaal")
    module.predict = lambda lines: [{"beweging": "pauze"} for _ in lines]  # type: ignore[attr-defined]
    module.right = lambda line, prediction: line["beweging"] == prediction["beweging"]  # type: ignore[attr-defined]
    module.score = lambda lines, predictions: {"goed": Share(1, 2), "f1": 0.66667, "per": {"pauze": Share(1, 1), "stop": Share(0, 0)}}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "bot.evaluate.globaal", module)
    return module


def write(path: Path, lines: list[object]) -> Path:
    """An evaluation file."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_json_holds_shares_with_their_intervals(tmp_path: Path, globaal: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """A program reads hits, total, share and the 95 % interval."""
    assert 0 == report.run("globaal", write(tmp_path / "f.jsonl", [*LINES]), as_json=True)
    figures = json.loads(capsys.readouterr().out)
    assert (1, 2, 0.5, 0.0945, 0.9055) == tuple(figures[f"goed{end}"] for end in ("_hits", "_total", "", "_laag", "_hoog"))
    assert (2, 0.6667, 1) == (figures["lines"], figures["f1"], figures["per"]["pauze_hits"])
    assert [None] * 3 == [figures["per"][f"stop{end}"] for end in ("", "_laag", "_hoog")]


def test_predictions_are_the_lines_with_voorspeld(tmp_path: Path, globaal: ModuleType) -> None:
    """Nothing of a line is lost, in the same order."""
    report.run("globaal", write(tmp_path / "f.jsonl", [*LINES]), predictions_out=tmp_path / "out.jsonl")
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [{**line, "voorspeld": {"beweging": "pauze"}} for line in LINES] == written


def test_wrong_lines_are_shown_with_their_place(tmp_path: Path, globaal: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the wrong ones, as file:line."""
    report.run("globaal", write(tmp_path / "f.jsonl", [*LINES]), wrong=True)
    out = capsys.readouterr().out
    assert "f.jsonl:2:" in out
    assert "f.jsonl:1:" not in out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"tekst": "a", "beweging": "geen"}\nnonsense\n', "f.jsonl:2: no JSON object"),
        (b'{"tekst": "a"}\n', "f.jsonl:1: field 'beweging' is missing"),
        (b'{"tekst": 3, "beweging": "geen"}\n', "f.jsonl:1: field 'tekst' must be a text"),
        (b"[1]\n", "f.jsonl:1: is not a JSON object"),
        (b'{"tekst": "\xff"}\n', "f.jsonl:1: no JSON object in UTF-8"),
        (b"\n", "f.jsonl:1: no JSON object"),
        (b'{"tekst": "a", "beweging": "geen"}\n\n{"tekst": "b", "beweging": "geen"}\n', "f.jsonl:2: no JSON object"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, globaal: ModuleType, capsys: pytest.CaptureFixture[str], content: bytes, message: str) -> None:
    """`file:line: what is wrong`, and exit code 2; no figures over half a file."""
    (tmp_path / "f.jsonl").write_bytes(content)
    assert 2 == report.run("globaal", tmp_path / "f.jsonl")
    captured = capsys.readouterr()
    assert message in captured.err
    assert "" == captured.out


def test_an_unknown_set_and_a_missing_file_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback for a typing error."""
    assert 2 == report.run("krisis", tmp_path / "f.jsonl")
    assert "choose from crisis" in capsys.readouterr().err
    assert 2 == report.run("crisis", tmp_path / "absent.jsonl")


@pytest.mark.parametrize(("hits", "total", "low", "high"), [(0, 10, 0.0, 0.2775), (81, 263, 0.2553, 0.3662), (10, 10, 0.7225, 1.0)])
def test_the_interval_is_wilsons(hits: int, total: int, low: float, high: float) -> None:
    """Worked examples from the literature (Newcombe 1998 for 81 of 263)."""
    assert pytest.approx((low, high), abs=5e-5) == wilson(hits, total)


def test_the_terminal_says_what_each_figure_was_counted_over() -> None:
    """Hits, total and interval behind a share; of nothing that there is nothing to measure."""
    said = report.as_text({"goed": Share(19, 20), "niets": Share(0, 0), "f1": 0.5, "n": 3})
    assert ["goed    95.0 %  (19 of 20; 95 %: 76.4 to 99.1)", "niets  nothing to measure", "f1     50.0 %", "n      3"] == said


@pytest.mark.parametrize(
    ("set_name", "line", "message"),
    [
        ("crisis", {"tekst": "a", "label": "Acuut"}, "field 'label' holds 'Acuut'; the labels are acuut, zorgelijk, geen: use one of these, or"),
        ("signalen", {"tekst": "a", "signalen": ["moe", 3]}, "field 'signalen' holds 'moe', 3; the labels are vermoeidheid, verzuim"),
        ("signalen", {"tekst": "a", "signalen": ["moe"]}, "field 'signalen' holds 'moe'; the labels are"),
        ("signalen", {"tekst": "a", "signalen": [["fouten"]]}, "field 'signalen' holds ['fouten']; the labels are"),
        ("kennis", {"vraag": "a", "verwacht": [1]}, "field 'verwacht' must be a list of texts"),
        ("openheid", {"vraag": "a", "tekst": "a", "verwacht": {}}, "field 'verwacht' needs 'wie': a list of texts"),
        ("openheid", {"vraag": "a", "tekst": "a", "verwacht": {"wie": [], "wat": [], "moment": None}}, "needs 'richting': a text or null"),
        ("werkwensen", {"vraag": "a", "tekst": "a", "verwacht": {"uren_per_week": {"min": "acht"}}}, "'uren_per_week' in field 'verwacht' must be"),
        ("werkwensen", {"vraag": "a", "tekst": "a", "verwacht": {"dagen": None}}, "'dagen' in field 'verwacht' must be"),
        ("globaal", {"tekst": "a", "beweging": "geen", "vraag": 3}, "field 'vraag' must be a text"),
    ],
)
def test_a_label_that_cannot_be_counted_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], set_name: str, line: object, message: str
) -> None:
    """Nothing is measured on it: it would be wrong whatever was understood, or would be left out without a word."""
    assert 2 == report.run(set_name, write(tmp_path / "f.jsonl", [line]))
    error = capsys.readouterr().err
    assert error.startswith(f"{tmp_path / 'f.jsonl'}:1: ")
    assert message in error


def test_a_move_that_we_do_not_have_is_no_bad_line() -> None:
    """The format names no list of moves: such a line is measured, and counts as wrong."""
    assert "" == fields.problem("globaal", {"tekst": "a", "beweging": "hop"})
