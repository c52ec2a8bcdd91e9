"""The energielijst after two weeks: what the list says, beside what the client thought, and one question without a verdict."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.care import energiearchief as archief
from bot.care.antwoorden import Waarde, bewaar
from bot.care.beurt import Beurt
from bot.care.energieblad import lees
from bot.care.energiedag import Indeling, Werkuren
from bot.models.energie_tables import EnergieUur
from bot.models.tables import Client, Voortgang
from bot.settings import Settings
from tests.dialogen.toneel import Toneel, gezegd
from tests.engine.model import Engine

ZONE = Settings().timezone
# Mornings at home are good, the afternoon at work is not.
DAG = Indeling(8, 22, ("ma", "di", "wo", "do", "vr", "za", "zo"), Werkuren(13, 17))


async def twee_weken(toneel: Toneel, *, gedeeld: bool, dagen: int = 14) -> None:
    """A list of two weeks that ended today, of which this many days were filled in, and an estimate in werkwensen."""
    begin = toneel.nu - timedelta(days=15)
    async with toneel.database.begin(client_id=toneel.client_id) as session:
        lijst = await archief.begin(session, toneel.client_id, DAG, gedeeld=gedeeld, now=begin, zone=ZONE)
        for dag in lijst.periode(toneel.nu, ZONE).dagen[:dagen]:
            for uur in DAG.uren:
                waarde = 3 if uur < 13 else 1 if uur < 17 else 2
                session.add(EnergieUur(lijst_id=lijst.id, dag=dag.isoformat(), uur=uur, waarde=str(waarde), gezet_at=begin))
        session.add(Voortgang(client_id=toneel.client_id, dialoog="energielijst", status="klaar", stand={}, started_at=begin, updated_at=begin))
        beurt = Beurt(session, await toneel.gesprek(session), toneel.client_id, "", 1, begin)
        for vraag, woorden in (("energie_beste", "in de avond"), ("volhouden_thuis", "twee uur lezen"), ("volhouden_werk", "drie uur")):
            await bewaar(beurt, "werkwensen", vraag, woorden, Waarde("tekst"))


async def test_the_mirror_lays_the_estimate_beside_the_list_and_asks_one_thing(toneel: Toneel) -> None:
    """Home and work apart, no verdict; the own words are kept and shared only after a yes; then home offers a new list, not the old mirror."""
    await toneel.opent()
    await twee_weken(toneel, gedeeld=True)
    await toneel.typt("hallo")
    assert "start_energielijst" == (await toneel.laatste_vraag())["choices"][0]["id"]
    patroon = await toneel.begint("energielijst")
    assert "patroon" == await toneel.plaats()
    plekken = "Meestal thuis: 2, gaat. Meestal op het werk: 1, laag"
    for zin in ("196 van de 196 uren", "Meeste energie: van 8 tot 13 uur", "Minste energie: van 13 tot 17 uur", plekken):
        assert zin in gezegd(patroon)
    thuis = await toneel.kiest("ja")
    assert "Jij dacht: “in de avond”. Je lijst: het meest in de ochtend." in gezegd(thuis)
    werk = await toneel.kiest("ja")
    assert "Jij dacht: “drie uur”" in gezegd(werk)
    assert "twee uur lezen" not in gezegd(werk)
    await toneel.typt("ik ben in de avond veel leger dan ik dacht")
    await toneel.kiest("klopt")
    await toneel.kiest("delen")
    tekst, toestemming = (await toneel.regels())["spiegel"]
    assert ("delen", True) == (toestemming, "veel leger dan ik dacht" in tekst)
    async with toneel.database.read() as session:
        begeleider_id = (await session.get_one(Client, toneel.client_id)).begeleider_id
    blad = await lees(toneel.database, begeleider_id, toneel.client_id, now=toneel.nu, zone=ZONE)
    assert ["ik ben in de avond veel leger dan ik dacht"] == [bron.woorden for bron in blad.opgevallen]
    assert (True, False) == (blad.lijst is not None, blad.geschat)  # the estimate itself was never shared
    await toneel.begint("energielijst")
    assert "wakker" == await toneel.plaats()


async def test_of_a_few_hours_nothing_is_said(toneel: Toneel) -> None:
    """A list with too few days is no pattern: the talk is about a new list, without a word about the old one."""
    await toneel.opent()
    await twee_weken(toneel, gedeeld=False, dagen=2)
    reply = await toneel.begint("energielijst")
    assert "wakker" == await toneel.plaats()
    assert "Meeste energie" not in gezegd(reply)


async def test_a_tap_is_about_the_hour_that_was_asked(toneel: Toneel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when hours are filled in or taken away on the page meanwhile; on the next day the old question takes no answer any more."""
    monkeypatch.setattr("bot.engine.runner.utcnow", lambda: toneel.nu)
    await toneel.opent()
    op = (toneel.nu - timedelta(hours=4)).astimezone(ZONE).hour
    uren = [(op + nummer) % 24 for nummer in range(5)]
    async with toneel.database.begin(client_id=toneel.client_id) as session:
        lijst = await archief.begin(session, toneel.client_id, Indeling(op, (op + 16) % 24), gedeeld=False, now=toneel.nu, zone=ZONE)
    dag = lijst.begin

    async def op_de_pagina(uur: int, waarde: int | None) -> None:
        async with toneel.database.begin(client_id=toneel.client_id) as session:
            await archief.zet(session, toneel.client_id, lijst.id, dag, uur, waarde, now=toneel.nu, zone=ZONE)

    await op_de_pagina(uren[4], 1)
    reply = await toneel.begint("energielijst")
    assert f"van {uren[1]} tot {uren[2] or 24} uur" in gezegd(reply)
    await op_de_pagina(uren[1], 0)
    await op_de_pagina(uren[4], None)
    await toneel.kiest("e3")
    await toneel.typt("vol")
    async with toneel.database.read(client_id=toneel.client_id) as session:
        found = await archief.nieuwste(session, toneel.client_id)
    assert found is not None
    assert {(dag, uren[1]): 3, (dag, uren[2]): 4} == found.waarden
    toneel.later = timedelta(days=1)
    reply = await toneel.kiest("e0")
    assert "hoort bij een eerdere vraag" in gezegd(reply)
    assert "nog" == await toneel.plaats()
    await toneel.kiest("nee")
    async with toneel.database.read(client_id=toneel.client_id) as session:
        assert found == await archief.nieuwste(session, toneel.client_id)


async def test_being_tired_in_an_hour_is_an_answer_and_no_wish_to_stop(toneel: Toneel) -> None:
    """Own words become the value they stand for; what is not sure is asked again, with all five values; "ik ben moe" is still about now."""
    await toneel.opent()
    op = (toneel.nu - timedelta(hours=4)).astimezone(ZONE).hour
    async with toneel.database.begin(client_id=toneel.client_id) as session:
        await archief.begin(session, toneel.client_id, Indeling(op, (op + 16) % 24), gedeeld=False, now=toneel.nu, zone=ZONE)
    await toneel.begint("energielijst")
    for woorden in ("te moe", "niet zo goed", "hoofdpijn", "2 of 3"):
        reply = await toneel.typt(woorden)
        assert "uur_1" == await toneel.plaats(), woorden
        assert {"e0", "e1", "e2", "e3", "e4"} < {choice["id"] for choice in reply[-1]["choices"]}
        assert "Ik begrijp" not in gezegd(reply)
    await toneel.typt("ik ben moe")
    assert "tussen:moe" == await toneel.plaats()
    await toneel.kiest("ja")
    for vraag, woorden in (("uur_1", "uitgeput"), ("uur_2", "op"), ("uur_3", "ik was moe")):
        assert vraag == await toneel.plaats()
        await toneel.typt(woorden)
    async with toneel.database.read(client_id=toneel.client_id) as session:
        found = await archief.nieuwste(session, toneel.client_id)
    assert found is not None
    assert [0, 0, 1] == [found.waarden[found.begin, (op + nummer) % 24] for nummer in (2, 3, 4)]


async def test_without_a_mail_server_nothing_is_said_about_mail(engine: Engine, toneel: Toneel) -> None:
    """The question is left out, and what is read back tells only who sees the list."""
    toneel._runner = engine.runner(toneel.database, kan_mailen=False)
    await toneel.opent()
    replies = [await toneel.begint("energielijst")]
    replies += [await toneel.kiest(keuze) for keuze in ("om_7", "om_22", "nee")]
    assert "Mag Anna Proef je lijst zien?" in gezegd(replies[-1])
    replies += [await toneel.kiest(keuze) for keuze in ("nee", "klopt")]
    assert "Alleen jij ziet je lijst." in gezegd(replies[-2])
    assert all("mail" not in gezegd(reply).casefold() for reply in replies)
