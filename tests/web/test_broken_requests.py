"""Requests that nobody's browser makes: refused in plain words, and nothing of them in the log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from bot.engine.client import EngineClient
from bot.models.database import Database
from bot.settings import Settings
from bot.web.app import make_app

KANARIE = "kanariekoek"
FORM = "/begeleider/login"
MULTIPART = "multipart/form-data; boundary=a"
BROKEN_FORMS = {
    "without a name": (MULTIPART, "--a\r\nX-Iets: x\r\n\r\nkanariekoek\r\n--a--\r\n"),
    "cut off": (MULTIPART, '--a\r\nContent-Disposition: form-data; name="wachtzin"\r\n\r\nkanariekoek'),
    "another boundary": (MULTIPART, "--b\r\nContent-Disposition: form-data; name=x\r\n\r\nkanariekoek\r\n--b--\r\n"),
    "no boundary": ("multipart/form-data", "--a\r\n\r\nkanariekoek\r\n--a--\r\n"),
    "header without end": (MULTIPART, "--a\r\nkanariekoek"),
    "unknown letters": ("application/x-www-form-urlencoded; charset=kanariekoek", "email=x"),
    "unknown letters in a part": (
        MULTIPART,
        '--a\r\nContent-Disposition: form-data; name="email"\r\nContent-Type: text/plain; charset=kanariekoek\r\n\r\nx\r\n--a--\r\n',
    ),
    "unknown coding": (
        MULTIPART,
        '--a\r\nContent-Disposition: form-data; name="email"\r\nContent-Transfer-Encoding: kanariekoek\r\n\r\nx\r\n--a--\r\n',
    ),
}


@pytest.fixture
async def server(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[TestServer]:
    """The whole front, while no worker lives."""
    async with TestServer(make_app(Settings(), sqlite_database, EngineClient(tmp_path, 1))) as running:
        yield running


async def _answer(server: TestServer, raw: bytes) -> bytes:
    """Everything the server says to these bytes, until it hangs up."""
    reader, writer = await asyncio.open_connection(server.host, server.port)
    writer.write(raw)
    async with asyncio.timeout(60):
        said = await reader.read()
    writer.close()
    return said


@pytest.mark.parametrize("what", BROKEN_FORMS)
async def test_a_broken_form_is_refused_in_plain_words(server: TestServer, what: str, caplog: pytest.LogCaptureFixture) -> None:
    """Not an error of ours, and not in the log."""
    kind, body = BROKEN_FORMS[what]
    head = f"POST {FORM} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    with caplog.at_level(logging.WARNING):
        said = await _answer(server, (head + body).encode())
    assert b"HTTP/1.1 400 " == said[:13], said[:200]
    assert "Dit kan ik niet lezen." in said.decode()
    assert KANARIE not in caplog.text


@pytest.mark.parametrize(
    "raw",
    [
        f"GET /gesprek HTTP/1.1\r\nHost: x\r\nCookie: werkmaat_client={KANARIE}{'a' * 9000}\r\n\r\n",
        f"GET /gesprek HTTP/1.1\r\nHost: x\r\nCookie werkmaat_client={KANARIE}\r\n\r\n",
        f"GET /x {KANARIE} HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=["long", "no colon", "no address"],
)
async def test_what_cannot_be_read_is_not_in_the_log(server: TestServer, raw: str, caplog: pytest.LogCaptureFixture) -> None:
    """aiohttp quotes the line it stumbles on: a cookie is a way in. That it went wrong, and how, stays there."""
    with caplog.at_level(logging.WARNING):
        said = await _answer(server, raw.encode())
    assert b"HTTP/1.1 400 " in said[:13] or b"HTTP/1.0 400 " in said[:13], said[:200]
    found = [logging.Formatter().format(record) for record in caplog.records if record.name.startswith("aiohttp")]
    assert found
    assert [] == [line for line in found if KANARIE in line or "Traceback" in line]
    assert all("a request failed in the server: " in line for line in found)
