"""The client's side of the front: entering, sending messages, reading the conversation."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

from aiohttp import web
from sqlalchemy import select

from bot.care import aangeboden, berichten, ontvangst, toegang
from bot.care.beurt import Invoer
from bot.care.turns import fixed
from bot.models.database import Database, utcnow
from bot.models.tables import Bericht, Client, Gesprek
from bot.web import sessions
from bot.web.keys import CLIENT_ID, DATABASE, ENGINE, SETTINGS
from bot.web.not_stored import not_stored
from bot.web.problems import Problem

routes = web.RouteTableDef()

MAX_TEXT = 100_000
MAX_CHOICES = 20
PAGE = 200
ANSWER_WITHIN_S = 8.0
LINK_PROBLEMS = {"onbekend": "link_onbekend", "gebruikt": "link_gebruikt", "verlopen": "link_verlopen"}


async def _client(request: web.Request) -> int:
    client_id = await sessions.client_of(request, request.app[DATABASE], request.app[SETTINGS])
    if client_id is None:
        raise Problem(401, "geen_sessie")
    return client_id


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.text())
    except (ValueError, RecursionError, LookupError):  # LookupError: a charset nobody knows
        raise Problem(400, "geen_json") from None
    if not isinstance(body, dict):
        raise Problem(400, "geen_json")
    return body


@routes.post("/api/entry")
async def entry(request: web.Request) -> web.StreamResponse:
    """A client comes in with the token of the link."""
    body = await _body(request)
    token, device = body.get("token"), body.get("device")
    if not isinstance(token, str) or not isinstance(device, str | None):
        raise Problem(400, "verkeerd")
    _storable(f"{token}{device}")
    database, settings = request.app[DATABASE], request.app[SETTINGS]
    try:
        client_id = await toegang.redeem(database, token, device, now=utcnow())
    except toegang.ToegangGeweigerd as refused:
        raise Problem(403, LINK_PROBLEMS[refused.reason]) from None
    async with database.read() as session:
        naam = await session.scalar(select(Client.naam).where(Client.id == client_id)) or ""
    response = web.json_response({"role": "client", "name": naam.split(" ")[0]})
    await sessions.start(database, settings, response, client_id=client_id)
    await _come_in(request, client_id)
    return response


async def _come_in(request: web.Request, client_id: int) -> None:
    """At the first contact the introduction, after an absence a recap; made by the engine, now or when it is there."""
    waiting = await ontvangst.binnenkomst(request.app[DATABASE], client_id, utcnow())
    if waiting is not None:
        gesprek_id, bericht_id = waiting
        await request.app[ENGINE].answer(bericht_id, gesprek_id, ANSWER_WITHIN_S)


def _read_id(body: dict[str, Any], name: str = "id") -> str:
    try:
        return str(uuid.UUID(body.get(name)))
    except (ValueError, TypeError, AttributeError):
        raise Problem(400, "geen_id") from None


def _read_message(body: dict[str, Any]) -> tuple[str, Invoer]:
    """The id and the content of a message, or a Problem that says what is wrong with it."""
    bericht_id = _read_id(body)
    text, choice, choices = body.get("text"), body.get("choice"), body.get("choices")
    if sum(value is not None for value in (text, choice, choices)) != 1:
        raise Problem(400, "tekst_of_keuze")
    turn = _read_id(body, "turn") if body.get("turn") is not None else ""
    if text is not None:
        return bericht_id, Invoer(readable(text), beurt_id=turn)
    if body.get("to") is not None:
        raise Problem(400, "verkeerd")  # a choice answers Werkmaat, never a person
    picked = [choice] if choice is not None else choices
    if not isinstance(picked, list) or not 0 < len(picked) <= MAX_CHOICES or not all(isinstance(key, str) and key.isprintable() for key in picked):
        raise Problem(400, "geen_keuze")
    return bericht_id, Invoer(keuzes=tuple(dict.fromkeys(picked)), beurt_id=turn)


def readable(text: object) -> str:
    """What a client typed, ready to be stored, or a Problem that says why it cannot be."""
    if not isinstance(text, str):
        raise Problem(400, "verkeerd")
    if len(text) > MAX_TEXT:
        raise Problem(413, "te_lang")
    _storable(text)
    # NUL says nothing and PostgreSQL would refuse it; every other character is kept as typed.
    text = text.replace("\0", "")
    if not text.strip():
        raise Problem(400, "leeg")
    return text


def _storable(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair: no database can keep it, no hash can be made of it
        raise Problem(400, "onleesbaar") from None


@routes.post("/api/messages")
async def messages(request: web.Request) -> web.StreamResponse:
    """A message of the client, to Werkmaat or (`to`) to the begeleider: stored and guarded first, then answered."""
    body = await _body(request)
    bericht_id, invoer = _read_message(body)
    if body.get("to") not in (None, ontvangst.BEGELEIDER):
        raise Problem(400, "verkeerd")
    try:
        return await _receive(request, bericht_id, invoer, aan_begeleider=body.get("to") is not None)
    except Problem:
        raise
    except Exception as error:
        raise await not_stored(request, invoer, error) from None


async def _receive(request: web.Request, bericht_id: str, invoer: Invoer, *, aan_begeleider: bool) -> web.Response:
    database, request[CLIENT_ID] = request.app[DATABASE], await _client(request)
    try:
        received = await ontvangst.ontvang(database, request[CLIENT_ID], bericht_id, invoer, utcnow(), aan_begeleider=aan_begeleider)
    except ontvangst.AndereInhoud:
        raise Problem(409, "andere_inhoud") from None
    except aangeboden.KeuzeNietAangeboden:
        raise Problem(400, "geen_keuze") from None
    except aangeboden.EenKeuze:
        raise Problem(400, "een_keuze") from None
    if not received.beantwoord:
        await request.app[ENGINE].answer(received.bericht_id, received.gesprek_id, ANSWER_WITHIN_S)
    return web.json_response(await _reply(database, received))


async def _reply(database: Database, received: ontvangst.Ontvangen) -> dict[str, Any]:
    async with database.read() as session:
        rows = await session.execute(
            select(Bericht.beurt).where(Bericht.gesprek_id == received.gesprek_id, Bericht.reply_to == received.bericht_id).order_by(Bericht.seq)
        )
        turns = [json.loads(row[0] or "{}") for row in rows]
        answered = await session.scalar(select(Bericht.answered_at).where(Bericht.id == received.bericht_id))
    if answered is None:
        turns.append(fixed("utter_gedeeld_wacht").as_dict())
    return {"id": received.bericht_id, "seq": received.seq, "status": "received" if answered is None else "answered", "turns": turns}


@routes.post("/api/seen")
async def seen(request: web.Request) -> web.StreamResponse:
    """A message of the begeleider stood on the screen of this device."""
    client_id, bericht_id = await _client(request), _read_id(await _body(request))
    async with request.app[DATABASE].begin(client_id=client_id) as session:
        await berichten.getoond(session, client_id, now=utcnow(), bericht_id=bericht_id)
    return web.json_response({})


@routes.get("/api/conversation")
async def conversation(request: web.Request) -> web.StreamResponse:
    """The conversation, or what is new in it after `after`; `before` pages back."""
    client_id = await _client(request)
    after, before = _number(request, "after"), _number(request, "before")
    engine = request.app[ENGINE]  # asked when the database is let go: a worker that is busy takes seconds
    async with request.app[DATABASE].read() as session:
        gesprek = await session.scalar(select(Gesprek).where(Gesprek.client_id == client_id))
        if gesprek is not None:
            query = select(Bericht).where(Bericht.gesprek_id == gesprek.id, Bericht.van != ontvangst.SYSTEEM, Bericht.seq > after)
            if before:
                query = query.where(Bericht.seq < before)
            newest = list(await session.scalars(query.order_by(Bericht.seq.desc()).limit(PAGE + 1)))
            waiting = await session.scalar(
                select(Bericht.id).where(Bericht.gesprek_id == gesprek.id, Bericht.van != "bot", Bericht.answered_at.is_(None)).limit(1)
            )
            unseen = await berichten.ongezien(session, client_id)
            items = [_item(row, unseen) for row in reversed(newest[:PAGE])]
    if gesprek is None:
        return web.json_response({"conversation": None, "seq": 0, "pending": False, "ready": await engine.ready(), "earlier": False, "items": []})
    ready = True if waiting is None else await engine.ready(gesprek.id)
    # An id that tells two people on one device apart, and nothing else.
    same = hashlib.sha256(f"gesprek {gesprek.id} {gesprek.created_at.isoformat()}".encode()).hexdigest()[:16]
    return web.json_response(
        {"conversation": same, "seq": gesprek.last_seq, "pending": waiting is not None, "ready": ready, "earlier": len(newest) > PAGE, "items": items}
    )


def _item(row: Bericht, unseen: frozenset[str]) -> dict[str, Any]:
    if row.van == "bot":
        return {"seq": row.seq, "from": "bot", "turn": json.loads(row.beurt or "{}")}
    if row.van == ontvangst.BEGELEIDER:
        return {"seq": row.seq, "from": row.van, "turn": json.loads(row.beurt or "{}"), "seen": row.id not in unseen}
    to = {"to": ontvangst.BEGELEIDER} if row.beweging == ontvangst.DOORGEGEVEN else {}
    return {"seq": row.seq, "from": "client", "id": row.id, "text": row.tekst, "answered": row.answered_at is not None, **to}


def _number(request: web.Request, name: str) -> int:
    raw = request.query.get(name, "0")
    if not raw.isascii() or not raw.isdigit() or len(raw) > 9:
        raise Problem(400, "verkeerd")
    return int(raw)


@routes.post("/api/device-link")
async def device_link(request: web.Request) -> web.StreamResponse:
    """A fresh single-use link, to go on with another device."""
    client_id = await _client(request)
    token = await toegang.invite(request.app[DATABASE], client_id, now=utcnow())
    link = toegang.link(request.app[SETTINGS], token)
    return web.json_response({"link": link, "qr": toegang.qr_svg(link)})


@routes.post("/api/leave")
async def leave(request: web.Request) -> web.StreamResponse:
    """End the session of this device; the conversation stays."""
    response = web.json_response({})
    await sessions.end(request, response, request.app[DATABASE], request.app[SETTINGS], sessions.CLIENT_COOKIE)
    return response
