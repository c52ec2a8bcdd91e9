"""A naaste who helps: recognised where it is no answer, kept with who it was, and passed on with the lines that are shared."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.care import meldinggrond, naasten, signalenblad
from bot.care.antwoorden import Gegeven, Waarde
from bot.care.caseload import dossier
from bot.care.samenvatting import regel_met_wie
from bot.models.database import Database
from bot.models.signaal_tables import SignaalCheck
from bot.models.tables import SamenvattingRegel
from tests.people import NOW, add_begeleider, add_client, add_samenvatting


@pytest.mark.parametrize(
    ("beweging", "woorden", "vraag", "helpt_nu", "expected"),
    [
        ("samen", "mijn vrouw helpt mij", "sterk", False, False),
        ("samen", "mijn vrouw helpt mij", None, False, False),
        ("samen", "mijn vrouw helpt mij", "omgeving_hulp", False, True),
        ("samen", "mijn vrouw helpt mij nu met invullen", "omgeving_hulp", False, False),
        ("alleen", "ik ben weer alleen", "sterk", False, True),
        ("alleen", "ik ben weer alleen", "sterk", True, False),
        ("samen", "mijn vrouw helpt mij", "wie_heeft", False, False),
        ("samen", "mijn vrouw helpt mij", "waar", False, False),
        ("alleen", "Nu weer alleen.", "wie_heeft", False, False),
        ("pauze", "pauze", "omgeving_hulp", False, False),
    ],
)
def test_an_answer_about_people_stays_an_answer(beweging: str, woorden: str, vraag: str | None, helpt_nu: bool, expected: bool) -> None:
    """At a question about who helps, and for "alone again" when nobody was helping; never in the words Werkmaat told to type."""
    assert expected == naasten.is_antwoord(beweging, woorden, vraag, helpt_nu)


@pytest.mark.parametrize(
    ("woorden", "wie"),
    [("ik doe dit samen met mijn broer Henk", "Henk (broer)"), ("mijn vrouw helpt mij", "vrouw"), ("er helpt iemand mee", "iemand")],
)
def test_who_helps_is_read(woorden: str, wie: str) -> None:
    """Name and relation as far as said."""
    assert wie == naasten.aangeduid(woorden)


def test_a_line_says_whose_words_it_holds() -> None:
    """Together with a naaste, or of a naaste; the client's own stay as they are."""
    gegeven = [
        Gegeven("sterk", "netjes werken", Waarde("tekst", (), {}, met, door), 1, NOW) for met, door in (("", ""), ("Henk (broer)", ""), ("", "Eva"))
    ]
    alleen, samen, naaste = (regel_met_wie("bijsluiter", [one]) for one in gegeven)
    assert "“netjes werken”" in alleen
    assert f"{alleen}. Ingevuld samen met: Henk (broer)" == samen
    assert f"Gezegd door Eva: {alleen}" == naaste


async def test_the_begeleider_reads_with_whom_a_line_was_filled_in(database: Database) -> None:
    """In the source of a shared line; sources of before say nothing about it."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    await add_samenvatting(database, kees, ("regel", "woorden", "delen"), ("oud", "woorden", "delen"))
    async with database.begin(client_id=kees) as session:
        row = (await session.scalars(select(SamenvattingRegel).order_by(SamenvattingRegel.id))).first()
        assert row is not None
        row.bronnen = json.dumps([{**json.loads(row.bronnen)[0], "samen_met": "Henk (broer)", "door": ""}])
    (gedeeld,) = (await dossier(database, anna, kees)).samenvattingen
    assert [("Henk (broer)", ""), ("", "")] == [(bron.samen_met, bron.door) for regel in gedeeld.regels for bron in regel.bronnen]


def test_the_ground_of_a_melding_says_that_a_naaste_may_have_typed_it() -> None:
    """And is else the same."""
    gewoon = meldinggrond.in_woorden("model suicide 0.9")
    assert gewoon != "model suicide 0.9"
    assert meldinggrond.in_woorden(f"model suicide 0.9{naasten.TIJDENS}").startswith(f"{gewoon} Dit kwam tijdens de vragen voor een naaste.")


async def test_a_shared_check_says_with_whom_it_was_filled_in(database: Database) -> None:
    """A check of before the question was there says nothing about it."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    waarden = {"meer": [], "veranderd": [], "te_weinig": "", "eigen_teken": False, "redenen": []}
    async with database.begin(client_id=kees) as session:
        for day, met in enumerate(({}, {"samen_met": ["Henk (broer)"]})):
            session.add(
                SignaalCheck(
                    client_id=kees,
                    done_at=NOW + timedelta(days=day),
                    waarden=json.dumps({**waarden, **met}),
                    woorden="{}",
                    niveau="geen",
                    gedeeld=True,
                    verteld="",
                )
            )
    assert [("Henk (broer)",), ()] == [check.samen_met for check in (await signalenblad.lees(database, anna, kees)).checks]
