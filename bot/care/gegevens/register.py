"""Which tables hold something of a client, and how a row belongs to one: the one list behind view, download and erasure (register.yml)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import ColumnElement, Table, and_, or_, select

from bot.models import all_tables  # noqa: F401 - every table must belong to the metadata
from bot.models.tables import Base

CLIENT = "client"


@dataclass(frozen=True)
class Verwijzing:
    """Column `kolom` of a row holds the value of column `doel` of a row of `tabel`; `waar` narrows which rows mean that."""

    kolom: str
    tabel: str
    doel: str
    waar: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Gegevenstabel:
    """One table with data of clients, as register.yml describes it."""

    naam: str
    van: tuple[Verwijzing, ...]
    deel: str
    kop: str
    kolommen: dict[str, str]
    zeg: dict[str, str]
    geheim: frozenset[str]
    json: frozenset[str]
    blijft: bool

    @property
    def tabel(self) -> Table:
        return Base.metadata.tables[self.naam]

    def van_client(self, client_id: int) -> ColumnElement[bool]:
        """The condition that selects the rows of this client, and no other's."""
        if self.naam == CLIENT:
            return self.tabel.c.id == client_id
        return or_(*(self._via(one, client_id) for one in self.van))

    def _via(self, one: Verwijzing, client_id: int) -> ColumnElement[bool]:
        column = self.tabel.c[one.kolom]
        narrowed = [self.tabel.c[name].in_(values) for name, values in one.waar.items()]
        if one.tabel == CLIENT and one.doel == "id":
            return and_(column == client_id, *narrowed)
        target = tabel(one.tabel)
        return and_(column.in_(select(target.tabel.c[one.doel]).where(target.van_client(client_id))), *narrowed)


def _sleutelkolom(naam: str) -> str:
    return next(iter(Base.metadata.tables[naam].primary_key.columns)).name


def _verwijzingen(naam: str, raw: Any) -> tuple[Verwijzing, ...]:
    if naam == CLIENT:
        return ()
    return tuple(_verwijzing(naam, one) for one in (raw if isinstance(raw, list) else [raw]))


def _verwijzing(naam: str, raw: Any) -> Verwijzing:
    if isinstance(raw, str):
        target = next(iter(Base.metadata.tables[naam].c[raw].foreign_keys)).column
        return Verwijzing(raw, target.table.name, target.name)
    return Verwijzing(raw["kolom"], raw["tabel"], raw.get("doel") or _sleutelkolom(raw["tabel"]), raw.get("waar", {}))


@lru_cache(maxsize=1)
def _register() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=1)
def tabellen() -> tuple[Gegevenstabel, ...]:
    """All tables with data of clients, parents before children."""
    return tuple(
        Gegevenstabel(
            naam=naam,
            van=_verwijzingen(naam, raw["van"]),
            deel=raw["deel"],
            kop=raw["kop"],
            kolommen=raw.get("kolommen", {}),
            zeg=raw.get("zeg", {}),
            geheim=frozenset(raw.get("geheim", ())),
            json=frozenset(raw.get("json", ())),
            blijft=raw.get("blijft", False),
        )
        for naam, raw in _register()["tabellen"].items()
    )


@lru_cache(maxsize=64)
def tabel(naam: str) -> Gegevenstabel:
    """The description of this table; KeyError when it holds nothing of a client."""
    found = {one.naam: one for one in tabellen()}
    return found[naam]


def zonder_client() -> dict[str, str]:
    """The tables that hold nothing of a client, each with the reason."""
    return dict(_register()["zonder_client"])
