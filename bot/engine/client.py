"""How the front reaches the workers. Imports nothing of Rasa."""

from __future__ import annotations

import asyncio
from pathlib import Path


class EngineClient:
    """Sends message ids to the worker that serves their conversation."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._sockets = [folder / f"worker-{number}.sock" for number in range(workers)]

    async def answer(self, bericht_id: str, gesprek_id: int, within_s: float) -> bool:
        """Have the message answered; True when its turn is committed, False when that takes longer or no worker is there (yet)."""
        try:
            async with asyncio.timeout(within_s):
                return await self._ask(gesprek_id % len(self._sockets), bericht_id)
        except (OSError, TimeoutError):
            return False

    async def ready(self) -> bool:
        """Whether a worker has loaded its model and passed its self-test."""
        for number in range(len(self._sockets)):
            try:
                async with asyncio.timeout(1.0):
                    if await self._ask(number, ""):
                        return True
            except (OSError, TimeoutError):
                continue
        return False

    async def _ask(self, number: int, line: str) -> bool:
        reader, writer = await asyncio.open_unix_connection(self._sockets[number])
        try:
            writer.write(f"{line}\n".encode())
            await writer.drain()
            return (await reader.readline()).strip() == b"ok"
        finally:
            writer.close()
