"""Which choice typed words stand for, and which words stand for none."""

from __future__ import annotations

import pytest

from bot.care.begrip import begrijp_wens, is_ja, kies_uit_woorden, zegt_beter, zegt_hetzelfde, zegt_meer
from bot.care.teksten import responses, tekst
from bot.care.vragenlijst import Vraag
from bot.nlu.moves import pattern_move

DAGEN_NIET = Vraag("dagen_niet", "tijd", luistert=("niet_dagen", "dagen"))


def _gezegd(woorden: str) -> list[str]:
    return [one.strip() for regel in woorden.splitlines() for one in regel.split("|")]


def _gekozen(vraag: str, woorden: str, *, heel: bool = True) -> tuple[str, ...]:
    """As a turn reads it: with the move that a short message can mean."""
    move = pattern_move(woorden)
    return kies_uit_woorden(woorden, move.beweging if move else "vertel", tekst(f"utter_{vraag}"), None, heel=heel)


# Per set of signals: words that say less, none, better or something else altogether, and never more of it.
NIET_MEER = {
    1: """minder moe dan eerst|niet meer zo moe|ben ni moe|niet moe|helemaal niet moe|nooit moe|minder last van lawaai nu
        geen last van geluid of drukte|geen geluid
        zonder drukte|minder vergeten|vergeet minder|ik vergeet niks meer|niet dingen vergeten|moet vaak plassen
        mijn moeder helpt niet|moeder|moeite|beter met moe
        niet moe of lang herstellen|geen moe of lang herstellen|moed|moes eten|drukker op tv gezien|nie vergeten|zelden moe|amper moe
        neit moe|hij is moe
        mijn vrouw is moe|ik kan niks onthouden|vroeger was ik moe|het is niet hetzelfde|geen idee|weet niet zo goed wat moe is""",
    2: """maak minder fouten nu|minder fouten maken|geen fouten meer|niet meer fouten|weinig fouten|er lukt meer|alles lukt|lukt
        lukt beter|niet minder goed
        praten gaat beter|meer praten|praten|niet praten of begrijpen kost moeite|werk lukt beter|zonder fouten|niets lukt nog
        ik begrijp het|niks lukt|kan niks""",
    3: """niet ziek geweest|niet ziek thuis|nooit ziek thuis|minder ziek thuis|ziekenhuis|ik moest naar het ziekenhuis
        thuis gaat alles goed|thuis
        niet te moe na werk|niet kort ziek thuis|minder thuis te moe|niet ineens anders doen|mijn zoon is ziek thuis|zieke kat
        thuiszorg komt""",
    4: """ik ben niet bang|niet meer zo snel boos|niet boos|minder snel boos|minder somber|niet somber of bang|nie bang|niet snel boos
        boosdoener|bangladesh
        niet liever alleen zijn|ik voel niks meer|alleen|alleen op zaterdag|minder prikkelbaar|nooit boos|mijn baas is boos
        bangelijk van aard niet""",
}


@pytest.mark.parametrize(("nummer", "woorden"), [(nummer, one) for nummer, woorden in NIET_MEER.items() for one in _gezegd(woorden)])
@pytest.mark.parametrize("soort", ["meer", "normaal"])
def test_less_none_better_and_words_that_begin_alike_are_no_choice(soort: str, nummer: int, woorden: str) -> None:
    """The words are kept as they are; nothing is stored that they do not say."""
    assert () == _gekozen(f"signaalcheck_{soort}_{nummer}", woorden)


WEL = {
    1: {
        ("vermoeidheid",): "moe|ik ben moe|heel erg moe|vaak moe|moeër|ben vaker moe|elke dag moe|uitgeput|moe hoor|vermoeider dan eerst",
        ("prikkels",): "geluid|last van geluid|meer last van drukte|lawaai|last van geluid of drukt|veel herrie",
        ("geheugen",): "vergeten|ik vergeet veel|vergeetachtig|vergeetachtiger|dingen vergete",
        ("vermoeidheid", "geheugen"): "moe en vergeten|moe, vergeetachtig|ik ben moe en vergeet veel",
        ("geen",): "niks|niets|geen van deze|geen|niets hoor|niks bijzonders|alles is hetzelfde|het is nog hetzelfde|niks meer dan gewoon|nee",
    },
    2: {("fouten",): "fouten|meer fouten|steeds meer foutjes", ("kwaliteit",): "het lukt minder goed|werk lukt minder goed|lukt niet"},
    3: {("verzuim",): "vaker ziek|ziek thuis|weer ziek geweest", ("verandering",): "ineens|plots anders", ("balans",): "te moe na het werk"},
    4: {("stemming",): "bang|somberder|ik ben bang|angstiger", ("prikkelbaarheid",): "boos|sneller boos|bozer", ("terugtrekken",): "liever alleen"},
}


@pytest.mark.parametrize(
    ("nummer", "keuzes", "woorden"),
    [(nummer, keuzes, one) for nummer, groep in WEL.items() for keuzes, woorden in groep.items() for one in _gezegd(woorden)],
)
def test_words_that_say_no_more_than_the_choice_are_the_choice(nummer: int, keuzes: tuple[str, ...], woorden: str) -> None:
    """Several at once where several may be picked."""
    assert keuzes == _gekozen(f"signaalcheck_meer_{nummer}", woorden)


JA = """ja|ja da merk ik zeker|jaja elke dag|ja heel erg|jazeker, al een week|ja dat klopt helaas
    jep nu ook|jaaa vandaag nog|ja doe maar|ja stuur maar naar haar
    zeker, dat merk ik|ja, elke avond thuis"""
NEE = "nee|nee hoor gelukkig niet|neen nu nie|nee dat merk ik niet meer|nee helemaal niet|nope vandaag niet|nee geen last van|neeee echt niet"
OPEN = """ja maar niet altijd|ja maar|ja laat maar|ja en nee|nee toch wel|ja als ik moe ben|nee ik merk het juist erger
    misschien ja|ja ik weet het niet
        ja soms en soms niet
    nee alleen op maandag|ja niet echt|nee wel een beetje|dat merk ik|janken moet ik|neerslachtig ben ik|ja dat is niet zo"""


@pytest.mark.parametrize("woorden", _gezegd(JA))
def test_a_plain_yes_with_something_behind_it_is_a_yes(woorden: str) -> None:
    """Also where the question asks for a choice only."""
    assert ("ja",) == _gekozen("signaalcheck_teken_nu", woorden, heel=False)


@pytest.mark.parametrize("woorden", _gezegd(NEE))
def test_a_plain_no_with_something_behind_it_is_a_no(woorden: str) -> None:
    """Also with a denial in it: that only says it once more."""
    assert ("nee",) == _gekozen("signaalcheck_teken_nu", woorden, heel=False)


@pytest.mark.parametrize("woorden", _gezegd(OPEN))
@pytest.mark.parametrize("vraag", ["signaalcheck_teken_nu", "signaalcheck_lezen_woorden"])
def test_a_yes_or_no_that_is_doubted_or_denied_is_neither(vraag: str, woorden: str) -> None:
    """So that it is asked again; nobody consents by half a sentence."""
    assert () == _gekozen(vraag, woorden, heel=False)


def test_a_no_with_a_story_does_not_say_that_there_is_nothing() -> None:
    """It begins with no, and then tells what there is."""
    assert () == _gekozen("signaalcheck_veranderd", "nee mijn moeder is ziek geworden")


@pytest.mark.parametrize(
    ("vraag", "woorden"),
    [
        ("gedeeld_contact", "niet bellen"),
        ("gedeeld_contact", "ik wil niet gebeld worden"),
        ("gedeeld_contact", "belangrijk"),
        ("gedeeld_energie", "het gaat niet meer"),
        ("gedeeld_energie", "ik ben niet moe"),
        ("gedeeld_energie", "moet ik nog veel doen"),
        ("crisiskaart_periode", "niet oud"),
        ("crisiskaart_periode", "van mijn ouders"),
        ("helpers_lijst", "niet weg"),
        ("signaalcheck_ritme", "een vaste tijd"),
        ("openheid_nodig", "geen stille plek"),
        ("signaalcheck_helpt", "geen stille plek"),
    ],
)
def test_the_opposite_of_a_choice_is_not_that_choice_in_any_dialogue(vraag: str, woorden: str) -> None:
    """Denied, or only beginning alike."""
    assert () == _gekozen(vraag, woorden, heel=False)


@pytest.mark.parametrize(
    ("vraag", "woorden", "keuze"),
    [
        ("gedeeld_contact", "kan ze mij bellen", "terugbellen"),
        ("gedeeld_contact", "ik stuur een berichtje", "bericht"),
        ("gedeeld_contact", "toch niet", "niet"),
        ("gedeeld_energie", "ja het gaat goed", "ja"),
        ("gedeeld_energie", "ik ben moe", "pauze"),
        ("crisiskaart_heeft", "ik heb er een", "ja"),
        ("crisiskaart_heeft", "heb ik niet", "nee"),
        ("crisiskaart_heeft", "nog niet", "nee"),
        ("crisiskaart_periode", "veel ouder", "langer"),
        ("helpers_gevraagd", "dat moet ik nog vragen", "nog_niet"),
        ("helpers_lijst", "alles is goed zo", "klaar"),
        ("energielijst_werkdagen", "dat wisselt", "wisselt"),
    ],
)
def test_the_own_words_of_a_choice_still_name_it(vraag: str, woorden: str, keuze: str) -> None:
    """Whole words, or with any ending where the list says so."""
    assert (keuze,) == _gekozen(vraag, woorden, heel=False)


def test_no_list_of_words_ends_in_the_middle_of_one() -> None:
    """Entries are plain words, and only a * at the end stands for an ending: else they would never match."""
    lijsten = {naam: een.custom["woorden"] for naam, een in responses().items() if isinstance(een.custom.get("woorden"), dict)}
    keuzes = {naam: dict(tekst(naam).keuzes) for naam in lijsten}
    vreemd = [
        (naam, woord)
        for naam, woorden in lijsten.items()
        if keuzes[naam]
        for lijst in woorden.values()
        for woord in lijst
        if woord.rstrip("*") != " ".join(woord.rstrip("*").casefold().split()) or "*" in woord[:-1]
    ]
    assert ([], []) == (
        vreemd,
        [(naam, keuze) for naam, woorden in lijsten.items() if keuzes[naam] for keuze in woorden if keuze not in keuzes[naam]],
    )


@pytest.mark.parametrize(
    "woorden",
    _gezegd(
        """thuis gaat alles goed|niets veranderd|niks bijzonders|alles is hetzelfde|er is niet veel veranderd|eigenlijk niets
        niks, alles hetzelfde|geen veranderingen
        het gaat zoals altijd prima|nee er is niks gebeurd|alles gewoon|op het werk is alles goed"""
    ),
)
def test_that_all_is_as_it_was_is_no_change(woorden: str) -> None:
    """Each part says nothing, or the same."""
    assert zegt_hetzelfde(woorden)


@pytest.mark.parametrize(
    "woorden",
    _gezegd(
        """thuis gaat het niet goed|niet hetzelfde|nieuwe baas|mijn moeder is ziek|mijn collega is weg|geen begeleider meer
        veel veranderd|het is anders
        alles goed, maar een nieuwe baas|niks, alleen verhuisd|minder uren|thuis"""
    ),
)
def test_anything_else_counts_as_a_change(woorden: str) -> None:
    """When in doubt it is one: then the begeleider hears of it."""
    assert not zegt_hetzelfde(woorden)


def test_words_of_less_or_better_and_a_yes_with_more_are_known() -> None:
    """They decide under which heading own words stand, and whether they are kept beside a yes."""
    assert [True, True, True, False] == [zegt_beter(een) for een in ("minder moe", "niet ziek geweest", "gaat goed", "ik slaap overdag")]
    assert [True, False, False] == [zegt_meer(een) for een in ("ja ik zit uren te wachten", "ja hoor", "jaaa")]
    assert [True, True, True, False, False] == [is_ja(een) for een in ("ja", "allebei", "ja dat klopt allemaal", "ja de eerste", "dat niet")]


BEDACHT = {
    ("ja",): "nee ja toch wel|nee wacht ja|nee ik bedoel ja|nee sorry ja|nee, oh ja toch",
    ("nee",): "ja nee toch niet|ja, sorry, nee|ja ik bedoel nee|ja, of nee toch maar niet|jaa neen toch nie",
    (): "ja nee|ja of nee|nee toch wel|ja toch?|ja nee ik weet het niet",
}


@pytest.mark.parametrize(("keuzes", "woorden"), [(keuzes, one) for keuzes, woorden in BEDACHT.items() for one in _gezegd(woorden)])
def test_a_yes_or_no_that_is_changed_in_one_breath_is_the_last(keuzes: tuple[str, ...], woorden: str) -> None:
    """Where it is not said which of the two stands, it is asked back."""
    assert keuzes == _gekozen("energielijst_werk", woorden, heel=False)


@pytest.mark.parametrize(
    ("vraag", "keuzes", "woorden"),
    [
        ("werkwensen_dagdelen", ("middag",), "ochtend nee ik bedoel middag"),
        ("werkwensen_dagdelen", ("ochtend",), "middag, oeps nee, ochtend"),
        ("werkwensen_uren", ("van_8_tot_16",), "Minder dan 8 uur, nee toch 8 tot 16 uur"),
        # Where several may be picked, what was not taken back stays.
        ("werkwensen_vervoer", ("fiets", "auto"), "fiets en bus of trein, nee ik bedoel auto"),
        ("werkwensen_vervoer", (), "fiets, nee ik bedoel iets met de buurman"),
        # A yes that is only explained stays a yes.
        ("energielijst_werk", ("ja",), "ja, ik bedoel dat klopt"),
    ],
)
def test_of_who_corrects_himself_the_last_choice_counts(vraag: str, keuzes: tuple[str, ...], woorden: str) -> None:
    """A choice that was taken back for something else is none any more."""
    assert keuzes == _gekozen(vraag, woorden)


ZACHT = """nee liever niet|nee liever ni|liever nie|liever niet|neen liefst niet|nee dat wil ik niet|nee doe maar niet|nog niet|nu nog niet
    voorlopig niet
    nee hoor liever niet|nee dat hou ik liever voor mezelf|liever voor mezelf houden|hoeft niet|hoeft ni|doe maar niet|beter niet|toch maar niet
    nee ik denk het niet|liever ni hoor|neen da nie|nee mag niet|niet delen aub|nee dit is prive|neeee liever niet|nee sorry liever niet|niet doen"""
GEEN_NEE = """liever wel|ja liever|ja liever niet alles|misschien|nee maar wel de eerste|nee tenzij ze het vraagt|niet als ik er niet bij ben
    waarom niet
    waarom niet?|niet erg|geen probleem|geen bezwaar|dat is niet erg|ik twijfel|nee toch wel|als het moet|mag niet fout gaan|niks mis mee
    van mij mag dat|ja misschien|ja denk ik|ja als het moet|ik weet het niet"""


@pytest.mark.parametrize("woorden", _gezegd(ZACHT))
@pytest.mark.parametrize(("vraag", "nee"), [("gedeeld_delen", "niet_delen"), ("signaalcheck_lezen", "nee"), ("werkwensen_uitkering_vraag", "nee")])
def test_a_softened_no_is_a_no(vraag: str, nee: str, woorden: str) -> None:
    """Not sharing is the safe side."""
    assert (nee,) == _gekozen(vraag, woorden, heel=False)


NEE_MET_DE_VRAAG = """nee liever niet mijn eigen woorden|mijn woorden liever niet|niet mijn woorden|nee die woorden niet|liever zonder mijn woorden
    nee mijn woorden hoeft ze niet te lezen|nee mn woorden liever ni|eigen woorden liever niet"""
NEE_TEGEN_LEZEN = """nee alleen ik mag ze lezen|ik wil niet dat ze mee leest|liever dat niemand meeleest|alleen ik|nee enkel voor mezelf"""
GEEN_NEE_MET_DE_VRAAG = """ja maar niet mijn woorden|alleen wat ik kies niet wat ik typ|wel mijn woorden|niet alle woorden
    nee of toch wel mijn woorden|niet mijn woorden?|niet alleen mijn woorden"""


@pytest.mark.parametrize("woorden", _gezegd(NEE_MET_DE_VRAAG))
def test_a_no_may_repeat_what_was_asked(woorden: str) -> None:
    """Words of the question add nothing to it."""
    assert ("nee",) == _gekozen("signaalcheck_lezen_woorden", woorden, heel=False)


@pytest.mark.parametrize("woorden", _gezegd(NEE_TEGEN_LEZEN))
def test_that_only_the_client_reads_is_a_no(woorden: str) -> None:
    """There "alleen" is no condition."""
    assert ("nee",) == _gekozen("signaalcheck_lezen", woorden, heel=False)


@pytest.mark.parametrize("woorden", _gezegd(GEEN_NEE_MET_DE_VRAAG))
def test_words_of_the_question_do_not_make_a_no_of_a_condition(woorden: str) -> None:
    """It is asked again."""
    assert () == _gekozen("signaalcheck_lezen_woorden", woorden, heel=False)


def test_beside_a_third_choice_words_of_the_question_still_count() -> None:
    """There they may name that choice: "nee, drie vragen" is no stop."""
    assert ("stukjes",) == _gekozen("gedeeld_energie", "nee drie vragen", heel=False)


@pytest.mark.parametrize("woorden", _gezegd(GEEN_NEE))
def test_a_doubt_or_a_condition_is_neither_a_no_nor_a_yes(woorden: str) -> None:
    """It is asked again."""
    assert () == _gekozen("gedeeld_delen", woorden, heel=False)


@pytest.mark.parametrize("woorden", ["nee, kapot", "nee mijn been", "nee moe", "nee vergeten"])
def test_a_short_no_that_says_what_there_is_does_not_say_that_there_is_nothing(woorden: str) -> None:
    """The words are kept."""
    assert () == _gekozen("werkwensen_gevolg_gebied", woorden)


@pytest.mark.parametrize(
    "woorden",
    _gezegd("""donderdag. da's kinesitherapie|woensdag kine|vrijdag zwemles kinderen|donderdag logopedie|maandag, dan moet ik naar de dokter
        dinsdag komt de thuiszorg|woensdag papadag|wo psycholoog|zaterdag voetbal|maandag poetsdag|vrijdag want therapie|zondag kerk"""),
)
def test_what_one_does_on_a_day_is_the_reason(woorden: str) -> None:
    """It is not asked again."""
    assert begrijp_wens(DAGEN_NIET, woorden).get("reden")


@pytest.mark.parametrize(
    "woorden",
    _gezegd("""woensdag niet|op woensdag kan ik niet werken|liever niet op vrijdag|maandag en vrijdag lukt niet|alleen op zondag niet|woensdagmiddag
        in het weekend|zaterdag en zondag|donderdag kan ik nooit|ma en di|woensdag de hele dag|dinsdagochtend gaat niet
    vrijdag wil ik vrij houden"""),
)
def test_a_day_alone_gives_no_reason(woorden: str) -> None:
    """Then it is asked."""
    assert not begrijp_wens(DAGEN_NIET, woorden).get("reden")
