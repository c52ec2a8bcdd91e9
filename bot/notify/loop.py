"""The tasks that keep the chain going. Every front runs them; row locks see to it that nothing happens twice."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from functools import partial

from aiohttp import web

from bot.care.gegevens.bewaren import ruim_op
from bot.models.database import Database
from bot.notify.clock import Clock, SystemClock
from bot.notify.delivery import AT_A_TIME, LANES, Lane, deliver, send_due, take
from bot.notify.dispatch import dispatch_due
from bot.notify.watch import watch
from bot.settings import Settings

log = logging.getLogger(__name__)

POLL_S = 1.0
WATCH_EVERY = timedelta(minutes=5)
# Not at once: a start after an upgrade has other things to do first.
CLEAN_FIRST, CLEAN_EVERY = timedelta(minutes=10), timedelta(hours=24)
# Stops a mistake that keeps a part busy from keeping everybody busy.
ROUNDS = 50


async def tick(database: Database, settings: Settings, clock: Clock) -> int:
    """Do everything that is due now, one after the other, and be done: for the command line and for tests. Returns how many rows were handled."""
    total = 0
    for _ in range(ROUNDS):
        done = await dispatch_due(database, settings, clock)
        for lane in LANES:
            done += await send_due(database, settings, clock, lane)
        total += done
        if not done:
            break
    return total


async def run(database: Database, settings: Settings, clock: Clock) -> None:
    """Until cancelled. Each part goes its own way: the steps of the ladder never wait for a mail server, nor one lane for another."""
    everything = (database, settings, clock)
    async with asyncio.TaskGroup() as parts:
        parts.create_task(_often(clock, partial(dispatch_due, *everything)))
        for lane in LANES:
            parts.create_task(_often(clock, Verzender(*everything, lane, parts).fill))
        parts.create_task(_every(clock, WATCH_EVERY, partial(watch, *everything)))
        parts.create_task(_every(clock, CLEAN_EVERY, partial(_clean, database, clock), first=CLEAN_FIRST))


class Verzender:
    """Keeps a lane busy. Every place is free again when its own attempt ends: one that stands still holds up one place, not those beside it."""

    def __init__(self, database: Database, settings: Settings, clock: Clock, lane: Lane, parts: asyncio.TaskGroup) -> None:
        self._everything, self._lane, self._parts = (database, settings, clock), lane, parts
        self._under_way: set[asyncio.Task[None]] = set()

    async def fill(self) -> int:
        """Fill the free places with what is due, waiting for one when there is none; returns how many were taken."""
        if len(self._under_way) >= AT_A_TIME:
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
        taken = await take(*self._everything, self._lane, AT_A_TIME - len(self._under_way))
        for zending in taken:
            if zending is not None:
                task = self._parts.create_task(deliver(*self._everything, zending))
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)
        return len(taken)


async def _often(clock: Clock, work: Callable[[], Awaitable[int]]) -> None:
    """Again and again, and at once while there is more to do."""
    while True:
        for _ in range(ROUNDS):
            if not await _outlive(work):
                break
        await clock.sleep(POLL_S)


async def _every(clock: Clock, period: timedelta, work: Callable[[], Awaitable[object]], *, first: timedelta = timedelta()) -> None:
    await clock.sleep(first.total_seconds())
    while True:
        await _outlive(work)
        await clock.sleep(period.total_seconds())


async def _outlive(work: Callable[[], Awaitable[object]]) -> object:
    """An error is logged by its class only, and the part goes on: it must outlive every fault."""
    try:
        return await work()
    except Exception as error:
        log.error("the alarm chain stumbled: %s", type(error).__name__)
        return None


async def _clean(database: Database, clock: Clock) -> None:
    await ruim_op(database, now=clock.now())


def background(database: Database, settings: Settings, clock: Clock | None = None) -> Callable[[web.Application], AsyncIterator[None]]:
    """A cleanup context for the front: the loop runs as long as the application does."""

    async def context(app: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(run(database, settings, clock or SystemClock()))
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    return context
