"""Mail to the begeleider about what a client asks: every request gets its first mail and three reminders, whatever goes wrong on the way."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import func, select, text, update

from bot.care.beurt import Beurt
from bot.care.contact import leg_vast
from bot.care.ontvangst import open_gesprek
from bot.models.tables import Contactverzoek, Outbox
from tests.notify.world import MONDAY, Wereld

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ANNA = "anna@proef.example"


async def vraagt(w: Wereld, soort: str = "bericht") -> None:
    async with w.database.begin(client_id=w.kees) as session:
        gesprek = await open_gesprek(session, w.kees, w.clock.now(), lock=False)
        await leg_vast(Beurt(session, gesprek, w.kees, str(uuid.uuid4()), 1, w.clock.now()), soort, "kanarie")


def herhalingen(w: Wereld) -> list[bool]:
    """Of each mail to the begeleider whether it says that there was one before."""
    return [found["Subject"].startswith("Herinnering") for found in w.bus.aan(ANNA)]


async def hernoem(w: Wereld, van: str, naar: str) -> None:
    """Take a table away that handling a cause needs, or put it back."""
    async with w.database.begin() as session:
        await session.execute(text(f"ALTER TABLE {van} RENAME TO {naar}"))


async def test_trouble_in_handling_a_request_takes_none_of_its_mails(w: Wereld) -> None:
    """After an hour of errors the first mail is a first one, the three reminders follow, and the errors are forgotten."""
    await hernoem(w, "webhook", "webhook_weg")
    await vraagt(w)
    await w.until(MONDAY + HOUR, MINUTE)
    async with w.database.read() as session:
        assert 4 < (await session.scalar(select(Outbox.attempts).where(Outbox.soort == "contactverzoek")) or 0)
    await hernoem(w, "webhook_weg", "webhook")
    await w.until(MONDAY + 2 * HOUR, MINUTE)
    assert [False] == herhalingen(w)
    await hernoem(w, "webhook", "webhook_weg")
    await w.until(MONDAY + DAY + HOUR, HOUR)
    await hernoem(w, "webhook_weg", "webhook")
    await w.until(MONDAY + 8 * DAY, HOUR)
    assert [False, True, True, True] == herhalingen(w)
    async with w.database.read() as session:
        assert [0] == list(await session.scalars(select(Outbox.attempts).where(Outbox.soort == "contactverzoek")))
    assert "contactverzoek" not in await w.open_outbox()


async def test_a_request_that_was_never_marked_as_read_silences_no_later_one(w: Wereld) -> None:
    """Who called back and marked nothing is mailed again, with a first mail, when the client asks it once more."""
    await vraagt(w, "terugbellen")
    await w.until(MONDAY + 30 * DAY, 6 * HOUR)
    assert [False, True, True, True] == herhalingen(w)
    w.bus.mails.clear()
    await vraagt(w, "terugbellen")
    await w.tick()
    assert [False] == herhalingen(w)
    await w.until(MONDAY + 40 * DAY, 6 * HOUR)
    assert [False, True, True, True] == herhalingen(w)


async def test_a_later_request_waits_while_the_earlier_has_mails_to_come(w: Wereld) -> None:
    """With the last of these it speaks for itself; when the earlier one is read sooner, from the next opening on."""
    await vraagt(w)
    await w.tick()
    await w.tick(HOUR)
    await vraagt(w)
    await w.until(MONDAY + 2 * DAY + HOUR, HOUR)
    assert [False, True, True] == herhalingen(w)
    await w.until(MONDAY + 10 * DAY, HOUR)
    assert [False] * 2 + [True] * 6 == sorted(herhalingen(w))
    w.bus.mails.clear()
    async with w.database.begin() as session:
        await session.execute(update(Contactverzoek).values(gelezen_at=w.clock.now()))
    for _ in range(2):
        await vraagt(w)
        await w.tick(MINUTE)
    async with w.database.begin() as session:
        earlier = select(func.max(Contactverzoek.id) - 1).scalar_subquery()
        await session.execute(update(Contactverzoek).where(Contactverzoek.id == earlier).values(gelezen_at=w.clock.now()))
    await w.until(w.clock.now() + DAY, HOUR)
    assert [False, False] == herhalingen(w)


async def test_when_nobody_reads_the_deputy_is_asked_to_see_to_it(w: Wereld) -> None:
    """Once, with the second reminder, in words of its own: the deputy may not read the message, for nobody told the client so."""
    await vraagt(w)
    await w.until(MONDAY + 7 * DAY, 6 * HOUR)
    assert ["een collega leest een bericht niet"] == [found["Subject"].removeprefix("Werkmaat: ") for found in w.bus.aan("bram@proef.example")]
    assert [False, True, True, True] == herhalingen(w)
    assert [] == w.bus.aan("cees@proef.example")
