"""All settings, read once from the environment and validated. Nothing else in the project reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

PROJECT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A setting has a value Werkmaat cannot work with; the message says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """Where Werkmaat keeps its things and how it is reached.

    data: folder for the database, the master key and the sockets. database_url: SQLAlchemy URL (asyncio driver) or empty for SQLite in `data`.
    public_url: the address people type; https there makes the cookies Secure. workers: engine processes.
    """

    data: Path = PROJECT / "var"
    database_url: str = field(default="", repr=False)
    models: Path = PROJECT / "models"
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 1
    public_url: str = ""
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Amsterdam"))

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read WERKMAAT_DATA, WERKMAAT_DATABASE_URL, WERKMAAT_HOST, WERKMAAT_PORT, WERKMAAT_WORKERS, WERKMAAT_PUBLIC_URL."""
        settings = cls()
        if data := env.get("WERKMAAT_DATA"):
            settings = replace(settings, data=Path(data).absolute())
        return replace(
            settings,
            database_url=env.get("WERKMAAT_DATABASE_URL", ""),
            host=env.get("WERKMAAT_HOST", settings.host),
            port=_number(env, "WERKMAAT_PORT", settings.port, 1, 65535),
            workers=_number(env, "WERKMAAT_WORKERS", settings.workers, 1, 64),
            public_url=env.get("WERKMAAT_PUBLIC_URL", "").rstrip("/"),
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


def _number(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    raw = env.get(name, "")
    if not raw:
        return default
    if not raw.isdigit() or not low <= int(raw) <= high:
        raise SettingsError(f"{name} must be a whole number from {low} to {high}, not {raw!r}")
    return int(raw)
