"""Openheid: no text steers, both sides are asked alike, the law has its source, and nobody reads what was not released."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.care import caseload, openheid_beeld, openheid_blad, openheid_wet, thuis, tussendoor
from bot.care.antwoorden import Antwoorden, Gegeven, Waarde, bewaar, lees
from bot.care.beurt import Beurt, Zin
from bot.care.gegevens import delen
from bot.care.knowledge.model import Bron
from bot.care.openheid import OPENHEID, VRAGEN
from bot.care.openheid_einde import weer_op
from bot.care.openheid_lezing import GEWICHTEN, NADELEN, PERSONEN, UITKOMSTEN, VOORDELEN, begrijp, gelezen, gewicht, niemand, uitkomst
from bot.care.openheid_zin import gatzin, oefenzin
from bot.care.teksten import responses, tekst
from bot.care.turns import render
from bot.models.database import Database
from bot.models.tables import Gesprek, SamenvattingRegel, Voortgang
from tests.people import NOW, add_begeleider, add_client

BOT = Path(__file__).parents[2] / "bot"
TODAY = NOW.date()
STUURT = re.compile(
    r"\b(beter|betere|best|beste|verstandig\w*|slim\w*|aan te raden|aanrad\w*|raad (?:ik|je)|advi\w+|ik zou|zou ik|liever|liefst|goed idee|handig\w*|"
    r"veilig\w*|eerlijk\w*|opener|fijner|makkelijker|vergeet niet|denk eraan|probeer|vertel het|zeg het|zeg niets|wees open|helaas|gelukkig|pas op|"
    r"je moet|moet je|hoor je te)\b|\b\w+er dan\b(?! (?:dat|wat))",
    re.IGNORECASE,
)
# The law itself may say what one must.
WET_ZEGT = re.compile(r"\bmoet je\b", re.IGNORECASE)


def gegeven(vraag: str, *keuzes: str, woorden: str = "", **begrepen: object) -> Gegeven:
    soort = "keuze" if keuzes and not woorden else "tekst"
    return Gegeven(vraag, woorden or ", ".join(keuzes), Waarde(soort, keuzes, dict(begrepen)), 1, NOW)


def antwoorden(*gegeven: Gegeven) -> Antwoorden:
    return {one.vraag: one for one in gegeven}


def alle_teksten() -> dict[str, str]:
    """Everything the dialogue and its page can show, by where it stands."""
    found = {}
    for naam, one in responses().items():
        if naam.startswith("utter_openheid_"):
            found[naam] = one.tekst
            found |= {f"{naam}:{keuze}": label for keuze, label in one.keuzes}
            found |= {
                f"{naam}:{key}": str(value)
                for key, value in one.custom.items()
                if key in ("kop", "begin", "verder", "weer", "voor", "tegen", "links")
            }
    page = (BOT / "web" / "templates" / "client" / "openheid.html").read_text(encoding="utf-8")
    return found | {"openheid.html": re.sub(r"\{[#%{].*?[#%}]\}|<[^>]+>", " ", page, flags=re.DOTALL)}


def elke_zin() -> set[str]:
    """Every practice sentence and every sentence about a time without work that choices can lead to."""
    begin = "utter_openheid_begrip_wat_"
    dingen = [naam.removeprefix(begin) for naam in responses() if naam.startswith(begin)]
    graden = [
        ("graad", "niets"),
        ("graad", "nodig"),
        ("graad_meer", "letsel"),
        ("graad_meer", "werking"),
        ("graad_meer", "alles"),
        ("eerder", "vaak"),
    ]
    wat = [(), ("nodig",), ("letsel",), ("kan",), ("nodig", "letsel", "kan"), *((ding,) for ding in dingen)]
    found = set()
    for (vraag, graad), gekozen, nodig, wie in product(graden, wat, ((), ("pauzes", "plek", "duidelijk"), ("geen",)), ("ja", "niemand")):
        gezegd = [gegeven(vraag, graad), gegeven("wie", wie), gegeven("wat_klopt", "ja")]
        if gekozen:
            eigen = [ding for ding in gekozen if ding in dingen and ding != "nodig"]
            gezegd.append(gegeven("wat_wel", woorden="eigen woorden", wat=eigen) if eigen else gegeven("wat_wel", *gekozen))
        if nodig:
            gezegd.append(gegeven("nodig", *nodig))
        found |= {oefenzin(antwoorden(*gezegd)), gatzin(antwoorden(*gezegd))}
    return found


def test_no_text_of_the_dialogue_advises_a_direction() -> None:
    """Not a question, an explanation, a choice, a heading, the page, nor any sentence that can be built."""
    teksten = alle_teksten() | {zin: zin for zin in elke_zin()}
    assert len(teksten) > 300
    assert {} == {waar: found.group() for waar, text in teksten.items() if (found := STUURT.search(text))}


@pytest.mark.parametrize(
    "text",
    [
        "Het is beter om het te vertellen.",
        "Wacht liever nog even.",
        "Ik zou het niet zeggen.",
        "Dat moet je zelf vertellen.",
        "Een verstandige keuze.",
        "Open zijn is sterker dan zwijgen.",
        "Gelukkig kies je voor open.",
        "Mijn advies is: deels.",
    ],
)
def test_the_check_on_advice_can_fail(text: str) -> None:
    """It knows the usual ways to steer somebody."""
    assert STUURT.search(text)


def test_what_the_law_says_is_law_and_no_more() -> None:
    """The blocks from the knowledge base tell rules, and no opinion on telling."""
    for vraag in openheid_wet.ONDERWERPEN:
        regels = " ".join(openheid_wet.blokken(vraag, TODAY)[:-1])
        assert not STUURT.search(WET_ZEGT.sub("", regels)), regels
    gezegd = " ".join(openheid_wet.blokken("wet_vertellen", TODAY) + openheid_wet.blokken("wet_norisk", TODAY))
    assert all(feit in gezegd for feit in ("hoef je niets over je gezondheid te vertellen", "Vertel dat dan wel zelf", "eerste twee maanden"))


def test_advantages_and_disadvantages_are_asked_alike() -> None:
    """As many of each, in the same frame, with the same choices, and room for own ones on both sides."""
    assert len(VOORDELEN) == len(NADELEN) == 5
    keuzes = {tekst(f"utter_openheid_{vraag}").keuzes for vraag in (*VOORDELEN, *NADELEN, "nadeel_kans_werk")}
    assert [("belangrijk", "beetje", "onbelangrijk", "weet_niet")] == [tuple(keuze for keuze, _ in one) for one in keuzes]
    for soort, vragen in (("voordeel", VOORDELEN), ("nadeel", NADELEN)):
        for vraag in vragen:
            begin, _, eind = tekst(f"utter_openheid_{vraag}").tekst.partition(": ")
            assert (f"Een {soort} kan zijn", "Is dat belangrijk voor jou?") == (begin, eind.splitlines()[-1])
    eigen = [tekst(f"utter_openheid_{soort}_eigen").tekst.replace(soort, "…") for soort in ("voordeel", "nadeel")]
    assert eigen[0] == eigen[1]


def test_the_four_outcomes_are_equal() -> None:
    """The same questions follow, the same words confirm, and doubt is chosen like the others."""
    assert UITKOMSTEN == tuple(keuze for keuze, _ in tekst("utter_openheid_keuze").keuzes if keuze != "anders")
    paden = {tuple(vraag.id for vraag in OPENHEID.nodige(antwoorden(gegeven("keuze", keuze)))) for keuze in UITKOMSTEN}
    assert 1 == len(paden)
    assert list(UITKOMSTEN) == [uitkomst(antwoorden(gegeven("keuze", keuze))) for keuze in UITKOMSTEN]
    assert 1 == tekst("utter_openheid_gekozen").tekst.count("{keuze}")


def test_the_picture_weighs_both_sides_the_same_and_makes_no_total() -> None:
    """The same weight is the same length and the same words on either side; what was not weighed is not there."""
    for naam, hoe in GEWICHTEN.items():
        voor, tegen = openheid_beeld.kanten(antwoorden(gegeven("voordeel_steun", naam), gegeven("nadeel_kans", naam)))
        assert [(hoe, voor.staven[0].woorden)] == [(staaf.waarde, staaf.woorden) for staaf in tegen.staven]
    gewogen = antwoorden(gegeven("voordeel_steun", "beetje"), gegeven("voordeel_begrip", "belangrijk"), gegeven("nadeel_terug", "beetje"))
    beeld = openheid_beeld.beeld(gewogen)
    assert beeld is not None
    assert ["Voordeel: begrip", "Voordeel: steun krijgen", "Nadeel: het blijft bekend"] == [staaf.label for staaf in beeld.staven]
    assert openheid_beeld.beeld({}) is None


@pytest.mark.parametrize(
    ("woorden", "verwacht"),
    [
        ("helemaal niet belangrijk", "onbelangrijk"),
        ("maakt me niks uit", "onbelangrijk"),
        ("een beetje wel", "beetje"),
        ("ik vind dat erg", "belangrijk"),
    ],
)
def test_a_weight_is_read_in_own_words(woorden: str, verwacht: str) -> None:
    """And words that say no weight leave the bar out of the picture."""
    vraag = OPENHEID.vraag("nadeel_kans")
    assert verwacht == gewicht(antwoorden(gegeven("nadeel_kans", woorden=woorden, **begrijp(vraag, woorden))), "nadeel_kans")
    assert {} == begrijp(vraag, "daar praat ik met mijn zus over")


def test_a_sentence_never_says_more_than_was_chosen() -> None:
    """The injury is named only by who chose to tell it, and by nobody who tells nobody."""
    assert all(zin[0].isupper() and zin.endswith(".") and "{" not in zin for zin in elke_zin())
    letsel, wie = gegeven("graad_meer", "letsel"), gegeven("wie", "ja")
    assert "hersenletsel" in oefenzin(antwoorden(letsel, wie))
    for zwijgt in (gegeven("wie", "niemand"), gegeven("wat_wel", "nodig"), gegeven("graad", "niets")):
        samen = antwoorden(letsel, wie, zwijgt, gegeven("nodig", woorden="elk uur rust."))
        assert "hersenletsel" not in oefenzin(samen) + gatzin(samen)
    assert "Om goed te werken heb ik dit nodig: elk uur rust." == oefenzin(antwoorden(gegeven("nodig", woorden="Elk uur rust.")))
    # What was read in own words counts only after the client has said that it holds.
    gelezen = gegeven("wat_wel", woorden="dat ik hersenletsel heb", wat=["hersenletsel"])
    assert "hersenletsel" not in oefenzin(antwoorden(gelezen, gegeven("wat_klopt", "nee")))
    assert "hersenletsel" in oefenzin(antwoorden(gelezen, gegeven("wat_klopt", "ja")))


def test_who_types_an_own_sentence_starts_from_the_one_that_was_built() -> None:
    """Changing asks less than typing anew; a turn without such words has none."""
    gezegd = antwoorden(gegeven("nodig", woorden="elk uur rust"), gegeven("gat", "ja"))
    for vraag, bouw in (("zin", oefenzin), ("gat_zin", gatzin)):
        voorzet = OPENHEID.vraag(vraag).voorzet
        assert voorzet is not None
        zin = Zin("utter_gedeeld_eigen_woorden", voorzet=voorzet(gezegd))
        assert bouw(gezegd) == render(zin.naam, tekst(zin.naam).tekst, zin.as_custom()).as_dict()["draft"]
    assert "draft" not in render("utter_gedeeld_eigen_woorden", tekst("utter_gedeeld_eigen_woorden").tekst, {}).as_dict()


def test_who_tells_nobody_is_not_asked_when_and_what() -> None:
    """Whether by choice, in own words, or person by person."""
    ieder = [gegeven(f"wie_{persoon}", "nee") for persoon in PERSONEN]
    vrij = gegeven("wie", woorden="niemand", wie=["niemand"])
    for gezegd in ([gegeven("wie", "niemand")], [vrij], [gegeven("wie", "misschien"), *ieder]):
        assert niemand(antwoorden(*gezegd))
        assert not {"moment", "wat_wel", "wat_niet"} & {vraag.id for vraag in OPENHEID.nodige(antwoorden(*gezegd))}
    assert not niemand(antwoorden(gegeven("wie", "misschien"), *ieder[:-1], gegeven("wie_bedrijfsarts", "misschien")))
    assert "wie_hr" in {vraag.id for vraag in OPENHEID.nodige(antwoorden(vrij, gegeven("wie_klopt", "nee")))}


@pytest.mark.parametrize("vraag", openheid_wet.ONDERWERPEN)
def test_the_law_has_a_source_and_a_date_or_is_not_told(vraag: str) -> None:
    """While it holds: source, its date, and when it was checked. Past its date: only whom to ask."""
    onderwerp = tussendoor.kennis().subjects[openheid_wet.ONDERWERPEN[vraag][0]]
    assert onderwerp.geldig_tot is not None
    geldig, verlopen = (openheid_wet.blokken(vraag, onderwerp.geldig_tot + timedelta(days=dagen)) for dagen in (0, 1))
    assert geldig[0] in onderwerp.antwoord_client
    assert re.match(r"Bron: .*(?:Wet op de medische keuringen|Ziektewet).* artikel .*tekst geldend .*Nagekeken op \d\d-\d\d-\d{4}\.", geldig[-1])
    assert not set(verlopen) & set(onderwerp.antwoord_client)
    assert [True] == [onderwerp.contact_for("client").rstrip(".") in blok for blok in verlopen]


@pytest.mark.parametrize(
    ("gezegd", "verwacht"),
    [
        (gegeven("weer", "maand"), TODAY + timedelta(days=30)),
        (gegeven("weer", "half_jaar"), TODAY + timedelta(days=182)),
        (gegeven("weer", woorden="over zes weken"), TODAY + timedelta(days=42)),
        (gegeven("weer", woorden="in maart"), date(2027, 3, 1)),
        (gegeven("weer", woorden="in november"), date(2027, 11, 1)),
        (gegeven("weer", woorden="volgend jaar"), TODAY + timedelta(days=365)),
        (gegeven("weer", woorden="als ik een baan heb"), None),
        (gegeven("weer", woorden="over 900 jaar"), None),
        (replace(gegeven("weer"), waarde=Waarde("weet_niet")), None),
    ],
)
def test_the_day_to_look_again_is_a_choice_or_own_words(gezegd: Gegeven, verwacht: date | None) -> None:
    """The client computes nothing; words without a day give none."""
    assert verwacht == weer_op(antwoorden(gezegd), TODAY)


GEZEGD = {
    "voordeel_steun": ("keuze", "Ja, belangrijk", ("belangrijk",)),
    "nadeel_kans": ("keuze", "Een beetje", ("beetje",)),
    "nodig": ("tekst", "elk uur rust", ()),
    "wie_hr": ("keuze", "Ja", ("ja",)),
    "wie": ("keuze", "Ja, iemand", ("ja",)),
    "keuze": ("keuze", "Ik twijfel", ("twijfel",)),
    "weer": ("keuze", "Over een maand", ("maand",)),
}


async def rond_af(database: Database, client_id: int, *gedeeld: str) -> None:
    """Answer as in GEZEGD, share these topics, and end the dialogue."""
    async with database.begin(client_id=client_id) as session:
        gesprek = Gesprek(client_id=client_id, stand={}, created_at=NOW)
        session.add_all([gesprek, Voortgang(client_id=client_id, dialoog="openheid", status="klaar", stand={}, started_at=NOW, updated_at=NOW)])
        await session.flush()
        beurt = Beurt(session, gesprek, client_id, "", 1, NOW)
        delen_van = {f"delen_{onderwerp}": ("keuze", "Ja, delen", ("delen",)) for onderwerp in gedeeld}
        for vraag, (soort, woorden, keuzes) in {**GEZEGD, **delen_van}.items():
            await bewaar(beurt, "openheid", vraag, woorden, Waarde(soort, keuzes))
        zinnen = await OPENHEID.klaar(beurt, await lees(session, client_id, "openheid"))
        assert ["utter_openheid_einde_beeld", f"utter_openheid_einde{'' if gedeeld else '_niets_gedeeld'}", "utter_openheid_weer_op"] == [
            zin.naam for zin in zinnen
        ]


async def gedeelde_regels(database: Database, begeleider_id: int, client_id: int) -> dict[str, str]:
    found = await caseload.dossier(database, begeleider_id, client_id)
    return {regel.onderwerp: regel.tekst for blad in found.samenvattingen for regel in blad.regels}


@pytest.mark.parametrize(
    ("woorden", "verwacht"),
    [
        ("ik ben sinds kort weer aan ’t werk, twee ochtenden", "werkt"),
        ("ik heb nu een kleine baan", "werkt"),
        ("volgende week begin ik", "begint"),
        ("ik heb geen werk maar ik zoek wel", "solliciteert"),
        ("ik zoek nog", "solliciteert"),
        ("ik zoek nog niet", "geen"),
        ("nee geen werk", "geen"),
        ("ik wil weer aan het werk", ""),
        ("vroeger werkte ik bij de post", ""),
    ],
)
def test_the_situation_is_read_in_own_words(woorden: str, verwacht: str) -> None:
    """Who works already gets no questions of an applicant; a wish or the past is no situation."""
    gezegd = antwoorden(gegeven("situatie", woorden=woorden, **begrijp(OPENHEID.vraag("situatie"), woorden)))
    assert verwacht == "".join(gelezen(gezegd, "situatie", "situatie"))
    assert (verwacht == "werkt") == ("moment_werk" in {vraag.id for vraag in OPENHEID.nodige(gezegd)})


async def test_an_answer_off_the_path_counts_no_more(database: Database) -> None:
    """After a change of the situation the moments, and the time without work, of an applicant are gone; all else stays."""
    client_id = await add_client(database, await add_begeleider(database))
    async with database.begin(client_id=client_id) as session:
        gesprek = Gesprek(client_id=client_id, stand={}, created_at=NOW)
        session.add(gesprek)
        await session.flush()
        beurt = Beurt(session, gesprek, client_id, "", 1, NOW)
        for vraag, keuze in {"situatie": "werkt", "wie": "ja", "moment": "voor", "moment_voor": "gesprek", "gat": "ja", "nodig": "pauzes"}.items():
            await bewaar(beurt, "openheid", vraag, keuze, Waarde("keuze", (keuze,)))
        await OPENHEID.na(beurt, OPENHEID.vraag("situatie"), await lees(session, client_id, "openheid"))
        assert {"situatie", "wie", "nodig"} == set(await lees(session, client_id, "openheid"))


def test_own_words_without_a_weight_stand_beside_the_bars() -> None:
    """Each on its side, literally; words that were read as a weight have their bar already."""
    gezegd = antwoorden(
        gegeven("voordeel_steun", "beetje"),
        gegeven("nadeel_roddel", woorden="daar praat ik met mijn zus over"),
        gegeven("nadeel_kans", woorden="dat vind ik erg", gewicht="belangrijk"),
        gegeven("voordeel_eigen", woorden="mijn zwager komt helpen"),
        gegeven("nadeel_eigen", "geen"),
    )
    assert ("Eigen voordeel. “mijn zwager komt helpen”", "Nadeel: mensen praten. “daar praat ik met mijn zus over”") == openheid_beeld.eigen_woorden(
        gezegd
    )


def test_a_client_reads_no_unknown_date_of_a_source() -> None:
    """The law with its date; a page of which none is known, with its name alone."""
    assert "onbekend" not in " ".join(" ".join(openheid_wet.blokken(vraag, TODAY)) for vraag in openheid_wet.ONDERWERPEN)
    for datum in ("onbekend", "onbekend, verwijst naar 2018"):
        assert "Een pagina" == Bron("Een pagina", "https://voorbeeld.example", datum).voor_client


async def test_the_begeleider_reads_only_what_was_released(database: Database) -> None:
    """Nothing at all without a yes, not even that the dialogue was done; a released line reads well; withdrawn, it is gone at once."""
    anna = await add_begeleider(database)
    kees, eva = await add_client(database, anna, "Kees Proef"), await add_client(database, anna, "Eva Proef")
    await rond_af(database, kees)
    assert ({}, ()) == (await gedeelde_regels(database, anna, kees), (await caseload.dossier(database, anna, kees)).samenvattingen)
    await rond_af(database, eva, "nodig", "keuze")
    assert {
        "Wat ik nodig heb": "Voor goed werk: “elk uur rust”",
        "Mijn keuze": "Voor nu: ik twijfel. Weer kijken: over een maand",
    } == await gedeelde_regels(database, anna, eva)
    async with database.read() as session:
        line = await session.scalar(
            select(SamenvattingRegel.id).where(SamenvattingRegel.onderwerp == "nodig", SamenvattingRegel.toestemming == "delen")
        )
    assert line is not None
    await delen.trek_in(database, eva, regel_id=line, now=NOW)
    assert ["Mijn keuze"] == list(await gedeelde_regels(database, anna, eva))
    blad = await openheid_blad.lees(database, eva, ZoneInfo("Europe/Amsterdam"))
    assert (["Wat ik nodig heb", "Aan wie", "Mijn keuze"], NOW.date() + timedelta(days=30)) == (
        [onderdeel.kop for onderdeel in blad.onderdelen],
        blad.weer,
    )


async def test_home_shows_it_again_from_the_day_the_client_named(database: Database) -> None:
    """Not a day earlier, however long ago it was done."""
    kees = await add_client(database, await add_begeleider(database))
    await rond_af(database, kees)
    async with database.begin(client_id=kees) as session:
        gesprek = (await session.scalars(select(Gesprek))).one()
        eerste = {}
        for dagen in (0, 29, 30, 400):
            beurt = Beurt(session, gesprek, kees, "", 1, NOW + timedelta(days=dagen))
            eerste[dagen] = (await thuis.stel(beurt)).extra[0]
        assert {"start_openheid"} == {eerste[30][0], eerste[400][0]}
        assert "start_openheid" not in {eerste[0][0], eerste[29][0]}
        assert "Wat ik vertel: bekijken" == eerste[30][1]
        (await session.get_one(Voortgang, (kees, "openheid"))).weer_at = None
        await session.flush()
        later = Beurt(session, gesprek, kees, "", 1, NOW + timedelta(days=400))
        assert "start_openheid" != (await thuis.stel(later)).extra[0][0]


def test_nothing_of_a_client_can_reach_a_werkgever() -> None:
    """The side of the werkgever imports nothing that reads answers, summaries or cards."""
    gesloten = re.compile(
        r"bot\.care\.(antwoorden|samenvatting|kaart|caseload|openheid\w*|gegevens)|tables\.(Antwoord|Samenvatting\w*|Voortgang|Client)$"
    )
    for path in [*(BOT / "care" / "werkgever").glob("*.py"), *(BOT / "web").glob("werkgever*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not [name.name for name in node.names if gesloten.search(f"{node.module}.{name.name}")], path


def test_every_topic_can_be_shared_by_itself_or_is_no_topic_of_the_client() -> None:
    """Each line has its own question; only the law has none."""
    onderwerpen = {vraag.onderwerp for vraag in VRAGEN} - {"wet"}
    assert {f"delen_{onderwerp}" for onderwerp in onderwerpen} == {vraag.id for vraag in OPENHEID.vragen if vraag.id.startswith("delen_")} - {
        "delen_iets"
    }
