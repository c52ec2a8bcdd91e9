"""A key that is missing or wrong is noticed at the start, by whatever command, and nothing is made beside it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import CommandError
from bot.models.crypto import KEY_BYTES
from bot.serve import opened
from bot.settings import Settings
from tests.people import add_begeleider


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """A data folder without a key, and a database without a row."""
    return replace(Settings(), data=tmp_path / "gegevens", database_url=database_url)


async def test_an_empty_database_gets_a_key(settings: Settings) -> None:
    """The same one at the next start."""
    async with opened(settings) as database:
        await add_begeleider(database)
    async with opened(settings) as database:
        await database.check_key()


async def test_a_database_without_its_key_is_not_opened(settings: Settings) -> None:
    """A restore that forgot the key file: said in one line, and no new key, which would hide it until the first client comes."""
    async with opened(settings) as database:
        await add_begeleider(database)
    settings.master_key.unlink()
    with pytest.raises(CommandError, match=r"master\.key is missing; put the key file there"):
        async with opened(settings):
            pass
    assert not settings.master_key.exists()


async def test_a_database_of_another_key_is_not_opened(settings: Settings) -> None:
    """And the right key opens it again."""
    async with opened(settings) as database:
        await add_begeleider(database)
    right = settings.master_key.read_bytes()
    settings.master_key.write_bytes(os.urandom(KEY_BYTES))
    with pytest.raises(CommandError, match="does not fit this database; restore the key file that belongs to it"):
        async with opened(settings):
            pass
    settings.master_key.write_bytes(right)
    async with opened(settings) as database:
        await database.check_key()


async def test_a_new_address_gets_tables_and_a_key(tmp_path: Path) -> None:
    """The very first start, when there is not even a file."""
    settings = replace(Settings(), data=tmp_path / "nieuw")
    async with opened(settings) as database:
        await add_begeleider(database)
    assert settings.master_key.exists()
