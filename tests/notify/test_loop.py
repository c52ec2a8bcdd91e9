"""The background tasks of the front: they do not wait for one another, outlive errors, and end with the front."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from types import CoroutineType

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from bot.models.meldingen_tables import Bezorging, Webhook
from bot.models.tables import Outbox
from bot.notify import background, delivery, loop, mail
from bot.notify.delivery import AT_A_TIME, LEASE
from tests.notify.world import MONDAY, LopendeKlok, Wereld, until

ANNA, BRAM = "anna@proef.example", "bram@proef.example"


@pytest.fixture(autouse=True)
def _geduld(monkeypatch: pytest.MonkeyPatch) -> None:
    """No attempt ends by itself, however slow the machine: what stands still stands still until the test ends."""
    monkeypatch.setattr(mail, "TIMEOUT_S", 600)
    monkeypatch.setattr(delivery, "ATTEMPT_S", 600)


@asynccontextmanager
async def front(w: Wereld) -> AsyncIterator[None]:
    """An application with the chain in its background, as the front starts it."""
    runner = web.AppRunner(app := web.Application())
    app.cleanup_ctx.append(background(w.database, w.settings, LopendeKlok(MONDAY)))
    await runner.setup()
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def ontvanger(w: Wereld) -> AsyncIterator[list[str]]:
    """A system of the organisatie with a webhook; what kinds of message it got."""
    got: list[str] = []

    async def receive(request: web.Request) -> web.Response:
        got.append((await request.json())["soort"])
        return web.Response()

    app = web.Application()
    app.router.add_post("/", receive)
    async with TestServer(app) as server:
        async with w.database.begin(organisatie_id=w.organisatie) as session:
            session.add(Webhook(organisatie_id=w.organisatie, url=str(server.make_url("/")), geheim="g" * 40))
        yield got


async def golf(w: Wereld, aantal: int) -> None:
    """Mails to bram that are due and about no melding, as the reminders of ten o'clock are."""
    async with w.database.begin() as session:
        for i in range(aantal):
            bezorging = Bezorging(
                organisatie_id=w.organisatie, begeleider_id=w.bram, kanaal="mail", doel="begeleider", inhoud="contactverzoek", ronde=0,
                herhaling=False, sleutel=f"golf {i}", created_at=MONDAY,
            )  # fmt: skip
            session.add(bezorging)
            await session.flush()
            session.add(Outbox(soort="mail", verwijzing=bezorging.id, attempts=0, due_at=MONDAY, created_at=MONDAY))


def ours() -> list[str]:
    """The tasks of the chain that are alive."""
    found = [task.get_coro() for task in asyncio.all_tasks()]
    return [coro.__qualname__ for coro in found if isinstance(coro, CoroutineType) and "bot/notify" in coro.cr_code.co_filename]


async def test_a_melding_waits_for_no_other_mail(w: Wereld) -> None:
    """Twenty mails before it stand still at a server that says nothing: the step, the mail and the webhook of a rood melding do not."""
    w.bus.traag = {BRAM}
    await golf(w, 20)
    async with ontvanger(w) as got, front(w):
        await until(lambda: w.bus.vast == AT_A_TIME)
        number = await w.meld()
        await until(lambda: "melding" in got and len(w.bus.aan(ANNA)) == 1)
        assert ([w.anna], []) == ([stap.begeleider_id for stap in await w.stappen(number, "bericht")], w.bus.aan(BRAM))
        assert AT_A_TIME == w.bus.vast


async def test_a_mail_that_stands_still_holds_up_one_place_only(w: Wereld) -> None:
    """The mails that come after it go out beside it, and a place that is free again is used at once."""
    w.bus.traag = {ANNA}
    async with front(w):
        await w.meld()
        await until(lambda: w.bus.vast == 1)
        for _ in range(AT_A_TIME):
            await w.meld()
        await until(lambda: w.bus.vast == AT_A_TIME)
        w.bus.laat_verder(1)
        await until(lambda: (len(w.bus.aan(ANNA)), w.bus.vast) == (1, AT_A_TIME))


async def test_a_dead_mail_server_holds_up_neither_steps_nor_webhook(w: Wereld) -> None:
    """Also when it is the mails of meldingen that stand still."""
    w.bus.traag = {ANNA}
    for _ in range(AT_A_TIME + 1):
        await w.meld()
    async with ontvanger(w) as got, front(w):
        await until(lambda: w.bus.vast == AT_A_TIME and got.count("melding") == AT_A_TIME + 1)
        number = await w.meld()
        await until(lambda: got.count("melding") == AT_A_TIME + 2)
        assert 1 == len(await w.stappen(number, "bericht"))


async def test_stopping_in_the_middle_of_sending_leaves_no_task_and_loses_nothing(w: Wereld) -> None:
    """What was on its way is sent by the next front, once its lease is over."""
    w.bus.traag = {BRAM}
    await golf(w, AT_A_TIME + 1)
    async with front(w):
        await until(lambda: w.bus.vast == AT_A_TIME)
        assert [] != ours()
    assert [] == ours()
    w.bus.traag.clear()
    await w.tick(LEASE + timedelta(minutes=1))
    assert {f"golf {i}" for i in range(AT_A_TIME + 1)} == {found["X-Werkmaat-Sleutel"] for found in w.bus.aan(BRAM)}
    async with w.database.read() as session:
        assert {"bezorgd"} == set(await session.scalars(select(Bezorging.uitkomst).where(Bezorging.inhoud == "contactverzoek")))


@pytest.mark.parametrize("deel", ["dispatch_due", "take", "watch"])
async def test_a_part_that_fails_is_reported_and_goes_on(
    w1: Wereld, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, deel: str
) -> None:
    """The first time everything goes wrong; the error stands in the log by its class, and the melding still goes out."""
    real, failed = getattr(loop, deel), []

    async def fails_once(*args: object) -> object:
        if len(failed) < 4:
            failed.append(1)
            raise ValueError("kanarie")
        return await real(*args)

    monkeypatch.setattr(loop, deel, fails_once)
    await w1.meld()
    with caplog.at_level(logging.ERROR):
        async with front(w1):
            await until(lambda: len(w1.bus.aan(ANNA)) == 1)
    assert "the alarm chain stumbled: ValueError" in caplog.text
    assert "kanarie" not in caplog.text
