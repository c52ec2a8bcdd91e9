"""Fills every table of register.yml for one client, with a canary in every column that can hold words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Integer, Table, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.gegevens.register import tabellen
from bot.models.crypto import EncryptedJSON, EncryptedText
from bot.models.database import Database
from bot.models.tables import Base, Client, UtcDateTime
from tests.people import NOW

ECHT = {"niveau": "geel", "status": "open", "toestemming": "delen", "van": "client"}


def versleuteld(table: Table) -> list[str]:
    """The columns of this table that nobody can read on disk."""
    return [column.name for column in table.columns if isinstance(column.type, (EncryptedText, EncryptedJSON))]


def kanarie(naam: str, table: str, column: str) -> str:
    return f"kanarie-{naam}-{table}-{column}"


async def vul(database: Database, client_id: int, naam: str) -> list[str]:
    """Put one row in every table that has none of this client. Returns the canaries of the encrypted columns that a client may take along."""
    made: list[str] = []
    async with database.begin(client_id=client_id) as session:
        rows: dict[str, Any] = {"client": (await session.execute(select(Client.__table__).where(Client.id == client_id))).mappings().one()}
        for one in tabellen():
            if one.naam not in ("client", "inzage"):
                rows[one.naam] = await _rij(session, one.tabel, rows, naam, made, {ref.kolom: ref for ref in one.van}, one.geheim)
    return made


async def _rij(
    session: AsyncSession, table: Table, rows: dict[str, Any], naam: str, made: list[str], refs: dict[str, Any], geheim: Iterable[str]
) -> Any:
    values: dict[str, Any] = {}
    for column in table.columns:
        if column.name in refs:
            ref = refs[column.name]
            values |= {column.name: rows[ref.tabel][ref.doel], **{key: options[0] for key, options in ref.waar.items()}}
        elif column.name in values or (column.primary_key and isinstance(column.type, (Integer, BigInteger))):
            continue
        elif column.foreign_keys:
            target = next(iter(column.foreign_keys)).column
            if not column.nullable and target.table.name in ("organisatie", "begeleider"):
                values[column.name] = rows["client"][f"{target.table.name}_id"]
        elif isinstance(column.type, (EncryptedText, EncryptedJSON)):
            word = kanarie(naam, table.name, column.name)
            if column.name not in geheim:
                made.append(word)
            values[column.name] = {"woord": word} if isinstance(column.type, EncryptedJSON) else "[]" if column.name == "bronnen" else word
            if column.name == "bronnen":
                values[column.name] = f'[{{"vraag": "x", "woorden": "{word}"}}]'
        else:
            values[column.name] = _gewoon(column.name, column.type)
    key = (await session.execute(insert(table).values(values).returning(*table.primary_key.columns))).one()
    where = [column == value for column, value in zip(table.primary_key.columns, key, strict=True)]
    return (await session.execute(select(table).where(*where))).mappings().one()


def _gewoon(name: str, kind: Any) -> Any:
    if isinstance(kind, UtcDateTime):
        return NOW
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, (Integer, BigInteger)):
        return 1
    if isinstance(kind, JSON):
        return {}
    return ECHT.get(name) or uuid.uuid4().hex[: min(kind.length or 36, 32)]


async def over(database: Database, client_ids: tuple[int, ...]) -> dict[str, int]:
    """How many rows of these clients every table still holds."""
    async with database.read() as session:
        found = {}
        for one in tabellen():
            rows = (await session.execute(select(one.tabel).where(one.van_client(client_ids[0])))).all()
            found[one.naam] = len(rows)
    return found


ALLE_TABELLEN = Base.metadata.tables
