"""Erasing a client while the chain is at work: nothing is left to send, nobody gets it for another client, and neither waits for the other."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from bot.care import herinneringen, inzage, meldingen
from bot.care.caseload import NietGevonden
from bot.care.gegevens.register import tabel
from bot.care.gegevens.wissen import Gewist, wis
from bot.care.inzage import BEGELEIDER, LEZEN, Daad, Inschrijving, Kijker
from bot.models.crypto import MasterKey
from bot.models.database import Database, before_commit
from bot.models.meldingen_tables import Bezorging
from bot.models.tables import Outbox
from bot.notify.delivery import LANES, MAIL, WEBHOOK, send_due
from bot.notify.dispatch import HANDLERS, dispatch_due
from tests.notify.test_herinneringen import KEES
from tests.notify.test_herinneringen import kies as kies_herinnering
from tests.notify.test_nieuws import kies, schrijf
from tests.notify.test_verzoeken import vraagt
from tests.notify.world import MONDAY, Wereld, wereld
from tests.people import add_client

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ANNA = "anna@proef.example"


async def wis_kees(w: Wereld) -> Gewist:
    return await wis(w.database, w.kees, Kijker("client"), now=w.clock.now(), toch=True)


def test_erasing_knows_every_kind_of_row_in_the_outbox() -> None:
    """What the chain handles or sends belongs to a client by its kind, except the synthetic melding."""
    known = {soort for one in tabel("outbox").van for soort in one.waar["soort"]}
    assert {*HANDLERS, MAIL, WEBHOOK} - {"proef"} == known


async def test_nothing_of_an_erased_client_is_left_in_the_outbox(w: Wereld) -> None:
    """A melding, a request, news, a reminder and an address: with all that was sent, and with what waits."""
    await kies_herinnering(w)
    async with w.database.begin() as session:
        await herinneringen.zet_nieuws(session, w.kees, True)
    await vraagt(w)
    await schrijf(w)
    await w.meld()
    await w.until(MONDAY + HOUR, 5 * MINUTE)
    await vraagt(w)
    async with w.database.begin(client_id=w.kees) as session:
        await herinneringen.zet_adres(session, w.kees, "ander@client.example", now=w.clock.now())
    async with w.database.read() as session:
        assert {"melding", "contactverzoek", "nieuws", "herinnering", "adres", MAIL} == set(await session.scalars(select(Outbox.soort)))
    await wis_kees(w)
    async with w.database.read() as session:
        assert [0, 0] == [await session.scalar(select(func.count(table.id))) for table in (Outbox, Bezorging)]


async def test_the_request_of_the_next_client_is_mailed_too(w: Wereld) -> None:
    """Nothing of it has the number or the key of one that went out for a client who was erased."""
    await vraagt(w)
    await w.tick()
    await wis_kees(w)
    w.kees = await add_client(w.database, w.anna, "Noor")
    await vraagt(w)
    await w.tick()
    assert (2, 2) == (len(w.bus.aan(ANNA)), len({found["Message-ID"] for found in w.bus.aan(ANNA)}))
    await w.until(MONDAY + 8 * DAY, 6 * HOUR)
    assert 5 == len(w.bus.aan(ANNA))


async def test_a_mail_that_waited_for_an_erased_client_becomes_no_mail_of_a_melding(w: Wereld) -> None:
    """News waits for daylight and the client is erased; what is sent at night about another client is sent once."""

    async def meld_en_sluit() -> None:
        number = await w.meld()
        await w.tick()
        await meldingen.sluit(w.database, w.anna, number, "Gebeld.", now=w.clock.now())

    await kies(w)
    kees, w.kees = w.kees, await add_client(w.database, w.anna, "Noor")
    await meld_en_sluit()
    noor, w.kees = w.kees, kees
    w.clock.set(MONDAY + 11 * HOUR)
    await schrijf(w)
    await w.until(MONDAY + 12 * HOUR, 5 * MINUTE)
    assert [] == w.bus.aan(KEES)
    await wis_kees(w)
    w.kees = noor
    await meld_en_sluit()
    await w.until(MONDAY + 30 * HOUR, HOUR)
    assert (2, 2) == (len(w.bus.aan(ANNA)), len({found["Message-ID"] for found in w.bus.aan(ANNA)}))


@pytest_asyncio.fixture
async def pg(postgres_url: str, master_key: MasterKey) -> AsyncIterator[Wereld]:
    """On PostgreSQL only: there several work at once, each with its own locks."""
    database = Database(postgres_url, master_key)
    async with wereld(database) as found:
        yield found
    await database.close()


async def _pakt_op(w: Wereld) -> None:
    async with w.database.read() as session:
        number = await session.scalar(select(Outbox.verwijzing).where(Outbox.soort == "melding")) or 0
    await meldingen.pak_op(w.database, w.anna, number, now=w.clock.now())


async def _kijkt(w: Wereld) -> None:
    async with w.database.read() as session:
        number = await session.scalar(select(Outbox.verwijzing).where(Outbox.soort == "melding")) or 0
    note = Inschrijving(Kijker(BEGELEIDER, w.anna), (w.kees,), Daad(LEZEN, "melding", number), w.clock.now())
    token = before_commit.set(note)
    try:
        await meldingen.melding(w.database, w.anna, number, now=w.clock.now())
    finally:
        before_commit.reset(token)


async def _deelt_uit(w: Wereld) -> None:
    await dispatch_due(w.database, w.settings, w.clock)


async def _verstuurt(w: Wereld) -> None:
    for lane in LANES:
        await send_due(w.database, w.settings, w.clock, lane)


async def _alles_wacht(w: Wereld) -> None:
    """A melding that was mailed and is due again, a reminder that is due, and news for an address that will be refused."""
    await kies_herinnering(w)
    async with w.database.begin() as session:
        await herinneringen.zet_nieuws(session, w.kees, True)
        await inzage.schrijf(session, Kijker(BEGELEIDER, w.anna), (w.kees,), Daad(LEZEN, "dossier"), now=w.clock.now())
    await w.meld("oranje")
    await w.tick()
    w.clock.set(MONDAY + 7 * DAY - 15 * MINUTE)
    await schrijf(w)
    w.clock.turn(11 * MINUTE)
    await dispatch_due(w.database, w.settings, w.clock)
    w.bus.weigert.add(KEES)
    w.clock.turn(5 * MINUTE)


@pytest.mark.parametrize("eerst", ["wissen", "ander"])
@pytest.mark.parametrize(
    ("ander", "slot"),
    [
        (_pakt_op, "gesprek"),
        (_pakt_op, "outbox WHERE soort = 'melding'"),
        (_kijkt, "inzage_keten"),
        (_deelt_uit, "client"),
        (_verstuurt, "gesprek"),
        (_verstuurt, "client_email"),
    ],
)
async def test_erasing_and_the_others_never_wait_for_each_other(
    pg: Wereld, caplog: pytest.LogCaptureFixture, ander: Callable[[Wereld], Awaitable[None]], slot: str, eerst: str
) -> None:
    """Whoever comes first and wherever both are held up: the client is erased, and the other is done or finds nothing (any more)."""
    await _alles_wacht(pg)
    started: list[asyncio.Task[Any]] = []
    async with AsyncExitStack() as held:
        connection = await held.enter_async_context(pg.database.engine.begin())
        await connection.execute(text(f"SELECT * FROM {slot} FOR UPDATE"))
        for one in (wis_kees, ander) if eerst == "wissen" else (ander, wis_kees):
            started.append(asyncio.create_task(one(pg)))
            await _until_all_wait(pg, started)
    erased, other = sorted(await asyncio.gather(*started, return_exceptions=True), key=lambda found: not isinstance(found, Gewist))
    assert isinstance(erased, Gewist)
    assert other is None or (eerst == "wissen" and isinstance(other, NietGevonden | IntegrityError))
    assert [] == [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]  # the background only logs what failed


async def _until_all_wait(w: Wereld, started: list[asyncio.Task[Any]]) -> None:
    """Until each of these is done, or held up by a lock."""
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
    while True:
        async with w.database.engine.connect() as connection:
            held_up = await connection.scalar(waiting)
        if held_up == len([task for task in started if not task.done()]):
            return
        await asyncio.sleep(0.01)
