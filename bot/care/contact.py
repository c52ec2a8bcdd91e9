"""What a client leaves for the begeleider (a message, a wish to be called back, a question), and what is told about who reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import leesmoment as lezen
from bot.care.beurt import Beurt
from bot.care.hulplijnen import of_standaard
from bot.care.rooster import laad
from bot.care.teksten import tekst
from bot.models.tables import Begeleider, Client, Contactverzoek, Organisatie, Outbox
from bot.nlu.addressed import MESSAGE, addressed
from bot.nlu.moves import plain

BERICHT, TERUGBELLEN = "bericht", "terugbellen"
SOORT = "contactverzoek"  # in the outbox
# The questions about contact. WOORDEN: "zeg tegen mijn begeleider dat …" was a message already; shall it be sent as it is?
VRAAG, TEKST, WOORDEN = "contact", "contact_tekst", "contact_woorden"
# A message of more words is not read back: the client types it once more, and sees it then.
MEEST_VOORGELEZEN = 25
# At VRAAG so many words are more than a choice: what one wants to say to the begeleider.
MINST_BERICHT = 4
# At VRAAG who surely makes such a move, begins with a no, or wants to go on with the questions has nothing to send. What is less sure may be a
# message.
WIJST_AF, WEET_NIET, ZEKER = frozenset({"nee", "verder", "overslaan", "stop", "pauze"}), "weet_niet", 0.9
_BEGINT_MET_NEE = re.compile(r"(?:(?:nou|ja|oh?|och|ach|eh+|hm+|oke?|sorry) )*(?:ne+n?|nope|laat (?:maar|zitten)|toch (?:maar )?niet)\b")
_NAAR_DE_VRAGEN = re.compile(r"\b(?:verder|door|terug) (?:gaan )?(?:met|naar) (?:de|die|mijn|deze) (?:vra\w+|lijst)\b")
# Here "ik wil Bea vragen of" is an answer: what helps, what another does, what will be said in a talk; at contact_tekst every word is the message.
IS_ANTWOORD = frozenset({"contact_tekst", "helpt", "vol_doe", "helpt_ander", "punt_1", "punt_2", "punt_3", "vraag", "niet"})


async def leg_vast(beurt: Beurt, soort: str, tekst: str) -> None:
    """Keep the request (bericht | terugbellen | vraag) and put its notice in the outbox, in the transaction of the turn."""
    verzoek = Contactverzoek(client_id=beurt.client_id, soort=soort, tekst=tekst, bericht_id=beurt.bericht_id, created_at=beurt.now)
    beurt.session.add(verzoek)
    await beurt.session.flush()
    beurt.session.add(Outbox(soort=SOORT, verwijzing=verzoek.id, due_at=beurt.now, created_at=beurt.now))


async def naam_van_begeleider(session: AsyncSession, client_id: int | None) -> str:
    """The name of this client's begeleider, as the client knows it."""
    found = await session.scalar(select(Begeleider.naam).join(Client, Client.begeleider_id == Begeleider.id).where(Client.id == client_id))
    return found or ""


async def naam_begeleider(beurt: Beurt) -> str:
    """The name of the begeleider of the client whose turn it is."""
    return await naam_van_begeleider(beurt.session, beurt.client_id)


def is_contact(woorden: str, vraag: str | None, naam: str) -> bool:
    """Whether the client turns to the own begeleider here, by name or with a message that Werkmaat can pass on."""
    return vraag not in IS_ANTWOORD and addressed(woorden, naam) is not None


async def te_sturen(beurt: Beurt) -> bool:
    """Whether what was said is a message already, small enough to read back."""
    woorden = beurt.invoer.tekst
    if len(woorden.split()) > MEEST_VOORGELEZEN:
        return False
    return addressed(woorden, await naam_begeleider(beurt)) == MESSAGE


def wijst_af(beurt: Beurt) -> bool:
    """Whether what was typed at VRAAG says that nothing need be sent: "nee laat maar", "ik wil verder met de vragen"."""
    if beurt.stand.get("tussen") != VRAAG or beurt.invoer.keuzes:
        return False
    gezegd = plain(beurt.invoer.tekst).replace(",", " ")
    zeker = beurt.invoer.zekerheid >= ZEKER and beurt.invoer.beweging in WIJST_AF
    return zeker or bool(_BEGINT_MET_NEE.match(" ".join(gezegd.split())) or _NAAR_DE_VRAGEN.search(gezegd))


def weet_niet(beurt: Beurt) -> bool:
    """Whether what was typed at VRAAG says that the client does not know."""
    return beurt.stand.get("tussen") == VRAAG and not beurt.invoer.keuzes and beurt.invoer.beweging == WEET_NIET and beurt.invoer.zekerheid >= ZEKER


def is_al_bericht(beurt: Beurt) -> bool:
    """Whether what was typed at VRAAG is the message itself, to be read back; nothing is sent without a yes."""
    if beurt.stand.get("tussen") != VRAAG or beurt.invoer.keuzes or weet_niet(beurt) or wijst_af(beurt):
        return False
    return MINST_BERICHT <= len(beurt.invoer.tekst.split()) <= MEEST_VOORGELEZEN


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


async def wie_leest(beurt: Beurt, niveau: str = lezen.GEDEELD) -> WieLeest:
    """Who reads what this client says now, and when; niveau as in `leesmoment.wie_leest`. A rota that cannot be read gives the careful default."""
    naam = await of_standaard(beurt.session, lambda: naam_begeleider(beurt), "") or tekst("utter_gedeeld_je_begeleider").tekst
    return await lezer_van(beurt.session, beurt.client_id, naam, niveau, beurt.now, beurt.zone)


async def lezer_van(session: AsyncSession, client_id: int, naam: str, niveau: str, now: datetime, zone: ZoneInfo) -> WieLeest:
    """The same outside a turn. naam: of the own begeleider."""
    careful = WieLeest(naam, tekst("utter_gedeeld_leesmoment").tekst)
    return await of_standaard(session, lambda: _uit_rooster(session, client_id, naam, niveau, now, zone), careful)


async def doorgegeven(beurt: Beurt, naam: str) -> tuple[str, dict[str, str]]:
    """What is said when a request is passed on: response `naam`, or its twin that names who stands in; and what fills it."""
    lezer = await wie_leest(beurt, lezen.VERZOEK)
    return f"{naam}_vervanger" if lezer.soort == lezen.VERVANGER else naam, lezer.waarden()


async def wie_waarneemt(beurt: Beurt) -> tuple[str, ...]:
    """Before somebody writes: the sentence that another may read it, when that is so."""
    return waarneemt(await wie_leest(beurt, lezen.VERZOEK))


def waarneemt(lezer: WieLeest) -> tuple[str, ...]:
    """The same of who was looked up for a request."""
    return (tekst("utter_gedeeld_waarneemt").gevuld(lezer.waarden()),) if lezer.collega else ()


async def _uit_rooster(session: AsyncSession, client_id: int, naam: str, niveau: str, now: datetime, zone: ZoneInfo) -> WieLeest:
    """Who reads what this client says at this moment. naam: of the own begeleider."""
    query = select(Client.begeleider_id, Client.organisatie_id, Organisatie.instellingen)
    client = (await session.execute(query.join(Organisatie, Organisatie.id == Client.organisatie_id).where(Client.id == client_id))).one()
    rooster = await laad(session, client.organisatie_id, zone, now)
    lezer = lezen.wie_leest(rooster, client.begeleider_id, now, niveau=niveau)
    wanneer = lezen.in_woorden(lezer.moment, now, rooster.werktijd, meteen=niveau == lezen.ROOD)
    own = str(client.instellingen.get("leesmoment") or "").strip()
    if own and niveau != lezen.ROOD and lezer.soort == lezen.ZELF:
        # The organisatie's own words, as long as this begeleider is there: never about danger, never about somebody who is away.
        wanneer = own
    collega = await session.scalar(select(Begeleider.naam).where(Begeleider.id == lezer.collega)) if lezer.collega else ""
    return WieLeest(naam, wanneer, lezer.soort, collega or "")


async def leesmoment(beurt: Beurt) -> str:
    """When the begeleider reads what is not urgent, to follow "leest het"."""
    return (await wie_leest(beurt)).leesmoment
