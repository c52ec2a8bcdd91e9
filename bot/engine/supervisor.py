"""Starts the workers and starts them again when they end."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import time
from pathlib import Path

from bot.settings import Settings

log = logging.getLogger(__name__)

# A worker that dies at once again and again is tried more slowly, but never given up.
FIRST_WAIT_S, LONGEST_WAIT_S, STEADY_AFTER_S = 0.2, 30.0, 60.0
STOP_S = 3.0


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
            process = await self._start(number)
            try:
                code = await process.wait()
            except asyncio.CancelledError:
                await self._stop(process)
                raise
            wait = FIRST_WAIT_S if time.monotonic() - started > STEADY_AFTER_S else min(wait * 2, LONGEST_WAIT_S)
            log.warning("worker %d ended with %s; starting it again in %.1f s", number, code, wait)
            await asyncio.sleep(wait)

    async def _start(self, number: int) -> asyncio.subprocess.Process:
        socket = self.folder / f"worker-{number}.sock"
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
