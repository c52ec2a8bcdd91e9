"""The worker process: loads Rasa, tests itself, and answers the messages it is told of over a Unix socket.

Protocol: one connection per message; the front sends the message's id and a newline, the worker answers "ok" when the turn is committed.
The worker ends when its standard input closes, so that it never outlives the front.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from pathlib import Path

from bot.engine import quiet

quiet.prepare()

from rasa.core.agent import Agent  # noqa: E402  # after prepare(): Rasa must find the placeholders and stay silent

from bot.care import tussendoor  # noqa: E402
from bot.engine.local_actions import LocalActions  # noqa: E402
from bot.engine.runner import TurnRunner  # noqa: E402
from bot.engine.selftest import self_test  # noqa: E402
from bot.engine.tracker_store import TurnTrackerStore  # noqa: E402
from bot.engine.training import GUARD, verified  # noqa: E402
from bot.engine.underway import Underway  # noqa: E402
from bot.models.crypto import MasterKey  # noqa: E402
from bot.models.database import Database  # noqa: E402
from bot.models.tables import Bericht  # noqa: E402
from bot.nlu import safety, wishes  # noqa: E402
from bot.settings import Settings  # noqa: E402

log = logging.getLogger("bot.engine.worker")

SWEEP_S = 2.0


def load(models: Path, database: Database, *, kan_mailen: bool = True, underway: Underway | None = None) -> TurnRunner:
    """Load the trained model. Raises ModelError when it is missing or was changed."""
    safety.load(models / GUARD)  # without it the guard would train itself again, ten seconds long
    store = TurnTrackerStore()
    agent = Agent.load(str(verified(models)), tracker_store=store, action_endpoint=LocalActions())
    # Rasa wraps every store in one that hides its errors and goes on in memory: a database fault would lose the message with a normal answer.
    agent.tracker_store = agent.processor.tracker_store = store
    quiet.assert_no_sentry()
    # Built now, so that no client waits for them: the knowledge base's index, and the word lists of understanding.
    tussendoor.kennis()
    wishes.understand("drie ochtenden", "uren")
    return TurnRunner(database, agent, store, kan_mailen=kan_mailen, underway=underway)


class Worker:
    """Serves one share of the conversations: those whose number modulo `of` is `number`."""

    def __init__(self, runner: TurnRunner, number: int, of: int) -> None:
        self.runner, self.number, self.of = runner, number, of

    async def serve(self, socket: Path) -> None:
        server = await asyncio.start_unix_server(self._connection, path=socket)
        os.chmod(socket, 0o600)
        async with server:
            sweep = asyncio.create_task(self._sweep())
            await _stdin_closed()
            sweep.cancel()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            bericht_id = (await reader.readline()).decode().strip()
            if bericht_id:
                await self.runner.answer(bericht_id)
            writer.write(b"ok\n")
            await writer.drain()
        except Exception as error:
            log.error("a turn was not made: %s", type(error).__name__)
        finally:
            writer.close()

    async def _sweep(self) -> None:
        """Pick up what was received but not answered: by a worker that died, or while none lived."""
        while True:
            try:
                for bericht_id in await self.runner.waiting(Bericht.gesprek_id % self.of == self.number):
                    await self._answer(bericht_id)
            except Exception as error:
                log.error("sweep failed: %s", type(error).__name__)
            await asyncio.sleep(SWEEP_S)

    async def _answer(self, bericht_id: str) -> None:
        """A conversation that keeps failing must not hold up the ones after it."""
        try:
            await self.runner.answer(bericht_id)
        except Exception as error:
            log.error("a waiting turn was not made: %s", type(error).__name__)


async def _stdin_closed() -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--number", type=int, required=True)
    parser.add_argument("--of", type=int, required=True)
    options = parser.parse_args()
    settings = Settings.from_env()
    database = Database(settings.database, MasterKey.from_file(settings.master_key))
    runner = load(settings.models, database, kan_mailen=bool(settings.smtp_url), underway=Underway(options.socket))
    await self_test(runner)
    await Worker(runner, options.number, options.of).serve(options.socket)
    await database.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="worker: %(message)s")
    asyncio.run(main())
