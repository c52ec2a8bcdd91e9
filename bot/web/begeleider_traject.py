"""Where a client is in the traject: a small form on the client's page, with the log of what was noted."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.care import caseload, traject
from bot.care.traject import OngeldigeStap
from bot.models.database import utcnow
from bot.web.begeleider_pagina import NUMBER, for_begeleider, form_of, number, page, see_other
from bot.web.keys import BEGELEIDER_ID, DATABASE

PAD = f"/begeleider/clienten/{{id:{NUMBER}}}/traject"


async def context(request: web.Request, client_id: int) -> dict[str, Any]:
    """What the part of the page needs."""
    stappen = await traject.van_eigen_client(request.app[DATABASE], request[BEGELEIDER_ID], client_id)
    return {
        "fasen": [(fase, traject.naam_van(fase)) for fase in traject.FASEN],
        "nu": stappen[0] if stappen else None,
        "log": [(one, traject.naam_van(one.fase)) for one in stappen],
        "meest": traject.MAX_GESPREKKEN,
        "voortraject": traject.VOORTRAJECT,
    }


@for_begeleider
async def note(request: web.Request) -> web.StreamResponse:
    """POST fase, gesprekken: note where the client is."""
    client_id, form = number(request, "id"), await form_of(request)
    raw = form.get("gesprekken", "").strip()
    gesprekken = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 3 else None
    try:
        if raw and gesprekken is None:
            raise OngeldigeStap("gesprekken")
        await traject.noteer(request.app[DATABASE], request[BEGELEIDER_ID], client_id, form.get("fase", ""), gesprekken, now=utcnow())
    except OngeldigeStap as error:
        naam = await caseload.client_naam(request.app[DATABASE], request[BEGELEIDER_ID], client_id)
        found = {**await context(request, client_id), "fout": error.veld, "getypt": form}
        return page(request, "begeleider/traject.html", {"client_id": client_id, "naam": naam, "traject": found}, status=422)
    return see_other(f"/begeleider/clienten/{client_id}?gedaan=traject#traject")


routes = [web.post(PAD, note)]
