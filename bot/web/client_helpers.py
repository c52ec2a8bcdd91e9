"""Wie helpt mij as a page: the client's own people, to read, add, change and take off without the conversation. Only on the client's own device."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.care import helpers
from bot.care.helpers import Helper, OngeldigeHelper
from bot.models.database import utcnow
from bot.web.client_pagina import NietVanMij, for_client, form_of, number, page, see_other
from bot.web.forms import NUMBER
from bot.web.keys import CLIENT_ID, DATABASE

PAD = "/mijn/helpers"
# What was just done; the words stand in the template.
GEDAAN = {"erbij", "veranderd", "weg", "vooraan"}
JA = {"ja": True, "nee": False, "nog_niet": None}


@dataclass(frozen=True)
class Getypt:
    """What stands in the form: as stored, or as typed when it could not be kept."""

    naam: str = ""
    telefoon: str = ""
    relatie: str = ""
    ja: str = "nog_niet"


def _getypt(form: dict[str, str]) -> Getypt:
    return Getypt(form.get("naam", ""), form.get("telefoon", ""), form.get("relatie", ""), form.get("ja", "nog_niet"))


def _van(helper: Helper) -> Getypt:
    ja = next(name for name, value in JA.items() if value is helper.ja_gezegd)
    return Getypt(helper.naam, helper.telefoon or "", helper.relatie, ja)


async def _lees(request: web.Request) -> tuple[Helper, ...]:
    async with request.app[DATABASE].read(client_id=request[CLIENT_ID]) as session:
        return await helpers.lees(session, request[CLIENT_ID])


async def _een(request: web.Request) -> Helper:
    """The helper the address names, of this client."""
    found = next((one for one in await _lees(request) if one.id == number(request, "id")), None)
    if found is None:
        raise NietVanMij
    return found


async def _lijst(request: web.Request, getypt: Getypt, fout: OngeldigeHelper | None = None) -> web.Response:
    gedaan = request.query.get("gedaan", "")
    context = {
        "mensen": await _lees(request),
        "meest": helpers.MAX,
        "gedaan": gedaan if gedaan in GEDAAN and fout is None else None,
        "getypt": getypt,
        "fout": fout,
    }
    return page(request, "client/helpers.html", context, status=422 if fout else 200)


@for_client
async def show(request: web.Request) -> web.StreamResponse:
    """GET: the list, and a form for one more."""
    return await _lijst(request, Getypt())


async def _bewaar(request: web.Request, getypt: Getypt, helper_id: int | None) -> OngeldigeHelper | None:
    """Keep what was typed; what is wrong with it, or None."""
    database, client_id = request.app[DATABASE], request[CLIENT_ID]
    try:
        async with database.begin(client_id=client_id) as session:
            await helpers.zet(
                session,
                client_id,
                getypt.naam,
                getypt.telefoon,
                getypt.relatie,
                ja_gezegd=JA.get(getypt.ja),
                helper_id=helper_id,
                now=utcnow(),
            )
    except OngeldigeHelper as error:
        return error
    return None


@for_client
async def add(request: web.Request) -> web.StreamResponse:
    """POST: one more."""
    getypt = _getypt(await form_of(request))
    fout = await _bewaar(request, getypt, None)
    return see_other(f"{PAD}?gedaan=erbij") if fout is None else await _lijst(request, getypt, fout)


@for_client
async def show_one(request: web.Request) -> web.StreamResponse:
    """GET: one of them, to change or to take off."""
    helper = await _een(request)
    return page(request, "client/helper.html", {"helper": helper, "getypt": _van(helper), "fout": None})


@for_client
async def change(request: web.Request) -> web.StreamResponse:
    """POST: keep the changes."""
    helper, getypt = await _een(request), _getypt(await form_of(request))
    fout = await _bewaar(request, getypt, helper.id)
    if fout is None:
        return see_other(f"{PAD}?gedaan=veranderd")
    return page(request, "client/helper.html", {"helper": helper, "getypt": getypt, "fout": fout}, status=422)


@for_client
async def first(request: web.Request) -> web.StreamResponse:
    """POST: this one stands on top."""
    helper = await _een(request)
    async with request.app[DATABASE].begin(client_id=request[CLIENT_ID]) as session:
        await helpers.zet_vooraan(session, request[CLIENT_ID], helper.id)
    return see_other(f"{PAD}?gedaan=vooraan")


@for_client
async def ask_remove(request: web.Request) -> web.StreamResponse:
    """GET: is this what you mean?"""
    return page(request, "client/helper_weg.html", {"helper": await _een(request)})


@for_client
async def remove(request: web.Request) -> web.StreamResponse:
    """POST: off the list."""
    helper = await _een(request)
    async with request.app[DATABASE].begin(client_id=request[CLIENT_ID]) as session:
        await helpers.verwijder(session, request[CLIENT_ID], helper.id)
    return see_other(f"{PAD}?gedaan=weg")


EEN = f"{PAD}/{{id:{NUMBER}}}"
routes = [
    web.get(PAD, show),
    web.post(PAD, add),
    web.get(EEN, show_one),
    web.post(EEN, change),
    web.post(f"{EEN}/vooraan", first),
    web.get(f"{EEN}/weg", ask_remove),
    web.post(f"{EEN}/weg", remove),
]
