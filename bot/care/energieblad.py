"""What a begeleider reads of the energielijst of one own client: the newest list that is shared, and beside it only what is shared as well.

Three consents, each asked apart: the list (on its own page), the line about energy in werkwensen (the estimate), and the line with what the client
noticed. What is not shared is not fetched. Source: DIALOGUES 9; handreiking IPS & NAH 2024, tips 7 and 8 ("compassievol spiegelen").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.care import caseload
from bot.care import energiearchief as archief
from bot.care import energiewoorden as woorden
from bot.care.caseload import Bron, ClientDossier
from bot.care.energiebeeld import Weekbeeld, weken
from bot.care.samenvatting import titel
from bot.models.database import Database
from bot.models.energie_tables import EnergieLijst
from bot.models.tables import Client

ENERGIE = "energie"


@dataclass(frozen=True)
class GedeeldeLijst:
    """A shared list: its days, what it says, as a picture, and beside the estimate."""

    begin: date
    tot: date
    loopt: bool
    zinnen: tuple[str, ...]
    weken: tuple[Weekbeeld, ...]
    rijen: tuple[woorden.Rij, ...]


@dataclass(frozen=True)
class Energieblad:
    """The page of one client. lijst: None when none is shared; geschat: an estimate is shared; opgevallen: what the client noticed."""

    client_id: int
    naam: str
    lijst: GedeeldeLijst | None
    geschat: bool
    opgevallen: tuple[Bron, ...]


async def lees(database: Database, begeleider_id: int, client_id: int, *, now: datetime, zone: ZoneInfo) -> Energieblad:
    """The page of one own client, or NietGevonden."""
    dossier = await caseload.dossier(database, begeleider_id, client_id)
    schatting = {bron.vraag: bron.woorden for bron in _bronnen(dossier, woorden.GESCHAT_IN, ENERGIE)}
    query = (
        select(EnergieLijst.id)
        .join(Client, Client.id == EnergieLijst.client_id)
        .where(Client.id == client_id, Client.begeleider_id == begeleider_id, EnergieLijst.gedeeld)
        .order_by(EnergieLijst.begonnen_at.desc(), EnergieLijst.id.desc())
        .limit(1)
    )
    async with database.read() as session:
        lijst_id = await session.scalar(query)
        lijst = None if lijst_id is None else await archief.lees(session, client_id, lijst_id)
    gedeeld = None if lijst is None else _gedeeld(lijst, schatting, now, zone)
    return Energieblad(client_id, dossier.naam, gedeeld, bool(schatting), _bronnen(dossier, woorden.NAAM, "spiegel"))


def _gedeeld(lijst: archief.Lijst, schatting: dict[str, str], now: datetime, zone: ZoneInfo) -> GedeeldeLijst:
    patroon, periode, loopt = lijst.patroon(now, zone), lijst.periode(now, zone), lijst.loopt(now, zone)
    # The client is the first to look in the mirror, and does so when the list is over.
    rijen = woorden.spiegel(patroon, schatting) if patroon.genoeg and not loopt else ()
    return GedeeldeLijst(periode.begin, periode.tot, loopt, woorden.zinnen(patroon), weken(lijst, now, zone), rijen)


def _bronnen(dossier: ClientDossier, dialoog: str, onderwerp: str) -> tuple[Bron, ...]:
    """The sources of one shared line: the client's own words, under the heading of the question."""
    regels = [regel for blad in dossier.samenvattingen if blad.dialoog == dialoog for regel in blad.regels]
    return tuple(bron for regel in regels if regel.onderwerp == titel(dialoog, onderwerp) for bron in regel.bronnen)
