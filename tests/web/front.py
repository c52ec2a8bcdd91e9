"""A running front for tests: a real server, a real database, and the real engine behind the interface of the EngineClient."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import func, select

from bot.care import toegang
from bot.models.database import Database, utcnow
from bot.models.tables import Bericht
from bot.settings import Settings
from bot.web.app import make_app
from tests.engine.model import Engine
from tests.people import add_begeleider, add_client

Browser = TestClient[web.Request, web.Application]


class InProcess:
    """Stands where the EngineClient stands and answers in this process; `away` is a worker that is not there."""

    def __init__(self, engine: Engine, database: Database) -> None:
        self._runner = engine.runner(database)
        self.away = False

    async def answer(self, bericht_id: str, gesprek_id: int, timeout: float) -> bool:  # noqa: ASYNC109 - the interface of the EngineClient
        if not self.away:
            await self._runner.answer(bericht_id)
        return not self.away

    async def ready(self, gesprek_id: int | None = None) -> bool:
        return not self.away


@dataclass
class Site:
    """A running front, and the people of one begeleider."""

    database: Database
    engine: InProcess
    begeleider_id: int
    browser: Callable[[], Awaitable[Browser]] = field(repr=False)

    async def token(self, naam: str) -> str:
        return await toegang.invite(self.database, await add_client(self.database, self.begeleider_id, naam), now=utcnow())

    async def client(self, naam: str = "Kees Proef") -> Browser:
        """The browser of a client who has come in."""
        browser = await self.browser()
        response = await browser.post("/api/entry", json={"token": await self.token(naam)})
        assert 200 == response.status
        return browser

    async def berichten(self) -> int:
        async with self.database.read() as session:
            return int(await session.scalar(select(func.count()).select_from(Bericht)) or 0)


async def running(engine: Engine, database: Database) -> AsyncIterator[Site]:
    """The whole front on this database, each browser with cookies of its own."""
    worker = InProcess(engine, database)
    server = TestServer(make_app(Settings(), database, worker))  # type: ignore[arg-type]
    browsers: list[Browser] = []

    async def browser() -> Browser:
        browsers.append(TestClient(server))
        await browsers[-1].start_server()
        return browsers[-1]

    yield Site(database, worker, await add_begeleider(database), browser)
    for opened in browsers:
        await opened.close()


async def send(browser: Browser, **body: Any) -> dict[str, Any]:
    """A message that must be accepted."""
    response = await browser.post("/api/messages", json={"id": str(uuid.uuid4()), **body})
    assert 200 == response.status, await response.text()
    return dict(await response.json())


async def problem(response: ClientResponse, status: int) -> dict[str, Any]:
    """The body of a refusal: problem+json with a Dutch sentence."""
    assert (status, "application/problem+json") == (response.status, response.content_type)
    body = dict(await response.json())
    assert status == body["status"]
    assert body["detail"].endswith(".")
    return body
