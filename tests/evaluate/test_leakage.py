"""A copy of an evaluation sentence in training data is found, wherever and however it was copied."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.evaluate import data, leakage

SENTENCE = "Als de printer ratelt kan ik mijn eigen gedachten niet meer horen"


def project(root: Path, name: str, content: str) -> Path:
    """A project that holds one file to learn from."""
    path = root / name
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    (root / "eval.jsonl").write_text(json.dumps({"tekst": SENTENCE}) + "\n", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("bot/data/proef/nlu.yml", "nlu:\n- intent: x\n  examples: |\n    - hoi\n    - {}\n", 5),
        ("bot/nlu/safety/rules.yml", "zinnen:\n- '{}'\n", 2),
        ("bot/nlu/signals/zinnen.txt", "# kop\n{}\n", 2),
        ("bot/nlu/signals/zinnen.jsonl", '{{"zin": "{}"}}\n', 1),
    ],
)
@pytest.mark.parametrize("change", [str, str.upper, lambda text: text.replace(" niet", " echt niet"), lambda text: text.replace("horen", "hooren")])
def test_exact_and_near_copies_are_found_in_every_kind_of_file(tmp_path: Path, name: str, content: str, line: int, change: object) -> None:
    """Capitals, an added word or a typing error do not hide a copy; file and line are named."""
    root = project(tmp_path, name, content.format(change(SENTENCE)))  # type: ignore[operator]
    found = leakage.copies(leakage.training_texts(root), leakage.evaluation_texts(root / "eval.jsonl"))
    assert [(root / name, line)] == [(copy.training.path, copy.training.line) for copy in found]


@pytest.mark.parametrize("around", ["{}, dus dan ga ik maar in de kantine zitten", "vorige week nog: {}", "wat ik zei is {} vandaag"])
def test_a_sentence_inside_a_longer_one_is_found(tmp_path: Path, around: str) -> None:
    """Whatever stands before or after it: who learns the longer one has learned the sentence."""
    root = project(tmp_path, "bot/nlu/safety/geen.txt", around.format(SENTENCE.lower()) + "\n")
    found = leakage.copies(leakage.training_texts(root), leakage.evaluation_texts(root / "eval.jsonl"), inside=True)
    assert [1] == [copy.training.line for copy in found]


def test_marked_entities_do_not_hide_a_copy(tmp_path: Path) -> None:
    """Rasa's `[value](entity)` is read as the value."""
    marked = SENTENCE.replace("printer", "[printer](ding)")
    root = project(tmp_path, "bot/data/proef/nlu.yml", f"nlu:\n- intent: x\n  examples: |\n    - {marked}\n")
    assert 1 == len(leakage.copies(leakage.training_texts(root), leakage.evaluation_texts(root / "eval.jsonl")))


@pytest.mark.parametrize("other", ["Na een halve dag werken ben ik de rest van de week moe", "Als de printer ratelt ga ik altijd even naar buiten"])
def test_another_sentence_on_the_same_subject_is_no_copy(tmp_path: Path, other: str) -> None:
    """Only the wording counts, not what it is about."""
    root = project(tmp_path, "bot/nlu/zinnen.txt", other + "\n")
    assert [] == leakage.copies(leakage.training_texts(root), leakage.evaluation_texts(root / "eval.jsonl"))


def test_the_command_names_the_pair_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Usable as a check: exit code 1 and both places."""
    root = project(tmp_path, "bot/nlu/zinnen.txt", SENTENCE + "\n")
    assert 1 == leakage.main(["--root", str(root), str(root / "eval.jsonl")])
    out = capsys.readouterr().out
    assert "zinnen.txt:1: exact copy of" in out
    assert "eval.jsonl:1" in out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"tekst": "a"}\n{"tekst": "\xff"}\n', "f.jsonl:2: is not UTF-8"),
        (b'{"tekst": "a"}\nx\n', "f.jsonl:2: no JSON object"),
        (b"[1]\n", "f.jsonl:1: is not a JSON object"),
        (b'{"zin": "a"}\n', "f.jsonl:1: field 'tekst' or 'vraag' must be a text"),
    ],
)
def test_an_evaluation_file_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, message: str) -> None:
    """File, line and what is wrong, with exit code 2: a sentence that is passed over would seem to be nowhere copied."""
    (tmp_path / "f.jsonl").write_bytes(content)
    assert 2 == leakage.run([tmp_path / "f.jsonl"], tmp_path)
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(("content", "message"), [(b"a: b\nc: [\n", ":3: is no YAML"), (b"a: b\nc: \xff\n", ":2: is not UTF-8")])
def test_training_data_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, message: str) -> None:
    """The same for what is learned, here and in `werkmaat evaluate data`."""
    path = tmp_path / "bot" / "data" / "x" / "nlu.yml"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    (tmp_path / "f.jsonl").write_text('{"tekst": "a"}\n', encoding="utf-8")
    for command in (lambda: leakage.run([tmp_path / "f.jsonl"], tmp_path), lambda: data.run(tmp_path)):
        assert 2 == command()
        assert f"{path}{message}" in capsys.readouterr().err


def test_a_file_of_windows_is_read(tmp_path: Path) -> None:
    """The mark that Windows puts before a text is no part of it."""
    (tmp_path / "f.jsonl").write_bytes(b'\xef\xbb\xbf{"tekst": "een zin"}\n')
    assert ["een zin"] == [text.text for text in leakage.evaluation_texts(tmp_path / "f.jsonl")]
