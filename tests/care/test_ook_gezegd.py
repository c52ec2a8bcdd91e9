"""What is told about another question than the open one: kept there and said back, the open question stays open, and what is said newly counts."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from bot.care import gesprek as verloop
from bot.care.antwoorden import Antwoorden, Waarde, bewaar, lees
from bot.care.begrip import begrijp_wens
from bot.care.beurt import Beurt, Invoer, Zin
from bot.care.ontvangst import open_gesprek
from bot.care.vragenlijst import alles
from bot.care.werkwensen import NAAM, REIS, TIJD, WERKWENSEN
from bot.models.database import Database
from tests.people import NOW, add_begeleider, add_client

Gegeven = dict[str, str | tuple[str, str]]


async def _zeg(database: Database, open_vraag: str, woorden: str, eerder: Gegeven) -> tuple[list[Zin], Antwoorden, str | None]:
    """What is said to these words at this question of werkwensen, the answers after it, and what is open then.

    eerder: earlier answers in words, or as (words, choice); the questions before the block about time were skipped.
    """
    kees = await add_client(database, await add_begeleider(database))
    async with database.begin(client_id=kees) as session:
        gesprek = await open_gesprek(session, kees, NOW, lock=False)
        beurt = Beurt(session, gesprek, kees, str(uuid.uuid4()), 1, NOW, Invoer(woorden, (), "vertel"))
        beurt.zet(dialoog=NAAM, gevraagd=open_vraag)
        for vraag in WERKWENSEN.vragen:
            if vraag.onderwerp == "tijd":
                break
            await bewaar(beurt, NAAM, vraag.id, "", Waarde("overgeslagen"))
        for naam, gezegd in eerder.items():
            tekst, keuzes = gezegd if isinstance(gezegd, tuple) else (gezegd, "")
            waarde = Waarde("keuze", (keuzes,)) if keuzes else Waarde("tekst", (), begrijp_wens(WERKWENSEN.vraag(naam), tekst))
            await bewaar(beurt, NAAM, naam, tekst, waarde)
        if open_vraag in eerder:
            beurt.zet(vraag=open_vraag)
        assert open_vraag == _open(beurt, await alles(beurt, WERKWENSEN))
        zinnen = await verloop.beantwoord(beurt)
        antwoorden = await lees(session, kees, NAAM)
        return zinnen, antwoorden, _open(beurt, await alles(beurt, WERKWENSEN))


def _open(beurt: Beurt, antwoorden: Antwoorden) -> str | None:
    vraag = verloop.open_vraag(beurt, WERKWENSEN, antwoorden)
    return vraag.id if vraag else None


def _tijd(**anders: str | tuple[str, str]) -> Gegeven:
    """The block about time, answered and confirmed."""
    vast: Gegeven = {
        "uren": ("8 tot 16 uur", "van_8_tot_16"),
        "aantal_dagen": ("3 dagen", "dagen_3"),
        "dagdelen": ("Ochtend", "ochtend"),
        "dagen_niet": ("Elke dag kan", "geen"),
    }
    return {**vast, **anders, "tijd_klopt": ("Ja, dat klopt", "ja")}


@pytest.mark.parametrize(
    ("vraag", "woorden", "ander", "begrepen"),
    [
        ("vervoer", "max een half uur", "reistijd", {"reistijd_min": 30}),
        ("vervoer", "hoogstens drie kwartier reizen", "reistijd", {"reistijd_min": 45}),
        ("vervoer", "een half uur vind ik genoeg", "reistijd", {"reistijd_min": 30}),
    ],
)
async def test_words_about_another_question_are_kept_there_and_the_open_one_is_asked(
    database: Database, vraag: str, woorden: str, ander: str, begrepen: dict[str, Any]
) -> None:
    """They are said back, and the question itself comes once more in other words."""
    zinnen, antwoorden, nu = await _zeg(database, vraag, woorden, _tijd())
    assert (woorden, begrepen) == (antwoorden[ander].woorden, antwoorden[ander].waarde.begrepen)
    assert (True, vraag) == (vraag not in antwoorden, nu)
    assert ["utter_gedeeld_ook_gezegd", f"utter_werkwensen_{vraag}_anders"] == [zin.naam for zin in zinnen]
    assert f"hoogstens {begrepen['reistijd_min']} minuten reizen" == zinnen[0].waarden["begrepen"]


@pytest.mark.parametrize(
    ("vraag", "woorden", "eerder"),
    [
        # Says something of this question that was not understood, or both.
        ("vervoer", "mijn dochter neemt me mee, max een half uur", _tijd()),
        ("vervoer", "met de fiets, max een half uur", _tijd()),
        ("vervoer", "dat weet mijn begeleider, een half uur", _tijd()),
        # A number of mornings says how much work it may be.
        ("uren", "drie ochtenden", {}),
        ("uren", "twee halve dagen", {}),
        # Nothing new: the words were said before, so they must be meant for this question too.
        ("vervoer", "max een half uur", _tijd(reistijd="max een half uur")),
    ],
)
async def test_words_that_may_answer_the_open_question_do(database: Database, vraag: str, woorden: str, eerder: Gegeven) -> None:
    """No question is asked twice for an answer that was not understood whole."""
    _, antwoorden, nu = await _zeg(database, vraag, woorden, eerder)
    assert woorden == antwoorden[vraag].woorden
    assert vraag != nu


async def test_a_day_that_cannot_leaves_the_question_about_hours_open(database: Database) -> None:
    """The reason goes along, so it is not asked for again."""
    _, antwoorden, nu = await _zeg(database, "uren", "niet op vrijdag want dan heb ik fysio", {})
    assert "uren" == nu
    assert {"niet_dagen": ["vr"], "reden": True} == antwoorden["dagen_niet"].waarde.begrepen


async def test_the_whole_sentence_gives_days_dayparts_day_off_and_travel(database: Database) -> None:
    """A whole block told at the question about hours."""
    woorden = "drie middagen per week, vrijdag kan ik niet want dan moet ik naar fysio, en hoogstens twintig minuten met de fiets"
    _, antwoorden, nu = await _zeg(database, "uren", woorden, {})
    gevonden = {vraag: antwoorden[vraag].waarde.begrepen for vraag in ("aantal_dagen", "dagdelen", "dagen_niet", "vervoer", "reistijd")}
    assert {"aantal_dagen": 3} == gevonden["aantal_dagen"]
    assert {"dagdelen": ["middag"]} == gevonden["dagdelen"]
    assert {"niet_dagen": ["vr"], "reden": True} == gevonden["dagen_niet"]
    assert ({"vervoer": ["fiets"]}, {"reistijd_min": 20}) == (gevonden["vervoer"], gevonden["reistijd"])
    assert "tijd_klopt" == nu


async def test_what_is_said_newly_counts_and_the_earlier_words_are_named(database: Database) -> None:
    """In a second round too; what was confirmed is shown once more, and no version is lost."""
    zinnen, antwoorden, nu = await _zeg(database, "uren", "12 uur, niet op woensdag", _tijd(dagen_niet="vrijdag want dan fysio"))
    assert ["wo"] == antwoorden["dagen_niet"].waarde.begrepen["niet_dagen"]
    assert ("utter_gedeeld_nu_gezegd", {"eerder": "vrijdag want dan fysio", "begrepen": "niet op woensdag"}) == (zinnen[0].naam, zinnen[0].waarden)
    assert "tijd_klopt" not in antwoorden
    assert nu in ("dagen_niet_waarom", "tijd_klopt")


async def test_a_day_told_at_another_question_is_kept_and_shown_with_its_block(database: Database) -> None:
    """Also where the client had said that every day will do."""
    zinnen, antwoorden, nu = await _zeg(database, "dagdelen", "niet op woensdag want dan therapie", _tijd())
    assert {"niet_dagen": ["wo"], "reden": True} == antwoorden["dagen_niet"].waarde.begrepen
    assert ("Elke dag kan", "niet op woensdag") == (zinnen[0].waarden["eerder"], zinnen[0].waarden["begrepen"])
    assert ("dagdelen", "Ochtend", False) == (nu, antwoorden["dagdelen"].woorden, "tijd_klopt" in antwoorden)


@pytest.mark.parametrize("woorden", ["12 uur, drie ochtenden", "10 uur in de ochtend", "12 uur op drie dagen"])
async def test_what_was_said_before_changes_nothing(database: Database, woorden: str) -> None:
    """Also when it was chosen then, and is typed now."""
    zinnen, antwoorden, _ = await _zeg(database, "uren", woorden, _tijd())
    assert ("Ochtend", "3 dagen", True) == (antwoorden["dagdelen"].woorden, antwoorden["aantal_dagen"].woorden, "tijd_klopt" in antwoorden)
    assert "utter_gedeeld_nu_gezegd" not in [zin.naam for zin in zinnen]


async def test_the_best_part_of_the_day_says_nothing_about_working_time(database: Database) -> None:
    """A key that a question asks for itself stays with that question."""
    eerder: Gegeven = {**_tijd(), "vervoer": ("Fiets", "fiets"), "reistijd": ("Een half uur", "half_uur"), "gevolg_gebied": ("Geen van deze", "geen")}
    _, antwoorden, _ = await _zeg(database, "energie_beste", "in de avond", eerder)
    assert ("in de avond", "Ochtend") == (antwoorden["energie_beste"].woorden, antwoorden["dagdelen"].woorden)


async def _toon(database: Database, vraag: str, eerder: Gegeven, vragen: tuple[str, ...]) -> Zin:
    """The question that shows what was understood, after these answers."""
    kees = await add_client(database, await add_begeleider(database))
    async with database.begin(client_id=kees) as session:
        beurt = Beurt(session, await open_gesprek(session, kees, NOW, lock=False), kees, str(uuid.uuid4()), 1, NOW)
        for naam in vragen:
            tekst, keuze = eerder[naam] if isinstance(eerder[naam], tuple) else (str(eerder[naam]), "")
            waarde = Waarde("keuze", (keuze,)) if keuze else Waarde("tekst", (), begrijp_wens(WERKWENSEN.vraag(naam), tekst))
            await bewaar(beurt, NAAM, naam, tekst, waarde)
        stel = WERKWENSEN.vraag(vraag).stel
        assert stel is not None
        return stel(await lees(session, kees, NAAM))


async def test_what_was_not_understood_stands_in_the_own_words_above_what_was(database: Database) -> None:
    """Nothing of an answer is out of sight when the client is asked whether it holds."""
    woorden = "3 dagen 8 tot 16 uur in de ochtend niet op woensdag"
    eerder = _tijd(aantal_dagen=woorden, dagen_niet=woorden)
    zin = await _toon(database, "tijd_klopt", eerder, TIJD)
    assert ('Je zei: "3 dagen 8 tot 16 uur in de ochtend niet op woensdag"',) == zin.blokken
    assert "3 dagen, niet op woensdag, 8 tot 16 uur, ochtend" == zin.waarden["begrepen"]


async def test_words_that_were_understood_whole_are_not_repeated(database: Database) -> None:
    """Only the values, with what was chosen beside them."""
    zin = await _toon(database, "tijd_klopt", _tijd(uren="12 uur per week", dagen_niet="niet op vrijdag"), TIJD)
    assert () == zin.blokken
    assert "12 uur per week, niet op vrijdag, 3 dagen, ochtend" == zin.waarden["begrepen"]


async def test_the_journey_is_shown_in_the_same_way(database: Database) -> None:
    """What was not understood of it too."""
    zin = await _toon(database, "reis_klopt", {"vervoer": "met de bus maar niet in de spits", "reistijd": ("Een uur", "uur")}, REIS)
    assert ('Je zei: "met de bus maar niet in de spits"',) == zin.blokken
    assert "met bus of trein, een uur" == zin.waarden["begrepen"]
