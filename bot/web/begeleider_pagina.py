"""What all pages of the begeleider share: only for who is logged in, and one way to show a page or an error."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.care.caseload import BegeleiderProfiel, NietGevonden, profiel
from bot.web.keys import BEGELEIDER_ID, DATABASE, SETTINGS
from bot.web.sessions import begeleider_of

PROFIEL = web.RequestKey("profiel", BegeleiderProfiel)
HOME = "/begeleider"
LOGIN = "/begeleider/login"
# Nine digits: more would not fit the integer column of PostgreSQL, and a number that is too large must be a 404 like any other.
NUMBER = r"[1-9][0-9]{0,8}"
# Where one may go on after logging in: pages of the begeleider only, so that a link cannot send a person elsewhere.
RETURN_TO = re.compile(rf"/begeleider(/clienten/({NUMBER}(/samenvatting/{NUMBER})?|nieuw)|/meldingen/{NUMBER}|/rooster|/instellingen)?")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def for_begeleider(handler: Handler) -> Handler:
    """Let a handler run only for a begeleider who is logged in; others go to the login page. What is not theirs becomes a 404 page."""

    @wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        database = request.app[DATABASE]
        begeleider_id = await begeleider_of(request, database, request.app[SETTINGS])
        if begeleider_id is None:
            return see_other(_login_address(request))
        request[BEGELEIDER_ID] = begeleider_id
        request[PROFIEL] = await profiel(database, begeleider_id)
        try:
            return await handler(request)
        except NietGevonden:
            return page(request, "begeleider/niet_gevonden.html", status=404)

    return guarded


def _login_address(request: web.Request) -> str:
    if request.method in ("GET", "HEAD") and request.path != HOME and RETURN_TO.fullmatch(request.path):
        return f"{LOGIN}?naar={request.path}"
    return LOGIN


def see_other(address: str) -> web.Response:
    """Send the browser to another page with a GET, so that reloading never sends a form twice."""
    return web.Response(status=303, headers={"Location": address})


def page(request: web.Request, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200) -> web.Response:
    """Render a page; every template gets who is logged in and the time zone for its dates."""
    shared = {"profiel": request.get(PROFIEL), "tijdzone": request.app[SETTINGS].timezone}
    return aiohttp_jinja2.render_template(template, request, {**shared, **(context or {})}, status=status)


def number(request: web.Request, name: str) -> int:
    """A number in the path; the route pattern has made sure that it is one."""
    return int(request.match_info[name])


async def form_of(request: web.Request) -> dict[str, str]:
    """The text fields of a form; files are ignored."""
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
