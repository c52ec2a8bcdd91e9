"""Train the model, and know whether the one on disk still fits the project."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.settings import PROJECT

MODEL, STAMP = "werkmaat.tar.gz", "werkmaat.json"
GUARD, SIGNALS = "veiligheid.npz", "signalen.npz"
FILES = (GUARD, SIGNALS, MODEL)
# What the model is made of. A change in any of these makes it stale.
INGREDIENTS = ("config.yml", "domain.yml", "bot/importer.py", "requirements.lock", "bot/data/**/*.yml", "bot/nlu/**/*")


class ModelError(RuntimeError):
    """There is no usable model; the message says what to do."""


def fingerprint(root: Path = PROJECT) -> str:
    """A hash over everything the model is made of."""
    digest = hashlib.sha256()
    for pattern in INGREDIENTS:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_stale(models: Path) -> bool:
    """Whether the model is missing, or made of something else than what lies here now."""
    try:
        stamp = _stamp(models)
    except (OSError, ValueError):
        return True
    return stamp.get("fingerprint") != fingerprint() or not all((models / name).is_file() for name in FILES)


def _stamp(models: Path) -> dict[str, str]:
    stamp = json.loads((models / STAMP).read_text())
    if not isinstance(stamp, dict):
        raise ValueError("not a stamp")
    return stamp


def verified(models: Path, name: str = MODEL) -> Path:
    """The path of a trained file, after its checksum was compared. Raises ModelError for a missing or changed file."""
    try:
        stamp = _stamp(models)
        content = (models / name).read_bytes()
    except (OSError, ValueError):
        raise ModelError(f"No model in {models}: run `werkmaat train`") from None
    if hashlib.sha256(content).hexdigest() != stamp.get(name):
        raise ModelError(f"The model in {models} is not the one that was trained ({name}): run `werkmaat train`")
    return models / name


def use(models: Path) -> bool:
    """Let the guard and the signals read what was trained. Returns False, without doing so, when that is missing or does not fit the project.

    Raises ModelError for a file that was changed or cannot be read.
    """
    if is_stale(models):
        return False
    from bot.nlu import safety, signals
    from bot.nlu.meaning import MeaningError

    try:
        safety.load(verified(models, GUARD))
    except (OSError, ValueError, MeaningError) as error:
        raise ModelError(str(error)) from error
    signals.use(verified(models, SIGNALS))
    return True


def train(models: Path, say: Callable[[str], None] = print) -> None:
    """Train everything into `models`. The files are put in place only when all is done; deterministic on one machine."""
    from bot.engine import quiet

    quiet.prepare()
    from bot.nlu import safety, signals

    models.mkdir(parents=True, exist_ok=True)
    made_of = fingerprint()
    with tempfile.TemporaryDirectory(dir=models, prefix=".training-") as folder:
        work = Path(folder)
        say("Training 1/3: the safety guard")
        safety.train(work / GUARD)
        say("Training 2/3: the warning signals")
        signals.train(work / SIGNALS)
        say("Training 3/3: the dialogues (about half a minute)")
        _train_rasa(work)
        stamp = {"fingerprint": made_of, **{name: hashlib.sha256((work / name).read_bytes()).hexdigest() for name in FILES}}
        (work / STAMP).write_text(json.dumps(stamp))
        for name in (*FILES, STAMP):
            os.replace(work / name, models / name)
    say("Training done")


def _train_rasa(work: Path) -> None:
    import rasa

    said = io.StringIO()  # Rasa's progress bars; shown only when it fails
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        result = rasa.train(
            domain=str(PROJECT / "domain.yml"),
            config=str(PROJECT / "config.yml"),
            training_files=[str(PROJECT / "bot" / "data")],
            output=str(work),
            force_training=True,
            fixed_model_name=MODEL.removesuffix(".tar.gz"),
        )
    if result.code != 0 or result.model is None:
        raise ModelError(f"Rasa could not train the model; `werkmaat rasa data validate` says why\n{said.getvalue()[-2000:]}")
