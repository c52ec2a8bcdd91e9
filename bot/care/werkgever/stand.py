"""What is remembered of an anonymous conversation: which subject was last and which choices are open. No words of the werkgever.

In the memory of this process, for half an hour, under a random key that the page made. A page that comes back later, or
after a restart, simply begins without context.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

LIFE = timedelta(minutes=30)
KEPT = 5_000


class KeuzeOnbekend(ValueError):
    """A choice that was never offered."""


@dataclass(frozen=True)
class Stand:
    """onderwerp: id of the subject answered last. vraag: name of the text of the open question, or of the helplines just shown; `keuzes` and
    `waarden` what was offered and filled in with it. onbeantwoord: the question of a "bedoel je", stripped of personal data, until it is settled.
    terug: the step to go back to after that."""

    onderwerp: str | None = None
    vraag: str | None = None
    keuzes: tuple[tuple[str, str], ...] = ()
    waarden: tuple[tuple[str, str], ...] = ()
    voortgang: tuple[int, int] | None = None
    onbeantwoord: str | None = None
    terug: Stand | None = None


@dataclass
class _Kept:
    stand: Stand
    seen: datetime
    replies: OrderedDict[str, list[dict[str, Any]]] = field(default_factory=OrderedDict)


class Standen:
    """The conversations of the last half hour; the oldest give way when there are too many."""

    def __init__(self, kept: int = KEPT, life: timedelta = LIFE) -> None:
        self._kept, self._life = kept, life
        self._of: OrderedDict[str, _Kept] = OrderedDict()

    def get(self, key: str, now: datetime) -> Stand:
        """Where this conversation is; an empty Stand when it is not known (any more)."""
        self._forget(now)
        found = self._of.get(key)
        return found.stand if found else Stand()

    def reply(self, key: str, message: str, now: datetime) -> list[dict[str, Any]] | None:
        """What was answered to this message already, so that sending it again says the same and counts once."""
        self._forget(now)
        found = self._of.get(key)
        return found.replies.get(message) if found else None

    def put(self, key: str, stand: Stand, message: str, turns: list[dict[str, Any]], now: datetime) -> None:
        """Remember where it is now, and the answer just given (our own words only)."""
        found = self._of.setdefault(key, _Kept(stand, now))
        found.stand, found.seen = stand, now
        found.replies[message] = turns
        while len(found.replies) > 3:
            found.replies.popitem(last=False)
        self._of.move_to_end(key)
        while len(self._of) > self._kept:
            self._of.popitem(last=False)

    def _forget(self, now: datetime) -> None:
        while self._of and now - next(iter(self._of.values())).seen > self._life:
            self._of.popitem(last=False)
