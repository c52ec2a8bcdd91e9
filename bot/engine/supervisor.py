"""Starts the workers, and starts them again when they end or hang."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import time
from pathlib import Path

from bot.engine.client import READY_WITHIN_S, ask
from bot.engine.underway import forget_busy, note_hung
from bot.settings import Settings

log = logging.getLogger(__name__)

# A worker that dies at once again and again is tried more slowly, but never given up.
FIRST_WAIT_S, LONGEST_WAIT_S, STEADY_AFTER_S = 0.2, 30.0, 60.0
STOP_S = 3.0
# A turn holds up its worker for tenths of a second; loading the model takes a quarter of a minute, on a slow machine some minutes.
ASK_EVERY_S, SILENT_S, LOADING_S = 5.0, 30.0, 600.0
# The machine may have stood still itself: after that one question without an answer says nothing.
SILENT_TIMES = 3


class Supervisor:
    """Keeps `settings.workers` workers alive as long as `run` runs."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings, self.folder = settings, folder
        self.processes: dict[int, asyncio.subprocess.Process] = {}

    async def run(self) -> None:
        await asyncio.gather(*(self._keep_alive(number) for number in range(self.settings.workers)))

    async def _keep_alive(self, number: int) -> None:
        wait = FIRST_WAIT_S
        while True:
            started = time.monotonic()
            try:
                ended = f"ended with {await self._run_once(number)}"
            except OSError as error:  # no memory or no process to be had at this moment: that passes
                ended = f"could not be started ({error.strerror})"
            wait = FIRST_WAIT_S if time.monotonic() - started > STEADY_AFTER_S else min(wait * 2, LONGEST_WAIT_S)
            log.warning("worker %d %s; starting it again in %.1f s", number, ended, wait)
            await asyncio.sleep(wait)

    async def _run_once(self, number: int) -> int:
        """Start the worker and wait for its end. Returns its exit code."""
        forget_busy(self._socket(number))
        process = await self._start(number)
        ended = asyncio.create_task(process.wait())
        try:
            await self._end_when_it_hangs(number, process, ended)
            return await ended
        except asyncio.CancelledError:
            await self._stop(process)
            raise
        finally:
            ended.cancel()

    async def _end_when_it_hangs(self, number: int, process: asyncio.subprocess.Process, ended: asyncio.Task[int]) -> None:
        """Ask the worker now and then whether it is there, until it ends; one that stays silent is ended, for its clients wait."""
        socket = self._socket(number)
        heard, unheard, patience = time.monotonic(), 0, LOADING_S
        while not (await asyncio.wait({ended}, timeout=ASK_EVERY_S))[0]:
            if await ask(socket, "", READY_WITHIN_S):
                heard, unheard, patience = time.monotonic(), 0, SILENT_S
                continue
            unheard += 1
            if unheard >= SILENT_TIMES and time.monotonic() - heard > patience:
                log.error("worker %d has not answered for %.0f s and is ended", number, patience)
                process.kill()
                note_hung(socket)
                return

    def _socket(self, number: int) -> Path:
        return self.folder / f"worker-{number}.sock"

    async def _start(self, number: int) -> asyncio.subprocess.Process:
        socket = self._socket(number)
        socket.unlink(missing_ok=True)
        arguments = ["--socket", str(socket), "--number", str(number), "--of", str(self.settings.workers)]
        environment = {
            **os.environ,
            "WERKMAAT_DATA": str(self.settings.data),
            "WERKMAAT_DATABASE_URL": self.settings.database_url,
            "WERKMAAT_WORKERS": str(self.settings.workers),
        }
        # The pipe to its standard input closes when the front dies, whatever way: the worker then ends too.
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.engine.worker", *arguments, stdin=asyncio.subprocess.PIPE, env=environment
        )
        self.processes[number] = process
        return process

    async def _stop(self, process: asyncio.subprocess.Process) -> None:
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), STOP_S)
        except TimeoutError:
            process.kill()
            await process.wait()
