"""What aiohttp itself logs: that something went wrong and of which class, never what was sent.

For a request that cannot be read its errors quote the bytes they stumbled on, cookies and words included.
"""

from __future__ import annotations

import logging


class OnlyTheClass(logging.Filter):
    """Takes the error out of a line of the log, and leaves its class."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0] if record.exc_info else None
        record.msg, record.args = f"a request failed in the server: {kind.__name__ if kind else 'no answer'}", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


_filter = OnlyTheClass()


def keep_quiet() -> None:
    """From now on nothing of a request reaches the log by way of aiohttp. Twice does nothing more."""
    for name in ("aiohttp.server", "aiohttp.web", "aiohttp.internal"):
        logging.getLogger(name).addFilter(_filter)
