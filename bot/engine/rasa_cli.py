"""The `rasa` command of this environment: Rasa's own command line, without TensorFlow and without sending anything out.

`pyproject.toml` names `main` as the console script `rasa`. It is installed after Rasa and so takes the place of Rasa's
script: `rasa train`, `rasa data validate`, `rasa test` and `rasa shell` work as in any Rasa project, no flags needed.
`werkmaat rasa ...` calls the same function.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence

from bot.engine import no_tensorflow

# Read by Rasa at import or at its first command, hence set before. Sentry is only started when telemetry is on
# (rasa.telemetry.initialize_error_reporting); the empty DSN also stops a Sentry that another library would start.
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "SENTRY_DSN": ""}


def prepare() -> None:
    """Put the TensorFlow placeholders in place and switch telemetry off; must run before the first import of rasa."""
    os.environ.update(QUIET)
    no_tensorflow.install()


# Where this project keeps what Rasa looks for in `data` and in the whole folder (.venv included). Filled in when the flag is not given.
PLACES = {
    ("data", "validate"): {"--data": "bot/data"},
    ("train",): {"--data": "bot/data"},
    ("test", "core"): {"--stories": "tests/rasa"},
    ("test", "nlu"): {"--nlu": "bot/data"},
    ("test",): {"--stories": "tests/rasa", "--nlu": "bot/data"},
}


def with_places(arguments: Sequence[str]) -> list[str]:
    """The arguments with this project's places for the flags that were left out."""
    for command, places in PLACES.items():
        if tuple(arguments[: len(command)]) == command:
            missing = [part for flag, place in places.items() if flag not in arguments for part in (flag, place)]
            return [*arguments, *missing]
    return list(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run Rasa's command line with `arguments` (those of the process when None). Ends with SystemExit when Rasa fails."""
    prepare()
    sys.argv = ["rasa", *with_places(sys.argv[1:] if arguments is None else arguments)]
    # Sanic, which Rasa imports, switches DeprecationWarnings on for everybody; Rasa of 2023 on libraries of today gives
    # pages of them, between which a real warning of `rasa data validate` would be lost. So Sanic first, then off again.
    import sanic.app  # noqa: F401

    warnings.filterwarnings("ignore", category=DeprecationWarning)
    from rasa.__main__ import main as rasa_main

    try:
        rasa_main()
    except Exception as error:
        if missing := _missing_tensorflow(error):
            sys.exit(f"rasa: {missing}")
        raise


def _missing_tensorflow(error: BaseException | None) -> no_tensorflow.TensorFlowMissing | None:
    """The clear error behind the page that Rasa makes of it, if that is what went wrong."""
    while error is not None and not isinstance(error, no_tensorflow.TensorFlowMissing):
        error = error.__cause__ or error.__context__
    return error


if __name__ == "__main__":
    main()
