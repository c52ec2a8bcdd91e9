"""A copy of what an own client shares, for the dossier of the begeleider: first what is in it, then a file for people or for a program.

A file is made whole before anything of it is sent: a fault on the way gives a page, and no row in the log of who looked, for nothing was given.
Making one is a POST, so that no link from elsewhere and no browser that reads ahead makes a copy.
"""

from __future__ import annotations

from collections.abc import Callable

import aiohttp_jinja2
from aiohttp import web

from bot.care.gegevens import kopie
from bot.care.gegevens.kopie import Kopie
from bot.care.klaarzetten import naam_van
from bot.models.database import utcnow
from bot.web.begeleider_pagina import NUMBER, for_begeleider, number, page
from bot.web.bijlage import bijlage
from bot.web.keys import BEGELEIDER_ID, DATABASE, SETTINGS

PAD = f"/begeleider/clienten/{{id:{NUMBER}}}/export"
BESTAND = "werkmaat-kopie"


async def _lees(request: web.Request) -> Kopie:
    return await kopie.lees(request.app[DATABASE], request[BEGELEIDER_ID], number(request, "id"), now=utcnow(), zone=request.app[SETTINGS].timezone)


@for_begeleider
async def show(request: web.Request) -> web.StreamResponse:
    """GET: what is in a copy, what is not, and that it is outside Werkmaat from then on."""
    return page(request, "begeleider/export.html", {"kopie": await _lees(request)})


def _papier(request: web.Request, found: Kopie) -> str:
    context = {"kopie": found, "verloop": kopie.verloop, "naam_van": naam_van, "tijdzone": request.app[SETTINGS].timezone}
    return aiohttp_jinja2.render_string("begeleider/kopie.html", request, context)


def _bestand(request: web.Request, found: Kopie) -> str:
    return kopie.bestand(found)


def _download(vorm: str, content_type: str, maak: Callable[[web.Request, Kopie], str], einde: str) -> web.RouteDef:
    @for_begeleider
    async def handler(request: web.Request) -> web.StreamResponse:
        tekst = maak(request, await _lees(request))
        return web.Response(text=tekst, content_type=content_type, charset="utf-8", headers=bijlage(f"{BESTAND}.{einde}"))

    return web.post(f"{PAD}/{vorm}", handler)


routes = [
    web.get(PAD, show),
    _download("papier", "text/html", _papier, "html"),
    _download("bestand", "application/json", _bestand, "json"),
]
