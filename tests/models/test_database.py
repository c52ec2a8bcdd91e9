"""What people say is unreadable on disk, belongs to their own key, and is written whole or not at all; on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, delete, func, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from bot.care import toegang
from bot.models.crypto import CryptoError, MasterKey
from bot.models.database import Database, utcnow
from bot.models.migrate import MigrationError, migrate
from bot.models.signaal_tables import SignaalCheck
from bot.models.tables import Base, Bericht, Client, Contactverzoek, Gesprek, Melding, Organisatie, Sleutel
from bot.settings import PROJECT
from tests.people import NOW, add_begeleider, add_client, add_verzoek, client_names

KANARIE = "kanarie-in-de-kolenmijn"


async def _gesprek(database: Database, client_id: int) -> int:
    async with database.begin(client_id=client_id) as session:
        gesprek = Gesprek(client_id=client_id, created_at=utcnow(), stand={})
        session.add(gesprek)
        await session.flush()
        return gesprek.id


async def test_words_and_names_are_not_readable_in_the_file(sqlite_database: Database) -> None:
    """The canary is in no file of the database, the write-ahead log included; reading through the key gives it back."""
    client_id = await add_client(sqlite_database, await add_begeleider(sqlite_database, f"{KANARIE}@proef.example"), KANARIE, "0612345678")
    await add_verzoek(sqlite_database, client_id, KANARIE)
    path = Path(sqlite_database.url.database or "")
    content = b"".join(found.read_bytes() for found in path.parent.glob(f"{path.name}*"))
    assert KANARIE.encode() not in content
    assert b"0612345678" not in content
    async with sqlite_database.read() as session:
        assert [KANARIE] == list(await session.scalars(select(Client.naam)))


async def test_without_its_key_nothing_of_a_person_can_be_read(database: Database) -> None:
    """Deleting one row erases; others stay readable, also in a process that had the key in memory."""
    begeleider_id = await add_begeleider(database)
    kees, noor = await add_client(database, begeleider_id), await add_client(database, begeleider_id, "Noor Proef")
    for client_id, tekst in ((kees, "van kees"), (noor, "van noor")):
        await add_verzoek(database, client_id, tekst)
    async with database.begin() as session:
        sleutel = await session.scalar(select(Client.sleutel_id).where(Client.id == kees))
        await session.execute(
            text("UPDATE client SET sleutel_id = (SELECT sleutel_id FROM client WHERE id = :noor) WHERE id = :kees"), {"noor": noor, "kees": kees}
        )
        await session.execute(delete(Sleutel).where(Sleutel.id == sleutel))
    async with database.read() as session:
        assert ["van noor"] == list(await session.scalars(select(Contactverzoek.tekst).where(Contactverzoek.client_id == noor)))
        with pytest.raises(CryptoError, match="erased or not loaded"):
            list(await session.scalars(select(Contactverzoek.tekst).where(Contactverzoek.client_id == kees)))


async def test_words_cannot_be_written_without_saying_whose_they_are(database: Database) -> None:
    """A transaction that names nobody has no key."""
    client_id = await add_client(database, await add_begeleider(database))
    with pytest.raises((CryptoError, StatementError)):  # noqa: PT012 - the transaction is what must fail
        async with database.begin() as session:
            session.add(Contactverzoek(client_id=client_id, soort="bericht", tekst="x", created_at=utcnow()))
            await session.flush()


async def test_a_value_moved_to_another_column_or_changed_is_refused(sqlite_database: Database) -> None:
    """The column is part of what is authenticated."""
    client_id = await add_client(sqlite_database, await add_begeleider(sqlite_database), telefoon="0612345678")
    async with sqlite_database.begin() as session:
        await session.execute(text("UPDATE client SET naam = telefoon"))
    async with sqlite_database.read() as session:
        with pytest.raises(CryptoError, match=r"client\.naam"):
            await session.scalar(select(Client.naam).where(Client.id == client_id))


def test_the_master_key_is_made_once_and_only_the_owner_may_read_it(tmp_path: Path) -> None:
    """Mode 0600, the same key the second time, a wrong file refused."""
    path = tmp_path / "nieuw" / "master.key"
    with pytest.raises(CryptoError, match="is missing"):
        MasterKey.from_file(path)
    first, second = MasterKey.make(path), MasterKey.make(path)
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert b"geheim" == second.unwrap(first.wrap(b"geheim"))
    assert first.index("Anna@Proef.example ") == second.index("anna@proef.example")
    assert b"geheim" == MasterKey.from_file(path).unwrap(first.wrap(b"geheim"))
    assert [path] == list(path.parent.iterdir())
    path.write_bytes(b"kort")
    with pytest.raises(CryptoError, match="32 bytes"):
        MasterKey.from_file(path)


async def test_another_master_key_is_told_apart_at_once(sqlite_url: str, sqlite_database: Database) -> None:
    """One line that says to restore the right key, not a wrong text."""
    await add_client(sqlite_database, await add_begeleider(sqlite_database))
    other = Database(sqlite_url, MasterKey(b"an other master secret of 32 byt"))
    with pytest.raises(CryptoError, match="does not fit"):
        async with other.read():
            pass
    await other.close()


async def test_a_transaction_is_kept_whole_or_not_at_all(database: Database) -> None:
    """An error halfway leaves nothing; what is changed while reading is not kept."""
    client_id = await add_client(database, await add_begeleider(database))
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - the transaction is what must fail
        async with database.begin(client_id=client_id) as session:
            session.add(Contactverzoek(client_id=client_id, soort="bericht", tekst="half", created_at=utcnow()))
            await session.flush()
            raise ZeroDivisionError
    async with database.read() as session:
        await session.execute(update(Client).values(telefoon=None))
    async with database.read() as session:
        assert 0 == await session.scalar(select(func.count(Contactverzoek.id)))


async def test_two_messages_never_get_the_same_number(database: Database) -> None:
    """The table itself refuses it."""
    client_id = await add_client(database, await add_begeleider(database))
    gesprek_id = await _gesprek(database, client_id)
    with pytest.raises(IntegrityError):  # noqa: PT012 - the transaction is what must fail
        async with database.begin(client_id=client_id) as session:
            for bericht_id in ("een", "twee"):
                session.add(Bericht(id=bericht_id, gesprek_id=gesprek_id, seq=1, van="client", created_at=utcnow()))
                await session.flush()


async def test_a_client_has_one_conversation(database: Database) -> None:
    """Also when two devices come in at once."""
    client_id = await add_client(database, await add_begeleider(database))
    await _gesprek(database, client_id)
    with pytest.raises(IntegrityError):
        await _gesprek(database, client_id)


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    """Two servers in two zones would disagree about it."""
    client_id = await add_client(database, await add_begeleider(database))
    with pytest.raises(StatementError, match="time zone"):  # noqa: PT012 - the transaction is what must fail
        async with database.begin(client_id=client_id) as session:
            session.add(Gesprek(client_id=client_id, created_at=datetime(2026, 1, 1), stand={}))
            await session.flush()


async def test_migrating_again_changes_nothing_and_fits_the_tables(database: Database) -> None:
    """Every table of the code is there, with every column."""
    await migrate(database)
    async with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            await connection.execute(select(table).limit(0))


def _back_to(revision: str) -> Callable[[Connection], None]:
    def run(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(PROJECT / "bot" / "models" / "migrations"))
        config.attributes["connection"] = connection
        command.downgrade(config, revision)

    return run


async def test_a_check_of_before_own_words_were_asked_apart_stays_as_it_was_shared(database: Database) -> None:
    """A yes then went for the words too, a no for nothing; each check finds the melding of its own moment, so that withdrawing reaches it."""
    kees = await add_client(database, await add_begeleider(database))
    async with database.begin(client_id=kees) as session:
        for uren, gedeeld in enumerate((True, False, True)):
            moment = NOW + timedelta(hours=uren)
            session.add(SignaalCheck(client_id=kees, done_at=moment, waarden="{}", woorden="{}", niveau="oranje", gedeeld=gedeeld, verteld=""))
            if uren < 2:
                session.add(Melding(client_id=kees, niveau="oranje", regel="Signaal-check: meer.", created_at=moment))
                await session.flush()
    async with database.engine.begin() as connection:
        await connection.run_sync(_back_to("0009"))
    await migrate(database)
    async with database.read() as session:
        meldingen = list(await session.scalars(select(Melding.id).order_by(Melding.id)))
        checks = await session.execute(select(SignaalCheck.woorden_gedeeld, SignaalCheck.melding_id).order_by(SignaalCheck.id))
        assert [(True, meldingen[0]), (False, meldingen[1]), (True, None)] == [tuple(row) for row in checks]


async def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    """Said clearly, and nothing is changed."""
    async with database.begin() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    with pytest.raises(MigrationError, match="9999_future"):
        await migrate(database)


async def test_a_new_key_survives_what_others_read_before_its_commit(database: Database) -> None:
    """Another transaction of the same process does not see the new key yet, and must not make us forget it."""
    async with database.begin() as session:
        organisatie_sleutel = await database.new_key(session)
        async with database.read() as other:
            await other.execute(select(Sleutel.id))
        session.add(Organisatie(sleutel_id=organisatie_sleutel, naam="Praktijk", created_at=utcnow()))
        await session.flush()
        assert database.keyring.knows(organisatie_sleutel)


async def test_an_error_of_the_database_never_quotes_what_was_said(database: Database) -> None:
    """SQLAlchemy puts the values of a failing statement in its message, where they would reach a log."""
    with pytest.raises(Exception, match="parameters hidden") as failed:
        async with database.begin() as session:
            await session.execute(text("INSERT INTO geen_tabel VALUES (:woorden)"), {"woorden": "kanarie"})
    assert "kanarie" not in str(failed.value)


async def test_a_key_made_while_others_read_stays_known(database: Database) -> None:
    """Reading takes the keys as they were a moment ago: that must not make another transaction forget the key it just made."""
    begeleider = await add_begeleider(database)

    async def make(number: int) -> None:
        client_id = await toegang.new_client(database, begeleider, f"Client {number}", now=NOW)
        async with database.begin(client_id=client_id) as session:
            client = await session.get_one(Client, client_id)
            await session.flush()
            client.telefoon = "06-12345678"

    async def look() -> None:
        for _ in range(20):
            async with database.read() as session:
                await session.scalars(select(Client.naam))

    await asyncio.gather(*(make(number) for number in range(20)), *(look() for _ in range(3)))
    assert sorted(f"Client {number}" for number in range(20)) == sorted(await client_names(database))
