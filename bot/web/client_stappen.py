"""Mijn stappen as a page: where the client is in the traject. Reading only; the begeleider notes it."""

from __future__ import annotations

from aiohttp import web

from bot.care import traject
from bot.web.client_pagina import CLIENT_PROFIEL, for_client, page
from bot.web.keys import CLIENT_ID, DATABASE


@for_client
async def show(request: web.Request) -> web.StreamResponse:
    """GET: where I am, who does what, what comes, and what was noted before."""
    async with request.app[DATABASE].read(client_id=request[CLIENT_ID]) as session:
        stappen = await traject.van_client(session, request[CLIENT_ID])
    fasen = [{"id": fase, "naam": traject.naam_van(fase)} for fase in traject.FASEN]
    uitleg = traject.uitleg(stappen[0], request[CLIENT_PROFIEL].begeleider) if stappen else None
    eerder = [{"naam": traject.naam_van(one.fase), "sinds": one.sinds, "door": one.door} for one in stappen]
    return page(request, "client/stappen.html", {"nu": stappen[0] if stappen else None, "uitleg": uitleg, "fasen": fasen, "eerder": eerder})


routes = [web.get("/mijn/stappen", show)]
