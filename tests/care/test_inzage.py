"""Who looked: rows are complete, and whatever is done to them afterwards is seen. On SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from bot.care import inzage
from bot.care.inzage import Daad, Kijker
from bot.models.database import Database
from bot.models.gegevens_tables import Inzage
from tests.people import NOW, add_begeleider, add_client

DAAD = Daad(inzage.LEZEN, "dossier")


async def look(database: Database, client_id: int, begeleider_id: int, times: int = 1) -> None:
    for number in range(times):
        async with database.begin() as session:
            await inzage.schrijf(session, Kijker(inzage.BEGELEIDER, begeleider_id), (client_id,), DAAD, now=NOW + timedelta(minutes=number))


async def fouten(database: Database) -> list[int | None]:
    return [toestand.fout for toestand in await inzage.controleer(database)]


async def test_a_row_says_who_what_whose_and_when(database: Database) -> None:
    """The fields of NEN 7513, without a name; a colleague is told apart from the own begeleider."""
    anna = await add_begeleider(database)
    client_id = await add_client(database, anna)
    await look(database, client_id, anna)
    await look(database, client_id, anna + 1)
    async with database.read() as session:
        rows = list(await session.scalars(select(Inzage).order_by(Inzage.volgnummer)))
    assert [("begeleider", anna, "eigen_begeleider"), ("begeleider", anna + 1, "collega")] == [(row.wie, row.begeleider_id, row.rol) for row in rows]
    assert {("lezen", "dossier", "web", "gelukt", NOW)} == {(row.actie, row.soort, row.plek, row.uitkomst, row.created_at) for row in rows}
    assert [None] == await fouten(database)


async def test_a_list_is_noted_once_an_hour(database: Database) -> None:
    """The name in a list is on the screen all day; one row an hour tells it."""
    anna = await add_begeleider(database)
    clients = [await add_client(database, anna, naam) for naam in ("Kees Proef", "Noor Proef")]
    for minutes, expected in ((0, 2), (30, 0), (61, 2)):
        async with database.begin() as session:
            done = await inzage.schrijf(
                session, Kijker(inzage.BEGELEIDER, anna), clients, Daad(inzage.LEZEN, inzage.LIJST), now=NOW + timedelta(minutes=minutes)
            )
        assert expected == done


async def test_a_row_cannot_be_changed_through_the_database(database: Database) -> None:
    """A trigger refuses it."""
    anna = await add_begeleider(database)
    await look(database, await add_client(database, anna), anna)
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.begin() as session:
            await session.execute(text("UPDATE inzage SET soort = 'x'"))


@pytest.mark.parametrize(
    ("tamper", "first_wrong"),
    [
        ("UPDATE inzage SET begeleider_id = 99 WHERE volgnummer = 3", 3),
        ("UPDATE inzage SET created_at = '2020-01-01 00:00:00.000000' WHERE volgnummer = 2", 2),
        ("DELETE FROM inzage WHERE volgnummer = 2", 2),
        ("DELETE FROM inzage WHERE volgnummer = 1", 1),
        ("DELETE FROM inzage WHERE volgnummer = 5", 5),
        ("UPDATE inzage SET keten = 'x' || substr(keten, 2) WHERE volgnummer = 4", 4),
        ("UPDATE inzage_keten SET laatste = 4", 0),
        ("DELETE FROM inzage_keten", 0),
    ],
)
async def test_tampering_is_seen(sqlite_database: Database, tamper: str, first_wrong: int) -> None:
    """A changed value, a row gone in the middle or at an end, a changed or missing anchor: each is found, at its place."""
    anna = await add_begeleider(sqlite_database)
    await look(sqlite_database, await add_client(sqlite_database, anna), anna, times=5)
    async with sqlite_database.begin() as session:
        await session.execute(text("DROP TRIGGER inzage_vast"))
        await session.execute(text(tamper))
    assert [first_wrong] == await fouten(sqlite_database)


async def test_every_column_is_sealed(sqlite_database: Database) -> None:
    """One changed value in any column is seen; only the id, which nothing points to, may differ."""
    anna = await add_begeleider(sqlite_database)
    await look(sqlite_database, await add_client(sqlite_database, anna), anna, times=2)
    async with sqlite_database.begin() as session:
        await session.execute(text("DROP TRIGGER inzage_vast"))
    for column in Inzage.__table__.columns:
        if column.name == "id":
            continue
        value = "'2001-01-01 00:00:00.000000'" if column.name == "created_at" else "77"
        async with sqlite_database.begin() as session:
            old = (await session.execute(text(f"SELECT {column.name} FROM inzage WHERE id = 2"))).scalar_one()
            await session.execute(text(f"UPDATE inzage SET {column.name} = {value} WHERE id = 2"))
        assert [None] != await fouten(sqlite_database), column.name
        async with sqlite_database.begin() as session:
            await session.execute(text(f"UPDATE inzage SET {column.name} = :old WHERE id = 2"), {"old": old})
        assert [None] == await fouten(sqlite_database), column.name


async def test_many_at_once_make_one_unbroken_chain(database: Database) -> None:
    """Two fronts that begin and write at the same moment stand in a row, none is lost."""
    anna = await add_begeleider(database)
    client_id = await add_client(database, anna)
    other = Database(database.url.render_as_string(hide_password=False), database.keyring.master)
    await asyncio.gather(*(look(one, client_id, anna) for one in (database, other) * 8))
    await other.close()
    toestand = (await inzage.controleer(database))[0]
    assert (16, None) == (toestand.rijen, toestand.fout)


async def test_old_rows_go_from_the_beginning_and_the_rest_still_fits(database: Database) -> None:
    """After their time rows are removed; the chain is checked from where it begins now, and an empty one goes on."""
    anna = await add_begeleider(database)
    client_id = await add_client(database, anna)
    await look(database, client_id, anna, times=5)
    async with database.read() as session:
        organisatie_id = await session.scalar(select(Inzage.organisatie_id).limit(1)) or 0
    for before, removed in ((NOW, 0), (NOW + timedelta(minutes=3), 3), (NOW + timedelta(days=1), 2)):
        async with database.begin() as session:
            assert removed == await inzage.ruim_op(session, organisatie_id, before)
        assert [None] == await fouten(database)
    await look(database, client_id, anna)
    assert (1, None) == next((one.rijen, one.fout) for one in await inzage.controleer(database))
