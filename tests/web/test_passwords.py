"""Logging in: as slow for unknown addresses, limited in attempts, and nobody can lock somebody else out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from argon2 import extract_parameters

from bot.care.toegang import renew_wachtzin
from bot.care.wachtzin import decoy_hash
from bot.models.database import Database
from bot.web.passwords import ATTEMPTS, WINDOW, AttemptLimit, LoginDesk, TeVaakGeprobeerd
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
        return await desk.login(database, email, wachtzin, sender, now=now)
    except TeVaakGeprobeerd:
        return "te vaak"


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


def test_the_memory_of_attempts_is_bounded() -> None:
    """A flood of senders pushes the oldest out, never memory up."""
    limit = AttemptLimit(kept=100)
    for number in range(1000):
        limit.count(str(number), NOW)
    assert len(limit._tries) == 100
