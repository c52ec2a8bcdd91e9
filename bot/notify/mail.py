"""Mail: what it says, and handing it to the mail server. No health content and no name ever goes in; see `teksten.yml`."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosmtplib
import yaml

TIMEOUT_S = 20
PORTS = {"smtp": 587, "smtps": 465}
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Geweigerd(Exception):
    """The receiver refuses for good: trying again is useless, somebody else must be told. `fout` says why, without an address."""

    def __init__(self, fout: str) -> None:
        super().__init__(fout)
        self.fout = fout


@dataclass(frozen=True)
class Brief:
    """One mail: inhoud is a key of teksten.yml; sleutel is the idempotency key; poging counts from 1. beheer: where a client stops these mails."""

    aan: str
    inhoud: str
    sleutel: str
    herhaling: bool
    poging: int
    moment: datetime
    beheer: str = field(default="", repr=False)


@lru_cache(maxsize=1)
def teksten() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "teksten.yml").read_text(encoding="utf-8"))
    return loaded


def message_id(sleutel: str, van: str) -> str:
    """The same for every attempt, so that a mail program shows a repeated delivery once."""
    domain = parseaddr(van)[1].rpartition("@")[2] or "werkmaat.invalid"
    return f"<{sleutel}@{domain}>"


def make(brief: Brief, van: str, link: str) -> EmailMessage:
    """The mail itself."""
    known = teksten()
    text, again = known[brief.inhoud], known["herhaling"]
    message = EmailMessage()
    message["From"], message["To"] = van, brief.aan
    message["Subject"] = f"{again['onderwerp'] if brief.herhaling else ''}{text['onderwerp']}"
    message["Message-ID"] = message_id(brief.sleutel, van)
    message["Date"] = format_datetime(brief.moment)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: keeps holiday replies away
    message["X-Werkmaat-Sleutel"] = brief.sleutel
    message["X-Werkmaat-Poging"] = str(brief.poging)
    if brief.herhaling:
        message["X-Werkmaat-Herhaling"] = "ja"
    if brief.beheer:
        message["List-Unsubscribe"] = f"<{brief.beheer}>"
    parts = [again["tekst"]] if brief.herhaling else []
    voet = text.get("voet", known["voet"]).format(link=link, beheer=brief.beheer)
    message.set_content("\n\n".join([*parts, text["tekst"], voet]) + "\n")
    return message


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    # Reading the certificates of the system takes tenths of a second.
    return ssl.create_default_context()


async def send(message: EmailMessage, smtp_url: str) -> None:
    """Hand the mail to the server: smtp:// (STARTTLS) or smtps://. Raises Geweigerd (5xx about the receiver), else whatever went wrong for now."""
    url = urlsplit(smtp_url)
    host = url.hostname or "localhost"
    client = aiosmtplib.SMTP(
        hostname=host,
        port=url.port or PORTS[url.scheme],
        username=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        use_tls=url.scheme == "smtps",
        # Nothing travels readable: STARTTLS is demanded, except to a server on this machine.
        start_tls=None if host in LOOPBACK else url.scheme == "smtp",
        tls_context=_tls(),
        timeout=TIMEOUT_S,
    )
    try:
        async with client:
            try:
                await client.send_message(message)
            except asyncio.CancelledError:
                # Whoever stops us must not wait for a server to say goodbye.
                client.close()
                raise
    except aiosmtplib.SMTPRecipientsRefused as error:
        codes = [refused.code for refused in error.recipients]
        if codes and all(500 <= code < 600 for code in codes):
            raise Geweigerd(f"smtp {codes[0]}") from None
        raise
