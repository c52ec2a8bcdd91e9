"""Mijn signalen: the client's own checks over time, and who may read them. On the client's own pages."""

from __future__ import annotations

import re

from aiohttp import web

from bot.care import signaaldelen, signalenblad
from bot.care.signaallezing import ALLES, KEUZES, NIETS
from bot.models.database import utcnow
from bot.web.client_pagina import NUMBER, NietVanMij, for_client, form_of, page, see_other
from bot.web.keys import CLIENT_ID, DATABASE

PAD = "/mijn/signalen"
# As many checks as one can take in at a glance; the others stand below in words.
IN_BEELD = 8
# What the page can say about what was just done, and undo; the words stand in the template.
DELEN = (NIETS, KEUZES, ALLES)
GEEN_ENKELE = "geen_enkele"
# The fields about new checks, with what may be chosen.
NIEUW, BERICHT = "nieuw", "bericht"
KAN = {NIEUW: DELEN, BERICHT: (signaaldelen.JA, signaaldelen.NEE)}


@for_client
async def show(request: web.Request) -> web.StreamResponse:
    """GET: a small picture with words, and every check. `gedaan`, `check` and `was`: what was just done, to which, and what it was, to undo it."""
    checks = await signalenblad.eigen(request.app[DATABASE], request[CLIENT_ID])
    gedaan, check, was = (request.query.get(name, "") for name in ("gedaan", "check", "was"))
    bij = next((one for one in checks if str(one.id) == check), None) if gedaan in DELEN else None
    context = {
        "checks": checks,
        "beeld": checks[:IN_BEELD][::-1],
        "gedaan": gedaan if gedaan == GEEN_ENKELE or (gedaan in DELEN and bij) else None,
        "gedaan_bij": bij,
        "was": was if was in DELEN else None,
        "afspraak": await signaaldelen.afspraak(request.app[DATABASE], request[CLIENT_ID]),
        "gekozen": gedaan if gedaan in KAN else None,
    }
    return page(request, "client/signalen.html", context)


@for_client
async def share(request: web.Request) -> web.StreamResponse:
    """POST: what may be read of one check (the field is niets, keuzes or alles; its value the check), or `intrekken`: of none any more; `nieuw`: of
    new checks; `bericht`: whether a message may go out about those."""
    form, database, client_id = await form_of(request), request.app[DATABASE], request[CLIENT_ID]
    if "intrekken" in form:
        await signalenblad.trek_alles_in(database, client_id)
        return see_other(f"{PAD}?gedaan={GEEN_ENKELE}#gedaan")
    for veld in KAN:
        if veld in form:
            return await _spreek_af(request, veld, form[veld])
    deelt = next((keuze for keuze in DELEN if keuze in form), "")
    raw = form.get(deelt, "")
    was = await signalenblad.zet_gedeeld(database, client_id, int(raw), deelt) if re.fullmatch(NUMBER, raw) else None
    if was is None:
        raise NietVanMij
    return see_other(f"{PAD}?gedaan={deelt}&check={raw}&was={was}#gedaan")


async def _spreek_af(request: web.Request, veld: str, keuze: str) -> web.StreamResponse:
    """Change what is agreed about new checks."""
    kies = {"deel": keuze} if veld == NIEUW else {"meld": keuze}
    if keuze not in KAN[veld] or await signaaldelen.kies(request.app[DATABASE], request[CLIENT_ID], now=utcnow(), **kies) is None:
        raise NietVanMij
    return see_other(f"{PAD}?gedaan={veld}#gedaan")


routes = [web.get(PAD, show), web.post(PAD, share)]
