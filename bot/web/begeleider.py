"""The pages of the begeleider: own clients, what is new, approved summaries with their sources, and what clients ask."""

from __future__ import annotations

import re

from aiohttp import web

from bot.care import caseload, signalenblad
from bot.models.database import utcnow
from bot.web import (
    begeleider_instellingen,
    begeleider_login,
    begeleider_meldingen,
    begeleider_rooster,
    begeleider_traject,
    begeleider_uitnodigen,
    begeleider_wissen,
)
from bot.web.begeleider_login import LOGIN_DESK, login_desk
from bot.web.begeleider_pagina import NUMBER, for_begeleider, form_of, number, page, see_other
from bot.web.inzage import BEKEKEN
from bot.web.keys import BEGELEIDER_ID, DATABASE

__all__ = ["LOGIN_DESK", "login_desk", "routes"]


@for_begeleider
async def overview(request: web.Request) -> web.StreamResponse:
    """GET: meldingen, then the own clients, what is new first."""
    rows = await caseload.clienten(request.app[DATABASE], request[BEGELEIDER_ID], now=utcnow())
    context = {
        "nieuw": [row for row in rows if row.is_nieuw],
        "overig": [row for row in rows if not row.is_nieuw],
        "aantal": len(rows),
        "gewist": "gewist" in request.query,
    }
    alarms = await begeleider_meldingen.overview_context(request)
    request[BEKEKEN] = (*(row.id for row in rows), *(row.client_id for row in alarms["meldingen"]))
    return page(request, "begeleider/clienten.html", {**context, **alarms})


@for_begeleider
async def client(request: web.Request) -> web.StreamResponse:
    """GET: what one client shared and asked."""
    dossier = await caseload.dossier(request.app[DATABASE], request[BEGELEIDER_ID], number(request, "id"))
    traject = await begeleider_traject.context(request, dossier.id)
    return page(request, "begeleider/client.html", {"client": dossier, "traject": traject, "gedaan": request.query.get("gedaan", "")})


@for_begeleider
async def samenvatting(request: web.Request) -> web.StreamResponse:
    """GET: one summary, to print."""
    database, begeleider_id, client_id = request.app[DATABASE], request[BEGELEIDER_ID], number(request, "id")
    found = await caseload.samenvatting(database, begeleider_id, client_id, number(request, "sid"))
    naam = await caseload.client_naam(database, begeleider_id, client_id)
    return page(request, "begeleider/samenvatting.html", {"client_id": client_id, "naam": naam, "samenvatting": found})


@for_begeleider
async def signalen(request: web.Request) -> web.StreamResponse:
    """GET: the shared signaal-checks of one client over time, to print."""
    blad = await signalenblad.lees(request.app[DATABASE], request[BEGELEIDER_ID], number(request, "id"))
    return page(request, "begeleider/signalen.html", {"blad": blad})


@for_begeleider
async def mark_read(request: web.Request) -> web.StreamResponse:
    """POST: a request was read."""
    client_id, verzoek = number(request, "id"), (await form_of(request)).get("verzoek", "")
    if not re.fullmatch(NUMBER, verzoek):
        raise caseload.NietGevonden
    await caseload.mark_read(request.app[DATABASE], request[BEGELEIDER_ID], client_id, int(verzoek), now=utcnow())
    return see_other(f"/begeleider/clienten/{client_id}")


routes = [
    web.get("/begeleider", overview),
    *begeleider_instellingen.routes,
    *begeleider_login.routes,
    *begeleider_meldingen.routes,
    *begeleider_rooster.routes,
    *begeleider_traject.routes,
    *begeleider_uitnodigen.routes,
    *begeleider_wissen.routes,
    web.get(f"/begeleider/clienten/{{id:{NUMBER}}}", client),
    web.post(f"/begeleider/clienten/{{id:{NUMBER}}}/gelezen", mark_read),
    web.get(f"/begeleider/clienten/{{id:{NUMBER}}}/signalen", signalen),
    web.get(f"/begeleider/clienten/{{id:{NUMBER}}}/samenvatting/{{sid:{NUMBER}}}", samenvatting),
]
