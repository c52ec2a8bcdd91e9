"""Helplines per organisatie: the defaults, what replaces them, and that a mistake in them stops nothing."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from bot.care import hulplijnen
from bot.care.hulplijnen import STANDAARD, Hulplijnen, Lijn, lees
from bot.care.teksten import responses
from bot.care.turns import fixed
from bot.care.werkgever import teksten as werkgever
from bot.care.werkgever.zinnen import hulp
from bot.models.database import Database
from bot.models.tables import Organisatie
from tests.people import add_begeleider, add_client, add_organisatie

OWN = {
    "alarm": "911",
    "zelfdoding": "1813",
    "huisartsenpost": "0900 1234",
    "extra": [{"naam": "Luisterlijn", "telefoon": "088-0767000"}],
}


def test_without_settings_the_lines_are_those_everybody_knows() -> None:
    """112, 113 with its free number and chat, Veilig Thuis; no huisarts, for nobody named one."""
    assert Hulplijnen("112", "113", "0800-0113", "113.nl", "0800-2000", None, None, ()) == lees({})


def test_an_organisatie_replaces_and_adds() -> None:
    """What it named counts, the rest stays; what was added keeps its name."""
    found = lees({"hulplijnen": OWN})
    assert ("911", "1813", "0800-0113") == (found.alarm, found.zelfdoding, found.zelfdoding_gratis)
    assert (Lijn("Huisartsenpost", "0900 1234"), Lijn("Luisterlijn", "088-0767000")) == found.ook


@pytest.mark.parametrize(
    "bad",
    [
        {"alarm": "een een twee"},
        {"alarm": 112},
        {"alarm": "1"},
        {"zelfdoding": ["113"]},
        {"zelfdoding_chat": "geen adres"},
        {"zelfdoding_chat": "javascript:alert(1)"},
        {"huisarts": "bel maar"},
        {"huisarts": "0612345678901234567890"},
        {"extra": "112"},
        {"extra": [{"naam": "", "telefoon": "112"}]},
        {"extra": [{"naam": "x", "telefoon": "112"}] * 4},
        {"extra": [None]},
        {"alarm": ""},
        "112",
        None,
        [],
    ],
)
def test_a_bad_value_falls_back(bad: object) -> None:
    """Nobody is ever shown something that cannot be called."""
    assert lees({"hulplijnen": bad}) == STANDAARD


def test_every_safety_text_takes_its_numbers_from_there() -> None:
    """No text of a client or of a werkgever holds a number of its own, and none is left with an empty place."""
    texts = {naam: one for source in (responses(), werkgever.responses()) for naam, one in source.items() if one.custom.get("kind") == "safety"}
    assert len(texts) > 15
    assert [] == [naam for naam, one in texts.items() if re.search(r"\b11[23]\b|0800", one.tekst)]
    for naam in texts:
        turn = hulp(naam).turn if naam.startswith("utter_werkgever") else fixed(naam)
        assert not re.search(r"\{(alarm|zelfdoding\w*|veilig_thuis)\}", " ".join(turn.text)), naam


def test_a_werkgever_reads_the_lines_of_the_organisatie() -> None:
    """In place and added; at a stroke nothing stands beside the emergency number."""
    lijnen = lees({"hulplijnen": OWN})
    said = hulp("utter_werkgever_veiligheid", lijnen).turn.text
    assert "bel dan 911" in said[0]
    assert ["Huisartsenpost: 0900 1234", "Luisterlijn: 088-0767000"] == said[-3:-1]
    assert "anoniem" in said[-1]
    neuro = " ".join(hulp("utter_werkgever_veiligheid_neuro", lijnen).turn.text)
    assert ("Bel nu 911" in neuro, "Luisterlijn" in neuro) == (True, False)


async def test_who_is_not_known_gets_those_of_the_organisatie_that_runs_werkmaat(database: Database) -> None:
    """The first that is no demo; without any, the defaults."""
    assert await hulplijnen.van_iedereen(database) == STANDAARD
    organisatie = await add_organisatie(database)
    async with database.begin() as session:
        await session.execute(update(Organisatie).where(Organisatie.id == organisatie).values(instellingen={"hulplijnen": OWN}))
    assert "911" == (await hulplijnen.van_iedereen(database)).alarm


async def test_a_fault_beside_a_safety_answer_takes_nothing_along(database: Database) -> None:
    """Settings of an impossible shape give the defaults, and what the transaction wrote before and writes after is kept."""
    organisatie = await add_organisatie(database)
    client = await add_client(database, await add_begeleider(database, organisatie_id=organisatie))
    async with database.begin() as session:
        await session.execute(update(Organisatie).where(Organisatie.id == organisatie).values(instellingen=["geen tabel"]))
    async with database.begin(client_id=client) as session:
        await session.execute(update(Organisatie).where(Organisatie.id == organisatie).values(naam="ervoor"))
        assert await hulplijnen.van_client(session, client) == STANDAARD
    async with database.read() as session:
        found = await session.get(Organisatie, organisatie)
        assert found is not None
        assert "ervoor" == found.naam
