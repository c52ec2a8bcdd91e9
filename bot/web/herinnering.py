"""The pages a mail to a client leads to: say that the address is right, or stop the mails. They let nobody in and show no name or address."""

from __future__ import annotations

import aiohttp_jinja2
from aiohttp import web

from bot.care import herinneringen
from bot.models.database import utcnow
from bot.web.forms import form_of
from bot.web.keys import DATABASE

PAD = "/herinnering/{token:[A-Za-z0-9_-]{20,40}}"


def _page(request: web.Request, wat: str, *, status: int = 200) -> web.Response:
    return aiohttp_jinja2.render_template("herinnering.html", request, {"wat": wat, "pad": request.path}, status=status)


async def show(request: web.Request) -> web.StreamResponse:
    """GET: what can be done. Only a button does it, for programs that look at mail open every link."""
    adres = await herinneringen.van_token(request.app[DATABASE], request.match_info["token"])
    if adres is None:
        return _page(request, "onbekend", status=404)
    return _page(request, "aan" if adres.bevestigd else "vraag")


async def act(request: web.Request) -> web.StreamResponse:
    """POST wat=ja|weg. Twice does nothing more."""
    wat, database = (await form_of(request)).get("wat"), request.app[DATABASE]
    if wat == "weg":
        await herinneringen.weg_via_token(database, request.match_info["token"])
        return _page(request, "weg")
    if wat == "ja" and await herinneringen.bevestig(database, request.match_info["token"], now=utcnow()):
        return _page(request, "bevestigd")
    return _page(request, "onbekend", status=404)


routes = [web.get(PAD, show), web.post(PAD, act)]
