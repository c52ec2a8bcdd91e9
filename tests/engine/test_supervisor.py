"""A worker that cannot be started, dies or hangs is replaced, for as long as it takes; what it hung on is not tried for ever."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.engine import supervisor as supervisor_module
from bot.engine.client import EngineClient
from bot.engine.supervisor import Supervisor
from bot.engine.underway import Underway
from bot.settings import Settings

PATIENCE_S = 200.0  # a loaded machine; no assertion is about time
# Answers as a worker does, without the quarter of a minute that loading Rasa takes.
WORKER = """
import asyncio, sys
async def answer(reader, writer):
    await reader.readline()
    with open(sys.argv[1] + ".asked", "a") as asked:
        asked.write("x")
    writer.write(b"ok\\n")
    writer.close()
async def main():
    async with await asyncio.start_unix_server(answer, path=sys.argv[1]) as server:
        await server.serve_forever()
asyncio.run(main())
"""


class Proef(Supervisor):
    """Starts processes that only answer; the first `refused` times the machine has no process to spare."""

    def __init__(self, folder: Path, workers: int = 1, refused: int = 0) -> None:
        super().__init__(Settings(workers=workers), folder)
        self.refused, self.starts = refused, 0

    async def _start(self, number: int) -> asyncio.subprocess.Process:
        self.starts += 1
        if self.starts <= self.refused:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        socket = self._socket(number)
        socket.unlink(missing_ok=True)
        self.processes[number] = await asyncio.create_subprocess_exec(sys.executable, "-c", WORKER, str(socket))
        return self.processes[number]


@contextlib.asynccontextmanager
async def _running(supervisor: Supervisor) -> AsyncIterator[None]:
    task = asyncio.create_task(supervisor.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _until_ready(client: EngineClient) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not await client.ready():  # noqa: ASYNC110 - another process has no event to wait for
            await asyncio.sleep(0.05)


async def test_a_machine_without_a_process_to_spare_is_asked_again(tmp_path: Path) -> None:
    """Twice in vain, then it runs: one error at the start used to end the keeping alive for good."""
    supervisor = Proef(tmp_path, refused=2)
    (tmp_path / "worker-0.busy").write_text("van-een-vorige\n")  # what one that died was busy with is no sign of hanging
    async with _running(supervisor):
        await _until_ready(EngineClient(tmp_path, 1))
    assert (3, False) == (supervisor.starts, (tmp_path / "worker-0.busy").exists())


async def test_a_worker_that_hangs_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It lives and says nothing: it is ended, another one answers, and what it was busy with is remembered."""
    for name, value in {"ASK_EVERY_S": 0.1, "SILENT_S": 8.0}.items():
        monkeypatch.setattr(supervisor_module, name, value)
    supervisor = Proef(tmp_path)
    async with _running(supervisor):
        await _until_ready(EngineClient(tmp_path, 1))
        # One that hangs before the supervisor heard it counts as loading: asked three times, of which once by the line above, it was heard.
        async with asyncio.timeout(PATIENCE_S):
            while len(supervisor._socket(0).with_name("worker-0.sock.asked").read_text()) < 3:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)
        first = supervisor.processes[0]
        with Underway(supervisor._socket(0)).noted("dit-bericht"):
            first.send_signal(signal.SIGSTOP)
            async with asyncio.timeout(PATIENCE_S):
                assert -signal.SIGKILL == await first.wait()
        await _until_ready(EngineClient(tmp_path, 1))
        assert supervisor.processes[0] is not first
    assert "dit-bericht\n" == (tmp_path / "worker-0.hung").read_text()


async def test_ready_means_every_worker(tmp_path: Path) -> None:
    """One of two that hangs is seen, and so is whose conversations it serves."""
    supervisor, client = Proef(tmp_path, workers=2), EngineClient(tmp_path, 2)
    async with _running(supervisor):
        await _until_ready(client)
        supervisor.processes[1].send_signal(signal.SIGSTOP)
        assert (False, True, False) == (await client.ready(), await client.ready(4), await client.ready(5))
        supervisor.processes[1].send_signal(signal.SIGCONT)
        await _until_ready(client)


def test_only_what_a_worker_hung_on_twice_is_hopeless(tmp_path: Path) -> None:
    """What was made meanwhile is not, and what hung along once is tried again."""
    socket = tmp_path / "worker-0.sock"
    for others in (("kees",), ("noor",)):
        underway = Underway(socket)
        assert frozenset() == underway.hopeless
        with contextlib.ExitStack() as stack:
            for bericht_id in (*others, "gif"):
                stack.enter_context(underway.noted(bericht_id))
            with underway.noted("klaar"):
                pass
            supervisor_module.note_hung(socket)
            (tmp_path / "worker-0.busy").touch()
    assert {"gif"} == Underway(socket).hopeless


def test_a_turn_is_made_also_when_it_cannot_be_noted(tmp_path: Path) -> None:
    """The disk is full, or the folder gone."""
    with Underway(tmp_path / "weg" / "worker-0.sock").noted("dit-bericht"):
        pass
