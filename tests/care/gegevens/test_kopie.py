"""The copy for the dossier: what the begeleider may read now, whole, in the shape that is described, and nothing else."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy import func, select, update

from bot.care import berichten, energiearchief, meldingen
from bot.care.caseload import NietGevonden
from bot.care.energiedag import Indeling, Werkuren
from bot.care.gegevens import kopie
from bot.care.signalen import Check
from bot.models.checklist_tables import ChecklistPunt
from bot.models.database import Database
from bot.models.energie_tables import EnergieLijst, EnergieUur
from bot.models.meldingen_tables import MeldingStap
from bot.models.signaal_tables import SignaalCheck
from bot.models.tables import Antwoord, Bericht, Gesprek, Melding, SamenvattingRegel
from bot.settings import PROJECT
from tests.care.test_voorbereidingsblad import deel
from tests.people import NOW, add_begeleider, add_client, add_samenvatting, add_verzoek
from tests.web.test_signalen import add_check

ZONE = ZoneInfo("Europe/Amsterdam")
SCHEMA = json.loads((PROJECT / "docs" / "begeleider-kopie.schema.json").read_text(encoding="utf-8"))
# Everything below that a begeleider may read, and what he may not, says so.
GEDEELD = (
    "wel-regel",
    "wel-woorden",
    "wel-punt",
    "wel-check",
    "wel-melding",
    "wel-verteld",
    "wel-notitie",
    "wel-vraag",
    "wel-antwoord",
    "wel-spiegel",
    "wel-afgevinkt",
)


async def vul(database: Database, begeleider_id: int, client_id: int) -> None:
    """One of everything, shared, and beside it the same kept to oneself."""
    await add_samenvatting(database, client_id, ("wel-regel", "wel-woorden", "delen"), ("geheim-regel", "geheim-woorden", "niet_delen"))
    await add_samenvatting(database, client_id, ("geheim-concept", "geheim-concept", "delen"), goedgekeurd_at=None)
    await deel(database, client_id, "voorbereiding", punten="wel-punt")
    await deel(database, client_id, "openheid", toestemming="niet_delen", keuze="geheim-openheid")
    await deel(database, client_id, "energielijst", spiegel="wel-spiegel")
    await add_check(database, client_id, Check(meer=("prikkels",), te_weinig="nee"), nog="wel-check")
    await add_check(database, client_id, Check(meer=("fouten",), te_weinig="nee"), met_woorden=False, dagen=1, nog="geheim-check")
    await add_check(database, client_id, Check(meer=("verzuim",), te_weinig="nee"), gedeeld=False, dagen=2, nog="geheim-check")
    await add_verzoek(database, client_id, "wel-vraag")
    await berichten.schrijf(database, begeleider_id, client_id, "wel-antwoord", now=NOW)
    async with database.begin(client_id=client_id) as session:
        melding = Melding(client_id=client_id, niveau="oranje", regel="model zorgelijk", created_at=NOW)
        melding.woorden, melding.verteld = "wel-melding", "wel-verteld"
        session.add(melding)
        session.add(
            ChecklistPunt(
                client_id=client_id, punt="voortraject-plan", stand="gedaan", notitie="wel-afgevinkt", begeleider_id=begeleider_id, changed_at=NOW
            )
        )
        dag = Indeling(8, 22, ("ma",), Werkuren(9, 12))
        lijst = await energiearchief.begin(session, client_id, dag, gedeeld=True, now=NOW - timedelta(days=20), zone=ZONE)
        for nummer in range(4):
            for uur in range(8, 14):
                session.add(EnergieUur(lijst_id=lijst.id, dag=(lijst.begin + timedelta(days=nummer)).isoformat(), uur=uur, waarde="3", gezet_at=NOW))
        gesprek_id = await session.scalar(select(Gesprek.id).where(Gesprek.client_id == client_id))
        session.add(Bericht(id="b1", gesprek_id=gesprek_id, seq=99, van="client", tekst="geheim-gesprek", created_at=NOW))
        session.add(
            Antwoord(client_id=client_id, dialoog="werkwensen", vraag="werk", versie=1, woorden="geheim-antwoord", waarde="{}", created_at=NOW)
        )
    await meldingen.noteer(database, begeleider_id, melding.id, "wel-notitie", now=NOW)


async def maak(database: Database, begeleider_id: int, client_id: int) -> str:
    found = await kopie.lees(database, begeleider_id, client_id, now=NOW + timedelta(days=7), zone=ZONE)
    return kopie.bestand(found)


def gelezen(tekst: str) -> dict[str, Any]:
    """The document, after it was held against its description."""
    document: dict[str, Any] = json.loads(tekst)
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(document)
    return document


async def test_everything_that_may_be_read_is_in_it_and_nothing_else(database: Database) -> None:
    """In the described shape, with no part empty; not the conversation, not an answer, not a telephone number, not another client."""
    anna = await add_begeleider(database)
    kees, noor = await add_client(database, anna, "Kees Proef", "06 98765432"), await add_client(database, anna, "geheim-noor")
    await vul(database, anna, kees)
    await deel(database, noor, "werkwensen", werk="geheim-noor")
    tekst = await maak(database, anna, kees)
    document = gelezen(tekst)
    assert [] == [naam for naam, deel_ in document.items() if not deel_]
    assert [] == [word for word in GEDEELD if word not in tekst]
    assert ("geheim" in tekst, "98765432" in tekst) == (False, False)
    assert (2, 24, ["notitie"]) == (
        len(document["signaalchecks"]),
        len(document["energielijst"]["uren"]),
        [stap["soort"] for stap in document["meldingen"][0]["verloop"]],
    )


async def test_a_client_who_shares_nothing_gives_an_empty_copy(database: Database) -> None:
    """That fits the description too."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    assert (await kopie.lees(database, anna, kees, now=NOW, zone=ZONE)).leeg
    document = gelezen(await maak(database, anna, kees))
    assert ([], [], None, [], []) == tuple(document[naam] for naam in ("samenvattingen", "signaalchecks", "energielijst", "meldingen", "berichten"))


async def test_what_is_withdrawn_is_not_in_the_next_copy(database: Database) -> None:
    """A line, a check with its words, and a list."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    await vul(database, anna, kees)
    async with database.begin(client_id=kees) as session:
        await session.execute(update(SamenvattingRegel).values(toestemming="ingetrokken"))
        await session.execute(update(SignaalCheck).values(gedeeld=False, woorden_gedeeld=False))
        await session.execute(update(EnergieLijst).values(gedeeld=False))
    document = gelezen(tekst := await maak(database, anna, kees))
    assert ([], [], None) == tuple(document[naam] for naam in ("samenvattingen", "signaalchecks", "energielijst"))
    assert [] == [word for word in ("wel-regel", "wel-woorden", "wel-punt", "wel-check", "wel-spiegel") if word in tekst]


async def test_a_copy_opens_no_melding(database: Database) -> None:
    """Its log stays as it is, so that a colleague's news of it stays news; who only looked is not in the copy."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    await vul(database, anna, kees)
    number = (await meldingen.open_meldingen_of(database, anna, kees))[0].id
    await meldingen.melding(database, anna, number, now=NOW)

    async def steps() -> int:
        async with database.read() as session:
            return await session.scalar(select(func.count(MeldingStap.id))) or 0

    before = await steps()
    document = gelezen(await maak(database, anna, kees))
    assert (before, ["notitie"]) == (await steps(), [stap["soort"] for stap in document["meldingen"][0]["verloop"]])


async def test_only_the_own_begeleider_makes_one(database: Database) -> None:
    """A colleague finds nothing, not even one who has a part in a melding."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    bram = await add_begeleider(database, "bram@proef.example")
    with pytest.raises(NietGevonden):
        await maak(database, bram, kees)
