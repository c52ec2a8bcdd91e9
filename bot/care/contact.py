"""What a client leaves for the begeleider: a message, a wish to be called back, or a question."""

from __future__ import annotations

from sqlalchemy import select

from bot.care.beurt import Beurt
from bot.care.teksten import tekst
from bot.models.tables import Begeleider, Client, Contactverzoek, Organisatie, Outbox


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


async def leesmoment(beurt: Beurt) -> str:
    """When the begeleider reads: as the organisation says, else the careful default."""
    query = select(Organisatie.instellingen).join(Client, Client.organisatie_id == Organisatie.id).where(Client.id == beurt.client_id)
    instellingen = await beurt.session.scalar(query) or {}
    return str(instellingen.get("leesmoment") or tekst("utter_gedeeld_leesmoment").tekst)
