"""What the answers of a check say, and under which heading own words stand."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.care import signaalarchief, signalenblad
from bot.care.antwoorden import Antwoorden, Gegeven, Waarde
from bot.care.signaallezing import KEUZEVRAGEN, bevestigd, check_van, gewoon_onbekend, kop_met_vraag, na_te_vragen
from bot.care.signaalregels import SignaalRegels
from bot.care.signalen import GEEL, ONBEKEND, ORANJE, Check, beoordeel, grond
from bot.models.database import Database
from bot.models.signaal_tables import SignaalCheck
from tests.people import NOW, add_begeleider, add_client


def _antwoorden(**waarden: Waarde | str) -> Antwoorden:
    """Answers by question: a value, or words."""
    alle = {vraag: Waarde("tekst") if isinstance(een, str) else een for vraag, een in waarden.items()}
    return {vraag: Gegeven(vraag, een if isinstance(een := waarden[vraag], str) else "", waarde, 1, NOW) for vraag, waarde in alle.items()}


def _gelezen(*signalen: str) -> Waarde:
    return Waarde("tekst", (), {"signalen": list(signalen)})


def test_what_was_read_is_asked_per_set_and_counts_as_far_as_it_was_picked() -> None:
    """All of it by a yes, some of it by choosing, none of it by a no or without an answer."""
    gezegd = {"nog": _gelezen("vermoeidheid", "geheugen", "fouten", "stemming")}
    antwoorden = _antwoorden(**gezegd, ook_1=Waarde("keuze", ("geheugen",)), ook_2=Waarde("keuze", ("ja",)), ook_4=Waarde("keuze", ("nee",)))
    assert [("vermoeidheid", "geheugen"), ("fouten",), (), ("stemming",)] == [na_te_vragen(antwoorden, nummer) for nummer in (1, 2, 3, 4)]
    assert ("geheugen", "fouten") == bevestigd(antwoorden) == check_van(antwoorden).meer
    assert () == bevestigd(_antwoorden(**gezegd))


def test_a_usual_week_that_is_not_known_is_not_a_week_without_signals() -> None:
    """Not known, or passed over; "geen" is known."""
    antwoorden = _antwoorden(normaal_1=Waarde("weet_niet"), normaal_2=Waarde("keuze", ("geen",)), normaal_3=Waarde("overgeslagen"), normaal_4="stil")
    assert [True, False, True, False] == [gewoon_onbekend(antwoorden, nummer) for nummer in (1, 2, 3, 4)]
    assert ("vermoeidheid", "prikkels", "geheugen", "verzuim", "balans", "verandering") == check_van(antwoorden).onbekend


@pytest.mark.parametrize(
    ("check", "niveau", "gezegd"),
    [
        (Check(("fouten",), onbekend=("fouten",)), GEEL, True),
        (Check(("fouten", "kwaliteit", "balans", "geheugen"), onbekend=("balans",)), ORANJE, True),
        (Check(("fouten",), onbekend=("balans",)), GEEL, False),
    ],
)
def test_more_than_an_unknown_week_counts_and_is_told_as_such(check: Check, niveau: str, gezegd: bool) -> None:
    """The level is that of what the client calls more; the begeleider reads beside it that there is nothing to lay it beside."""
    uitslag = beoordeel(check, [], SignaalRegels())
    assert (niveau, gezegd) == (uitslag.niveau, ONBEKEND in [reden.regel for reden in uitslag.redenen])
    assert gezegd == ("niet bekend wat gewoon is" in grond(uitslag.redenen))


def test_a_check_from_before_is_read_without_what_it_did_not_keep() -> None:
    """Checks that were stored without the unknown ones stay readable."""
    oud = json.dumps({"meer": ["fouten"], "veranderd": [], "te_weinig": "", "eigen_teken": False})
    assert Check(("fouten",)) == signaalarchief.check_uit(oud)


@pytest.mark.parametrize(("woorden", "telt"), [("thuis gaat alles goed", ()), ("thuis gaat het niet goed", ("eigen",))])
def test_own_words_that_nothing_changed_are_no_change(woorden: str, telt: tuple[str, ...]) -> None:
    """A change beside one signal gives oranje, so it must be one."""
    assert telt == check_van(_antwoorden(veranderd=woorden)).veranderd


def test_a_yes_with_own_words_still_counts_as_that_yes() -> None:
    """The words beside it take nothing away from it."""
    assert "ja" == check_van(_antwoorden(weinig=Waarde("tekst", ("ja",)))).te_weinig


async def test_words_of_less_never_stand_under_more(database: Database) -> None:
    """For the client in the overview and for the begeleider on the page: literally, under a heading that does not say the opposite."""
    kees = await add_client(database, anna := await add_begeleider(database))
    eigen = {"veranderd": "thuis gaat alles goed", "meer_1": "minder moe dan eerst", "meer_2": "de kassa is te veel"}
    async with database.begin(client_id=kees) as session:
        waarden = json.dumps({"meer": [], "veranderd": [], "te_weinig": "", "eigen_teken": False, "redenen": []})
        session.add(
            SignaalCheck(
                client_id=kees,
                done_at=NOW - timedelta(days=1),
                waarden=waarden,
                woorden=json.dumps(eigen),
                niveau="geen",
                gedeeld=True,
                woorden_gedeeld=True,
                verteld="",
            )
        )
    (check,) = (await signalenblad.lees(database, anna, kees)).checks
    koppen = {een.woorden: een.kop for een in check.woorden}
    assert {
        "thuis gaat alles goed": "In mijn woorden (gevraagd: veranderd)",
        "minder moe dan eerst": "In mijn woorden (gevraagd: moe, of lang herstellen; last van geluid of drukte; dingen vergeten)",
        "de kassa is te veel": "Meer dan gewoon (gevraagd: werk lukt minder goed; meer fouten maken; praten of begrijpen kost moeite)",
    } == koppen
    antwoorden = _antwoorden(**eigen)
    assert ("In mijn woorden: “thuis gaat alles goed”, “minder moe dan eerst”", "Meer dan gewoon: “de kassa is te veel”") == signaalarchief.regels(
        "signaalcheck", list(antwoorden.values()), antwoorden
    )


def test_own_words_never_stand_without_what_was_asked() -> None:
    """The same words at each of the four sets have four headings; where the heading is the question it is enough."""
    assert 4 == len({kop_met_vraag(vraag, "gaat best") for vraag in KEUZEVRAGEN})
    assert ["Gaat beter", "Te weinig te doen", "In mijn woorden", "Veranderd"] == [
        kop_met_vraag(vraag, "ik slaap weinig") for vraag in ("beter", "weinig", "nog", "veranderd")
    ]
