"""What a begeleider can do with a melding, and who may."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.care import meldingen
from bot.care.aangeboden import laatste_vraag
from bot.care.beurt import Beurt
from bot.care.caseload import NietGevonden
from bot.care.meldinggrond import in_woorden
from bot.care.meldingstand import Stap
from bot.care.ontvangst import open_gesprek
from bot.care.rooster import add_afwezigheid
from bot.care.turns import fixed, write_turn
from bot.models.database import Database
from bot.models.tables import Bericht, Gesprek, Melding, Outbox
from bot.nlu.safety.classifier import LABELS
from bot.nlu.safety.rules import rules
from tests.notify.world import MONDAY, WOORDEN, Wereld, wereld

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest_asyncio.fixture
async def w(database: Database) -> AsyncIterator[Wereld]:
    """The small world, on both kinds of database."""
    async with wereld(database) as found:
        yield found


async def _client_ziet(w: Wereld) -> list[str]:
    async with w.database.read() as session:
        rows = await session.scalars(select(Bericht.beurt).where(Bericht.van == "bot").order_by(Bericht.seq))
        return [" ".join(json.loads(row or "{}")["text"]) for row in rows]


async def test_only_who_has_a_part_in_it_finds_a_melding(w: Wereld) -> None:
    """At first the client's begeleider; a colleague from the moment the ladder tells him; somebody of elsewhere never."""
    number = await w.meld()
    for stranger in (w.bram, w.cees, w.dora):
        assert () == await meldingen.open_meldingen_of(w.database, stranger)
        with pytest.raises(NietGevonden):
            await meldingen.melding(w.database, stranger, number, now=MONDAY)
        for act in (meldingen.pak_op, meldingen.heropen):
            with pytest.raises(NietGevonden):
                await act(w.database, stranger, number, now=MONDAY)
        with pytest.raises(NietGevonden):
            await meldingen.sluit(w.database, stranger, number, "ok", now=MONDAY)
    await w.tick()
    await w.tick(16 * MINUTE)
    assert WOORDEN == (await meldingen.melding(w.database, w.bram, number, now=w.clock.now())).woorden
    with pytest.raises(NietGevonden):
        await meldingen.melding(w.database, w.cees, number, now=w.clock.now())


async def test_the_page_has_reason_words_and_what_the_client_was_told(w: Wereld) -> None:
    """The reason is in plain words, not the name of a rule; looking at it is written down, every time."""
    number = await w.meld()
    blad = await meldingen.melding(w.database, w.anna, number, now=MONDAY)
    blad = await meldingen.melding(w.database, w.anna, number, now=MONDAY)
    assert (WOORDEN, "Dit is verteld.", "06 99887766") == (blad.woorden, blad.verteld, blad.telefoon)
    assert "wil_dood" not in blad.reden
    assert 2 == len(await w.stappen(number, "bekeken"))


@pytest.mark.parametrize(
    ("regel", "start"),
    [
        ("regel uit_de_verte", "regel uit_de_verte"),
        ("direct question: ja", "Op de vraag naar zelfdoding antwoordde je cliënt ja"),
        ("neuro question: weet_niet", "Op de vraag of er nu een aanval"),
        ("gevaar question: ja", "Op de vraag of er nu gevaar is"),
        ("model suicide 0.91, gevaar 0.95", "De woorden lijken"),
        ("guard failed", "De automatische controle"),
        ("Vier signalen zijn meer dan normaal.", "Vier signalen"),
    ],
)
def test_a_stored_ground_becomes_plain_words(regel: str, start: str) -> None:
    """What is not known is shown as it was stored, for it explains itself."""
    assert in_woorden(regel).startswith(start)


def test_people_read_no_rule_and_no_score() -> None:
    """Whatever the guard found, by rule or by estimate: words, and never how sure a program is about a person."""
    grounds = [f"regel {rule.id}" for rule in rules()] + [f"model {label} 0.71, gevaar 0.83, zorg 0.12" for label in LABELS]
    worded = [in_woorden(ground) for ground in grounds]
    assert [] == [words for words in worded if any(sign.isdigit() for sign in words) or words.startswith(("regel", "model"))]


async def test_acknowledging_tells_the_client_once(w: Wereld) -> None:
    """The client sees that the begeleider has seen it; pressing again says nothing more."""
    number = await w.meld()
    await meldingen.pak_op(w.database, w.anna, number, now=MONDAY)
    await meldingen.pak_op(w.database, w.anna, number, now=MONDAY + MINUTE)
    assert ["anna kanarie heeft gezien dat het niet goed met je gaat."] == await _client_ziet(w)
    assert 1 == len(await w.stappen(number, "gezien"))
    async with w.database.read() as session:
        row = (await session.execute(select(Melding.gezien_at, Melding.gezien_door))).one()
    assert (MONDAY, w.anna) == tuple(row)


async def test_a_colleague_who_takes_over_is_introduced(w: Wereld) -> None:
    """The client knows the own begeleider; somebody else is named as a colleague."""
    number = await w.meld()
    await meldingen.draag_over(w.database, w.anna, number, w.cees, "", now=MONDAY)
    await meldingen.pak_op(w.database, w.cees, number, now=MONDAY + MINUTE)
    introduced = "cees kanarie heeft gezien dat het niet goed met je gaat. cees kanarie werkt samen met anna kanarie."
    assert ["anna kanarie heeft gezien dat het niet goed met je gaat.", introduced] == await _client_ziet(w)


@pytest.mark.parametrize(
    "acts", [("over", "op"), ("dicht",), ("dicht", "open"), ("over", "dicht", "open", "over", "op"), ("op", "over", "op", "dicht")]
)
async def test_whichever_act_shows_it_first_tells_the_client_once(w: Wereld, acts: tuple[str, ...]) -> None:
    """Handing over and closing show as well as taking up that it was seen; what follows of the same person says nothing new. What
    is closed at once is over."""
    number = await w.meld()
    for minute, act in enumerate(acts):
        now = MONDAY + minute * MINUTE
        if act == "over":
            await meldingen.draag_over(w.database, w.anna, number, w.cees, "", now=now)
        elif act == "op":
            await meldingen.pak_op(w.database, w.anna, number, now=now)
        elif act == "dicht":
            await meldingen.sluit(w.database, w.anna, number, "Gebeld", now=now)
        else:
            await meldingen.heropen(w.database, w.anna, number, now=now)
        assert [f"anna kanarie heeft gezien dat het niet goed met je {'ging' if acts[0] == 'dicht' else 'gaat'}."] == await _client_ziet(w), act


async def test_who_only_closes_after_a_colleague_took_it_up_is_not_named(w: Wereld) -> None:
    """The client knows that it was seen, and by whom to expect to be called."""
    number = await w.meld()
    await meldingen.draag_over(w.database, w.anna, number, w.cees, "", now=MONDAY)
    await meldingen.sluit(w.database, w.cees, number, "Gebeld", now=MONDAY + MINUTE)
    assert ["anna kanarie heeft gezien dat het niet goed met je gaat."] == await _client_ziet(w)


async def test_what_was_seen_is_told_and_the_open_question_stays_open(w: Wereld) -> None:
    """Of a signaal-check it is the melding of that check, for no message was sent. The choices of the question before it still count."""
    vraag = fixed("utter_gedeeld_contact", {"begeleider": "anna"})
    async with w.database.begin(client_id=w.kees) as session:
        gesprek = await open_gesprek(session, w.kees, MONDAY, lock=False)
        write_turn(Beurt(session, gesprek, w.kees, vraag.id, 1, MONDAY), vraag)
    await meldingen.pak_op(w.database, w.anna, await w.meld("oranje", "Signaal-check: Vier signalen zijn meer dan normaal."), now=MONDAY)
    assert "anna kanarie heeft de melding van je check gezien." == (await _client_ziet(w))[-1]
    async with w.database.read() as session:
        gesprek = (await session.scalars(select(Gesprek).where(Gesprek.client_id == w.kees))).one()
        assert vraag.id == (await laatste_vraag(session, gesprek))[1]["id"]
        last = await session.scalar(select(Bericht.beurt).order_by(Bericht.seq.desc()).limit(1))
    assert "notice" == json.loads(last or "{}")["kind"]


async def test_handing_over_needs_a_colleague_of_the_own_organisatie(w: Wereld) -> None:
    """Not oneself, not somebody of elsewhere, not somebody who does not exist."""
    number = await w.meld()
    for nobody in (w.anna, w.dora, 0, 999):
        with pytest.raises(meldingen.OngeldigeStap, match="geen_collega"):
            await meldingen.draag_over(w.database, w.anna, number, nobody, "", now=MONDAY)
    assert [] == await w.stappen(number, "overgedragen")


async def test_nothing_is_handed_over_to_who_is_away(w: Wereld) -> None:
    """The ladder would pass by that colleague and come back at once; when the absence is over it can be done."""
    number, back = await w.meld(), MONDAY + 3 * DAY
    async with w.database.begin() as session:
        await add_afwezigheid(session, w.cees, MONDAY - DAY, MONDAY + DAY)
        await add_afwezigheid(session, w.cees, MONDAY + DAY, back)
    with pytest.raises(meldingen.OngeldigeStap, match="afwezig"):
        await meldingen.draag_over(w.database, w.anna, number, w.cees, "Kun jij bellen?", now=MONDAY)
    assert ([], []) == (await w.stappen(number), await _client_ziet(w))
    collegas = (await meldingen.melding(w.database, w.anna, number, now=MONDAY)).collegas
    assert [("bram kanarie", None), ("cees kanarie", back)] == [(one.naam, one.weg_tot) for one in collegas]
    await meldingen.draag_over(w.database, w.anna, number, w.cees, "Kun jij bellen?", now=back)
    assert 1 == len(await w.stappen(number, "overgedragen"))


async def test_who_is_away_stands_last_among_the_colleagues(w: Wereld) -> None:
    """Whoever can read it now comes first."""
    async with w.database.begin() as session:
        await add_afwezigheid(session, w.bram, MONDAY, MONDAY + DAY)
    blad = await meldingen.melding(w.database, w.anna, await w.meld(), now=MONDAY)
    assert ["cees kanarie", "bram kanarie"] == [one.naam for one in blad.collegas]


@pytest.mark.parametrize("act", ["op", "over", "dicht"])
async def test_an_act_on_what_a_colleague_changed_is_asked_again(w: Wereld, act: str) -> None:
    """Anna's page shows her handing over; Cees took it up since. Nothing happens, and what she does after seeing that counts."""
    number = await w.meld()

    async def do(gezien: int) -> None:
        now = MONDAY + 2 * MINUTE
        if act == "op":
            await meldingen.pak_op(w.database, w.anna, number, gezien=gezien, now=now)
        elif act == "over":
            await meldingen.draag_over(w.database, w.anna, number, w.bram, "", gezien=gezien, now=now)
        else:
            await meldingen.sluit(w.database, w.anna, number, "Klaar", gezien=gezien, now=now)

    await meldingen.draag_over(w.database, w.anna, number, w.cees, "", now=MONDAY)
    shown = len((await meldingen.melding(w.database, w.anna, number, now=MONDAY)).stand.besluiten)
    await meldingen.pak_op(w.database, w.cees, number, now=MONDAY + MINUTE)
    steps = len(await w.stappen(number))
    with pytest.raises(meldingen.OngeldigeStap, match="veranderd"):
        await do(shown)
    assert steps == len(await w.stappen(number))
    await do(len((await meldingen.melding(w.database, w.anna, number, now=MONDAY)).stand.besluiten))
    # Pressed twice on the same page: the own step is no change by somebody else.
    if act != "dicht":
        await do(shown + 1)
    assert w.anna == (await w.stappen(number, "gezien"))[-1].begeleider_id


async def test_who_had_a_melding_learns_that_it_was_taken_over_and_closed(w: Wereld) -> None:
    """On the overview, until one looks; who did it learns nothing new, and neither does who had no part in it."""
    number = await w.meld()
    await meldingen.draag_over(w.database, w.anna, number, w.cees, "", now=MONDAY)
    await meldingen.pak_op(w.database, w.cees, number, now=MONDAY)
    [anna], [cees] = [await meldingen.open_meldingen_of(w.database, who) for who in (w.anna, w.cees)]
    # Cees did what Anna asked: nobody took anything.
    assert ("", "") == (anna.nieuws, cees.nieuws)
    await meldingen.pak_op(w.database, w.anna, number, now=MONDAY + MINUTE)
    [anna], [cees] = [await meldingen.open_meldingen_of(w.database, who) for who in (w.anna, w.cees)]
    assert ("", "anna kanarie") == (anna.nieuws, cees.nieuws)
    verloop = (await meldingen.melding(w.database, w.cees, number, now=MONDAY + MINUTE)).verloop
    assert [None, None, None, "cees kanarie"] == [regel.van for regel in verloop if regel.stap.soort in ("gezien", "overgedragen")]
    [cees] = await meldingen.open_meldingen_of(w.database, w.cees)
    assert "" == cees.nieuws
    await meldingen.sluit(w.database, w.anna, number, "Gebeld", now=MONDAY + 2 * MINUTE)
    lately = [await meldingen.pas_gesloten_meldingen_of(w.database, who, now=MONDAY + DAY) for who in (w.anna, w.bram, w.cees)]
    assert [[], [], ["anna kanarie"]] == [[row.nieuws for row in rows] for rows in lately]
    assert () == await meldingen.pas_gesloten_meldingen_of(w.database, w.cees, now=MONDAY + 31 * DAY)
    await meldingen.melding(w.database, w.cees, number, now=MONDAY + DAY)
    assert () == await meldingen.pas_gesloten_meldingen_of(w.database, w.cees, now=MONDAY + DAY)


async def test_what_is_handed_over_is_no_news_of_a_closing_before_it(w: Wereld) -> None:
    """A closing that was undone is told to nobody, and who gets a melding, for the first time or back, reads only that it waits for them."""
    number = await w.meld()
    await _vertel(w, number, w.bram)
    await meldingen.pak_op(w.database, w.bram, number, now=MONDAY)
    await meldingen.sluit(w.database, w.bram, number, "Gebeld", now=MONDAY)
    assert ["bram kanarie"] == [row.nieuws for row in await meldingen.pas_gesloten_meldingen_of(w.database, w.anna, now=MONDAY)]
    await meldingen.heropen(w.database, w.bram, number, now=MONDAY)
    # Anna never had it, so opening it again took nothing from her.
    assert [""] == [row.nieuws for row in await meldingen.open_meldingen_of(w.database, w.anna)]
    await meldingen.draag_over(w.database, w.bram, number, w.cees, "", now=MONDAY)
    [cees] = await meldingen.open_meldingen_of(w.database, w.cees)
    assert ("", w.cees) == (cees.nieuws, cees.stand.eerste)
    await meldingen.pak_op(w.database, w.cees, number, now=MONDAY)
    await meldingen.pak_op(w.database, w.anna, number, now=MONDAY)
    assert ["anna kanarie"] == [row.nieuws for row in await meldingen.open_meldingen_of(w.database, w.cees)]
    await meldingen.draag_over(w.database, w.anna, number, w.cees, "", now=MONDAY)
    [cees] = await meldingen.open_meldingen_of(w.database, w.cees)
    assert ("", w.cees) == (cees.nieuws, cees.stand.eerste)


async def _vertel(w: Wereld, number: int, wie: int) -> None:
    """The ladder told this colleague of the melding."""
    async with w.database.begin() as session:
        meldingen.schrijf(session, number, Stap("bericht", MONDAY, 0, "vervanger", wie))


async def test_closing_twice_with_the_same_words_is_once_and_other_words_are_not_swallowed(w: Wereld) -> None:
    """A form that was sent twice did what it should; of words that stand nowhere it is said."""
    number = await w.meld()
    for _ in range(2):
        await meldingen.sluit(w.database, w.anna, number, "Gebeld\r\nHet gaat beter", now=MONDAY)
    assert 1 == len(await w.stappen(number, "gesloten"))
    with pytest.raises(meldingen.OngeldigeStap, match="gesloten"):
        await meldingen.sluit(w.database, w.anna, number, "Iets anders", now=MONDAY)


async def test_a_line_end_counts_once(w: Wereld) -> None:
    """A browser sends two characters for it; whoever counts along sees one."""
    number = await w.meld()
    tekst = "\r\n".join("x" * 1000)
    await meldingen.noteer(w.database, w.anna, number, tekst, now=MONDAY)
    with pytest.raises(meldingen.OngeldigeStap, match="te_lang"):
        await meldingen.noteer(w.database, w.anna, number, tekst + "xx", now=MONDAY)


async def test_a_note_that_is_sent_twice_is_one_and_the_same_words_of_tomorrow_another(w: Wereld) -> None:
    """Pressed twice, or sent again on the page one went back to."""
    number = await w.meld()
    for now in (MONDAY, MONDAY + MINUTE, MONDAY + DAY):
        await meldingen.noteer(w.database, w.anna, number, "Gebeld, niet bereikt.", now=now)
    assert 2 == len(await w.stappen(number, "notitie"))


async def test_the_log_says_truly_who_was_told_and_what_went_before(w: Wereld) -> None:
    """Handed over and not answered it comes back to the giver, who is no deputy; and after somebody had it, not "nobody" has reacted."""
    number = await w.meld()
    await meldingen.draag_over(w.database, w.anna, number, w.cees, "", now=MONDAY)
    for _ in range(9):
        await w.tick(16 * MINUTE)
    verloop = (await meldingen.melding(w.database, w.anna, number, now=w.clock.now())).verloop
    told = [(regel.wie, regel.gever) for regel in verloop if regel.stap.soort == "bericht" and regel.stap.ronde == 1]
    assert [("cees kanarie", False), ("anna kanarie", True)] == told[:2]
    assert [True] == [regel.na_oppakken for regel in verloop if regel.stap.soort == "ronde"]
    assert {"cees kanarie"} == {regel.eerste for regel in verloop if regel.stap.ronde == 1}


async def test_handed_over_it_stays_with_the_giver_until_the_other_has_it(w: Wereld) -> None:
    """The colleague is mailed at once; when he does not answer, the giver hears of it."""
    number = await w.meld()
    await w.tick()
    await meldingen.draag_over(w.database, w.anna, number, w.cees, "Kun jij bellen?", now=w.clock.now())
    await w.tick()
    assert 1 == len(w.bus.aan("cees@proef.example"))
    [row] = await meldingen.open_meldingen_of(w.database, w.cees)
    assert ("anna kanarie", True) == (row.eigenaar, row.van_mij)
    await w.tick(16 * MINUTE)
    assert ["Herinnering: Er staat iets voor je klaar in Werkmaat"] == [found["Subject"] for found in w.bus.aan("anna@proef.example")[1:]]


async def test_closing_needs_a_note_and_reopening_begins_anew(w: Wereld) -> None:
    """An empty note is refused; closed it leaves the list; open again it belongs to who opened it and comes back."""
    number = await w.meld()
    with pytest.raises(meldingen.OngeldigeStap, match="leeg"):
        await meldingen.sluit(w.database, w.anna, number, "  \0 ", now=MONDAY)
    with pytest.raises(meldingen.OngeldigeStap, match="te_lang"):
        await meldingen.sluit(w.database, w.anna, number, "x" * 2001, now=MONDAY)
    await meldingen.sluit(w.database, w.anna, number, "Gebeld, het gaat beter", now=MONDAY)
    await w.tick()
    assert ((), []) == (await meldingen.open_meldingen_of(w.database, w.anna), await w.open_outbox())
    with pytest.raises(meldingen.OngeldigeStap, match="gesloten"):
        await meldingen.pak_op(w.database, w.anna, number, now=MONDAY)
    await meldingen.heropen(w.database, w.anna, number, now=MONDAY + MINUTE)
    with pytest.raises(meldingen.OngeldigeStap, match="open"):
        await meldingen.heropen(w.database, w.anna, number, now=MONDAY + MINUTE)
    assert [number] == [row.id for row in await meldingen.open_meldingen_of(w.database, w.anna)]
    await w.tick(DAY + 2 * MINUTE)
    assert ["terug"] == [stap.reden for stap in await w.stappen(number, "ronde")]


async def test_notes_are_unreadable_on_disk(w: Wereld) -> None:
    """They are sealed with the key of the client, as everything about him."""
    number = await w.meld()
    await meldingen.noteer(w.database, w.anna, number, "kanarienotitie", now=MONDAY)
    async with w.database.engine.connect() as connection:
        raw = (await connection.exec_driver_sql("SELECT tekst FROM melding_stap WHERE tekst IS NOT NULL")).scalar_one()
    assert b"kanarienotitie" not in bytes(raw)
    assert ["kanarienotitie"] == [regel.tekst for regel in (await meldingen.melding(w.database, w.anna, number, now=MONDAY)).verloop if regel.tekst]


async def test_rood_stands_first_and_what_nobody_has_stands_above_what_is_taken_up(w: Wereld) -> None:
    """The order in which one should read."""
    geel, oranje, taken, rood = [await w.meld(niveau) for niveau in ("geel", "oranje", "rood", "rood")]
    await meldingen.pak_op(w.database, w.anna, taken, now=MONDAY)
    assert [rood, taken, oranje, geel] == [row.id for row in await meldingen.open_meldingen_of(w.database, w.anna)]


async def test_a_melding_without_alarm_clock_gets_one(w: Wereld) -> None:
    """Acting on a melding whose outbox row is lost puts it back under the eyes of the ladder."""
    number = await w.meld()
    async with w.database.begin() as session:
        await session.delete(await session.get(Outbox, 1))
    await meldingen.pak_op(w.database, w.anna, number, now=MONDAY)
    assert ["melding"] == await w.open_outbox()
