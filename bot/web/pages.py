"""The pages that are not of the begeleider: start, the client's conversation, health, and the description of the API."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import yaml
from aiohttp import web

from bot.care import hulplijnen, ontvangst
from bot.models.database import utcnow
from bot.web import sessions
from bot.web.chat import ANSWER_WITHIN_S
from bot.web.keys import DATABASE, ENGINE, SETTINGS

routes = web.RouteTableDef()


@routes.get("/")
async def start(request: web.Request) -> web.StreamResponse:
    return aiohttp_jinja2.render_template("start.html", request, {})


@routes.get("/gesprek")
async def gesprek(request: web.Request) -> web.StreamResponse:
    """The client's conversation. Who comes back after a while gets a recap of where he was."""
    client_id = await sessions.client_of(request, request.app[DATABASE], request.app[SETTINGS])
    if client_id is not None:
        waiting = await ontvangst.binnenkomst(request.app[DATABASE], client_id, utcnow())
        if waiting is not None:
            await request.app[ENGINE].answer(waiting[1], waiting[0], ANSWER_WITHIN_S)
    return aiohttp_jinja2.render_template(
        "gesprek.html", request, {"ingelogd": client_id is not None, "hulplijnen": await hulplijnen.hoe_dan_ook(request.app[DATABASE], client_id)}
    )


@routes.get("/healthz")
async def healthz(request: web.Request) -> web.StreamResponse:
    return web.json_response({"status": "ok"})


@routes.get("/readyz")
async def readyz(request: web.Request) -> web.StreamResponse:
    """200 when every worker answers and the database does; 503 until then."""
    try:
        await request.app[DATABASE].ping()
        ready = await request.app[ENGINE].ready()
    except Exception:
        ready = False
    return web.json_response({"status": "ready" if ready else "loading"}, status=200 if ready else 503)


@lru_cache(maxsize=1)
def _openapi() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "openapi.yml").read_text())
    return loaded


@routes.get("/api/openapi.json")
async def openapi(request: web.Request) -> web.StreamResponse:
    return web.json_response(_openapi(), dumps=lambda value: json.dumps(value, ensure_ascii=False))
