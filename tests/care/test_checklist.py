"""The checklist of the traject: opens on the phase of the client, is kept by the own begeleider only, and overwrites nothing unseen."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import checklist, traject
from bot.care.caseload import NietGevonden
from bot.care.checklist import GEDAAN, NIET_NODIG, NOTITIE_MAX, OPEN, Invoer, Regel, Uitkomst
from bot.care.gegevens.wissen import wis
from bot.care.inzage import CLIENT, Kijker
from bot.care.rooster import add_afwezigheid, zet_vervanger
from bot.models.checklist_tables import ChecklistPunt
from bot.models.database import Database, before_commit
from bot.models.tables import Begeleider, Client
from tests.people import NOW, add_begeleider, add_client

VOOR, PLAN, GELD = "voortraject", "voortraject-plan", "voortraject-geld"
HOUR = timedelta(hours=1)


async def anna_en_kees(database: Database) -> tuple[int, int]:
    anna = await add_begeleider(database)
    return anna, await add_client(database, anna)


async def regel(database: Database, begeleider: int, client: int, naam: str = PLAN) -> Regel:
    """One item as the page shows it."""
    found = await checklist.blad(database, begeleider, client, VOOR)
    return next(one for deel in found.delen for one in deel.regels if one.punt.id == naam)


async def zet(
    database: Database, begeleider: int, client: int, gezien: Regel, stand: str | None = None, notitie: str | None = None, *, uren: int = 0
) -> Uitkomst:
    """Send back what a page showed, with a button pressed or a note typed; the note field of a page comes along always."""
    invoer = {gezien.punt.id: Invoer(gezien.kenmerk, gezien.notitie if notitie is None else notitie, stand)}
    return await checklist.werk_bij(database, begeleider, client, VOOR, invoer, now=NOW + uren * HOUR)


async def test_it_opens_on_the_phase_of_the_client_and_counts_what_is_open(database: Database) -> None:
    """Without a noted step the voortraject; done and not needed are both not open; of another phase nothing changes."""
    anna, kees = await anna_en_kees(database)
    leeg = await checklist.blad(database, anna, kees)
    assert (VOOR, None, 26, 26) == (leeg.fase, leeg.nu, leeg.open, leeg.aantal)
    await zet(database, anna, kees, await regel(database, anna, kees), GEDAAN)
    await zet(database, anna, kees, await regel(database, anna, kees, GELD), NIET_NODIG)
    await traject.noteer(database, anna, kees, "matching", None, now=NOW)
    nu = await checklist.blad(database, anna, kees)
    assert ("matching", "matching", 27, 27) == (nu.fase, nu.nu, nu.open, nu.aantal)
    assert 24 == (await checklist.blad(database, anna, kees, VOOR)).open


async def test_an_item_goes_to_and_fro_with_a_note_and_who_and_when(database: Database) -> None:
    """Open again without a note leaves no row behind; the note stays when the stand changes, and the other way round."""
    anna, kees = await anna_en_kees(database)
    await zet(database, anna, kees, await regel(database, anna, kees), GEDAAN, "  samen\r\nopgeschreven ", uren=1)
    now = await regel(database, anna, kees)
    assert (GEDAAN, "samen\nopgeschreven", "Anna Proef", NOW + HOUR) == (now.stand, now.notitie, now.door, now.sinds)
    done = await zet(database, anna, kees, now, NIET_NODIG, uren=2)
    assert ([PLAN], True) == (done.bewaard, done.gelukt)
    await zet(database, anna, kees, await regel(database, anna, kees), None, "anders", uren=3)
    now = await regel(database, anna, kees)
    assert (NIET_NODIG, "anders", NOW + 3 * HOUR) == (now.stand, now.notitie, now.sinds)
    nothing = await zet(database, anna, kees, now, NIET_NODIG, uren=4)
    assert ([], NOW + 3 * HOUR) == (nothing.bewaard, (await regel(database, anna, kees)).sinds)
    await zet(database, anna, kees, now, OPEN, "")
    async with database.read() as session:
        assert [] == list(await session.scalars(select(ChecklistPunt.id)))


async def test_a_note_that_was_changed_meanwhile_is_not_overwritten(database: Database) -> None:
    """What was typed comes back, what stands there stays; with the newer page in hand the same note is kept. The rest of the form is kept at once."""
    anna, kees = await anna_en_kees(database)
    gezien, geld = await regel(database, anna, kees), await regel(database, anna, kees, GELD)
    await zet(database, anna, kees, gezien, None, "van het andere venster")
    invoer = {PLAN: Invoer(gezien.kenmerk, "van dit venster"), GELD: Invoer(geld.kenmerk, "", GEDAAN)}
    botst = await checklist.werk_bij(database, anna, kees, VOOR, invoer, now=NOW)
    assert ({PLAN: "van dit venster"}, {PLAN}, [GELD], False) == (botst.getypt, botst.botst, botst.bewaard, botst.gelukt)
    assert ("van het andere venster", GEDAAN) == (
        (await regel(database, anna, kees)).notitie,
        (await regel(database, anna, kees, GELD)).stand,
    )
    assert (await zet(database, anna, kees, await regel(database, anna, kees), None, "van dit venster")).gelukt
    assert "van dit venster" == (await regel(database, anna, kees)).notitie


async def test_what_two_changed_about_different_things_holds_both(database: Database) -> None:
    """A stand beside a newer note, and a note beside a newer stand; only the same thing changed to something else is asked about."""
    anna, kees = await anna_en_kees(database)
    gezien = await regel(database, anna, kees)
    await zet(database, anna, kees, gezien, None, "gebeld")
    assert (await zet(database, anna, kees, gezien, GEDAAN)).gelukt
    now = await regel(database, anna, kees)
    assert (GEDAAN, "gebeld") == (now.stand, now.notitie)
    assert (await zet(database, anna, kees, gezien, GEDAAN)).gelukt
    anders = await zet(database, anna, kees, gezien, NIET_NODIG)
    assert ({PLAN: (NIET_NODIG, GEDAAN)}, []) == (anders.anders, anders.bewaard)
    assert GEDAAN == (await regel(database, anna, kees)).stand


async def _tot_er_een_wacht(database: Database) -> None:
    """Until somebody waits for a lock; on SQLite the second waits at its very start, which needs no looking."""
    while not database.is_sqlite:
        async with database.engine.connect() as connection:
            if await connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                return


async def test_of_two_who_save_at_once_one_is_told(database: Database) -> None:
    """The second comes when the first has written and not yet committed: it waits, and then what it typed comes back to who typed it."""
    anna, kees = await anna_en_kees(database)
    gezien = await regel(database, anna, kees)
    tweede: list[asyncio.Task[Uitkomst]] = []

    async def dan_de_tweede(session: AsyncSession) -> None:
        await session.flush()
        before_commit.set(None)
        tweede.append(asyncio.create_task(zet(database, anna, kees, gezien, None, "twee")))
        await _tot_er_een_wacht(database)

    token = before_commit.set(dan_de_tweede)
    eerste = await zet(database, anna, kees, gezien, None, "een")
    before_commit.reset(token)
    assert (True, {PLAN: "twee"}) == (eerste.gelukt, (await tweede[0]).getypt)
    assert "een" == (await regel(database, anna, kees)).notitie


async def test_a_note_that_is_too_long_comes_back_and_the_button_still_counts(database: Database) -> None:
    """One sign more than fits is not kept; exactly what fits is."""
    anna, kees = await anna_en_kees(database)
    lang = "x" * (NOTITIE_MAX + 1)
    found = await zet(database, anna, kees, await regel(database, anna, kees), GEDAAN, lang)
    assert ({PLAN: lang}, set(), [PLAN]) == (found.getypt, found.botst, found.bewaard)
    now = await regel(database, anna, kees)
    assert (GEDAAN, "") == (now.stand, now.notitie)
    assert (await zet(database, anna, kees, now, None, lang[1:])).gelukt


@pytest.mark.parametrize("getoond", ["", "x", "gedaan.", "open.verzonnen"])
async def test_a_form_that_does_not_say_what_it_showed_overwrites_nothing(database: Database, getoond: str) -> None:
    """Whatever stands in the hidden field, a note that is there stays, and what was typed comes back."""
    anna, kees = await anna_en_kees(database)
    await zet(database, anna, kees, await regel(database, anna, kees), None, "staat er")
    found = await checklist.werk_bij(database, anna, kees, VOOR, {PLAN: Invoer(getoond, "weg ermee")}, now=NOW)
    assert ({PLAN: "weg ermee"}, "staat er") == (found.getypt, (await regel(database, anna, kees)).notitie)


@pytest.mark.parametrize(("naam", "stand"), [("bestaat-niet", GEDAAN), ("matching-gesprek", GEDAAN), (PLAN, "goed")])
async def test_what_is_no_item_of_the_phase_is_not_found(database: Database, naam: str, stand: str) -> None:
    """An unknown item, one of another phase, an unknown stand: nothing is kept."""
    anna, kees = await anna_en_kees(database)
    with pytest.raises(NietGevonden):
        await checklist.werk_bij(database, anna, kees, VOOR, {naam: Invoer("", "", stand)}, now=NOW)
    async with database.read() as session:
        assert [] == list(await session.scalars(select(ChecklistPunt.id)))


async def test_only_the_own_begeleider_reads_and_keeps_it(database: Database) -> None:
    """A colleague, who stands in too, finds what nobody has: the client was told that who stands in reads messages only."""
    anna, kees = await anna_en_kees(database)
    gezien = await regel(database, anna, kees)
    async with database.read() as session:
        organisatie = (await session.get_one(Begeleider, anna)).organisatie_id
    bert = await add_begeleider(database, "bert@proef.example", organisatie_id=organisatie, naam="Bert Proef")
    async with database.begin() as session:
        await zet_vervanger(session, anna, bert)
        await add_afwezigheid(session, anna, NOW, NOW + 9 * HOUR)
    for client in (kees, 999):
        with pytest.raises(NietGevonden):
            await checklist.blad(database, bert, client)
        with pytest.raises(NietGevonden):
            await checklist.werk_bij(database, bert, client, VOOR, {PLAN: Invoer(gezien.kenmerk, "x")}, now=NOW + HOUR)
    assert "" == (await regel(database, anna, kees)).notitie


async def test_who_takes_a_client_over_reads_who_wrote_and_overwrites_nothing_unseen(database: Database) -> None:
    """The name stays with the note of the one before."""
    anna, kees = await anna_en_kees(database)
    await zet(database, anna, kees, await regel(database, anna, kees), None, "van Anna")
    async with database.begin() as session:
        organisatie = (await session.get_one(Begeleider, anna)).organisatie_id
    bert = await add_begeleider(database, "bert@proef.example", organisatie_id=organisatie, naam="Bert Proef")
    async with database.begin(client_id=kees) as session:
        (await session.get_one(Client, kees)).begeleider_id = bert
    now = await regel(database, bert, kees)
    assert ("van Anna", "Anna Proef") == (now.notitie, now.door)
    found = await checklist.werk_bij(database, bert, kees, VOOR, {PLAN: Invoer(Regel(now.punt).kenmerk, "van Bert")}, now=NOW)
    assert {PLAN: "van Bert"} == found.getypt


async def test_it_is_unreadable_on_disk_and_gone_when_the_client_is(database: Database) -> None:
    """Note and stand are encrypted with the key of the client; erasing takes the rows along."""
    anna, kees = await anna_en_kees(database)
    await zet(database, anna, kees, await regel(database, anna, kees), GEDAAN, "kanarie-notitie")
    async with database.engine.connect() as connection:
        row = (await connection.execute(text("SELECT stand, notitie FROM checklist_punt"))).one()
    assert [False, False] == [woord in bytes(waarde) for woord, waarde in zip((b"gedaan", b"kanarie"), row, strict=True)]
    gewist = await wis(database, kees, Kijker(CLIENT), now=NOW)
    assert 1 == gewist.rijen["checklist_punt"]
    async with database.read() as session:
        assert [] == list(await session.scalars(select(ChecklistPunt.id)))
