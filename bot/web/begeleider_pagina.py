"""What all pages of the begeleider share: only for who is logged in, and one way to show a page or an error."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.care.caseload import BegeleiderProfiel, NietGevonden, profiel
from bot.care.gegevens import gewist
from bot.care.klaarzetten import naam_van
from bot.models.database import utcnow
from bot.web.forms import NUMBER, form_of, number, page_of, see_other
from bot.web.inzage import with_inzage
from bot.web.keys import BEGELEIDER_ID, DATABASE, SETTINGS
from bot.web.sessions import begeleider_of

__all__ = ["GETYPT", "HOME", "LOGIN", "NUMBER", "PROFIEL", "RETURN_TO", "Handler", "for_begeleider", "form_of", "number", "page", "see_other"]

PROFIEL = web.RequestKey("profiel", BegeleiderProfiel)
# What was typed in a form, for when the client is gone meanwhile; set by handlers whose form has more than the field `tekst`.
GETYPT: web.RequestKey[str] = web.RequestKey("getypt", str)
HOME = "/begeleider"
LOGIN = "/begeleider/login"
# Where one may go on after logging in: pages of the begeleider only, so that a link cannot send a person elsewhere.
CLIENT = rf"/clienten/({NUMBER}(/samenvatting/{NUMBER}|/(signalen|energie|berichten|link|wissen|voorbereiding|export)|/checklist(/[a-z-]+)?)?|nieuw)"
RETURN_TO = re.compile(rf"/begeleider({CLIENT}|/meldingen/({NUMBER}|afgesloten)|/rooster|/ips|/instellingen)?|/werkgever/beheer")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def for_begeleider(handler: Handler) -> Handler:
    """Let a handler run only for a begeleider who is logged in; others go to the login page. What is not theirs becomes a 404 page."""

    @wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        database = request.app[DATABASE]
        begeleider_id = await begeleider_of(request, database, request.app[SETTINGS])
        if begeleider_id is None:
            return see_other(await _login_address(request))
        request[BEGELEIDER_ID] = begeleider_id
        request[PROFIEL] = await profiel(database, begeleider_id)
        try:
            return await with_inzage(request, handler)
        except NietGevonden:
            return await _niet_gevonden(request)

    return guarded


async def _niet_gevonden(request: web.Request) -> web.Response:
    """The page for what is not there or not theirs: with what was typed, and whether a client erased everything meanwhile."""
    database, begeleider_id = request.app[DATABASE], request[BEGELEIDER_ID]
    is_melding = request.path.startswith("/begeleider/meldingen/") and "id" in request.match_info
    context = {
        "melding_gewist": await gewist.bij_melding(database, begeleider_id, number(request, "id")) if is_melding else None,
        "clienten_gewist": await gewist.van_eigen_clienten(database, begeleider_id, now=utcnow()),
        "getypt": request.get(GETYPT) or ((await form_of(request)).get("tekst", "").strip() if request.method == "POST" else ""),
    }
    return page(request, "begeleider/niet_gevonden.html", context, status=404)


async def _login_address(request: web.Request) -> str:
    """Back to this page afterwards; of a form that was sent to the page it stands on, and then the login page says that it was not kept."""
    verstuurd = request.method not in ("GET", "HEAD")
    path = await page_of(request) if verstuurd else request.path
    query = [f"naar={path}"] if path and path != HOME and RETURN_TO.fullmatch(path) else []
    query += ["weg=1"] if verstuurd else []
    return f"{LOGIN}?{'&'.join(query)}" if query else LOGIN


async def geen_pagina(request: web.Request) -> web.Response | None:
    """For an address under /begeleider that does not exist: the page in the lay-out of who is logged in, with the menu; None for everybody else."""
    if not request.path.startswith(f"{HOME}/"):
        return None
    database = request.app[DATABASE]
    try:
        begeleider_id = await begeleider_of(request, database, request.app[SETTINGS])
        if begeleider_id is None:
            return None
        request[PROFIEL] = await profiel(database, begeleider_id)
    except Exception:  # also an error of the database or its driver: the plain page needs none
        return None
    context = {"melding_gewist": None, "clienten_gewist": (), "getypt": ""}
    return page(request, "begeleider/niet_gevonden.html", context, status=404)


def page(request: web.Request, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200) -> web.Response:
    """Render a page; every template gets who is logged in, the time zone for its dates, and how a dialogue is called."""
    shared = {"profiel": request.get(PROFIEL), "tijdzone": request.app[SETTINGS].timezone, "naam_van": naam_van}
    return aiohttp_jinja2.render_template(template, request, {**shared, **(context or {})}, status=status)
