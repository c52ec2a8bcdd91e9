"""Which messages a worker is making a turn of, in a file beside its socket that outlives it. Ids only. Imports nothing of Rasa.

A worker that hangs is ended by the supervisor and started again, and finds the message it hung on waiting. Without this it would hang on it again,
and nobody of that worker would get an answer any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# A worker answers several conversations at a time, of which one makes it hang: the others are tried again.
TIMES_HUNG = 2


def _busy(socket: Path) -> Path:
    return socket.with_suffix(".busy")


def _hung(socket: Path) -> Path:
    return socket.with_suffix(".hung")


def note_hung(socket: Path) -> None:
    """The worker of this socket was ended because it hung: remember what it was busy with."""
    if (busy := _busy(socket)).exists():
        with _hung(socket).open("a", encoding="utf-8") as file:
            file.write(busy.read_text(encoding="utf-8"))
        busy.unlink()


def forget_busy(socket: Path) -> None:
    """A new worker is started: what the last one was busy with when it died is no sign of hanging."""
    _busy(socket).unlink(missing_ok=True)


class Underway:
    """Notes the turns of one worker. `hopeless`: messages on which it hung time and again. Without a socket nothing is noted."""

    def __init__(self, socket: Path | None = None) -> None:
        self._socket, self._ids = socket, list[str]()
        known = _hung(socket).read_text(encoding="utf-8").split() if socket and _hung(socket).exists() else []
        self.hopeless = frozenset(bericht_id for bericht_id, times in Counter(known).items() if times >= TIMES_HUNG)

    @contextmanager
    def noted(self, bericht_id: str) -> Iterator[None]:
        self._ids.append(bericht_id)
        self._write()
        try:
            yield
        finally:
            self._ids.remove(bericht_id)
            self._write()

    def _write(self) -> None:
        if self._socket is not None:
            with suppress(OSError):  # a full disk must not keep the turn from being made
                _busy(self._socket).write_text("".join(f"{bericht_id}\n" for bericht_id in self._ids), encoding="utf-8")
