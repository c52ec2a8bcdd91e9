"""What the pages and the chat of the werkgever share: the knowledge base, loaded once beside the running front, and the limit per address."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from aiohttp import web

from bot.care.knowledge.model import KnowledgeFileError
from bot.care.werkgever import terugkoppeling
from bot.care.werkgever.teksten import probleem
from bot.models.database import utcnow
from bot.settings import PROJECT
from bot.web.keys import DATABASE, SETTINGS
from bot.web.passwords import AttemptLimit, TeVaakGeprobeerd
from bot.web.problems import Problem
from bot.web.security import sender

if TYPE_CHECKING:  # loads spaCy; see open_loket
    from bot.care.werkgever.loket import Loket

log = logging.getLogger(__name__)

PER_MINUTE = 40  # an office behind one address, not a program that keeps asking


class WerkgeverProblem(Problem):
    """An error for a werkgever: addressed as "u"; the texts stand with the other texts of the chat."""

    @property
    def detail(self) -> str:
        return probleem(self.name)


class Limiet:
    """Counts requests per address in memory, under a hash whose salt dies with the process."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self._salt = secrets.token_bytes(16)
        self._limit = AttemptLimit(per_minute, timedelta(minutes=1))

    def count(self, request: web.Request) -> None:
        """Count one request; raises a Problem (429) when this address asks too much."""
        key = hashlib.blake2b(sender(request).encode(), key=self._salt, digest_size=16).hexdigest()
        try:
            self._limit.count(key, utcnow())
        except TeVaakGeprobeerd:
            raise WerkgeverProblem(429, "te_vaak") from None


LOKET: web.AppKey[asyncio.Task[Loket]] = web.AppKey("werkgever_loket", asyncio.Task)
LIMIET = web.AppKey("werkgever_limiet", Limiet)


async def open_loket(app: web.Application) -> AsyncIterator[None]:
    """Cleanup context: read the knowledge base in a thread, without keeping the front waiting for it."""
    app[LIMIET] = Limiet()
    task = app[LOKET] = asyncio.create_task(asyncio.to_thread(_open))
    task.add_done_callback(_report)
    yield
    task.cancel()


def _open() -> Loket:
    from bot.care.werkgever.loket import Loket

    return Loket.open(PROJECT / "knowledge")


def _report(task: asyncio.Task[Loket]) -> None:
    if not task.cancelled() and task.exception() is not None:
        log.error("The knowledge base cannot be read: %s", task.exception())


async def loket_of(request: web.Request) -> Loket:
    """All that needs the knowledge base; raises a Problem (503) when it cannot be read."""
    try:
        return await asyncio.shield(request.app[LOKET])
    except (KnowledgeFileError, OSError):
        raise WerkgeverProblem(503, "niet_klaar") from None


def today(request: web.Request) -> date:
    """The day it is where Werkmaat is used."""
    return utcnow().astimezone(request.app[SETTINGS].timezone).date()


async def bewaar(request: web.Request, vraag: str | None) -> None:
    """Keep a stripped question for the editor; a failing database must not take the answer away."""
    if vraag is None:
        return
    try:
        await terugkoppeling.bewaar_vraag(request.app[DATABASE], vraag, utcnow())
    except Exception as error:
        log.error("A question for the editor was not kept: %s", type(error).__name__)
