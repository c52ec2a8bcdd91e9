"""Mijn stappen: noted by the own begeleider only, kept as a log, said in plain words, and empty until it is noted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.care import traject
from bot.care.caseload import NietGevonden
from bot.care.traject import FASEN, OngeldigeStap
from bot.models.database import Database
from bot.models.kring_tables import TrajectStap
from tests.people import NOW, add_begeleider, add_client


async def test_the_newest_counts_and_the_rest_is_the_log(database: Database) -> None:
    """Newest first, with who and when; the same again leaves no row; talks are counted in the voortraject only."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    assert () == await traject.van_eigen_client(database, anna, kees)
    for day, (fase, gesprekken) in enumerate([("voortraject", 0), ("voortraject", 3), ("voortraject", 3), ("matching", 5)]):
        await traject.noteer(database, anna, kees, fase, gesprekken, now=NOW + timedelta(days=day))
    log = await traject.van_eigen_client(database, anna, kees)
    assert [("matching", None), ("voortraject", 3), ("voortraject", 0)] == [(one.fase, one.gesprekken) for one in log]
    assert [NOW + timedelta(days=3), "Anna Proef"] == [log[0].sinds, log[0].door]
    assert ["gesprek 3 van hoogstens 8", "het eerste gesprek komt nog"] == [traject.gesprek_in_woorden(one) for one in log[1:]]


@pytest.mark.parametrize(
    ("fase", "gesprekken", "veld"),
    [("alle", 1, "fase"), ("", 1, "fase"), ("voortraject", 9, "gesprekken"), ("voortraject", -1, "gesprekken"), ("voortraject", None, "gesprekken")],
)
async def test_what_cannot_be_is_refused(database: Database, fase: str, gesprekken: int | None, veld: str) -> None:
    """Another phase than the five, more talks than the voortraject has, or no number of them; then nothing is noted."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    with pytest.raises(OngeldigeStap) as refused:
        await traject.noteer(database, anna, kees, fase, gesprekken, now=NOW)
    assert veld == refused.value.veld
    assert () == await traject.van_eigen_client(database, anna, kees)


async def test_a_begeleider_reaches_own_clients_only(database: Database) -> None:
    """Reading and noting about somebody else's client, or nobody, is the same: not found."""
    anna, bram = await add_begeleider(database), await add_begeleider(database, "bram@proef.example", naam="Bram Proef")
    kees = await add_client(database, anna)
    for client_id in (kees, 999):
        with pytest.raises(NietGevonden):
            await traject.noteer(database, bram, client_id, "matching", None, now=NOW)
        with pytest.raises(NietGevonden):
            await traject.van_eigen_client(database, bram, client_id)
    async with database.read() as session:
        assert 0 == await session.scalar(select(func.count(TrajectStap.id)))


@pytest.mark.parametrize("fase", FASEN)
def test_every_phase_is_explained_whole(fase: str) -> None:
    """Now, who does what, what comes: filled in, and without a date or a figure to reach."""
    said = traject.uitleg(traject.Stap(fase, 3, NOW, "Anna Proef"), "Anna Proef")
    assert ["nu", "wie", "straks"] == list(said)
    assert not [text for text in said.values() if "{" in text or not text]
    assert traject.naam_van(fase)
