"""The chain watches itself: gaps in the rota before they begin, and a synthetic melding whose silence is seen."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, text, update

from bot.care.beurt import Beurt
from bot.care.contact import leg_vast
from bot.care.keten import PROEF_ELKE, keten_of
from bot.care.ontvangst import open_gesprek
from bot.care.rooster import add_afwezigheid
from bot.models.meldingen_tables import Afwezigheid, Proef, Systeemmelding
from bot.models.tables import Begeleider, Organisatie
from bot.notify import dispatch, loop
from bot.notify.ladder import Plan
from bot.notify.watch import check_rooster, watch
from tests.notify.world import LAATSTE, MONDAY, Wereld
from tests.people import add_client

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def _everybody_away(w: Wereld, van: timedelta, tot: timedelta) -> None:
    async with w.database.begin() as session:
        for one in (w.anna, w.bram, w.cees):
            await add_afwezigheid(session, one, MONDAY + van, MONDAY + tot)


async def test_an_empty_rota_is_an_alarm_before_it_starts(w: Wereld) -> None:
    """Two days ahead the whole team and the last resort are mailed, once, and the page shows from when until when."""
    await _everybody_away(w, 47 * HOUR, 71 * HOUR)
    for _ in range(3):
        await check_rooster(w.database, w.settings, w.organisatie, w.clock.now())
        await w.tick(HOUR)
    receivers = ["anna@proef.example", "bram@proef.example", "cees@proef.example", LAATSTE]
    assert receivers == sorted(str(found["To"]) for found in w.bus.mails)
    keten = await keten_of(w.database, w.settings, w.anna, now=w.clock.now())
    assert ((MONDAY + 47 * HOUR, MONDAY + 55 * HOUR),) == keten.gaten  # of the absence only the working hours matter
    assert () == (await keten_of(w.database, w.settings, w.dora, now=w.clock.now())).gaten


async def test_a_filled_gap_is_no_alarm_any_more(w1: Wereld) -> None:
    """The banner goes away by itself when somebody takes the time over, here because the alarm's time has passed."""
    await _everybody_away(w1, 2 * HOUR, 3 * HOUR)
    await check_rooster(w1.database, w1.settings, w1.organisatie, w1.clock.now())
    await check_rooster(w1.database, w1.settings, w1.organisatie, MONDAY + 4 * HOUR)
    async with w1.database.read() as session:
        assert [MONDAY + 4 * HOUR] == list(await session.scalars(select(Systeemmelding.opgelost_at)))


async def _gaten(w: Wereld) -> list[tuple[timedelta, timedelta]]:
    """Look, send what that gives, and tell which gaps the page shows, counted from the Monday of the tests."""
    await watch(w.database, w.settings, w.clock)
    await w.tick()
    found = (await keten_of(w.database, w.settings, w.anna, now=w.clock.now())).gaten
    return [(van - MONDAY, tot - MONDAY) for van, tot in found]


async def _weg(w: Wereld, who: int) -> None:
    """Somebody is there after all."""
    async with w.database.begin() as session:
        await session.execute(delete(Afwezigheid).where(Afwezigheid.begeleider_id == who))


def _alarmen(w: Wereld) -> int:
    return len(w.bus.aan(LAATSTE))


async def test_a_gap_that_comes_back_raises_its_alarm_again(w: Wereld) -> None:
    """Filled and open again at the same moment; a new gap elsewhere and one that was filled are seen in the same look."""
    await _everybody_away(w, 26 * HOUR, 28 * HOUR)
    assert [(26 * HOUR, 28 * HOUR)] == await _gaten(w)
    await _weg(w, w.cees)
    await _everybody_away_but_cees(w, 46 * HOUR)
    assert [] == await _gaten(w)
    async with w.database.begin() as session:
        await add_afwezigheid(session, w.cees, MONDAY + 26 * HOUR, MONDAY + 28 * HOUR)
        await add_afwezigheid(session, w.cees, MONDAY + 48 * HOUR, MONDAY + 50 * HOUR)
    assert [(26 * HOUR, 28 * HOUR), (48 * HOUR, 50 * HOUR)] == await _gaten(w)
    assert 3 == _alarmen(w)
    await _gaten(w)
    assert 3 == _alarmen(w)


async def _everybody_away_but_cees(w: Wereld, van: timedelta) -> None:
    async with w.database.begin() as session:
        for one in (w.anna, w.bram):
            await add_afwezigheid(session, one, MONDAY + van, MONDAY + van + 6 * HOUR)


@pytest.mark.parametrize(
    ("uren", "over"),
    [
        ((47, 50), [(50, 55)]),
        ((53, 55), [(47, 53)]),
        ((49, 51), [(47, 49), (51, 55)]),
    ],
)
async def test_a_gap_is_shown_as_it_is_now(w1: Wereld, uren: tuple[int, int], over: list[tuple[int, int]]) -> None:
    """Filled at its begin, its end or in the middle: what is left is shown, without a new mail; whole again at its begin is an alarm again."""
    await _everybody_away(w1, 47 * HOUR, 55 * HOUR)
    assert [(47 * HOUR, 55 * HOUR)] == await _gaten(w1)
    async with w1.database.begin() as session:
        await session.execute(delete(Afwezigheid).where(Afwezigheid.begeleider_id == w1.cees))
        for van, tot in ((47, uren[0]), (uren[1], 55)):
            if van < tot:
                await add_afwezigheid(session, w1.cees, MONDAY + van * HOUR, MONDAY + tot * HOUR)
    for _ in range(2):
        assert [(van * HOUR, tot * HOUR) for van, tot in over] == await _gaten(w1)
    assert 1 == _alarmen(w1)
    async with w1.database.begin() as session:
        await add_afwezigheid(session, w1.cees, MONDAY + uren[0] * HOUR, MONDAY + uren[1] * HOUR)
    assert [(47 * HOUR, 55 * HOUR)] == await _gaten(w1)
    assert (1 if uren[1] == 55 else 2) == _alarmen(w1)


async def test_a_gap_that_goes_on_for_days_is_one_alarm(w1: Wereld) -> None:
    """Nobody for two weeks: one mail, and its begin stays in view while it goes on."""
    await _everybody_away(w1, HOUR, 14 * DAY)
    for _ in range(20):
        gaten = await _gaten(w1)
        assert 1 == len(gaten)
        w1.clock.turn(8 * HOUR)
    assert 1 == _alarmen(w1)


async def test_an_organisatie_that_cannot_be_looked_at_hides_no_other(w1: Wereld) -> None:
    """Its broken settings are an error in the log; the gap of the next is told."""
    async with w1.database.begin() as session:
        broken = Organisatie(sleutel_id=await w1.database.new_key(session), naam="Kapot", instellingen={}, created_at=MONDAY)
        session.add(broken)
        await session.flush()
        await session.execute(update(Begeleider).where(Begeleider.id == w1.dora).values(organisatie_id=broken.id))
        await session.execute(text("UPDATE organisatie SET instellingen = '[1]' WHERE id = :id"), {"id": broken.id})
    await _everybody_away(w1, 2 * HOUR, 3 * HOUR)
    assert [(2 * HOUR, 3 * HOUR)] == await _gaten(w1)


async def test_several_fronts_raise_one_alarm_and_one_proof(w: Wereld) -> None:
    """All of them watch; what one wrote the others leave."""
    await _everybody_away(w, HOUR, 5 * HOUR)
    await asyncio.gather(*(watch(w.database, w.settings, w.clock) for _ in range(5)))
    async with w.database.read() as session:
        queries = [select(func.count(table.id)).where(table.organisatie_id == w.organisatie) for table in (Systeemmelding, Proef)]
        counts = [await session.scalar(query) for query in queries]
    assert [1, 1] == counts


async def test_the_synthetic_melding_goes_through_the_whole_chain(w: Wereld) -> None:
    """Every turn of the schedule one proof is made, planned, mailed to ourselves and noted as proven."""
    for _ in range(3):
        await watch(w.database, w.settings, w.clock)
        await w.tick()
        w.clock.turn(PROEF_ELKE)
    assert 3 == len([found for found in w.bus.aan("werkmaat@proef.example") if "proef" in found["Subject"]]) / 2  # two organisaties
    async with w.database.read() as session:
        assert [True] * 6 == [row is not None for row in await session.scalars(select(Proef.bewezen_at))]
    assert None is (await keten_of(w.database, w.settings, w.anna, now=w.clock.now())).stil_sinds


@pytest.mark.parametrize("schakel", ["lus", "uitdelen", "verzenden", "mailserver", "niemand"])
async def test_every_broken_link_is_seen(w1: Wereld, monkeypatch: pytest.MonkeyPatch, schakel: str) -> None:
    """The loop stopped, causes not handled, mail not sent, mail server down, nobody to tell: within half a day the page says that it is silent."""
    w = w1
    await watch(w.database, w.settings, w.clock)
    await w.tick()
    assert None is (await keten_of(w.database, w.settings, w.anna, now=w.clock.now())).stil_sinds

    async def broken(*_: object) -> int:
        return 0

    if schakel == "uitdelen":
        monkeypatch.setattr(loop, "dispatch_due", broken)
    elif schakel == "verzenden":
        monkeypatch.setattr(loop, "send_due", broken)
    elif schakel == "mailserver":
        w.bus.kapot = True
    elif schakel == "niemand":
        monkeypatch.setattr(dispatch, "plan", lambda *_: Plan((), None))
    for _ in range(7):
        w.clock.turn(2 * HOUR)
        if schakel != "lus":
            await watch(w.database, w.settings, w.clock)
            await w.tick()
    keten = await keten_of(w.database, w.settings, w.anna, now=w.clock.now())
    assert MONDAY == keten.stil_sinds
    assert (schakel in ("verzenden", "mailserver")) == (keten.hapert_sinds is not None)


async def _stil(w: Wereld, until: datetime, *, dood: bool = False) -> list[datetime]:
    """When the page said that the proof is silent, looking every two hours. dood: the chain does nothing meanwhile."""
    found = []
    while w.clock.now() < until:
        w.clock.turn(2 * HOUR)
        if not dood:
            await watch(w.database, w.settings, w.clock)
            await w.tick()
        if (await keten_of(w.database, w.settings, w.anna, now=w.clock.now())).stil_sinds is not None:
            found.append(w.clock.now())
    return found


async def test_a_holiday_of_one_is_no_silence(w: Wereld) -> None:
    """Whoever is away, the proof goes to somebody who is there, at night and at the weekend too."""
    async with w.database.begin() as session:
        await add_afwezigheid(session, w.anna, MONDAY + 3 * DAY, MONDAY + 8 * DAY)
    assert [] == await _stil(w, MONDAY + 7 * DAY)
    async with w.database.read() as session:
        assert None not in list(await session.scalars(select(Proef.bewezen_at).where(Proef.organisatie_id == w.organisatie)))


@pytest.mark.parametrize("tot", ["17:00", "13:00"])
async def test_while_everybody_is_away_only_working_hours_count(w1: Wereld, tot: str) -> None:
    """When it is closed nobody is to be told and the proof waits for the opening, also where no turn of the schedule falls in opening hours."""
    await w1.stel_in(laatste_email=LAATSTE, van="09:00", tot=tot)
    await _everybody_away(w1, HOUR, 9 * DAY)
    assert [] == await _stil(w1, MONDAY + 9 * DAY)
    async with w1.database.read() as session:
        waits = [row.created_at for row in await session.scalars(select(Proef)) if row.organisatie_id == w1.organisatie and not row.bewezen_at]
    assert [] == [moment for moment in waits if moment < MONDAY + 8 * DAY]


async def test_a_real_silence_shows_while_everybody_is_away(w1: Wereld) -> None:
    """The chain that died on Monday evening is seen on Wednesday morning, when a day and a half of work has passed without a proof."""
    await _everybody_away(w1, HOUR, 9 * DAY)
    assert [] == await _stil(w1, MONDAY + 8 * HOUR)
    assert MONDAY + 2 * DAY + 2 * HOUR == (await _stil(w1, MONDAY + 3 * DAY, dood=True))[0]


async def test_without_mail_server_the_page_says_so_and_the_proof_still_runs(w1: Wereld) -> None:
    """Then reaching the page is the whole chain."""
    w1.settings = replace(w1.settings, smtp_url="")
    await watch(w1.database, w1.settings, w1.clock)
    await w1.tick()
    keten = await keten_of(w1.database, w1.settings, w1.anna, now=w1.clock.now() + 5 * HOUR)
    assert (False, None) == (keten.met_mail, keten.stil_sinds)


async def test_an_unread_request_is_reminded_on_working_days_only_while_unread(w1: Wereld) -> None:
    """A message of a client: told once, reminded on the next three working days, marked as such."""
    kees = await add_client(w1.database, w1.anna, "Kees")
    async with w1.database.begin(client_id=kees) as session:
        gesprek = await open_gesprek(session, kees, MONDAY, lock=False)
        await leg_vast(Beurt(session, gesprek, kees, "2" * 36, 1, MONDAY), "bericht", "kanarie")
    await w1.until(MONDAY + 7 * DAY, 4 * HOUR)
    mails = w1.bus.aan("anna@proef.example")
    assert [False, True, True, True] == [found["Subject"].startswith("Herinnering") for found in mails]
    assert [] == [found for found in mails if "kanarie" in found.as_string()]
