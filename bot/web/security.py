"""What every request goes through: cross-site protection, security headers, and errors in plain Dutch.

Cross-site protection by `Sec-Fetch-Site` and `Origin` instead of tokens: the idea is Filippo Valsorda's, as Datasette uses it.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from aiohttp import web

from bot.settings import Settings
from bot.web.begeleider_pagina import geen_pagina
from bot.web.forms import page_of, see_other
from bot.web.keys import SETTINGS
from bot.web.problems import Problem, message, problem_response, route_of

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # "no-referrer" would make browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
HSTS = "max-age=31536000"
STATIC_CACHE = "no-cache"
HERE = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


def _is_cross_site(request: web.Request) -> bool:
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    # Neither header: not a browser, so no cookies were sent by somebody else's page.
    return origin is not None and urlsplit(origin).netloc != request.host


@web.middleware
async def cross_site(request: web.Request, handler: Handler) -> web.StreamResponse:
    if _is_cross_site(request):
        raise Problem(403, "andere_site")
    return await handler(request)


async def _form_page(request: web.Request) -> str | None:
    """After a form with a mistake in it the address bar holds where it was sent: who opens that address means the page of the form."""
    if request.method not in ("GET", "HEAD") or request.path.startswith("/api/"):
        return None
    return await page_of(request)


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn errors into problem+json for the API and into a page for people. Nothing of the request is logged but the route."""
    try:
        return await handler(request)
    except Problem as problem:
        return problem_response(request, problem)
    except web.HTTPRequestEntityTooLarge:
        return problem_response(request, Problem(413, "te_lang"))
    except web.HTTPException as known:
        if known.status < 400:
            raise
        if known.status == 405 and (address := await _form_page(request)):
            return see_other(address)
        if known.status == 404 and (shown := await geen_pagina(request)) is not None:
            return shown
        response = problem_response(request, Problem(known.status, message(known.status)))
        if "Allow" in known.headers:
            response.headers["Allow"] = known.headers["Allow"]
        return response
    except Exception as error:
        log.error("%s %s failed: %s", request.method, route_of(request), type(error).__name__, exc_info=log.isEnabledFor(logging.DEBUG))
        return problem_response(request, Problem(500, "storing"))


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.app[SETTINGS].secure:
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    response.headers.setdefault("Cache-Control", STATIC_CACHE if request.path.startswith("/static/") else "no-store")


def sender(request: web.Request) -> str:
    """Who asks. A proxy on this machine or of the settings tells it in X-Forwarded-For; from elsewhere that header could be made up."""
    remote = request.remote or ""
    forwarded = ",".join(request.headers.getall("X-Forwarded-For", ()))  # some proxies add a line of their own
    if forwarded and _is_proxy(remote, request.app[SETTINGS]):
        return forwarded.rsplit(",", 1)[-1].strip()
    return remote


def _is_proxy(remote: str, settings: Settings) -> bool:
    try:
        address = ip_address(remote)
    except ValueError:  # a Unix socket has no address
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in (*HERE, *settings.proxies))
