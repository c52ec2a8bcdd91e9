"""The helplines an organisatie names, in `organisatie.instellingen["hulplijnen"]`: every safety text takes its numbers from here.

Defaults after DIALOGUES 7: 112; 113 and 0800-0113, free, day and night, or the chat on 113.nl; Veilig Thuis 0800-2000. A value that cannot be used
falls back to its default and is named in the log: a number that was typed wrongly must never stop a safety answer.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.invoer import te_veel_cijfers
from bot.models.database import Database
from bot.models.tables import Client, Organisatie

log = logging.getLogger(__name__)
SLEUTEL = "hulplijnen"
NUMMER = re.compile(r"\+?[0-9](?:[0-9 ().-]{0,22}[0-9])")  # from three digits (112) up
WEBADRES = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,20}(?:/[a-z0-9._/-]{0,40})?", re.IGNORECASE)
NAAM_MAX, EXTRA_MAX = 40, 3
# Somebody in danger does not wait for a database that hangs.
BINNEN_S = 2.0
T = TypeVar("T")


class OngeldigeHulplijn(ValueError):
    """This cannot be shown as a helpline. `veld`: its key; `reden`: nummer, webadres, naam or te_veel."""

    def __init__(self, veld: str, reden: str) -> None:
        super().__init__(f"The helpline {veld} cannot be used: {reden}")
        self.veld, self.reden = veld, reden


@dataclass(frozen=True)
class Lijn:
    """One more number to call, with the name people know it by."""

    naam: str
    telefoon: str


@dataclass(frozen=True)
class Hulplijnen:
    """alarm: the emergency number. zelfdoding, _gratis, _chat: to talk about suicide. huisarts, huisartsenpost: None when none was named."""

    alarm: str = "112"
    zelfdoding: str = "113"
    zelfdoding_gratis: str = "0800-0113"
    zelfdoding_chat: str = "113.nl"
    veilig_thuis: str = "0800-2000"
    huisarts: str | None = None
    huisartsenpost: str | None = None
    extra: tuple[Lijn, ...] = ()

    @property
    def ook(self) -> tuple[Lijn, ...]:
        """What the organisatie added to the lines everybody gets."""
        own = (("huisarts", self.huisarts), ("huisartsenpost", self.huisartsenpost))
        return (*(Lijn(naam.capitalize(), telefoon) for naam, telefoon in own if telefoon), *self.extra)

    def waarden(self) -> dict[str, str]:
        """What fills the places in the texts."""
        return {one.name: value for one in fields(self) if isinstance(value := getattr(self, one.name), str)}


STANDAARD = Hulplijnen()
NUMMERS = tuple(one.name for one in fields(Hulplijnen) if one.name not in ("zelfdoding_chat", "extra"))


def _nummer(veld: str, raw: Any) -> str:
    text = " ".join(raw.split()) if isinstance(raw, str) else ""
    if not NUMMER.fullmatch(text) or sum(sign.isdigit() for sign in text) < 3 or te_veel_cijfers(text):
        raise OngeldigeHulplijn(veld, "nummer")
    return text


def _webadres(veld: str, raw: Any) -> str:
    text = raw.strip().removeprefix("https://").rstrip("/") if isinstance(raw, str) else ""
    if not WEBADRES.fullmatch(text) or len(text) > 80:
        raise OngeldigeHulplijn(veld, "webadres")
    return text


def _extra(raw: Any) -> tuple[Lijn, ...]:
    if not isinstance(raw, list):
        raise OngeldigeHulplijn("extra", "naam")
    if len(raw) > EXTRA_MAX:
        raise OngeldigeHulplijn("extra", "te_veel")
    return tuple(_lijn(one) for one in raw)


def _lijn(raw: Any) -> Lijn:
    naam = raw.get("naam") if isinstance(raw, Mapping) else None
    naam = " ".join(naam.split()) if isinstance(naam, str) else ""
    if not 0 < len(naam) <= NAAM_MAX or not naam.isprintable():
        raise OngeldigeHulplijn("extra", "naam")
    return Lijn(naam, _nummer("extra", raw.get("telefoon")))


def controleer(veld: str, raw: Any) -> Any:
    """The value of one helpline as it is used. Raises OngeldigeHulplijn."""
    if veld == "extra":
        return _extra(raw)
    return _webadres(veld, raw) if veld == "zelfdoding_chat" else _nummer(veld, raw)


def lees(instellingen: Mapping[str, Any]) -> Hulplijnen:
    """From the settings of an organisatie."""
    raw = instellingen.get(SLEUTEL)
    found: dict[str, Any] = {}
    for one in fields(Hulplijnen):
        if not isinstance(raw, Mapping) or raw.get(one.name) in (None, "", []):
            continue
        try:
            found[one.name] = controleer(one.name, raw[one.name])
        except OngeldigeHulplijn:
            log.warning("setting hulplijnen.%s cannot be used", one.name)
    return Hulplijnen(**found)


async def of_standaard(session: AsyncSession, read: Callable[[], Awaitable[T]], standaard: T) -> T:
    """Read something that goes beside a safety answer. A fault is logged by its class and the default is taken; the savepoint keeps the
    transaction of the message whole, so that what was told can always be stored."""
    try:
        async with session.begin_nested():
            return await read()
    except Exception as error:
        log.error("what goes beside a safety answer could not be read: %s", type(error).__name__)
        return standaard


async def van_client(session: AsyncSession, client_id: int) -> Hulplijnen:
    """The helplines of the organisatie of this client; the defaults when they cannot be read."""

    async def read() -> Hulplijnen:
        query = select(Organisatie.instellingen).join(Client, Client.organisatie_id == Organisatie.id).where(Client.id == client_id)
        return lees(await session.scalar(query) or {})

    return await of_standaard(session, read, STANDAARD)


async def van_iedereen(database: Database) -> Hulplijnen:
    """For who is not known (a werkgever, somebody without a session): those of the organisatie that runs this Werkmaat, the first that is no demo."""
    try:
        async with database.read() as session:
            return lees(await session.scalar(select(Organisatie.instellingen).order_by(Organisatie.is_demo, Organisatie.id).limit(1)) or {})
    except Exception as error:
        log.error("the helplines could not be read: %s", type(error).__name__)
        return STANDAARD


async def hoe_dan_ook(database: Database, client_id: int | None) -> Hulplijnen:
    """Also while the database fails, and soon: those of this client, or of everybody when nobody is known; else the defaults."""
    try:
        async with asyncio.timeout(BINNEN_S):
            if client_id is None:
                return await van_iedereen(database)
            async with database.read() as session:
                return await van_client(session, client_id)
    except Exception as error:
        log.error("the helplines could not be read: %s", type(error).__name__)
        return STANDAARD
