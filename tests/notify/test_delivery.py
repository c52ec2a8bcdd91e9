"""Delivery by a real mail server and a real webhook receiver, on both kinds of database and the virtual clock."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from bot.care import meldingen
from bot.care.rooster import add_afwezigheid
from bot.models.database import Database
from bot.models.meldingen_tables import Bezorging, Webhook
from bot.models.tables import Outbox
from bot.notify import delivery, dispatch, mail, tick, webhook
from tests.notify.world import LAATSTE, MONDAY, WOORDEN, Wereld, until

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ANNA, BRAM, CEES = "anna@proef.example", "bram@proef.example", "cees@proef.example"
MELDINGEN = delivery.Lane(delivery.MAIL, meldingen=True)
GEHEIM = "een-geheim-van-ruim-32-tekens-lang!"


async def test_an_unanswered_rood_melding_mails_its_way_down_to_the_last_resort(w: Wereld) -> None:
    """The named begeleider at once, then deputy, team and last resort, a quarter of an hour apart; every step is in the log."""
    number = await w.meld()
    await w.until(MONDAY + 50 * MINUTE)
    assert [ANNA, BRAM, CEES, LAATSTE] == [found["To"] for found in w.bus.mails]
    told = await w.stappen(number, "bericht")
    assert [("begeleider", w.anna), ("vervanger", w.bram), ("team", w.cees), ("laatste", None)] == [(one.trede, one.begeleider_id) for one in told]


@pytest.mark.parametrize("nacht", [False, True])
async def test_with_everybody_away_and_only_a_number_the_mails_go_out(w: Wereld, nacht: bool) -> None:
    """Nobody calls the number, so the ladder mails everybody, also those on holiday, and goes on doing so."""
    await w.stel_in(laatste_telefoon="020-1234567", laatste_dag_en_nacht=nacht)
    async with w.database.begin() as session:
        for one in (w.anna, w.bram, w.cees):
            await add_afwezigheid(session, one, MONDAY - DAY, MONDAY + 7 * DAY)
    await w.meld()
    await w.tick()
    assert {ANNA: 1, BRAM: 1, CEES: 1} == Counter(found["To"] for found in w.bus.mails)
    await w.tick(HOUR)
    assert {ANNA: 2, BRAM: 2, CEES: 2} == Counter(found["To"] for found in w.bus.mails)


async def test_no_mail_says_who_or_what_it_is_about(w: Wereld) -> None:
    """Only that there is something to read, and where to log in: no name, no level, no word of the client, no number of the melding."""
    await w.meld()
    await w.until(MONDAY + 3 * HOUR)
    assert len(w.bus.mails) > 4
    secret = ("kanarie", "Kanarie", WOORDEN, "06 99887766", "rood", "wil_dood", "zelfdoding", "verteld")
    for found in w.bus.mails:
        whole = found.as_string() + found.get_content()
        assert [] == [canary for canary in secret if canary in whole]
        assert "https://werkmaat.example/begeleider" in found.get_content()
    marked = [found["Subject"].startswith("Herinnering: ") for found in w.bus.mails]
    assert [found["X-Werkmaat-Herhaling"] == "ja" for found in w.bus.mails] == marked
    seen: set[str] = set()
    for found, repeat in zip(w.bus.mails, marked):
        assert (found["To"] in seen) == repeat
        seen.add(found["To"])


async def test_after_a_day_without_mail_server_each_is_told_once(w: Wereld) -> None:
    """Nothing is lost, and nobody gets a pile of reminders: one mail per person about this melding."""
    await w.meld()
    w.bus.kapot = True
    await w.until(MONDAY + DAY, HOUR)
    assert [] == w.bus.mails
    await meldingen.pak_op(w.database, w.cees, 1, now=w.clock.now())
    w.bus.kapot = False
    await w.until(MONDAY + DAY + HOUR, 20 * MINUTE)
    assert {ANNA: 1, BRAM: 1, CEES: 1, LAATSTE: 1} == Counter(found["To"] for found in w.bus.mails)
    assert len({found["Message-ID"] for found in w.bus.mails}) == len(w.bus.mails)
    assert not {"mail", "webhook"} & set(await w.open_outbox())


async def test_a_refused_address_sends_the_ladder_on_at_once(w: Wereld) -> None:
    """A mailbox that does not exist is no quarter of an hour of silence."""
    w.bus.weigert.add(ANNA)
    number = await w.meld()
    await w.tick()
    assert [BRAM] == [found["To"] for found in w.bus.mails]
    assert [("niet_bezorgd", w.anna)] == [(one.soort, one.begeleider_id) for one in await w.stappen(number, "niet_bezorgd")]


async def test_who_closes_the_melding_hears_no_more(w: Wereld) -> None:
    """Closed is closed: no reminders, and nothing waits in the outbox."""
    number = await w.meld()
    await w.tick()
    await meldingen.sluit(w.database, w.anna, number, "Gebeld", now=w.clock.now())
    await w.until(MONDAY + 3 * DAY, 6 * HOUR)
    assert ([ANNA], []) == ([found["To"] for found in w.bus.mails], await w.open_outbox())


async def test_two_fronts_send_nothing_twice(w: Wereld) -> None:
    """Five fronts working the same outbox at the same moment: every message goes out once, every step is written once."""
    numbers = [await w.meld() for _ in range(3)]
    for _ in range(5):
        await asyncio.gather(*(tick(w.database, w.settings, w.clock) for _ in range(5)))
        w.clock.turn(16 * MINUTE)
    keys = Counter(found["X-Werkmaat-Sleutel"] for found in w.bus.mails)
    assert ({1}, 4 * len(numbers)) == (set(keys.values()), len(keys))
    for number in numbers:
        assert 4 == len(await w.stappen(number, "bericht"))


async def test_a_slow_mail_server_makes_nothing_go_twice(w: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every mail takes as long as an attempt may. A second front that starts in the middle takes only what the first has not taken yet."""
    monkeypatch.setattr(mail, "TIMEOUT_S", 600)  # here only the clock of the test counts
    w.bus.traag, few = {ANNA}, delivery.AT_A_TIME
    for _ in range(5 * few):
        await w.meld()
    await dispatch.dispatch_due(w.database, w.settings, w.clock)

    async def front() -> None:
        while await delivery.send_due(w.database, w.settings, w.clock, MELDINGEN):
            pass

    fronts = [asyncio.create_task(front())]
    for sent in (0, few, 2 * few):
        await until(lambda sent=sent: (sent, few) == (len(w.bus.mails), w.bus.vast))
        w.clock.turn(timedelta(seconds=delivery.ATTEMPT_S))
        if sent < 2 * few:
            w.bus.laat_verder(few)
    fronts.append(asyncio.create_task(front()))
    await until(lambda: 2 * few == w.bus.vast)
    w.bus.laat_verder(20 * few)
    await asyncio.gather(*fronts)
    assert (5 * few, {1}) == (len(w.bus.mails), set(Counter(found["X-Werkmaat-Sleutel"] for found in w.bus.mails).values()))
    assert {"1"} == {found["X-Werkmaat-Poging"] for found in w.bus.mails}


async def test_an_attempt_ends_long_before_its_lease(w1: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when the server never lets a single command time out: the whole of it has a limit."""
    assert max(delivery.ATTEMPT_S, webhook.TIMEOUT_S) <= delivery.LEASE.total_seconds() / 2
    w1.bus.traag = {ANNA}
    await w1.meld()
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "ATTEMPT_S", 0.5)
        await w1.tick()
    async with w1.database.read() as session:
        assert ["TimeoutError"] == list(await session.scalars(select(Bezorging.fout)))
    w1.bus.traag.clear()
    await w1.tick(MINUTE)
    assert 1 == len(w1.bus.aan(ANNA))


async def test_a_front_that_dies_after_sending_leaves_a_recognisable_repeat(w: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail goes again after the lease, with the same Message-ID and the number of the attempt."""
    await w.meld()
    await dispatch.dispatch_due(w.database, w.settings, w.clock)

    async def die(*_: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_delivered", die)
        await delivery.send_due(w.database, w.settings, w.clock, MELDINGEN)
    await w.tick(MINUTE)
    assert 1 == len(w.bus.aan(ANNA))
    await w.tick(2 * MINUTE)
    first, second = w.bus.aan(ANNA)
    assert (first["Message-ID"], "1", "2") == (second["Message-ID"], first["X-Werkmaat-Poging"], second["X-Werkmaat-Poging"])


async def test_a_poisonous_row_holds_nobody_up(w: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cause that cannot be handled is put off and written down; the melding behind it goes out."""
    async with w.database.begin() as session:
        session.add(Outbox(soort="proef", verwijzing=1, attempts=0, due_at=MONDAY - HOUR, created_at=MONDAY))

    async def fail(*_: object) -> None:
        raise ValueError("poison")

    monkeypatch.setitem(dispatch.HANDLERS, "proef", fail)
    await w.meld()
    await w.tick()
    assert [ANNA] == [found["To"] for found in w.bus.mails]
    async with w.database.read() as session:
        row = (await session.execute(select(Outbox.attempts, Outbox.due_at).where(Outbox.soort == "proef"))).one()
    assert (1, True) == (row.attempts, row.due_at > w.clock.now())


async def test_an_erased_client_leaves_nothing_to_send(w: Wereld) -> None:
    """Mails about somebody who is gone are dropped, not retried for ever."""
    w.bus.kapot = True
    await w.meld()
    await w.tick()
    async with w.database.begin() as session:
        await session.execute(text("DELETE FROM melding"))
    w.bus.kapot = False
    await w.tick(HOUR)
    assert ([], []) == (w.bus.mails, await w.open_outbox())


async def test_the_step_log_cannot_be_rewritten(w: Wereld) -> None:
    """The database itself refuses to change a step."""
    await w.meld()
    await w.tick()
    with pytest.raises(DBAPIError, match="append-only"):
        async with w.database.begin() as session:
            await session.execute(text("UPDATE melding_stap SET soort = 'gezien'"))


async def test_the_webhook_is_signed_and_says_nothing(w: Wereld) -> None:
    """The receiver can check who sent it and when, sees a repeated delivery by its key, and learns no more than a mail tells."""
    got: list[tuple[dict[str, str], bytes]] = []
    answers = [500, 200]

    async def receive(request: web.Request) -> web.Response:
        got.append((dict(request.headers), await request.read()))
        return web.Response(status=answers.pop(0))

    app = web.Application()
    app.router.add_post("/werkmaat", receive)
    async with TestServer(app) as server:
        async with w.database.begin(organisatie_id=w.organisatie) as session:
            session.add(Webhook(organisatie_id=w.organisatie, url=str(server.make_url("/werkmaat")), geheim=GEHEIM))
        await w.meld()
        await w.tick()
        await w.tick(MINUTE)
    (first, _), (second, body) = got
    assert first["Idempotency-Key"] == second["Idempotency-Key"] == json.loads(body)["id"]
    assert webhook.verify(GEHEIM, second["Werkmaat-Signature"], body, w.clock.now())
    assert not webhook.verify(GEHEIM, second["Werkmaat-Signature"], body + b" ", w.clock.now())
    assert not webhook.verify(GEHEIM, second["Werkmaat-Signature"], body, w.clock.now() + HOUR)
    assert {"id", "soort", "moment", "herhaling", "poging", "link"} == set(json.loads(body))
    assert b"kanarie" not in body.lower()


@pytest.mark.parametrize(("url", "geheim"), [("http://elders.example/", GEHEIM), ("https://elders.example/", "kort"), ("ftp://x", GEHEIM)])
def test_an_unsafe_webhook_is_refused(url: str, geheim: str) -> None:
    """Only https, and a secret that cannot be guessed."""
    with pytest.raises(webhook.OngeldigeWebhook):
        webhook.check(url, geheim)


def test_the_wait_between_attempts_doubles_up_to_a_quarter_of_an_hour() -> None:
    """With jitter over the last half, so that a thousand mails do not come back together."""
    assert [15, 30, 60, 900] == [delivery.backoff(attempt, lambda: 1.0).total_seconds() for attempt in (1, 2, 3, 12)]
    assert 7.5 == delivery.backoff(1, lambda: 0.0).total_seconds()


async def test_mail_that_cannot_be_delivered_for_a_week_is_given_up(w1: Wereld) -> None:
    """Then the ladder hears that this address does not work."""
    await w1.meld()
    await w1.tick()
    async with w1.database.begin() as session:
        await session.execute(update(Outbox).where(Outbox.soort == "mail").values(delivered_at=None, due_at=w1.clock.now()))
        await session.execute(update(Bezorging).values(uitkomst=None, created_at=w1.clock.now() - 8 * DAY))
    w1.bus.kapot = True
    await delivery.send_due(w1.database, w1.settings, w1.clock, MELDINGEN)
    async with w1.database.read() as session:
        assert ["geweigerd"] == list(await session.scalars(select(Bezorging.uitkomst)))


async def test_without_mail_server_the_steps_are_still_written(database: Database, w: Wereld) -> None:
    """The page is a channel of its own: the ladder walks there too. Who has no page is nobody to end at: the whole team is told instead."""
    w.settings = type(w.settings)()
    number = await w.meld()
    await w.until(MONDAY + 50 * MINUTE)
    told = [(stap.trede, stap.begeleider_id) for stap in await w.stappen(number, "bericht")]
    last = [("laatste", one) for one in (w.anna, w.bram, w.cees)]
    assert ([("begeleider", w.anna), ("vervanger", w.bram), ("team", w.cees), *last], []) == (told, w.bus.mails)


def test_every_mail_text_is_complete() -> None:
    """Each kind has a subject and a text."""
    kinds = {"melding", "laatste", "contactverzoek", "verzoek_collega", "rooster_leeg", "proef", "herinnering", "nieuws", "bevestig"}
    assert kinds == {name for name, entry in mail.teksten().items() if name not in ("voet", "herhaling") and entry["onderwerp"] and entry["tekst"]}
