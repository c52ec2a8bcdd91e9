"""`make setup` on a machine where something is missing: one line that says what to do, and a failing exit code."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("sh", "awk", "cat", "cksum", "date", "df", "dirname", "grep", "mkdir", "rm", "sleep", "tail")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A tree in a directory with a space in its name, and a PATH with only the plainest tools on it."""
    tree = tmp_path / "een map"
    (tree / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "setup.sh", tree / "scripts")
    for name in ("requirements.lock", "pyproject.toml", ".python-version"):
        shutil.copy(ROOT / name, tree)
    (tree / "bin").mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found is not None
        (tree / "bin" / name).symlink_to(found)
    return tree


def command(tree: Path, name: str, script: str) -> None:
    """Put a command of our own on the machine's PATH."""
    path = tree / "bin" / name
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def setup(tree: Path) -> tuple[int, list[str]]:
    """Exit code, and the lines on screen."""
    env = {"PATH": str(tree / "bin"), "HOME": str(tree), "LANG": os.environ.get("LANG", "C.UTF-8")}
    done = subprocess.run(["sh", "scripts/setup.sh"], cwd=tree, env=env, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    return done.returncode, (done.stdout + done.stderr).splitlines()


def test_without_python_it_says_how_to_get_it(machine: Path) -> None:
    """One line, nothing else."""
    code, lines = setup(machine)
    assert 1 == code
    assert 1 == len(lines)
    assert "Python is missing. Install Python 3 (Debian: apt install python3 python3-venv)" in lines[0]


def test_without_venv_it_names_the_package(machine: Path) -> None:
    """Debian's python3 comes without ensurepip."""
    command(machine, "python3", 'case "$*" in *"import sys"*) exit 0;; *-m*) echo "ensurepip is not available"; esac; exit 1')
    code, lines = setup(machine)
    assert 1 == code
    assert "apt install python3-venv" in lines[-1]


def test_a_full_disk_is_said_before_anything_is_fetched(machine: Path) -> None:
    """Not after minutes of downloading."""
    command(machine, "df", 'echo "Filesystem 1024-blocks Used Available Capacity Mounted on"; echo "x 9 9 100000 99% /"')
    code, lines = setup(machine)
    assert (1, 1) == (code, len(lines))
    assert "97 MB free, 2500 MB needed" in lines[0]


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("error: Failed to fetch: tcp connect error", "no connection to the server. Check the network or proxy"),
        ("error: No space left on device (os error 28)", "the disk is full"),
        ("error: Hash mismatch for rasa", "differs from requirements.lock"),
        ("error: something unheard of", "See the end of .tools/setup.log"),
    ],
)
def test_a_failing_step_gives_its_reason_in_one_line(machine: Path, message: str, line: str) -> None:
    """uv's own report, often a page, stays in the log."""
    command(machine, "uv", f'case "$*" in --version) echo "uv 0.13.9"; exit 0;; esac; echo "{message}" >&2; exit 2')
    code, lines = setup(machine)
    assert 1 == code
    assert [True] == [line in shown for shown in lines if "failed" in shown]
    assert message in (machine / ".tools" / "setup.log").read_text(encoding="utf-8")


def test_what_is_ready_is_left_alone(machine: Path) -> None:
    """With a fresh stamp nothing is fetched or installed; only the model is looked at."""
    command(machine, "python3", "exit 1")
    (machine / ".venv" / "bin").mkdir(parents=True)
    werkmaat = machine / ".venv" / "bin" / "werkmaat"
    werkmaat.write_text('#!/bin/sh\necho "called: $*"\n', encoding="utf-8")
    werkmaat.chmod(0o755)
    made = subprocess.run(
        "{ cat requirements.lock pyproject.toml scripts/setup.sh .python-version; pwd; } | cksum",
        shell=True, cwd=machine, capture_output=True, text=True, check=True,
    )  # fmt: skip
    (machine / ".venv" / "werkmaat-stamp").write_text(made.stdout, encoding="utf-8")
    assert (0, ["called: train --if-stale"]) == setup(machine)
