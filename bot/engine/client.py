"""How the front reaches the workers. Imports nothing of Rasa."""

from __future__ import annotations

import asyncio
from pathlib import Path

# A worker that makes a turn answers a question in between after a second at most, also on a busy machine.
READY_WITHIN_S = 3.0


async def ask(socket: Path, line: str, within_s: float) -> bool:
    """Whether the worker at this socket answers "ok" in time. An empty line asks only whether it is there."""
    try:
        async with asyncio.timeout(within_s):
            reader, writer = await asyncio.open_unix_connection(socket)
            try:
                writer.write(f"{line}\n".encode())
                await writer.drain()
                return (await reader.readline()).strip() == b"ok"
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False


class EngineClient:
    """Sends message ids to the worker that serves their conversation."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._sockets = [folder / f"worker-{number}.sock" for number in range(workers)]

    async def answer(self, bericht_id: str, gesprek_id: int, within_s: float) -> bool:
        """Have the message answered; True when its turn is committed, False when that takes longer or no worker is there (yet)."""
        return await ask(self._of(gesprek_id), bericht_id, within_s)

    async def ready(self, gesprek_id: int | None = None) -> bool:
        """Whether the worker of this conversation has loaded its model and passed its self-test; without one: whether all workers have."""
        sockets = self._sockets if gesprek_id is None else [self._of(gesprek_id)]
        return all(await asyncio.gather(*(ask(socket, "", READY_WITHIN_S) for socket in sockets)))

    def _of(self, gesprek_id: int) -> Path:
        return self._sockets[gesprek_id % len(self._sockets)]
