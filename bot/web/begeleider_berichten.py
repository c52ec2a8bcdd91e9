"""What goes from a begeleider to a client: answers in the thread of messages, and dialogues that are set ready."""

from __future__ import annotations

import re
import uuid

from aiohttp import web

from bot.care import berichten, klaarzetten
from bot.care.caseload import NietGevonden
from bot.models.database import utcnow
from bot.web.begeleider_pagina import NUMBER, for_begeleider, form_of, number, page, see_other
from bot.web.forms import new_or_given_id
from bot.web.keys import BEGELEIDER_ID, DATABASE

PAD = f"/begeleider/clienten/{{id:{NUMBER}}}"


@for_begeleider
async def show(request: web.Request) -> web.StreamResponse:
    """GET: all messages of one own client, what is new first; for who stands in, those that is about."""
    return await _page(request)


async def _page(request: web.Request, *, fout: str | None = None, getypt: str = "", status: int = 200) -> web.Response:
    found = await berichten.draad(request.app[DATABASE], request[BEGELEIDER_ID], number(request, "id"), now=utcnow())
    gelezen = max((post.id for post in found.posten if post.van == berichten.CLIENT), default=0)
    context = {
        "draad": found,
        "gelezen": gelezen,
        "bericht_id": uuid.uuid4(),
        "tekst_max": berichten.TEKST_MAX,
        "fout": fout,
        "getypt": getypt,
        "verstuurd": "verstuurd" in request.query and fout is None,
        "al_verstuurd": "al" in request.query and fout is None,
    }
    return page(request, "begeleider/berichten.html", context, status=status)


@for_begeleider
async def write(request: web.Request) -> web.StreamResponse:
    """POST tekst: write to the client, or show the form again with what was typed: also when somebody wrote since the page was shown."""
    form, client_id = await form_of(request), number(request, "id")
    gelezen, gezien = form.get("gelezen", ""), form.get("gezien", "")
    try:
        verstuurd = await berichten.schrijf(
            request.app[DATABASE],
            request[BEGELEIDER_ID],
            client_id,
            form.get("tekst", ""),
            bericht_id=new_or_given_id(form),
            gelezen=int(gelezen) if re.fullmatch(NUMBER, gelezen) else 0,
            gezien=int(gezien) if re.fullmatch(r"[0-9]{1,9}", gezien) else None,
            now=utcnow(),
        )
    except berichten.OngeldigBericht as refused:
        return await _page(request, fout=refused.reden, getypt=form.get("tekst", ""), status=409 if refused.reden == "veranderd" else 422)
    return see_other(f"/begeleider/clienten/{client_id}/berichten?{'verstuurd' if verstuurd else 'al'}=1#verstuurd")


@for_begeleider
async def set_ready(request: web.Request) -> web.StreamResponse:
    """POST: set a dialogue ready (`dialoog`), or take it back (`terug`)."""
    form, database, me, client_id = await form_of(request), request.app[DATABASE], request[BEGELEIDER_ID], number(request, "id")
    if re.fullmatch(NUMBER, form.get("terug", "")):
        await klaarzetten.haal_terug(database, me, client_id, int(form["terug"]))
        gedaan = "teruggehaald"
    elif "dialoog" in form:
        await klaarzetten.zet(database, me, client_id, form["dialoog"], now=utcnow())
        gedaan = "klaargezet"
    else:
        raise NietGevonden
    return see_other(f"/begeleider/clienten/{client_id}?gedaan={gedaan}#klaarzetten")


routes = [web.get(f"{PAD}/berichten", show), web.post(f"{PAD}/berichten", write), web.post(f"{PAD}/klaarzetten", set_ready)]
