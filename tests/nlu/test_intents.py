"""The trained intent model, in the manner of CheckList: what must change the answer does, what must not does not."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.intents import ANSWER, FALLBACK, IntentModel, default_model, read_examples, recognise, train, with_typo

DATA = Path(__file__).parents[2] / "bot" / "data"

MOVES = [
    ("zullen we heel eventjes een pauze inlassen", "pauze"),
    ("ik plof even op de bank en dan pak ik het weer op", "pauze"),
    ("ik heb er tabak van, sluit dit maar af", "stop"),
    ("zo, koffie gehad, gaat u maar verder", "verder"),
    ("die vraag hiervoor wil ik nog een keer bekijken", "terug"),
    ("dat heb ik verkeerd ingetikt, verander het even", "wijzig"),
    ("vertel de vraag nog eens een keertje", "herhaal"),
    ("die vraag is veel te lastig, leg hem eens makkelijk uit", "uitleg"),
    ("over dat onderwerp zeg ik liever niks, volgende", "overslaan"),
    ("tja, ik zou het je niet kunnen vertellen, geen idee", "weet_niet"),
    ("ik snap niks van die knoppen, help me eens", "hulp"),
    ("waar waren wij nou ook weer gebleven", "waar_was_ik"),
    ("laat mijn jobcoach me vanmiddag opbellen", "begeleider"),
    ("ik word doodmoe van al dat gevraag", "moe"),
    ("zit ik nou met een computer te kletsen", "computer"),
    ("komt mijn baas te weten wat ik hier typ", "privacy"),
    ("verlies ik mijn uitkering wanneer ik twee dagen werk", "vraag_tussendoor"),
    ("hartstikke bedankt voor het meedenken", "dank"),
    ("goedemorgen, met Trudy", "groet"),
]
LOOKALIKES = [
    "ik ben gestopt met werken in ploegen",
    "na de pauze in de kantine ben ik uitgerust",
    "ik help graag ouderen met de boodschappen",
    "ik heb hulp nodig bij het opruimen van mijn administratie",
    "terug naar de steiger zie ik echt niet zitten",
    "ik word moe van felle lampen in de winkel",
    "nee zeggen tegen mijn baas durf ik niet",
    "de laatste bus stopt om negen uur",
    "mijn begeleidster kent mijn verhaal al jaren",
    "ik wil werk met veel herhaling erin",
    "met computers kan ik goed omgaan",
    "ik vergeet wat mensen net tegen me zeiden",
]


TOGETHER_OR_ALONE = [
    ("mijn oudste zoon typt vandaag de antwoorden voor mij", "samen"),
    ("mijn man is boodschappen doen, ik typ het nu weer zelf", "alleen"),
    ("alleen werken gaat mij het beste af", ANSWER),
    ("samen met een vaste collega achter de kassa", ANSWER),
    ("mijn vrouw helpt mij met het huishouden", ANSWER),
    ("toon me eens hoe ver ik in het traject zit", "stappen"),
    ("hoe ver zijn we nu met deze vragen", "waar_was_ik"),
]


@pytest.fixture(scope="module")
def model() -> IntentModel:
    """The model on the project's own data, trained once."""
    return default_model()


@pytest.mark.parametrize(("text", "expected"), MOVES)
def test_moves_in_new_words_are_recognised(model: IntentModel, text: str, expected: str) -> None:
    """A move is recognised in a sentence that stands nowhere in the data."""
    assert expected == recognise(text, None, model).beweging


@pytest.mark.parametrize("text", LOOKALIKES)
def test_answers_with_the_words_of_a_move_stay_answers(model: IntentModel, text: str) -> None:
    """A word as "stop" or "pauze" in a story about work is no move."""
    assert ANSWER == recognise(text, None, model).beweging


@pytest.mark.parametrize(("text", "expected"), TOGETHER_OR_ALONE)
def test_together_alone_and_steps_are_told_apart_from_what_looks_like_them(model: IntentModel, text: str, expected: str) -> None:
    """Who types now is no wish about work, and where the traject is is not where this conversation is."""
    assert expected == recognise(text, "omgeving", model).beweging


def test_a_sure_move_is_heard_beside_another_sentence(model: IntentModel) -> None:
    """Read as a whole the answer beside it drowns the move; sentence by sentence it is heard."""
    text = "Laat mijn begeleider mij terugbellen. Ik werkte vroeger bij een bakker."
    assert (ANSWER, "begeleider") == (model.ranking(text)[0][0], recognise(text, "welk_werk", model).beweging)


@pytest.mark.parametrize(
    "text",
    [
        "dat weet ik niet precies. ik werk graag buiten met dieren",
        "ik ben altijd moe na de middag. ik wil vier ochtenden werken",
        "ik werkte in de nacht. daar ben ik mee gestopt",
        "ik doe de kassa. bij drukte wil ik hulp van een collega",
    ],
)
def test_an_answer_of_two_sentences_stays_an_answer(model: IntentModel, text: str) -> None:
    """A doubt, tiredness or a word as "hulp" in one of its sentences takes nothing away."""
    assert ANSWER == recognise(text, "welk_werk", model).beweging


@pytest.mark.parametrize(
    ("text", "flipped", "expected"),
    [
        ("ik wil verder", "ik wil niet verder", ("verder", "stop")),
        ("dat klopt", "dat klopt niet", ("ja", "wijzig")),
        ("dat wil ik wel", "dat wil ik niet", ("ja", "nee")),
    ],
)
def test_negation_flips(model: IntentModel, text: str, flipped: str, expected: tuple[str, str]) -> None:
    """One "niet" makes another move of it."""
    assert expected == (recognise(text, None, model).beweging, recognise(flipped, None, model).beweging)


def test_one_typing_error_seldom_changes_the_move(model: IntentModel) -> None:
    """With one random typing error at least nine in ten of the moves above stay what they are."""
    chance = random.Random(11)
    noisy = [(with_typo(text, chance), label) for text, label in MOVES * 5]
    same = sum(recognise(text, None, model).beweging == label for text, label in noisy)
    assert same >= 0.9 * len(noisy)


@pytest.mark.parametrize(("text", "expected"), [MOVES[0], MOVES[5], MOVES[11], MOVES[17]])
@pytest.mark.parametrize("extra", ["{} Kees", "{} hoor", "eh {}"])
def test_a_name_or_a_filler_changes_nothing(model: IntentModel, text: str, expected: str, extra: str) -> None:
    """Addressing somebody or hesitating does not make another move."""
    assert expected == recognise(extra.format(text), None, model).beweging


def test_gibberish_falls_back_and_short_answers_do_not(model: IntentModel) -> None:
    """Only what holds no word at all is not understood."""
    assert [FALLBACK, ANSWER] == [recognise(text, "dagen", model).beweging for text in ("sdfkjh kjsdf", "drie ochtenden")]


def test_a_move_carries_its_words(model: IntentModel) -> None:
    """The result says on which words it rests, and how sure it is."""
    move = recognise("kan mijn begeleider mij bellen", None, model)
    assert {"begeleider", "bellen"} <= set(move.woorden)
    assert 0.5 < move.zekerheid <= 1.0


def test_a_stored_model_answers_exactly_the_same(model: IntentModel, tmp_path: Path) -> None:
    """Saving and loading loses nothing, and what is stored are plain arrays."""
    model.save(tmp_path)
    loaded = IntentModel.load(tmp_path)
    assert [model.ranking(text) for text, _ in MOVES] == [loaded.ranking(text) for text, _ in MOVES]


def test_training_is_deterministic() -> None:
    """The same data gives the same weights."""
    pairs = [("stop maar", "stop"), ("ik stop ermee", "stop"), ("geen idee", "weet_niet"), ("weet niet", "weet_niet"), ("hallo daar", "groet")] * 3
    assert np.array_equal(train(pairs).coef, train(pairs).coef)


def test_every_intent_has_at_least_a_hundred_sentences_and_no_sentence_two_intents() -> None:
    """Thin spots and contradictions in the data are found here."""
    pairs = read_examples(DATA / "gedeeld") + read_examples(DATA / "werkwensen")
    owners: dict[str, str] = {}
    counts: dict[str, int] = {}
    for text, intent in pairs:
        counts[intent] = counts.get(intent, 0) + 1
        assert intent == owners.setdefault(text.lower(), intent), text
    assert [] == [intent for intent, count in counts.items() if count < 100]
    assert counts[ANSWER] >= 1100
