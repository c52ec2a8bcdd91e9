"""Meldingen on the pages of the begeleider: first on the overview, and each on a page of its own to act on."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.care import meldingen
from bot.care.invoer import clean_tekst
from bot.care.keten import keten_of
from bot.models.database import before_commit, utcnow
from bot.web.begeleider_pagina import NUMBER, for_begeleider, form_of, number, page, see_other
from bot.web.inzage import BEKEKEN
from bot.web.keys import BEGELEIDER_ID, DATABASE, SETTINGS


async def overview_context(request: web.Request, now: datetime) -> dict[str, Any]:
    """What the overview shows above everything else: open meldingen, what a colleague closed, what is wrong with the chain. clienten: whose."""
    database, begeleider_id = request.app[DATABASE], request[BEGELEIDER_ID]
    rows = await meldingen.open_meldingen_of(database, begeleider_id)
    closed_rows = await meldingen.pas_gesloten_meldingen_of(database, begeleider_id, now=now)
    return {
        "meldingen": rows,
        "pas_gesloten": closed_rows,
        "clienten": {row.client_id for row in (*rows, *closed_rows)},
        "keten": await keten_of(database, request.app[SETTINGS], begeleider_id, now=now),
    }


@for_begeleider
async def closed(request: web.Request) -> web.StreamResponse:
    """GET: the closed meldingen in which one has a part, to open one again."""
    rows = await meldingen.gesloten_meldingen_of(request.app[DATABASE], request[BEGELEIDER_ID])
    request[BEKEKEN] = tuple(row.client_id for row in rows)
    return page(request, "begeleider/meldingen_afgesloten.html", {"meldingen": rows})


@for_begeleider
async def show(request: web.Request) -> web.StreamResponse:
    """GET: one melding. That it was looked at goes into its log. `gedaan`: what was just done."""
    return await _page(request)


async def _page(
    request: web.Request, *, fout: str | None = None, bij: str | None = None, form: dict[str, str] | None = None, status: int = 200
) -> web.Response:
    database, begeleider_id = request.app[DATABASE], request[BEGELEIDER_ID]
    blad = await meldingen.melding(database, begeleider_id, number(request, "id"), now=utcnow())
    keten = await keten_of(database, request.app[SETTINGS], begeleider_id, now=utcnow())
    typed = form or {}
    getypt = typed.get("tekst", "").replace("\r\n", "\n")
    context = {
        "melding": blad,
        "keten": keten,
        "fout": fout,
        "bij": bij,
        "getypt": getypt,
        "lengte": len(clean_tekst(getypt)),
        "gekozen": next((one for one in blad.collegas if str(one.id) == typed.get("naar")), None),
        "notitie_max": meldingen.NOTITIE_MAX,
        "gedaan": request.query.get("gedaan", ""),
    }
    return page(request, "begeleider/melding.html", context, status=status)


Act = Callable[[web.Request, dict[str, str]], Awaitable[None]]


def _act(name: str, act: Act) -> web.RouteDef:
    """A POST that does one thing and shows the melding again with what was done, or says beside the form what was missing."""

    @for_begeleider
    async def handler(request: web.Request) -> web.StreamResponse:
        form = await form_of(request)
        try:
            await act(request, form)
        except meldingen.OngeldigeStap as refused:
            before_commit.set(None)  # showing the melding again writes that it was seen: not that this was done
            return await _page(request, fout=refused.reden, bij=name, form=form, status=422)
        return see_other(f"/begeleider/meldingen/{number(request, 'id')}?gedaan={name}#gedaan")

    return web.post(f"/begeleider/meldingen/{{id:{NUMBER}}}/{name}", handler)


def _gezien_stand(form: dict[str, str]) -> int | None:
    """How many decisions the page showed that the form stood on; None when it does not say so."""
    raw = form.get("gezien", "")
    return int(raw) if re.fullmatch(r"[0-9]{1,6}", raw) else None


async def _gezien(request: web.Request, form: dict[str, str]) -> None:
    await meldingen.pak_op(request.app[DATABASE], request[BEGELEIDER_ID], number(request, "id"), gezien=_gezien_stand(form), now=utcnow())


async def _notitie(request: web.Request, form: dict[str, str]) -> None:
    await meldingen.noteer(request.app[DATABASE], request[BEGELEIDER_ID], number(request, "id"), form.get("tekst", ""), now=utcnow())


async def _overdragen(request: web.Request, form: dict[str, str]) -> None:
    naar = form.get("naar", "")
    # Anything but a number of a colleague is the same refusal; 0 is nobody.
    collega = int(naar) if naar.isascii() and naar.isdigit() and len(naar) < 10 else 0
    melding_id, tekst, gezien = number(request, "id"), form.get("tekst", ""), _gezien_stand(form)
    await meldingen.draag_over(request.app[DATABASE], request[BEGELEIDER_ID], melding_id, collega, tekst, gezien=gezien, now=utcnow())


async def _sluiten(request: web.Request, form: dict[str, str]) -> None:
    melding_id, tekst = number(request, "id"), form.get("tekst", "")
    await meldingen.sluit(request.app[DATABASE], request[BEGELEIDER_ID], melding_id, tekst, gezien=_gezien_stand(form), now=utcnow())


async def _heropenen(request: web.Request, form: dict[str, str]) -> None:
    await meldingen.heropen(request.app[DATABASE], request[BEGELEIDER_ID], number(request, "id"), now=utcnow())


routes = [
    web.get("/begeleider/meldingen/afgesloten", closed),
    web.get(f"/begeleider/meldingen/{{id:{NUMBER}}}", show),
    _act("gezien", _gezien),
    _act("notitie", _notitie),
    _act("overdragen", _overdragen),
    _act("sluiten", _sluiten),
    _act("heropenen", _heropenen),
]
