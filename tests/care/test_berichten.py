"""Messages between client and begeleider, and dialogues that are set ready: who may, what is kept, and what each sees. On both kinds of database."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from bot.care import berichten, klaarzetten, nieuws, ontvangst, thuisblad
from bot.care.berichten import OngeldigBericht
from bot.care.beurt import Beurt, Invoer
from bot.care.caseload import NietGevonden
from bot.care.gegevens.bewaren import ruim_op
from bot.care.weer import zet_weer
from bot.models.bericht_tables import BegeleiderBericht, Klaargezet
from bot.models.database import Database
from bot.models.tables import Bericht, Contactverzoek, Gesprek, Voortgang
from tests.people import NOW, add_begeleider, add_client, add_verzoek

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONE = ZoneInfo("Europe/Amsterdam")


async def test_a_message_stands_in_the_conversation_under_the_name_of_who_wrote_it(database: Database) -> None:
    """As a turn of its own kind that waits for nothing; twice is once; what it answers counts as read, a wish to be called does not."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    gevraagd = await add_verzoek(database, kees, "Kan het dinsdag?")
    bellen = await add_verzoek(database, kees, "Bel mij", soort="terugbellen")
    bericht_id = str(uuid.uuid4())
    for _ in range(2):
        await berichten.schrijf(database, anna, kees, "Ja hoor.\r\n\r\nTien uur?", bericht_id=bericht_id, gelezen=bellen, now=NOW + HOUR)
    async with database.read() as session:
        row = (await session.scalars(select(Bericht))).one()
        gelezen = {one.id: one.gelezen_at for one in await session.scalars(select(Contactverzoek))}
    turn = json.loads(row.beurt or "")
    assert ("begeleider", NOW + HOUR, None) == (row.van, row.answered_at, row.tekst)
    assert ("begeleider", ["Ja hoor.", "Tien uur?"], [], {"name": "Anna Proef", "at": (NOW + HOUR).isoformat()}) == (
        turn["kind"],
        turn["text"],
        turn["choices"],
        turn["sender"],
    )
    assert {gevraagd: NOW + HOUR, bellen: None} == gelezen
    draad = await berichten.draad(database, anna, kees, now=NOW)
    assert [("client", "Kan het dinsdag?"), ("client", "Bel mij"), ("begeleider", "Ja hoor.\n\nTien uur?")] == [
        (post.van, post.tekst) for post in draad.posten
    ]
    assert [["Bel mij"], ["Ja hoor.\n\nTien uur?", "Kan het dinsdag?"]] == [[post.tekst for post in part] for part in (draad.nieuw, draad.eerder)]


async def test_only_the_own_begeleider_reads_and_writes_and_sets_ready(database: Database) -> None:
    """For a colleague the client does not exist; nothing was sent or set."""
    anna = await add_begeleider(database)
    bert = await add_begeleider(database, "bert@proef.example", naam="Bert Proef")
    kees = await add_client(database, anna)
    await klaarzetten.zet(database, anna, kees, "signaalcheck", now=NOW)
    nummer = (await klaarzetten.blad(database, anna, kees)).gezet[0].id
    for who, client in ((bert, kees), (anna, kees + 1)):
        for attempt in (
            berichten.draad(database, who, client, now=NOW),
            berichten.schrijf(database, who, client, "hallo", now=NOW),
            klaarzetten.blad(database, who, client),
            klaarzetten.zet(database, who, client, "werkwensen", now=NOW),
            klaarzetten.haal_terug(database, who, client, nummer),
        ):
            with pytest.raises(NietGevonden):
                await attempt
    async with database.read() as session:
        assert [] == list(await session.scalars(select(BegeleiderBericht)))
        assert ["signaalcheck"] == list(await session.scalars(select(Klaargezet.dialoog)))


@pytest.mark.parametrize(("tekst", "reden"), [("  \n ", "leeg"), ("x" * (berichten.TEKST_MAX + 1), "te_lang")])
async def test_what_cannot_be_sent_is_refused_with_the_reason(database: Database, tekst: str, reden: str) -> None:
    """Nothing of it is kept."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    with pytest.raises(OngeldigBericht) as refused:
        await berichten.schrijf(database, anna, kees, tekst, now=NOW)
    assert reden == refused.value.reden
    assert () == (await berichten.draad(database, anna, kees, now=NOW)).posten


async def test_shown_is_told_once_and_only_of_the_own_messages(database: Database) -> None:
    """The first moment stays; the messages of another client are untouched."""
    anna = await add_begeleider(database)
    kees, noor = [await add_client(database, anna, naam) for naam in ("Kees", "Noor")]
    for client in (kees, noor):
        await berichten.schrijf(database, anna, client, "hallo", bericht_id=str(uuid.UUID(int=client)), now=NOW)
    for hours in (1, 2):
        async with database.begin(client_id=kees) as session:
            await berichten.getoond(session, kees, now=NOW + hours * HOUR, bericht_id=str(uuid.UUID(int=noor)))
            await berichten.getoond(session, kees, now=NOW + hours * HOUR)
    async with database.read() as session:
        assert {kees: NOW + HOUR, noor: None} == {row.client_id: row.gezien_at for row in await session.scalars(select(BegeleiderBericht))}
        assert (frozenset(), None) == (await berichten.ongezien(session, kees), await nieuws.ongezien_sinds(session, kees))
        assert {str(uuid.UUID(int=noor))} == await berichten.ongezien(session, noor)


async def test_the_begeleider_sees_set_ready_begun_and_finished_and_never_that_it_was_put_off(database: Database) -> None:
    """Set twice is set once; put off looks like waiting; taken back is gone; after it is finished it can be set again."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)

    async def staten() -> list[str]:
        return [one.staat for one in (await klaarzetten.blad(database, anna, kees)).gezet]

    for _ in range(2):
        await klaarzetten.zet(database, anna, kees, "signaalcheck", now=NOW)
    with pytest.raises(NietGevonden):
        await klaarzetten.zet(database, anna, kees, "bestaat_niet", now=NOW)
    assert "signaalcheck" not in [dialoog for dialoog, _ in (await klaarzetten.blad(database, anna, kees)).te_kiezen]
    async with database.begin(client_id=kees) as session:
        wacht = await klaarzetten.eerste(session, kees)
        assert wacht is not None
        assert ("signaalcheck", "Anna Proef") == (wacht[0].dialoog, wacht[1])
        await klaarzetten.niet_nu(session, kees, wacht[0].id, now=NOW)
    assert ["klaargezet"] == await staten()
    async with database.begin(client_id=kees) as session:
        assert await klaarzetten.eerste(session, kees) is None
        beurt = Beurt(session, await ontvangst.open_gesprek(session, kees, NOW, lock=False), kees, "", 0, NOW + HOUR)
        assert "Anna Proef" == await klaarzetten.begonnen(beurt, "signaalcheck")
        assert await klaarzetten.begonnen(beurt, "signaalcheck") is None
    assert ["begonnen"] == await staten()
    async with database.begin(client_id=kees) as session:
        await klaarzetten.klaar(Beurt(session, (await session.scalars(select(Gesprek))).one(), kees, "", 0, NOW + HOUR), "signaalcheck")
    assert ["klaar"] == await staten()
    await klaarzetten.zet(database, anna, kees, "signaalcheck", now=NOW)
    assert ["klaargezet", "klaar"] == await staten()
    for one in (await klaarzetten.blad(database, anna, kees)).gezet:
        await klaarzetten.haal_terug(database, anna, kees, one.id)
    assert ["klaar"] == await staten()


async def test_the_overview_has_at_most_three_things_new_first(database: Database) -> None:
    """A message, what was set ready, then what was begun last; a finished dialogue comes back from its own moment on, and nothing else does."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)

    async def soorten(hours: int = 0) -> list[tuple[str, str]]:
        async with database.read() as session:
            return [(ding.soort, ding.dialoog) for ding in await thuisblad.lees(session, kees, now=NOW + hours * HOUR, zone=ZONE)]

    assert [] == await soorten()
    async with database.begin(client_id=kees) as session:
        for dialoog, status in (("signaalcheck", "klaar"), ("werkwensen", "open"), ("bijsluiter", "klaar")):
            session.add(Voortgang(client_id=kees, dialoog=dialoog, status=status, stand={}, started_at=NOW, updated_at=NOW))
        await session.flush()
        beurt = Beurt(session, await ontvangst.open_gesprek(session, kees, NOW, lock=False), kees, "", 0, NOW)
        await zet_weer(beurt, "signaalcheck", NOW + 2 * HOUR)
    assert [("bezig", "werkwensen")] == await soorten(1)
    assert {("bezig", "werkwensen"), ("weer", "signaalcheck")} == set(await soorten(2))
    await klaarzetten.zet(database, anna, kees, "signaalcheck", now=NOW)
    await klaarzetten.zet(database, anna, kees, "voorbereiding", now=NOW)
    await berichten.schrijf(database, anna, kees, "hallo", now=NOW)
    assert [("bericht", ""), ("klaargezet", "signaalcheck"), ("bezig", "werkwensen")] == await soorten(2)


async def test_a_message_to_the_begeleider_is_kept_with_its_receipt_once(database: Database) -> None:
    """While no engine runs: the request, and who reads it when; the same again changes nothing, as an ordinary message it is refused."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    bericht_id = str(uuid.uuid4())
    for _ in range(2):
        await ontvangst.ontvang(database, kees, bericht_id, Invoer("Dinsdag is goed."), NOW, aan_begeleider=True)
    with pytest.raises(ontvangst.AndereInhoud):
        await ontvangst.ontvang(database, kees, bericht_id, Invoer("Dinsdag is goed."), NOW)
    async with database.read() as session:
        assert [("bericht", "Dinsdag is goed.", bericht_id)] == [
            (row.soort, row.tekst, row.bericht_id) for row in await session.scalars(select(Contactverzoek))
        ]
        said = json.loads((await session.scalars(select(Bericht.beurt).where(Bericht.van == "bot"))).one() or "")["text"][0]
    assert said.startswith("Ik geef je bericht aan Anna Proef. Anna Proef leest het")


async def test_what_was_seen_goes_in_its_time_and_what_waits_stays(database: Database) -> None:
    """Two years after it was shown or finished, like requests that were read."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    for tekst in ("gezien", "ongezien"):
        await berichten.schrijf(database, anna, kees, tekst, now=NOW)
    await klaarzetten.zet(database, anna, kees, "signaalcheck", now=NOW)
    async with database.begin(client_id=kees) as session:
        eerste = (await session.scalars(select(BegeleiderBericht.id).order_by(BegeleiderBericht.id))).first()
        await session.execute(update(BegeleiderBericht).where(BegeleiderBericht.id == eerste).values(gezien_at=NOW))
        await session.execute(update(Klaargezet).values(klaar_at=NOW + 10 * DAY))
    await ruim_op(database, now=NOW + 735 * DAY)
    assert ["ongezien"] == [post.tekst for post in (await berichten.draad(database, anna, kees, now=NOW)).posten]
    assert 1 == len((await klaarzetten.blad(database, anna, kees)).gezet)
    await ruim_op(database, now=NOW + 745 * DAY)
    assert () == (await klaarzetten.blad(database, anna, kees)).gezet
