"""Inviting a client: enrol, then show a link and a QR code that work once."""

from __future__ import annotations

import uuid
from typing import Any

from aiohttp import web
from markupsafe import Markup

from bot.care import caseload, toegang
from bot.care.invoer import NAAM_MAX, OngeldigeInvoer, clean_naam, clean_telefoon
from bot.models.database import utcnow
from bot.web.begeleider_pagina import NUMBER, for_begeleider, form_of, number, page, see_other
from bot.web.forms import new_or_given_id
from bot.web.inzage import BEKEKEN
from bot.web.keys import BEGELEIDER_ID, DATABASE, SETTINGS

# Only the hash of a token is stored, so the page that shows it gets it from this cookie: it survives a reload, is sent to that one page only,
# and any front process can answer. The cookie stays with the begeleider, who is about to read the link anyway.
LINK_COOKIE = "werkmaat_link"
LINK_COOKIE_S = 15 * 60


def _cookie(request: web.Request) -> str:
    return f"__Secure-{LINK_COOKIE}" if request.app[SETTINGS].secure else LINK_COOKIE


@for_begeleider
async def show_form(request: web.Request) -> web.StreamResponse:
    """GET: the empty form."""
    return _form(request, {"naam": "", "telefoon": ""}, {})


@for_begeleider
async def enrol(request: web.Request) -> web.StreamResponse:
    """POST: make the client and a first link, once for one form, or show the form again with what was typed. `toch`: although the name is known."""
    form, database, me = await form_of(request), request.app[DATABASE], request[BEGELEIDER_ID]
    typed = typed_in(form)
    if fouten := check(typed):
        return _form(request, typed, fouten, status=422)
    try:
        client_id, token = await toegang.enroll_client(
            database, me, typed["naam"], typed["telefoon"], formulier=new_or_given_id(form), toch="toch" in form, now=utcnow()
        )
    except toegang.NaamBestaat as known:
        return _form(request, typed, {}, bestaat=known.client_id, status=409)
    request[BEKEKEN] = (client_id,)
    return _to_link(request, client_id, token)


@for_begeleider
async def new_link(request: web.Request) -> web.StreamResponse:
    """POST: a fresh link for an own client."""
    client_id = number(request, "id")
    await caseload.client_naam(request.app[DATABASE], request[BEGELEIDER_ID], client_id)
    return _to_link(request, client_id, await toegang.invite(request.app[DATABASE], client_id, now=utcnow()))


@for_begeleider
async def show_link(request: web.Request) -> web.StreamResponse:
    """GET: the link just made, as long as it is unused; otherwise how to make another."""
    client_id, database = number(request, "id"), request.app[DATABASE]
    naam = await caseload.client_naam(database, request[BEGELEIDER_ID], client_id)
    token = request.cookies.get(_cookie(request), "")
    until = await toegang.open_until(database, client_id, token, now=utcnow()) if token else None
    address = toegang.link(request.app[SETTINGS], token) if until else None
    qr = Markup(toegang.qr_svg(address)) if address else None  # noqa: S704 - our own SVG, of an address without markup
    return page(request, "begeleider/link.html", {"client_id": client_id, "naam": naam, "link": address, "qr": qr, "geldig_tot": until})


def _to_link(request: web.Request, client_id: int, token: str) -> web.Response:
    address = f"/begeleider/clienten/{client_id}/link"
    response = see_other(address)
    secure = request.app[SETTINGS].secure
    response.set_cookie(_cookie(request), token, max_age=LINK_COOKIE_S, path=address, httponly=True, secure=secure, samesite="Strict")
    return response


def typed_in(form: dict[str, str]) -> dict[str, str]:
    """What a form says of a person."""
    return {name: form.get(name, "") for name in ("naam", "telefoon")}


def check(typed: dict[str, str]) -> dict[str, str]:
    """The reason of refusal per field; all fields are checked, so that one sees everything at once."""
    fouten = {}
    for clean, value in ((clean_naam, typed["naam"]), (clean_telefoon, typed["telefoon"])):
        try:
            clean(value)
        except OngeldigeInvoer as error:
            fouten[error.veld] = error.reden
    return fouten


def _form(request: web.Request, typed: dict[str, str], fouten: dict[str, str], *, bestaat: int | None = None, status: int = 200) -> web.Response:
    context: dict[str, Any] = {**typed, "fouten": fouten, "bestaat": bestaat, "formulier": uuid.uuid4(), "naam_max": NAAM_MAX}
    return page(request, "begeleider/nieuw.html", context, status=status)


routes = [
    web.get("/begeleider/clienten/nieuw", show_form),
    web.post("/begeleider/clienten/nieuw", enrol),
    web.post(f"/begeleider/clienten/{{id:{NUMBER}}}/link", new_link),
    web.get(f"/begeleider/clienten/{{id:{NUMBER}}}/link", show_link),
]
