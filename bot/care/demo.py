"""Demo data for an empty database: made-up people whose names say so, from `demo.yml`."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import energiearchief, toegang
from bot.care.energiedag import Indeling, Werkuren
from bot.care.signaalarchief import als_json
from bot.care.signaalregels import SignaalRegels
from bot.care.signalen import Check, beoordeel
from bot.care.wachtzin import hash_wachtzin
from bot.models.checklist_tables import ChecklistPunt
from bot.models.database import Database
from bot.models.energie_tables import EnergieUur
from bot.models.kring_tables import TrajectStap
from bot.models.signaal_tables import SignaalCheck
from bot.models.tables import Client, Contactverzoek, Melding, Organisatie, Outbox, Samenvatting, SamenvattingRegel
from bot.settings import Settings

DATA = Path(__file__).with_suffix(".yml")
# The turns of a made-up conversation lie a minute apart.
TURN = timedelta(minutes=1)


@dataclass(frozen=True)
class DemoLinks:
    """Where to look: the single-use link of a client, the begeleider's page with how to log in, and the page of werkgevers."""

    client: str = field(repr=False)
    begeleider: str
    email: str
    wachtzin: str = field(repr=False)
    werkgever: str


async def fill(database: Database, settings: Settings, *, now: datetime) -> DemoLinks | None:
    """Fill an empty database and return the links; on a demo database only a fresh client link is made. None when real organisaties are there."""
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    async with database.read() as session:
        kinds = set((await session.execute(select(Organisatie.is_demo))).scalars())
    if False in kinds:
        return None
    client_id = await _first_client(database) if kinds else await _fill_empty(database, data, now, settings.timezone)
    if client_id is None:
        return None
    token = await toegang.invite(database, client_id, now=now)
    begeleider = data["begeleider"]
    address = settings.address
    return DemoLinks(toegang.link(settings, token), f"{address}/begeleider", begeleider["email"], begeleider["wachtzin"], f"{address}/werkgever")


async def _first_client(database: Database) -> int | None:
    query = select(Client.id).join(Organisatie, Organisatie.id == Client.organisatie_id).where(Organisatie.is_demo).order_by(Client.id).limit(1)
    async with database.read() as session:
        return (await session.execute(query)).scalar_one_or_none()


async def _fill_empty(database: Database, data: dict[str, Any], now: datetime, zone: ZoneInfo) -> int | None:
    """Write everything in one transaction, so that a demo is there whole or not at all. Returns the first client."""
    person = data["begeleider"]
    password_hash = await asyncio.to_thread(hash_wachtzin, person["wachtzin"])
    async with database.begin() as session:
        organisatie_id = await toegang.add_organisatie(database, session, data["organisatie"], now=now, is_demo=True)
        await session.execute(update(Organisatie).where(Organisatie.id == organisatie_id).values(instellingen=data["instellingen"]))
        begeleider_id = await toegang.add_begeleider(database, session, organisatie_id, person["naam"], person["email"], password_hash, now=now)
        clients = [await _add_client(database, session, begeleider_id, raw, now, zone) for raw in data["clienten"]]
    return clients[0]


async def _add_client(database: Database, session: AsyncSession, begeleider_id: int, raw: dict[str, Any], now: datetime, zone: ZoneInfo) -> int:
    since = now - timedelta(days=raw["dagen_geleden"])
    client_id = await toegang.add_client(database, session, begeleider_id, raw["naam"], raw.get("telefoon"), now=since)
    for verzoek in raw["verzoeken"]:
        moment = now - timedelta(hours=verzoek["uren_geleden"])
        gelezen_at = moment + timedelta(hours=1) if verzoek.get("gelezen") else None
        session.add(Contactverzoek(client_id=client_id, soort=verzoek["soort"], tekst=verzoek["tekst"], created_at=moment, gelezen_at=gelezen_at))
    for samenvatting in raw["samenvattingen"]:
        await _add_samenvatting(session, client_id, samenvatting, now - timedelta(days=samenvatting["dagen_geleden"]))
    for melding in raw.get("meldingen", ()):
        moment = now - timedelta(hours=melding["uren_geleden"])
        row = Melding(client_id=client_id, niveau=melding["niveau"], regel=melding["regel"], created_at=moment)
        row.woorden, row.verteld = melding["woorden"], melding["verteld"]
        session.add(row)
        await session.flush()
        session.add(Outbox(soort="melding", verwijzing=row.id, due_at=moment, created_at=moment))
    _add_traject(session, client_id, begeleider_id, raw, now)
    for check in raw.get("checks", ()):
        _add_check(session, client_id, check, now - timedelta(days=check["dagen_geleden"]))
    if "energielijst" in raw:
        await _add_energielijst(session, client_id, raw["energielijst"], now, zone)
    await session.flush()  # before the key of the next client comes into use
    return client_id


def _add_traject(session: AsyncSession, client_id: int, begeleider_id: int, raw: dict[str, Any], now: datetime) -> None:
    """Where the client is in the traject, and what is on the checklist about it."""
    wie = {"client_id": client_id, "begeleider_id": begeleider_id}
    if stap := raw.get("traject"):
        moment = now - timedelta(days=stap["dagen_geleden"])
        session.add(TrajectStap(**wie, fase=stap["fase"], gesprekken=stap.get("gesprekken"), created_at=moment))
    for punt in raw.get("checklist", ()):
        moment = now - timedelta(days=punt["dagen_geleden"])
        session.add(ChecklistPunt(**wie, punt=punt["punt"], stand=punt["stand"], notitie=punt.get("notitie"), changed_at=moment))


def _add_check(session: AsyncSession, client_id: int, raw: dict[str, Any], moment: datetime) -> None:
    """A signaal-check that is shared, judged by the usual rules, as if there was none before it."""
    check = Check(meer=tuple(raw["meer"]), veranderd=tuple(raw["veranderd"]), te_weinig="nee")
    uitslag = beoordeel(check, (), SignaalRegels())
    row = SignaalCheck(client_id=client_id, done_at=moment, niveau=uitslag.niveau, waarden=als_json(check, uitslag, ()), verteld="")
    row.woorden, row.gedeeld, row.woorden_gedeeld = json.dumps(raw["woorden"], ensure_ascii=False), True, bool(raw["woorden"])
    session.add(row)


async def _add_energielijst(session: AsyncSession, client_id: int, raw: dict[str, Any], now: datetime, zone: ZoneInfo) -> None:
    """A list that is over and shared, and not looked at yet."""
    indeling = raw["indeling"]
    dag = Indeling(indeling["wakker"], indeling["slapen"], tuple(indeling["dagen"]), Werkuren(indeling["van"], indeling["tot"]))
    begin = now - timedelta(days=raw["dagen_geleden"])
    lijst = await energiearchief.begin(session, client_id, dag, gedeeld=True, now=begin, zone=zone)
    for nummer, waarden in enumerate(raw["uren"]):
        die_dag = (lijst.begin + timedelta(days=nummer)).isoformat()
        for uur, waarde in zip(dag.uren, waarden, strict=True):
            if waarde != ".":
                session.add(EnergieUur(lijst_id=lijst.id, dag=die_dag, uur=uur, waarde=waarde, gezet_at=begin + timedelta(days=nummer)))


async def _add_samenvatting(session: AsyncSession, client_id: int, raw: dict[str, Any], moment: datetime) -> None:
    samenvatting = Samenvatting(client_id=client_id, dialoog=raw["dialoog"], created_at=moment, goedgekeurd_at=moment)
    session.add(samenvatting)
    await session.flush()
    last = max(bron["beurt"] for regel in raw["regels"] for bron in regel["bronnen"])
    for volgorde, regel in enumerate(raw["regels"]):
        bronnen = [{**bron, "datum": (moment - (last - bron["beurt"] + 1) * TURN).isoformat()} for bron in regel["bronnen"]]
        session.add(
            SamenvattingRegel(
                samenvatting_id=samenvatting.id,
                volgorde=volgorde,
                onderwerp=regel["onderwerp"],
                tekst=regel["tekst"],
                bronnen=json.dumps(bronnen, ensure_ascii=False),
                toestemming="delen" if regel["delen"] else "niet_delen",
                toestemming_at=moment,
            )
        )
