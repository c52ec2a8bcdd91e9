"""A begeleider is away: who stands in by the rota reads and answers the messages of that time, and nothing else; the client was told so."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.care import berichten, caseload, waarneming
from bot.care.caseload import NietGevonden
from bot.care.rooster import add_afwezigheid, zet_vervanger
from bot.models.database import Database
from tests.people import NOW, add_begeleider, add_client, add_organisatie, add_verzoek

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
VAN, TOT = NOW + DAY, NOW + 8 * DAY


@dataclass
class Team:
    """anna has client kees and is away from VAN to TOT; bert stands in for her; cees is a colleague."""

    anna: int
    bert: int
    cees: int
    kees: int


async def team(database: Database) -> Team:
    organisatie = await add_organisatie(database)
    anna, bert, cees = [
        await add_begeleider(database, f"{naam}@proef.example", organisatie_id=organisatie, naam=f"{naam.title()} Proef")
        for naam in ("anna", "bert", "cees")
    ]
    async with database.begin() as session:
        await zet_vervanger(session, anna, bert)
        await add_afwezigheid(session, anna, VAN, TOT)
    return Team(anna, bert, cees, await add_client(database, anna, telefoon="06 12345678"))


async def gelezen(database: Database, wie: int, client: int, now: datetime) -> list[str]:
    return [post.tekst for post in (await berichten.draad(database, wie, client, now=now)).posten]


async def test_who_stands_in_reads_what_waits_and_what_comes_and_answers_under_the_own_name(database: Database) -> None:
    """Not what was read and answered before the absence; both sides of what is new, and afterwards the own begeleider sees all of it."""
    t = await team(database)
    oud = await add_verzoek(database, t.kees, "al gelezen", created_at=NOW)
    await berichten.schrijf(database, t.anna, t.kees, "antwoord van Anna", gelezen=oud, now=NOW + HOUR)
    await add_verzoek(database, t.kees, "wacht nog", created_at=NOW + 2 * HOUR)
    bellen = await add_verzoek(database, t.kees, "bel mij", soort="terugbellen", created_at=VAN + HOUR)
    now = VAN + 2 * HOUR
    found = await berichten.draad(database, t.bert, t.kees, now=now)
    assert (["wacht nog", "bel mij"], "Anna Proef", "06 12345678") == ([post.tekst for post in found.posten], found.voor, found.telefoon)
    assert [(t.kees, "Anna Proef", {"bericht": 1, "terugbellen": 1})] == [
        (row.id, row.voor, row.ongelezen) for row in await waarneming.overzicht(database, t.bert, now)
    ]
    await berichten.schrijf(database, t.bert, t.kees, "Ik ben Bert.", bericht_id=str(uuid.uuid4()), gelezen=bellen, now=now)
    await caseload.mark_read(database, t.bert, t.kees, bellen, now=now)
    assert ["wacht nog", "bel mij", "Ik ben Bert."] == await gelezen(database, t.bert, t.kees, now)
    assert [{}] == [row.ongelezen for row in await waarneming.overzicht(database, t.bert, now)]
    eigen = await berichten.draad(database, t.anna, t.kees, now=TOT)
    assert [("", "al gelezen"), ("Anna Proef", "antwoord van Anna"), ("", "wacht nog"), ("", "bel mij"), ("Bert Proef", "Ik ben Bert.")] == [
        (post.naam, post.tekst) for post in eigen.posten
    ]
    assert ("", "") == (eigen.voor, eigen.telefoon)


@pytest.mark.parametrize("moment", [VAN - HOUR, TOT])
async def test_outside_the_absence_the_client_is_not_there_for_who_stands_in(database: Database, moment: datetime) -> None:
    """Reading, writing and marking are all refused, at once."""
    t = await team(database)
    verzoek = await add_verzoek(database, t.kees, "wacht", created_at=VAN + HOUR)
    await _geen_toegang(database, t.bert, t.kees, verzoek, moment)


async def test_in_the_absence_only_who_stands_in_reads_and_only_messages(database: Database) -> None:
    """Another colleague, the dossier, and a client of somebody who is there stay closed; a deputy who is away too passes it on."""
    t = await team(database)
    verzoek = await add_verzoek(database, t.kees, "wacht", created_at=VAN + HOUR)
    now = VAN + 2 * HOUR
    await _geen_toegang(database, t.cees, t.kees, verzoek, now)
    noor = await add_client(database, t.cees, "Noor")
    await _geen_toegang(database, t.bert, noor, await add_verzoek(database, noor, "hoi", created_at=now), now)
    with pytest.raises(NietGevonden):
        await caseload.dossier(database, t.bert, t.kees)
    async with database.begin() as session:
        await zet_vervanger(session, t.bert, t.cees)
        await add_afwezigheid(session, t.bert, VAN, TOT)
    await _geen_toegang(database, t.bert, t.kees, verzoek, now)
    assert ["wacht"] == await gelezen(database, t.cees, t.kees, now)


async def test_a_deputy_of_the_deputy_reads_only_what_the_client_was_told_is_for_that_one(database: Database) -> None:
    """What the first deputy read and wrote stays with the first, in both directions; what nobody read is for who is there."""
    t = await team(database)
    weg, terug = VAN + 2 * DAY, VAN + 3 * DAY
    async with database.begin() as session:
        await zet_vervanger(session, t.bert, t.cees)
        await add_afwezigheid(session, t.anna, VAN, VAN + 30 * DAY)
        await add_afwezigheid(session, t.bert, weg, terug)
    voor_bert = await add_verzoek(database, t.kees, "voor Bert", created_at=VAN + HOUR)
    await berichten.schrijf(database, t.bert, t.kees, "van Bert", gelezen=voor_bert, now=VAN + 2 * HOUR)
    await add_verzoek(database, t.kees, "nog ongelezen", created_at=VAN + 3 * HOUR)
    assert ["nog ongelezen"] == await gelezen(database, t.cees, t.kees, weg)
    voor_cees = await add_verzoek(database, t.kees, "voor Cees", created_at=weg + HOUR)
    await berichten.schrijf(database, t.cees, t.kees, "van Cees", gelezen=voor_cees, now=weg + 2 * HOUR)
    assert ["nog ongelezen", "voor Cees", "van Cees"] == await gelezen(database, t.cees, t.kees, weg + 3 * HOUR)
    assert [(t.kees, {})] == [(row.id, row.ongelezen) for row in await waarneming.overzicht(database, t.cees, weg + 3 * HOUR)]
    for moment in (terug + HOUR, terug + 12 * DAY):  # also when the absence of the deputy is long over
        assert ["voor Bert", "van Bert", "nog ongelezen"] == await gelezen(database, t.bert, t.kees, moment)


async def _geen_toegang(database: Database, wie: int, client: int, verzoek: int, now: datetime) -> None:
    assert client not in [row.id for row in await waarneming.overzicht(database, wie, now)]
    for attempt in (
        berichten.draad(database, wie, client, now=now),
        berichten.schrijf(database, wie, client, "hallo", now=now),
        caseload.mark_read(database, wie, client, verzoek, now=now),
    ):
        with pytest.raises(NietGevonden):
            await attempt
