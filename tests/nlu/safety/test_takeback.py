"""A denial, a closed past, a story or somebody else takes a danger back, but only the danger it belongs to."""

from __future__ import annotations

import pytest

from bot.nlu.safety import assess
from bot.nlu.safety.clauses import starts
from bot.nlu.safety.rules import hits
from bot.nlu.safety.text import split

# What is taken back, then how it returns, then the same beginning with a harmless end.
PAIRS = (
    ("ik wil niet dood", "ik wil gewoon niet meer leven", "ik wil gewoon minder uren werken"),
    ("ik wil geen hulp", "ik wil dood", "ik wil rust en mijn eigen werk"),
    ("nee hoor geen zelfmoordplannen.", "alleen een datum en een plek", "alleen een datum voor het volgende gesprek"),
    ("nee geen zelfmoordgedachten.", "alleen het touw dat al klaarligt", "alleen het rooster dat al klaarligt"),
    ("ik heb nooit aan zelfmoord gedacht", "tot vannacht", "en dat blijft zo"),
    ("vroeger dacht ik aan zelfdoding.", "eigenlijk nog steeds", "nu denk ik daar niet meer aan"),
    ("toen ik twintig was wilde ik dood.", "dat is nooit weggegaan", "dat is gelukkig weggegaan"),
    ("ik had beloofd geen zelfmoord te plegen", "maar ik houd het niet vol", "en daar houd ik mij aan"),
    ("wees niet bang, ik spring niet.", "ik laat me vallen", "ik stap straks in de bus"),
    ("in die film springt iemand van de brug", "en dat ga ik vanavond ook doen", "en dat vond ik niet mooi"),
    ("mijn oom heeft zelfmoord gepleegd", "en ik ga hem achterna", "en ik ging naar de begrafenis"),
    ("ooit een poging gedaan", "en de volgende poging lukt wel", "en daar goede hulp bij gehad"),
    ("ik heb vroeger mezelf gesneden", "en sinds gisteren doe ik het weer", "en sinds mijn therapie nooit meer"),
    ("ik verwond mezelf niet,", "ik duw alleen peuken uit op mijn arm", "ik heb alleen een blauwe plek van de fiets"),
    ("vorig jaar maag leeggepompt,", "en nu weer hetzelfde gedaan", "en nu weer aan het werk"),
    ("ik heb geen overdosis genomen", "alleen dertig oxazepam", "alleen een paracetamol"),
    ("mijn man heeft me nooit geslagen", "tot vorige week", "en nooit uitgescholden"),
    ("vroeger sloeg mijn man mij.", "gisteren weer", "wij zijn al lang gescheiden"),
    ("ik zal hem niet vermoorden.", "ik steek hem alleen een beetje", "ik geef hem alleen een beetje uitleg"),
    ("het is geen beroerte denk ik", "maar mijn arm is ineens slap", "want mijn arm is weer sterk"),
)


def counting(text: str) -> list[str]:
    """The rules that count in a text."""
    return [hit.rule.id for hit in hits(split(text)) if not hit.taken_back]


@pytest.mark.parametrize(("said", "danger", "harmless"), PAIRS)
def test_what_follows_decides(said: str, danger: str, harmless: str) -> None:
    """After the same denial, past or story: danger that returns is found, something harmless is not."""
    assert counting(f"{said} {danger}")
    assert [] == counting(f"{said} {harmless}")


@pytest.mark.parametrize(("said", "danger", "harmless"), PAIRS)
def test_the_guard_reacts_to_what_returns(said: str, danger: str, harmless: str) -> None:
    """The classifier does not talk away what a rule found to return."""
    assert assess(f"{said} {danger}").niveau in ("rood", "vraag")


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("ik wil geen hulp ik wil dood", "ik wil dood"),
        ("hij slaat mij niet hij knijpt in de tomaten", "hij knijpt in de tomaten"),
        ("vroeger ging het niet goed nu wil ik weer werken", "nu wil ik weer werken"),
        ("ik heb niet gezegd dat ik dood wil", "ik hebben niet gezegd dat ik dood wil"),
        ("zelfmoord wil ik niet", "zelfmoord wil ik niet"),
    ],
)
def test_a_statement_needs_no_full_stop(text: str, last: str) -> None:
    """Statements are told apart without punctuation, and what belongs together stays together."""
    words = split(text)
    begin = max(i for i, begins in enumerate(starts(words)) if begins)
    assert last == " ".join(words.norm[begin:])


@pytest.mark.parametrize(
    "denied",
    [
        "mijn man heeft me nog nooit geslagen",
        "hij slaat mij niet",
        "ik snijd mezelf niet meer, al drie jaar niet",
        "ik denk niet meer aan zelfdoding",
        "zelfmoord is niks voor mij",
        "suicidaal? nee.",
        "niemand hoeft bang te zijn dat ik zelfmoord pleeg",
    ],
)
def test_a_denial_is_left_alone(denied: str) -> None:
    """A plain denial, before or after the danger, counts as one."""
    assert [] == counting(denied)


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("ik denk niet aan zelfdoding. alleen aan hoe fijn de stilte onder water is", True),
        ("ik denk niet aan zelfdoding en ook niet aan iets ergs", False),
        ("ik heb nooit aan zelfmoord gedacht", False),
    ],
)
def test_a_turn_after_a_denial_makes_it_doubtful(text: str, doubtful: bool) -> None:
    """ "Alleen", "nu", "tot" after a denial: the denied words are no reason to trust the text more."""
    assert [doubtful] == [hit.doubtful for hit in hits(split(text)) if hit.taken_back]


@pytest.mark.parametrize(
    ("danger", "harmless"),
    [
        ("er staat een jongen op de reling van de brug", "er staat een jongen op de brug te vissen"),
        ("mijn buurman zit op de rand van het dak", "mijn buurman zit op de rand van het bed"),
        ("hij ligt te schudden op de grond en reageert niet", "hij ligt te lachen op de grond"),
        ("mijn ex staat voor de deur met een mes", "mijn ex staat voor de deur met een taart"),
        ("alles uit het medicijnkastje heb ik nu in mijn buik", "alles uit het medicijnkastje heb ik weggebracht"),
        ("de strip is leeg en ik heb ze allemaal op", "de strip ligt in de kast en ik neem er een per dag"),
    ],
)
def test_danger_seen_by_a_bystander_or_only_implied(danger: str, harmless: str) -> None:
    """Somebody on a railing, a seizure that is watched, an empty strip: found; the same scene without danger is not."""
    assert counting(danger)
    assert [] == counting(harmless)
