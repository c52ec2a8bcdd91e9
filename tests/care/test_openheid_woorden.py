"""Openheid, in the client's own words: a question comes before the next one, never is heard, a sentence and a day are told back."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from bot.care import gesprek as verloop
from bot.care import openheid_antwoord, openheid_wet, tussenvragen
from bot.care.antwoorden import Waarde, bewaar, lees
from bot.care.beurt import Beurt, Invoer, Zin
from bot.care.bewegingen import uitleg
from bot.care.openheid import OPENHEID
from bot.care.openheid_antwoord import WET_VRAAG, is_antwoord, is_vraag
from bot.care.samenvatting import regels_over
from bot.care.vragenlijst import alles
from bot.models.database import Database
from bot.models.tables import Antwoord, Gesprek
from bot.nlu.openness import says_never
from tests.people import NOW, add_begeleider, add_client

TODAY = NOW.date()


class Praat:
    """A client in openheid, without the engine: what is said at what is open, and what comes back."""

    def __init__(self, database: Database, client_id: int) -> None:
        self.database, self.client_id, self.seq = database, client_id, 1

    @classmethod
    async def bij(cls, database: Database, vraag: str, **gezegd: str) -> Praat:
        """At this question: all before it is answered with "weet ik niet", or as given (a choice)."""
        client_id = await add_client(database, await add_begeleider(database, f"{uuid.uuid4()}@proef.example"))
        async with database.begin(client_id=client_id) as session:
            gesprek = Gesprek(client_id=client_id, stand={"dialoog": "openheid", "helft": ["openheid"]}, created_at=NOW)
            session.add(gesprek)
            await session.flush()
            beurt = Beurt(session, gesprek, client_id, "", 1, NOW)
            while (open_nu := OPENHEID.volgende(await alles(beurt, OPENHEID))) is not None and open_nu.id != vraag:
                keuze = gezegd.get(open_nu.id)
                waarde = Waarde("keuze", (keuze,)) if keuze else Waarde("weet_niet") if open_nu.open else Waarde("keuze", ("ja",))
                await bewaar(beurt, "openheid", open_nu.id, keuze or "weet ik niet", waarde)
            assert open_nu is not None
            beurt.zet(gevraagd=vraag)
        return cls(database, client_id)

    async def zegt(self, tekst: str = "", *keuzes: str, beweging: str = "vertel") -> tuple[list[Zin], str]:
        """What is said about the answer with the question after it, and the id of what is open then."""
        self.seq += 1
        async with self.database.begin(client_id=self.client_id) as session:
            gesprek = (await session.scalars(select(Gesprek).where(Gesprek.client_id == self.client_id))).one()
            invoer = Invoer(tekst, keuzes, beweging)
            beurt = Beurt(session, gesprek, self.client_id, "", self.seq, NOW, invoer, begeleider="Anna")
            zinnen = await (uitleg(beurt) if beweging == "uitleg" else verloop.beantwoord(beurt))
            zinnen += await verloop.stel(beurt)
            open_nu = await verloop.wat_open_staat(beurt)
            return zinnen, beurt.stand.get("tussen") or (open_nu[1].id if open_nu else "")

    async def regels(self, onderwerp: str) -> str:
        async with self.database.read() as session:
            return "".join(regels_over("openheid", (onderwerp,), OPENHEID.vragen, await lees(session, self.client_id, "openheid")))


VRAGEN = [
    "Wanneer moet ik het dan wel zeggen?",
    "mag mijn baas dat aan een ander vertellen",
    "wie betaalt dat dan eigenlijk",
    "moet ik dat in mijn brief zetten",
    "en als ze het toch vragen?",
    "geldt dat ook voor mij",
    "kunnen ze mij daarvoor ontslaan",
    "wa als ik niks zeg en t komt uit?",
    "mogen ze da weten van mij",
    "hoelang moet ik daar mee wachten",
]
GEEN_VRAGEN = [
    "wat bedoel je",
    "wat bedoel je daar precies mee?",
    "snap ik niet",
    "kun je dat uitleggen?",
    "uitleg",
    "hoezo",
    "wat betekent dit?",
    "ja duidelijk",
    "ik heb een vraag",
    "ik weet het niet",
    "dat vind ik stom",
]


@pytest.mark.parametrize(("text", "verwacht"), [*((text, True) for text in VRAGEN), *((text, False) for text in GEEN_VRAGEN)])
def test_a_question_about_the_law_is_one(text: str, verwacht: bool) -> None:
    """Whatever move it sounds like; a question about the text itself wants the explanation."""
    assert verwacht == is_vraag(text)
    for stand in ({"gevraagd": "wet_norisk"}, {"tussen": WET_VRAAG, "gevraagd": "wet_norisk"}):
        assert verwacht == is_antwoord("uitleg", text, {"dialoog": "openheid", **stand}, TODAY)
        for ander in ("begeleider", "computer", "privacy", "hulp", "stop"):
            assert not is_antwoord(ander, text, {"dialoog": "openheid", **stand}, TODAY)
    assert not is_antwoord("uitleg", text, {"dialoog": "openheid", "gevraagd": "graad"}, TODAY)


async def test_a_client_asks_before_the_next_question_comes(database: Database) -> None:
    """ "Ik heb een vraag" asks for it and nothing else; the answer comes, and then the law once more, until it is clear."""
    praat = await Praat.bij(database, "wet_vertellen")
    zinnen, open_nu = await praat.zegt("", "vraag")
    assert (["utter_openheid_wet_vraag"], WET_VRAAG) == ([zin.naam for zin in zinnen], open_nu)
    zinnen, open_nu = await praat.zegt("Wanneer moet ik het dan wel zeggen?")
    assert (["utter_gedeeld_kennis", "utter_openheid_wet_vertellen"], "wet_vertellen") == ([zin.naam for zin in zinnen], open_nu)
    assert "Moet je het vertellen als je solliciteert" == zinnen[0].waarden["titel"]
    zinnen, open_nu = await praat.zegt("", "vraag")
    _, open_nu = await praat.zegt("", "niet")
    assert "wet_vertellen" == open_nu
    zinnen, open_nu = await praat.zegt("mag mijn baas vragen of ik ziek ben?")
    assert (["utter_gedeeld_kennis", "utter_openheid_wet_vertellen"], "wet_vertellen") == ([zin.naam for zin in zinnen], open_nu)
    _, open_nu = await praat.zegt("", "ja")
    assert "wet_norisk" == open_nu


@pytest.mark.parametrize("vraag", openheid_wet.UITLEG)
async def test_the_explanation_is_another_text_with_its_sources(database: Database, vraag: str) -> None:
    """Simpler words with an example from the knowledge base; of the polis what it is; past its date only whom to ask."""
    praat = await Praat.bij(database, vraag)
    (zin,), open_nu = await praat.zegt("wat bedoel je", beweging="uitleg")
    assert (f"utter_openheid_{vraag}_uitleg", vraag) == (zin.naam, open_nu)
    assert not set(zin.blokken) & set(openheid_wet.blokken(vraag, TODAY)[:-1])
    gezegd = " ".join(zin.blokken)
    assert "Bijvoorbeeld: " in gezegd
    assert "Bron: " in zin.blokken[-1]
    if "norisk" in vraag:
        assert gezegd.startswith("De no-riskpolis is een regeling van UWV.")
    eerste = openheid_wet.kennis().subjects[openheid_wet.UITLEG[vraag][0][0]]
    assert eerste.geldig_tot is not None
    laat = openheid_wet.uitleg(vraag, eerste.geldig_tot.replace(year=2031))
    assert not set(laat) & set(eerste.uitleg_client)
    assert eerste.contact_for("client") in laat[0]


NOOIT = [
    "nooit",
    "ik vertel het nooit aan iemand",
    "nooit van mijn leven",
    "da zeg ik nooit",
    "noooit",
    "noit",
    "voor geen goud",
    "nooit niet",
    "van mijn leven niet",
    "nooit of te nimmer",
    "NOOIT",
    "nooit aan niemand",
    "ik zeg er nooit iets over",
    "in geen honderd jaar",
    "dit gaat mee in mijn graf",
    "ik wil het nooit vertellen aan wie dan ook",
    "nee, nooit!",
    "dat vertel ik nooit",
    "ik ga da nooit zeggen",
    "op geen enkel moment",
]
NIET_NOOIT = [
    "ik zeg nooit nooit",
    "ik heb het nog nooit verteld",
    "ik wil het nooit meer verzwijgen",
    "nog niet, misschien nooit",
    "voorlopig niks",
    "je weet maar nooit",
    "nooit alles",
    "ik heb dat nooit gezegd",
    "nooit aan mijn collega's",
    "ik zwijg nooit",
    "ik weet nooit wat ik moet zeggen",
    "nooit meer liegen",
    "ik twijfel",
    "misschien of nooit",
    "open",
    "nooit tegen mijn baas, wel tegen hr",
    "nu niet",
    "moet ik nooit iets zeggen?",
    "ik durfde nooit",
    "eerst nooit maar nu wel",
    "nooit meteen",
    "nooit in het begin",
    "nooit bij de sollicitatie",
]


@pytest.mark.parametrize(("text", "verwacht"), [*((text, True) for text in NOOIT), *((text, False) for text in NIET_NOOIT)])
def test_never_is_read_and_what_only_looks_like_it_is_not(text: str, verwacht: bool) -> None:
    """The past, a doubt, a part, or not hiding it any more is no never."""
    assert verwacht == says_never(text)


@pytest.mark.parametrize(("eerst", "dan"), [("ik vertel het nooit aan iemand", "ja"), ("nooit", "nee nooit")])
async def test_who_says_never_is_heard_and_asked_for_no_date(database: Database, eerst: str, dan: str) -> None:
    """Said back as "niets vertellen", not as "nog niet"; a "nee nooit" is that choice. The summary shows it beside the words."""
    praat = await Praat.bij(database, "keuze")
    zinnen, open_nu = await praat.zegt(eerst)
    assert "keuze_klopt" == open_nu
    zinnen, open_nu = await praat.zegt(dan, beweging="nee" if dan.startswith("nee") else "ja")
    assert ("utter_openheid_gekozen", {"keuze": "niets vertellen"}) == (zinnen[0].naam, zinnen[0].waarden)
    assert open_nu.startswith("overzicht")
    woorden = eerst if dan == "ja" else dan
    assert f"Mijn keuze. Voor nu: niets vertellen, “{woorden}”" == await praat.regels("keuze")


async def test_never_is_a_correction_too(database: Database) -> None:
    """Who corrects what was understood to never reads that back, before it is the choice."""
    praat = await Praat.bij(database, "keuze")
    await praat.zegt("een beetje open")
    _, open_nu = await praat.zegt("nee, nooit", beweging="nee")
    assert "keuze_klopt" == open_nu
    zinnen, open_nu = await praat.zegt("ja", beweging="ja")
    assert ("utter_openheid_gekozen", {"keuze": "niets vertellen"}) == (zinnen[0].naam, zinnen[0].waarden)
    assert open_nu.startswith("overzicht")


async def test_the_summary_shows_what_was_agreed_beside_the_words(database: Database) -> None:
    """Doubt in own words, and a moment in own words with its day; a choice stands as it was."""
    praat = await Praat.bij(database, "keuze")
    await praat.zegt("de ene dag wel de andere dag niet")
    _, open_nu = await praat.zegt("", "ja")
    assert "weer" == open_nu
    await praat.zegt("met nieuwjaar")
    jaar = NOW.year + 1
    assert (
        f"Mijn keuze. Voor nu: ik twijfel, “de ene dag wel de andere dag niet”. Weer kijken: 1 januari {jaar}, “met nieuwjaar”"
        == await praat.regels("keuze")
    )


async def test_a_day_is_said_back_and_no_day_is_said_plainly(database: Database) -> None:
    """A yes is no moment: it is asked again. Words without a day are kept, and the client reads that there is none."""
    praat = await Praat.bij(database, "weer", keuze="open")
    zinnen, open_nu = await praat.zegt("ja", beweging="ja")
    assert (["utter_openheid_weer_anders"], "weer") == ([zin.naam for zin in zinnen], open_nu)
    zinnen, open_nu = await praat.zegt("als ik een baan heb")
    assert ("utter_openheid_weer_geen_dag", True) == (zinnen[0].naam, open_nu.startswith("overzicht"))
    ander = await Praat.bij(database, "weer", keuze="open")
    zinnen, _ = await ander.zegt("over ne maand of 3")
    assert "utter_openheid_weer_dag" == zinnen[0].naam


@pytest.mark.parametrize(
    ("text", "beweging"), [("met nieuwjaar", "praatje"), ("met pasen", "overslaan"), ("volgend jaar", "overslaan"), ("morgen", "groet")]
)
def test_a_moment_is_an_answer_whatever_it_sounds_like(text: str, beweging: str) -> None:
    """At the question for a moment; what asks to stop, or for a person, stays what it is."""
    weer = {"dialoog": "openheid", "gevraagd": "weer"}
    assert is_antwoord(beweging, text, weer, TODAY)
    assert not is_antwoord("stop", text, weer, TODAY)
    assert not is_antwoord("begeleider", text, weer, TODAY)
    assert not is_antwoord(beweging, "lekker weertje", weer, TODAY)
    assert not is_antwoord(beweging, text, {"dialoog": "openheid", "gevraagd": "graad"}, TODAY)


@pytest.mark.parametrize("vraag", ["zin", "gat_zin"])
async def test_typed_words_become_the_sentence_only_after_a_yes(database: Database, vraag: str) -> None:
    """A no brings back the sentence that was built; a bare yes keeps it, a bare no opens it to be changed."""
    praat = await Praat.bij(database, vraag, gat="ja", situatie="solliciteert")
    zinnen, open_nu = await praat.zegt("niks niet", beweging="nee")
    assert (f"{vraag}_klopt", ("“niks niet”",)) == (open_nu, zinnen[-1].blokken)
    zinnen, open_nu = await praat.zegt("", "nee")
    assert vraag == open_nu
    assert zinnen[-1].blokken != ("“niks niet”",)
    zinnen, _ = await praat.zegt("nee", beweging="nee")
    assert "utter_gedeeld_eigen_woorden" == zinnen[-1].naam
    assert zinnen[-1].voorzet
    _, open_nu = await praat.zegt("ik werk graag rustig")
    assert f"{vraag}_klopt" == open_nu
    zinnen, _ = await praat.zegt("", "ja")
    assert "utter_openheid_zin_bewaard" == zinnen[0].naam
    assert "“ik werk graag rustig”" in await praat.regels("zin")
    ander = await Praat.bij(database, vraag, gat="ja", situatie="solliciteert")
    _, open_nu = await ander.zegt("ja prima", beweging="ja")
    assert open_nu != f"{vraag}_klopt"
    async with database.read() as session:
        waarde = await session.scalar(select(Antwoord.waarde).where(Antwoord.client_id == ander.client_id, Antwoord.vraag == vraag, Antwoord.geldig))
    assert waarde is not None
    assert '"gemaakt": true' in waarde
    leeg = await Praat.bij(database, vraag, gat="ja", situatie="solliciteert")
    zinnen, _ = await leeg.zegt("weet ik niet", beweging="weet_niet")
    assert "utter_openheid_zin_geen" == zinnen[0].naam


@pytest.mark.parametrize(
    ("text", "verwacht"),
    [
        ("da zou ik zo nooit zeggen", True),
        ("zo praat ik toch helemaal niet", True),
        ("ik heb een hersenletsel en ben snel moe", True),
        ("dat is niks voor mij joh", True),
        ("ik weet het niet", False),
        ("geen idee wat ik moet zeggen", False),
        ("wat is een goede zin?", False),
        ("weet ik niet", False),
    ],
)
def test_words_at_a_sentence_are_never_passed_over(text: str, verwacht: bool) -> None:
    """They may be the sentence or be about it: both are asked about. Not knowing and a question stay what they are."""
    for beweging in ("weet_niet", "vraag_tussendoor"):
        assert verwacht == is_antwoord(beweging, text, {"dialoog": "openheid", "gevraagd": "zin"}, TODAY)


@pytest.mark.parametrize(
    ("text", "verwacht"),
    [
        ("ja", "goed"),
        ("ja prima", "goed"),
        ("zo is goed", "goed"),
        ("ok", "goed"),
        ("nee", "anders"),
        ("nee hoor", "anders"),
        ("nee dat klinkt stom", None),
    ],
)
def test_a_plain_yes_or_no_is_no_sentence(text: str, verwacht: str | None) -> None:
    """A yes keeps the sentence, a no opens it to be changed; with more behind it the words are asked about."""
    assert verwacht == openheid_antwoord.kies(OPENHEID.vraag("zin"), text)


def test_the_interlude_has_all_its_texts() -> None:
    """What the client may do there stands in one place, and the engine knows the same name."""
    assert tussenvragen.WET_VRAAG == openheid_antwoord.WET_VRAAG
