"""The figures of every set are true: each is counted over its own lines, and the lines that went wrong are the wrong ones."""

from __future__ import annotations

import importlib
import json
import math
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.evaluate import crisis, globaal, report
from bot.evaluate.fields import FIELDS
from bot.evaluate.intervals import Share

# Of every set a line with a prediction that is right and one that is wrong.
OPEN = {"wie": [], "moment": None, "wat": [], "richting": "open"}
JUDGED: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {
    "crisis": [({"tekst": "a", "label": "acuut"}, {"niveau": "vraag"}), ({"tekst": "b", "label": "acuut"}, {"niveau": "oranje"})],
    "signalen": [({"tekst": "a", "signalen": ["fouten"]}, {"signalen": ["fouten"]}), ({"tekst": "b", "signalen": []}, {"signalen": ["fouten"]})],
    "werkwensen": [({"verwacht": {"dagen": ["ma"]}}, {"dagen": ["ma"]}), ({"verwacht": {}}, {"dagen": ["ma"]})],
    "globaal": [({"tekst": "a", "beweging": "ja"}, {"beweging": "ja"}), ({"tekst": "b", "beweging": "geen"}, {"beweging": "ja"})],
    "openheid": [({"verwacht": OPEN}, OPEN), ({"verwacht": OPEN}, {**OPEN, "richting": None})],
    "kennis": [({"vraag": "a", "verwacht": ["x", "y"]}, {"antwoorden": ["y"]}), ({"vraag": "b", "verwacht": []}, {"antwoorden": ["x"]})],
}


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set crisis, whose guard gives every line the level that stands in it."""
    monkeypatch.setattr(crisis, "predict", lambda lines: [{"niveau": line["niveau"], "reden": ""} for line in lines])
    return crisis


def _crisis_file(path: Path, *, zorgelijk: bool = False) -> Path:
    lines = [{"tekst": "a", "label": "acuut", "niveau": "rood" if number else "geen"} for number in range(20)]
    lines += [{"tekst": "b", "label": "geen", "niveau": "geen" if number >= 10 else "oranje"} for number in range(980)]
    lines += [{"tekst": "c", "label": "zorgelijk", "niveau": "oranje"}] * zorgelijk
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.usefixtures("seen")
def test_each_figure_of_safety_is_counted_over_its_own_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On the terminal, in JSON and on the page: nineteen of twenty, not of a thousand; of an empty class there is nothing to measure."""
    file, out = _crisis_file(tmp_path / "f.jsonl"), tmp_path / "page.html"
    assert report.OK == report.run("crisis", file, page_out=out)
    said = capsys.readouterr().out
    assert re.search(r"acuut_recall +95\.0 %  \(19 of 20; 95 %: 76\.4 to 99\.1\)", said)
    assert re.search(r"geen_reactie +1\.0 %  \(10 of 980; 95 %: 0\.6 to 1\.9\)", said)
    assert re.search(r"zorgelijk_recall +nothing to measure", said)
    rows = {
        row[0]: row[1:] for row in re.findall(r'<tr><th scope="row">(\w+)</th><td[^>]*>([^<]*)</td><td>([^<]*)</td></tr>', out.read_text("utf-8"))
    }
    assert ("95.0 %", "76.4% to 99.1% (19 of 20 lines)") == rows["acuut_recall"]
    assert ("nothing to measure", "") == rows["zorgelijk_recall"]
    assert {"n_acuut", "n_zorgelijk", "n_geen"} == {name for name, (_, interval) in rows.items() if name.startswith("n_") and not interval}
    report.run("crisis", file, as_json=True)
    figures = json.loads(capsys.readouterr().out)
    assert (20, 0.95, 0.7639, 0.9911) == tuple(figures[key] for key in ("n_acuut", "acuut_recall", "acuut_recall_laag", "acuut_recall_hoog"))
    assert (0, None, None, None) == tuple(
        figures[f"{key}"] for key in ("n_zorgelijk", "zorgelijk_recall", "zorgelijk_recall_laag", "zorgelijk_recall_hoog")
    )


@pytest.mark.usefixtures("seen")
def test_the_missed_danger_is_among_the_wrong_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its place, on the terminal and on the page, and so are the false alarms; nothing else is."""
    file, out = _crisis_file(tmp_path / "f.jsonl", zorgelijk=True), tmp_path / "page.html"
    report.run("crisis", file, wrong=True, page_out=out)
    assert [1, *range(21, 31)] == [int(number) for number in re.findall(r"f\.jsonl:(\d+):", capsys.readouterr().out)]
    assert "No line went wrong." not in out.read_text("utf-8")


def test_every_set_says_which_lines_went_wrong() -> None:
    """`--wrong` and `--report` work for each of them."""
    assert set(FIELDS) == set(JUDGED)
    for name, ((line, good), (other, bad)) in JUDGED.items():
        module = importlib.import_module(f"bot.evaluate.{name}")
        assert (True, False) == (module.right(line, good), module.right(other, bad)), name


def test_shares_of_every_set_are_counted_and_of_nothing_are_nothing() -> None:
    """Each knows its own total; without lines every figure of every set is no number."""
    for name, judged in JUDGED.items():
        module = importlib.import_module(f"bot.evaluate.{name}")
        scored = module.score(*map(list, zip(*judged, strict=True)))
        figures = scored if isinstance(scored, dict) else vars(scored)
        assert 0 < max(value.total for value in figures.values() if isinstance(value, Share)) <= 2, name
        empty = module.score([], [])
        none = [value for value in (empty if isinstance(empty, dict) else vars(empty)).values() if isinstance(value, float)]
        assert none
        assert all(math.isnan(value) for value in none), name


def test_the_moves_are_measured_with_the_model_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the command is run; training in memory is for who has no model."""

    def training() -> None:
        raise AssertionError("trained in memory")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(globaal, "default_model", training)
    assert globaal.trained_model.__wrapped__() is not None


def test_two_wrong_questions_are_no_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The places of the wrong lines stay places, for programs alone, however many there are."""
    from bot.evaluate import kennis

    file = tmp_path / "f.jsonl"
    file.write_text('{"vraag": "a", "verwacht": ["x"]}\n' * 6, encoding="utf-8")
    monkeypatch.setattr(kennis, "predict", lambda lines: [{"antwoorden": ["x" if at in (0, 1, 2, 4) else "y"]} for at in range(len(lines))])
    report.run("kennis", file)
    assert "wrong " not in capsys.readouterr().out
    assert report.OK == report.run("kennis", file, as_json=True)
    figures = json.loads(capsys.readouterr().out)
    assert ([3, 5], 0.6667, 4, 6, None) == (figures["wrong"], *(figures[key] for key in ("first", "first_hits", "first_total", "declined")))
