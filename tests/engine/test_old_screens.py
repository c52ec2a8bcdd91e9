"""Buttons of a screen that is behind (a second device, another tab) while safety asks something: a choice counts only where it stood."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from bot.care.aangeboden import KeuzeNietAangeboden
from bot.care.beurt import Invoer
from bot.models.database import Database
from bot.nlu.safety import Verdict
from tests.dialogen.toneel import Reply, Toneel, gezegd, oordeelt
from tests.engine.model import Engine

ROOD = "ik wil niet meer leven, vanavond maak ik er een eind aan"
ONZEKER = "soms weet ik het even niet meer"
HOORT_BIJ = "hoort bij een eerdere vraag"


@pytest.fixture(autouse=True)
def onzeker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the guard uncertain about one sentence."""
    oordeelt(monkeypatch, ONZEKER, Verdict("vraag", "suicide", "test", (ONZEKER,)))


@pytest.fixture
async def client(engine: Engine, database: Database) -> Toneel:
    """A client at "Is er zo'n kaart van jou?" (ja, nee, weet_niet), on both databases."""
    toneel = await Toneel.nieuw(engine, database)
    await toneel.opent()
    await toneel.begint("crisiskaart")
    assert "heeft" == await toneel.plaats()
    return toneel


def _ids(turn: dict[str, Any]) -> list[str]:
    return [choice["id"] for choice in turn["choices"]]


async def _niveaus(client: Toneel) -> list[str]:
    return [niveau for niveau, _ in await client.meldingen()]


async def _opnieuw_gevraagd(client: Toneel, reply: Reply, keuzes: list[str], plaats: str) -> None:
    """It is said that the tap was for another question, and what safety asks stands there again and still counts."""
    assert HOORT_BIJ in gezegd(reply[:1])
    assert (keuzes, "safety") == (_ids(reply[-1]), reply[-1]["kind"])
    assert plaats == await client.plaats()


@pytest.mark.parametrize("keuze", ["nee", "ja", "weet_niet"])
@pytest.mark.parametrize("eerst", [(ONZEKER,), (ONZEKER, "de tuin")])
async def test_a_tap_on_an_older_question_neither_closes_the_direct_question_nor_is_danger(
    client: Toneel, keuze: str, eerst: tuple[str, ...]
) -> None:
    """Asked once or twice: the direct question stands there again, and its own buttons of before and now both answer it."""
    kaart = await client.laatste_vraag()
    gevraagd = [(await client.typt(tekst))[-1] for tekst in eerst]
    plaats = await client.plaats()
    reply = await client.tikt(kaart, keuze)
    await _opnieuw_gevraagd(client, reply, ["ja", "nee", "wil_niet_zeggen"], plaats)
    assert [] == await client.meldingen()
    await client.tikt(gevraagd[0], "ja")
    assert ["rood"] == await _niveaus(client)


@pytest.mark.parametrize("keuze", ["nee", "ja", "weet_niet"])
async def test_a_tap_on_an_older_question_does_not_end_the_rest(client: Toneel, keuze: str) -> None:
    """The choices of the rest come again, with the numbers; those of before still count."""
    kaart = await client.laatste_vraag()
    rust = (await client.typt(ROOD))[-1]
    reply = await client.tikt(kaart, keuze)
    await _opnieuw_gevraagd(client, reply, ["begeleider", "pauze", "verder"], "veiligheid:rust")
    assert "112" in gezegd(reply)
    await client.tikt(rust, "verder")
    assert ("heeft", ["rood"]) == (await client.plaats(), await _niveaus(client))


async def test_the_same_choice_of_an_earlier_pause_does_not_end_the_rest(client: Toneel) -> None:
    """To go on after a pause of before the danger is no wish to go on after it."""
    pauze = (await client.typt("pauze"))[-1]
    assert "verder" in _ids(pauze)
    await client.typt(ROOD)
    reply = await client.tikt(pauze, "verder")
    await _opnieuw_gevraagd(client, reply, ["begeleider", "pauze", "verder"], "veiligheid:rust")


async def test_no_to_a_direct_question_of_before_does_not_close_the_one_of_now(client: Toneel) -> None:
    """It was answered, the talk went on, and the client is in danger again."""
    toen = (await client.typt(ONZEKER))[-1]
    await client.tikt(toen, "nee")
    nu = (await client.typt(ONZEKER))[-1]
    await _opnieuw_gevraagd(client, await client.tikt(toen, "nee"), _ids(nu), "veiligheid:gevraagd")
    await client.tikt(nu, "nee")
    assert ("heeft", []) == (await client.plaats(), await client.meldingen())


async def test_no_to_a_direct_question_of_before_counts_not_while_no_engine_came_between(client: Toneel) -> None:
    """Also when nothing was asked between the two."""
    toen = (await client.typt(ONZEKER))[-1]
    await client.ontvangt(Invoer(keuzes=("nee",), beurt_id=toen["id"]))
    nu = (await client.typt_zonder_engine(ONZEKER))[-1]
    await _opnieuw_gevraagd(client, await client.tikt(toen, "nee"), _ids(nu), "veiligheid:gevraagd")


@pytest.mark.parametrize("keuze", ["ja", "wil_niet_zeggen"])
@pytest.mark.parametrize("daarna", ["heeft", "veiligheid:gevraagd", "veiligheid:rust", "veiligheid:contact"])
async def test_yes_to_the_direct_question_is_danger_however_late_it_comes(client: Toneel, keuze: str, daarna: str) -> None:
    """Tapped on one screen after no was tapped on another: never the answer to what is open now."""
    toen = (await client.typt(ONZEKER))[-1]
    await client.tikt(toen, "nee")
    if daarna == "veiligheid:gevraagd":
        await client.typt(ONZEKER)
    elif daarna != "heeft":
        await client.typt(ROOD)
    if daarna == "veiligheid:contact":
        await client.kiest("begeleider")
    assert daarna == await client.plaats()
    eerder, woorden = await _niveaus(client), await client.woorden()
    reply = await client.tikt(toen, keuze)
    assert ([*eerder, "rood"], "veiligheid:rust", woorden) == (await _niveaus(client), await client.plaats(), await client.woorden())
    assert "112" in gezegd(reply)


async def test_no_to_the_direct_question_twice_is_no_answer_to_the_question_after_it(client: Toneel) -> None:
    """Two screens, both tapped: the second hears so, and the dialogue asks again."""
    vraag = (await client.typt(ONZEKER))[-1]
    await client.tikt(vraag, "nee")
    reply = await client.tikt(vraag, "nee")
    assert HOORT_BIJ in gezegd(reply)
    assert ("heeft", {}, ["ja", "nee", "weet_niet"]) == (await client.plaats(), await client.woorden(), _ids(reply[-1]))


async def test_the_same_tap_sent_again_gives_the_same_replies(client: Toneel) -> None:
    """Whatever was answered in between, with the turn or without; with another choice it is another message."""
    kaart = await client.laatste_vraag()
    await client.typt(ONZEKER)
    bericht_id = str(uuid.uuid4())
    eerst = await client.tikt(kaart, "nee", bericht_id=bericht_id)
    await client.kiest("nee")
    assert eerst == await client.tikt(kaart, "nee", bericht_id=bericht_id)
    assert eerst == await client.stuurt(Invoer(keuzes=("nee",)), bericht_id)
    assert ("heeft", []) == (await client.plaats(), await client.meldingen())


async def test_a_program_that_does_not_name_the_turn_can_answer(client: Toneel) -> None:
    """Then the choice must be one of the question that is open, as at every question."""
    await client.typt(ONZEKER)
    with pytest.raises(KeuzeNietAangeboden):
        await client.kiest("weet_niet")
    await client.kiest("ja")
    with pytest.raises(KeuzeNietAangeboden):
        await client.kiest("ja")
    await client.kiest("verder")
    assert ("heeft", ["rood"]) == (await client.plaats(), await _niveaus(client))


@pytest.mark.parametrize(("turn", "keuze"), [("kaart", "wil_niet_zeggen"), ("niemand", "nee")])
async def test_what_no_turn_offered_is_refused(client: Toneel, turn: str, keuze: str) -> None:
    """A choice that the named turn did not have, or a turn that is not in this conversation."""
    kaart = await client.laatste_vraag()
    await client.typt(ONZEKER)
    with pytest.raises(KeuzeNietAangeboden):
        await client.tikt(kaart if turn == "kaart" else {"id": str(uuid.uuid4())}, keuze)
    assert "veiligheid:gevraagd" == await client.plaats()


async def test_a_turn_of_another_client_is_no_turn_of_this_one(client: Toneel, engine: Engine, database: Database) -> None:
    """The direct question of somebody else answers nothing here."""
    from tests.people import add_begeleider, add_client

    ander = Toneel(engine, database, await add_client(database, await add_begeleider(database, "bram@proef.example"), "Iemand Anders"))
    vraag = (await ander.typt(ONZEKER))[-1]
    await client.typt(ONZEKER)
    with pytest.raises(KeuzeNietAangeboden):
        await client.tikt(vraag, "nee")
    assert [] == await client.meldingen()


@pytest.mark.parametrize("turn", ["older", "unknown"])
async def test_at_an_ordinary_question_the_turn_does_not_matter(client: Toneel, turn: str) -> None:
    """A question is asked again in a new turn all the time, and a tap on the one before it answers it as well."""
    kaart = await client.laatste_vraag() if turn == "older" else {"id": str(uuid.uuid4())}
    await client.typt("wat bedoel je?")
    await client.tikt(kaart, "nee")
    client.dialoog = "crisiskaart"
    assert ("nee",) == (await client.antwoorden())["heeft"].waarde.keuzes


async def test_a_no_that_tells_no_turn_is_no_answer_to_the_direct_question(client: Toneel) -> None:
    """A program may send the no of any screen: it is asked again, and the same no under its own turn closes it."""
    gevraagd = (await client.typt(ONZEKER))[-1]
    reply = await client.kiest_zonder_beurt("nee")
    await _opnieuw_gevraagd(client, reply, ["ja", "nee", "wil_niet_zeggen"], "veiligheid:gevraagd")
    await client.tikt(gevraagd, "nee")
    assert ("heeft", []) == (await client.plaats(), await client.meldingen())


@pytest.mark.parametrize("keuze", ["ja", "wil_niet_zeggen"])
async def test_a_yes_that_tells_no_turn_is_danger_all_the_same(client: Toneel, keuze: str) -> None:
    """An alarm too many is better than one that is missed."""
    await client.typt(ONZEKER)
    await client.kiest_zonder_beurt(keuze)
    assert ["rood"] == await _niveaus(client)


@pytest.mark.parametrize("woorden", ["nee", "nee hoor", "ja", "weet ik niet", "de tuin"])
async def test_words_typed_where_the_direct_question_is_not_seen_do_not_answer_it(client: Toneel, woorden: str) -> None:
    """They are kept, the question comes on that screen too, and it can be answered there."""
    kaart = await client.laatste_vraag()
    await client.typt(ONZEKER)
    for _ in range(2):
        reply = await client.typt_op(kaart, woorden)
        assert (["ja", "nee", "wil_niet_zeggen"], "veiligheid:gevraagd") == (_ids(reply[-1]), await client.plaats())
    assert [] == await client.meldingen()
    await client.typt_op(reply[-1], "ja")
    ((niveau, gemeld),) = await client.meldingen()
    assert ("rood", True) == (niveau, all(one in (gemeld or "") for one in (ONZEKER, woorden)))


async def test_danger_typed_where_the_direct_question_is_not_seen_is_answered_at_once(client: Toneel) -> None:
    """The guard reads every text, whatever screen it comes from."""
    kaart = await client.laatste_vraag()
    await client.typt(ONZEKER)
    reply = await client.typt_op(kaart, ROOD)
    assert ("112" in gezegd(reply), ["rood"]) == (True, await _niveaus(client))


async def test_words_typed_under_the_direct_question_answer_it(client: Toneel) -> None:
    """With the turn on the screen a typed no closes it, also under the question as it was asked first."""
    gevraagd = (await client.typt(ONZEKER))[-1]
    await client.typt_op(gevraagd, "nee")
    assert ("heeft", []) == (await client.plaats(), await client.meldingen())
