"""The product as a user meets it: `werkmaat serve` as a process of its own on an empty folder, and a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.browser.widget.conftest import FLAGS

LOADING_S = 240


@dataclass(frozen=True)
class Product:
    """A running Werkmaat with demo data."""

    address: str
    client_link: str
    email: str
    wachtzin: str


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_ready(address: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + LOADING_S
    while time.monotonic() < until:
        assert process.poll() is None, "werkmaat serve ended"
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.5)
    pytest.fail("no worker became ready")


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """`werkmaat serve --demo` on an empty data folder, until a worker is ready."""
    folder = tmp_path_factory.mktemp("product")
    port = _free_port()
    log = folder / "serve.txt"
    environment = {**os.environ, "WERKMAAT_DATA": str(folder / "var")}
    with log.open("w") as output:
        command = [str(Path(sys.executable).parent / "werkmaat"), "serve", "--demo", "--port", str(port)]
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment, text=True)
    try:
        _wait_ready(f"http://127.0.0.1:{port}", process)
        until = time.monotonic() + LOADING_S
        while "werkgever" not in log.read_text() and time.monotonic() < until:
            time.sleep(0.2)
        said = log.read_text()
        link = re.search(r"client\s+(\S+)", said)
        login = re.search(r"begeleider\s+\S+\s+(\S+)\s+(\S+)", said)
        assert link is not None, said
        assert login is not None, said
        yield Product(f"http://127.0.0.1:{port}", link[1], login[1], login[2])
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield running
        await running.close()
