"""The overview of openheid for the client, to read and print: what weighs how much, what was approved, and when to look again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import kaart
from bot.care.antwoorden import lees as lees_antwoorden
from bot.care.kaart import Kaart, KaartRegel
from bot.care.openheid_beeld import Kant, kanten
from bot.care.openheid_lezing import NAAM
from bot.care.samenvatting import titel
from bot.care.teksten import tekst
from bot.models.database import Database
from bot.models.tables import Samenvatting, SamenvattingRegel, Voortgang

KEUZE = "keuze"


@dataclass(frozen=True)
class Onderdeel:
    """One topic with its answers."""

    kop: str
    regels: tuple[KaartRegel, ...]


@dataclass(frozen=True)
class Openheidsblad:
    """The page. kaart: None before the first approval; kanten: the picture; onderdelen: all else; weer: the day to look again."""

    kaart: Kaart | None
    kanten: tuple[Kant, ...] = ()
    onderdelen: tuple[Onderdeel, ...] = ()
    weer: date | None = None


async def lees(database: Database, client_id: int, zone: ZoneInfo) -> Openheidsblad:
    """What was approved last, with the picture of the answers that count now."""
    found = await kaart.laatste(database, client_id, NAAM)
    if found is None:
        return Openheidsblad(None)
    async with database.read() as session:
        antwoorden = await lees_antwoorden(session, client_id, NAAM)
        voortgang = await session.get(Voortgang, (client_id, NAAM))
    weer = voortgang.weer_at.astimezone(zone).date() if voortgang and voortgang.weer_at else None
    beide = kanten(antwoorden)
    in_beeld = {staaf.label for kant in beide for staaf in kant.staven}
    return Openheidsblad(found, beide if in_beeld else (), _onderdelen(found, in_beeld), weer)


def _onderdelen(found: Kaart, in_beeld: set[str]) -> tuple[Onderdeel, ...]:
    """Per topic what the picture does not show already."""
    per: dict[str, list[KaartRegel]] = {}
    for regel in found.regels:
        if regel.kop not in in_beeld:
            per.setdefault(regel.onderwerp, []).append(regel)
    return tuple(Onderdeel(titel(NAAM, onderwerp), tuple(regels)) for onderwerp, regels in per.items())


async def eerdere_keuze(session: AsyncSession, client_id: int) -> str:
    """The client's words for the choice that was approved last; empty when there is none."""
    own = (Samenvatting.client_id == client_id, Samenvatting.dialoog == NAAM, SamenvattingRegel.onderwerp == KEUZE)
    query = select(SamenvattingRegel.bronnen).join(Samenvatting, Samenvatting.id == SamenvattingRegel.samenvatting_id).where(*own)
    raw = await session.scalar(query.order_by(SamenvattingRegel.id.desc()).limit(1))
    kop = tekst(f"utter_{NAAM}_{KEUZE}").custom["kop"]
    return next((str(bron["woorden"]) for bron in json.loads(raw or "[]") if bron["vraag"] == kop), "")
