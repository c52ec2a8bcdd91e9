"""The pages of the werkgever: the knowledge base to read, print and search without login, and the page of its editor."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.care import hulplijnen
from bot.care.knowledge.model import Onderwerp
from bot.care.werkgever import terugkoppeling, wijzer
from bot.care.werkgever.teksten import datum, indeling, responses
from bot.web import begeleider_pagina, werkgever_chat
from bot.web.begeleider_pagina import NUMBER, for_begeleider, form_of, number, see_other
from bot.web.keys import BEGELEIDER_ID, DATABASE
from bot.web.problems import Problem
from bot.web.werkgever_chat import MAX_TEXT
from bot.web.werkgever_kennis import LIMIET, bewaar, loket_of, open_loket, today

HOME = "/werkgever"
DAYS_AHEAD = 90
ID = r"[a-z0-9-]{1,100}"
cleanup = (open_loket, werkgever_chat.remember)


def page(request: web.Request, template: str, context: Mapping[str, Any], *, status: int = 200) -> web.Response:
    """Render a page; every template gets the groups, themes, phases and roles, and how dates are written."""
    return aiohttp_jinja2.render_template(f"werkgever/{template}.html", request, {"indeling": indeling(), "datum": datum, **context}, status=status)


async def start(request: web.Request) -> web.StreamResponse:
    """What there is, in five lines, and the ways to it."""
    kennis = (await loket_of(request)).kennis
    counts = {thema: len(kennis.of_theme(thema)) for thema in indeling().themas}
    return page(request, "start", {"aantallen": counts, "aantal": len(kennis.subjects)})


async def search_form(request: web.Request) -> web.StreamResponse:
    """An empty field to search. A question is never read from the address, where it would stay in the history and in logs of others."""
    return page(request, "zoeken", {"vraag": "", "vondsten": None})


async def search(request: web.Request) -> web.StreamResponse:
    """POST q: its answers. The words are not logged; only a question without an answer is kept, stripped."""
    typed = (await form_of(request)).get("q")
    vraag = typed.replace("\0", "").strip()[:MAX_TEXT] if isinstance(typed, str) else ""
    if not vraag:
        return page(request, "zoeken", {"vraag": "", "vondsten": None, "fout": "leeg"}, status=422)
    lijnen = await hulplijnen.van_iedereen(request.app[DATABASE])
    try:
        request.app[LIMIET].count(request)
    except Problem as te_vaak:  # nobody has read these words: they may be of somebody in danger
        return page(request, "zoeken", {"vraag": vraag, "vondsten": None, "fout": te_vaak.detail, "hulplijnen": lijnen}, status=te_vaak.status)
    loket = await loket_of(request)
    vondsten, kept = await asyncio.to_thread(loket.zoek, vraag, today(request), lijnen)
    await bewaar(request, kept)
    return page(request, "zoeken", {"vraag": vraag, "vondsten": vondsten, "hulplijnen": lijnen})


async def theme(request: web.Request) -> web.StreamResponse:
    """All subjects of a theme."""
    thema = indeling().themas.get(request.match_info["thema"])
    if thema is None:
        raise Problem(404, "niet_gevonden")
    return page(request, "thema", {"thema": thema, "onderwerpen": (await loket_of(request)).kennis.of_theme(thema.id)})


async def phase(request: web.Request) -> web.StreamResponse:
    """What is done in a phase: of one role with `rol`, of all roles without."""
    fase = indeling().fasen.get(request.match_info["fase"])
    loket, rol = await loket_of(request), request.query.get("rol", "")
    kennis = loket.kennis
    if fase is None or (rol and rol not in indeling().rollen):
        raise Problem(404, "niet_gevonden")
    cells = {name: cell for name in indeling().rollen if (cell := kennis.cell(name, fase.id))}
    shown = loket.antwoord(cells[rol], today(request)) if rol in cells else None
    return page(request, "fase", {"fase": fase, "rol": rol, "cellen": cells, "antwoord": shown, "onderwerpen": kennis.of_phase(fase.id)})


async def _subject(request: web.Request) -> Onderwerp:
    try:
        return (await loket_of(request)).kennis.subjects[request.match_info["id"]]
    except KeyError:
        raise Problem(404, "niet_gevonden") from None


async def show_answer(request: web.Request) -> web.StreamResponse:
    """One answer with its sources, the date it was checked, and whom to call; the contact alone when it is too old."""
    loket, subject = await loket_of(request), await _subject(request)
    related = await asyncio.to_thread(loket.kennis.related, subject)
    shown = loket.antwoord(subject, today(request))
    return page(request, "antwoord", {"onderwerp": subject, "antwoord": shown, "verwant": related, "dank": "dank" in request.query})


async def vote(request: web.Request) -> web.StreamResponse:
    """POST antwoord=ja|nee: count whether the answer was clear."""
    request.app[LIMIET].count(request)
    subject = await _subject(request)
    choice = (await form_of(request)).get("antwoord")
    if choice not in ("ja", "nee"):
        raise Problem(400, "verkeerd")
    await terugkoppeling.stem(request.app[DATABASE], subject.id, duidelijk=choice == "ja")
    return see_other(f"{HOME}/antwoord/{subject.id}?dank=1#duidelijk")


async def guide(request: web.Request) -> web.StreamResponse:
    """The regelingen-wijzer: one question a page, the answers so far in the address, then what to ask about."""
    answers = [request.query[vraag.naam] for vraag in wijzer.vragen() if vraag.naam in request.query]
    try:
        given = wijzer.lees(answers)
    except wijzer.AntwoordOnbekend:
        raise Problem(404, "niet_gevonden") from None
    vraag = wijzer.volgende(given)
    context: dict[str, Any] = {"gegeven": given, "vragen": wijzer.vragen(), "vraag": vraag, "stap": len(given) + 1, "van": wijzer.aantal(given)}
    if vraag is not None:
        return page(request, "wijzer", {**context, "tekst": responses()[vraag.tekst].tekst})
    return page(request, "wijzer", {**context, "regelingen": wijzer.uitkomst(given, (await loket_of(request)).kennis)})


@for_begeleider
async def editor(request: web.Request) -> web.StreamResponse:
    """What the editor of the knowledge base has to do: unanswered questions, unclear answers, and what expires."""
    kennis, database, day = (await loket_of(request)).kennis, request.app[DATABASE], today(request)
    context = {
        "vragen": await terugkoppeling.open_vragen(database, request[BEGELEIDER_ID]),
        "stemmen": await terugkoppeling.stemmen(database),
        "verloopt": kennis.expiring(day, DAYS_AHEAD),
        "dagen": DAYS_AHEAD,
        "vandaag": day,
        "titels": kennis.subjects,
        "datum": datum,
    }
    return begeleider_pagina.page(request, "werkgever/beheer.html", context)


@for_begeleider
async def remove_question(request: web.Request) -> web.StreamResponse:
    """POST: a question is dealt with."""
    if not await terugkoppeling.verwijder_vraag(request.app[DATABASE], request[BEGELEIDER_ID], number(request, "vraag")):
        raise Problem(404, "niet_gevonden")
    return see_other(f"{HOME}/beheer")


routes = [
    web.get(HOME, start),
    web.get(f"{HOME}/zoeken", search_form),
    web.post(f"{HOME}/zoeken", search),
    web.get(f"{HOME}/thema/{{thema:{ID}}}", theme),
    web.get(f"{HOME}/fase/{{fase:{ID}}}", phase),
    web.get(f"{HOME}/antwoord/{{id:{ID}}}", show_answer),
    web.post(f"{HOME}/antwoord/{{id:{ID}}}/duidelijk", vote),
    web.get(f"{HOME}/wijzer", guide),
    web.get(f"{HOME}/beheer", editor),
    web.post(f"{HOME}/beheer/vragen/{{vraag:{NUMBER}}}/verwijder", remove_question),
    *werkgever_chat.routes,
]
