"""Reminders to a client: by a real mail server, on the virtual clock and both kinds of database."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.care import herinneringen
from bot.care.herinneringen import ENERGIELIJST, SIGNAALCHECK, OngeldigeHerinnering
from bot.models.instelling_tables import Herinnering
from bot.models.meldingen_tables import Bezorging
from bot.models.tables import Bericht, Outbox, Voortgang
from bot.notify import tick
from tests.notify.world import MONDAY, ZONE, Wereld

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KEES = "kees@client.example"


async def kies(w: Wereld, soort: str = SIGNAALCHECK, ritme: str = "week", uur: int = 10, *, bevestigd: bool = True) -> str:
    """Choose a reminder and give an address; returns the token of the first mail."""
    async with w.database.begin(client_id=w.kees) as session:
        await herinneringen.zet(session, w.kees, soort, ritme, uur=uur, now=w.clock.now(), zone=ZONE)
        await herinneringen.zet_adres(session, w.kees, KEES, now=w.clock.now())
    await w.tick()
    token = token_in(w)
    if bevestigd:
        assert await herinneringen.bevestig(w.database, token, now=w.clock.now())
        w.bus.mails.clear()
    return token


def token_in(w: Wereld) -> str:
    found = re.search(r"/herinnering/([\w-]+)", w.bus.aan(KEES)[-1].get_content())
    assert found is not None
    return found[1]


async def uitkomsten(w: Wereld) -> list[str | None]:
    async with w.database.read() as session:
        return list(await session.scalars(select(Bezorging.uitkomst).where(Bezorging.doel == "client").order_by(Bezorging.id)))


async def zegt(w: Wereld) -> list[str]:
    async with w.database.read() as session:
        rows = await session.scalars(select(Bericht.beurt).where(Bericht.van == "bot").order_by(Bericht.seq))
        return [" ".join(json.loads(row or "{}")["text"]) for row in rows]


async def test_a_weekly_reminder_comes_once_a_week_without_content(w: Wereld) -> None:
    """At the chosen hour, a week after it was chosen; the mail says that something is ready, where, and how to stop, and nothing else."""
    await kies(w, uur=14)
    await w.until(MONDAY + 22 * DAY, HOUR)
    mails = w.bus.aan(KEES)
    assert 3 == len(mails)
    assert 3 == len({found["Message-ID"] for found in mails})
    said = mails[0].as_string() + mails[0].get_content()
    assert "Er staat iets voor je klaar in Werkmaat" == mails[0]["Subject"]
    assert "https://werkmaat.example" in mails[0].get_content().split()
    assert "https://werkmaat.example/herinnering/" in mails[0]["List-Unsubscribe"]
    assert [] == [secret for secret in ("anarie", "ignaal", "hersenletsel", "/gesprek#", "begeleider") if secret in said]


async def test_each_moment_is_local_also_over_the_change_of_the_clock(w1: Wereld) -> None:
    """Ten o'clock stays ten o'clock in spring."""
    w1.clock.set(datetime(2027, 3, 22, 8, 30, tzinfo=ZONE))
    await kies(w1)
    await w1.until(datetime(2027, 4, 13, 0, 0, tzinfo=ZONE), HOUR / 2)
    async with w1.database.read() as session:
        rows = list(await session.scalars(select(Bezorging.created_at).where(Bezorging.inhoud == "herinnering").order_by(Bezorging.id)))
    assert [(29, 10), (5, 10), (12, 10)] == [(row.astimezone(ZONE).day, row.astimezone(ZONE).hour) for row in rows]


async def test_the_energielijst_is_daily_for_two_weeks_and_then_ends(w: Wereld) -> None:
    """The first on the day itself when its hour is still to come; nothing stays in the outbox."""
    await kies(w, ENERGIELIJST, "dag", 18)
    await w.until(MONDAY + 20 * DAY, HOUR)
    assert 14 == len(w.bus.aan(KEES))
    assert "herinnering" not in await w.open_outbox()


async def test_many_fronts_send_one(w: Wereld) -> None:
    """Four fronts look at the same moment, at two due moments."""
    await kies(w)
    for moment in (MONDAY + 7 * DAY, MONDAY + 14 * DAY):
        w.clock.set(moment + timedelta(minutes=1))
        await asyncio.gather(*(tick(w.database, w.settings, w.clock) for _ in range(4)))
        await w.tick()
    assert 2 == len(w.bus.aan(KEES))


async def test_done_in_the_days_before_means_no_reminder(w: Wereld) -> None:
    """Said by the dialogue or seen in its progress; what was done just after the last reminder does not count as the next."""
    await kies(w)
    await w.until(MONDAY + 5 * DAY, DAY)
    async with w.database.begin(client_id=w.kees) as session:
        await herinneringen.gedaan(session, w.kees, SIGNAALCHECK, now=w.clock.now())
    await w.until(MONDAY + 8 * DAY, HOUR)
    assert [] == w.bus.aan(KEES)
    async with w.database.begin(client_id=w.kees) as session:
        now = w.clock.now()
        session.add(Voortgang(client_id=w.kees, dialoog=SIGNAALCHECK, status="klaar", stand={}, started_at=now, updated_at=now))
    await w.until(MONDAY + 15 * DAY, HOUR)
    assert 1 == len(w.bus.aan(KEES))


async def test_the_energielijst_of_today_makes_the_reminder_of_today_needless(w1: Wereld) -> None:
    """Filled in before the hour: silence; tomorrow it comes again."""
    await kies(w1, ENERGIELIJST, "dag", 18)
    async with w1.database.begin(client_id=w1.kees) as session:
        await herinneringen.gedaan(session, w1.kees, ENERGIELIJST, now=w1.clock.now())
    await w1.until(MONDAY + 12 * HOUR, HOUR)
    assert [] == w1.bus.aan(KEES)
    await w1.until(MONDAY + DAY + 12 * HOUR, HOUR)
    assert 1 == len(w1.bus.aan(KEES))


@pytest.mark.parametrize(
    ("soort", "ritme", "down", "expected"),
    [(ENERGIELIJST, "dag", 4 * DAY, 1), (SIGNAALCHECK, "week", 22 * DAY, 1), (SIGNAALCHECK, "week", 25 * DAY, 0)],
)
async def test_after_a_long_stop_nothing_piles_up(w: Wereld, soort: str, ritme: str, down: timedelta, expected: int) -> None:
    """Nobody looked for days or weeks: of what was missed one mail comes, in daylight; none when the next is nearer than the last."""
    await kies(w, soort, ritme, 10)
    w.clock.set(MONDAY + down + 14 * HOUR)  # midnight
    await w.tick()
    assert [] == w.bus.aan(KEES)
    await w.until(MONDAY + down + DAY + HOUR, HOUR / 2)
    assert expected == len(w.bus.aan(KEES))


async def test_a_day_without_mail_server_gives_one(w: Wereld) -> None:
    """The weekly one comes a day late, by day; it is not lost and not doubled."""
    await kies(w)
    w.bus.kapot = True
    await w.until(MONDAY + 8 * DAY + 11 * HOUR, HOUR)  # nine in the evening of the next day
    w.bus.kapot = False
    await w.until(MONDAY + 8 * DAY + 20 * HOUR, HOUR / 2)
    assert [] == w.bus.aan(KEES)
    await w.until(MONDAY + 9 * DAY + 3 * HOUR, HOUR / 2)
    assert 1 == len(w.bus.aan(KEES))


async def test_days_without_mail_server_give_one_daily_reminder(w: Wereld) -> None:
    """That of today; those of the days before have lost their sense."""
    await kies(w, ENERGIELIJST, "dag", 11)
    w.bus.kapot = True
    await w.until(MONDAY + 3 * DAY + 3 * HOUR, HOUR)
    w.bus.kapot = False
    await w.until(MONDAY + 3 * DAY + 9 * HOUR, HOUR / 2)
    assert 1 == len(w.bus.aan(KEES))
    assert ["bezorgd", "vervallen", "vervallen", "vervallen", "bezorgd"] == await uitkomsten(w)


async def test_a_refused_address_is_told_once_and_never_tried_again(w: Wereld) -> None:
    """The client reads it in the conversation and sees it with the address; another address starts anew."""
    await kies(w)
    w.bus.weigert.add(KEES)
    await w.until(MONDAY + 30 * DAY, 2 * HOUR)
    assert ([], ["bezorgd", "geweigerd"]) == (w.bus.aan(KEES), await uitkomsten(w))
    assert 1 == len([said for said in await zegt(w) if "komt niet aan" in said])
    async with w.database.begin(client_id=w.kees) as session:
        adres = await herinneringen.lees_adres(session, w.kees)
        assert adres is not None
        assert adres.werkt_niet
        await herinneringen.zet_adres(session, w.kees, "nieuw@client.example", now=w.clock.now())
    await w.tick()
    assert 1 == len(w.bus.aan("nieuw@client.example"))


async def test_nothing_is_mailed_before_the_address_was_confirmed(w: Wereld) -> None:
    """One first mail, and no reminder; asking again within ten minutes sends no second."""
    await kies(w, bevestigd=False)
    async with w.database.begin(client_id=w.kees) as session:
        await herinneringen.zet_adres(session, w.kees, KEES, now=w.clock.now())
    await w.until(MONDAY + 15 * DAY, 2 * HOUR)
    assert ["Klopt dit e-mailadres?"] == [found["Subject"] for found in w.bus.aan(KEES)]


async def test_stopping_stops_also_what_waits_to_be_sent(w: Wereld) -> None:
    """By removing the address through the link in the mail, or by choosing no reminder."""
    token = await kies(w)
    w.bus.kapot = True
    await w.until(MONDAY + 7 * DAY + HOUR, HOUR)
    await herinneringen.weg_via_token(w.database, token)
    w.bus.kapot = False
    await w.until(MONDAY + 8 * DAY, HOUR)
    assert ([], None) == (w.bus.aan(KEES), await herinneringen.van_token(w.database, token))
    await kies(w)
    w.bus.mails.clear()
    async with w.database.begin(client_id=w.kees) as session:
        await herinneringen.zet(session, w.kees, SIGNAALCHECK, "niet", now=w.clock.now(), zone=ZONE)
        assert () == await herinneringen.lees(session, w.kees, now=w.clock.now(), zone=ZONE)
    await w.until(MONDAY + 30 * DAY, 6 * HOUR)
    assert [] == w.bus.aan(KEES)


async def test_choosing_again_counts_from_then_and_keeps_one_alarm_clock(w1: Wereld) -> None:
    """Of one kind there is one reminder; what is chosen last counts."""
    await kies(w1, ritme="week")
    async with w1.database.begin(client_id=w1.kees) as session:
        for ritme in ("maand", "twee_weken"):
            chosen = await herinneringen.zet(session, w1.kees, SIGNAALCHECK, ritme, now=w1.clock.now(), zone=ZONE)
        assert chosen is not None
        assert (await herinneringen.lees(session, w1.kees, now=w1.clock.now(), zone=ZONE)) == (chosen,)
        assert MONDAY + 14 * DAY == await herinneringen.volgende(session, w1.kees, SIGNAALCHECK, now=w1.clock.now(), zone=ZONE)
        assert 1 == len(list(await session.scalars(select(Outbox).where(Outbox.soort == "herinnering"))))
    await w1.until(MONDAY + 15 * DAY, HOUR)
    assert 1 == len(w1.bus.aan(KEES))


@pytest.mark.parametrize(
    ("soort", "ritme", "uur", "veld"),
    [("werkwensen", "week", 10, "soort"), (SIGNAALCHECK, "dag", 10, "ritme"), (SIGNAALCHECK, "week", 8, "uur"), (SIGNAALCHECK, "week", 20, "uur")],
)
async def test_what_cannot_be_chosen_is_refused(w1: Wereld, soort: str, ritme: str, uur: int, veld: str) -> None:
    """Another kind, a rhythm that does not belong to it, an hour at night."""
    async with w1.database.begin(client_id=w1.kees) as session:
        with pytest.raises(OngeldigeHerinnering) as refused:
            await herinneringen.zet(session, w1.kees, soort, ritme, uur=uur, now=MONDAY, zone=ZONE)
    assert veld == refused.value.veld


async def test_a_front_that_dies_after_sending_sends_the_same_mail_again_not_another(w1: Wereld) -> None:
    """The row is still open; the second attempt carries the same Message-ID, which a mail program shows once."""
    await kies(w1)
    await w1.until(MONDAY + 7 * DAY + HOUR / 2, HOUR / 2)
    async with w1.database.begin() as session:
        await session.execute(update(Outbox).where(Outbox.soort == "mail").values(delivered_at=None, due_at=w1.clock.now()))
        await session.execute(update(Bezorging).values(uitkomst=None))
    await w1.tick()
    assert (2, 1) == (len(w1.bus.aan(KEES)), len({found["Message-ID"] for found in w1.bus.aan(KEES)}))


async def test_erasing_a_client_leaves_no_alarm_clock_running(w1: Wereld) -> None:
    """The row goes with the client; the clock finds nothing and ends."""
    await kies(w1)
    async with w1.database.begin() as session:
        for row in await session.scalars(select(Herinnering)):
            await session.delete(row)
    await w1.until(MONDAY + 8 * DAY, 6 * HOUR)
    assert ([], False) == (w1.bus.aan(KEES), "herinnering" in await w1.open_outbox())
