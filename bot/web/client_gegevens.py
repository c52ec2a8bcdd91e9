"""Mijn gegevens: what is kept about the client, and what the client can do with it, on the client's own pages."""

from __future__ import annotations

import asyncio
import re
from contextlib import aclosing
from typing import Any
from weakref import WeakValueDictionary

from aiohttp import web

from bot.care.gegevens import apparaten, delen
from bot.care.gegevens.gesprek import gesprek
from bot.care.gegevens.overzicht import overzicht
from bot.care.gegevens.tussenbestand import Tussenbestand
from bot.care.gegevens.uitvoer import uitvoer
from bot.care.gegevens.woorden import teksten
from bot.models.database import utcnow
from bot.web.bijlage import bijlage
from bot.web.client_pagina import NUMBER, NietVanMij, for_client, form_of, page, see_other
from bot.web.keys import CLIENT_ID, DATABASE, SETTINGS
from bot.web.sessions import device_hash

# Who is downloading now, by client.
DOWNLOADS = web.AppKey("downloads", WeakValueDictionary[int, asyncio.Task[Any]])

PAD = "/mijn/gegevens"
BESTAND = "werkmaat-mijn-gegevens.json"
GROEP = re.compile(r"[0-9a-f]{32}")
# What the page can say about what was just done (the words stand in the template).
GEDAAN = {"gedeeld", "ingetrokken", "teruggezet", "apparaat", "andere", "link", "niets"}


async def _context(request: web.Request) -> dict[str, Any]:
    database, settings = request.app[DATABASE], request.app[SETTINGS]
    found = await overzicht(database, request[CLIENT_ID], apparaat=device_hash(request, settings) or "", now=utcnow(), zone=settings.timezone)
    return {"alles": found, "namen": teksten()["gesprek"]}


@for_client
async def show(request: web.Request) -> web.StreamResponse:
    """GET: everything about me, in parts that are folded. `gedaan` and `groep`: what was just done, and how to undo it."""
    gedaan, groep = request.query.get("gedaan", ""), request.query.get("groep", "")
    context = {
        "gedaan": gedaan if gedaan in GEDAAN else None,
        "groep": groep if GROEP.fullmatch(groep) else None,
        "open": request.query.get("open", ""),
        "op_papier": False,
    }
    return page(request, "client/gegevens.html", {**await _context(request), **context})


@for_client
async def on_paper(request: web.Request) -> web.StreamResponse:
    """GET: the same and the whole conversation, unfolded, to print or to keep as PDF."""
    gezegd, _ = await gesprek(request.app[DATABASE], request[CLIENT_ID], hoeveel=None)
    return page(request, "client/gegevens_papier.html", {**await _context(request), "gezegd": gezegd, "op_papier": True, "nu": utcnow()})


@for_client
async def conversation(request: web.Request) -> web.StreamResponse:
    """GET: the own conversation to read back, from message `na`."""
    raw = request.query.get("na", "0")
    na = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0
    gezegd, meer = await gesprek(request.app[DATABASE], request[CLIENT_ID], na=na)
    return page(request, "client/gesprek_lezen.html", {"gezegd": gezegd, "meer": meer, "na": na, "namen": teksten()["gesprek"]})


@for_client
async def download(request: web.Request) -> web.StreamResponse:
    """GET: everything as JSON. Made as a whole before the first byte is sent: a slow reader holds no connection of the database."""
    with Tussenbestand() as bestand:
        async with aclosing(uitvoer(request.app[DATABASE], request[CLIENT_ID], now=utcnow())) as pieces:
            async for piece in pieces:
                bestand.schrijf(piece)
        await _end_earlier_download(request)
        response = web.StreamResponse(headers=bijlage(BESTAND))
        response.content_type, response.charset = "application/json", "utf-8"
        await response.prepare(request)
        for sent in bestand.lees():
            await response.write(sent)
    await response.write_eof()
    return response


async def _end_earlier_download(request: web.Request) -> None:
    """Let this be the only download of this client that is being sent: an earlier one that got stuck must neither pile up nor keep a new one waiting.

    It is ended while it writes to a browser, never while it reads the database: SQLite would go on with what was cancelled, and keep its lock.
    """
    downloads, here = request.app[DOWNLOADS], asyncio.current_task()
    assert here is not None
    earlier = downloads.get(request[CLIENT_ID])
    downloads[request[CLIENT_ID]] = here
    if earlier is not None:
        earlier.cancel()
        await asyncio.wait({earlier})


def _back(deel: str, gedaan: str, groep: str | None = None) -> web.Response:
    return see_other(f"{PAD}?open={deel}&gedaan={gedaan}{f'&groep={groep}' if groep else ''}#gedaan")


def _number(form: dict[str, str], name: str) -> int | None:
    raw = form.get(name, "")
    return int(raw) if re.fullmatch(NUMBER, raw) else None


@for_client
async def share(request: web.Request) -> web.StreamResponse:
    """POST: share or withdraw a line (`deel` or `intrekken`), withdraw a whole summary (`samenvatting`), or undo (`ongedaan`)."""
    form, database, client_id, now = await form_of(request), request.app[DATABASE], request[CLIENT_ID], utcnow()
    try:
        if (number := _number(form, "deel")) is not None:
            gedaan, groep = "gedeeld", await delen.deel(database, client_id, number, now=now)
        elif (number := _number(form, "intrekken")) is not None:
            gedaan, groep = "ingetrokken", await delen.trek_in(database, client_id, regel_id=number, now=now)
        elif (number := _number(form, "samenvatting")) is not None:
            gedaan, groep = "ingetrokken", await delen.trek_in(database, client_id, samenvatting_id=number, now=now)
        elif GROEP.fullmatch(form.get("ongedaan", "")):
            done = await delen.maak_ongedaan(database, client_id, form["ongedaan"], now=now)
            return _back("delen", "teruggezet" if done else "niets")
        else:
            raise NietVanMij
    except delen.NietTeDelen:
        raise NietVanMij from None
    return _back("delen", gedaan if groep else "niets", groep)


@for_client
async def devices(request: web.Request) -> web.StreamResponse:
    """POST: end another device (`apparaat`), all others (`andere`), or a link that was not used yet (`link`)."""
    form, database, client_id = await form_of(request), request.app[DATABASE], request[CLIENT_ID]
    if "andere" in form:
        await apparaten.sluit_andere(database, client_id, device_hash(request, request.app[SETTINGS]) or "")
        return _back("apparaten", "andere")
    if (number := _number(form, "link")) is not None:
        done = await apparaten.sluit_link(database, client_id, number, now=utcnow())
        return _back("apparaten", "link" if done else "niets")
    done = await apparaten.sluit_apparaat(database, client_id, form.get("apparaat", ""))
    return _back("apparaten", "apparaat" if done else "niets")


routes = [
    web.get(PAD, show),
    web.get(f"{PAD}/afdrukken", on_paper),
    web.get(f"{PAD}/gesprek", conversation),
    web.get(f"{PAD}/download", download),
    web.post(f"{PAD}/delen", share),
    web.post(f"{PAD}/apparaten", devices),
]
