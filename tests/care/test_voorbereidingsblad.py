"""The preparation of a talk: what is shared stands with its tip, what is not is a question, and the whole fits a sheet."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.care import voorbereidingsblad as blad
from bot.care.caseload import NietGevonden
from bot.care.signalen import Check
from bot.care.voorbereidingsblad import RUIMTE, Voorbereidingsblad, grens, ingekort
from bot.models.database import Database
from bot.models.tables import Melding, Samenvatting, SamenvattingRegel
from tests.people import NOW, add_begeleider, add_client, add_verzoek
from tests.web.test_signalen import add_check

ZONE = ZoneInfo("Europe/Amsterdam")


async def deel(
    database: Database,
    client_id: int,
    dialoog: str,
    *,
    moment: datetime = NOW,
    toestemming: str = "delen",
    van: dict[str, str] | None = None,
    **regels: str,
) -> int:
    """An approved summary with a line per topic; the words of each are those of the line, and were said an hour before."""
    async with database.begin(client_id=client_id) as session:
        whole = Samenvatting(client_id=client_id, dialoog=dialoog, created_at=moment, goedgekeurd_at=moment)
        session.add(whole)
        await session.flush()
        for volgorde, (onderwerp, tekst) in enumerate(regels.items()):
            bron = {"vraag": "Punt 1", "woorden": tekst, "datum": (moment - timedelta(hours=1)).isoformat(), "beurt": 1, **(van or {})}
            line = SamenvattingRegel(samenvatting_id=whole.id, volgorde=volgorde, onderwerp=onderwerp, tekst=tekst, bronnen=json.dumps([bron]))
            line.toestemming = toestemming
            session.add(line)
        return whole.id


async def lees(database: Database, begeleider_id: int, client_id: int, *, sinds: date | None = None) -> Voorbereidingsblad:
    return await blad.lees(database, begeleider_id, client_id, sinds=sinds, now=NOW + timedelta(days=30), zone=ZONE)


def bekend(found: Voorbereidingsblad) -> list[str]:
    """What is known, of all tips."""
    return [regel.tekst for tip in found.tips for regel in tip.bekend]


def nog_open(found: Voorbereidingsblad) -> list[str]:
    return [vraag for tip in found.tips for vraag in tip.open]


async def test_of_a_new_client_everything_is_open(database: Database) -> None:
    """Six tips, each with questions to ask, and nothing that pretends to be known."""
    anna = await add_begeleider(database)
    found = await lees(database, anna, await add_client(database, anna))
    assert (6, [], True) == (len(found.tips), bekend(found), found.leeg)
    assert all(tip.open and tip.ook for tip in found.tips)
    assert ((), (), (), {}) == (found.punten, found.openheid, found.meldingen, found.ongelezen)


async def test_what_is_shared_stands_with_its_tip_and_the_rest_stays_a_question(database: Database) -> None:
    """With the day the words were said and the page they stand on; of a line that is not shared the words are nowhere."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    before = nog_open(await lees(database, anna, kees))
    shared = await deel(database, kees, "werkwensen", werk="Iets met planten.", hulp="Mijn ergotherapeut")
    await deel(database, kees, "werkwensen", toestemming="niet_delen", zorgen="geheim: het gaat weer mis")
    found = await lees(database, anna, kees)
    assert ["Iets met planten.", "Mijn ergotherapeut"] == bekend(found)
    regel = found.tips[0].bekend[0]
    assert ("Welk werk", date(2026, 11, 23), f"/samenvatting/{shared}") == (regel.kop, regel.datum, regel.pad)
    assert {"Welk werk zou je graag doen?", "Wie helpt je nu? Met wie mag ik overleggen?"} == {*before} - {*nog_open(found)}
    assert "Wat maakt je onzeker als je aan werk denkt?" in nog_open(found)
    assert "geheim" not in str(found)
    assert not found.leeg


async def test_the_newest_shared_line_counts(database: Database) -> None:
    """Of an older summary only what a newer one does not tell."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    await deel(database, kees, "werkwensen", werk="Iets met planten.", reizen="Met de bus")
    await deel(database, kees, "werkwensen", moment=NOW + timedelta(days=7), werk="Iets met dieren.")
    assert ["Iets met dieren.", "Met de bus"] == bekend(await lees(database, anna, kees))


async def test_the_own_points_come_one_by_one_and_name_who_said_them(database: Database) -> None:
    """Those of the prepared talk first; what a naaste said is not put in the client's mouth."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    await deel(database, kees, "werkwensen", punten="Kan ik meelopen?")
    await deel(database, kees, "voorbereiding", punten="Mag de radio uit?", vraag="Wie vertelt het?", van={"door": "Henk (broer)"})
    found = (await lees(database, anna, kees)).punten
    assert ["Mag de radio uit?", "Wie vertelt het?", "Kan ik meelopen?"] == [punt.tekst for punt in found]
    assert [("Henk (broer)",), ("Henk (broer)",), ()] == [punt.van for punt in found]


async def test_openness_is_there_only_as_released_and_nothing_asks_for_it(database: Database) -> None:
    """A line that is kept leaves no trace: the page is the same as of somebody who never spoke of it."""
    anna = await add_begeleider(database)
    kees, noor = await add_client(database, anna), await add_client(database, anna, "Noor Proef")
    await deel(database, kees, "openheid", toestemming="niet_delen", keuze="geheim: niets vertellen")
    kept, never = await lees(database, anna, kees), await lees(database, anna, noor)
    assert (never.tips, never.openheid, never.leeg) == (kept.tips, kept.openheid, kept.leeg)
    await deel(database, kees, "openheid", wie="Mijn baas", keuze="Deels open")
    assert ["Deels open", "Mijn baas"] == [regel.tekst for regel in (await lees(database, anna, kees)).openheid]


async def test_the_checks_are_those_since_the_last_appointment(database: Database) -> None:
    """Shared ones alone; without a day the newest; what does not fit is counted; without any it is a question."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    vraag = "Wat is er de laatste tijd anders dan gewoon?"
    assert vraag in nog_open(await lees(database, anna, kees))
    for dagen in range(5):
        await add_check(database, kees, Check(meer=("prikkels",), veranderd=("thuis",), te_weinig="soms"), dagen=dagen)
    await add_check(database, kees, Check(meer=("fouten",)), gedeeld=False, dagen=9)
    newest = await lees(database, anna, kees)
    assert (["Signaal-check"], [date(2026, 11, 27)], 0) == (
        [regel.kop for regel in newest.tips[5].bekend],
        [regel.datum for regel in newest.tips[5].bekend],
        newest.meer_checks,
    )
    assert (
        "Oranje: ga in gesprek. Meer dan gewoon: Last van geluid of drukte. Pas veranderd: Iets thuis. Te weinig te doen: soms."
        == newest.tips[5].bekend[0].tekst
    )
    since = await lees(database, anna, kees, sinds=date(2026, 11, 24))
    assert ([27, 26], 2) == ([regel.datum.day for regel in since.tips[5].bekend], since.meer_checks)
    nothing = await lees(database, anna, kees, sinds=date(2026, 11, 28))
    assert ((), True) == (nothing.tips[5].bekend, vraag in nog_open(nothing))


async def test_what_waits_is_named_without_its_words(database: Database) -> None:
    """An open melding and what is not read yet."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    await add_verzoek(database, kees, "geheim", soort="terugbellen")
    async with database.begin(client_id=kees) as session:
        session.add(Melding(client_id=kees, niveau="oranje", regel="x", woorden="geheim", created_at=NOW))
    found = await lees(database, anna, kees)
    assert (["oranje"], {"terugbellen": 1}, False) == ([one.niveau for one in found.meldingen], found.ongelezen, "geheim" in str(found))


async def test_somebody_elses_client_is_not_there(database: Database) -> None:
    """For a colleague the same as a client that does not exist."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    bram = await add_begeleider(database, "bram@proef.example")
    for wie, client_id in ((bram, kees), (anna, kees + 1000)):
        with pytest.raises(NietGevonden):
            await lees(database, wie, client_id)


async def test_long_words_are_cut_and_short_ones_stay(database: Database) -> None:
    """All together never more than the sheet can hold; who else spoke is still named."""
    anna = await add_begeleider(database)
    kees = await add_client(database, anna)
    lang = "ik vertel het graag " * 100
    await deel(database, kees, "werkwensen", van={"samen_met": "Henk (broer)"}, waarom=lang, werk=lang, omgeving=lang, tijd="Drie ochtenden")
    found = (await lees(database, anna, kees)).tips[0].bekend
    assert [True, True, True, False] == [regel.ingekort for regel in found]
    assert ("Drie ochtenden", ("Henk (broer)",)) == (found[3].tekst, found[0].van)
    assert RUIMTE - 100 < sum(len(regel.tekst) for regel in found) <= RUIMTE


@pytest.mark.parametrize(
    ("lengtes", "ruimte", "expected"),
    [([], 100, 0), ([10, 20], 100, 20), ([10, 200], 100, 90), ([50, 50, 50], 100, 33), ([10, 40, 500], 100, 50)],
)
def test_short_lines_leave_their_room_to_long_ones(lengtes: list[int], ruimte: int, expected: int) -> None:
    """The limit per line, for as much room as there is."""
    assert expected == grens(lengtes, ruimte)
    assert sum(min(lengte, expected) for lengte in lengtes) <= ruimte


@pytest.mark.parametrize(
    ("woorden", "expected"),
    [("een twee drie", "een twee…"), ("een tweedrievier", "een…"), ("endelooswoord", "endeloosw…"), ("een twee", "een twee")],
)
def test_a_cut_falls_between_words(woorden: str, expected: str) -> None:
    """Ten characters at most, the mark included."""
    found = woorden if len(woorden) <= 10 else ingekort(woorden, 10)
    assert (expected, True) == (found, len(found) <= 10)
