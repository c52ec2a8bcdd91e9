"""Mijn signalen: the client's own checks over time, and who may read them. On the client's own pages."""

from __future__ import annotations

import re

from aiohttp import web

from bot.care import signalenblad
from bot.web.client_pagina import NUMBER, NietVanMij, for_client, form_of, page, see_other
from bot.web.keys import CLIENT_ID, DATABASE

PAD = "/mijn/signalen"
# As many checks as one can take in at a glance; the others stand below in words.
IN_BEELD = 8
ALLES = "alles"
# What the page can say about what was just done; the words stand in the template.
GEDAAN = {"gedeeld", "ingetrokken", "alles"}


@for_client
async def show(request: web.Request) -> web.StreamResponse:
    """GET: a small picture with words, and every check. `gedaan` and `check`: what was just done, and to which, so that it can be undone."""
    checks = await signalenblad.eigen(request.app[DATABASE], request[CLIENT_ID])
    gedaan, check = request.query.get("gedaan", ""), request.query.get("check", "")
    context = {
        "checks": checks,
        "beeld": checks[:IN_BEELD][::-1],
        "gedaan": gedaan if gedaan in GEDAAN else None,
        "terug": check if re.fullmatch(NUMBER, check) else None,
    }
    return page(request, "client/signalen.html", context)


@for_client
async def share(request: web.Request) -> web.StreamResponse:
    """POST: share one check (`deel`), withdraw one (`intrekken`) or every one (`intrekken=alles`)."""
    form, database, client_id = await form_of(request), request.app[DATABASE], request[CLIENT_ID]
    if form.get("intrekken") == ALLES:
        await signalenblad.zet_gedeeld(database, client_id, None, False)
        return see_other(f"{PAD}?gedaan=alles#gedaan")
    naam = "deel" if "deel" in form else "intrekken"
    raw = form.get(naam, "")
    if not re.fullmatch(NUMBER, raw) or not await signalenblad.zet_gedeeld(database, client_id, int(raw), naam == "deel"):
        raise NietVanMij
    return see_other(f"{PAD}?gedaan={'gedeeld' if naam == 'deel' else 'ingetrokken'}&check={raw}#gedaan")


routes = [web.get(PAD, show), web.post(PAD, share)]
