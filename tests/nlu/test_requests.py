"""Requests to the conversation in a frame of words, and answers that only look like one."""

from __future__ import annotations

import pytest

from bot.nlu.intents import ANSWER, recognise
from bot.nlu.requests import PERHAPS, requested

GEVRAAGD = {
    "begeleider": "kan Sietske mij vanmiddag opbellen|ik kreeg een brief en ik tril ervan, laat Bram mij maar bellen|zeg Tineke even dat ik ziek ben"
    "|dat bespreek ik liever met haar|kunt u Bas vragen of hij komt",
    "wijzig": "er staat markt, maar dat had haven moeten zijn|je hebt opgeschreven dat ik loop, het is fietsen|gum zondag maar uit|wijzig welk werk"
    "|ik wil welk werk veranderen|die nachtploeg moet er weer uit|verkeerd getikt, zes|van trein maak bus|hoe ver ik reis wijzigen",
    "herhaal": "de hond blafte, nog eens de vraag|gooi hem er nog eens in|er ging een alarm af, wat vroeg je",
    "uitleg": "uitval? zoals van een les|zingeving, wat is dat|moet ik de pauzes daarbij rekenen|zeg het in gewoon nederlands",
    "pauze": "wacht even de buurvrouw belt aan|kan het na mijn middagdutje",
    "hulp": "het beeld blijft hangen|de knop reageert niet",
    "stop": "ik wil stoppen met dit|ik doe hier niet langer aan mee",
}
NIET_GEVRAAGD = """kan mijn vrouw mij brengen|mijn baas mag mij altijd bellen|prikkels zijn lastig|de kou moet uit de hal|stoppenmonteur|hulpkok
    er staat altijd een radio aan|oude papieren weghalen in een archief|ik wil stoppen met roken|signalen geven aan schepen|pauzes om het uur
    openheid vind ik belangrijk|ik moet er even uit|wijzigingen verwerken in tekeningen|gooi de deur maar dicht|timmerman was ik"""


# Every line: answers that a frame once took away, or that stand close to one.
LIJKT_EROP = """mijn voorkeur is iets met dieren|mijn werkwens is iets met hout|zingeving, iets voor een ander betekenen|structuur, iets van ritme
    motivatie is dat ik geld wil|ondersteuning van een collega|prikkels, zoals van een drukke winkel|reistijd van een half uur zeker
    werkplek in een hoek of zo|ontwikkeling, iets van een cursus|structuur is dat je weet wat er komt|herstel van een hele dag zeker
    prikkels, ik bedoel vooral geluid|mijn grenzen ken ik niet goed|een omgeving met iets van groen|werkomgeving van het type rustig of zo
    je hebt mensen nodig om je heen, dat is belangrijk|je hebt collegas en dat is gezellig|je had vroeger een baan die leuk was
    u heeft gelijk dat is zo|je hebt dan een doel en dat is fijn|je hebt iets te doen, het is beter dan thuis|je hebt veel mensen die iets moeten
    je zet dozen op een kar, dat is rustig werk|u heeft het goed begrepen, dat is zo
    de radio moet uit|de tl lampen moeten uit|die drukte mag weg|dat lawaai moet weg|er staat altijd iemand achter me, dat moet niet zijn
    zet een timer, dan stap ik er steeds uit|haal kinderen van school af|de telefoon mag wel uit|die felle lampen kunnen beter weg
    het alarm van mijn oven en dat moet dan uit|die stank moet weg|dat gepraat mag weg|er staat vaak muziek aan, dat moet zachter zijn
    doe rustig aan, dan kom ik er wel uit|haal bestellingen bij de winkels af
    piekeren, dat moet minder|ik lig veel te piekeren en dat moet minder worden|ik lig wakker, die druk moet minder
    ik lig wakker van het werk, dat moet anders|ik heb erover nagedacht en het moet rustiger zijn, niet meer
    pas mijn werk aan op mijn tempo|verander de dingen niet op het laatste moment|welke baan ook, ze moeten het werk aanpassen
    waarom zou ik mijn leven veranderen|ik heb fout gekozen vroeger met school|pas de taken aan naar wat ik kan
    hoe moet ik mijn gewoontes veranderen|ik heb verkeerd gekozen met mijn opleiding|van oud hout maak ik stoelen
    dat zeg ik alleen tegen hr|dat deel ik liever met de bedrijfsarts|dat vertel ik liever aan mijn baas|geef tuin maar|geef mij hout maar
    zeg de leidinggevende dat ik niet lang kan staan|vertel iedereen dat ik niet gek ben|haal boodschappen maar
    dat zeg ik wel tegen klanten|dat vertel ik alleen aan familie|dat bespreek ik liever met mijn psycholoog|zeg mijn manager dat ik later begin
    geef mij dieren maar|haal pakjes maar
    mijn scherm is te fel en dan hangt mijn hoofd|het toetsenbord werkt niet goed met een hand|het scherm maakt dat mijn ogen vast gaan zitten
    programma vast elke dag hetzelfde|mensen die niet wachten, wacht|ik doe niet langer mee in de maatschappij
    het beeld van mijn ene oog is zwart aan de rand|een vast programma met pauzes|ik sta op de fiets of ik wacht|tussendoor een momentje
    ik doe niet meer mee met feestjes|kan ik werken na mijn middagdutje"""
ECHT_GEVRAAGD = {
    "uitleg": "zingeving? iets met de kerk zeker|prikkels zijn dat muggen|structuur, je bedoelt een rooster|stigma, dat zegt me niks",
    "wijzig": "je hebt genoteerd dat ik fiets, dat moet bus zijn|die woensdag moet weg|dat over mijn broer mag weg|verander mijn werkdagen in vrijdag"
    "|je hebt me niet goed begrepen, ik zei acht|er staat bos, dat moet strand zijn|ik lig wakker van die twintig uren, die uren moeten minder",
    "begeleider": "geef Joke maar aan de lijn|haal Sietske er even bij|haal Karim maar erbij|dat vertel ik alleen aan Sietske"
    "|verbind mij door met Bram even",
    "hulp": "mijn scherm zit weer vast|de knoppen doen het niet|het toetsenbord reageert niet meer|het scherm doet niks als ik druk",
    "stop": "ik doe niet meer mee|ik doe er niet langer aan mee",
    "pauze": "de pizza is klaar, wacht even|er wordt gebeld, wacht|mag ik de rest morgen",
}
# Answers of which the trained model is sure, in a frame that may also ask.
ZEKER_EEN_ANTWOORD = """haal in het magazijn de kratten eraf|haal van de lopende band de slechte appels eraf
    ik ben goed in het schrijven van brieven in gewone taal|dat zeg ik alleen tegen Willem op de werkvloer als ik moe ben"""
# Answers that the frames left to a model that took them for something else.
ONZEKER_EEN_ANTWOORD = """ik vertel het nooit aan iemand|dat vertel ik liever aan mijn baas|dat zeg ik alleen tegen hr|die drukte mag weg
    je hebt collegas en dat is gezellig|je hebt mensen nodig om je heen, dat is belangrijk|u heeft gelijk dat is zo"""


def _zinnen(woorden: str) -> list[str]:
    return [one.strip() for regel in woorden.splitlines() for one in regel.split("|")]


@pytest.mark.parametrize(
    ("beweging", "woorden"), [(b, w) for alle in (GEVRAAGD, ECHT_GEVRAAGD) for b, tekst in alle.items() for w in tekst.split("|")]
)
def test_a_request_in_a_frame_of_words_is_heard(beweging: str, woorden: str) -> None:
    """Whatever name, trade or day stands in it."""
    heard = requested(woorden)
    assert beweging == (heard.beweging if heard else None)


@pytest.mark.parametrize("woorden", _zinnen(NIET_GEVRAAGD) + _zinnen(LIJKT_EROP))
def test_an_answer_with_such_words_is_no_request(woorden: str) -> None:
    """The words alone do not ask."""
    assert requested(woorden) is None


@pytest.mark.parametrize("woorden", ["kan Sietske mij vanmiddag opbellen", "er staat markt, maar dat had haven moeten zijn"])
def test_a_request_wins_from_an_ordinary_answer(woorden: str) -> None:
    """The trained model alone takes these for answers or other moves."""
    assert recognise(woorden).beweging in ("begeleider", "wijzig")
    assert ANSWER == recognise("ik ben stoppenmonteur").beweging


@pytest.mark.parametrize("woorden", _zinnen(ZEKER_EEN_ANTWOORD))
def test_a_sure_answer_wins_from_a_frame_that_may_stand_in_it(woorden: str) -> None:
    """Both hear something here; the answer is heard for sure."""
    heard = requested(woorden)
    assert heard is not None
    assert PERHAPS == heard.zekerheid
    assert ANSWER == recognise(woorden, "welk_werk").beweging


@pytest.mark.parametrize("woorden", _zinnen(ONZEKER_EEN_ANTWOORD))
def test_an_answer_close_to_a_request_is_heard_as_an_answer(woorden: str) -> None:
    """Whom one tells it, what must go, why one works."""
    assert ANSWER == recognise(woorden, "welk_werk").beweging


def test_a_story_is_no_request() -> None:
    """Long texts are left to the model."""
    assert requested("ik vertel eerst iets over vroeger " * 10 + "en laat Bram mij maar bellen") is None
