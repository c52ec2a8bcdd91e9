"""A begeleider reads of a signaal-check what the client said yes to, everywhere, and the client is told just that."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import UTC, timedelta

import pytest
from sqlalchemy import delete, select

from bot.care import meldingen, signaaldelen, signalenblad
from bot.care.antwoorden import Waarde, bewaar, lees
from bot.care.beurt import Beurt, Invoer
from bot.care.gegevens.overzicht import overzicht
from bot.care.gegevens.woorden import reden
from bot.care.ontvangst import ontvang, open_gesprek
from bot.care.signaalcheck import NAAM, SIGNAALCHECK
from bot.care.signaaldelen import Afspraak
from bot.care.signaallezing import ALLES, KEUZES, NIETS
from bot.care.signalen import grond
from bot.care.veiligheid import ZONDER_WOORDEN
from bot.care.vragenlijst import alles
from bot.models.database import Database
from bot.models.signaal_tables import SignaalCheck
from bot.models.tables import Melding
from tests.people import NOW, add_begeleider, add_client

KANARIE = "de printer op de gang piept"
ZORG = "ik huil elke dag en niemand ziet het"
DAG = timedelta(days=1)
REDEN = "Er is een signaal meer dan gewoon, en er is pas iets veranderd."


@dataclass(frozen=True)
class Gelezen:
    """What the begeleider can read: of the newest check the signals, the reasons and the own words; of the melding the ground and the words."""

    meer: tuple[str, ...]
    redenen: tuple[str, ...]
    woorden: tuple[str, ...]
    grond: str
    mee: str


async def _antwoord(beurt: Beurt, vraag: str, *keuzes: str, tekst: str = "") -> None:
    await bewaar(beurt, NAAM, vraag, tekst or keuzes[0], Waarde("tekst" if tekst else "keuze", keuzes))


async def _doe_check(database: Database, client_id: int, *ja: str) -> str:
    """One signal more and a change, so oranje, and own words; `ja` are the agreements with a yes. Returns what the client was told at the end."""
    async with database.begin(client_id=client_id) as session:
        beurt = Beurt(session, await open_gesprek(session, client_id, NOW, lock=False), client_id, str(uuid.uuid4()), 1, NOW)
        for vraag in ("lezen", "lezen_woorden", "melden"):
            await _antwoord(beurt, vraag, "ja" if vraag in ja else "nee")
        await _antwoord(beurt, "veranderd", "collegas")
        await _antwoord(beurt, "meer_1", "prikkels")
        await _antwoord(beurt, "nog", tekst=KANARIE)
        await SIGNAALCHECK.klaar(beurt, await alles(beurt, SIGNAALCHECK))
    return (await _rijen(database, client_id))[0].verteld


async def _rijen(database: Database, client_id: int) -> list[SignaalCheck]:
    async with database.read(client_id=client_id) as session:
        return list(await session.scalars(select(SignaalCheck).where(SignaalCheck.client_id == client_id)))


async def _leest(database: Database, begeleider: int, client_id: int) -> Gelezen:
    checks = (await signalenblad.lees(database, begeleider, client_id)).checks
    gemeld = await meldingen.open_meldingen_of(database, begeleider, client_id)
    blad = await meldingen.melding(database, begeleider, gemeld[0].id, now=NOW) if gemeld else None
    return Gelezen(
        meer=checks[0].meer if checks else (),
        redenen=checks[0].redenen if checks else (),
        woorden=tuple(een.woorden for een in checks[0].woorden) if checks else (),
        grond=blad.regel if blad else "",
        mee=(blad.woorden or "") if blad else "",
    )


MEER = ("Last van geluid of drukte",)
MET = Gelezen(MEER, (REDEN,), (KANARIE,), f"Signaal-check: {REDEN}", f"In mijn woorden: {KANARIE}")
ZONDER = Gelezen(MEER, (REDEN,), (), f"Signaal-check: {REDEN}", "")
ALLEEN_MELDING = Gelezen((), (), (), grond(()), "")


@pytest.mark.parametrize(
    ("ja", "gelezen", "verteld"),
    [
        (("lezen", "lezen_woorden", "melden"), MET, "In dat bericht staat ook waarom, met je eigen woorden."),
        (("lezen", "melden"), ZONDER, "In dat bericht staat ook waarom, zonder je eigen woorden."),
        (("melden",), ALLEEN_MELDING, "In dat bericht staat alleen dat er meer is dan gewoon."),
        (("lezen_woorden", "melden"), ALLEEN_MELDING, "In dat bericht staat alleen dat er meer is dan gewoon."),
        (("lezen",), Gelezen(MEER, (REDEN,), (), "", ""), "Je eigen woorden lees alleen jij."),
        ((), Gelezen((), (), (), "", ""), "Deze check stuur ik niet door, want dat wil je niet."),
    ],
)
async def test_page_and_melding_hold_what_was_agreed_and_the_client_is_told(
    database: Database, ja: tuple[str, ...], gelezen: Gelezen, verteld: str
) -> None:
    """With words, without words, nothing but that there is more, and nothing at all. What must not be read is nowhere in the melding either."""
    kees = await add_client(database, anna := await add_begeleider(database))
    assert verteld in await _doe_check(database, kees, *ja)
    assert gelezen == await _leest(database, anna, kees)


async def test_withdrawn_afterwards_is_gone_from_the_melding_too_and_undo_brings_back_no_more(database: Database) -> None:
    """First the words, then the check. A melding never shows more than when it was sent, whatever is shared later."""
    kees = await add_client(database, anna := await add_begeleider(database))
    await _doe_check(database, kees, "lezen", "lezen_woorden", "melden")
    (check,) = await signalenblad.eigen(database, kees)
    for deelt, gelezen in ((KEUZES, ZONDER), (NIETS, ALLEEN_MELDING), (ALLES, MET)):
        await signalenblad.zet_gedeeld(database, kees, check.id, deelt)
        assert gelezen == await _leest(database, anna, kees)
        (mijn,) = (await overzicht(database, kees, apparaat="", now=NOW, zone=UTC)).meldingen
        assert (gelezen.mee or None, reden(gelezen.grond)) == (mijn.woorden, mijn.reden)
    await signalenblad.trek_alles_in(database, kees)
    assert ALLEEN_MELDING == await _leest(database, anna, kees)
    async with database.begin(client_id=kees) as session:  # as when its time is over
        await session.execute(delete(Melding))
    assert [None] == [een.melding_id for een in await _rijen(database, kees)]
    for ja, toen in ((("melden",), ALLEEN_MELDING), (("lezen", "melden"), ZONDER)):
        noor = await add_client(database, anna, "Noor Proef")
        await _doe_check(database, noor, *ja)
        (check,) = await signalenblad.eigen(database, noor)
        await signalenblad.zet_gedeeld(database, noor, check.id, ALLES)
        assert replace(MET, grond=toen.grond, mee="") == await _leest(database, anna, noor)


@pytest.mark.parametrize(("vraag", "gelezen"), [("lezen_woorden", ZONDER), ("lezen", ALLEEN_MELDING)])
async def test_a_no_in_the_check_counts_for_earlier_checks_and_a_new_yes_asks_the_rest_anew(database: Database, vraag: str, gelezen: Gelezen) -> None:
    """Taking it back hides at once. Yes again later: own words and the melding are agreed anew, for nothing old comes back by itself."""
    kees = await add_client(database, anna := await add_begeleider(database))
    await _doe_check(database, kees, "lezen", "lezen_woorden", "melden")
    for keuze, open_staat in (("nee", set()), ("ja", {"melden"} if vraag == "lezen_woorden" else {"lezen_woorden", "melden"})):
        async with database.begin(client_id=kees) as session:
            beurt = Beurt(session, await open_gesprek(session, kees, NOW + DAG, lock=False), kees, str(uuid.uuid4()), 2, NOW + DAG)
            await _antwoord(beurt, vraag, keuze)
            await SIGNAALCHECK.na(beurt, SIGNAALCHECK.vraag(vraag), await alles(beurt, SIGNAALCHECK))
            antwoorden = await lees(session, kees, NAAM)
            te_vragen = {een.id for een in SIGNAALCHECK.nodige(antwoorden) if een.onderwerp == "afspraken" and een.id not in antwoorden}
            assert open_staat | {"ritme"} == te_vragen
        assert gelezen == await _leest(database, anna, kees)


@pytest.mark.parametrize(
    ("ja", "stand", "aan_begeleider", "mee"),
    [
        ((), {}, False, ""),
        (("lezen",), {}, False, ""),
        (("lezen", "lezen_woorden"), {}, False, ZORG),
        ((), {}, True, ZORG),
        ((), {"tussen": "contact_tekst"}, False, ZORG),
    ],
)
async def test_a_worry_in_a_check_goes_without_words_that_are_not_shared(
    database: Database, ja: tuple[str, ...], stand: dict[str, str], aan_begeleider: bool, mee: str
) -> None:
    """The melding comes all the same, tells no rule and no words, and the client reads that. A message to the begeleider is no part of the check."""
    kees = await add_client(database, anna := await add_begeleider(database))
    async with database.begin(client_id=kees) as session:
        gesprek = await open_gesprek(session, kees, NOW, lock=False)
        gesprek.stand = {"dialoog": NAAM, **stand}
        for vraag in ja:
            await _antwoord(Beurt(session, gesprek, kees, "", 1, NOW), vraag, "ja")
    await ontvang(database, kees, str(uuid.uuid4()), Invoer(ZORG), NOW, aan_begeleider=aan_begeleider)
    (gemeld,) = await meldingen.open_meldingen_of(database, anna, kees)
    blad = await meldingen.melding(database, anna, gemeld.id, now=NOW)
    assert ("oranje", mee) == (blad.niveau, blad.woorden)
    assert ("Je woorden stuur ik mee." if mee else "Je woorden stuur ik niet mee.") in (blad.verteld or "")
    assert bool(mee) != blad.reden.startswith("Je cliënt schreef iets zorgelijks. De woorden zijn niet gedeeld.")


def test_the_client_reads_why_there_was_a_melding_in_words_to_the_client() -> None:
    """Also where the begeleider is told no more than that there was one."""
    for gezegd in (reden(grond(())), reden(ZONDER_WOORDEN)):
        assert ("cliënt" in gezegd, "niet" in gezegd) == (False, True)


async def test_danger_in_a_check_goes_with_the_words_whatever_is_shared(database: Database) -> None:
    """Safety comes first, and the client reads that the words go along."""
    kees = await add_client(database, anna := await add_begeleider(database))
    async with database.begin(client_id=kees) as session:
        (await open_gesprek(session, kees, NOW, lock=False)).stand = {"dialoog": NAAM}
    await ontvang(database, kees, str(uuid.uuid4()), Invoer("ik maak er vanavond een eind aan, ik wil dood"), NOW)
    (gemeld,) = await meldingen.open_meldingen_of(database, anna, kees)
    blad = await meldingen.melding(database, anna, gemeld.id, now=NOW)
    assert ("rood", True, True) == (blad.niveau, "wil dood" in (blad.woorden or ""), "Je woorden stuur ik mee." in (blad.verteld or ""))


async def test_what_is_agreed_about_new_checks_is_changed_on_a_page_and_holds_for_the_next_check(database: Database) -> None:
    """Less at once; more asks anew about the message, for it would carry more. Earlier checks stay as they were shared."""
    kees = await add_client(database, anna := await add_begeleider(database))
    assert (None, None) == (await signaaldelen.afspraak(database, kees), await signaaldelen.kies(database, kees, now=NOW, deel=ALLES))
    await _doe_check(database, kees, "lezen", "lezen_woorden", "melden")
    assert Afspraak(ALLES, True) == await signaaldelen.afspraak(database, kees)
    for deel, meldt in ((KEUZES, True), (NIETS, True), (KEUZES, None), (ALLES, None)):
        await signaaldelen.kies(database, kees, now=NOW + DAG, deel=deel)
        assert Afspraak(deel, meldt) == await signaaldelen.afspraak(database, kees)
    assert MET == await _leest(database, anna, kees)
    for meld, meldt in (("ja", True), ("nee", False)):
        await signaaldelen.kies(database, kees, now=NOW + DAG, meld=meld)
        assert Afspraak(ALLES, meldt) == await signaaldelen.afspraak(database, kees)
    await signaaldelen.kies(database, kees, now=NOW + DAG, deel=NIETS)
    async with database.begin(client_id=kees) as session:
        beurt = Beurt(session, await open_gesprek(session, kees, NOW + 2 * DAG, lock=False), kees, str(uuid.uuid4()), 3, NOW + 2 * DAG)
        await SIGNAALCHECK.klaar(beurt, await alles(beurt, SIGNAALCHECK))
    assert [True, False] == [een.gedeeld for een in await _rijen(database, kees)]
    (eerste,) = {een.naam: een for een in (await overzicht(database, kees, apparaat="", now=NOW, zone=UTC)).antwoorden}.values()
    gekozen = {regel.kop: regel.nu.woorden for regel in eerste.regels if regel.nu}
    assert ("Nee, alleen ik", "Nee, niet doen") == (gekozen["Mijn begeleider leest mijn checks"], gekozen["Bericht als er veel is"])


@pytest.mark.parametrize("eerst", [NIETS, ALLES])
async def test_a_check_that_is_going_on_asks_what_a_choice_on_the_page_left_open(database: Database, eerst: str) -> None:
    """After no on the page a yes in the check asks about the own words again; after more on the page the message is asked about."""
    kees = await add_client(database, await add_begeleider(database))
    await _doe_check(database, kees, "lezen", "melden")
    await signaaldelen.kies(database, kees, now=NOW + DAG, deel=eerst)
    async with database.read(client_id=kees) as session:
        antwoorden = await lees(session, kees, NAAM)
    te_vragen = {een.id for een in SIGNAALCHECK.nodige(antwoorden) if een.onderwerp == "afspraken" and een.id not in antwoorden}
    assert ({"ritme"} if eerst == NIETS else {"melden", "ritme"}, eerst == ALLES) == (te_vragen, "lezen_woorden" in antwoorden)
