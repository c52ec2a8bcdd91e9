"""The page with the settings, through a real server on a real SQLite file."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from html import unescape

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from bot import cli_instellingen
from bot.care import instellingen, proefmelding
from bot.models.database import Database
from bot.models.instelling_tables import InstellingWijziging
from bot.models.meldingen_tables import Webhook
from bot.notify.dispatch import dispatch_due
from tests.notify.world import MONDAY, ZONE
from tests.web.test_meldingen import Site, open_site

PAD = "/begeleider/instellingen"


@pytest.fixture
async def site(sqlite_database: Database) -> AsyncIterator[Site]:
    """The world of the alarm chain with the pages of the begeleider."""
    async with open_site(sqlite_database) as found:
        yield found


async def nu(site: Site) -> instellingen.Instellingen:
    async with site.w.database.read() as session:
        return await instellingen.lees(session, site.w.organisatie, ZONE)


async def stuur(site: Site, wie: int, **anders: str) -> tuple[int, str]:
    found = await nu(site)
    # One working day: the form helper of these tests sends each name once.
    return await site.visit(wie, "POST", PAD, **{**found.teksten, "meldingen.werkdagen": "ma", "basis": json.dumps(found.teksten), **anders})


async def test_a_change_is_kept_logged_and_shown(site: Site) -> None:
    """Only what changed is in the log, with who did it; a default that merely stood in its field is not stored."""
    status, _ = await stuur(site, site.w.bram, **{"meldingen.van": "8:30", "hulplijnen.alarm": "911"})
    found = await nu(site)
    assert (303, "08:30", "911", "ma") == (
        status, found.teksten["meldingen.van"], found.teksten["hulplijnen.alarm"], found.teksten["meldingen.werkdagen"],
    )  # fmt: skip
    assert {"alarm": "911"} == found.ruw["hulplijnen"]
    async with site.w.database.read() as session:
        log = await instellingen.wijzigingen(session, site.w.organisatie)
    assert {"meldingen.werkdagen", "meldingen.van", "hulplijnen.alarm"} == {one.sleutel for one in log}
    assert {"bram kanarie"} == {one.wie for one in log}
    _, shown = await site.visit(site.w.anna, "GET", PAD)
    assert "Was: 112. Nu: 911." in shown
    assert "kanarie:" not in (await site.visit(site.w.dora, "GET", PAD))[1]


async def test_errors_stand_beside_the_field_and_nothing_typed_is_lost(site: Site) -> None:
    """Nothing is kept as long as one field is wrong."""
    before = await nu(site)
    status, shown = await stuur(
        site, site.w.anna, **{"meldingen.termijn_minuten": "veel", "hulplijnen.extra": "zonder nummer", "leesmoment": "op dinsdag"}
    )
    assert (422, before) == (status, await nu(site))
    assert "Vul een heel getal in, van 1 tot en met 1440." in shown
    assert all(f'value="{typed}"' in shown for typed in ("veel", "op dinsdag"))
    assert "zonder nummer</textarea>" in shown
    assert "leest het op dinsdag" in shown
    status, shown = await stuur(site, site.w.anna, **{"meldingen.van": "17:00", "meldingen.tot": "09:00"})
    assert (422, True) == (status, "ligt voor de openingstijd" in shown)
    # Left empty it is the usual hour, here before the opening.
    assert 303 == (await stuur(site, site.w.anna, **{"meldingen.van": "17:30", "meldingen.tot": "18:00"}))[0]
    status, shown = await stuur(site, site.w.anna, **{"meldingen.tot": ""})
    assert (422, True, "17:30") == (status, "ligt voor de openingstijd" in shown, (await nu(site)).teksten["meldingen.van"])


async def test_day_and_night_needs_an_address(site: Site) -> None:
    """Refused beside its field, by page and command alike, also when the address is taken away later; a number alone is kept, and warned about."""
    nacht, mail, nummer = "meldingen.laatste_dag_en_nacht", "meldingen.laatste_email", "meldingen.laatste_telefoon"
    before = await nu(site)
    status, shown = await stuur(site, site.w.anna, **{nacht: "ja", mail: "", nummer: "010-1234567"})
    assert (422, before, True) == (status, await nu(site), "Dag en nacht kan alleen met een e-mailadres." in shown)
    assert 303 == (await stuur(site, site.w.anna, **{nacht: "ja"}))[0]
    options = argparse.Namespace(wat="set", organisatie=before.naam, waarden=[f"{mail}="], json=False)
    with pytest.raises(cli_instellingen.Onmogelijk, match="Dag en nacht kan alleen met een e-mailadres"):
        await cli_instellingen.run(site.w.database, site.w.settings, options)
    assert 303 == (await stuur(site, site.w.anna, **{nacht: "nee", mail: "", nummer: "010-1234567"}))[0]
    assert "alleen een telefoonnummer" in (await site.visit(site.w.bram, "GET", "/begeleider"))[1]


async def test_an_old_number_with_day_and_night_leaves_the_rest_settable(site: Site) -> None:
    """What was set before the address was asked for stays as it is until somebody touches it."""
    await site.w.stel_in(laatste_telefoon="010-1234567", laatste_dag_en_nacht=True)
    args = {"door": None, "now": MONDAY, "zone": ZONE}
    assert not (await instellingen.zet(site.w.database, site.w.organisatie, {"meldingen.van": "08:00"}, **args)).fouten
    assert not (await instellingen.zet(site.w.database, site.w.organisatie, {"meldingen.laatste_email": "wacht@proef.example"}, **args)).fouten


def velden(shown: str) -> dict[str, str]:
    """What a browser would send back of the hidden fields of this page."""
    return {naam: unescape(waarde) for naam, waarde in re.findall(r"<input type=\"hidden\" name=\"(\w+)\" value='?\"?(.*?)'?\"?>", shown)}


async def open_pagina(site: Site, wie: int) -> dict[str, str]:
    """Every field of the page as this person has it open, on a working week of one day."""
    found = dict((await nu(site)).teksten)
    return {**found, "basis": json.dumps(found)}


async def test_what_one_did_not_touch_takes_the_value_of_a_colleague(site: Site) -> None:
    """Two have the page open; both changes hold after both saved, and the second is told what the colleague changed."""
    await stuur(site, site.w.anna)
    bea = carla = await open_pagina(site, site.w.anna)
    await site.visit(site.w.bram, "POST", PAD, **{**bea, "meldingen.laatste_email": "wacht@demo.example"})
    status, said = await site.visit(site.w.anna, "POST", PAD, **{**carla, "leesmoment": "op dinsdag"})
    found = (await nu(site)).teksten
    assert (303, "wacht@demo.example", "op dinsdag") == (status, found["meldingen.laatste_email"], found["leesmoment"])
    address = re.search(r"'Location': '([^']*)'", said)[1]
    assert "Dat blijft zo: “E-mailadres”." in (await site.visit(site.w.anna, "GET", address))[1]


async def test_only_a_field_that_both_changed_asks_for_a_choice(site: Site) -> None:
    """Nothing is kept until one of the two values is chosen there; the other fields hold what was typed, or what the colleague made of it."""
    await stuur(site, site.w.anna)
    page = await open_pagina(site, site.w.anna)
    await site.visit(site.w.bram, "POST", PAD, **{**page, "hulplijnen.alarm": "911", "meldingen.laatste_email": "wacht@demo.example"})
    mine = {**page, "hulplijnen.alarm": "114", "leesmoment": "op dinsdag"}
    status, shown = await site.visit(site.w.anna, "POST", PAD, **mine)
    found = (await nu(site)).teksten
    assert (409, "911", "") == (status, found["hulplijnen.alarm"], found["leesmoment"])
    assert ["911", "114"] == re.findall(r'type="radio" name="hulplijnen.alarm" value="(\d+)" required', shown)
    assert all(f'value="{one}"' in shown for one in ("op dinsdag", "wacht@demo.example"))
    assert 1 == shown.count("Kies welke blijft.")
    again = {**mine, **velden(shown), "meldingen.laatste_email": "wacht@demo.example"}
    unchosen = {naam: waarde for naam, waarde in again.items() if naam != "hulplijnen.alarm"}
    assert (409, True) == ((kept := await site.visit(site.w.anna, "POST", PAD, **unchosen))[0], 'value="114" required' in kept[1])
    assert 303 == (await site.visit(site.w.anna, "POST", PAD, **again))[0]
    found = (await nu(site)).teksten
    assert ("114", "op dinsdag", "wacht@demo.example") == tuple(found[n] for n in ("hulplijnen.alarm", "leesmoment", "meldingen.laatste_email"))


async def test_two_windows_of_one_person_are_not_called_a_colleague(site: Site) -> None:
    """The same choice, in words that are true of either."""
    await stuur(site, site.w.anna)
    page = await open_pagina(site, site.w.anna)
    await site.visit(site.w.anna, "POST", PAD, **{**page, "hulplijnen.alarm": "911"})
    status, shown = await site.visit(site.w.anna, "POST", PAD, **{**page, "hulplijnen.alarm": "114"})
    said = ("door een collega of door jou in een ander venster: “Alarmnummer”.", "Een collega heeft", "je collega:")
    assert (409, [True, False, False]) == (status, [one in shown for one in said])


async def test_a_typing_error_does_not_make_the_page_forget_what_it_showed(site: Site) -> None:
    """After an error beside a field the same three texts are compared: the colleague's change of meanwhile still holds."""
    await stuur(site, site.w.anna)
    page = await open_pagina(site, site.w.anna)
    await site.visit(site.w.bram, "POST", PAD, **{**page, "hulplijnen.alarm": "911"})
    wrong = {**page, "meldingen.termijn_minuten": "veel"}
    status, shown = await site.visit(site.w.anna, "POST", PAD, **wrong)
    assert 422 == status
    assert 303 == (await site.visit(site.w.anna, "POST", PAD, **{**wrong, **velden(shown), "meldingen.termijn_minuten": "45"}))[0]
    found = (await nu(site)).teksten
    assert ("911", "45") == (found["hulplijnen.alarm"], found["meldingen.termijn_minuten"])


async def test_two_changes_that_cannot_hold_together_are_said_beside_the_field(site: Site) -> None:
    """A colleague opens later, this person closes earlier: the error shows the opening time that holds now."""
    await stuur(site, site.w.anna)
    page = await open_pagina(site, site.w.anna)
    await site.visit(site.w.bram, "POST", PAD, **{**page, "meldingen.van": "14:00"})
    status, shown = await site.visit(site.w.anna, "POST", PAD, **{**page, "meldingen.tot": "12:00"})
    assert (422, True, True) == (status, "ligt voor de openingstijd" in shown, 'value="14:00"' in shown)
    assert "17:00" == (await nu(site)).teksten["meldingen.tot"]


async def test_what_is_left_empty_and_holds_its_default_again_is_named(site: Site) -> None:
    """With the value that stands there now; what may stay empty is not."""
    await stuur(site, site.w.anna, **{"hulplijnen.alarm": "911", "leesmoment": "op dinsdag"})
    names = ("meldingen.van", "meldingen.termijn_minuten", "hulplijnen.alarm", "leesmoment")
    _, said = await stuur(site, site.w.anna, **dict.fromkeys(names, ""))
    address = re.search(r"'Location': '([^']*)'", said)[1]
    shown = (await site.visit(site.w.anna, "GET", address))[1]
    expected = "Wat leeg was, heeft weer de gewone waarde: “Open vanaf” is nu 09:00, “Rood: minuten per stap” is nu 15, “Alarmnummer” is nu 112."
    assert (True, False) == (expected in shown, "weer de gewone" in (await site.visit(site.w.anna, "GET", f"{PAD}?bewaard=1&standaard=iets"))[1])
    assert ("112", "") == ((found := (await nu(site)).teksten)["hulplijnen.alarm"], found["leesmoment"])


async def test_a_tick_that_is_taken_away_stays_away(site: Site) -> None:
    """Also where the default is a tick: a browser sends nothing of it."""
    naam = "signalen.oranje_met_verandering"
    fields = await open_pagina(site, site.w.anna)
    assert "ja" == fields.pop(naam)
    assert 303 == (await site.visit(site.w.anna, "POST", PAD, **{**fields, "meldingen.werkdagen": "ma"}))[0]
    assert "nee" == (await nu(site)).teksten[naam]


@pytest.mark.parametrize(
    ("wrong", "hoog", "right", "expected"),
    [
        ({"signalen.geel_vanaf": "5"}, "signalen.oranje_aantal", "5", "Oranje kan niet bij minder signalen beginnen dan geel."),
        (
            {"meldingen.termijn_minuten": "500"},
            "meldingen.herhaal_na_minuten",
            "500",
            "Een nieuwe ronde kan niet sneller beginnen dan één stap duurt.",
        ),
    ],
)
async def test_numbers_that_cannot_hold_together_are_refused(site: Site, wrong: dict[str, str], hoog: str, right: str, expected: str) -> None:
    """Beside the field that is too low, whichever of the two was changed; what was so before does not stop another change."""
    before = await nu(site)
    status, shown = await stuur(site, site.w.anna, **wrong)
    beside = shown.split(f'id="{hoog.replace(".", "-")}-fout"')[1][:200]
    assert (422, True, before) == (status, expected in beside, await nu(site))
    assert 303 == (await stuur(site, site.w.anna, **wrong, **{hoog: right}))[0]
    assert 422 == (await stuur(site, site.w.anna, **{hoog: "1"}))[0]


@pytest.mark.parametrize("basis", ["", "[]", "{", '{"hulplijnen.alarm": 3}'])
async def test_without_what_the_page_showed_nothing_is_overwritten(site: Site, basis: str) -> None:
    """Then every difference is a choice."""
    await stuur(site, site.w.bram, **{"hulplijnen.alarm": "911"})
    status, shown = await stuur(site, site.w.anna, **{"basis": basis, "hulplijnen.alarm": "112"})
    assert (409, "911", True) == (status, (await nu(site)).teksten["hulplijnen.alarm"], "Kies welke blijft." in shown)


async def test_the_secret_is_shown_once(site: Site) -> None:
    """After saving the address; never again, not in the log, and not readable in the page."""
    status, _ = await site.visit(site.w.anna, "POST", f"{PAD}/webhook", webhook="http://elders.example/x")
    assert 422 == status
    assert 303 == (await site.visit(site.w.anna, "POST", f"{PAD}/webhook", webhook="https://elders.example/x"))[0]
    async with site.w.database.read() as session:
        row = (await session.scalars(select(Webhook))).one()
        log = await instellingen.wijzigingen(session, site.w.organisatie)
    assert row.geheim not in str([(one.oud, one.nieuw) for one in log])
    shown = [row.geheim in (await site.visit(site.w.anna, "GET", PAD))[1] for _ in range(2)]
    assert shown[-1] is False


async def test_a_synthetic_melding_goes_through_the_chain(site: Site) -> None:
    """It waits, is planned, delivered and proven, and the page says so; a second one may follow at once."""
    for _ in range(2):
        assert 303 == (await site.visit(site.w.anna, "POST", f"{PAD}/proef"))[0]
    site.w.clock.set(MONDAY.replace(year=2036))
    await site.w.tick()
    async with site.w.database.read() as session:
        found = await proefmelding.stand(session, site.w.organisatie)
    assert [True, True] == [one.bewezen is not None for one in found]
    assert "geslaagd" in (await site.visit(site.w.anna, "GET", PAD))[1]


async def test_the_log_cannot_be_changed(database: Database) -> None:
    """Neither rewritten nor thinned out, on both kinds of database."""
    from tests.people import add_organisatie

    number = await add_organisatie(database)
    assert {} == (await instellingen.zet(database, number, {"hulplijnen.alarm": "911"}, door=None, now=MONDAY, zone=ZONE)).fouten
    for statement in (update(InstellingWijziging).values(sleutel="x"), delete(InstellingWijziging)):
        with pytest.raises(DBAPIError):
            async with database.begin(organisatie_id=number) as session:
                await session.execute(statement)


async def test_another_button_of_the_page_leaves_what_was_typed(site: Site) -> None:
    """The synthetic melding and the webhook do their work, and say that the rest is not kept yet; the settings are kept and say so of the webhook."""
    page = (await nu(site)).teksten
    typed = {**page, "meldingen.werkdagen": "ma", "basis": json.dumps(page), "leesmoment": "op dinsdag", "webhook_was": "", "webhook": ""}
    for deel, adres in (("proef", "https://elders.example/x"), ("webhook", "https://elders.example/x")):
        status, shown = await site.visit(site.w.anna, "POST", f"{PAD}/{deel}", **{**typed, "webhook": adres})
        assert (200, True, True) == (status, "nog niet bewaard" in shown, 'value="op dinsdag"' in shown)
        assert f'value="{adres}"' in shown
    assert "Kopieer het nu" in shown
    assert "" == (await nu(site)).teksten["leesmoment"]
    status, shown = await site.visit(
        site.w.anna, "POST", PAD, **{**typed, "webhook_was": "https://elders.example/x", "webhook": "https://anders.example"}
    )
    assert (200, True, True) == (status, "Het adres van de webhook nog niet." in shown, 'value="https://anders.example"' in shown)
    assert "op dinsdag" == (await nu(site)).teksten["leesmoment"]
    async with site.w.database.read() as session:
        assert "https://elders.example/x" == await proefmelding.webhook_adres(session, site.w.organisatie)


async def test_a_proof_that_sent_nothing_does_not_say_that_it_came_through(site: Site) -> None:
    """Without mail and webhook it stands on the page only, and the page says that."""
    await proefmelding.start(site.w.database, site.w.organisatie, now=MONDAY)
    await dispatch_due(site.w.database, replace(site.w.settings, smtp_url=""), site.w.clock)
    shown = (await site.visit(site.w.anna, "GET", PAD))[1]
    assert (False, True) == ("geslaagd" in shown, "er is niets verstuurd" in shown)


def test_a_comma_or_a_space_too_many_between_days_is_no_unknown_day() -> None:
    """Nor at the end; of commas alone it is said that a day is missing, and an empty text is the default again."""
    for getypt in ("ma, di,", "ma di ", ",ma,,di", "MA  DI"):
        assert ({"meldingen.werkdagen": [0, 1]}, {}) == instellingen.controleer({"meldingen.werkdagen": getypt})
    assert "dagen" == instellingen.controleer({"meldingen.werkdagen": ", ,"})[1]["meldingen.werkdagen"].reden
    assert ({"meldingen.werkdagen": None}, {}) == instellingen.controleer({"meldingen.werkdagen": " "})
    assert ({"meldingen.dicht": ["2026-12-24"]}, {}) == instellingen.controleer({"meldingen.dicht": "24-12-2026,"})


async def test_a_day_and_an_emergency_number_that_look_wrong_are_said(site: Site) -> None:
    """A day that is none is not called a missing day; another number than 112 is asked about."""
    assert "Schrijf dagen kort" in instellingen.fouttekst(instellingen.controleer({"meldingen.werkdagen": "ma dinsdag"})[1]["meldingen.werkdagen"])
    assert "Dit is niet 112." not in (await site.visit(site.w.anna, "GET", PAD))[1]
    await stuur(site, site.w.anna, **{"hulplijnen.alarm": "999"})
    assert "Dit is niet 112." in (await site.visit(site.w.anna, "GET", PAD))[1]
