"""One page to prepare a talk with an own client, to read and to print."""

from __future__ import annotations

from datetime import date

from aiohttp import web

from bot.care import voorbereidingsblad
from bot.models.database import utcnow
from bot.web.begeleider_pagina import NUMBER, for_begeleider, number, page
from bot.web.keys import BEGELEIDER_ID, DATABASE, SETTINGS


@for_begeleider
async def show(request: web.Request) -> web.StreamResponse:
    """GET: the page. `sinds`: the day of the last appointment, for the checks since then; it is not kept."""
    now, zone = utcnow(), request.app[SETTINGS].timezone
    vandaag, raw = now.astimezone(zone).date(), request.query.get("sinds", "")
    sinds = _day(raw, vandaag)
    blad = await voorbereidingsblad.lees(request.app[DATABASE], request[BEGELEIDER_ID], number(request, "id"), sinds=sinds, now=now, zone=zone)
    fout = bool(raw) and sinds is None
    context = {"blad": blad, "vandaag": vandaag, "fout": fout, "getypt": sinds.isoformat() if sinds else ""}
    return page(request, "begeleider/voorbereiding.html", context, status=422 if fout else 200)


def _day(raw: str, vandaag: date) -> date | None:
    """The day in the address; None for what is no day, or one that is still to come."""
    try:
        found = date.fromisoformat(raw)
    except ValueError:
        return None
    return found if found <= vandaag else None


routes = [web.get(f"/begeleider/clienten/{{id:{NUMBER}}}/voorbereiding", show)]
