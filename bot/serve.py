"""`werkmaat serve`: the composition root. Opens the database, starts the workers, and serves the front."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.care import demo, guard
from bot.cli import CommandError
from bot.engine.client import EngineClient
from bot.engine.supervisor import Supervisor
from bot.engine.training import GUARD, SIGNALS, ModelError, is_stale, verified
from bot.models.crypto import CryptoError
from bot.models.database import Database, utcnow
from bot.models.migrate import MigrationError
from bot.models.opening import open_database
from bot.settings import Settings
from bot.web.app import make_app


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database of these settings, migrated. Raises CommandError, in one line, when it cannot be used."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        database = await open_database(settings.database, settings.master_key)
    except (CryptoError, MigrationError) as error:
        raise CommandError(str(error)) from None
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        reason = str(cause) or ("no answer in time" if isinstance(cause, TimeoutError) else type(cause).__name__)
        raise CommandError(f"The database cannot be opened: {reason}. Check --data or --database, and whether the disk is full") from None
    try:
        yield database
    finally:
        await database.close()


def _address_file(settings: Settings) -> Path:
    return settings.data / "address"


@contextlib.contextmanager
def address_left(settings: Settings) -> Iterator[None]:
    """While Werkmaat runs its address stands in the data folder, so that a command beside it prints links that work."""
    file = _address_file(settings)
    with contextlib.suppress(OSError):  # a full disk does not stop the serving
        file.write_text(settings.address, encoding="utf-8")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if file.read_text(encoding="utf-8") == settings.address:  # another one may have started meanwhile
                file.unlink()


def address_of_running(settings: Settings) -> str | None:
    """The address of the Werkmaat that runs on this data folder, if any."""
    try:
        return _address_file(settings).read_text(encoding="utf-8").strip() or None
    except OSError:
        return None


async def print_demo(settings: Settings) -> None:
    """Print the three links of the demo, after filling an empty database."""
    async with opened(settings) as database:
        links = await demo.fill(database, settings, now=utcnow())
    if links is None:
        raise CommandError("The database holds a real organisation; the demo is only for an empty one")
    _print_links(links)


def _print_links(links: demo.DemoLinks) -> None:
    print("Demo (made-up people):")
    print(f"  client      {links.client}")
    print(f"  begeleider  {links.begeleider}   {links.email}   {links.wachtzin}")
    print(f"  werkgever   {links.werkgever}", flush=True)


async def serve(settings: Settings, *, with_demo: bool) -> None:
    """Run until SIGINT or SIGTERM. The front answers within a second or two; the workers follow when Rasa is loaded."""
    logging.basicConfig(level=logging.WARNING, format="front: %(message)s")
    if settings.host in ("0.0.0.0", "::") and not settings.public_url:  # noqa: S104 - compared with, not bound to
        raise CommandError("Set WERKMAAT_PUBLIC_URL to the address people use: links cannot start with " + settings.host)
    if is_stale(settings.models):
        raise CommandError("The model is missing or does not fit the project: run `werkmaat train` (or `make start`)")
    try:
        for name in (GUARD, SIGNALS):  # the workers compare their own
            verified(settings.models, name)
    except ModelError as error:
        raise CommandError(str(error)) from None
    async with opened(settings) as database:
        with tempfile.TemporaryDirectory(prefix="werkmaat-") as folder:
            supervisor = Supervisor(settings, Path(folder))
            app = make_app(settings, database, EngineClient(Path(folder), settings.workers))
            runner = web.AppRunner(app, access_log=None, handle_signals=False)
            await runner.setup()
            workers: asyncio.Task[None] | None = None
            try:
                guard.use(settings.models / GUARD)
                await _listen(runner, settings)
                with address_left(settings):
                    workers = asyncio.create_task(supervisor.run())
                    await _load_guard()
                    await _announce(settings, database, with_demo)
                    await _until_stopped()
            finally:
                if workers is not None:
                    workers.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await workers
                await runner.cleanup()


async def _load_guard() -> None:
    """Messages that come in meanwhile wait. Raises CommandError when the guard cannot read: without it nobody is served."""
    try:
        await asyncio.to_thread(guard.load)
    except guard.GuardError as error:
        raise CommandError(f"Werkmaat does not start. {error}") from None


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(f"Port {settings.port} is in use: stop the other program or give --port another number") from None
        raise CommandError(f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}") from None


async def _announce(settings: Settings, database: Database, with_demo: bool) -> None:
    print(f"Werkmaat is at {settings.address} (Ctrl+C stops it)", flush=True)
    if with_demo and (links := await demo.fill(database, settings, now=utcnow())) is not None:
        _print_links(links)


async def _until_stopped() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for which in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(which, stop.set)
    await stop.wait()
