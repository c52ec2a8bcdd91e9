"""The checklist of the traject on a page: one form per phase, of which every button keeps everything that was typed."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.care import checklist, traject
from bot.care.caseload import NietGevonden
from bot.care.checklist import NOTITIE_MAX, Invoer, Uitkomst
from bot.care.checklistpunten import FASEN, lijst
from bot.models.database import utcnow
from bot.web.begeleider_pagina import GETYPT, NUMBER, for_begeleider, form_of, number, page, see_other
from bot.web.keys import BEGELEIDER_ID, DATABASE

PAD = f"/begeleider/clienten/{{id:{NUMBER}}}/checklist"
PAD_FASE = f"{PAD}/{{fase:{'|'.join(FASEN)}}}"
NOTITIE, GETOOND = "notitie-", "getoond-"


@for_begeleider
async def show(request: web.Request) -> web.StreamResponse:
    """GET: one phase, without a name the one the client is in. `bewaard`: the item that was just changed; `ook`: with more."""
    return await _page(request, request.match_info.get("fase"))


async def _page(request: web.Request, fase: str | None, *, uitkomst: Uitkomst | None = None, status: int = 200) -> web.Response:
    blad = await checklist.blad(request.app[DATABASE], request[BEGELEIDER_ID], number(request, "id"), fase)
    context: dict[str, Any] = {
        "blad": blad,
        "lijst": lijst(),
        "fasen": [(een, traject.naam_van(een)) for een in FASEN],
        "pad": request.path,
        "uitkomst": uitkomst or Uitkomst(),
        "notitie_max": NOTITIE_MAX,
        "bewaard": request.query.get("bewaard", "") if uitkomst is None else "",
        "ook": "ook" in request.query,
    }
    return page(request, "begeleider/checklist.html", context, status=status)


def _invoer(form: dict[str, str]) -> tuple[dict[str, Invoer], str]:
    """What came back per item, and the item whose button was pressed ("" when none was). `zet`: item, and after a colon its stand or nothing."""
    naam, _, stand = form.get("zet", "").partition(":")
    items = {key.removeprefix(GETOOND) for key in form if key.startswith(GETOOND)} | ({naam} if naam else set())
    return {
        one: Invoer(form.get(GETOOND + one, ""), form.get(NOTITIE + one), (stand or None) if one == naam else None) for one in sorted(items)
    }, naam


@for_begeleider
async def write(request: web.Request) -> web.StreamResponse:
    """POST zet, notitie-*, getoond-*: keep what changed; what was changed elsewhere meanwhile is shown first, beside what was typed."""
    form, client_id = await form_of(request), number(request, "id")
    invoer, naam = _invoer(form)
    request[GETYPT] = "\n\n".join(typed for one in invoer.values() if (typed := one.nieuwe_notitie))
    fase = request.match_info.get("fase") or form.get("fase") or traject.VOORTRAJECT
    if fase not in FASEN:
        raise NietGevonden
    uitkomst = await checklist.werk_bij(request.app[DATABASE], request[BEGELEIDER_ID], client_id, fase, invoer, now=utcnow())
    if not uitkomst.gelukt:
        return await _page(request, fase, uitkomst=uitkomst, status=409 if uitkomst.anders or uitkomst.botst else 422)
    if not uitkomst.bewaard:
        return see_other(f"{request.path}{f'#{naam}' if naam else ''}")
    eerste = naam if naam in uitkomst.bewaard else uitkomst.bewaard[0]
    return see_other(f"{request.path}?bewaard={eerste}{'&ook=1' if len(uitkomst.bewaard) > 1 else ''}#{eerste}")


routes = [handler for pad in (PAD, PAD_FASE) for handler in (web.get(pad, show), web.post(pad, write))]
