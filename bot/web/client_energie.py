"""Mijn energielijst: the hours of today to tap, the pattern, who may see it, stopping, and earlier lists. On the client's own pages.

Every tap is a form; with script (`static/js/energie.js`) the same form is sent and the same page is read, so that both show the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import energiearchief as archief
from bot.care import energiebeeld as beeld
from bot.care import energiewoorden as woorden
from bot.care import kaart
from bot.care.antwoorden import lees as lees_antwoorden
from bot.care.energiearchief import Lijst, NietNu
from bot.care.energiedag import GEEN_WERK, Waakuren, Werkuren
from bot.models.database import utcnow
from bot.web.client_pagina import NUMBER, NietVanMij, for_client, form_of, number, page, see_other
from bot.web.keys import CLIENT_ID, DATABASE, SETTINGS

PAD = "/mijn/energielijst"
# What was just done; the words stand in the template.
GEDAAN = {"bewaard", "weg", "te_laat", "werkdag", "waakuren", "waakuren_later", "gelijk", "gedeeld", "alleen", "gestopt", "verder"}
TIK = re.compile(r"([0-9]|1[0-9]|2[0-3])-([0-4])")
UUR = re.compile(r"[0-9]|1[0-9]|2[0-3]")
DAG = re.compile(r"\d{4}-\d{2}-\d{2}")


def _klok(request: web.Request) -> dict[str, Any]:
    return {"now": utcnow(), "zone": request.app[SETTINGS].timezone}


async def _opgevallen(request: web.Request, lijst: Lijst) -> kaart.Kaart | None:
    """What the client said about this list; only of the mirror that was looked at last the words still stand apart."""
    found = await kaart.laatste(request.app[DATABASE], request[CLIENT_ID], woorden.NAAM)
    return found if found is not None and found.goedgekeurd_at == lijst.bekeken_at else None


async def _van_lijst(request: web.Request, session: AsyncSession, lijst: Lijst) -> dict[str, Any]:
    """What a template needs to show a list: picture, words, mirror and days."""
    klok = _klok(request)
    patroon = lijst.patroon(**klok)
    schatting = woorden.schattingen(await lees_antwoorden(session, request[CLIENT_ID], woorden.GESCHAT_IN))
    periode = lijst.periode(**klok)
    return {
        "lijst": lijst,
        "loopt": lijst.loopt(**klok),
        "genoeg": patroon.genoeg,
        "zinnen": woorden.zinnen(patroon),
        "rijen": woorden.spiegel(patroon, schatting) if patroon.genoeg else (),
        "geschat": bool(schatting),
        "weken": beeld.weken(lijst, **klok),
        "schaal": beeld.schaal(),
        "van": woorden.datum(periode.begin),
        "tot": woorden.datum(lijst.einde if lijst.loopt(**klok) else periode.tot),
    }


@for_client
async def show(request: web.Request) -> web.StreamResponse:
    """GET: today, the pattern so far, and earlier lists. `gedaan` and `uur`: what was just done."""
    klok = _klok(request)
    async with request.app[DATABASE].read(client_id=request[CLIENT_ID]) as session:
        lijsten = await archief.alle(session, request[CLIENT_ID])
        context = await _van_lijst(request, session, lijsten[0]) if lijsten else {"lijst": None}
    if lijsten:
        lijst, dag = lijsten[0], lijsten[0].indeling.dag(klok["now"], klok["zone"])
        context |= {
            "dag": dag,
            "dag_tekst": woorden.datum(dag),
            "uren": beeld.vandaag(lijst, **klok) if context["loopt"] else (),
            "opgevallen": await _opgevallen(request, lijst),
            "gewerkt": lijst.indeling.werkuren_op(dag),
            "eerder": [(one.id, woorden.datum(one.begin), woorden.datum(one.periode(**klok).tot)) for one in lijsten[1:]],
        }
    gedaan, uur = request.query.get("gedaan", ""), request.query.get("uur", "")
    context |= {"gedaan": gedaan if gedaan in GEDAAN else None, "bij_uur": int(uur) if UUR.fullmatch(uur) else None}
    return page(request, "client/energielijst.html", context)


@for_client
async def show_earlier(request: web.Request) -> web.StreamResponse:
    """GET: one list, to read and print."""
    async with request.app[DATABASE].read(client_id=request[CLIENT_ID]) as session:
        lijst = await archief.lees(session, request[CLIENT_ID], number(request, "id"))
        if lijst is None:
            raise NietVanMij
        context = await _van_lijst(request, session, lijst)
    return page(request, "client/energielijst_eerder.html", context)


def _nummer(form: dict[str, str], naam: str) -> int:
    if not re.fullmatch(NUMBER, form.get(naam, "")):
        raise NietVanMij
    return int(form[naam])


def _dag(form: dict[str, str]) -> date:
    raw = form.get("dag", "")
    try:
        return date.fromisoformat(raw if DAG.fullmatch(raw) else "")
    except ValueError:
        raise NietVanMij from None


async def _wijzig(request: web.Request, doen: Callable[[AsyncSession], Awaitable[str | None]], gelukt: str = "", waar: str = "") -> web.Response:
    """Change something of a list, and go back to the page, which says what was done: `gelukt`, or what `doen` says itself."""
    try:
        async with request.app[DATABASE].begin(client_id=request[CLIENT_ID]) as session:
            gelukt = await doen(session) or gelukt
    except LookupError:
        raise NietVanMij from None
    except NietNu:
        return see_other(f"{PAD}?gedaan=te_laat")
    return see_other(f"{PAD}?gedaan={gelukt}{waar}")


@for_client
async def tap(request: web.Request) -> web.StreamResponse:
    """POST lijst, dag, and tik ("9-3": hour 9 is 3) or wis ("9": no value any more). The same tap twice is one tap."""
    form = await form_of(request)
    lijst_id, dag, tik = _nummer(form, "lijst"), _dag(form), TIK.fullmatch(form.get("tik", ""))
    uur = tik[1] if tik else form.get("wis", "")
    if not UUR.fullmatch(uur):
        raise NietVanMij
    waarde = int(tik[2]) if tik else None
    return await _wijzig(
        request,
        lambda session: archief.zet(session, request[CLIENT_ID], lijst_id, dag, int(uur), waarde, **_klok(request)),
        "bewaard" if tik else "weg",
        f"&uur={uur}#uur-{uur}",
    )


@for_client
async def workday(request: web.Request) -> web.StreamResponse:
    """POST lijst, dag, werk (ja or nee), van, tot: whether and when this client works today."""
    form = await form_of(request)
    lijst_id, dag, uren = _nummer(form, "lijst"), _dag(form), (form.get("van", ""), form.get("tot", ""))
    gewerkt = GEEN_WERK
    if form.get("werk") == "ja":
        if not all(UUR.fullmatch(uur) for uur in uren):
            raise NietVanMij
        gewerkt = Werkuren(int(uren[0]), int(uren[1]))
    return await _wijzig(
        request, lambda session: archief.zet_werkdag(session, request[CLIENT_ID], lijst_id, dag, gewerkt, **_klok(request)), "werkdag"
    )


@for_client
async def waking(request: web.Request) -> web.StreamResponse:
    """POST lijst, wakker, slapen: at which hours this client gets up and goes to bed from now on."""
    form = await form_of(request)
    lijst_id, uren = _nummer(form, "lijst"), (form.get("wakker", ""), form.get("slapen", ""))
    if not all(UUR.fullmatch(uur) for uur in uren):
        raise NietVanMij
    waakuren = Waakuren(int(uren[0]), int(uren[1]))
    if waakuren.wakker == waakuren.slapen:
        return see_other(f"{PAD}?gedaan=gelijk#dag")

    async def doen(session: AsyncSession) -> str:
        vandaag_al = await archief.zet_waakuren(session, request[CLIENT_ID], lijst_id, waakuren, **_klok(request))
        return "waakuren" if vandaag_al else "waakuren_later"

    return await _wijzig(request, doen)


@for_client
async def share(request: web.Request) -> web.StreamResponse:
    """POST lijst, deel (ja or nee): whether the begeleider may see this list. Anything but a clear yes is a no."""
    form = await form_of(request)
    lijst_id, ja = _nummer(form, "lijst"), form.get("deel") == "ja"
    return await _wijzig(
        request, lambda session: archief.deel(session, request[CLIENT_ID], lijst_id, ja, now=utcnow()), "gedeeld" if ja else "alleen"
    )


@for_client
async def stop(request: web.Request) -> web.StreamResponse:
    """POST lijst: end the list before its time."""
    lijst_id = _nummer(await form_of(request), "lijst")
    return await _wijzig(request, lambda session: archief.stop(session, request[CLIENT_ID], lijst_id, now=utcnow()), "gestopt")


@for_client
async def go_on(request: web.Request) -> web.StreamResponse:
    """POST lijst: go on with a list that was stopped."""
    lijst_id = _nummer(await form_of(request), "lijst")
    return await _wijzig(request, lambda session: archief.hervat(session, request[CLIENT_ID], lijst_id, **_klok(request)), "verder")


routes = [
    web.get(PAD, show),
    web.get(f"{PAD}/{{id:{NUMBER}}}", show_earlier),
    web.post(f"{PAD}/uur", tap),
    web.post(f"{PAD}/werkdag", workday),
    web.post(f"{PAD}/dag", waking),
    web.post(f"{PAD}/delen", share),
    web.post(f"{PAD}/stop", stop),
    web.post(f"{PAD}/verder", go_on),
]
