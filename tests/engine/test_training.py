"""The model belongs to this project and this machine, or it is refused."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.engine import training
from bot.engine.training import FILES, GUARD, MODEL, SIGNALS, STAMP, ModelError, fingerprint, is_stale, verified
from tests.engine.model import MODELS, Engine


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A tiny project with one file of every ingredient."""
    for name in ("config.yml", "domain.yml", "bot/importer.py", "requirements.lock", "bot/data/x/domain.yml", "bot/nlu/a/words.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_a_change_in_anything_the_model_is_made_of_changes_the_fingerprint(project: Path) -> None:
    """Another content, another name, a new file; but not what Python caches."""
    before = fingerprint(project)
    (project / "bot/nlu/__pycache__").mkdir()
    (project / "bot/nlu/__pycache__/x.pyc").write_text("x")
    (project / "README.md").write_text("x")
    assert before == fingerprint(project)
    seen = {before}
    for change in (
        lambda: (project / "config.yml").write_text("other"),
        lambda: (project / "bot/data/x/domain.yml").write_text("other"),
        lambda: (project / "bot/data/x/domain.yml").rename(project / "bot/data/x/nlu.yml"),
        lambda: (project / "bot/nlu/a/b.py").write_text(""),
        lambda: (project / "requirements.lock").write_text("other"),
    ):
        change()
        seen.add(fingerprint(project))
    assert 6 == len(seen)


def test_what_was_trained_is_measured_and_not_trained_again(tmp_path: Path) -> None:
    """`werkmaat evaluate` reads the files of models/, in a process of its own; without them nothing is read."""
    file = tmp_path / "crisis.jsonl"
    file.write_text('{"tekst": "ik wil niet meer leven", "label": "acuut"}\n{"tekst": "ik hou van puzzelen", "label": "geen"}\n')
    code = (
        "import atexit, sys; from bot.cli import main; from bot.nlu.safety import learning\n"
        "atexit.register(lambda: print('trained', learning.in_memory.cache_info().misses))\n"
        "main(['evaluate', 'crisis', sys.argv[1]])"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code, str(file)], capture_output=True, text=True, check=True)
    assert ("(1 of 1;" in done.stdout, done.stdout.splitlines()[-1], done.stderr) == (True, "trained 0", "")
    assert not training.use(tmp_path)


def test_a_model_is_stale_when_it_is_missing_or_made_of_something_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No stamp, a broken stamp, another fingerprint, no model file."""
    monkeypatch.setattr(training, "fingerprint", lambda: "now")
    assert is_stale(tmp_path)
    for name in (MODEL, GUARD, SIGNALS):
        (tmp_path / name).write_bytes(b"model")
    for stamp in ("", "[]", "{}", '{"fingerprint": "then"}'):
        (tmp_path / STAMP).write_text(stamp)
        assert is_stale(tmp_path), stamp
    (tmp_path / STAMP).write_text('{"fingerprint": "now"}')
    assert not is_stale(tmp_path)
    for name in (MODEL, GUARD, SIGNALS):
        (tmp_path / name).rename(tmp_path / "away")
        assert is_stale(tmp_path), name
        (tmp_path / "away").rename(tmp_path / name)


@pytest.mark.parametrize("name", FILES)
def test_a_model_with_one_changed_byte_is_refused(tmp_path: Path, name: str) -> None:
    """The checksum of the stamp decides, for the guard and the signals as for Rasa's model, which Rasa never sees then."""
    for copied in (name, STAMP):
        shutil.copyfile(MODELS / copied, tmp_path / copied)
    assert tmp_path / name == verified(tmp_path, name)
    content = bytearray((tmp_path / name).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError, match="not the one that was trained"):
        verified(tmp_path, name)


@pytest.mark.parametrize("stamp", [None, "", "{", json.dumps({"fingerprint": "x"}), "[]"])
def test_a_model_without_a_good_stamp_is_refused(tmp_path: Path, stamp: str | None) -> None:
    """One line that says what to do, never a traceback."""
    (tmp_path / MODEL).write_bytes(b"model")
    if stamp is not None:
        (tmp_path / STAMP).write_text(stamp)
    with pytest.raises(ModelError, match="werkmaat train"):
        verified(tmp_path)


async def test_the_model_passes_its_self_test(engine: Engine) -> None:
    """The fixed sentences, those about safety included."""
    from bot.engine.selftest import self_test

    await self_test(engine.runner(None))  # type: ignore[arg-type]  # understanding needs no database


async def test_a_model_that_understands_badly_is_refused(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """One missed sentence of the moves, or a guard that sleeps, and the worker does not start."""
    from bot.engine import selftest
    from bot.nlu.safety.verdict import GEEN

    runner = engine.runner(None)  # type: ignore[arg-type]
    real = runner.parse

    async def deaf(text: str, vraag: str | None) -> dict[str, Any]:
        return {"intent": {"name": "groet"}} if text == "terug" else await real(text, vraag)

    monkeypatch.setattr(runner, "parse", deaf)
    with pytest.raises(ModelError, match="fails 1 sentence"):
        await selftest.self_test(runner)
    monkeypatch.undo()
    monkeypatch.setattr(selftest, "assess", lambda _: GEEN)
    with pytest.raises(ModelError):
        await selftest.self_test(runner)
