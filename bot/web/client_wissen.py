"""Erasing everything, by the client: first what goes and what stays, then a word to type."""

from __future__ import annotations

from aiohttp import web

from bot.care.gegevens.profiel import ClientOnbekend
from bot.care.gegevens.wissen import NogMelding, open_rood, wis
from bot.care.inzage import CLIENT, Kijker
from bot.models.database import utcnow
from bot.web import sessions
from bot.web.client_pagina import for_client, form_of, page, see_other
from bot.web.keys import CLIENT_ID, DATABASE, SETTINGS

PAD = "/mijn/gegevens/wissen"
GEWIST = "/gewist"
WOORD = "wissen"


def typed_word(form: dict[str, str]) -> bool:
    """Whether the word was typed; capitals, spaces and quotes around it do not matter."""
    return form.get("woord", "").strip(" .\"'“”‘’").casefold() == WOORD


async def _page(request: web.Request, *, fout: bool = False, status: int = 200) -> web.Response:
    async with request.app[DATABASE].read() as session:
        wacht = await open_rood(session, request[CLIENT_ID])
    stap = 2 if fout or request.query.get("stap") == "2" else 1
    return page(request, "client/wissen.html", {"wacht": wacht, "stap": stap, "fout": fout, "woord": WOORD}, status=status)


@for_client
async def show(request: web.Request) -> web.StreamResponse:
    """GET: what goes and what stays; with stap=2 the word to type. While a melding of level rood is open: why it must wait."""
    return await _page(request)


@for_client
async def erase(request: web.Request) -> web.StreamResponse:
    """POST: erase, end every session, and clear what this browser keeps."""
    if not typed_word(await form_of(request)):
        return await _page(request, fout=True, status=422)
    database, settings = request.app[DATABASE], request.app[SETTINGS]
    try:
        await wis(database, request[CLIENT_ID], Kijker(CLIENT), now=utcnow())
    except NogMelding:
        return await _page(request, status=409)
    except ClientOnbekend:  # pressed twice: it is done already
        pass
    response = see_other(GEWIST)
    await sessions.end(request, response, database, settings, sessions.CLIENT_COOKIE)
    # Unsent messages, a draft and settings stand in the browser's own storage.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


async def erased(request: web.Request) -> web.StreamResponse:
    """GET: it is done. Anybody may see this page; it says nothing about anybody."""
    return page(request, "client/gewist.html")


routes = [web.get(PAD, show), web.post(PAD, erase), web.get(GEWIST, erased)]
