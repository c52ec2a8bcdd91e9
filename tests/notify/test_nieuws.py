"""Mail about messages: to a client who chose it, one until the client has looked; to a begeleider, one until it was read. Never with content."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import select, update

from bot.care import berichten, herinneringen, klaarzetten, ontvangst
from bot.care.beurt import Invoer
from bot.care.keten import keten_of
from bot.care.rooster import add_afwezigheid
from bot.models.instelling_tables import ClientEmail
from bot.models.meldingen_tables import Bezorging
from bot.models.tables import Begeleider, Contactverzoek, Outbox
from tests.notify.test_herinneringen import KEES, token_in, uitkomsten
from tests.notify.world import MONDAY, Wereld

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def kies(w: Wereld, *, wil: bool = True, bevestigd: bool = True) -> None:
    """Give an address, and say whether news may be mailed."""
    async with w.database.begin(client_id=w.kees) as session:
        await herinneringen.zet_adres(session, w.kees, KEES, now=w.clock.now())
        await herinneringen.zet_nieuws(session, w.kees, wil)
    await w.tick()
    if bevestigd:
        assert await herinneringen.bevestig(w.database, token_in(w), now=w.clock.now())
    w.bus.mails.clear()


async def schrijf(w: Wereld, tekst: str = "kanarie-bericht") -> None:
    await berichten.schrijf(w.database, w.anna, w.kees, tekst, now=w.clock.now())


async def kijkt(w: Wereld) -> None:
    async with w.database.begin(client_id=w.kees) as session:
        await berichten.getoond(session, w.kees, now=w.clock.now())


async def test_one_mail_without_name_or_words_until_the_client_has_looked(w: Wereld) -> None:
    """A second message and a dialogue that was set ready bring no second mail; after the client has looked the next message does."""
    await kies(w)
    await schrijf(w)
    await w.until(MONDAY + 9 * MINUTE, MINUTE)
    assert [] == w.bus.aan(KEES)
    await w.until(MONDAY + 2 * HOUR, HOUR / 4)
    await schrijf(w)
    await klaarzetten.zet(w.database, w.anna, w.kees, "signaalcheck", now=w.clock.now())
    await w.until(MONDAY + 4 * HOUR, HOUR / 4)
    mail = w.bus.aan(KEES)
    assert 1 == len(mail)
    said = mail[0].as_string() + mail[0].get_content()
    async with w.database.read() as session:
        naam = await session.scalar(select(Begeleider.naam).where(Begeleider.id == w.anna)) or ""
    assert "Er staat iets voor je klaar in Werkmaat." in mail[0].get_content()
    assert [] == [secret for secret in ("kanarie", "ignaal", "begeleider", naam) if secret in said]
    await kijkt(w)
    async with w.database.begin(client_id=w.kees) as session:
        wacht = await klaarzetten.eerste(session, w.kees)
        assert wacht is not None
        await klaarzetten.getoond(session, w.kees, [wacht[0].id], now=w.clock.now())
    await schrijf(w)
    await w.until(MONDAY + 5 * HOUR, HOUR / 4)
    assert (2, ["bezorgd"] * 3) == (len(w.bus.aan(KEES)), await uitkomsten(w))


async def test_who_did_not_choose_it_or_has_seen_it_gets_no_mail(w: Wereld) -> None:
    """No choice, an address that was not confirmed, or read within the first minutes: silence, and nothing waits in the outbox."""
    await kies(w, wil=False)
    await schrijf(w)
    await w.until(MONDAY + HOUR, HOUR / 4)
    async with w.database.begin(client_id=w.kees) as session:
        await herinneringen.verwijder_adres(session, w.kees)
    await kies(w, bevestigd=False)
    await schrijf(w)
    await w.until(MONDAY + 2 * HOUR, HOUR / 4)
    assert await herinneringen.bevestig(w.database, await _token(w), now=w.clock.now())
    await kijkt(w)
    await schrijf(w)
    await kijkt(w)
    await w.until(MONDAY + 3 * HOUR, HOUR / 4)
    assert [] == w.bus.aan(KEES)
    assert "nieuws" not in await w.open_outbox()


async def _token(w: Wereld) -> str:
    async with w.database.read() as session:
        return (await session.scalars(select(ClientEmail.token))).one()


async def test_at_night_it_waits_for_daylight_and_lapses_when_it_was_seen(w1: Wereld) -> None:
    """A message in the evening is mailed in the morning, and not when the client looked before breakfast."""
    await kies(w1)
    for day, looks in ((0, False), (1, True)):
        w1.clock.set(MONDAY + day * DAY + 12 * HOUR)
        await schrijf(w1)
        await w1.until(MONDAY + day * DAY + 20 * HOUR, HOUR / 2)
        assert day == len(w1.bus.aan(KEES))
        if looks:
            await kijkt(w1)
        await w1.until(MONDAY + (day + 1) * DAY, HOUR / 2)
        assert 1 == len(w1.bus.aan(KEES))
        await kijkt(w1)
    async with w1.database.read() as session:
        made = list(await session.scalars(select(Bezorging.uitkomst).where(Bezorging.inhoud == "nieuws").order_by(Bezorging.id)))
    assert ["bezorgd", "vervallen"] == made


async def test_several_messages_of_one_client_are_one_mail_to_the_begeleider(w: Wereld) -> None:
    """While mails about the first are to come, they speak for all; then the next speaks for itself and what came after it. Read means silence,
    and what is written after that is a mail of its own."""

    async def stuurt(tekst: str) -> None:
        await ontvangst.ontvang(w.database, w.kees, str(uuid.uuid4()), Invoer(tekst), w.clock.now(), aan_begeleider=True)
        await w.until(w.clock.now() + HOUR, HOUR / 2)

    async def gelezen() -> None:
        async with w.database.begin() as session:
            await session.execute(update(Contactverzoek).values(gelezen_at=w.clock.now()))

    for tekst in ("Kan het dinsdag?", "Of woensdag?", "In de ochtend."):
        await stuurt(tekst)
    assert 1 == len(w.bus.aan("anna@proef.example"))
    await w.until(MONDAY + 2 * DAY + HOUR, HOUR)
    assert 3 == len(w.bus.aan("anna@proef.example"))
    await w.until(MONDAY + 3 * DAY + HOUR, HOUR)
    assert [False] * 2 + [True] * 3 == sorted(found["Subject"].startswith("Herinnering") for found in w.bus.aan("anna@proef.example"))
    await gelezen()
    await stuurt("Bedankt.")
    assert 6 == len(w.bus.aan("anna@proef.example"))
    await gelezen()
    await w.until(w.clock.now() + 5 * DAY, HOUR)
    assert 6 == len(w.bus.aan("anna@proef.example"))
    assert "contactverzoek" not in await w.open_outbox()


async def test_the_mail_about_a_message_goes_to_who_stands_in(w: Wereld) -> None:
    """Also when the own begeleider left mails unanswered before going; back from the absence it is the own begeleider again."""

    async def stuurt(tekst: str) -> list[str]:
        w.bus.mails.clear()
        await ontvangst.ontvang(w.database, w.kees, str(uuid.uuid4()), Invoer(tekst), w.clock.now(), aan_begeleider=True)
        await w.until(w.clock.now() + HOUR, HOUR / 2)
        return [str(mail["To"]) for mail in w.bus.mails]

    async with w.database.read() as session:
        anna, bram = [(await session.get_one(Begeleider, wie)).email for wie in (w.anna, w.bram)]
    assert [anna] == await stuurt("Kan het dinsdag?")
    async with w.database.begin() as session:
        await add_afwezigheid(session, w.anna, w.clock.now(), w.clock.now() + 7 * DAY)
    assert [bram] == await stuurt("Is er iemand?")
    assert [] == await stuurt("Hallo?")
    async with w.database.begin() as session:
        await session.execute(update(Contactverzoek).values(gelezen_at=w.clock.now()))
    await w.until(MONDAY + 8 * DAY, HOUR)
    assert [anna] == await stuurt("Fijn dat je er weer bent.")


async def test_mail_that_waits_for_the_morning_is_no_trouble(w: Wereld) -> None:
    """At night the page does not say that messages do not arrive; in the morning it goes out. What is due and stays there is trouble all the same."""
    await kies(w)
    await w.until(MONDAY + 12 * HOUR, HOUR)
    await schrijf(w)
    await w.until(MONDAY + 14 * HOUR, HOUR / 4)
    assert [] == w.bus.aan(KEES)
    assert None is (await keten_of(w.database, w.settings, w.anna, now=w.clock.now())).hapert_sinds
    async with w.database.read() as session:
        due = (await session.scalars(select(Outbox.due_at).where(Outbox.soort == "mail", Outbox.delivered_at.is_(None)))).one()
    assert due > w.clock.now()
    assert None is (await keten_of(w.database, w.settings, w.anna, now=due + HOUR / 4)).hapert_sinds
    assert due == (await keten_of(w.database, w.settings, w.anna, now=due + HOUR)).hapert_sinds
    await w.until(due + HOUR, HOUR / 4)
    assert 1 == len(w.bus.aan(KEES))
