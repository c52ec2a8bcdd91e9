"""The download for machines: every row of one client, of every table in register.yml, as one JSON document, made piece by piece.

Layout in docs/gegevens-uitvoer.schema.json, which `schema` makes from the tables themselves. AVG art. 15 and 20.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Integer, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import inzage
from bot.care.gegevens.register import Gegevenstabel, tabellen
from bot.care.inzage import Daad, Kijker
from bot.models.crypto import EncryptedJSON
from bot.models.database import Database
from bot.models.tables import Begeleider, Client, UtcDateTime

FORMAAT = "werkmaat-gegevens-1"
BLOK = 200


def _kolommen(one: Gegevenstabel) -> list[Column[Any]]:
    return [column for column in one.tabel.columns if column.name not in one.geheim]


def _waarde(one: Gegevenstabel, column: str, value: Any) -> Any:
    if column in one.json and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def als_json(value: Any) -> str:
    """As it stands in every file to take along: words as they are read, moments and days as in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=lambda one: one.isoformat())


def kop(formaat: str, now: datetime) -> dict[str, Any]:
    """What every file to take along begins with: which shape it has, and when it was made."""
    return {"formaat": formaat, "gemaakt_op": now}


async def _rijen(session: AsyncSession, one: Gegevenstabel, client_id: int) -> AsyncIterator[str]:
    columns = _kolommen(one)
    query = select(*columns).where(one.van_client(client_id)).order_by(*one.tabel.primary_key.columns).execution_options(yield_per=BLOK)
    comma = ""
    async for row in await session.stream(query):
        yield comma + als_json({column.name: _waarde(one, column.name, value) for column, value in zip(columns, row, strict=True)})
        comma = ",\n"


async def _namen(session: AsyncSession, client_id: int) -> dict[str, str]:
    """The names behind the numbers of begeleiders, of the own organisatie."""
    own = select(Client.organisatie_id).where(Client.id == client_id).scalar_subquery()
    rows = await session.execute(select(Begeleider.id, Begeleider.naam).where(Begeleider.organisatie_id == own).order_by(Begeleider.id))
    return {str(row.id): row.naam for row in rows}


async def uitvoer(database: Database, client_id: int, *, now: datetime) -> AsyncGenerator[str, None]:
    """The document in pieces. That it was taken is noted first. Until the last piece was asked for it holds a connection of the database."""
    async with database.begin() as session:
        await inzage.schrijf(session, Kijker(inzage.CLIENT), (client_id,), Daad(inzage.UITVOEREN, "download"), now=now)
    async with database.read() as session:
        head = {**kop(FORMAAT, now), "begeleiders": await _namen(session, client_id)}
        yield als_json(head).removesuffix("}") + ',\n"tabellen": {'
        for number, one in enumerate(tabellen()):
            yield f'{"," if number else ""}\n"{one.naam}": ['
            async for piece in _rijen(session, one, client_id):
                yield piece
            yield "]"
    yield "}}\n"


def _type(one: Gegevenstabel, column: Column[Any]) -> dict[str, Any]:
    if column.name in one.json or isinstance(column.type, (EncryptedJSON, JSON)):
        return {}
    kind = "boolean" if isinstance(column.type, Boolean) else "integer" if isinstance(column.type, (Integer, BigInteger)) else "string"
    described: dict[str, Any] = {"type": [kind, "null"] if column.nullable else kind}
    if isinstance(column.type, UtcDateTime):
        described["format"] = "date-time"
    return described


def schema() -> dict[str, Any]:
    """JSON Schema of the document."""
    tables = {
        one.naam: {
            "description": one.kop,
            "type": "array",
            "items": {
                "type": "object",
                "properties": {column.name: _type(one, column) for column in _kolommen(one)},
                "required": [column.name for column in _kolommen(one)],
                "additionalProperties": False,
            },
        }
        for one in tabellen()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAAT,
        "type": "object",
        "properties": {
            "formaat": {"const": FORMAAT},
            "gemaakt_op": {"type": "string", "format": "date-time"},
            "begeleiders": {"type": "object", "additionalProperties": {"type": "string"}},
            "tabellen": {"type": "object", "properties": tables, "required": list(tables), "additionalProperties": False},
        },
        "required": ["formaat", "gemaakt_op", "begeleiders", "tabellen"],
        "additionalProperties": False,
    }
