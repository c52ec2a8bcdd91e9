"""Logging in and out of a begeleider."""

from __future__ import annotations

from collections.abc import AsyncIterator

from aiohttp import web

from bot.models.database import utcnow
from bot.web import sessions
from bot.web.begeleider_pagina import HOME, LOGIN, RETURN_TO, form_of, page, see_other
from bot.web.keys import DATABASE, SETTINGS
from bot.web.passwords import LoginDesk, TeDruk, TeVaakGeprobeerd
from bot.web.security import sender

DRUK_S = 10  # within this long all who wait now are dealt with
LOGIN_DESK = web.AppKey("login_desk", LoginDesk)


async def login_desk(app: web.Application) -> AsyncIterator[None]:
    """Cleanup context: the threads in which passphrases are checked."""
    desk = app[LOGIN_DESK] = LoginDesk()
    yield
    desk.close()


async def show_login(request: web.Request) -> web.StreamResponse:
    """GET: the form; who is logged in already goes on. `weg`: what was sent was not kept, because the session had ended."""
    naar = _return_to(request.query.get("naar", ""))
    if await sessions.begeleider_of(request, request.app[DATABASE], request.app[SETTINGS]) is not None:
        return see_other(naar)
    return page(request, "begeleider/login.html", {"naar": naar, "weg": "weg" in request.query, "email": "", "fout": None})


async def do_login(request: web.Request) -> web.StreamResponse:
    """POST: start a session, or show the form again with what was typed, except the passphrase."""
    form = await form_of(request)
    email, naar, now = form.get("email", ""), _return_to(form.get("naar", "")), utcnow()
    database, settings = request.app[DATABASE], request.app[SETTINGS]
    again = {"naar": naar, "weg": "weg" in form, "email": email}
    try:
        found = await request.app[LOGIN_DESK].login(database, email, form.get("wachtzin", ""), sender(request), now=now)
    except TeVaakGeprobeerd as refusal:
        seconds = int(refusal.wait.total_seconds()) + 1
        response = page(request, "begeleider/login.html", {**again, "fout": "te_vaak", "minuten": -(-seconds // 60)}, status=429)
        response.headers["Retry-After"] = str(seconds)
        return response
    except TeDruk:
        response = page(request, "begeleider/login.html", {**again, "fout": "te_druk"}, status=503)
        response.headers["Retry-After"] = str(DRUK_S)
        return response
    if found is not None:
        response = see_other(naar)
        # A session that this browser still had ends here, so that a shared computer never mixes two people up.
        await sessions.end(request, response, database, settings, sessions.BEGELEIDER_COOKIE)
        if await sessions.start(database, settings, response, begeleider=found):
            return response
    return page(request, "begeleider/login.html", {**again, "fout": "past_niet"}, status=422)


async def do_logout(request: web.Request) -> web.StreamResponse:
    """POST: end the session of this browser."""
    response = see_other(LOGIN)
    await sessions.end(request, response, request.app[DATABASE], request.app[SETTINGS], sessions.BEGELEIDER_COOKIE)
    return response


def _return_to(address: str) -> str:
    return address if RETURN_TO.fullmatch(address) else HOME


routes = [web.get("/begeleider/login", show_login), web.post("/begeleider/login", do_login), web.post("/begeleider/logout", do_logout)]
