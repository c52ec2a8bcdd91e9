"""The first questions of the energielijst: what own words about working now stand for, and what is said when the list takes whole hours."""

from __future__ import annotations

import uuid

import pytest

from bot.care import energiearchief as archief
from bot.care import gesprek as verloop
from bot.care.antwoorden import Antwoorden, Waarde, bewaar, lees
from bot.care.beurt import Beurt, Invoer, Zin
from bot.care.energiedag import Indeling
from bot.care.energielijst import ENERGIELIJST, NAAM
from bot.care.ontvangst import open_gesprek
from bot.care.vragenlijst import alles
from bot.models.database import Database
from bot.models.tables import Voortgang
from tests.people import NOW, add_begeleider, add_client

GEKOZEN = {"wakker": "om_8", "slapen": "om_23", "werk": "ja", "werkdagen": "week"}


async def _zeg(database: Database, vraag: str, woorden: str, beweging: str = "vertel") -> tuple[list[Zin], Antwoorden, str]:
    """What is said to these words at this question of a new list, the answers after it, and the question that is open then."""
    kees = await add_client(database, await add_begeleider(database))
    async with database.begin(client_id=kees) as session:
        beurt = Beurt(session, await open_gesprek(session, kees, NOW, lock=False), kees, str(uuid.uuid4()), 1, NOW, Invoer(woorden, (), beweging))
        beurt.zet(dialoog=NAAM, gevraagd=vraag)
        for naam, keuze in GEKOZEN.items():
            if naam == vraag:
                break
            await bewaar(beurt, NAAM, naam, keuze, Waarde("keuze", (keuze,)))
        zinnen = await verloop.beantwoord(beurt)
        nu = verloop.open_vraag(beurt, ENERGIELIJST, await alles(beurt, ENERGIELIJST))
        return zinnen, await lees(session, kees, NAAM), nu.id if nu else ""


@pytest.mark.parametrize(
    ("vraag", "woorden", "gezegd"),
    [
        ("wakker", "halfacht", ("heel_uur", {"uur": "7"})),
        ("slapen", "half elf 's avonds", ("heel_uur", {"uur": "23"})),
        ("slapen", "half twaalf", ("heel_uur", {"uur": "24"})),
        ("werkuren", "van half negen tot half een", ("hele_uren", {"van": "8", "tot": "13"})),
        ("werkuren", "van 9 tot halftwaalf", ("hele_uren", {"van": "9", "tot": "12"})),
        ("wakker", "acht uur", None),
        ("werkuren", "van negen tot twaalf", None),
        ("wakker", "vroeg", ("uur_onbekend", {"uur": "7"})),
    ],
)
async def test_who_names_no_whole_hour_is_told_which_the_list_takes(
    database: Database, vraag: str, woorden: str, gezegd: tuple[str, dict[str, str]] | None
) -> None:
    """The list has one value an hour; whole hours are taken without a word."""
    zinnen, _, _ = await _zeg(database, vraag, woorden)
    assert ([] if gezegd is None else [(f"utter_energielijst_{gezegd[0]}", gezegd[1])]) == [(zin.naam, zin.waarden) for zin in zinnen]


async def test_who_says_on_which_days_he_works_is_not_asked_for_them(database: Database) -> None:
    """It is a yes, and the days are kept."""
    _, antwoorden, nu = await _zeg(database, "werk", "ik werk momenteel op maandag en dinsdag")
    assert ("ja",) == antwoorden["werk"].waarde.keuzes
    assert {"dagen": ["ma", "di"]} == antwoorden["werkdagen"].waarde.begrepen
    assert "werkuren" == nu


@pytest.mark.parametrize(
    ("woorden", "beweging", "keuze", "nu"),
    [
        ("ik werk in een winkel", "vertel", "ja", "werkdagen"),
        ("ik zit thuis", "vertel", "nee", "ritme"),
        ("ik werk al jaren niet meer", "nee", "nee", "ritme"),
        ("ja nee toch niet", "nee", "nee", "ritme"),
        ("nee ja toch wel", "ja", "ja", "werkdagen"),
    ],
)
async def test_own_words_say_whether_one_works(database: Database, woorden: str, beweging: str, keuze: str, nu: str) -> None:
    """Only who works is asked for days and hours."""
    _, antwoorden, open_vraag = await _zeg(database, "werk", woorden, beweging)
    assert ((keuze,), nu) == (antwoorden["werk"].waarde.keuzes, open_vraag)


@pytest.mark.parametrize("woorden", ["ik wil graag werken", "mijn man werkt", "ik werk niet op woensdag", "misschien"])
async def test_words_that_leave_it_open_are_asked_back(database: Database, woorden: str) -> None:
    """Nothing is stored that was not said."""
    _, antwoorden, nu = await _zeg(database, "werk", woorden)
    assert (False, "werk") == ("werk" in antwoorden, nu)


async def _bij_uur(database: Database, *gezegd: str) -> tuple[list[Zin], dict[int, int], str]:
    """What is said to the last of these words at the first hour of today's round (19 to 20 of a day from 8 to 22), the values, and what is open."""
    avond = NOW.replace(hour=20, minute=30)  # 21:30 on the clock
    kees = await add_client(database, await add_begeleider(database))
    zinnen: list[Zin] = []
    async with database.begin(client_id=kees) as session:
        gesprek = await open_gesprek(session, kees, avond, lock=False)
        begin = Beurt(session, gesprek, kees, "", 1, avond)
        begin.zet(dialoog=NAAM, gevraagd="uur_1")
        await archief.begin(session, kees, Indeling(8, 22), gedeeld=False, now=avond, zone=begin.zone)
        session.add(Voortgang(client_id=kees, dialoog=NAAM, status="open", stand={}, started_at=avond, updated_at=avond))
        for seq, woorden in enumerate(gezegd, start=2):
            beurt = Beurt(session, gesprek, kees, "", seq, avond, Invoer(woorden, (), "vertel"))
            zinnen = await verloop.beantwoord(beurt)
        lijst = await archief.nieuwste(session, kees)
        assert lijst is not None
        nu = verloop.open_vraag(beurt, ENERGIELIJST, await alles(beurt, ENERGIELIJST))
    return zinnen, {uur: waarde for (_, uur), waarde in lijst.waarden.items()}, nu.id if nu else ""


@pytest.mark.parametrize(
    ("gezegd", "waarden", "nu"),
    [
        (("van 10 tot 12 een 2",), {10: 2, 11: 2}, "uur_1"),
        (("9 uur 3, 10 uur 2, elf uur een 1",), {9: 3, 10: 2, 11: 1}, "uur_1"),
        (("om 9 uur was ik een 4 en om 11 maar een 1, daarna geslapen",), {9: 4, 11: 1}, "uur_1"),
        (("van 19 tot 20 een 3",), {19: 3}, "uur_2"),
        (("3", "nee dat moet 2 zijn"), {19: 2}, "uur_2"),
        (("vanmorgen ging het goed",), {}, "uur_1"),
        (("om 23 uur een 2",), {}, "uur_1"),
        (("van 8 tot 11 uur een 3",), {8: 3, 9: 3, 10: 3}, "uur_1"),
        (("van 8 tot 14 uur een 3",), dict.fromkeys(range(8, 14), 3), "uur_1"),
        (("van 8 tot 21 uur een 3",), dict.fromkeys(range(8, 21), 3), "uur_3"),
        (("van 13 tot 5 een 2",), dict.fromkeys(range(13, 17), 2), "uur_1"),
        (("de hele ochtend een 2",), dict.fromkeys(range(8, 12), 2), "uur_1"),
        (("heel de avond was ik uitgeput",), dict.fromkeys(range(18, 22), 0), "nog"),
        (("half 10 een 2",), {9: 2}, "uur_1"),
        (("van half 9 tot half 11 een 1",), {8: 1, 9: 1, 10: 1}, "uur_1"),
        (("9 tot 12 uur een 3",), {9: 3, 10: 3, 11: 3}, "uur_1"),
        (("om 9 uur 2 uur geslapen, een 1",), {9: 1}, "uur_1"),
        (("tot 12 uur ging het goed, een 3",), {}, "uur_1"),
        (("gisteren om 9 uur een 2",), {}, "uur_1"),
        (("gisteren de hele ochtend een 2",), {}, "uur_1"),
    ],
)
async def test_a_value_goes_to_the_hour_that_was_named(database: Database, gezegd: tuple[str, ...], waarden: dict[int, int], nu: str) -> None:
    """Whatever hour is asked about; without a number of hours, or of an hour that has not begun, nothing is kept, and how to say it is told."""
    zinnen, gevonden, open_nu = await _bij_uur(database, *gezegd)
    assert (waarden, nu) == (gevonden, open_nu)
    assert f"utter_energielijst_{'uren_bewaard' if waarden else 'welk_uur'}" == zinnen[0].naam


@pytest.mark.parametrize(
    "woorden",
    [
        "na 2 uur slapen een 0",
        "het duurde 1 uur, toen was ik uitgeput",
        "ik heb 3 uur gewerkt, was uitgeput",
        "3 uur lang een 1",
        "12 uur gewerkt, moe",
        "een uur geslapen, toen een 2",
        "ik heb 3 uur gewerkt",
    ],
)
async def test_how_long_something_took_is_no_hour_of_the_clock(database: Database, woorden: str) -> None:
    """What was kept of an hour with that number stands; the hour on the screen is asked about again, because no value was sure."""
    _, waarden, nu = await _bij_uur(database, "om 12 uur een 4, om 13 uur een 4, om 14 uur een 4, om 15 uur een 4", woorden)
    assert (dict.fromkeys((12, 13, 14, 15), 4), "uur_1") == (waarden, nu)


@pytest.mark.parametrize(
    ("gezegd", "zin", "waarden"),
    [
        (("vannacht ging het slecht", "dat was gisteren ook slecht"), "gedeeld_vastgelopen", {}),
        (("vannacht ging het slecht", "om 9 uur een 3", "dat was gisteren ook slecht"), "energielijst_welk_uur", {9: 3}),
    ],
)
async def test_how_to_name_an_hour_is_said_once_in_a_row(database: Database, gezegd: tuple[str, ...], zin: str, waarden: dict[int, int]) -> None:
    """After that the words are like any that are not understood: a person is offered, and nothing is kept for the hour on the screen."""
    zinnen, gevonden, _ = await _bij_uur(database, *gezegd)
    assert ([f"utter_{zin}"], waarden) == ([one.naam for one in zinnen], gevonden)


async def test_hours_in_a_row_are_said_back_as_one(database: Database) -> None:
    """A turn stays short."""
    zinnen, _, _ = await _bij_uur(database, "van 9 tot 17 uur een 2, om 18 uur een 3 en om 19 uur een 3")
    assert {"uren": "van 9 tot 17 uur: 2, gaat; van 18 tot 20 uur: 3, goed"} == zinnen[0].waarden


@pytest.mark.parametrize(
    ("vraag", "woorden", "dagen"),
    [("werkuren", "vrijdag wordt zaterdag", ["ma", "di", "wo", "do", "za"]), ("werkdagen", "van 9 tot half 1", None)],
)
async def test_what_is_told_beside_the_question_takes_nothing_away(database: Database, vraag: str, woorden: str, dagen: list[str] | None) -> None:
    """A day that becomes another, and hours where the days are asked."""
    zinnen, antwoorden, nu = await _zeg(database, vraag, woorden)
    assert ["utter_energielijst_uren_bewaard"] == [zin.naam for zin in zinnen]
    assert vraag == nu
    assert dagen == (antwoorden["werkdagen"].waarde.begrepen["dagen"] if dagen else None)
    assert dagen or [9, 13] == antwoorden["werkuren"].waarde.begrepen["werkuren"]
