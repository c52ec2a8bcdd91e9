"""Mijn gegevens: what is kept about the client, on the client's own pages."""

from __future__ import annotations

from aiohttp import web

from bot.web.client_pagina import for_client, page

PAD = "/mijn/gegevens"


@for_client
async def show(request: web.Request) -> web.StreamResponse:
    """GET: everything about me."""
    return page(request, "client/gegevens.html")


routes = [web.get(PAD, show)]
