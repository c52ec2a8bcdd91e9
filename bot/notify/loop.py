"""The task that keeps the chain going. Every front runs one; row locks see to it that nothing happens twice."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

from aiohttp import web

from bot.care.gegevens.bewaren import ruim_op
from bot.models.database import Database
from bot.notify.clock import Clock, SystemClock
from bot.notify.delivery import send_due
from bot.notify.dispatch import dispatch_due
from bot.notify.watch import watch
from bot.settings import Settings

log = logging.getLogger(__name__)

POLL_S = 1.0
WATCH_EVERY = timedelta(minutes=5)
# Not at once: a start after an upgrade has other things to do first.
CLEAN_FIRST, CLEAN_EVERY = timedelta(minutes=10), timedelta(hours=24)
# After a long stop there may be much to do; then other work of the front gets its turn between the rounds.
ROUNDS = 50


async def tick(database: Database, settings: Settings, clock: Clock) -> int:
    """Do everything that is due now; returns how many rows were handled."""
    total = 0
    for _ in range(ROUNDS):
        done = await dispatch_due(database, settings, clock) + await send_due(database, settings, clock)
        total += done
        if not done:
            break
    return total


async def run(database: Database, settings: Settings, clock: Clock) -> None:
    """Until cancelled. An error is logged by its class only and the loop goes on: it must outlive every fault."""
    watch_at: datetime | None = None
    clean_at = clock.now() + CLEAN_FIRST
    while True:
        try:
            if watch_at is None or clock.now() >= watch_at:
                watch_at = clock.now() + WATCH_EVERY
                await watch(database, settings, clock)
            await tick(database, settings, clock)
            if clock.now() >= clean_at:
                clean_at = clock.now() + CLEAN_EVERY
                await ruim_op(database, now=clock.now())
        except Exception as error:
            log.error("the alarm chain stumbled: %s", type(error).__name__)
        await clock.sleep(POLL_S)


def background(database: Database, settings: Settings, clock: Clock | None = None) -> Callable[[web.Application], AsyncIterator[None]]:
    """A cleanup context for the front: the loop runs as long as the application does."""

    async def context(app: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(run(database, settings, clock or SystemClock()))
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    return context
