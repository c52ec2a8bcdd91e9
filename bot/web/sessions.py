"""Who is asking: device cookies of clients and of begeleiders, kept as hashes in the database."""

from __future__ import annotations

import hashlib
import logging
import secrets
from datetime import datetime, timedelta

from aiohttp import web
from sqlalchemy import delete, select

from bot.care.toegang import BegeleiderLogin, is_current
from bot.models.database import Database, utcnow
from bot.models.tables import Sessie
from bot.settings import Settings

log = logging.getLogger(__name__)

CLIENT_COOKIE = "werkmaat_client"
BEGELEIDER_COOKIE = "werkmaat_begeleider"
# A client is never logged out on the own device; a year without a visit counts as a device that is gone.
CLIENT_LIFE = timedelta(days=365)
BEGELEIDER_LIFE = timedelta(hours=10)
BEGELEIDER_IDLE = timedelta(minutes=30)
SEEN_STEP = timedelta(minutes=1)


def _cookie(settings: Settings, name: str) -> str:
    # The __Host- prefix demands https; on http (the own machine) browsers and plain clients refuse or drop such cookies.
    return f"__Host-{name}" if settings.secure else name


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def device_hash(request: web.Request, settings: Settings) -> str | None:
    """The hash of the client cookie of this device, as it stands in the table; says nothing about whether it is valid."""
    token = request.cookies.get(_cookie(settings, CLIENT_COOKIE))
    return token_hash(token) if token else None


async def start(
    database: Database, settings: Settings, response: web.StreamResponse, *, client_id: int | None = None, begeleider: BegeleiderLogin | None = None
) -> bool:
    """Begin a session of exactly one person and put its cookie on the response. False, and no session, when the passphrase was replaced meanwhile."""
    token, begeleider_id = secrets.token_urlsafe(24), begeleider.id if begeleider else None
    async with database.begin() as session:
        if begeleider is not None and not await is_current(session, begeleider):
            return False
        now = utcnow()
        session.add(Sessie(token_hash=token_hash(token), client_id=client_id, begeleider_id=begeleider_id, created_at=now, seen_at=now))
    name, life = (CLIENT_COOKIE, CLIENT_LIFE) if client_id is not None else (BEGELEIDER_COOKIE, BEGELEIDER_LIFE)
    seconds = int(life.total_seconds())
    response.set_cookie(_cookie(settings, name), token, max_age=seconds, path="/", httponly=True, secure=settings.secure, samesite="Lax")
    return True


async def client_of(request: web.Request, database: Database, settings: Settings) -> int | None:
    """Return the client whose device this is, or None."""
    found = await _find(request.cookies.get(_cookie(settings, CLIENT_COOKIE)), database, CLIENT_LIFE, CLIENT_LIFE)
    return found.client_id if found else None


async def begeleider_of(request: web.Request, database: Database, settings: Settings) -> int | None:
    """Return the begeleider who is logged in, or None; half an hour without a page locks the session."""
    found = await _find(request.cookies.get(_cookie(settings, BEGELEIDER_COOKIE)), database, BEGELEIDER_LIFE, BEGELEIDER_IDLE)
    return found.begeleider_id if found else None


async def _find(token: str | None, database: Database, life: timedelta, idle: timedelta) -> Sessie | None:
    if not token:
        return None
    async with database.read() as session:
        found = (await session.execute(select(Sessie).where(Sessie.token_hash == token_hash(token)))).scalar_one_or_none()
    now = utcnow()
    if found is None or now - found.created_at > life or now - found.seen_at > idle:
        return None
    if now - found.seen_at > SEEN_STEP:
        await _seen(database, found.token_hash, now)
    return found


async def _seen(database: Database, token_hash: str, now: datetime) -> None:
    """Note that this device was here; while nothing can be written that is no reason to keep somebody out."""
    try:
        async with database.begin() as session:
            row = await session.get(Sessie, token_hash)
            if row is not None:
                row.seen_at = now
    except Exception as error:
        log.error("when a device was seen last could not be stored: %s", type(error).__name__)


async def end(request: web.Request, response: web.StreamResponse, database: Database, settings: Settings, name: str) -> None:
    """End the session of this device and take the cookie back. `name` is CLIENT_COOKIE or BEGELEIDER_COOKIE."""
    cookie = _cookie(settings, name)
    if token := request.cookies.get(cookie):
        async with database.begin() as session:
            await session.execute(delete(Sessie).where(Sessie.token_hash == token_hash(token)))
    response.del_cookie(cookie, path="/", httponly=True, secure=settings.secure, samesite="Lax")
