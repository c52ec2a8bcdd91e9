"""Mijn berichten: the whole exchange with the begeleider, and a form to write, without script.

What is typed goes through the receipt of the conversation, so that the guard reads it first.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import aangeboden, berichten, contact, ontvangst
from bot.care.beurt import Invoer
from bot.care.leesmoment import VERZOEK
from bot.models.database import utcnow
from bot.models.tables import Bericht, Gesprek
from bot.web.chat import ANSWER_WITHIN_S, readable
from bot.web.client_pagina import CLIENT_PROFIEL, for_client, form_of, page, see_other
from bot.web.forms import given_id, new_or_given_id
from bot.web.keys import CLIENT_ID, DATABASE, ENGINE, SETTINGS
from bot.web.problems import Problem

PAD = "/mijn/berichten"


@for_client
async def show(request: web.Request) -> web.StreamResponse:
    """GET: all messages, newest first. `bericht`: what was just sent, to show what was said about it at once."""
    return await _page(request)


async def _page(request: web.Request, *, fout: str | None = None, getypt: str = "", status: int = 200) -> web.Response:
    database, client_id = request.app[DATABASE], request[CLIENT_ID]
    now, zone, begeleider = utcnow(), request.app[SETTINGS].timezone, request[CLIENT_PROFIEL].begeleider
    async with database.read(client_id=client_id) as session:
        posten = await berichten.lees(session, client_id)
        lezer = await contact.lezer_van(session, client_id, begeleider, VERZOEK, now, zone)
        turns, open_turn = await _gezegd(session, client_id, request.query.get("bericht", "")) if fout is None else ([], None)
    if request.method == "GET" and any(post.van == berichten.BEGELEIDER and post.gelezen_at is None for post in posten):
        async with database.begin(client_id=client_id) as session:
            await berichten.getoond(session, client_id, now=now)
    context = {
        "posten": posten[::-1],
        "waarneemt": contact.waarneemt(lezer),
        "turns": turns,
        "open_turn": open_turn,
        "bericht_id": uuid.uuid4(),
        "fout": fout,
        "getypt": getypt,
    }
    return page(request, "client/berichten.html", context, status=status)


async def _gezegd(session: AsyncSession, client_id: int, bericht_id: str) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """What the receipt said about this own message, and which turn of that can still be answered."""
    query = select(Bericht, Gesprek).join(Gesprek, Gesprek.id == Bericht.gesprek_id).where(Bericht.id == bericht_id, Gesprek.client_id == client_id)
    found = (await session.execute(query)).one_or_none()
    if found is None:
        return [], None
    bericht, gesprek = found
    # What the dialogue engine asked afterwards has a later moment; it belongs to the conversation.
    said = select(Bericht.beurt).where(Bericht.reply_to == bericht.id, Bericht.created_at == bericht.created_at).order_by(Bericht.seq)
    turns = [json.loads(beurt or "{}") for beurt in await session.scalars(said)]
    _, open_turn = await aangeboden.laatste_vraag(session, gesprek)
    return turns, next((turn for turn in turns if turn["id"] == open_turn.get("id")), None)


@for_client
async def write(request: web.Request) -> web.StreamResponse:
    """POST tekst: to the begeleider, by the same receipt as everything a client types."""
    form = await form_of(request)
    try:
        tekst = readable(form.get("tekst", ""))
    except Problem as problem:
        return await _page(request, fout=problem.detail, getypt=form.get("tekst", ""), status=422)
    return see_other(f"{PAD}?bericht={await _stuur(request, new_or_given_id(form), Invoer(tekst))}#gezegd")


@for_client
async def choose(request: web.Request) -> web.StreamResponse:
    """POST keuze, beurt (the turn it stood under): the answer to what was asked about a message here, such as the direct question."""
    form = await form_of(request)
    invoer = Invoer(keuzes=(form.get("keuze", ""),), beurt_id=given_id(form, "beurt"))
    try:
        bericht_id = await _stuur(request, new_or_given_id(form), invoer)
    except aangeboden.KeuzeNietAangeboden:  # answered on another device, or pressed twice
        return see_other("/gesprek")
    async with request.app[DATABASE].read(client_id=request[CLIENT_ID]) as session:
        turns, _ = await _gezegd(session, request[CLIENT_ID], bericht_id)
    return see_other(f"{PAD}?bericht={bericht_id}#gezegd" if turns else "/gesprek")


async def _stuur(request: web.Request, bericht_id: str, invoer: Invoer) -> str:
    """Receive it and have it answered. Returns its id: another than the given one when that was used for something else before."""
    database, client_id, now, aan = request.app[DATABASE], request[CLIENT_ID], utcnow(), not invoer.keuzes
    try:
        received = await ontvangst.ontvang(database, client_id, bericht_id, invoer, now, aan_begeleider=aan)
    except ontvangst.AndereInhoud:  # gone back in the browser, and typed something else
        received = await ontvangst.ontvang(database, client_id, str(uuid.uuid4()), invoer, now, aan_begeleider=aan)
    if not received.beantwoord:
        await request.app[ENGINE].answer(received.bericht_id, received.gesprek_id, ANSWER_WITHIN_S)
    return received.bericht_id


routes = [web.get(PAD, show), web.post(PAD, write), web.post(f"{PAD}/antwoord", choose)]
