"""Facts about IPS on a page: figures, sources, dates, and how sure they are. Nothing in it is about a client."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

from aiohttp import web

from bot.care import caseload
from bot.models.database import utcnow
from bot.web.begeleider_pagina import for_begeleider, page
from bot.web.keys import BEGELEIDER_ID, DATABASE, SETTINGS

if TYPE_CHECKING:  # loads spaCy; see _blad
    from bot.care.ips import Blad

PAD = "/begeleider/ips"


def _datum(day: dt.date) -> str:
    return f"{day:%d-%m-%Y}"


def _blad(today: dt.date) -> Blad:
    from bot.care import ips

    return ips.blad(today)


@for_begeleider
async def show(request: web.Request) -> web.StreamResponse:
    """GET: the figures with the own number of clients beside that of the caseload, then the subjects for begeleiders."""
    today = utcnow().astimezone(request.app[SETTINGS].timezone).date()
    blad = await asyncio.to_thread(_blad, today)
    context = {"blad": blad, "eigen": await caseload.aantal(request.app[DATABASE], request[BEGELEIDER_ID]), "datum": _datum}
    return page(request, "begeleider/ips.html", context)


routes = [web.get(PAD, show)]
