"""The report page holds the figures, the confusions and the worst lines, and needs nothing from anywhere."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.evaluate import openheid, page, report, werkwensen
from bot.evaluate.intervals import Share

WISHES: list[dict[str, Any]] = [
    {"vraag": "welke dagen", "tekst": "dinsdag en donderdag", "verwacht": {"dagen": ["di", "do"]}},
    {"vraag": "welke dagen", "tekst": "vrijdag <b>graag</b>", "verwacht": {"dagen": ["ma"]}},
    {"vraag": "hoe lang mag je onderweg zijn", "tekst": "blabla", "verwacht": {"reistijd_min": 30}},
]


def page_of(tmp_path: Path, set_name: str, lines: list[dict[str, Any]]) -> str:
    """The page that the command writes for these lines."""
    file, out = tmp_path / "lines.jsonl", tmp_path / "page.html"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert report.OK == report.run(set_name, file, page_out=out)
    return out.read_text(encoding="utf-8")


class _Tags(HTMLParser):
    """Every start tag and attribute of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_is_self_contained(tmp_path: Path) -> None:
    """No script, no picture, no link, nothing that is fetched."""
    text = page_of(tmp_path, "werkwensen", WISHES)
    found = _Tags()
    found.feed(text)
    assert set() == found.tags & {"script", "link", "img", "iframe", "object"}
    assert set() == found.attributes & {"src", "href", "srcset"}
    assert [] == re.findall(r"https?:|url\(|@import", text)


def test_what_clients_wrote_is_text_and_never_markup(tmp_path: Path) -> None:
    """A sentence with signs is shown as it was written."""
    text = page_of(tmp_path, "werkwensen", WISHES)
    assert "vrijdag &lt;b&gt;graag&lt;/b&gt;" in text
    assert "<b>graag" not in text


def test_the_surest_mistake_comes_first() -> None:
    """A value that is not there, given with confidence, is worse than one that was missed."""
    predictions = werkwensen.predict(WISHES)
    bad = page.worst(werkwensen, WISHES, predictions, ("verwacht",))
    assert [2, 3] == [line.number for line in bad]
    assert bad[0].confidence > 0.5 > bad[1].confidence == 0.0


def test_confusions_count_labelled_against_understood() -> None:
    """Rows are what was labelled, columns what was understood."""
    found = page.confusion("richting", [("open", "open"), ("open", "deels"), ("deels", "deels"), ("deels", "deels")])
    assert (("deels", "open"), ((2, 0), (1, 1))) == (found.labels, found.rows)


def test_openness_has_matrices_for_direction_and_moment(tmp_path: Path) -> None:
    """Both fields are shown, and a field without a choice has its own row."""
    lines: list[dict[str, Any]] = [
        {"vraag": "hoe open wil je zijn", "tekst": "heel open", "verwacht": {"wie": [], "moment": None, "wat": [], "richting": "open"}}
    ]
    text = page_of(tmp_path, "openheid", lines)
    assert "Confusion: richting" in text
    assert "Confusion: moment" in text
    assert "No line went wrong." in text
    assert f">{openheid.NOTHING}<" in text


def test_per_key_figures_add_up_to_the_whole() -> None:
    """The table per key counts every pair once."""
    predictions = werkwensen.predict(WISHES)
    table = werkwensen.per_key(WISHES, predictions)
    assert {"dagen": (2, 1, 1), "reistijd_min": (0, 0, 1)} == table


def test_shares_get_the_interval_of_the_lines_behind_them() -> None:
    """Each of its own lines, whatever the file counts; a micro figure counts pairs and gets none, nor does what was not measured."""
    figures = {"lines": 1000, "accuracy": Share(10, 20), "recall_ja": Share(2, 4), "aantal_ja": 4, "micro_f1": 0.5, "niets": Share(0, 0)}
    shown = {f.name: f for f in page.figures_of(figures)}
    assert "29.9% to 70.1% (10 of 20 lines)" == shown["accuracy"].interval
    assert "15.0% to 85.0% (2 of 4 lines)" == shown["recall_ja"].interval
    assert ("", "") == (shown["micro_f1"].interval, shown["niets"].interval)
    assert ("50.0 %", "4", "nothing to measure") == (shown["accuracy"].shown, shown["aantal_ja"].shown, shown["niets"].shown)


def test_typing_errors_are_the_same_for_the_same_seed(tmp_path: Path) -> None:
    """A measurement with errors can be repeated, each line has one error, and another seed makes other errors."""
    file = tmp_path / "lines.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in WISHES), encoding="utf-8")
    made = []
    for number, seed in enumerate((7, 7, 8)):
        out = tmp_path / f"{number}.jsonl"
        assert report.OK == report.run("werkwensen", file, predictions_out=out, typos=seed)
        made.append([json.loads(line)["tekst"] for line in out.read_text(encoding="utf-8").splitlines()])
    assert made[0] == made[1] != made[2]
    assert [True] * 3 == [new != old["tekst"] and abs(len(new) - len(old["tekst"])) <= 1 for new, old in zip(made[0], WISHES, strict=True)]


def test_the_command_takes_the_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`werkmaat evaluate werkwensen FILE --report OUT.html --typos 1`."""
    file, out = tmp_path / "lines.jsonl", tmp_path / "page.html"
    file.write_text(json.dumps(WISHES[0]) + "\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", "werkwensen", str(file), "--report", str(out), "--typos", "1"])
    assert 0 == ended.value.code
    assert "Measured: werkwensen on lines.jsonl" in out.read_text(encoding="utf-8")
    assert "micro_f1" in capsys.readouterr().out
