"""What stands behind the typed label of "there is no more": it is kept when it tells something."""

from __future__ import annotations

import pytest

from bot.care.antwoorden import Waarde
from bot.care.antwoordlezing import lees_antwoord
from bot.care.beurt import Beurt, Invoer
from bot.care.dialogen import DIALOGEN
from bot.care.ontvangst import open_gesprek
from bot.models.database import Database
from tests.people import NOW, add_begeleider, add_client


async def _gelezen(database: Database, dialoog: str, vraag: str, woorden: str) -> tuple[str, Waarde]:
    """What these typed words are as an answer to this question."""
    kees = await add_client(database, await add_begeleider(database))
    async with database.begin(client_id=kees) as session:
        gesprek = await open_gesprek(session, kees, NOW, lock=False)
        beurt = Beurt(session, gesprek, kees, "", 1, NOW, Invoer(woorden, (), "vertel"))
        van = DIALOGEN[dialoog]
        gegeven = lees_antwoord(beurt, van, van.vraag(vraag), {})
    assert isinstance(gegeven, tuple)
    return gegeven


@pytest.mark.parametrize(
    ("dialoog", "vraag", "woorden", "bewaard"),
    [
        ("werkwensen", "punt_2", "nee, dit is alles alleen nog dat ik een vaste plek wil", "alleen nog dat ik een vaste plek wil"),
        ("werkwensen", "punt_2", "nee dit is alles maar mijn uren wil ik ook bespreken", "mijn uren wil ik ook bespreken"),
        ("werkwensen", "helpt_meer", "nee dit is alles en een koptelefoon", "een koptelefoon"),
        ("werkwensen", "helpt_meer", "Nee, dit is alles. Een lijstje helpt soms", "Een lijstje helpt soms"),
        ("werkwensen", "zorgen_meer", "nee dit is alles behalve dat ik bang ben voor mijn baas", "behalve dat ik bang ben voor mijn baas"),
        ("werkwensen", "gevolg_lichaam_2", "geen van deze maar ik struikel soms", "geen van deze maar ik struikel soms"),
        ("werkwensen", "gevolg_lichaam_2", "geen van deze, ik struikel soms", "geen van deze, ik struikel soms"),
        ("voorbereiding", "punt_2", "nee dit is alles plus mijn vakantie", "plus mijn vakantie"),
    ],
)
async def test_what_is_told_behind_there_is_no_more_is_kept(sqlite_database: Database, dialoog: str, vraag: str, woorden: str, bewaard: str) -> None:
    """Also at a question that reads nothing in own words; a summary shows it."""
    gezegd, waarde = await _gelezen(sqlite_database, dialoog, vraag, woorden)
    assert (bewaard, "tekst", ()) == (gezegd, waarde.soort, waarde.keuzes)


@pytest.mark.parametrize(
    ("vraag", "woorden"),
    [
        *(
            ("punt_2", f"nee, dit is alles {erbij}")
            for erbij in ("hoor", "dank je", "voor nu", "denk ik", "wat ik wil zeggen", "op dit moment", "eigenlijk wel")
        ),
        ("gevolg_lichaam_2", "geen van deze klachten"),
        ("gevolg_lichaam_2", "geen van deze gelukkig"),
        ("gevolg_lichaam_2", "geen van deze, alles is hetzelfde gebleven"),
        ("gevolg_lichaam_2", "geen van deze en ook geen pijn"),
        ("dagen_niet", "elke dag kan, ook zaterdag"),
        ("volhouden_werk", "ik werk nu niet door mijn letsel"),
    ],
)
async def test_a_filler_or_an_explanation_behind_it_adds_nothing(sqlite_database: Database, vraag: str, woorden: str) -> None:
    """There is no more."""
    gezegd, waarde = await _gelezen(sqlite_database, "werkwensen", vraag, woorden)
    assert (woorden, Waarde("keuze", ("geen",))) == (gezegd, waarde)
