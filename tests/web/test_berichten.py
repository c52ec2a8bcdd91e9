"""Messages and what is set ready, through the whole front: pages without script, the interface of the widget, and only the own client."""

from __future__ import annotations

import re
import uuid
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.care import berichten, klaarzetten
from bot.care.rooster import add_afwezigheid, zet_vervanger
from bot.models.bericht_tables import BegeleiderBericht
from bot.models.database import Database, utcnow
from bot.models.gegevens_tables import Inzage
from bot.models.tables import Begeleider, Contactverzoek, Melding
from tests.dialogen.test_veiligheid import ONZEKER, onzeker
from tests.engine.model import Engine
from tests.people import add_begeleider
from tests.web.front import Site, problem, running, send
from tests.web.test_client_gegevens import Huis, huis
from tests.web.test_openapi import checked

__all__ = ["huis", "onzeker"]

PAD = "/mijn/berichten"


@pytest.fixture
async def front(engine: Engine, sqlite_database: Database) -> AsyncIterator[Site]:
    """The whole front with a working engine."""
    async for running_site in running(engine, sqlite_database):
        yield running_site


def _plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


async def test_begeleider_and_client_write_to_each_other_on_their_pages(huis: Huis) -> None:
    """Unread first, an answer makes it read; the client reads the name and the words, and from then on the begeleider sees that it was shown."""
    anna, me = await huis.cookies("a", begeleider_id=huis.anna), await huis.cookies("k", client_id=huis.kees)
    path = f"/begeleider/clienten/{huis.kees}/berichten"
    assert "Jullie hebben nog niets geschreven." in await huis.get(PAD, me)
    where = await huis.post(PAD, me, tekst="Kan het <b>dinsdag</b>?")
    assert "Ik geef je bericht aan Anna Proef." in await huis.get(where, me)
    page = await huis.get(path, anna)
    assert page.index("Kan het <b>dinsdag</b>?") < page.index("Eerder")
    gelezen = re.search(r'name="gelezen" value="(\d+)"', page)
    assert gelezen is not None
    assert "Typ eerst een bericht." in await huis.post(path, anna, 422, tekst=" ")
    assert "x" * 2001 in await huis.post(path, anna, 422, tekst="x" * 2001)
    await huis.post(path, anna, tekst="Ja, dinsdag om tien uur.", gelezen=gelezen[1])
    page = _plain(await huis.get(path, anna))
    assert "Nieuw" not in page
    assert "Nog niet getoond." in page
    assert "Een nieuw bericht van Anna Proef" in _plain(await huis.get("/mijn", me))
    page = _plain(await huis.get(PAD, me))
    assert re.search(r"Van Anna Proef .* Ja, dinsdag om tien uur\. Van jou .* Gelezen: .* Kan het dinsdag \?", page)
    assert "Getoond op een apparaat van Kees Proef" in _plain(await huis.get(path, anna))
    assert "nieuw bericht" not in await huis.get("/mijn", me)


async def test_pressing_twice_sends_once_and_going_back_sends_the_new_words(huis: Huis) -> None:
    """The page puts an id in its form."""
    me, number = await huis.cookies("k", client_id=huis.kees), str(uuid.uuid4())
    for tekst in ("een", "een", "twee"):
        await huis.post(PAD, me, id=number, tekst=tekst)
    assert "leeg" in await huis.post(PAD, me, 422, id=number, tekst="  ")
    async with huis.database.read() as session:
        assert ["een", "twee"] == list(await session.scalars(select(Contactverzoek.tekst).order_by(Contactverzoek.id)))


def _formulier(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


async def _berichten(huis: Huis) -> list[str]:
    async with huis.database.read() as session:
        return list(await session.scalars(select(BegeleiderBericht.tekst).order_by(BegeleiderBericht.id)))


async def test_the_same_words_are_sent_once_whichever_page_they_come_from(huis: Huis) -> None:
    """From the page one came back to, with its old id or a new one; other words on that page are sent, and the same words later, after the client."""
    anna, path = await huis.cookies("a", begeleider_id=huis.anna), f"/begeleider/clienten/{huis.kees}/berichten"
    form = _formulier(await huis.get(path, anna))
    assert "verstuurd=1" in await huis.post(path, anna, **form, tekst="Tot dinsdag!")
    assert "al=1" in await huis.post(path, anna, **form, tekst="Tot dinsdag!")
    again = _formulier(await huis.get(path, anna))
    where = await huis.post(path, anna, **again, tekst="Tot dinsdag!")
    assert "niet nog een keer verstuurd" in await huis.get(where, anna)
    await huis.post(path, anna, **{**again, "id": form["id"]}, tekst="Om tien uur.")
    assert ["Tot dinsdag!", "Om tien uur."] == await _berichten(huis)
    await huis.post(PAD, await huis.cookies("k", client_id=huis.kees), tekst="Kan woensdag ook?")
    await huis.post(path, anna, **_formulier(await huis.get(path, anna)), tekst="Om tien uur.")
    assert ["Tot dinsdag!", "Om tien uur.", "Om tien uur."] == await _berichten(huis)


async def test_who_writes_on_an_older_page_first_sees_what_came_meanwhile(huis: Huis) -> None:
    """Of the client and of a colleague who stands in; nothing is sent, the words stand there, and sending again sends them."""
    anna, path = await huis.cookies("a", begeleider_id=huis.anna), f"/begeleider/clienten/{huis.kees}/berichten"
    form = _formulier(await huis.get(path, anna))
    await huis.post(PAD, await huis.cookies("k", client_id=huis.kees), tekst="Nee wacht, ik kom toch niet.")
    page = await huis.post(path, anna, 409, **form, tekst="Tot dinsdag!")
    for part in (
        "Kees Proef heeft intussen een bericht gestuurd.",
        "Je bericht is nog niet verstuurd.",
        "Nee wacht, ik kom toch niet.",
        "Tot dinsdag!",
    ):
        assert part in page
    assert [] == await _berichten(huis)
    async with huis.database.read() as session:
        organisatie = (await session.execute(select(Begeleider.organisatie_id).where(Begeleider.id == huis.anna))).scalar_one()
    bram = await add_begeleider(huis.database, "bram@proef.example", organisatie_id=organisatie, naam="Bram Proef")
    async with huis.database.begin(client_id=huis.kees) as session:
        session.add(BegeleiderBericht(client_id=huis.kees, begeleider_id=bram, bericht_id="x", tekst="Ik bel je.", created_at=utcnow()))
    page = await huis.post(path, anna, 409, **_formulier(page), tekst="Tot dinsdag!")
    assert "Bram Proef heeft intussen ook een bericht gestuurd." in page
    await huis.post(path, anna, **_formulier(page), tekst="Tot dinsdag!")
    assert ["Ik bel je.", "Tot dinsdag!"] == await _berichten(huis)


@pytest.mark.usefixtures("onzeker")
async def test_danger_on_the_page_is_answered_on_the_page(front: Site) -> None:
    """The direct question can be answered there without script; yes gives the helplines and a melding; what was not offered does nothing."""
    browser = await front.client()
    response = await browser.post(PAD, data={"tekst": ONZEKER})
    page = await response.text()
    assert "Denk je aan zelfdoding?" in page
    assert 3 == len(re.findall(r'name="keuze"', page))
    response = await browser.post(f"{PAD}/antwoord", data={"keuze": "verzonnen"})
    assert "/gesprek" == response.url.path
    page = await (await browser.post(f"{PAD}/antwoord", data={"keuze": "ja"})).text()
    assert ("Ik neem dit serieus." in page, 'href="tel:112"' in page) == (True, True)
    async with front.database.read() as session:
        assert ["rood"] == list(await session.scalars(select(Melding.niveau)))


@pytest.mark.usefixtures("onzeker")
async def test_a_page_that_is_behind_does_not_answer_the_direct_question_of_now(front: Site) -> None:
    """Its direct question was answered elsewhere, and is asked again since: no under the old one says so, and closes nothing. Yes is danger."""
    browser = await front.client()

    async def gevraagd() -> str:
        page = await (await browser.post(PAD, data={"tekst": ONZEKER})).text()
        return re.findall(r'name="beurt" value="([^"]+)"', page)[0]

    toen = await gevraagd()
    await send(browser, choice="nee", turn=toen)
    await gevraagd()
    page = await (await browser.post(f"{PAD}/antwoord", data={"keuze": "nee", "beurt": toen})).text()
    assert "hoort bij een eerdere vraag" in page
    assert 3 == len(re.findall(r'name="keuze"', page))
    await browser.post(f"{PAD}/antwoord", data={"keuze": "nee", "beurt": "\0"})
    await gevraagd()
    await browser.post(f"{PAD}/antwoord", data={"keuze": "ja", "beurt": toen})
    async with front.database.read() as session:
        assert ["rood"] == list(await session.scalars(select(Melding.niveau)))


async def test_the_widget_gets_a_message_of_a_person_apart_from_the_turns(front: Site) -> None:
    """Named, with its moment, not seen until it was told; what the client answers to it is marked, and the question comes back."""
    browser = await front.client()
    home = (await (await browser.get("/api/conversation")).json())["items"][-1]["turn"]
    await berichten.schrijf(front.database, front.begeleider_id, 1, "Gaat het?", now=utcnow())
    item = (await checked(await browser.get("/api/conversation"), "get", "/api/conversation"))["items"][-1]
    assert ("begeleider", "begeleider", "Anna Proef", ["Gaat het?"], False) == (
        item["from"],
        item["turn"]["kind"],
        item["turn"]["sender"]["name"],
        item["turn"]["text"],
        item["seen"],
    )
    await checked(await browser.post("/api/seen", json={"id": item["turn"]["id"]}), "post", "/api/seen")
    reply = await send(browser, text="Ja, het gaat goed.", to="begeleider")
    assert home["choices"] == reply["turns"][-1]["choices"]
    items = {item.get("id", ""): item for item in (await checked(await browser.get("/api/conversation"), "get", "/api/conversation"))["items"]}
    assert ("begeleider", True) == (items[reply["id"]]["to"], all(one["seen"] for one in items.values() if one["from"] == "begeleider"))
    for body in ({"text": "x", "to": "werkgever"}, {"choice": home["choices"][0]["id"], "to": "begeleider"}):
        await problem(await browser.post("/api/messages", json={"id": str(uuid.uuid4()), **body}), 400)


async def test_another_client_cannot_say_that_it_was_seen(front: Site) -> None:
    """Somebody else's message stays unseen, and nothing tells that it exists."""
    kees, noor = await front.client(), await front.client("Noor Proef")
    number = str(uuid.uuid4())
    await berichten.schrijf(front.database, front.begeleider_id, 1, "Gaat het?", bericht_id=number, now=utcnow())
    for browser, seen in ((noor, False), (kees, True)):
        assert {} == await (await browser.post("/api/seen", json={"id": number})).json()
        async with front.database.read() as session:
            assert seen == ((await session.scalars(select(BegeleiderBericht.gezien_at))).one() is not None)
    assert "Gaat het?" not in await (await noor.get(PAD)).text()


async def test_what_is_set_ready_can_be_begun_or_put_off_on_the_overview(front: Site) -> None:
    """And taken back by who set it; begun there it is the open question of the conversation."""
    browser = await front.client()
    assert "Er staat nu niets voor je klaar." in await (await browser.get("/mijn")).text()
    for dialoog in ("bijsluiter", "voorbereiding"):
        await klaarzetten.zet(front.database, front.begeleider_id, 1, dialoog, now=utcnow())
    page = await (await browser.get("/mijn")).text()
    assert ("Zo werk ik goed" in page, "Anna Proef heeft dit voor je klaargezet" in page) == (True, True)
    nummer = re.search(r'name="klaargezet" value="(\d+)"', page)
    assert nummer is not None
    page = await (await browser.post("/mijn/niet-nu", data={"klaargezet": nummer[1]})).text()
    assert "Dat is goed." in page
    assert 'name="klaargezet" value="' + nummer[1] not in page
    assert "/gesprek" == (await browser.post("/mijn/begin", data={"dialoog": "voorbereiding"})).url.path
    last = (await (await browser.get("/api/conversation")).json())["items"][-1]["turn"]
    assert {"step": 1, "of": last["progress"]["of"]} == last["progress"]
    for path, form in (("/mijn/begin", {"dialoog": "x"}), ("/mijn/niet-nu", {"klaargezet": "x"})):
        assert 404 == (await browser.post(path, data=form)).status


async def test_the_begeleider_sets_ready_and_takes_back_on_the_page_of_the_client(huis: Huis) -> None:
    """The list follows the dialogues by itself; what stands ready is not offered again; nonsense is not found."""
    anna, path = await huis.cookies("a", begeleider_id=huis.anna), f"/begeleider/clienten/{huis.kees}"
    page = await huis.get(path, anna)
    assert all(f'<option value="{dialoog}">' in page for dialoog in ("werkwensen", "signaalcheck", "bijsluiter", "voorbereiding"))
    page = await huis.get(await huis.post(f"{path}/klaarzetten", anna, dialoog="signaalcheck"), anna)
    assert 1 == page.count("Dat is klaargezet.")
    assert '<option value="signaalcheck">' not in page
    terug = re.search(r'name="terug" value="(\d+)"', page)
    assert terug is not None
    page = await huis.get(await huis.post(f"{path}/klaarzetten", anna, terug=terug[1]), anna)
    assert (True, 1) == ('<option value="signaalcheck">' in page, page.count("Dat is teruggehaald."))
    assert "Dat is klaargezet" not in await huis.get(path, anna)
    for form in ({"dialoog": "x"}, {"terug": terug[1]}, {}):
        await huis.post(f"{path}/klaarzetten", anna, 404, **form)


async def test_who_stands_in_reads_and_answers_on_the_same_pages_and_the_client_reads_who_it_is(huis: Huis) -> None:
    """From the overview to the answer, each look noted as of a colleague; the client is told before and after writing; the dossier stays shut."""
    now = utcnow()
    async with huis.database.begin() as session:
        organisatie = (await session.get_one(Begeleider, huis.anna)).organisatie_id
    bert = await add_begeleider(huis.database, "bert@proef.example", organisatie_id=organisatie, naam="Bert Proef")
    him, me = await huis.cookies("b", begeleider_id=bert), await huis.cookies("k", client_id=huis.kees)
    path = f"/begeleider/clienten/{huis.kees}/berichten"
    assert "niet gevonden" in (await huis.get(path, him, 404)).lower()
    assert "Nu leest" not in await huis.get(PAD, me)
    async with huis.database.begin() as session:
        await zet_vervanger(session, huis.anna, bert)
        await add_afwezigheid(session, huis.anna, now - timedelta(hours=1), now + timedelta(days=9))
    assert "Nu leest Bert Proef de berichten voor Anna Proef." in await huis.get(PAD, me)
    where = await huis.post(PAD, me, tekst="Kan iemand mij helpen?")
    assert "Anna Proef is er nu niet. Ik geef je bericht aan Bert Proef." in _plain(await huis.get(where, me))
    page = _plain(await huis.get("/begeleider", him))
    assert re.search(r"Je neemt waar .* Kees Proef 1 bericht Cliënt van Anna Proef", page), page
    page = await huis.get(path, him)
    assert ("Kan iemand mij helpen?" in page, f'href="/begeleider/clienten/{huis.kees}"' in page) == (True, False)
    assert "Je neemt waar voor Anna Proef." in page
    gelezen = re.search(r'name="gelezen" value="(\d+)"', page)
    assert gelezen is not None
    await huis.post(path, him, tekst="Ik bel je zo.", gelezen=gelezen[1])
    assert re.search(r"Van Bert Proef .* Ik bel je zo\.", _plain(await huis.get(PAD, me)))
    await huis.get(f"/begeleider/clienten/{huis.kees}", him, 404)
    async with huis.database.read() as session:
        rows = await session.execute(select(Inzage.soort, Inzage.rol, Inzage.uitkomst).where(Inzage.begeleider_id == bert).order_by(Inzage.id))
        noted = [tuple(row) for row in rows]
    assert [
        ("berichten", "collega", "geweigerd"),
        ("lijst", "collega", "gelukt"),
        ("berichten", "collega", "gelukt"),
        ("antwoord", "collega", "gelukt"),
        ("dossier", "collega", "geweigerd"),
    ] == noted
