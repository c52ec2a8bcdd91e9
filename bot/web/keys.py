"""Typed keys of what the application carries."""

from __future__ import annotations

from aiohttp import web

from bot.engine.client import EngineClient
from bot.models.database import Database
from bot.settings import Settings

SETTINGS = web.AppKey("settings", Settings)
DATABASE = web.AppKey("database", Database)
ENGINE = web.AppKey("engine", EngineClient)

CLIENT_ID = web.RequestKey("client_id", int)
BEGELEIDER_ID = web.RequestKey("begeleider_id", int)
