"""Erasing a client on the client's request, by the own begeleider."""

from __future__ import annotations

from aiohttp import web

from bot.care import caseload
from bot.care.gegevens.profiel import ClientOnbekend
from bot.care.gegevens.wissen import NogMelding, open_rood, wis
from bot.care.inzage import BEGELEIDER, Kijker
from bot.models.database import before_commit, utcnow
from bot.web.begeleider_pagina import HOME, NUMBER, for_begeleider, form_of, number, page, see_other
from bot.web.client_wissen import WOORD, typed_word
from bot.web.keys import BEGELEIDER_ID, DATABASE

PAD = f"/begeleider/clienten/{{id:{NUMBER}}}/wissen"


async def _page(request: web.Request, *, fout: str | None = None, status: int = 200) -> web.Response:
    client_id = number(request, "id")
    naam = await caseload.client_naam(request.app[DATABASE], request[BEGELEIDER_ID], client_id)
    async with request.app[DATABASE].read() as session:
        wacht = await open_rood(session, client_id)
    context = {"client_id": client_id, "naam": naam, "wacht": wacht, "fout": fout, "woord": WOORD}
    return page(request, "begeleider/wissen.html", context, status=status)


@for_begeleider
async def show(request: web.Request) -> web.StreamResponse:
    """GET: what goes, what stays, and two things to confirm."""
    return await _page(request)


@for_begeleider
async def erase(request: web.Request) -> web.StreamResponse:
    """POST: erase this own client."""
    form, client_id = await form_of(request), number(request, "id")
    if form.get("verzoek") != "ja":
        return await _page(request, fout="verzoek", status=422)
    if not typed_word(form):
        return await _page(request, fout="woord", status=422)
    # wis writes its own row of who did it: after it there is no client any more to write about.
    before_commit.set(None)
    try:
        kijker = Kijker(BEGELEIDER, request[BEGELEIDER_ID])
        await wis(request.app[DATABASE], client_id, kijker, now=utcnow(), begeleider_id=request[BEGELEIDER_ID])
    except NogMelding:
        return await _page(request, status=409)
    except ClientOnbekend:
        raise caseload.NietGevonden from None
    return see_other(f"{HOME}?gewist=1")


routes = [web.get(PAD, show), web.post(PAD, erase)]
