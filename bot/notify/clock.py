"""One clock for everything the chain decides, so that tests turn it themselves."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Protocol

from bot.models.database import utcnow


class Clock(Protocol):
    """now: aware, UTC. sleep: until that much time has passed on this clock."""

    def now(self) -> datetime: ...

    async def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        return utcnow()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class VirtualClock:
    """A clock that stands still until it is turned; sleeping turns it."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def turn(self, by: timedelta) -> datetime:
        self._now += by
        return self._now

    def set(self, moment: datetime) -> None:
        # Time never runs backwards, not even in a test that mixes up its moments.
        self._now = max(self._now, moment)

    async def sleep(self, seconds: float) -> None:
        self.turn(timedelta(seconds=seconds))
        await asyncio.sleep(0)
