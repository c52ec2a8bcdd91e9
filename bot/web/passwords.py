"""Logging in with a passphrase: checked in a small thread pool, as slow for an unknown address as for a known one, and limited in attempts.

The limit is per address and sender together, so that nobody can lock a begeleider out from elsewhere, and per passphrase: a new one, which only the
beheerder can make, begins with no attempts against it. It is kept in the memory of this process, not
in the database: a restart forgives at most one round of guesses, and an attacker cannot fill a table. Every attempt costs 0.1 s of one of two
threads, which bounds guessing from many senders to about 20 a second against generated passphrases of 75 bits. Only so many attempts wait for a
thread, of one sender a few: a flood neither fills memory nor keeps the others waiting behind it.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter, OrderedDict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.care.invoer import EMAIL_MAX, WACHTZIN_MAX
from bot.care.toegang import BegeleiderLogin, find_begeleider
from bot.care.wachtzin import decoy_hash, verify_wachtzin
from bot.models.database import Database

ATTEMPTS = 5
WINDOW = timedelta(minutes=15)
SENDERS_KEPT = 10_000
THREADS = 2  # 64 MiB each
# Under way at the same time: some seconds of work, and of one sender half a second, which several people behind one address do not notice.
WAITING, WAITING_OF_ONE = 40, 8


class TeVaakGeprobeerd(Exception):
    """Too many attempts for this address from this sender; `wait` says how long to hold off."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("Too many attempts to log in")
        self.wait = wait


class TeDruk(Exception):
    """So many log in at this moment that this attempt was not looked at; it does not count."""


@dataclass
class _Tries:
    since: datetime
    count: int


class AttemptLimit:
    """Counts attempts per key in a window of time. An attempt counts when it begins, so that many at once do not slip through."""

    def __init__(self, attempts: int = ATTEMPTS, window: timedelta = WINDOW, kept: int = SENDERS_KEPT) -> None:
        self._attempts, self._window, self._kept = attempts, window, kept
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def count(self, key: str, now: datetime) -> None:
        """Count one attempt, or raise TeVaakGeprobeerd."""
        tries = self._tries.get(key)
        if tries is None or now - tries.since >= self._window:
            tries = self._tries[key] = _Tries(now, 0)
        if tries.count >= self._attempts:
            raise TeVaakGeprobeerd(tries.since + self._window - now)
        tries.count += 1
        self._tries.move_to_end(key)
        while len(self._tries) > self._kept:
            self._tries.popitem(last=False)

    def clear(self, key: str) -> None:
        self._tries.pop(key, None)


class LoginDesk:
    """Checks passphrases. One per application; `close` it at the end."""

    def __init__(self, limit: AttemptLimit | None = None) -> None:
        self._limit = limit or AttemptLimit()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="argon2")
        self._decoy = decoy_hash()
        self._under_way: Counter[str] = Counter()

    async def login(self, database: Database, email: str, wachtzin: str, sender: str, *, now: datetime) -> BegeleiderLogin | None:
        """Return who it is, or None when address and passphrase do not fit. Raises TeVaakGeprobeerd and TeDruk."""
        email, wachtzin = email[: EMAIL_MAX + 1], wachtzin[: WACHTZIN_MAX + 1]
        found = await find_begeleider(database, email)
        stored = found.password_hash if found else self._decoy
        # Hashed: addresses of people do not stay readable in memory dumps. With the stored hash in it, which differs for every passphrase that is
        # made, a new passphrase lifts the wait of who guessed at the old one, in every front, without a word between the processes.
        key = hashlib.sha256(f"{email.strip().casefold()}\n{sender}\n{stored}".encode()).hexdigest()
        if self._under_way.total() >= WAITING or self._under_way[sender] >= WAITING_OF_ONE:
            raise TeDruk
        self._limit.count(key, now)
        with self._place(sender):
            fits = await asyncio.get_running_loop().run_in_executor(self._pool, verify_wachtzin, stored, wachtzin)
        if not fits or found is None:
            return None
        self._limit.clear(key)
        return found

    @contextmanager
    def _place(self, sender: str) -> Iterator[None]:
        self._under_way[sender] += 1
        try:
            yield
        finally:
            self._under_way[sender] -= 1
            self._under_way += Counter()  # forgets who is gone

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
