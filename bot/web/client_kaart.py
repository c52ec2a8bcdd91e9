"""The cards of the client, to read and to print: zo werk ik goed, the list for a talk, the overview of openheid. Only on the client's own device."""

from __future__ import annotations

from aiohttp import web

from bot.care import kaart, openheid_blad
from bot.web.client_pagina import CLIENT_PROFIEL, for_client, page
from bot.web.keys import DATABASE, SETTINGS


async def _toon(request: web.Request, dialoog: str) -> web.Response:
    found = await kaart.laatste(request.app[DATABASE], request[CLIENT_PROFIEL].id, dialoog)
    return page(request, f"client/{dialoog}.html", {"kaart": found, "dialoog": dialoog})


@for_client
async def bijsluiter(request: web.Request) -> web.StreamResponse:
    """GET: zo werk ik goed."""
    return await _toon(request, "bijsluiter")


@for_client
async def voorbereiding(request: web.Request) -> web.StreamResponse:
    """GET: the list for the next talk."""
    return await _toon(request, "voorbereiding")


@for_client
async def openheid(request: web.Request) -> web.StreamResponse:
    """GET: the overview of openheid, with the picture of what weighs how much."""
    blad = await openheid_blad.lees(request.app[DATABASE], request[CLIENT_PROFIEL].id, request.app[SETTINGS].timezone)
    return page(request, "client/openheid.html", {"kaart": blad.kaart, "blad": blad})


routes = [web.get("/mijn/bijsluiter", bijsluiter), web.get("/mijn/voorbereiding", voorbereiding), web.get("/mijn/openheid", openheid)]
