"""What a client leaves for the begeleider (a message, a wish to be called back, a question), and what is told about who reads it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from bot.care import leesmoment as lezen
from bot.care.beurt import Beurt
from bot.care.hulplijnen import of_standaard
from bot.care.rooster import laad
from bot.care.teksten import tekst
from bot.models.tables import Begeleider, Client, Contactverzoek, Organisatie, Outbox

BERICHT, TERUGBELLEN = "bericht", "terugbellen"


async def leg_vast(beurt: Beurt, soort: str, tekst: str) -> None:
    """Keep the request (bericht | terugbellen | vraag) and put its notice in the outbox, in the transaction of the turn."""
    verzoek = Contactverzoek(client_id=beurt.client_id, soort=soort, tekst=tekst, bericht_id=beurt.bericht_id, created_at=beurt.now)
    beurt.session.add(verzoek)
    await beurt.session.flush()
    beurt.session.add(Outbox(soort="contactverzoek", verwijzing=verzoek.id, due_at=beurt.now, created_at=beurt.now))


async def naam_begeleider(beurt: Beurt) -> str:
    """The name of the client's begeleider, as the client knows it."""
    found = await beurt.session.scalar(
        select(Begeleider.naam).join(Client, Client.begeleider_id == Begeleider.id).where(Client.id == beurt.client_id)
    )
    return found or ""


@dataclass(frozen=True)
class WieLeest:
    """What a client is told: the begeleider, when he (or who stands in) reads, and the colleague's name when it is about one.

    soort: the end of the name of the sentence, see `leesmoment.py`.
    """

    begeleider: str
    leesmoment: str
    soort: str = lezen.ZELF
    collega: str = ""

    def waarden(self) -> dict[str, str]:
        return {"begeleider": self.begeleider, "leesmoment": self.leesmoment, "collega": self.collega}

    @property
    def zin(self) -> str:
        """The whole sentence, for a melding: who gets a message and reads it when."""
        said = tekst(f"utter_gedeeld_leest_{self.soort}").tekst
        for naam, waarde in self.waarden().items():
            said = said.replace(f"{{{naam}}}", waarde)
        return said


async def wie_leest(beurt: Beurt, niveau: str = lezen.VERZOEK) -> WieLeest:
    """Who reads what this client says now, and when; niveau as in `leesmoment.wie_leest`. A rota that cannot be read gives the careful default."""
    naam = await of_standaard(beurt.session, lambda: naam_begeleider(beurt), "") or tekst("utter_gedeeld_je_begeleider").tekst
    careful = WieLeest(naam, tekst("utter_gedeeld_leesmoment").tekst)
    return await of_standaard(beurt.session, lambda: _uit_rooster(beurt, naam, niveau), careful)


async def _uit_rooster(beurt: Beurt, naam: str, niveau: str) -> WieLeest:
    session = beurt.session
    query = select(Client.begeleider_id, Client.organisatie_id, Organisatie.instellingen)
    client = (await session.execute(query.join(Organisatie, Organisatie.id == Client.organisatie_id).where(Client.id == beurt.client_id))).one()
    rooster = await laad(session, client.organisatie_id, beurt.zone, beurt.now)
    lezer = lezen.wie_leest(rooster, client.begeleider_id, beurt.now, niveau=niveau)
    wanneer = lezen.in_woorden(lezer.moment, beurt.now, rooster.werktijd, meteen=niveau == lezen.ROOD)
    own = str(client.instellingen.get("leesmoment") or "").strip()
    if own and niveau != lezen.ROOD and lezer.soort == lezen.ZELF:
        # The organisatie's own words, as long as this begeleider is there: never about danger, never about somebody who is away.
        wanneer = own
    collega = await session.scalar(select(Begeleider.naam).where(Begeleider.id == lezer.collega)) if lezer.collega else ""
    return WieLeest(naam, wanneer, lezer.soort, collega or "")


async def leesmoment(beurt: Beurt) -> str:
    """When the begeleider reads what is not urgent, to follow "leest het"."""
    return (await wie_leest(beurt)).leesmoment
