"""All settings, read once from the environment and validated. Nothing else in the project reads the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

PROJECT = Path(__file__).resolve().parent.parent
DRIVERS = {"postgresql": "postgresql", "postgres": "postgresql", "postgresql+asyncpg": "postgresql+asyncpg", "sqlite+aiosqlite": "sqlite+aiosqlite"}
_ADDRESS = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:]+")
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<host>[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)(:[1-9][0-9]{0,4})?")


class SettingsError(ValueError):
    """A setting has a value Werkmaat cannot work with; the message says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """Where Werkmaat keeps its things and how it is reached.

    data: folder for the database, the master key and the sockets. database_url: SQLAlchemy URL (asyncio driver) or empty for SQLite in `data`.
    public_url: the address people type; https there makes the cookies Secure. workers: engine processes.
    embed_origins: websites that may show the werkgever chat inside their pages.
    proxies: networks whose X-Forwarded-For is believed, besides this machine.
    smtp_url: smtp://user:password@host:port (STARTTLS) or smtps://; empty means that no mail is sent. mail_from: the sender of that mail.
    """

    data: Path = PROJECT / "var"
    database_url: str = field(default="", repr=False)
    models: Path = PROJECT / "models"
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 1
    public_url: str = ""
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    embed_origins: tuple[str, ...] = ()
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Amsterdam"))

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read WERKMAAT_DATA, _DATABASE_URL, _HOST, _PORT, _WORKERS, _PUBLIC_URL, _EMBED_ORIGINS, _PROXIES, _SMTP_URL and _MAIL_FROM."""
        settings = cls()
        if data := env.get("WERKMAAT_DATA"):
            settings = replace(settings, data=Path(data).absolute())
        smtp_url, mail_from = _mail(env)
        return replace(
            settings,
            database_url=database_url(env.get("WERKMAAT_DATABASE_URL", ""), "WERKMAAT_DATABASE_URL"),
            host=env.get("WERKMAAT_HOST", settings.host),
            port=_number(env, "WERKMAAT_PORT", settings.port, 1, 65535),
            workers=_number(env, "WERKMAAT_WORKERS", settings.workers, 1, 64),
            public_url=_public_url(env.get("WERKMAAT_PUBLIC_URL", "")),
            embed_origins=_origins(env.get("WERKMAAT_EMBED_ORIGINS", "")),
            proxies=_networks(env.get("WERKMAAT_PROXIES", "")),
            smtp_url=smtp_url,
            mail_from=mail_from,
        )

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in use."""
        if not self.database_url:
            return f"sqlite+aiosqlite:///{self.data / 'werkmaat.sqlite3'}"
        return self.database_url.replace("postgresql://", "postgresql+asyncpg://", 1)

    @property
    def master_key(self) -> Path:
        return self.data / "master.key"

    @property
    def address(self) -> str:
        """The address links start with."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https://")


def database_url(raw: str, name: str) -> str:
    """The address of a PostgreSQL database as SQLAlchemy wants it; empty stays empty. name: where it was written. Raises SettingsError."""
    scheme, separator, rest = raw.strip().partition("://")
    if not raw.strip():
        return ""
    if not separator or scheme.lower() not in DRIVERS or not rest:
        sqlite = "For SQLite leave it out: the database then stands in the data folder. " if scheme.lower().startswith("sqlite") else ""
        raise SettingsError(f"{name} must look like postgresql://user:password@host/name. {sqlite}".rstrip())
    _port(raw, name)
    return f"{DRIVERS[scheme.lower()]}://{rest}"


def _port(url: str, name: str) -> None:
    try:
        valid = urlsplit(url).port != 0
    except ValueError:
        valid = False
    if not valid:
        raise SettingsError(f"{name} holds a port or an address that cannot be one: a port is a whole number from 1 to 65535")


def _public_url(raw: str) -> str:
    """Every link starts with it, and it decides whether cookies are Secure: one spelling, and nothing behind the host and port."""
    if not raw.strip():
        return ""
    _port(raw.strip(), "WERKMAAT_PUBLIC_URL")
    parts = urlsplit(raw.strip().rstrip("/"))
    more = parts.path or parts.query or parts.fragment or "@" in parts.netloc or "?" in raw or "#" in raw
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or "") or more:
        raise SettingsError("WERKMAAT_PUBLIC_URL must look like https://werkmaat.example.nl, with nothing behind it")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _mail(env: Mapping[str, str]) -> tuple[str, str]:
    """The mail server and the sender; one without the other sends nothing, and nobody would notice."""
    smtp_url, mail_from = env.get("WERKMAAT_SMTP_URL", "").strip(), env.get("WERKMAAT_MAIL_FROM", "").strip()
    if not smtp_url:
        return "", ""
    _port(smtp_url, "WERKMAAT_SMTP_URL")
    parts = urlsplit(smtp_url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SettingsError("WERKMAAT_SMTP_URL must look like smtp://user:password@mail.example.nl:587 or smtps://...")
    if not _ADDRESS.fullmatch(parseaddr(mail_from)[1]) or not mail_from.isprintable():
        raise SettingsError("WERKMAAT_MAIL_FROM must be the e-mail address that mail comes from")
    return smtp_url, mail_from


def _number(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    raw = env.get(name, "")
    if not raw:
        return default
    if not raw.isdigit() or not low <= int(raw) <= high:
        raise SettingsError(f"{name} must be a whole number from {low} to {high}, not {raw!r}")
    return int(raw)


def _origins(raw: str) -> tuple[str, ...]:
    """Origins such as https://www.example.nl. They end up in a security header, so nothing else gets through: no paths, wildcards or quotes."""
    found = tuple(dict.fromkeys(part.strip().rstrip("/").lower() for part in raw.split(",") if part.strip()))
    for origin in found:
        match = _ORIGIN.fullmatch(origin)
        if match is None or (match["scheme"] == "http" and match["host"] not in ("localhost", "127.0.0.1")):
            raise SettingsError(f"WERKMAAT_EMBED_ORIGINS holds {origin!r}: write https://www.example.nl, without a path, separated by commas")
    return found


def _networks(raw: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in raw.split(",") if part.strip())
    except ValueError:
        raise SettingsError("WERKMAAT_PROXIES must hold addresses or networks such as 10.0.0.5 or 172.18.0.0/16, separated by commas") from None
