"""The werkgever chat: its page (also inside other websites), its messages, and the script that places it."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp_jinja2
from aiohttp import web

from bot.care import hulplijnen
from bot.care.werkgever import terugkoppeling
from bot.care.werkgever.stand import KeuzeOnbekend, Standen
from bot.models.database import utcnow
from bot.web.keys import DATABASE, SETTINGS
from bot.web.problems import Problem
from bot.web.security import HEADERS
from bot.web.werkgever_kennis import LIMIET, WerkgeverProblem, bewaar, loket_of, today

if TYPE_CHECKING:  # loads spaCy; the front answers before that is there
    from bot.care.werkgever.gesprek import Uitkomst

MAX_TEXT = 4_000
STATIC = Path(__file__).parent / "static"
STANDEN = web.AppKey("werkgever_standen", Standen)


async def remember(app: web.Application) -> AsyncIterator[None]:
    """Cleanup context: the short memory of the conversations."""
    app[STANDEN] = Standen()
    yield


async def chat(request: web.Request) -> web.StreamResponse:
    """The page of the chat. Only this page may stand inside another website, and only of those in the settings."""
    response = aiohttp_jinja2.render_template(
        "werkgever/chat.html",
        request,
        {"ingebed": request.query.get("ingebed") == "1", "hulplijnen": await hulplijnen.van_iedereen(request.app[DATABASE])},
    )
    ancestors = " ".join(("'self'", *request.app[SETTINGS].embed_origins))
    policy = HEADERS["Content-Security-Policy"].replace("frame-ancestors 'none'", f"frame-ancestors {ancestors}")
    response.headers["Content-Security-Policy"] = policy
    return response


async def embed_script(request: web.Request) -> web.StreamResponse:
    """The script that another website loads; it makes the frame and does nothing else."""
    headers = {"Cache-Control": "public, max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"}
    return web.FileResponse(STATIC / "embed.js", headers=headers)


async def messages(request: web.Request) -> web.StreamResponse:
    """POST {"id", "text" | "choice", "conversation"?}: the turns that answer it. No cookie is read or set, nothing typed is stored."""
    request.app[LIMIET].count(request)
    body = await _body(request)
    message, conversation = _uuid(body, "id"), _uuid(body, "conversation") if "conversation" in body else None
    text, choice = body.get("text"), body.get("choice")
    if (text is None) == (choice is None):
        raise Problem(400, "tekst_of_keuze")
    standen, now = request.app[STANDEN], utcnow()
    known = standen.reply(conversation, message, now) if conversation else None
    if known is None:
        uitkomst = await _answer(request, conversation, text, choice)
        known = [zin.as_dict() for zin in uitkomst.zinnen]
        if conversation:
            standen.put(conversation, uitkomst.stand, message, known, now)
        await bewaar(request, uitkomst.onbeantwoord)
    return web.json_response({"id": message, "status": "answered", "turns": known})


async def _answer(request: web.Request, conversation: str | None, text: object, choice: object) -> Uitkomst:
    loket, day = await loket_of(request), today(request)
    stand = request.app[STANDEN].get(conversation or "", utcnow())
    if text is not None:
        return await asyncio.to_thread(loket.lees, stand, _readable(text), day, await hulplijnen.van_iedereen(request.app[DATABASE]))
    if not isinstance(choice, str) or len(choice) > 200:
        raise WerkgeverProblem(400, "geen_keuze")
    try:
        return await asyncio.to_thread(loket.kies, stand, choice, day)
    except KeuzeOnbekend:
        raise WerkgeverProblem(400, "geen_keuze") from None


async def votes(request: web.Request) -> web.StreamResponse:
    """POST {"subject", "clear"}: count one vote for an answer."""
    request.app[LIMIET].count(request)
    body = await _body(request)
    subject, clear = body.get("subject"), body.get("clear")
    if not isinstance(clear, bool) or not isinstance(subject, str):
        raise Problem(400, "verkeerd")
    if subject not in (await loket_of(request)).kennis.subjects:
        raise Problem(404, "niet_gevonden")
    await terugkoppeling.stem(request.app[DATABASE], subject, duidelijk=clear)
    return web.json_response({})


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.text())
    except (ValueError, RecursionError, LookupError):
        raise Problem(400, "geen_json") from None
    if not isinstance(body, dict):
        raise Problem(400, "geen_json")
    return body


def _uuid(body: dict[str, Any], name: str) -> str:
    try:
        return str(uuid.UUID(body[name]))
    except (ValueError, TypeError, AttributeError, KeyError):
        raise Problem(400, "geen_id") from None


def _readable(text: object) -> str:
    if not isinstance(text, str):
        raise Problem(400, "verkeerd")
    if len(text) > MAX_TEXT:
        raise WerkgeverProblem(413, "te_lang")
    readable = text.encode("utf-8", "replace").decode().replace("\0", "")
    if not readable.strip():
        raise WerkgeverProblem(400, "leeg")
    return readable


routes = [
    web.get("/werkgever/chat", chat),
    web.get("/embed.js", embed_script),
    web.post("/api/werkgever/messages", messages),
    web.post("/api/werkgever/votes", votes),
]
