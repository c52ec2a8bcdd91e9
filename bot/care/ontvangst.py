"""The receipt of a message: stored, guarded and (if need be) escalated in one commit. After it the client may see "verstuurd"."""

from __future__ import annotations

import contextlib
import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import aangeboden, guard, veiligheid
from bot.care.beurt import Beurt, Invoer
from bot.care.contact import BERICHT, doorgegeven, leg_vast
from bot.care.turns import Turn, fixed, write_turn
from bot.models.bericht_tables import Klaargezet
from bot.models.database import Database
from bot.models.tables import Bericht, Gesprek, Incident

if TYPE_CHECKING:
    from bot.nlu.safety import Verdict

# After this long without a message the client is greeted with a recap.
WEG_NA = timedelta(hours=1)
SYSTEEM, BEGELEIDER = "systeem", "begeleider"
# The move of a message that was addressed to the begeleider: it answers nothing, and what is open is asked again.
DOORGEGEVEN = "doorgegeven"
# The move of a message that answers nothing any more: what is open is asked again.
HERHAAL = "herhaal"


class AndereInhoud(Exception):
    """The id was used before, for a message with another content."""


@dataclass(frozen=True)
class Ontvangen:
    """A stored message; beantwoord: all its replies are there already."""

    bericht_id: str
    gesprek_id: int
    seq: int
    beantwoord: bool


async def open_gesprek(session: AsyncSession, client_id: int, now: datetime, *, lock: bool) -> Gesprek:
    """The conversation of this client, made at the first contact. With `lock` no one else writes in it until the commit."""
    query = select(Gesprek).where(Gesprek.client_id == client_id)
    query = query.with_for_update() if lock else query
    gesprek = await session.scalar(query)
    if gesprek is None:
        with contextlib.suppress(IntegrityError):  # another device of this client came in at the same moment: go on in what it made
            async with session.begin_nested():
                session.add(Gesprek(client_id=client_id, created_at=now, stand={}))
        gesprek = (await session.execute(query)).scalar_one()
    return gesprek


async def laatst_gezegd(session: AsyncSession, gesprek: Gesprek) -> datetime | None:
    """When the client was last here, or was answered; None before the first contact. A notice that came of itself answers no message but its own."""
    spreekt = or_(Bericht.reply_to.is_(None), Bericht.reply_to != Bericht.id)
    said = select(Bericht.created_at).where(Bericht.gesprek_id == gesprek.id, Bericht.van != BEGELEIDER, spreekt)
    return await session.scalar(said.order_by(Bericht.seq.desc()).limit(1))


async def ontvang(database: Database, client_id: int, bericht_id: str, invoer: Invoer, now: datetime, *, aan_begeleider: bool = False) -> Ontvangen:
    """Store a message of a client. The same id with the same content is received only once; with another content it raises AndereInhoud.

    aan_begeleider: the text is for the begeleider and answers nothing that is open. It is passed on in the same commit, also while no engine runs.
    """
    verdict = await guard.assess(invoer.tekst)
    content = [invoer.tekst, invoer.keuzes, *([BEGELEIDER] if aan_begeleider else [])]
    body_hash = hashlib.sha256(json.dumps(content).encode()).hexdigest()
    async with database.begin(client_id=client_id) as session:
        gesprek = await open_gesprek(session, client_id, now, lock=not database.is_sqlite)
        earlier = await session.get(Bericht, bericht_id)
        if earlier is not None:
            if earlier.body_hash != body_hash or earlier.gesprek_id != gesprek.id:
                raise AndereInhoud
            return Ontvangen(bericht_id, gesprek.id, earlier.seq, earlier.answered_at is not None)
        gekozen = await aangeboden.lees(session, gesprek, invoer) if invoer.keuzes else None
        gesprek.last_seq += 1
        bericht = Bericht(
            id=bericht_id,
            gesprek_id=gesprek.id,
            seq=gesprek.last_seq,
            van="client",
            tekst=gekozen.woorden if gekozen else invoer.tekst,
            keuzes=list(invoer.keuzes) or None,
            body_hash=body_hash,
            beweging=DOORGEGEVEN if aan_begeleider else HERHAAL if gekozen and not gekozen.open else None,
            niveau=verdict.niveau,
            reden=verdict.reden if verdict.niveau != "geen" else None,
            created_at=now,
        )
        session.add(bericht)
        await session.flush()
        if guard.failed(verdict):
            session.add(Incident(bericht_id=bericht_id, stap="guard", fout="failed", created_at=now))
        beurt = Beurt(session, gesprek, client_id, bericht_id, bericht.seq, now, Invoer(bericht.tekst or "", invoer.keuzes))
        rustte = gesprek.veiligheid == veiligheid.RUST
        if gekozen and not gekozen.open:
            turns, answered = await veiligheid.bij_oude_keuze(beurt, gekozen.direct)
        elif aan_begeleider:
            turns, answered = await _geef_door(beurt, verdict)
        elif gesprek.veiligheid in veiligheid.DIRECT and not invoer.keuzes and not await aangeboden.ziet_vraag(session, gesprek, invoer):
            turns, answered = await veiligheid.bij_ongeziene_vraag(beurt, verdict)
        else:
            turns, answered = await veiligheid.bij_ontvangst(beurt, verdict)
        if rustte and gesprek.veiligheid is None and not invoer.keuzes:
            bericht.beweging = beurt.invoer.beweging  # what ended the rest is no answer to the question that comes back
        if answered and gesprek.veiligheid is None:
            # The direct question was answered with no: after the thanks what was open is asked again.
            bericht.beweging, answered = HERHAAL, False
        for turn in turns:
            write_turn(beurt, turn)
        if answered:
            bericht.answered_at = now
        return Ontvangen(bericht_id, gesprek.id, bericht.seq, answered)


async def _geef_door(beurt: Beurt, verdict: Verdict) -> tuple[list[Turn], bool]:
    """Pass a message on to the begeleider, and say who reads it when; danger is answered first, as everywhere."""
    await leg_vast(beurt, BERICHT, beurt.invoer.tekst)
    return await veiligheid.bij_bericht(beurt, verdict, fixed(*await doorgegeven(beurt, "utter_gedeeld_bericht_klaar")))


async def binnenkomst(database: Database, client_id: int, now: datetime) -> tuple[int, str] | None:
    """The client opened the conversation: at first contact the introduction, after a long absence a recap, and at home what was set ready meanwhile.

    Returns (gesprek, message) to answer. What a begeleider wrote, or a notice that came of itself, is no sign that the client was here.
    """
    async with database.begin(client_id=client_id) as session:
        gesprek = await open_gesprek(session, client_id, now, lock=not database.is_sqlite)
        last = await laatst_gezegd(session, gesprek)
        if last is None:
            return _vraag_aan(session, gesprek, "kennismaking", now)
        if gesprek.veiligheid is not None:
            return None
        if now - last >= WEG_NA:
            return _vraag_aan(session, gesprek, "hervat", now)
        if await _staat_klaar_sinds(session, gesprek, last):
            return _vraag_aan(session, gesprek, HERHAAL, now)
        return None


def _vraag_aan(session: AsyncSession, gesprek: Gesprek, wat: str, now: datetime) -> tuple[int, str]:
    """Leave a message of the system for the dialogue engine; `wat` is the move it stands for."""
    gesprek.last_seq += 1
    bericht = Bericht(id=str(uuid.uuid4()), gesprek_id=gesprek.id, seq=gesprek.last_seq, van=SYSTEEM, beweging=wat, created_at=now)
    session.add(bericht)
    return gesprek.id, bericht.id


async def _staat_klaar_sinds(session: AsyncSession, gesprek: Gesprek, since: datetime) -> bool:
    """At home, and a begeleider set something ready after what was said last: then home is asked anew. In a dialogue nothing comes in between."""
    if any(gesprek.stand.get(key) for key in ("dialoog", "tussen", "rust")):
        return False
    waits = (Klaargezet.client_id == gesprek.client_id, Klaargezet.niet_nu_at.is_(None), Klaargezet.begonnen_at.is_(None))
    return await session.scalar(select(Klaargezet.id).where(*waits, Klaargezet.created_at > since).limit(1)) is not None


async def begin(database: Database, client_id: int, dialoog: str, now: datetime) -> tuple[int, str] | None:
    """The client began this dialogue on a page of its own. Returns (gesprek, message) to answer; None while safety stands above every dialogue."""
    async with database.begin(client_id=client_id) as session:
        gesprek = await open_gesprek(session, client_id, now, lock=not database.is_sqlite)
        return None if gesprek.veiligheid is not None else _vraag_aan(session, gesprek, f"start_{dialoog}", now)
