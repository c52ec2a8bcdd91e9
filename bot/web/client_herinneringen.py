"""A mail when it is time for the signaal-check or the energielijst: the own address, and how often. On the client's own pages."""

from __future__ import annotations

from aiohttp import web

from bot.care import energiearchief, herinneringen
from bot.care.herinneringen import ENERGIELIJST, NIET, RITMES, SIGNAALCHECK
from bot.care.invoer import OngeldigeInvoer
from bot.models.database import utcnow
from bot.web.client_pagina import for_client, form_of, page, see_other
from bot.web.keys import CLIENT_ID, DATABASE, SETTINGS

PAD = "/mijn/herinneringen"
# What was just done; the words stand in the template.
GEDAAN = {"adres", "klopt", "weg", "bewaard", "niets"}
# At what hours a mail about the energielijst can come.
ENERGIE_UREN = {"13": 13, "19": 19}


async def _page(request: web.Request, *, fout: str | None = None, getypt: str = "", status: int = 200) -> web.Response:
    settings, client_id = request.app[SETTINGS], request[CLIENT_ID]
    async with request.app[DATABASE].read(client_id=client_id) as session:
        adres = await herinneringen.lees_adres(session, client_id)
        gekozen = await herinneringen.lees(session, client_id, now=utcnow(), zone=settings.timezone)
        lijst = await energiearchief.nieuwste(session, client_id)
    gedaan = request.query.get("gedaan", "")
    context = {
        "adres": adres,
        "ritme": next((one.ritme for one in gekozen if one.soort == SIGNAALCHECK), NIET),
        # Only while a list runs is there something to be reminded of.
        "energie": lijst is not None and lijst.loopt(utcnow(), settings.timezone),
        "energie_uur": next((one.uur for one in gekozen if one.soort == ENERGIELIJST), None),
        "gedaan": gedaan if gedaan in GEDAAN and fout is None else None,
        "kan_mailen": bool(settings.smtp_url),
        "fout": fout,
        "getypt": getypt,
    }
    return page(request, "client/herinneringen.html", context, status=status)


def _back(bewaard: bool) -> web.Response:
    return see_other(f"{PAD}?gedaan={'bewaard' if bewaard else 'niets'}")


@for_client
async def show(request: web.Request) -> web.StreamResponse:
    """GET: where mails go, and how often."""
    return await _page(request)


@for_client
async def keep_address(request: web.Request) -> web.StreamResponse:
    """POST email: keep the address; the first mail asks whether it is right."""
    email = (await form_of(request)).get("email", "")
    try:
        async with request.app[DATABASE].begin(client_id=request[CLIENT_ID]) as session:
            adres = await herinneringen.zet_adres(session, request[CLIENT_ID], email, now=utcnow())
    except OngeldigeInvoer as error:
        return await _page(request, fout=error.reden, getypt=email, status=422)
    return see_other(f"{PAD}?gedaan={'klopt' if adres.bevestigd else 'adres'}")


@for_client
async def forget_address(request: web.Request) -> web.StreamResponse:
    """POST: no more mail."""
    async with request.app[DATABASE].begin(client_id=request[CLIENT_ID]) as session:
        await herinneringen.verwijder_adres(session, request[CLIENT_ID])
    return see_other(f"{PAD}?gedaan=weg")


@for_client
async def choose_rhythm(request: web.Request) -> web.StreamResponse:
    """POST ritme: how often. What is not offered changes nothing."""
    ritme, settings = (await form_of(request)).get("ritme", ""), request.app[SETTINGS]
    if bewaard := ritme in (*RITMES[SIGNAALCHECK], NIET):
        async with request.app[DATABASE].begin(client_id=request[CLIENT_ID]) as session:
            await herinneringen.zet(session, request[CLIENT_ID], SIGNAALCHECK, ritme, now=utcnow(), zone=settings.timezone)
    return _back(bewaard)


@for_client
async def choose_energie(request: web.Request) -> web.StreamResponse:
    """POST uur: at what hour a mail about the energielijst comes, or niet. Without a list that runs nothing changes."""
    uur, now, zone = (await form_of(request)).get("uur", ""), utcnow(), request.app[SETTINGS].timezone
    async with request.app[DATABASE].begin(client_id=request[CLIENT_ID]) as session:
        lijst = await energiearchief.nieuwste(session, request[CLIENT_ID])
        bewaard = lijst is not None and lijst.loopt(now, zone) and uur in (*ENERGIE_UREN, NIET)
        if lijst is not None and bewaard:
            await energiearchief.herinner(session, request[CLIENT_ID], lijst, ENERGIE_UREN.get(uur), now=now, zone=zone)
    return _back(bewaard)


@for_client
async def choose_news(request: web.Request) -> web.StreamResponse:
    """POST bij_nieuws: ja for a mail when the begeleider wrote or set something ready; without it no such mail."""
    wil = (await form_of(request)).get("bij_nieuws") == "ja"
    async with request.app[DATABASE].begin(client_id=request[CLIENT_ID]) as session:
        bewaard = await herinneringen.zet_nieuws(session, request[CLIENT_ID], wil)
    return _back(bewaard)


routes = [
    web.get(PAD, show),
    web.post(PAD, choose_rhythm),
    web.post(f"{PAD}/energie", choose_energie),
    web.post(f"{PAD}/adres", keep_address),
    web.post(f"{PAD}/adres/weg", forget_address),
    web.post(f"{PAD}/nieuws", choose_news),
]
