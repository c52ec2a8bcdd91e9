"""Keeps Rasa still: no telemetry, no Sentry, no message text in logs. `prepare()` runs before the first `import rasa`."""

from __future__ import annotations

import logging
import os
import warnings

from bot.engine import no_tensorflow


def prepare() -> None:
    """Set what Rasa reads at import, and answer its TensorFlow imports with placeholders."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("LOG_LEVEL_LIBRARIES", "ERROR")
    no_tensorflow.install()
    # Sanic, which Rasa imports, switches DeprecationWarnings on for everybody: so Sanic first, then off again.
    import sanic.app  # noqa: F401

    warnings.simplefilter("ignore")
    import structlog

    # Rasa prints message texts and slot values at DEBUG, through structlog.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR), cache_logger_on_first_use=False)
    for name in ("rasa", "rasa_sdk", "matplotlib", "apscheduler"):
        logging.getLogger(name).setLevel(logging.ERROR)


def assert_no_sentry() -> None:
    """Stop when something has started a Sentry client: it would send what people wrote to outside."""
    import sentry_sdk

    if sentry_sdk.Hub.current.client is not None:
        raise RuntimeError("A Sentry client is active; Werkmaat does not start with one")
