"""Danger at any question: a melding at once, no answer, the questionnaire rests, and it goes on only when the client chooses so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.care.beurt import Invoer
from bot.care.wissel import WISSEL
from bot.nlu.safety import Verdict
from bot.nlu.safety.verdict import Niveau
from tests.dialogen.conftest import Opstelling
from tests.dialogen.pad import ENERGIE, PAD, VRAGEN
from tests.dialogen.test_bewegingen import staat_er_weer
from tests.dialogen.toneel import Toneel, gezegd, oordeelt

BijVraag = Callable[[str], Awaitable[Opstelling]]
ROOD = (
    "ik wil niet meer leven, vanavond maak ik er een eind aan",
    "alles is zinloos en ik ga mezelf ophangen",
    "ik heb net een hele strip slaappillen ingenomen",
)
ONZEKER = "soms weet ik het even niet meer"
ZORG = "er liggen overal aanmaningen"


@pytest.mark.parametrize("vraag", VRAGEN)
async def test_danger_is_never_an_answer_and_the_question_waits(bij_vraag: BijVraag, vraag: str) -> None:
    """One melding with the words, a safety turn, nothing stored; "verder" asks the same question again."""
    opstelling = await bij_vraag(vraag)
    woorden = ROOD[VRAGEN.index(vraag) % len(ROOD)]
    reply = await opstelling.toneel.typt(woorden)
    assert {"safety"} == {turn["kind"] for turn in reply}
    assert "112" in " ".join(reply[0]["text"])
    assert [("rood", woorden)] == await opstelling.toneel.meldingen()
    assert "veiligheid:rust" == await opstelling.toneel.plaats()
    assert opstelling.foto.woorden == await opstelling.toneel.woorden()
    rust = await opstelling.toneel.typt("ik zit op de bank")
    assert ["safety"] == [turn["kind"] for turn in rust]
    await staat_er_weer(opstelling, vraag, await opstelling.toneel.typt("verder"))
    assert 1 == len(await opstelling.toneel.meldingen())


VERDER = (
    "verder",
    "Ga verder.",
    "verder gaan",
    "door",
    "ga door",
    "ik wil verder",
    "kan ik gewoon verder",
    "Mag ik verder met de vragen?",
    "gewoon doorgaan",
)


@pytest.mark.parametrize("woorden", VERDER)
async def test_every_way_to_say_go_on_goes_on(bij_vraag: BijVraag, woorden: str) -> None:
    """What ends the rest is understood as "verder", and is not stored as an answer to the question that comes back."""
    opstelling = await bij_vraag("taken")
    await opstelling.toneel.typt(ROOD[0])
    await staat_er_weer(opstelling, "taken", await opstelling.toneel.typt(woorden))


@pytest.mark.parametrize(("keuze", "plaats"), [("begeleider", "veiligheid:contact"), ("pauze", "rust"), ("verder", "taken")])
async def test_the_choices_after_danger_do_what_they_say(bij_vraag: BijVraag, keuze: str, plaats: str) -> None:
    """A person, a pause, or the questions."""
    opstelling = await bij_vraag("taken")
    await opstelling.toneel.typt(ROOD[0])
    await opstelling.toneel.kiest(keuze)
    assert plaats == await opstelling.toneel.plaats()


CONTACT: dict[str, tuple[tuple[Invoer, ...], list[tuple[str, str]]]] = {
    "bericht": ((Invoer(keuzes=("bericht",)), Invoer("Wil je mij vandaag bellen?")), [("bericht", "Wil je mij vandaag bellen?")]),
    "terugbellen": ((Invoer(keuzes=("terugbellen",)),), [("terugbellen", "Gebeld worden")]),
    "toch niet": ((Invoer(keuzes=("niet",)),), []),
    "toch geen bericht": ((Invoer(keuzes=("bericht",)), Invoer(keuzes=("niet",))), []),
    "twice not understood": ((Invoer("xqzt brrp"), Invoer("wqrt zzpf")), []),
    "one step back": ((Invoer("terug"),), []),
}


@pytest.mark.parametrize("vraag", ["thuis", "taken"])
@pytest.mark.parametrize("weg", CONTACT)
async def test_after_contact_the_choices_of_safety_come_back(bij_vraag: BijVraag, toneel: Toneel, weg: str, vraag: str) -> None:
    """However the contact ends: numbers and choices, no question about work and no answer stored, until the client chooses to go on."""
    opstelling = None if vraag == "thuis" else await bij_vraag(vraag)
    client = toneel if opstelling is None else opstelling.toneel
    if opstelling is None:
        await client.opent()
    woorden = await client.woorden()
    await client.typt(ROOD[0])
    assert ["bericht", "terugbellen", "niet"] == [choice["id"] for choice in (await client.kiest("begeleider"))[-1]["choices"]]
    stappen, verzoeken = CONTACT[weg]
    for invoer in stappen:
        assert "veiligheid:contact" == await client.plaats()
        reply = await client.stuurt(invoer)
    assert (verzoeken, woorden) == (await client.verzoeken(), await client.woorden())
    assert ["begeleider", "pauze", "verder"] == [choice["id"] for choice in reply[-1]["choices"]]
    assert "112" in " ".join(reply[-1]["text"])
    assert "safety" == (await client.typt("ik zit op de bank"))[-1]["kind"]
    await client.kiest("verder")
    assert vraag == await client.plaats()


async def test_contact_after_danger_in_a_message_to_the_begeleider_is_asked_anew(bij_vraag: BijVraag) -> None:
    """What was open when the danger was written is no answer to what the client chooses after it; a pause said there is that choice."""
    client = (await bij_vraag("taken")).toneel
    await client.typt("mijn begeleider")
    await client.typt(ROOD[0])
    await client.kiest("begeleider")
    assert "veiligheid:contact" == await client.plaats()
    await client.typt("pauze")
    assert "rust" == await client.plaats()


@pytest.fixture
def onzeker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the guard uncertain about one sentence."""
    oordeelt(monkeypatch, ONZEKER, Verdict("vraag", "suicide", "test", (ONZEKER,)))


@pytest.fixture
def zorg(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the guard see a worry in one sentence."""
    oordeelt(monkeypatch, ZORG, Verdict("oranje", "zorgelijk", "test", (ZORG,)))


@pytest.mark.usefixtures("onzeker")
@pytest.mark.parametrize(("keuze", "meldingen"), [("ja", 1), ("wil_niet_zeggen", 1), ("nee", 0)])
async def test_the_direct_question_is_answered_by_a_choice(bij_vraag: BijVraag, keuze: str, meldingen: int) -> None:
    """An uncertain sentence gets the direct question; yes and "rather not say" raise a melding, after no the question of before comes again."""
    opstelling = await bij_vraag("welk_werk")
    vraag = await opstelling.toneel.typt(ONZEKER)
    assert ("veiligheid:gevraagd", ["ja", "nee", "wil_niet_zeggen"]) == (
        await opstelling.toneel.plaats(),
        [choice["id"] for choice in vraag[-1]["choices"]],
    )
    await opstelling.toneel.kiest(keuze)
    assert meldingen == len(await opstelling.toneel.meldingen())
    assert opstelling.foto.woorden == await opstelling.toneel.woorden()
    assert ("welk_werk" if keuze == "nee" else "veiligheid:rust") == await opstelling.toneel.plaats()


@pytest.mark.usefixtures("onzeker")
@pytest.mark.parametrize(
    ("woorden", "niveau", "plaats", "meldingen"),
    [
        ("nee maar er is iets", "oranje", "welk_werk", [("oranje", "nee maar er is iets")]),
        ("weet niet er is iets", "oranje", "veiligheid:nog_eens", [("oranje", "weet niet er is iets")]),
        ("nee maar er is iets", "vraag", "veiligheid:nog_eens", []),
        ("nee er is niets", "geen", "welk_werk", []),
    ],
)
async def test_what_worries_in_the_answer_to_the_direct_question_is_not_lost(
    bij_vraag: BijVraag, monkeypatch: pytest.MonkeyPatch, woorden: str, niveau: Niveau, plaats: str, meldingen: list[tuple[str, str]]
) -> None:
    """A worry beside the answer reaches the begeleider and the client reads so; a no in which the guard reads danger is asked about again."""
    client = (await bij_vraag("welk_werk")).toneel
    await client.typt(ONZEKER)
    oordeelt(monkeypatch, woorden, Verdict(niveau, None if niveau == "geen" else "zorgelijk", "test", (woorden,)))
    reply = await client.typt(woorden)
    assert (plaats, meldingen) == (await client.plaats(), await client.meldingen())
    assert (niveau == "oranje") == ("stuur ik mee" in gezegd(reply))


@pytest.mark.usefixtures("onzeker")
@pytest.mark.parametrize("in_contact", [False, True])
async def test_no_to_the_direct_question_leads_back_to_the_rest(bij_vraag: BijVraag, in_contact: bool) -> None:
    """After danger only the client ends the rest: "nee" is thanked for, and the choices come back with the numbers."""
    client = (await bij_vraag("taken")).toneel
    await client.typt(ROOD[0])
    if in_contact:
        await client.kiest("begeleider")
    await client.typt(ONZEKER)
    assert "veiligheid:gevraagd" == await client.plaats()
    dank, rust = await client.typt("nee")
    assert ("safety", ["begeleider", "pauze", "verder"], "veiligheid:rust") == (
        dank["kind"],
        [choice["id"] for choice in rust["choices"]],
        await client.plaats(),
    )
    assert "112" in " ".join(rust["text"])
    assert 1 == len(await client.meldingen())
    await client.kiest("verder")
    assert "taken" == await client.plaats()
    await client.typt(ONZEKER)
    await client.typt("nee")
    assert "taken" == await client.plaats()  # nothing rested the second time


@pytest.mark.parametrize(
    ("woorden", "plaats", "verzoeken"),
    [
        ("mijn begeleider", "veiligheid:contact", []),
        ("ik wil met Anna praten", "veiligheid:contact", []),
        ("Anna", "veiligheid:contact", []),
        ("ik bel mijn begeleider", "veiligheid:contact", []),
        ("laat mijn begeleider mij bellen", "veiligheid:rust", ["terugbellen"]),
        ("ik wil gebeld worden", "veiligheid:rust", ["terugbellen"]),
        ("zeg tegen mijn begeleider dat ik morgen thuis ben", "veiligheid:contact", []),
        ("stop", "rust", []),
        ("ik ben moe", "veiligheid:rust", []),
        ("ik ben op", "veiligheid:rust", []),
        ("hoe moet het nu verder", "veiligheid:rust", []),
        ("ik kan niet verder", "veiligheid:rust", []),
        ("kan ik nog verder", "veiligheid:rust", []),
        ("ik wil niet met mijn begeleider praten", "veiligheid:rust", []),
        ("ik ga een half uur met mijn zus praten", "veiligheid:rust", []),
        ("niet verder met de vragen", "veiligheid:rust", []),
    ],
)
async def test_free_words_in_the_rest_do_what_they_ask(bij_vraag: BijVraag, woorden: str, plaats: str, verzoeken: list[str]) -> None:
    """The own begeleider, a call, a pause; what means none of these ends nothing, and the choices come in other words."""
    opstelling = await bij_vraag("taken")
    client = opstelling.toneel
    eerst = (await client.typt(ROOD[0]))[-1]
    reply = await client.typt(woorden)
    assert (plaats, verzoeken) == (await client.plaats(), [soort for soort, _ in await client.verzoeken()])
    if plaats == "veiligheid:rust":
        assert (eerst["choices"], True) == (reply[-1]["choices"], eerst["text"] != reply[-1]["text"])
    assert opstelling.foto.woorden == await client.woorden()


@pytest.mark.parametrize("woorden", ["nee ik bedoelde stoppen met dit gesprek", "dat bedoelde ik niet zo", "er is niks aan de hand"])
async def test_that_it_was_meant_otherwise_goes_with_the_melding(bij_vraag: BijVraag, woorden: str) -> None:
    """The client is thanked, the begeleider reads both, the melding stands, and the choices come back."""
    client = (await bij_vraag("taken")).toneel
    eerst = (await client.typt(ROOD[0]))[-1]
    reply = await client.typt(woorden)
    assert ("Dank je" in gezegd(reply), eerst["choices"], "veiligheid:rust") == (True, reply[-1]["choices"], await client.plaats())
    ((niveau, gemeld),) = await client.meldingen()
    assert ("rood", True, True) == (niveau, (gemeld or "").startswith(ROOD[0]), woorden in (gemeld or ""))


async def test_a_message_said_in_the_rest_is_read_back_and_sent_after_a_yes(bij_vraag: BijVraag) -> None:
    """What was said to the begeleider is not typed twice; after it the choices of safety come back."""
    client = (await bij_vraag("taken")).toneel
    await client.typt(ROOD[0])
    gevraagd = await client.typt("zeg tegen mijn begeleider dat ik morgen thuis ben")
    assert ("ik morgen thuis ben" in " ".join(gevraagd[-1]["text"]), []) == (True, await client.verzoeken())
    reply = await client.kiest("ja")
    assert [("bericht", "zeg tegen mijn begeleider dat ik morgen thuis ben")] == await client.verzoeken()
    assert ("veiligheid:rust", ["begeleider", "pauze", "verder"]) == (await client.plaats(), [choice["id"] for choice in reply[-1]["choices"]])


@pytest.mark.usefixtures("zorg")
async def test_worries_told_in_the_rest_reach_the_begeleider(bij_vraag: BijVraag) -> None:
    """They raise a melding and the client is told; the choices stay."""
    client = (await bij_vraag("taken")).toneel
    await client.typt(ROOD[0])
    reply = await client.typt(ZORG)
    assert [("rood", ROOD[0]), ("oranje", ZORG)] == await client.meldingen()
    assert ("veiligheid:rust", ["begeleider", "pauze", "verder"]) == (await client.plaats(), [choice["id"] for choice in reply[-1]["choices"]])
    assert ["safety", "safety"] == [turn["kind"] for turn in reply]


@pytest.mark.usefixtures("zorg")
@pytest.mark.parametrize("vraag", ["thuis", "tijd_klopt", "reis_klopt", ENERGIE])
async def test_a_worry_that_was_heard_is_not_called_misunderstood(bij_vraag: BijVraag, vraag: str) -> None:
    """Where only a choice is an answer, the client reads that the worry is passed on, then the question. Nonsense is still not understood."""
    client = (await bij_vraag(vraag)).toneel
    for _ in range(3):
        reply = await client.typt(ZORG)
        assert ("safety", 2, vraag) == (reply[0]["kind"], len(reply), await client.plaats())
        assert reply[1]["choices"]
        assert "begrijp" not in gezegd(reply)
    assert 3 == len(await client.meldingen())
    assert ("begrijp" in gezegd(await client.typt("xqzvk wrtp")), vraag) == (True, await client.plaats())


@pytest.mark.usefixtures("zorg")
async def test_a_worry_at_the_question_about_another_dialogue_leaves_it_open(bij_vraag: BijVraag) -> None:
    """Twice not understood counts as no there; a worry is not misunderstood."""
    client = (await bij_vraag("tijd_klopt")).toneel
    await client.typt("ik wil de energielijst invullen")
    for _ in range(2):
        reply = await client.typt(ZORG)
        assert (["safety", "question"], WISSEL) == ([turn["kind"] for turn in reply], await client.plaats())
        assert "begrijp" not in gezegd(reply)


@pytest.mark.usefixtures("onzeker")
async def test_a_message_the_guard_asks_about_is_passed_on_all_the_same(bij_vraag: BijVraag) -> None:
    """The client typed it for the begeleider: it is not lost for the direct question, and is said to be passed on."""
    client = (await bij_vraag("taken")).toneel
    await client.typt(ROOD[0])
    await client.kiest("begeleider")
    await client.kiest("bericht")
    reply = await client.typt(ONZEKER)
    assert ([("bericht", ONZEKER)], 2, "veiligheid:gevraagd") == (await client.verzoeken(), len(reply), await client.plaats())
    await client.typt("nee")
    assert ([("bericht", ONZEKER)], "veiligheid:rust") == (await client.verzoeken(), await client.plaats())


@pytest.mark.usefixtures("onzeker")
async def test_twice_unclear_to_the_direct_question_counts_as_yes(bij_vraag: BijVraag) -> None:
    """On the safe side, after asking once more in other words."""
    opstelling = await bij_vraag("welk_werk")
    await opstelling.toneel.typt(ONZEKER)
    await opstelling.toneel.typt("de tuin")
    assert "veiligheid:nog_eens" == await opstelling.toneel.plaats()
    await opstelling.toneel.typt("in de tuin")
    assert ["rood"] == [niveau for niveau, _ in await opstelling.toneel.meldingen()]


@pytest.mark.parametrize("tussen", [("begeleider",), ("begeleider", "bericht")])
async def test_danger_in_a_message_to_the_begeleider_is_danger_first(bij_vraag: BijVraag, tussen: tuple[str, ...]) -> None:
    """Also in an interlude; the interlude waits like a question does."""
    opstelling = await bij_vraag("taken")
    await opstelling.toneel.typt("mijn begeleider")
    for keuze in tussen[1:]:
        await opstelling.toneel.kiest(keuze)
    await opstelling.toneel.typt(ROOD[1])
    assert [("rood", ROOD[1])] == await opstelling.toneel.meldingen()
    assert [] == await opstelling.toneel.verzoeken()
    await staat_er_weer(opstelling, "taken", await opstelling.toneel.typt("verder"))


async def test_after_danger_the_whole_dialogue_can_still_be_done(bij_vraag: BijVraag) -> None:
    """The answers given before and after it all stand."""
    opstelling = await bij_vraag("klanten")
    await opstelling.toneel.typt(ROOD[0])
    await opstelling.toneel.kiest("verder")
    for stap in PAD[[stap.vraag for stap in PAD].index("klanten") :]:
        assert stap.vraag == await opstelling.toneel.plaats()
        await stap.zet(opstelling.toneel)
    assert 11 == len(await opstelling.toneel.regels())
