"""Another begeleider becomes the own one: what comes along, what stays with the former one, and what a client who was never here reads first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.care import begeleiders, berichten, caseload, ontvangst
from bot.models.database import Database
from bot.models.tables import Bericht, Contactverzoek
from tests.people import NOW, add_begeleider, add_client, add_organisatie, add_verzoek

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Team:
    """anna has client kees; bert is a colleague of hers."""

    anna: int
    bert: int
    kees: int


async def team(database: Database) -> Team:
    organisatie = await add_organisatie(database)
    anna, bert = [
        await add_begeleider(database, f"{naam}@proef.example", organisatie_id=organisatie, naam=f"{naam.title()} Proef") for naam in ("anna", "bert")
    ]
    return Team(anna, bert, await add_client(database, anna))


async def draad(database: Database, wie: int, client: int, now: datetime) -> list[str]:
    """The messages this begeleider reads in the thread; on the page of the client are the same ones of the client."""
    posten = (await berichten.draad(database, wie, client, now=now)).posten
    verzoeken = (await caseload.dossier(database, wie, client)).verzoeken
    assert {post.tekst for post in posten if post.van == berichten.CLIENT} == {one.tekst for one in verzoeken}
    return [post.tekst for post in posten]


async def bewegingen(database: Database) -> list[str | None]:
    async with database.read() as session:
        return list(await session.scalars(select(Bericht.beweging).where(Bericht.van == ontvangst.SYSTEEM).order_by(Bericht.seq)))


async def test_what_the_former_one_read_and_answered_stays_between_those_two(database: Database) -> None:
    """The new one sees what nobody had read and what comes; who gets the client back sees the own times only; the client sees all."""
    t = await team(database)
    oud = await add_verzoek(database, t.kees, "alleen voor Anna", created_at=NOW)
    await berichten.schrijf(database, t.anna, t.kees, "antwoord van Anna", gelezen=oud, now=NOW + HOUR)
    await add_verzoek(database, t.kees, "wacht nog", created_at=NOW + 2 * HOUR)
    await begeleiders.zet_over(database, t.anna, t.bert, now=NOW + DAY)
    assert ["wacht nog"] == await draad(database, t.bert, t.kees, NOW + DAY)
    nieuw = await add_verzoek(database, t.kees, "hallo Bert", created_at=NOW + DAY + HOUR)
    await berichten.schrijf(database, t.bert, t.kees, "antwoord van Bert", gelezen=nieuw, now=NOW + DAY + 2 * HOUR)
    assert ["wacht nog", "hallo Bert", "antwoord van Bert"] == await draad(database, t.bert, t.kees, NOW + 2 * DAY)
    await begeleiders.zet_over(database, t.bert, t.anna, now=NOW + 3 * DAY)
    assert ["alleen voor Anna", "antwoord van Anna", "wacht nog"] == await draad(database, t.anna, t.kees, NOW + 3 * DAY)
    async with database.read() as session:
        assert 5 == len(await berichten.lees(session, t.kees))


async def test_without_another_begeleider_everything_stands_in_the_thread(database: Database) -> None:
    """What was read years ago too."""
    t = await team(database)
    await add_verzoek(database, t.kees, "lang geleden", created_at=NOW - 600 * DAY)
    async with database.begin() as session:
        await session.execute(update(Contactverzoek).values(gelezen_at=NOW - 599 * DAY))
    assert ["lang geleden"] == await draad(database, t.anna, t.kees, NOW)


async def test_who_was_never_here_is_introduced_also_when_begeleiders_wrote_and_changed_before(database: Database) -> None:
    """Source: DIALOGUES turn rule 11, AI Act art. 50. A client who knew nobody yet is not told of another begeleider either."""
    t = await team(database)
    await berichten.schrijf(database, t.anna, t.kees, "Welkom bij Werkmaat.", now=NOW)
    await begeleiders.zet_over(database, t.anna, t.bert, now=NOW + HOUR)
    async with database.read() as session:
        assert [ontvangst.BEGELEIDER] == list(await session.scalars(select(Bericht.van)))
    await ontvangst.binnenkomst(database, t.kees, NOW + 2 * HOUR)
    assert ["kennismaking"] == await bewegingen(database)


async def test_a_notice_is_no_sign_that_the_client_was_here(database: Database) -> None:
    """Who comes back a day after the last message is greeted, also when the new begeleider was announced five minutes ago."""
    t = await team(database)
    await ontvangst.binnenkomst(database, t.kees, NOW)
    await begeleiders.zet_over(database, t.anna, t.bert, now=NOW + DAY)
    await ontvangst.binnenkomst(database, t.kees, NOW + DAY + HOUR / 12)
    assert ["kennismaking", "hervat"] == await bewegingen(database)
