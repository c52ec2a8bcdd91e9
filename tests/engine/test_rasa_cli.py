"""The plain `rasa` command of this environment works without TensorFlow and tells nobody that it ran."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from bot.engine.rasa_cli import with_places

PROGRAM = """
import json, os, sys
from bot.engine import rasa_cli
try:
    rasa_cli.main(["--version"])
except SystemExit:
    pass
import rasa.telemetry, sentry_sdk
import tensorflow
print(json.dumps({
    "telemetry": rasa.telemetry.is_telemetry_enabled(),
    "sentry": sentry_sdk.Hub.current.client is not None,
    "tensorflow": tensorflow.__version__,
}))
"""


def test_rasa_runs_without_tensorflow_telemetry_and_sentry() -> None:
    """Whatever the environment says: placeholders for TensorFlow, telemetry off, no Sentry client."""
    env = {**os.environ, "RASA_TELEMETRY_ENABLED": "true", "RASA_EXCEPTION_WRITE_KEY": "0" * 32}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, check=True)
    assert "Rasa Version      :         3.6.21" in done.stdout
    assert {"telemetry": False, "sentry": False, "tensorflow": "0.0.0"} == json.loads(done.stdout.splitlines()[-1])


def test_the_rasa_command_of_the_environment_is_ours() -> None:
    """`pyproject.toml` puts it in the place of Rasa's own script."""
    from importlib.metadata import distribution

    scripts = {entry.name: entry.value for entry in distribution("werkmaat").entry_points}
    assert "bot.engine.rasa_cli:main" == scripts["rasa"]


def test_flags_that_are_left_out_point_at_this_project() -> None:
    """`rasa test` and `rasa train` find the dialogues without flags; a flag that is given stays."""
    assert ["test", "--stories", "tests/rasa", "--nlu", "bot/data"] == with_places(["test"])
    assert ["test", "core", "--stories", "elsewhere"] == with_places(["test", "core", "--stories", "elsewhere"])
    assert ["train", "--data", "bot/data"] == with_places(["train"])
    assert ["--version"] == with_places(["--version"])
