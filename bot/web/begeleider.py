"""The pages of the begeleider: own clients, what is new, approved summaries with their sources, and what clients ask."""

from __future__ import annotations

import re

from aiohttp import web

from bot.care import caseload, energieblad, klaarzetten, meldingen, signalenblad, toegang, waarneming
from bot.care.gegevens import gewist
from bot.care.invoer import NAAM_MAX
from bot.models.database import utcnow
from bot.web import (
    begeleider_berichten,
    begeleider_checklist,
    begeleider_export,
    begeleider_instellingen,
    begeleider_ips,
    begeleider_login,
    begeleider_meldingen,
    begeleider_rooster,
    begeleider_traject,
    begeleider_uitnodigen,
    begeleider_voorbereiding,
    begeleider_wissen,
)
from bot.web.begeleider_login import LOGIN_DESK, login_desk
from bot.web.begeleider_pagina import NUMBER, for_begeleider, form_of, number, page, see_other
from bot.web.inzage import BEKEKEN
from bot.web.keys import BEGELEIDER_ID, DATABASE, SETTINGS

__all__ = ["LOGIN_DESK", "login_desk", "routes"]


@for_begeleider
async def overview(request: web.Request) -> web.StreamResponse:
    """GET: meldingen, clients of a colleague who is away, then the own clients, what is new first."""
    now = utcnow()
    rows = await caseload.clienten(request.app[DATABASE], request[BEGELEIDER_ID], now=now)
    waargenomen = await waarneming.overzicht(request.app[DATABASE], request[BEGELEIDER_ID], now)
    context = {
        "nieuw": [row for row in rows if row.is_nieuw],
        "overig": [row for row in rows if not row.is_nieuw],
        "aantal": len(rows),
        "waargenomen": waargenomen,
        "gewist": "gewist" in request.query,
        "clienten_gewist": await gewist.van_eigen_clienten(request.app[DATABASE], request[BEGELEIDER_ID], now=now),
    }
    alarms = await begeleider_meldingen.overview_context(request, now)
    request[BEKEKEN] = (*(row.id for row in rows), *(row.id for row in waargenomen), *alarms["clienten"])
    return page(request, "begeleider/clienten.html", {**context, **alarms})


@for_begeleider
async def client(request: web.Request) -> web.StreamResponse:
    """GET: what one client shared and asked, what was set ready, and where the client is in the traject."""
    return await _client_page(request)


async def _client_page(
    request: web.Request,
    *,
    typed: dict[str, str] | None = None,
    was: dict[str, str] | None = None,
    fouten: dict[str, str] | None = None,
    bestaat: int | None = None,
    status: int = 200,
) -> web.Response:
    """The page. typed: what stands in the form, over `was`, what it showed first."""
    database, begeleider_id, client_id = request.app[DATABASE], request[BEGELEIDER_ID], number(request, "id")
    dossier = await caseload.dossier(database, begeleider_id, client_id)
    context = {
        **(typed or {"naam": dossier.naam, "telefoon": dossier.telefoon or ""}),
        "was": was or {},
        "fouten": fouten or {},
        "bestaat": bestaat,
        "naam_max": NAAM_MAX,
        "client": dossier,
        "meldingen": await meldingen.open_meldingen_of(database, begeleider_id, client_id),
        "klaar": await klaarzetten.blad(database, begeleider_id, client_id),
        "traject": await begeleider_traject.context(request, client_id),
        "gedaan": request.query.get("gedaan", ""),
    }
    return page(request, "begeleider/client.html", context, status=status)


@for_begeleider
async def change(request: web.Request) -> web.StreamResponse:
    """POST naam, telefoon: what this own client is called and how to reach them, or the page again with what was typed. `toch`: although the name is
    known."""
    client_id, form = number(request, "id"), await form_of(request)
    typed = begeleider_uitnodigen.typed_in(form)
    was = {veld: form[f"was_{veld}"] for veld in ("naam", "telefoon") if f"was_{veld}" in form}
    if fouten := begeleider_uitnodigen.check(typed):
        return await _client_page(request, typed=typed, was=was, fouten=fouten, status=422)
    try:
        await caseload.wijzig(
            request.app[DATABASE], request[BEGELEIDER_ID], client_id, typed["naam"], typed["telefoon"], was=was, toch="toch" in form
        )
    except toegang.NaamBestaat as known:
        return await _client_page(request, typed=typed, was=was, bestaat=known.client_id, status=409)
    return see_other(f"/begeleider/clienten/{client_id}?gedaan=gegevens")


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
async def energie(request: web.Request) -> web.StreamResponse:
    """GET: the shared energielijst of one client beside the shared estimate, to print."""
    database, zone = request.app[DATABASE], request.app[SETTINGS].timezone
    blad = await energieblad.lees(database, request[BEGELEIDER_ID], number(request, "id"), now=utcnow(), zone=zone)
    return page(request, "begeleider/energie.html", {"blad": blad})


@for_begeleider
async def mark_read(request: web.Request) -> web.StreamResponse:
    """POST verzoek: a request was read. `terug`: the page to go back to is that of the messages."""
    client_id, form = number(request, "id"), await form_of(request)
    verzoek = form.get("verzoek", "")
    if not re.fullmatch(NUMBER, verzoek):
        raise caseload.NietGevonden
    await caseload.mark_read(request.app[DATABASE], request[BEGELEIDER_ID], client_id, int(verzoek), now=utcnow())
    return see_other(f"/begeleider/clienten/{client_id}{'/berichten' if form.get('terug') == 'berichten' else ''}")


routes = [
    web.get("/begeleider", overview),
    *begeleider_berichten.routes,
    *begeleider_checklist.routes,
    *begeleider_export.routes,
    *begeleider_instellingen.routes,
    *begeleider_ips.routes,
    *begeleider_login.routes,
    *begeleider_meldingen.routes,
    *begeleider_rooster.routes,
    *begeleider_traject.routes,
    *begeleider_uitnodigen.routes,
    *begeleider_voorbereiding.routes,
    *begeleider_wissen.routes,
    web.get(f"/begeleider/clienten/{{id:{NUMBER}}}", client),
    web.post(f"/begeleider/clienten/{{id:{NUMBER}}}/gegevens", change),
    web.post(f"/begeleider/clienten/{{id:{NUMBER}}}/gelezen", mark_read),
    web.get(f"/begeleider/clienten/{{id:{NUMBER}}}/signalen", signalen),
    web.get(f"/begeleider/clienten/{{id:{NUMBER}}}/energie", energie),
    web.get(f"/begeleider/clienten/{{id:{NUMBER}}}/samenvatting/{{sid:{NUMBER}}}", samenvatting),
]
