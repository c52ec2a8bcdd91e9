"""Puts the front together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from weakref import WeakValueDictionary

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot import notify
from bot.care import teksten
from bot.engine.client import EngineClient
from bot.models.database import Database
from bot.settings import Settings
from bot.web import begeleider, chat, client, herinnering, pages, security, werkgever
from bot.web.client_gegevens import DOWNLOADS
from bot.web.inline import met_nummers
from bot.web.keys import DATABASE, ENGINE, SETTINGS
from bot.web.server_log import keep_quiet

HERE = Path(__file__).parent
MAX_BODY = 1_000_000


def make_app(settings: Settings, database: Database, engine: EngineClient) -> web.Application:
    """The application. The database is migrated already; it is closed with the application."""
    keep_quiet()
    app = web.Application(middlewares=[security.errors, security.cross_site], client_max_size=MAX_BODY)
    app[SETTINGS], app[DATABASE], app[ENGINE] = settings, database, engine
    app[DOWNLOADS] = WeakValueDictionary()
    loader, filters = jinja2.FileSystemLoader(HERE / "templates"), {"met_nummers": met_nummers}
    aiohttp_jinja2.setup(app, loader=loader, filters=filters, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    app.on_response_prepare.append(security.add_headers)
    for module in (pages, chat, client, begeleider, werkgever, herinnering):
        app.add_routes(module.routes)
    app.router.add_static("/static/", HERE / "static")
    app.cleanup_ctx.append(_close_database)
    app.cleanup_ctx.append(begeleider.login_desk)
    app.cleanup_ctx.append(_read_texts)
    app.cleanup_ctx.append(notify.background(database, settings))
    app.cleanup_ctx.extend(werkgever.cleanup)
    return app


async def _read_texts(app: web.Application) -> AsyncIterator[None]:
    """Read the texts now: parsing them takes half a second, which no visitor should wait for."""
    await asyncio.to_thread(teksten.responses)
    yield


async def _close_database(app: web.Application) -> AsyncIterator[None]:
    yield
    await app[DATABASE].close()
