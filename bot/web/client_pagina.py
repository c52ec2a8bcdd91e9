"""What all pages of the client share: only on a device that is logged in, and one way to show a page.

A page is a template that extends `client/basis.html`. It works without script: forms with POST, answered with a 303 to the page itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.care.gegevens.profiel import ClientOnbekend, ClientProfiel, profiel
from bot.care.hulplijnen import STANDAARD
from bot.web.forms import NUMBER, form_of, number, see_other
from bot.web.keys import CLIENT_ID, DATABASE, SETTINGS
from bot.web.sessions import client_of

__all__ = ["CLIENT_PROFIEL", "NUMBER", "START", "NietVanMij", "for_client", "form_of", "number", "page", "see_other"]

CLIENT_PROFIEL = web.RequestKey("client_profiel", ClientProfiel)
# The calm start page: it says how to come in, and that a begeleider can give a new link.
START = "/"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class NietVanMij(LookupError):
    """What was asked for does not exist, or is of somebody else; the client sees the same page for both."""


def for_client(handler: Handler) -> Handler:
    """Let a handler run only for the client of this device; others go to the start page. What is not theirs becomes a 404 page."""

    @wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        database = request.app[DATABASE]
        client_id = await client_of(request, database, request.app[SETTINGS])
        if client_id is None:
            return see_other(START)
        try:
            request[CLIENT_PROFIEL] = await profiel(database, client_id)
        except ClientOnbekend:  # erased between the two questions
            return see_other(START)
        request[CLIENT_ID] = client_id
        try:
            return await handler(request)
        except NietVanMij:
            return page(request, "client/niet_gevonden.html", status=404)

    return guarded


def page(request: web.Request, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200) -> web.Response:
    """Render a page; every template gets `profiel` (a ClientProfiel, None when nobody is logged in), `hulplijnen`, and `tijdzone` for its dates."""
    profiel_nu = request.get(CLIENT_PROFIEL)
    lijnen = profiel_nu.hulplijnen if profiel_nu else STANDAARD
    shared = {"profiel": profiel_nu, "hulplijnen": lijnen, "tijdzone": request.app[SETTINGS].timezone}
    return aiohttp_jinja2.render_template(template, request, {**shared, **(context or {})}, status=status)
