"""One turn, whole: the message in, the replies out, one commit. And what is left unanswered, in order."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from sqlalchemy import ColumnElement, select

from bot.care import contact, deelwens, energiewaarde, naasten, openheid_antwoord, rechtgezet, wachtend, wijzigwens, wissel
from bot.care.aangeboden import laatste_vraag
from bot.care.aanwijzen import Aanbod, aangewezen
from bot.care.antwoord_of_rust import Oordeel, oordeel, open_voor_woorden
from bot.care.begrip import een_keuze
from bot.care.beurt import Beurt, Invoer
from bot.care.dialogen import DIALOGEN
from bot.care.lopend import lopende_beurt
from bot.care.ontvangst import HERHAAL
from bot.care.teksten import tekst
from bot.care.thuis import PRATEN
from bot.care.turns import Turn, fixed, render, write_turns
from bot.engine.tracker_store import TurnTrackerStore
from bot.engine.underway import Underway
from bot.models.database import Database, utcnow
from bot.models.tables import Bericht, Gesprek, Incident, TrackerEvent
from bot.nlu.asks_back import AskedBack, asked_back
from bot.nlu.recall import recall_in

log = logging.getLogger(__name__)

# A turn takes tenths of a second. One that waits for something that never comes must not hold its conversation for ever, nor the locks of its
# transaction (bot/models/database.py ends an idle one later than this).
TURN_LIMIT_S = 40.0
# What Rasa reads of a message. The whole text is stored and guarded; nobody writes a move of more than a few sentences.
UNDERSTOOD_CHARACTERS = 2_000
ANSWER, CONTACT, GO_ON, WHO_READS, MOVE_IN_A_MESSAGE = "vertel", "begeleider", "verder", "privacy", 3
WHERE, CHANGE = "waar_was_ik", "wijzig"
# What words that sound like pauze, stop or moe are instead.
MEANT = {Oordeel.ANTWOORD: ANSWER, Oordeel.VERDER: GO_ON}
# Picked choices that are moves themselves; every other choice is an answer.
CHOICE_IS_MOVE = frozenset({"pauze", "stop", "verder", "uitleg", "begeleider", "overslaan", *PRATEN, *(f"start_{naam}" for naam in DIALOGEN)})
# A picked choice answers the question it was offered with; when that was answered meanwhile, it means nothing to the next one.
BELONGS_TO_QUESTION = frozenset({"kies", "overslaan"})


class _Collected(OutputChannel):
    """Keeps what Rasa sends."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "werkmaat"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.messages.append(message)


@dataclass(frozen=True)
class _Gelezen:
    """A message before its turn: what it means for Rasa, the choices it stands for, and whether its question was answered meanwhile (te_laat)."""

    bericht: Bericht
    client_id: int
    begeleider: str
    parsed: dict[str, Any]
    keuzes: tuple[str, ...]
    te_laat: bool


class TurnRunner:
    """Answers messages with a loaded agent. One turn at a time per conversation."""

    def __init__(
        self, database: Database, agent: Agent, store: TurnTrackerStore, *, kan_mailen: bool = True, underway: Underway | None = None
    ) -> None:
        self.kan_mailen, self.underway = kan_mailen, underway or Underway()
        self.database, self.agent, self.store = database, agent, store
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def answer(self, bericht_id: str) -> None:
        """Answer this message, and before it whatever its conversation still waits for."""
        async with self.database.read() as session:
            found = (
                await session.execute(select(Bericht.gesprek_id, Bericht.seq).where(Bericht.id == bericht_id, Bericht.answered_at.is_(None)))
            ).one_or_none()
        if found is None:
            return
        gesprek_id, seq = found
        async with self._locks[gesprek_id]:
            for waiting in await self.waiting(Bericht.gesprek_id == gesprek_id, Bericht.seq <= seq):
                await self._answer_or_apologise(waiting)

    async def waiting(self, *which: ColumnElement[bool]) -> list[str]:
        """Ids of messages without an answer, in the order they were received."""
        query = select(Bericht.id).where(Bericht.answered_at.is_(None), Bericht.van != "bot", *which).order_by(Bericht.gesprek_id, Bericht.seq)
        async with self.database.read() as session:
            return list(await session.scalars(query))

    async def _answer_or_apologise(self, bericht_id: str) -> None:
        if bericht_id in self.underway.hopeless:
            await self._apologise(bericht_id, "hung")
            return
        try:
            with self.underway.noted(bericht_id):
                async with asyncio.timeout(TURN_LIMIT_S):
                    await self._turn(bericht_id)
        except Exception as error:
            log.error("turn failed: %s", type(error).__name__, exc_info=log.isEnabledFor(logging.DEBUG))
            await self._apologise(bericht_id, type(error).__name__)

    async def parse(self, text: str, vraag: str | None) -> dict[str, Any]:
        """What Rasa's pipeline makes of a typed text. A leading "/" would be a command to Rasa: it is taken off, and the rest is no move."""
        plain = " ".join(text[:UNDERSTOOD_CHARACTERS].replace("\0", " ").split())
        if plain.startswith("/"):
            return _parsed(plain.lstrip("/ "), "nlu_fallback")
        message = UserMessage(plain, metadata={"vraag": vraag})
        parsed: dict[str, Any] = await self.agent.processor.parse_message(message)
        return parsed

    async def _turn(self, bericht_id: str) -> None:
        gelezen = await self._lees(bericht_id)
        bericht, parsed, keuzes = gelezen.bericht, gelezen.parsed, gelezen.keuzes
        async with self.database.begin(client_id=gelezen.client_id) as session:
            gesprek = await session.get_one(Gesprek, bericht.gesprek_id, with_for_update=not self.database.is_sqlite)
            if await session.scalar(select(Bericht.answered_at).where(Bericht.id == bericht_id)) is not None:
                return  # another machine was first
            stil = wachtend.houdt_stil(gesprek, bericht.seq)
            beurt = Beurt(
                session,
                gesprek,
                gelezen.client_id,
                bericht.id,
                bericht.seq,
                utcnow(),
                Invoer(bericht.tekst or "", keuzes, parsed["intent"]["name"] or "", parsed["intent"]["confidence"]),
                kan_mailen=self.kan_mailen,
                begeleider=gelezen.begeleider or tekst("utter_gedeeld_je_begeleider").tekst,
                # Below a question of safety "I do not understand" would seem to be about the danger.
                gehoord=stil or bericht.niveau in ("oranje", "vraag"),
            )
            token = lopende_beurt.set(beurt)
            try:
                channel = _Collected()
                with wachtend.zoals_toen(beurt):
                    await self.agent.processor.handle_message(UserMessage(parsed["text"], channel, str(gesprek.id), parse_data=parsed))
            finally:
                lopende_beurt.reset(token)
            turns = [_turn_of(message) for message in channel.messages]
            if stil:
                wachtend.neem_op(beurt)
                turns = wachtend.alleen_verteld(turns)
            elif gelezen.te_laat:
                turns.insert(0, fixed("utter_gedeeld_niet_aangeboden"))
            if not turns and not stil:
                session.add(Incident(bericht_id=bericht_id, stap="turn", fout="no reply", created_at=beurt.now))
                turns = [fixed("utter_gedeeld_storing")]
            events = self.store.take_events(str(gesprek.id))
            session.add(TrackerEvent(gesprek_id=gesprek.id, bericht_id=bericht_id, events=events, created_at=beurt.now))
            await write_turns(beurt, turns)

    async def _lees(self, bericht_id: str) -> _Gelezen:
        async with self.database.read() as session:
            bericht = await session.get_one(Bericht, bericht_id)
            gesprek = await session.get_one(Gesprek, bericht.gesprek_id)
            gevraagd, turn = await laatste_vraag(session, gesprek, voor=bericht.seq)
            begeleider = await contact.naam_van_begeleider(session, gesprek.client_id)
        stand = wachtend.stand_van_toen(gesprek, bericht.seq)
        parsed, keuzes = await self._understand(bericht, stand, turn if gevraagd < bericht.seq else {}, begeleider)
        # Typed words never have choices here, for they are compared with the turn that was open when they came.
        beantwoord = gevraagd > bericht.seq or wachtend.is_ingehaald(gesprek, bericht.seq)
        te_laat = beantwoord and bool(keuzes) and parsed["intent"]["name"] in BELONGS_TO_QUESTION
        if te_laat or wachtend.antwoordt_niet(gesprek, bericht.seq):
            parsed, keuzes = _parsed("", HERHAAL), ()
        return _Gelezen(bericht, _client(gesprek), begeleider, parsed, keuzes, te_laat)

    async def _understand(
        self, bericht: Bericht, stand: Mapping[str, Any], turn: dict[str, Any], begeleider: str
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """What the message means for Rasa, and the choices it stands for."""
        tekst = bericht.tekst or ""
        if bericht.beweging:
            return _parsed("", bericht.beweging), ()
        aangeboden = tuple(choice["id"] for choice in turn.get("choices", ()))
        keuzes = tuple(bericht.keuzes or _typed_choice(tekst, turn) or deelwens.nee(stand, tekst, begeleider, aangeboden))
        if keuzes:
            move = keuzes[0] if len(keuzes) == 1 and keuzes[0] in CHOICE_IS_MOVE else "kies"
            return _parsed(tekst, move), keuzes
        vraag = stand.get("tussen") or stand.get("gevraagd")
        parsed = await self.parse(tekst, vraag)
        if vraag == "contact_tekst" and len(tekst.split()) > MOVE_IN_A_MESSAGE:
            return _parsed(parsed["text"], ANSWER), ()  # what one writes to the begeleider may sound like a move; only a short one is
        if contact.is_contact(tekst, vraag, begeleider):
            return _parsed(parsed["text"], CONTACT), ()
        if deelwens.is_wens(stand, tekst, begeleider, als_antwoord=open_voor_woorden(stand) is not None):
            return _parsed(parsed["text"], WHO_READS), ()
        terug = asked_back(tekst)
        if terug is AskedBack.PASSED_ON:
            return _parsed(parsed["text"], WHO_READS), ()
        if recall_in(tekst) or terug:
            return _parsed(parsed["text"], WHERE), ()
        if wijzigwens.is_wens(stand, tekst):
            return _parsed(parsed["text"], CHANGE), ()
        if rechtgezet.klinkt_zo(stand, tekst):
            return _parsed(parsed["text"], ANSWER), ()
        move = parsed["intent"]["name"] or ""
        if wissel.vertelt(stand, move, tekst):
            return _parsed(parsed["text"], ANSWER), ()
        eigen = naasten.is_antwoord(move, tekst, vraag, naasten.SAMEN in stand) or energiewaarde.is_antwoord(move, tekst, stand)
        eigen = eigen or openheid_antwoord.is_antwoord(move, tekst, stand, utcnow().date())
        if eigen or wissel.is_antwoord(stand, move, parsed["intent"]["confidence"], tekst):
            return _parsed(parsed["text"], ANSWER), ()
        anders = MEANT.get(oordeel(stand, move, parsed["intent"]["confidence"], tekst))
        if anders or (move == GO_ON and wissel.is_rust(stand)):
            return _parsed(parsed["text"], anders or ANSWER), ()
        return parsed, ()

    async def _apologise(self, bericht_id: str, fout: str) -> None:
        """The turn could not be made: an honest sentence instead, and an incident. What was open stays open."""
        async with self.database.read() as session:
            bericht = await session.get_one(Bericht, bericht_id)
            client_id = await session.scalar(select(Gesprek.client_id).where(Gesprek.id == bericht.gesprek_id))
        async with self.database.begin(client_id=client_id) as session:
            gesprek = await session.get_one(Gesprek, bericht.gesprek_id, with_for_update=not self.database.is_sqlite)
            if await session.scalar(select(Bericht.answered_at).where(Bericht.id == bericht_id)) is not None:
                return
            session.add(Incident(bericht_id=bericht_id, stap="turn", fout=fout, created_at=utcnow()))
            beurt = Beurt(session, gesprek, _client(gesprek), bericht_id, bericht.seq, utcnow())
            turns = [fixed("utter_gedeeld_storing")]
            await write_turns(beurt, wachtend.alleen_verteld(turns) if wachtend.houdt_stil(gesprek, bericht.seq) else turns)


def _turn_of(message: dict[str, Any]) -> Turn:
    return render(message.get("utter_action") or "", message.get("text") or "", message.get("custom") or {})


def _client(gesprek: Gesprek) -> int:
    if gesprek.client_id is None:
        raise ValueError("a conversation without a client has no questionnaire")
    return gesprek.client_id


def _parsed(text: str, intent: str) -> dict[str, Any]:
    return {
        "text": text or intent,
        "intent": {"name": intent, "confidence": 1.0},
        "entities": [],
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
    }


def _typed_choice(text: str, turn: dict[str, Any]) -> tuple[str, ...]:
    """The choices whose label was typed out, or that were pointed at: those are choices, whatever move it sounds like."""
    labels = {choice["id"]: choice["label"] for choice in turn.get("choices", ())}
    keuze = een_keuze(text, labels)
    return (keuze,) if keuze else aangewezen(text, Aanbod(labels, bool(turn.get("multiple"))))
