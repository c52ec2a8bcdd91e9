"""A begeleider writes, or sets a dialogue ready, while the client talks: nothing is pushed aside, and nothing is said by the bot about it."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.care import berichten, klaarzetten, ontvangst
from bot.care.beurt import Invoer
from bot.care.rooster import add_afwezigheid, zet_vervanger
from bot.models.tables import Begeleider, Bericht, Client
from tests.dialogen.test_veiligheid import ONZEKER, ROOD, onzeker
from tests.dialogen.toneel import Reply, Toneel
from tests.people import add_begeleider

__all__ = ["onzeker"]


async def begeleider_van(toneel: Toneel) -> int:
    async with toneel.database.read() as session:
        return (await session.scalars(select(Client.begeleider_id))).one()


async def schrijft(toneel: Toneel, tekst: str) -> None:
    await berichten.schrijf(toneel.database, await begeleider_van(toneel), toneel.client_id, tekst, now=toneel.nu)


async def zet_klaar(toneel: Toneel, dialoog: str) -> None:
    await klaarzetten.zet(toneel.database, await begeleider_van(toneel), toneel.client_id, dialoog, now=toneel.nu)


async def antwoordt(toneel: Toneel, tekst: str) -> Reply:
    """The client answers the begeleider, beside the open question."""
    bericht_id = str(uuid.uuid4())
    received = await ontvangst.ontvang(toneel.database, toneel.client_id, bericht_id, Invoer(tekst), toneel.nu, aan_begeleider=True)
    if not received.beantwoord:
        await toneel._runner.answer(bericht_id)
    return await toneel._replies(bericht_id)


async def van_wie(toneel: Toneel) -> list[str]:
    async with toneel.database.read() as session:
        return list(await session.scalars(select(Bericht.van).where(Bericht.van != "systeem").order_by(Bericht.seq)))


async def staten(toneel: Toneel) -> list[str]:
    return [one.staat for one in (await klaarzetten.blad(toneel.database, await begeleider_van(toneel), toneel.client_id)).gezet]


async def test_a_message_in_the_middle_of_a_form_leaves_the_question_open(toneel: Toneel) -> None:
    """Nobody comments on it; the choices that stood there still answer; an answer to the begeleider is no answer to the question."""
    await toneel.opent()
    vraag = (await toneel.begint("werkwensen"))[-1]
    plaats, gezegd = await toneel.plaats(), await van_wie(toneel)
    await schrijft(toneel, "Hoe gaat het?\n\nJe hoeft niet te antwoorden.")
    assert ([*gezegd, "begeleider"], plaats) == (await van_wie(toneel), await toneel.plaats())
    assert vraag["id"] == (await toneel.laatste_vraag())["id"]
    reply = await antwoordt(toneel, "stop, het gaat goed")
    assert reply[0]["text"][0].startswith("Ik geef je bericht aan Anna Proef.")
    assert (vraag["text"], plaats, {}) == (reply[-1]["text"], await toneel.plaats(), await toneel.woorden())
    assert [("bericht", "stop, het gaat goed")] == await toneel.verzoeken()
    await toneel.kiest(vraag["choices"][0]["id"])
    assert plaats != await toneel.plaats()
    assert [] == await toneel.incidenten()


async def test_an_answer_to_the_begeleider_does_not_end_a_pause(toneel: Toneel) -> None:
    """Who rests goes on resting, and is told so."""
    await toneel.opent()
    await toneel.begint("werkwensen")
    await toneel.typt("pauze")
    reply = await antwoordt(toneel, "ik ben moe, morgen verder")
    assert "rust" == await toneel.plaats()
    assert ["verder", "begeleider"] == [choice["id"] for choice in reply[-1]["choices"]]


async def test_danger_in_an_answer_to_the_begeleider_is_seen_first(toneel: Toneel) -> None:
    """The helplines at once and a melding; the begeleider has the message too; afterwards the questionnaire rests, whatever is written."""
    await toneel.opent()
    await toneel.begint("werkwensen")
    reply = await antwoordt(toneel, "ik wil dood")
    assert "safety" == reply[0]["kind"]
    assert "112" in " ".join(reply[0]["text"])
    assert [("rood", "ik wil dood")] == await toneel.meldingen()
    assert [("bericht", "ik wil dood")] == await toneel.verzoeken()
    later = await antwoordt(toneel, "verder")
    assert ("veiligheid:rust", 1) == (await toneel.plaats(), len(await toneel.meldingen()))
    assert "safety" == later[-1]["kind"]


@pytest.mark.usefixtures("onzeker")
async def test_a_message_to_the_begeleider_is_no_answer_to_the_direct_question(toneel: Toneel) -> None:
    """ "Ja" to a person is not "ja" to that question: it is asked again, with its choices."""
    await toneel.opent()
    await toneel.typt(ONZEKER)
    assert "veiligheid:gevraagd" == await toneel.plaats()
    reply = await antwoordt(toneel, "ja dinsdag is goed")
    assert ("veiligheid:gevraagd", []) == (await toneel.plaats(), await toneel.meldingen())
    assert ["ja", "nee", "wil_niet_zeggen"] == [choice["id"] for choice in reply[-1]["choices"]]


async def test_who_is_written_to_before_coming_in_still_gets_the_introduction(toneel: Toneel) -> None:
    """A message is no first contact, and no sign that the client was here a moment ago."""
    await schrijft(toneel, "Welkom")
    assert "Ik ben een computerprogramma" in " ".join((await toneel.opent())[0]["text"])
    toneel.later = timedelta(hours=2)
    await schrijft(toneel, "Ben je er nog?")
    assert "Welkom terug" in " ".join((await toneel.opent())[0]["text"])


async def test_what_is_set_ready_is_asked_first_and_begins_only_by_choice(toneel: Toneel) -> None:
    """At home: who set it ready, what it is; the client is told what the begeleider sees, and then it is like any dialogue."""
    await toneel.opent()
    await zet_klaar(toneel, "bijsluiter")
    vraag = (await toneel.opent())[-1]
    assert 'Anna Proef heeft dit voor je klaargezet: "Zo werk ik goed".' in " ".join(vraag["text"])
    assert ["start_bijsluiter", "niet_nu", "meer"] == [choice["id"] for choice in vraag["choices"]]
    assert ("thuis", [], ["klaargezet"]) == (await toneel.plaats(), await toneel.opent(), await staten(toneel))
    uitleg = await toneel.typt("wat bedoel je?")
    assert "Jij kiest of je het doet, en wanneer." in uitleg[0]["text"][0]
    assert vraag["choices"] == uitleg[-1]["choices"]
    reply = await toneel.kiest("start_bijsluiter")
    assert any("Anna Proef ziet dat je begint" in " ".join(turn["text"]) for turn in reply)
    assert ["begonnen"] == await staten(toneel)


@pytest.mark.parametrize(("woorden", "staat"), [("ja", "begonnen"), ("nee", "klaargezet"), ("niet nu", "klaargezet")])
async def test_the_question_about_it_can_be_answered_in_words(toneel: Toneel, woorden: str, staat: str) -> None:
    """Yes begins it; no puts it off without a word of blame, and it is not asked again."""
    await toneel.opent()
    await zet_klaar(toneel, "bijsluiter")
    await toneel.opent()
    reply = await toneel.typt(woorden)
    assert ([staat], []) == (await staten(toneel), await toneel.incidenten())
    assert (staat == "begonnen") == ("thuis" != await toneel.plaats())
    assert "niet_nu" not in {choice["id"] for choice in reply[-1]["choices"]}
    assert reply[-1]["choices"]


async def test_begun_on_the_overview_in_the_middle_of_another_dialogue(toneel: Toneel) -> None:
    """The new one is open, and the other goes on where it was; not while safety stands above every dialogue."""
    await toneel.opent()
    await toneel.begint("werkwensen")
    plaats = await toneel.plaats()
    for dialoog, at in (("bijsluiter", "sterk"), ("werkwensen", plaats)):
        waiting = await ontvangst.begin(toneel.database, toneel.client_id, dialoog, toneel.nu)
        assert waiting is not None
        await toneel._runner.answer(waiting[1])
        assert at == await toneel.plaats()
    await toneel.typt("ik wil dood")
    assert await ontvangst.begin(toneel.database, toneel.client_id, "bijsluiter", toneel.nu) is None
    assert [] == await toneel.incidenten()


async def test_in_a_dialogue_nothing_comes_in_between(toneel: Toneel) -> None:
    """What was set ready waits until the client is home again."""
    await toneel.opent()
    await toneel.begint("werkwensen")
    await zet_klaar(toneel, "bijsluiter")
    assert [] == await toneel.opent()
    toneel.later = timedelta(hours=2)
    assert "klaargezet" not in json.dumps(await toneel.opent())


async def test_who_stands_in_is_named_before_and_after_a_message(toneel: Toneel) -> None:
    """While the begeleider is away, the question says who reads, and so does what is said after it; also for a call and in the rest after danger."""
    anna = await begeleider_van(toneel)
    async with toneel.database.begin() as session:
        organisatie = (await session.get_one(Begeleider, anna)).organisatie_id
    bert = await add_begeleider(toneel.database, "bert@proef.example", organisatie_id=organisatie, naam="Bert Proef")
    await toneel.opent()
    assert "Bert" not in str(await toneel.typt("mijn begeleider"))
    await toneel.kiest("niet")
    async with toneel.database.begin() as session:
        await zet_vervanger(session, anna, bert)
        await add_afwezigheid(session, anna, toneel.nu - timedelta(hours=1), toneel.nu + timedelta(days=9))
    vooraf = (await toneel.typt("mijn begeleider"))[-1]
    assert ["Nu leest Bert Proef de berichten voor Anna Proef.", "Hoe wil je contact met Anna Proef?"] == vooraf["text"]
    await toneel.kiest("bericht")
    assert "Ik geef je bericht aan Bert Proef. Bert Proef leest het" in (await toneel.typt("Kan het een dag later?"))[0]["text"][0]
    await toneel.typt(ROOD[0])
    assert "Nu leest Bert Proef de berichten voor Anna Proef." in (await toneel.typt("mijn begeleider"))[-1]["text"]
    assert "Ik vraag Bert Proef om jou te bellen." in (await toneel.kiest("terugbellen"))[0]["text"][0]


async def test_who_stands_in_is_named_before_a_yes_that_passes_on(toneel: Toneel) -> None:
    """A question whose yes sends a request says beforehand who else may read it."""
    anna = await begeleider_van(toneel)
    async with toneel.database.begin() as session:
        organisatie = (await session.get_one(Begeleider, anna)).organisatie_id
    bert = await add_begeleider(toneel.database, "bert@proef.example", organisatie_id=organisatie, naam="Bert Proef")
    async with toneel.database.begin() as session:
        await zet_vervanger(session, anna, bert)
        await add_afwezigheid(session, anna, toneel.nu - timedelta(hours=1), toneel.nu + timedelta(days=9))
    await toneel.opent()
    await toneel.typt("crisiskaart")
    await toneel.kiest("nee")
    while await toneel.plaats() != "hulp_vraag":
        await toneel.typt("sla over")
    assert "Nu leest Bert Proef de berichten voor Anna Proef." in (await toneel.typt("herhaal"))[-1]["text"]
