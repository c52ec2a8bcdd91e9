"""Made-up people to put into a test database."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from sqlalchemy import select

from bot.care import toegang
from bot.models.database import Database
from bot.models.tables import Client, Contactverzoek, Samenvatting, SamenvattingRegel

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WACHTZIN = "zeven gele fietsbellen"
# argon2id of WACHTZIN with the parameters of bot/care/wachtzin.py: hashing anew for every test would cost a tenth of a second each.
WACHTZIN_HASH = "$argon2id$v=19$m=65536,t=3,p=1$P9+xTUPgUk/zYE+2HrqL3Q$2+WWLPt54ICDwy1G6yoQ5qu1i1RCIfiPrSlu+nRVVkQ"


async def add_organisatie(database: Database, naam: str = "Proeforganisatie") -> int:
    return await toegang.new_organisatie(database, naam, now=NOW)


async def add_begeleider(
    database: Database, email: str = "anna@proef.example", *, organisatie_id: int | None = None, naam: str = "Anna Proef"
) -> int:
    """A begeleider with the passphrase WACHTZIN, in a new organisatie unless one is named."""
    organisatie_id = organisatie_id or await add_organisatie(database)
    async with database.begin(organisatie_id=organisatie_id) as session:
        return await toegang.add_begeleider(database, session, organisatie_id, naam, email, WACHTZIN_HASH, now=NOW)


async def add_client(database: Database, begeleider_id: int, naam: str = "Kees Proef", telefoon: str | None = None) -> int:
    return await toegang.new_client(database, begeleider_id, naam, telefoon, now=NOW)


async def add_samenvatting(
    database: Database, client_id: int, *regels: tuple[str, str, str | None], goedgekeurd_at: datetime | None = NOW, dialoog: str = "werkwensen"
) -> int:
    """A summary; each line is (text, the client's words, toestemming)."""
    async with database.begin(client_id=client_id) as session:
        samenvatting = Samenvatting(client_id=client_id, dialoog=dialoog, created_at=NOW, goedgekeurd_at=goedgekeurd_at)
        session.add(samenvatting)
        await session.flush()
        for volgorde, (tekst, woorden, toestemming) in enumerate(regels):
            bronnen = json.dumps([{"vraag": "Dagen", "woorden": woorden, "datum": NOW.isoformat(), "beurt": volgorde + 1}])
            session.add(
                SamenvattingRegel(
                    samenvatting_id=samenvatting.id,
                    volgorde=volgorde,
                    onderwerp="proefonderwerp",
                    tekst=tekst,
                    bronnen=bronnen,
                    toestemming=toestemming,
                )
            )
        return samenvatting.id


async def add_verzoek(database: Database, client_id: int, tekst: str, *, soort: str = "bericht", created_at: datetime = NOW) -> int:
    async with database.begin(client_id=client_id) as session:
        verzoek = Contactverzoek(client_id=client_id, soort=soort, tekst=tekst, created_at=created_at)
        session.add(verzoek)
        await session.flush()
        return verzoek.id


async def client_names(database: Database) -> list[str]:
    """The names of all clients, oldest first."""
    async with database.read() as session:
        return list((await session.execute(select(Client.naam).order_by(Client.id))).scalars())
