"""The energielijst in the database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.care import energiearchief as archief
from bot.care.energiedag import Indeling
from bot.models.database import Database
from bot.models.energie_tables import EnergieUur
from bot.settings import Settings
from tests.people import add_begeleider, add_client

ZONE = Settings().timezone
INDELING = Indeling(7, 1)
# Half past nine in the evening of 23 November, in the Netherlands.
AVOND = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)


async def _begin(database: Database) -> tuple[int, archief.Lijst]:
    client_id = await add_client(database, await add_begeleider(database))
    async with database.begin(client_id=client_id) as session:
        return client_id, await archief.begin(session, client_id, INDELING, gedeeld=False, now=AVOND, zone=ZONE)


async def test_taps_of_many_devices_at_once_leave_one_value(database: Database) -> None:
    """However they cross, there is one row for the hour, with a value that somebody tapped; the same tap again changes nothing at all."""
    client_id, lijst = await _begin(database)
    dag = lijst.begin

    async def tik(waarde: int | None, minuut: int = 0) -> None:
        async with database.begin(client_id=client_id) as session:
            now = AVOND + timedelta(minutes=minuut)
            await archief.zet(session, client_id, lijst.id, dag, 20, waarde, now=now, zone=ZONE)

    await asyncio.gather(*(tik(nummer % 5) for nummer in range(10)))
    async with database.read(client_id=client_id) as session:
        assert 1 == await session.scalar(select(func.count()).select_from(EnergieUur))
        found = await archief.nieuwste(session, client_id)
    assert found is not None
    assert {(dag, 20): found.waarden[dag, 20]} == found.waarden
    await tik(found.waarden[dag, 20], minuut=9)
    async with database.read(client_id=client_id) as session:
        assert found == await archief.nieuwste(session, client_id)
    await asyncio.gather(tik(None), tik(None))
    async with database.read(client_id=client_id) as session:
        assert 0 == await session.scalar(select(func.count()).select_from(EnergieUur))


async def test_the_own_day_lasts_until_getting_up(database: Database) -> None:
    """At half past one at night the hours of the evening can still be filled in, at seven no more; after two weeks the list is over."""
    client_id, lijst = await _begin(database)

    async def zet(now: datetime) -> None:
        async with database.begin(client_id=client_id) as session:
            await archief.zet(session, client_id, lijst.id, lijst.begin, 22, 2, now=now, zone=ZONE)

    with pytest.raises(archief.NietNu):
        await zet(AVOND)  # has not begun
    await zet(AVOND + timedelta(hours=4))
    for later in (timedelta(hours=9, minutes=30), timedelta(days=14)):
        with pytest.raises(archief.NietNu):
            await zet(AVOND + later)
    assert lijst.loopt(AVOND + timedelta(days=13), ZONE)
    assert not lijst.loopt(AVOND + timedelta(days=14), ZONE)
    assert 14 == len(lijst.periode(AVOND + timedelta(days=90), ZONE).dagen)


async def test_a_new_list_takes_the_place_of_the_old(database: Database) -> None:
    """There is one at a time; the old one stays to be read, and cannot go on beside the new one."""
    client_id, oud = await _begin(database)
    later = AVOND + timedelta(days=2)
    async with database.begin(client_id=client_id) as session:
        nieuw = await archief.begin(session, client_id, INDELING, gedeeld=True, now=later, zone=ZONE)
    async with database.read(client_id=client_id) as session:
        assert [(nieuw.id, None), (oud.id, later)] == [(one.id, one.gestopt_at) for one in await archief.alle(session, client_id)]
    async with database.begin(client_id=client_id) as session:
        with pytest.raises(archief.NietNu):
            await archief.hervat(session, client_id, oud.id, now=later, zone=ZONE)
