"""A message that waited for the engine while the client came in danger: its answer is kept, and nothing comes above what safety asks."""

from __future__ import annotations

import pytest

from bot.care import bewegingen
from bot.care.beurt import Beurt, Invoer, Zin
from bot.models.database import Database
from bot.nlu.safety import Verdict
from tests.dialogen.toneel import Reply, Toneel, gezegd, oordeelt
from tests.engine.model import Engine

ROOD = "ik wil niet meer leven, vanavond maak ik er een eind aan"
ONZEKER = "soms weet ik het even niet meer"


@pytest.fixture(autouse=True)
def onzeker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the guard uncertain about one sentence."""
    oordeelt(monkeypatch, ONZEKER, Verdict("vraag", "suicide", "test", (ONZEKER,)))


@pytest.fixture
async def client(engine: Engine, database: Database) -> Toneel:
    """A client at the first question of werkwensen, on both databases."""
    toneel = await Toneel.nieuw(engine, database)
    await toneel.opent()
    await toneel.kiest("start_werkwensen")
    return toneel


def _keuzes(reply: Reply) -> list[str]:
    return [choice["id"] for turn in reply for choice in turn["choices"]]


def _vraagt(reply: Reply) -> bool:
    return any(turn["choices"] or turn["kind"] == "question" for turn in reply)


async def test_no_dialogue_question_comes_above_the_direct_question(engine: Engine, database: Database) -> None:
    """The engine comes back while the direct question is open: it starts the crisiskaart, and asks nothing until the client has answered."""
    client = await Toneel.nieuw(engine, database)
    client.dialoog = "crisiskaart"
    await client.opent()
    await client.kiest("meer")
    while "start_crisiskaart" not in _keuzes([await client.laatste_vraag()]):
        await client.kiest("anders")
    wacht = await client.ontvangt(Invoer(keuzes=("start_crisiskaart",)))
    vraag = (await client.typt_zonder_engine(ONZEKER))[-1]
    assert not _vraagt(await client.beantwoordt(wacht))
    assert (vraag["id"], "veiligheid:gevraagd") == ((await client.laatste_vraag())["id"], await client.plaats())
    reply = await client.tikt(vraag, "nee")
    assert ("heeft", ["ja", "nee", "weet_niet"], []) == (await client.plaats(), _keuzes(reply), await client.meldingen())
    assert "bewaard" in gezegd(reply)


@pytest.mark.parametrize("keuze", ["inkomen", ""])
async def test_a_waiting_answer_is_kept_and_its_next_question_waits(client: Toneel, keuze: str) -> None:
    """Picked or typed, it is the answer to the question it was given at; after no to the direct question comes a recap and the next question."""
    wacht = await client.ontvangt(Invoer(keuzes=(keuze,)) if keuze else Invoer("Geld verdienen"))
    vraag = (await client.typt_zonder_engine(ONZEKER))[-1]
    assert not _vraagt(await client.beantwoordt(wacht))
    assert ({"waarom": "Geld verdienen"}, []) == (await client.woorden(), await client.incidenten())
    assert vraag["id"] == (await client.laatste_vraag())["id"]
    reply = await client.tikt(vraag, "nee")
    assert ("waarom_meer", []) == (await client.plaats(), await client.meldingen())
    assert "Geld verdienen" in gezegd(reply)
    assert reply[-1]["choices"]
    assert "Geld verdienen" not in gezegd(await client.typt("herhaal"))  # the recap is given once


@pytest.mark.parametrize("verder", [Invoer(keuzes=("verder",)), Invoer("verder")])
async def test_after_danger_nothing_is_asked_until_the_client_goes_on(client: Toneel, verder: Invoer) -> None:
    """The engine answers late below the red answer: no question there; "verder" gives a recap and the next question."""
    wacht = await client.ontvangt(Invoer(keuzes=("inkomen",)))
    rust = (await client.typt_zonder_engine(ROOD))[-1]
    assert not _vraagt(await client.beantwoordt(wacht))
    assert (rust["id"], "veiligheid:rust") == ((await client.laatste_vraag())["id"], await client.plaats())
    reply = await client.stuurt(verder)
    assert ("waarom_meer", {"waarom": "Geld verdienen"}) == (await client.plaats(), await client.woorden())
    assert "Geld verdienen" in gezegd(reply)


async def test_several_waiting_messages_are_all_taken_in_and_a_second_tap_is_not_the_next_answer(client: Toneel) -> None:
    """Two taps on one question, then words: the first tap answers it, the words answer the next one, the second tap nothing."""
    await client.kiest("inkomen")
    await client.kiest("geen")
    await client.typt("iets met bloemen en planten in een kas")
    assert "taken" == await client.plaats()
    await client.ontvangt(Invoer(keuzes=("handen",)))
    await client.ontvangt(Invoer(keuzes=("weet_niet",)))
    last = await client.ontvangt(Invoer("het liefst met andere mensen samen"))
    await client.typt_zonder_engine(ROOD)
    await client.beantwoordt(last)
    antwoorden = await client.antwoorden()
    assert ("handen",) == antwoorden["taken"].waarde.keuzes
    assert "het liefst met andere mensen samen" == antwoorden["samen"].woorden
    await client.kiest("verder")
    assert "plek" == await client.plaats()


async def test_a_second_tap_on_an_interlude_is_not_the_answer_to_the_question_below_it(engine: Engine, database: Database) -> None:
    """Both have a choice `ja`: the first tap closes the interlude, the second answers nothing."""
    client = await Toneel.nieuw(engine, database)
    await client.opent()
    await client.begint("crisiskaart")
    await client.typt("ik ben moe")
    assert "ja" in _keuzes([await client.laatste_vraag()])
    await client.ontvangt(Invoer(keuzes=("ja",)))
    last = await client.ontvangt(Invoer(keuzes=("ja",)))
    await client.typt_zonder_engine(ROOD)
    await client.beantwoordt(last)
    await client.kiest("verder")
    assert ("heeft", {}) == (await client.plaats(), await client.woorden())


async def test_what_a_late_turn_tells_is_a_notice_and_is_not_about_the_danger(client: Toneel) -> None:
    """A message to the begeleider that waited is passed on and said to be. What was not understood is not said: it would seem to be the danger."""
    await client.typt("mijn begeleider")
    await client.kiest("bericht")
    bericht = await client.ontvangt(Invoer("Wil je mij vandaag bellen?"))
    onzin = await client.ontvangt(Invoer("xqzvk wrtp"))
    await client.typt_zonder_engine(ROOD)
    await client.beantwoordt(onzin)
    assert [("bericht", "Wil je mij vandaag bellen?")] == await client.verzoeken()
    reply = await client.beantwoordt(bericht)
    assert ({"notice"}, False) == ({turn["kind"] for turn in reply}, _vraagt(reply))
    assert "begrijp" not in gezegd(await client.beantwoordt(onzin))
    assert [] == await client.incidenten()


@pytest.mark.parametrize("open_was", ["waarom", "contact_tekst"])
async def test_a_waiting_message_does_not_answer_the_contact_that_was_chosen_in_the_rest(client: Toneel, open_was: str) -> None:
    """It is the answer, or the message to the begeleider, that it was; the question about contact stays open."""
    woorden = "ja ik wil graag geld verdienen"
    if open_was == "contact_tekst":
        await client.typt("mijn begeleider")
        await client.kiest("bericht")
    wacht = await client.ontvangt(Invoer(woorden))
    await client.typt_zonder_engine(ROOD)
    contact = (await client.kiest_zonder_engine("begeleider"))[-1]
    assert not _vraagt(await client.beantwoordt(wacht))
    assert (contact["id"], "veiligheid:contact") == ((await client.laatste_vraag())["id"], await client.plaats())
    assert ([woorden] if open_was == "waarom" else []) == list((await client.woorden()).values())
    assert ([("bericht", woorden)] if open_was == "contact_tekst" else []) == await client.verzoeken()
    await client.kiest("terugbellen")
    assert "veiligheid:rust" == await client.plaats()
    assert "terugbellen" == (await client.verzoeken())[-1][0]
    await client.kiest("verder")
    assert ("waarom" if open_was == "contact_tekst" else "waarom_meer") == await client.plaats()


async def test_a_waiting_answer_and_a_waiting_wish_to_be_called_are_both_kept(client: Toneel) -> None:
    """Both tapped while the engine was away, before the danger and in the rest after it: each counts for its own question."""
    await client.ontvangt(Invoer(keuzes=("inkomen",)))
    await client.typt_zonder_engine(ROOD)
    await client.kiest_zonder_engine("begeleider")
    reply = await client.beantwoordt(await client.ontvangt(Invoer(keuzes=("terugbellen",))))
    assert ({"waarom": "Geld verdienen"}, ["terugbellen"]) == (await client.woorden(), [soort for soort, _ in await client.verzoeken()])
    assert (["begeleider", "pauze", "verder"], "veiligheid:rust") == (_keuzes(reply), await client.plaats())


async def test_a_waiting_pause_does_not_end_the_rest_in_which_contact_was_chosen(client: Toneel) -> None:
    """After the contact the choices of safety come back, with the numbers."""
    wacht = await client.ontvangt(Invoer("pauze"))
    await client.typt_zonder_engine(ROOD)
    await client.kiest_zonder_engine("begeleider")
    await client.beantwoordt(wacht)
    reply = await client.kiest("terugbellen")
    assert (["begeleider", "pauze", "verder"], "veiligheid:rust") == (_keuzes(reply), await client.plaats())
    assert "112" in gezegd(reply)


async def test_an_interlude_that_was_asked_for_before_the_danger_is_asked_after_it(client: Toneel) -> None:
    """Who said to be tired is asked about it when the talk goes on."""
    wacht = await client.ontvangt(Invoer("ik ben moe"))
    await client.typt_zonder_engine(ROOD)
    assert not _vraagt(await client.beantwoordt(wacht))
    await client.kiest("verder")
    assert "tussen:moe" == await client.plaats()


@pytest.mark.parametrize("vraagt", [ROOD, ONZEKER])
async def test_what_was_chosen_about_contact_counts_also_after_new_danger(client: Toneel, vraagt: str) -> None:
    """The client asked to be called and then wrote again: the request is passed on, nothing is asked above safety."""
    await client.typt(ROOD)
    await client.kiest("begeleider")
    wacht = await client.ontvangt(Invoer(keuzes=("terugbellen",)))
    boven = (await client.typt_zonder_engine(vraagt))[-1]
    assert not _vraagt(await client.beantwoordt(wacht))
    assert (["terugbellen"], {}) == ([soort for soort, _ in await client.verzoeken()], await client.woorden())
    assert boven["id"] == (await client.laatste_vraag())["id"]


async def test_words_said_at_the_contact_are_no_answer_to_the_question_about_work(client: Toneel) -> None:
    """The contact was done by an earlier message; what waited behind it answers nothing."""
    await client.typt(ROOD)
    await client.kiest("begeleider")
    await client.ontvangt(Invoer(keuzes=("terugbellen",)))
    last = await client.ontvangt(Invoer("na drie uur ben ik thuis"))
    assert not _vraagt(await client.beantwoordt(last))
    assert ({}, "veiligheid:rust") == (await client.woorden(), await client.plaats())


async def test_the_introduction_that_waited_asks_nothing_in_danger(engine: Engine, database: Database) -> None:
    """The first words of a client are danger, before the engine said anything."""
    from bot.care import ontvangst

    client = await Toneel.nieuw(engine, database)
    waiting = await ontvangst.binnenkomst(database, client.client_id, client.nu)
    assert waiting is not None
    rust = (await client.typt_zonder_engine(ROOD))[-1]
    reply = await client.beantwoordt(waiting[1])
    assert ({"notice"}, rust["id"]) == ({turn["kind"] for turn in reply}, (await client.laatste_vraag())["id"])
    await client.kiest("verder")
    assert "thuis" == await client.plaats()


async def test_a_late_turn_that_fails_leaves_the_direct_question_open(client: Toneel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also the sentence about the fault is a notice."""

    async def fails(beurt: Beurt) -> list[Zin]:
        raise RuntimeError

    wacht = await client.ontvangt(Invoer("hallo"))
    vraag = (await client.typt_zonder_engine(ONZEKER))[-1]
    monkeypatch.setitem(bewegingen.BEWEGINGEN, "groet", fails)
    monkeypatch.setattr("bot.engine.runner.TurnRunner._understand", fails)
    reply = await client.beantwoordt(wacht)
    assert (["notice"], vraag["id"]) == ([turn["kind"] for turn in reply], (await client.laatste_vraag())["id"])


async def test_many_late_notices_do_not_hide_the_direct_question(client: Toneel) -> None:
    """Its choices count however much was told after it."""
    ids = [await client.ontvangt(Invoer("dank je wel")) for _ in range(12)]
    vraag = (await client.typt_zonder_engine(ONZEKER))[-1]
    await client.beantwoordt(ids[-1])
    await client.tikt(vraag, "ja")
    assert ["rood"] == [niveau for niveau, _ in await client.meldingen()]
