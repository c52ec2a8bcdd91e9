"""The settings of the organisatie on a page: change, see what clients will read, the webhook, and a synthetic melding on request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from bot.care import instellingen, leesmoment, meldinstellingen, proefmelding
from bot.care.instellingen import OngeldigeInstelling
from bot.care.rooster import Rooster
from bot.models.database import utcnow
from bot.web.begeleider_pagina import for_begeleider, form_of, page, see_other
from bot.web.keys import BEGELEIDER_ID, DATABASE, SETTINGS

PAD = "/begeleider/instellingen"
# The secret of the webhook travels to the next page in this cookie, which that page takes away again: shown once, also after a reload.
GEHEIM, GEHEIM_S = "werkmaat_geheim", 120


async def _mijn(request: web.Request) -> int:
    return await instellingen.organisatie_van(request.app[DATABASE], request[BEGELEIDER_ID])


def _voorbeelden(request: web.Request, ruw: Mapping[str, Any]) -> list[tuple[str, str]]:
    """At four moments of an ordinary week: what follows "leest het" in a text for a client of somebody who is not away."""
    zone = request.app[SETTINGS].timezone
    rooster = Rooster((1,), meldinstellingen.lees(ruw, zone))
    own, monday = str(ruw.get("leesmoment") or ""), utcnow().astimezone(zone)
    monday = (monday - timedelta(days=monday.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    found = []
    for naam, days, hour in (("ochtend", 1, 11), ("avond", 1, 20), ("vrijdag", 4, 20), ("zaterdag", 5, 11)):
        now: datetime = monday + timedelta(days=days, hours=hour)
        lezer = leesmoment.wie_leest(rooster, 1, now, niveau=leesmoment.VERZOEK)
        found.append((naam, own or leesmoment.in_woorden(lezer.moment, now, rooster.werktijd)))
    return found


async def _page(
    request: web.Request,
    *,
    getypt: Mapping[str, str] | None = None,
    fouten: Mapping[str, OngeldigeInstelling] | None = None,
    bericht: str = "",
    status: int = 200,
) -> web.Response:
    organisatie_id, zone = await _mijn(request), request.app[SETTINGS].timezone
    async with request.app[DATABASE].read() as session:
        nu = await instellingen.lees(session, organisatie_id, zone)
        context: dict[str, Any] = {
            "wijzigingen": await instellingen.wijzigingen(session, organisatie_id),
            "proeven": await proefmelding.stand(session, organisatie_id),
            "webhook": await proefmelding.webhook_adres(session, organisatie_id) or "",
        }
    typed = {**nu.teksten, **(getypt or {})}
    waarden, _ = instellingen.controleer({naam: typed[naam] for naam in instellingen.VELDEN})
    labels = {veld["naam"]: veld["label"] for groep in instellingen.uitleg()["groepen"] for veld in groep["velden"]}
    context |= {
        "organisatie": nu,
        "groepen": instellingen.uitleg()["groepen"],
        "labels": labels,
        "dagen": instellingen.DAGEN,
        "typed": typed,
        "webhook_typed": (getypt or {}).get("webhook", context["webhook"]),
        "fouten": {naam: instellingen.fouttekst(fout) for naam, fout in (fouten or {}).items()},
        "voorbeelden": _voorbeelden(request, instellingen.toegepast(nu.ruw, waarden)),
        "bericht": bericht,
        "geheim": request.cookies.get(GEHEIM),
        "met_mail": bool(request.app[SETTINGS].smtp_url),
    }
    response = page(request, "begeleider/instellingen.html", context, status=status)
    response.del_cookie(GEHEIM, path=PAD)
    return response


@for_begeleider
async def show(request: web.Request) -> web.StreamResponse:
    """GET: everything that is set."""
    return await _page(request, bericht="bewaard" if "bewaard" in request.query else "")


@for_begeleider
async def change(request: web.Request) -> web.StreamResponse:
    """POST: keep everything, or say beside each field what is wrong and keep what was typed. With `voorbeeld` nothing is kept."""
    data = await request.post()
    typed = {naam: str(data.get(naam, "")) for naam in instellingen.VELDEN}
    typed["meldingen.werkdagen"] = " ".join(str(day) for day in data.getall("meldingen.werkdagen", []))
    fouten = {} if typed["meldingen.werkdagen"] else {"meldingen.werkdagen": OngeldigeInstelling("dagen")}
    if "voorbeeld" in data or fouten:
        return await _page(request, getypt=typed, fouten={**instellingen.controleer(typed)[1], **fouten}, status=422 if fouten else 200)
    me, zone, merk = request[BEGELEIDER_ID], request.app[SETTINGS].timezone, str(data.get("merk", ""))
    try:
        fouten = await instellingen.zet(request.app[DATABASE], await _mijn(request), typed, door=me, now=utcnow(), zone=zone, merk=merk)
    except instellingen.Intussen:
        return await _page(request, getypt=typed, bericht="intussen", status=409)
    return await _page(request, getypt=typed, fouten=fouten, status=422) if fouten else see_other(f"{PAD}?bewaard=1")


@for_begeleider
async def webhook(request: web.Request) -> web.StreamResponse:
    """POST: another address with a fresh secret, or none."""
    url = (await form_of(request)).get("webhook", "")
    try:
        geheim = await proefmelding.zet_webhook(request.app[DATABASE], await _mijn(request), url, door=request[BEGELEIDER_ID], now=utcnow())
    except OngeldigeInstelling as fout:
        return await _page(request, getypt={"webhook": url}, fouten={"webhook": fout}, status=422)
    response = see_other(f"{PAD}#webhook")
    if geheim:
        secure = request.app[SETTINGS].secure
        response.set_cookie(GEHEIM, geheim, max_age=GEHEIM_S, path=PAD, httponly=True, secure=secure, samesite="Strict")
    return response


@for_begeleider
async def proef(request: web.Request) -> web.StreamResponse:
    """POST: a synthetic melding goes through the whole chain."""
    await proefmelding.start(request.app[DATABASE], await _mijn(request), now=utcnow())
    return see_other(f"{PAD}#proef")


routes = [web.get(PAD, show), web.post(PAD, change), web.post(f"{PAD}/webhook", webhook), web.post(f"{PAD}/proef", proef)]
