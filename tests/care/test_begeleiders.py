"""Begeleiders who get another address, give their clients to a colleague, or leave: nobody and no melding is left without somebody."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.care import begeleiders, caseload, meldingen, ontvangst, toegang
from bot.care.begeleiders import GaatNiet
from bot.care.beurt import Beurt
from bot.care.contact import leg_vast
from bot.care.instellingen import wijzigingen
from bot.care.invoer import OngeldigeInvoer
from bot.care.meldingstand import OVERGEDRAGEN
from bot.care.rooster import OngeldigRooster, add_afwezigheid, add_dienst, laad, rooster_of, zet_vervanger
from bot.care.wachtzin import verify_wachtzin
from bot.models.database import Database
from bot.models.gegevens_tables import Inzage
from bot.models.tables import Begeleider, Bericht, Client, Sessie
from bot.notify import tick
from tests.notify.world import MONDAY, Wereld, wereld

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest_asyncio.fixture
async def w(database: Database) -> AsyncIterator[Wereld]:
    """The small world, on both kinds of database."""
    async with wereld(database) as found:
        yield found


async def _begeleider_van(w: Wereld) -> int | None:
    async with w.database.read() as session:
        return await session.scalar(select(Client.begeleider_id).where(Client.id == w.kees))


async def test_another_address_logs_in_and_is_mailed_and_the_old_one_is_nobody_any_more(w: Wereld) -> None:
    """It stands in the log of changes; an address that a colleague has is refused, and then nothing changed."""
    await begeleiders.nieuw_adres(w.database, w.anna, " Anna.Nieuw@proef.example ", now=MONDAY)
    assert await toegang.find_begeleider(w.database, "anna@proef.example") is None
    found = await toegang.find_begeleider(w.database, "anna.nieuw@proef.example")
    assert found is not None
    assert w.anna == found.id
    with pytest.raises(OngeldigeInvoer, match="exists already"):
        await begeleiders.nieuw_adres(w.database, w.anna, "bram@proef.example", now=MONDAY)
    async with w.database.read() as session:
        assert [("begeleider.adres", "anna@proef.example", "Anna.Nieuw@proef.example")] == [
            (one.sleutel, one.oud, one.nieuw) for one in await wijzigingen(session, w.organisatie)
        ]
    await w.meld()
    await w.tick()
    assert ["Anna.Nieuw@proef.example"] == [mail["To"] for mail in w.bus.mails]


async def test_clients_go_to_a_colleague_who_is_told_of_what_waits(w: Wereld) -> None:
    """The open melding goes along and is mailed at once; the client reads who it is now, and the log of who looked says that it was the beheerder."""
    await ontvangst.binnenkomst(w.database, w.kees, MONDAY)
    melding = await w.meld()
    await w.tick()
    assert 1 == await begeleiders.zet_over(w.database, w.anna, w.cees, now=MONDAY + MINUTE)
    assert w.cees == await _begeleider_van(w)
    await w.tick(MINUTE)
    assert [(w.anna, w.cees, "beheerder")] == [(stap.begeleider_id, stap.naar_id, stap.reden) for stap in await w.stappen(melding, OVERGEDRAGEN)]
    assert ["anna@proef.example", "cees@proef.example"] == [mail["To"] for mail in w.bus.mails]
    assert ["Kanarienaam"] == [row.client for row in await meldingen.open_meldingen_of(w.database, w.cees) if row.van_mij]
    assert () == await caseload.clienten(w.database, w.anna, now=MONDAY)
    async with w.database.read() as session:
        said = json.loads(await session.scalar(select(Bericht.beurt).order_by(Bericht.seq.desc()).limit(1)) or "")
        assert [("beheerder", "wijzigen", "begeleider")] == [(row.wie, row.actie, row.soort) for row in await session.scalars(select(Inzage))]
    assert "cees kanarie" in " ".join(said["text"])
    assert 0 == await begeleiders.zet_over(w.database, w.anna, w.cees, now=MONDAY + MINUTE)


async def test_what_nobody_read_is_mailed_to_the_colleague_as_new(w: Wereld) -> None:
    """Also when all its mails went to who is ill, and back again: whoever takes over has heard of nothing."""
    async with w.database.begin(client_id=w.kees) as session:
        gesprek = await ontvangst.open_gesprek(session, w.kees, MONDAY, lock=False)
        await leg_vast(Beurt(session, gesprek, w.kees, "een", 1, MONDAY), "bericht", "kanarie")
    await w.until(MONDAY + 8 * DAY, timedelta(hours=6))
    for van, naar, when in ((w.anna, w.cees, 8), (w.cees, w.anna, 9)):
        await begeleiders.zet_over(w.database, van, naar, now=MONDAY + when * DAY)
        await w.until(MONDAY + when * DAY + timedelta(hours=8), MINUTE * 30)
    mails = [(mail["To"].split("@")[0], mail["Subject"].startswith("Herinnering")) for mail in w.bus.mails]
    told = [(naam, again) for naam, again in mails if naam != "bram"]  # the deputy only hears that a colleague does not read
    assert [("anna", False), *[("anna", True)] * 3, ("cees", False), ("anna", False)] == told


async def test_clients_go_only_to_a_colleague_who_can_take_what_waits(w: Wereld) -> None:
    """Not to oneself or elsewhere; not to who is away while a melding is open, but without one that is possible."""
    for naar, reden in ((w.anna, "zelf"), (w.dora, "elders")):
        with pytest.raises(GaatNiet, match=reden):
            await begeleiders.zet_over(w.database, w.anna, naar, now=MONDAY)
    async with w.database.begin() as session:
        await add_afwezigheid(session, w.cees, MONDAY - DAY, MONDAY + DAY)
    melding = await w.meld()
    with pytest.raises(GaatNiet, match="afwezig"):
        await begeleiders.zet_over(w.database, w.anna, w.cees, now=MONDAY)
    assert w.anna == await _begeleider_van(w)
    await meldingen.sluit(w.database, w.anna, melding, "gebeld", now=MONDAY)
    assert 1 == await begeleiders.zet_over(w.database, w.anna, w.cees, now=MONDAY)


async def test_nobody_leaves_clients_or_meldingen_behind(w: Wereld) -> None:
    """First the clients go; a melding that was taken up stays with who did so until the colleague takes it over, and holds that person here."""
    melding = await w.meld()
    await w.tick()
    await meldingen.pak_op(w.database, w.anna, melding, now=MONDAY)
    with pytest.raises(GaatNiet, match="clienten"):
        await begeleiders.vertrek(w.database, w.anna, now=MONDAY)
    await begeleiders.zet_over(w.database, w.anna, w.cees, now=MONDAY)
    with pytest.raises(GaatNiet, match="meldingen"):
        await begeleiders.vertrek(w.database, w.anna, now=MONDAY)
    await meldingen.pak_op(w.database, w.cees, melding, now=MONDAY + MINUTE)
    await begeleiders.vertrek(w.database, w.anna, now=MONDAY + MINUTE)


async def test_the_last_begeleider_stays(w: Wereld) -> None:
    """Somebody who left does not count as another one."""
    with pytest.raises(GaatNiet, match="laatste"):
        await begeleiders.vertrek(w.database, w.dora, now=MONDAY)
    await begeleiders.zet_over(w.database, w.anna, w.cees, now=MONDAY)
    for one in (w.anna, w.bram):
        await begeleiders.vertrek(w.database, one, now=MONDAY)
    with pytest.raises(GaatNiet, match="laatste"):
        await begeleiders.vertrek(w.database, w.cees, now=MONDAY)


async def test_who_left_comes_in_nowhere_and_stands_in_no_rota(w: Wereld) -> None:
    """No session, no passphrase, no mail; no deputy of anybody and nobody to hand over to. The name stays in logs, and the address is free again."""
    async with w.database.begin(organisatie_id=w.organisatie) as session:
        session.add(Sessie(token_hash="x" * 64, begeleider_id=w.bram, created_at=MONDAY, seen_at=MONDAY))
        await add_afwezigheid(session, w.anna, MONDAY, MONDAY + DAY, w.bram)
        await add_dienst(session, w.bram, MONDAY, MONDAY + DAY)
    await begeleiders.vertrek(w.database, w.bram, now=MONDAY)
    assert await toegang.find_begeleider(w.database, "bram@proef.example") is None
    async with w.database.read() as session:
        row = await session.get_one(Begeleider, w.bram)
        assert ("bram kanarie", "", False) == (row.naam, row.email, verify_wachtzin(row.password_hash, ""))
        assert [] == list(await session.scalars(select(Sessie)))
        rooster = await laad(session, w.organisatie, w.settings.timezone, MONDAY)
        assert ("begeleider.vertrokken", "bram kanarie") == next((one.sleutel, one.oud) for one in await wijzigingen(session, w.organisatie))
    assert ((w.anna, w.cees), None, ()) == (rooster.team, rooster.vervanger_van(w.anna, MONDAY), rooster.in_dienst(MONDAY))
    assert {w.anna, w.cees} == set((await rooster_of(w.database, w.anna, now=MONDAY)).namen)
    async with w.database.begin() as session:
        with pytest.raises(OngeldigRooster, match="vreemd"):
            await zet_vervanger(session, w.anna, w.bram)
    melding = await w.meld()
    with pytest.raises(meldingen.OngeldigeStap, match="geen_collega"):
        await meldingen.draag_over(w.database, w.anna, melding, w.bram, "", now=MONDAY)
    blad = await meldingen.melding(w.database, w.anna, melding, now=MONDAY)
    assert ["cees kanarie"] == [one.naam for one in blad.collegas]
    async with w.database.begin(organisatie_id=w.organisatie) as session:
        await toegang.add_begeleider(w.database, session, w.organisatie, "Bram", "bram@proef.example", "x", now=MONDAY)


async def test_a_mail_that_waits_for_who_left_is_told_to_the_ladder(w: Wereld) -> None:
    """It cannot be delivered any more, and the next is told; nothing is sent to an empty address."""
    async with w.database.begin() as session:
        await zet_vervanger(session, w.anna, w.cees)
    melding = await w.meld()
    w.bus.kapot = True
    await w.tick()
    await begeleiders.zet_over(w.database, w.anna, w.cees, now=MONDAY)
    await begeleiders.vertrek(w.database, w.anna, now=MONDAY)
    w.bus.kapot = False
    for _ in range(10):
        await w.tick(MINUTE)
    await tick(w.database, w.settings, w.clock)
    assert [w.anna] == [stap.begeleider_id for stap in await w.stappen(melding, "niet_bezorgd")]
    assert {"cees@proef.example"} == {mail["To"] for mail in w.bus.mails}
