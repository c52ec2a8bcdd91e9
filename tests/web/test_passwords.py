"""Logging in: as slow for unknown addresses, limited in attempts, and nobody can lock somebody else out."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from argon2 import extract_parameters

from bot.care.toegang import renew_wachtzin
from bot.care.wachtzin import decoy_hash
from bot.models.database import Database
from bot.web.passwords import ATTEMPTS, WAITING, WAITING_OF_ONE, WINDOW, AttemptLimit, LoginDesk, TeDruk, TeVaakGeprobeerd
from tests.people import NOW, WACHTZIN, WACHTZIN_HASH, add_begeleider

EMAIL = "anna@proef.example"


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoginDesk]:
    """A desk that notes which hashes it checked."""
    desk = LoginDesk()
    yield desk
    desk.close()


async def _tries(desk: LoginDesk, database: Database, email: str, wachtzin: str, sender: str = "10.0.0.1", now=NOW) -> int | str | None:
    try:
        found = await desk.login(database, email, wachtzin, sender, now=now)
        return found.id if found else None
    except TeVaakGeprobeerd:
        return "te vaak"
    except TeDruk:
        return "te druk"


async def test_only_the_right_passphrase_logs_in(sqlite_database: Database, desk: LoginDesk) -> None:
    """Exactly as typed; the address in any case."""
    begeleider_id = await add_begeleider(sqlite_database, EMAIL)
    assert await _tries(desk, sqlite_database, " ANNA@proef.example", WACHTZIN) == begeleider_id
    for wrong in ("", WACHTZIN.upper(), WACHTZIN + " ", WACHTZIN[:-1], WACHTZIN_HASH):
        assert await _tries(desk, sqlite_database, EMAIL, wrong, sender=wrong) is None


async def test_an_unknown_address_costs_the_same_work(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, desk: LoginDesk) -> None:
    """One check of a hash with the agreed parameters either way, so that the answer's time tells nothing."""
    checked: list[str] = []
    monkeypatch.setattr("bot.web.passwords.verify_wachtzin", lambda stored, wachtzin: checked.append(stored) or False)
    await add_begeleider(sqlite_database, EMAIL)
    await _tries(desk, sqlite_database, EMAIL, WACHTZIN)
    await _tries(desk, sqlite_database, "niemand@proef.example", WACHTZIN)
    known, unknown = (extract_parameters(stored) for stored in checked)
    assert known == unknown
    assert (64 * 1024, 3, 1, "ID") == (unknown.memory_cost, unknown.time_cost, unknown.parallelism, unknown.type.name)
    assert decoy_hash() != decoy_hash()


async def test_many_attempts_at_once_do_not_slip_through(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, desk: LoginDesk) -> None:
    """Of fifty at the same moment five are checked; after a quarter of an hour one may try again."""
    checked: list[str] = []
    monkeypatch.setattr("bot.web.passwords.verify_wachtzin", lambda stored, wachtzin: checked.append(stored) or False)
    await add_begeleider(sqlite_database, EMAIL)
    outcomes = await asyncio.gather(*(_tries(desk, sqlite_database, EMAIL, "fout") for _ in range(50)))
    assert outcomes.count("te vaak") == 50 - ATTEMPTS
    assert len(checked) == ATTEMPTS
    assert await _tries(desk, sqlite_database, EMAIL, "fout", now=NOW + WINDOW - timedelta(seconds=1)) == "te vaak"
    assert await _tries(desk, sqlite_database, EMAIL, "fout", now=NOW + WINDOW) is None


async def test_a_stranger_cannot_lock_a_begeleider_out(sqlite_database: Database, desk: LoginDesk) -> None:
    """Attempts from elsewhere, however many, leave the begeleider's own log in alone."""
    begeleider_id = await add_begeleider(sqlite_database, EMAIL)
    for _ in range(ATTEMPTS + 1):
        last = await _tries(desk, sqlite_database, EMAIL, "fout", sender="10.6.6.6")
    assert last == "te vaak"
    assert await _tries(desk, sqlite_database, EMAIL, WACHTZIN, sender="10.0.0.1") == begeleider_id


async def test_success_forgives_typing_errors(sqlite_database: Database, desk: LoginDesk) -> None:
    """Who gets in starts counting from nothing."""
    begeleider_id = await add_begeleider(sqlite_database, EMAIL)
    for _ in range(2):
        for _ in range(ATTEMPTS - 1):
            assert await _tries(desk, sqlite_database, EMAIL, "fout") is None
        assert await _tries(desk, sqlite_database, EMAIL, WACHTZIN) == begeleider_id


async def test_a_new_passphrase_ends_the_wait_of_that_account_only(sqlite_database: Database, desk: LoginDesk) -> None:
    """Made by the beheerder while somebody waits; guessing at the new one is limited again, and others wait on."""
    begeleider_id = await add_begeleider(sqlite_database, EMAIL)
    await add_begeleider(sqlite_database, "bram@proef.example")
    for email in (EMAIL, "bram@proef.example"):
        for _ in range(ATTEMPTS):
            await _tries(desk, sqlite_database, email, "fout")
        assert await _tries(desk, sqlite_database, email, WACHTZIN) == "te vaak"
    new = await renew_wachtzin(sqlite_database, EMAIL)
    assert await _tries(desk, sqlite_database, EMAIL, new) == begeleider_id
    assert await _tries(desk, sqlite_database, "bram@proef.example", WACHTZIN) == "te vaak"
    outcomes = [await _tries(desk, sqlite_database, EMAIL, WACHTZIN) for _ in range(ATTEMPTS + 1)]
    assert outcomes == [None] * ATTEMPTS + ["te vaak"]


async def test_a_flood_waits_in_a_short_queue(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, desk: LoginDesk) -> None:
    """Of one sender a few attempts wait, of all senders some dozens; others are told at once, and not counted. Afterwards there is room again."""
    begeleider_id = await add_begeleider(sqlite_database, EMAIL)
    go, full = threading.Event(), WAITING // WAITING_OF_ONE
    monkeypatch.setattr("bot.web.passwords.verify_wachtzin", lambda *_: go.wait(60) and False)
    waiting: list[asyncio.Task[int | str | None]] = []
    for sender in range(full):
        waiting += [asyncio.create_task(_tries(desk, sqlite_database, f"{n}@x.nl", "x", f"10.0.1.{sender}")) for n in range(WAITING_OF_ONE)]
        await _under_way(desk, len(waiting))
        assert "te druk" == await _tries(desk, sqlite_database, EMAIL, "x", f"10.0.1.{sender}")
    for _ in range(ATTEMPTS):
        assert "te druk" == await _tries(desk, sqlite_database, EMAIL, WACHTZIN)
    go.set()
    assert [None] * WAITING == await asyncio.gather(*waiting)
    monkeypatch.undo()
    assert begeleider_id == await _tries(desk, sqlite_database, EMAIL, WACHTZIN)
    assert {} == dict(desk._under_way)


async def _under_way(desk: LoginDesk, number: int) -> None:
    async with asyncio.timeout(60):
        while desk._under_way.total() < number:  # noqa: ASYNC110 - the desk tells nobody
            await asyncio.sleep(0.01)


def test_the_memory_of_attempts_is_bounded() -> None:
    """A flood of senders pushes the oldest out, never memory up."""
    limit = AttemptLimit(kept=100)
    for number in range(1000):
        limit.count(str(number), NOW)
    assert len(limit._tries) == 100
