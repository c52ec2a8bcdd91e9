"""Mijn overzicht: what a client can do now, and the way to all own pages."""

from __future__ import annotations

import re

from aiohttp import web

from bot.care import klaarzetten, ontvangst, thuisblad
from bot.care.dialogen import DIALOGEN
from bot.models.database import utcnow
from bot.web.chat import ANSWER_WITHIN_S
from bot.web.client_pagina import NUMBER, NietVanMij, for_client, form_of, page, see_other
from bot.web.keys import CLIENT_ID, DATABASE, ENGINE, SETTINGS

PAD = "/mijn"


@for_client
async def show(request: web.Request) -> web.StreamResponse:
    """GET: at most three things to do, then all own pages."""
    async with request.app[DATABASE].read(client_id=request[CLIENT_ID]) as session:
        dingen = await thuisblad.lees(session, request[CLIENT_ID], now=utcnow(), zone=request.app[SETTINGS].timezone)
    await _toonde(request, dingen)
    return page(request, "client/thuis.html", {"dingen": dingen, "niet_nu": "niet_nu" in request.query})


async def _toonde(request: web.Request, dingen: tuple[thuisblad.Ding, ...]) -> None:
    nummers = [ding.nummer for ding in dingen if ding.soort == thuisblad.KLAARGEZET]
    if nummers and request.method == "GET":
        async with request.app[DATABASE].begin(client_id=request[CLIENT_ID]) as session:
            await klaarzetten.getoond(session, request[CLIENT_ID], nummers, now=utcnow())


@for_client
async def begin(request: web.Request) -> web.StreamResponse:
    """POST dialoog: begin it, or go on with it, in the conversation."""
    dialoog = (await form_of(request)).get("dialoog", "")
    if dialoog not in DIALOGEN:
        raise NietVanMij
    waiting = await ontvangst.begin(request.app[DATABASE], request[CLIENT_ID], dialoog, utcnow())
    if waiting is not None:
        gesprek_id, bericht_id = waiting
        await request.app[ENGINE].answer(bericht_id, gesprek_id, ANSWER_WITHIN_S)
    return see_other("/gesprek")


@for_client
async def not_now(request: web.Request) -> web.StreamResponse:
    """POST klaargezet: the client does not want it now."""
    nummer = (await form_of(request)).get("klaargezet", "")
    if not re.fullmatch(NUMBER, nummer):
        raise NietVanMij
    async with request.app[DATABASE].begin(client_id=request[CLIENT_ID]) as session:
        await klaarzetten.niet_nu(session, request[CLIENT_ID], int(nummer), now=utcnow())
    return see_other(f"{PAD}?niet_nu=1")


routes = [web.get(PAD, show), web.post(f"{PAD}/begin", begin), web.post(f"{PAD}/niet-nu", not_now)]
