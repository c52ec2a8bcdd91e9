"""What all pages of the client share: only on a device that is logged in, and one way to show a page.

A page is a template that extends `client/basis.html`. It works without script: forms with POST, answered with a 303 to the page itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.care.beurt import Invoer
from bot.care.gegevens.profiel import ClientOnbekend, ClientProfiel, profiel
from bot.care.hulplijnen import STANDAARD
from bot.web.forms import NUMBER, form_of, number, see_other
from bot.web.keys import CLIENT_ID, DATABASE, SETTINGS
from bot.web.not_stored import not_stored
from bot.web.problems import Problem
from bot.web.sessions import client_of

__all__ = ["CLIENT_PROFIEL", "NUMBER", "START", "NietVanMij", "for_client", "form_of", "number", "page", "see_other"]

CLIENT_PROFIEL = web.RequestKey("client_profiel", ClientProfiel)
# The calm start page: it says how to come in, and that a begeleider can give a new link.
START = "/"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class NietVanMij(LookupError):
    """What was asked for does not exist, or is of somebody else; the client sees the same page for both."""


def for_client(handler: Handler) -> Handler:
    """Let a handler run only for the client of this device; others go to the start page. What is not theirs becomes a 404 page.

    A form that fails comes back with all that was typed, and in danger with whom to call.
    """

    @wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            return await _handled(handler, request)
        except (Problem, web.HTTPException):
            raise
        except Exception as error:
            if request.method != "POST":
                raise
            return await _again(request, error)

    return guarded


async def _handled(handler: Handler, request: web.Request) -> web.StreamResponse:
    database = request.app[DATABASE]
    client_id = await client_of(request, database, request.app[SETTINGS])
    if client_id is None:
        return see_other(START)
    request[CLIENT_ID] = client_id
    try:
        request[CLIENT_PROFIEL] = await profiel(database, client_id)
    except ClientOnbekend:  # erased between the two questions
        return see_other(START)
    try:
        return await handler(request)
    except NietVanMij:
        return page(request, "client/niet_gevonden.html", status=404)


async def _again(request: web.Request, error: Exception) -> web.StreamResponse:
    """Nothing is lost of a form that could not be handled: its fields stand on a page that needs no database, with a button that sends them again."""
    form = await form_of(request)
    fault = await not_stored(request, Invoer(form.get("tekst", ""), (form["keuze"],) if "keuze" in form else ()), error)
    context = {"pad": request.path, "velden": form, "lijnen": fault.lijnen}
    if fault.lijnen is not None:
        context["hulplijnen"] = fault.lijnen
    return page(request, "client/niet_bewaard.html", context, status=fault.status)


def page(request: web.Request, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200) -> web.Response:
    """Render a page; every template gets `profiel` (a ClientProfiel, None when nobody is logged in), `hulplijnen`, and `tijdzone` for its dates."""
    profiel_nu = request.get(CLIENT_PROFIEL)
    lijnen = profiel_nu.hulplijnen if profiel_nu else STANDAARD
    shared = {"profiel": profiel_nu, "hulplijnen": lijnen, "tijdzone": request.app[SETTINGS].timezone}
    return aiohttp_jinja2.render_template(template, request, {**shared, **(context or {})}, status=status)
