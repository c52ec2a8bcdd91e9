"""The end of a signaal-check: what is kept of it, and what is offered next."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from bot.care import herinneringen, signalenblad
from bot.care.antwoorden import Waarde, bewaar
from bot.care.beurt import Beurt
from bot.care.ontvangst import open_gesprek
from bot.care.signaalcheck import NAAM, SIGNAALCHECK
from bot.care.teksten import responses
from bot.care.vragenlijst import alles
from bot.models.database import Database
from bot.models.instelling_tables import ClientEmail
from bot.models.tables import Voortgang
from tests.people import NOW, add_begeleider, add_client

MAIL = f"utter_{NAAM}_mail"


@pytest.mark.parametrize(
    ("ritme", "kan_mailen", "heeft_adres", "aangeboden"),
    [("week", True, False, True), ("week", False, False, False), ("week", True, True, False), ("geen", True, False, False)],
)
async def test_a_mail_is_offered_only_where_it_can_be_sent_and_was_not_arranged(
    sqlite_database: Database, ritme: str, kan_mailen: bool, heeft_adres: bool, aangeboden: bool
) -> None:
    """Not without a mail server, not to who has one already, and not to who wants no fixed time."""
    kees = await add_client(sqlite_database, await add_begeleider(sqlite_database))
    async with sqlite_database.begin(client_id=kees) as session:
        if heeft_adres:
            await herinneringen.zet_adres(session, kees, "kees@proef.example", now=NOW)
            row = await session.get(ClientEmail, kees)
            assert row is not None
            row.bevestigd_at = NOW
        gesprek = await open_gesprek(session, kees, NOW, lock=False)
        beurt = Beurt(session, gesprek, kees, str(uuid.uuid4()), 1, NOW, kan_mailen=kan_mailen)
        await bewaar(beurt, NAAM, "ritme", ritme, Waarde("keuze", (ritme,)))
        gezegd = [zin.naam for zin in await SIGNAALCHECK.klaar(beurt, await alles(beurt, SIGNAALCHECK))]
    assert (f"utter_{NAAM}_volgende_{ritme}" in gezegd, aangeboden) == (True, MAIL in gezegd)


async def test_who_helped_an_earlier_time_is_not_said_of_this_check(sqlite_database: Database) -> None:
    """Henk helped with what is usual, Fatma with this check."""
    kees = await add_client(sqlite_database, anna := await add_begeleider(sqlite_database))
    async with sqlite_database.begin(client_id=kees) as session:
        gesprek = await open_gesprek(session, kees, NOW, lock=False)
        session.add(Voortgang(client_id=kees, dialoog=NAAM, status="open", stand={}, started_at=NOW, updated_at=NOW))
        for vraag, wie, moment in (("helpt", "Henk (broer)", NOW - timedelta(days=7)), ("lezen", "", NOW), ("nog", "Fatma (buurvrouw)", NOW)):
            beurt = Beurt(session, gesprek, kees, str(uuid.uuid4()), 1, moment)
            await bewaar(beurt, NAAM, vraag, "ja", Waarde("keuze", ("ja",), samen_met=wie))
        await SIGNAALCHECK.klaar(beurt, await alles(beurt, SIGNAALCHECK))
    assert [("Fatma (buurvrouw)",)] == [check.samen_met for check in (await signalenblad.lees(sqlite_database, anna, kees)).checks]


def test_no_text_of_the_check_but_that_offer_speaks_of_mail() -> None:
    """So that without a mail server nothing is promised."""
    said = {naam: f"{tekst.tekst} {tekst.keuzes} {tekst.custom.get('links')}" for naam, tekst in responses().items()}
    assert [MAIL] == [naam for naam, words in said.items() if naam.startswith(f"utter_{NAAM}_") and "mail" in words.casefold()]
