"""Webhook: a small signed JSON message to the organisatie's own system. It says that there is something, never what or about whom.

Signature: HMAC-SHA256 over "timestamp.body" with the shared secret, in `Werkmaat-Signature: t=...,v1=...`. The receiver compares the time with its
clock against replays, and `Idempotency-Key` with what it had. The scheme is the one Stripe made common.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import aiohttp

TIMEOUT_S = 10
TOLERANCE = timedelta(minutes=5)
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class OngeldigeWebhook(ValueError):
    """The address is not https (plain http is for this machine only), or the secret is shorter than 32 characters."""


def check(url: str, geheim: str) -> None:
    """Raise OngeldigeWebhook when this address or secret should not be used."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise OngeldigeWebhook("A webhook needs an https address")
    if len(geheim) < 32:
        raise OngeldigeWebhook("The secret of a webhook has at least 32 characters")


def body(sleutel: str, inhoud: str, moment: datetime, link: str, *, herhaling: bool, poging: int) -> bytes:
    """The message: no name, no level, no words."""
    message = {"id": sleutel, "soort": inhoud, "moment": moment.isoformat(), "herhaling": herhaling, "poging": poging, "link": link}
    return json.dumps(message, separators=(",", ":")).encode()


def signature(geheim: str, moment: datetime, content: bytes) -> str:
    """The value of the header `Werkmaat-Signature`."""
    stamp = int(moment.timestamp())
    return f"t={stamp},v1={hmac.new(geheim.encode(), f'{stamp}.'.encode() + content, hashlib.sha256).hexdigest()}"


def verify(geheim: str, header: str, content: bytes, now: datetime) -> bool:
    """Whether a message is ours and fresh: for who receives it, and for our tests."""
    try:
        stamp = int(dict(part.split("=", 1) for part in header.split(","))["t"])
    except (KeyError, ValueError):
        return False
    moment = datetime.fromtimestamp(stamp, now.tzinfo)
    return abs(now - moment) <= TOLERANCE and hmac.compare_digest(signature(geheim, moment, content), header)


async def send(url: str, geheim: str, content: bytes, sleutel: str, moment: datetime) -> None:
    """Post it. Any answer but 2xx raises, and is tried again later; redirects are not followed, for they would carry it elsewhere."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": sleutel, "Werkmaat-Signature": signature(geheim, moment, content)}
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    async with aiohttp.ClientSession(timeout=timeout) as http, http.post(url, data=content, headers=headers, allow_redirects=False) as response:
        if not 200 <= response.status < 300:
            raise aiohttp.ClientResponseError(response.request_info, (), status=response.status)
