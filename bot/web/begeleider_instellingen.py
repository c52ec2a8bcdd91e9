"""The settings of the organisatie on a page: change, see what clients will read, the webhook, and a synthetic melding on request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from multidict import MultiDictProxy

from bot.care import instellingen, leesmoment, meldinstellingen, proefmelding
from bot.care.instellingen import OngeldigeInstelling, Uitkomst
from bot.care.rooster import Rooster
from bot.models.database import utcnow
from bot.web.begeleider_pagina import for_begeleider, page, see_other
from bot.web.forms import posted
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
    basis: Mapping[str, str] | None = None,
    uitkomst: Uitkomst = Uitkomst(),  # noqa: B008 - frozen
    bericht: str = "",
    geheim: str | None = None,
    status: int = 200,
) -> web.Response:
    """The page. getypt: what stands in the fields, over `basis`, the texts that held when the page was first shown. geheim: of the webhook."""
    organisatie_id, zone = await _mijn(request), request.app[SETTINGS].timezone
    async with request.app[DATABASE].read() as session:
        nu = await instellingen.lees(session, organisatie_id, zone)
        context: dict[str, Any] = {
            "wijzigingen": await instellingen.wijzigingen(session, organisatie_id),
            "proeven": await proefmelding.stand(session, organisatie_id),
            "webhook": await proefmelding.webhook_adres(session, organisatie_id) or "",
        }
    typed = {**nu.teksten, **(getypt or {}), **(uitkomst.velden or {})}
    waarden, _ = instellingen.controleer({naam: typed[naam] for naam in instellingen.VELDEN})
    labels = {veld["naam"]: veld["label"] for groep in instellingen.uitleg()["groepen"] for veld in groep["velden"]}
    context |= {
        "organisatie": nu,
        "groepen": instellingen.uitleg()["groepen"],
        "labels": labels,
        "dagen": instellingen.DAGEN,
        "typed": typed,
        "webhook_typed": (getypt or {}).get("webhook", context["webhook"]),
        "fouten": {naam: instellingen.fouttekst(fout) for naam, fout in uitkomst.fouten.items()},
        "botsingen": uitkomst.botsingen,
        "botsing": json.dumps(uitkomst.botsingen) if uitkomst.botsingen else "",
        "ook": uitkomst.ook,
        "standaard": uitkomst.standaard,
        "basis": json.dumps(uitkomst.stand or (nu.teksten if basis is None else basis)),
        "voorbeelden": _voorbeelden(request, instellingen.toegepast(nu.ruw, waarden)),
        "bericht": bericht,
        "geheim": geheim or request.cookies.get(GEHEIM),
        "met_mail": bool(request.app[SETTINGS].smtp_url),
    }
    response = page(request, "begeleider/instellingen.html", context, status=status)
    response.del_cookie(GEHEIM, path=PAD)
    return response


@for_begeleider
async def show(request: web.Request) -> web.StreamResponse:
    """GET: everything that is set. `bewaard`: it was just kept; `ook`: what was changed meanwhile; `standaard`: what holds its default again."""
    ook, standaard = (tuple(naam for naam in request.query.getall(deel, []) if naam in instellingen.VELDEN) for deel in ("ook", "standaard"))
    return await _page(request, uitkomst=Uitkomst(ook=ook, standaard=standaard), bericht="bewaard" if "bewaard" in request.query else "")


def _velden(uitkomst: Uitkomst) -> list[tuple[str, str]]:
    """What the next page says of single settings, as parts of its address."""
    return [*(("ook", naam) for naam in uitkomst.ook), *(("standaard", naam) for naam in uitkomst.standaard)]


def _teksten(raw: object) -> dict[str, Any]:
    """What the page put in a hidden field of its own; nothing when that cannot be read."""
    try:
        found = json.loads(str(raw))
    except ValueError:
        return {}
    return {naam: found[naam] for naam in instellingen.VELDEN if naam in found} if isinstance(found, dict) else {}


def _getypt(data: MultiDictProxy[Any]) -> dict[str, str]:
    """What stands in the fields of the page, the address of the webhook too: every button of the page sends all of them."""
    typed = {naam: str(data.get(naam, instellingen.NEE if naam in instellingen.VINKJES else "")) for naam in instellingen.VELDEN}
    typed["meldingen.werkdagen"] = " ".join(str(day) for day in data.getall("meldingen.werkdagen", []))
    return {naam: waarde.replace("\r\n", "\n") for naam, waarde in {**typed, "webhook": str(data.get("webhook", ""))}.items()}


def _niet_bewaard(data: MultiDictProxy[Any]) -> bool:
    """Something else on the page was changed and not kept, when another button than that of the settings was pressed."""
    basis, typed = _teksten(data.get("basis", "")), _getypt(data)
    return any(typed[naam].strip() != str(waarde).strip() for naam, waarde in basis.items())


def _webhook_gewijzigd(data: MultiDictProxy[Any]) -> bool:
    return "webhook" in data and "webhook_was" in data and _getypt(data)["webhook"].strip() != str(data["webhook_was"])


@for_begeleider
async def change(request: web.Request) -> web.StreamResponse:
    """POST: keep what was changed, or say beside each field what is wrong and keep what was typed. With `voorbeeld` nothing is kept."""
    data = await posted(request)
    getypt = _getypt(data)
    typed = {naam: getypt[naam] for naam in instellingen.VELDEN}
    basis, botsingen = _teksten(data.get("basis", "")), _teksten(data.get("botsing", ""))
    if nog_open := {naam: tuple(both) for naam, both in botsingen.items() if naam not in data and isinstance(both, list)}:
        uitkomst = Uitkomst(botsingen=nog_open)
    elif "voorbeeld" in data or not typed["meldingen.werkdagen"]:
        fouten = instellingen.controleer(typed)[1]
        if not typed["meldingen.werkdagen"]:
            fouten["meldingen.werkdagen"] = OngeldigeInstelling("dagen")
        return await _page(request, getypt=getypt, basis=basis, uitkomst=Uitkomst(fouten), status=422 if fouten else 200)
    else:
        me, zone = request[BEGELEIDER_ID], request.app[SETTINGS].timezone
        uitkomst = await instellingen.zet(request.app[DATABASE], await _mijn(request), typed, door=me, now=utcnow(), zone=zone, basis=basis)
    if uitkomst.botsingen or uitkomst.fouten:
        return await _page(request, getypt=getypt, basis=basis, uitkomst=uitkomst, status=409 if uitkomst.botsingen else 422)
    if _webhook_gewijzigd(data):  # it has a button of its own, for it makes a secret
        return await _page(request, getypt={"webhook": getypt["webhook"]}, uitkomst=uitkomst, bericht="bewaard_zonder_webhook")
    return see_other(f"{PAD}?{urlencode([('bewaard', '1'), *_velden(uitkomst)])}")


@for_begeleider
async def webhook(request: web.Request) -> web.StreamResponse:
    """POST: another address with a fresh secret, or none."""
    data = await posted(request)
    url, getypt, basis = str(data.get("webhook", "")), _getypt(data), _teksten(data.get("basis", ""))
    try:
        geheim = await proefmelding.zet_webhook(request.app[DATABASE], await _mijn(request), url, door=request[BEGELEIDER_ID], now=utcnow())
    except OngeldigeInstelling as fout:
        return await _page(
            request, getypt=getypt if basis else {"webhook": url}, basis=basis or None, uitkomst=Uitkomst({"webhook": fout}), status=422
        )
    if _niet_bewaard(data):
        return await _page(request, getypt=getypt, basis=basis, bericht="nog_niet_bewaard", geheim=geheim)
    response = see_other(f"{PAD}#webhook")
    if geheim:
        secure = request.app[SETTINGS].secure
        response.set_cookie(GEHEIM, geheim, max_age=GEHEIM_S, path=PAD, httponly=True, secure=secure, samesite="Strict")
    return response


@for_begeleider
async def proef(request: web.Request) -> web.StreamResponse:
    """POST: a synthetic melding goes through the whole chain."""
    data = await posted(request)
    await proefmelding.start(request.app[DATABASE], await _mijn(request), now=utcnow())
    if _niet_bewaard(data) or _webhook_gewijzigd(data):
        return await _page(request, getypt=_getypt(data), basis=_teksten(data.get("basis", "")), bericht="nog_niet_bewaard")
    return see_other(f"{PAD}#proef")


routes = [web.get(PAD, show), web.post(PAD, change), web.post(f"{PAD}/webhook", webhook), web.post(f"{PAD}/proef", proef)]
