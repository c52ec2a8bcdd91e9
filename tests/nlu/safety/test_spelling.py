"""Danger words are read through any spelling, ordinary words are never read as one."""

from __future__ import annotations

import pytest

from bot.nlu.intents import read_examples
from bot.nlu.safety.learning import DATA, DIALOGUES
from bot.nlu.safety.sound import Ear, apart, key
from bot.nlu.safety.text import WORD, key_words, normal, plain, spelling, split

HARMLESS = sorted(DATA.glob("geen-*.txt"))
# In those sentences: misspelt indeed, or as somebody says it.
MEANT = set(
    "hersenbleoding kapoet kepot slpaen trian depresief dooje dousje parasetemol oksasepam nooid viadukt schulde "
    "hoofdpein hoofpijn gesneje gesnejen janke praate schoppe eutanesie afschijd testement "
    "slaope laeve verlmad slikke hoofdpjn mdicijen gesnede begroafenis sloan allein begravenis medisijn trijn sloapen".split()
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("zelvmoort", "zelfmoord"),
        ("levensmoeheid", "levensmoe"),
        ("kaput", "kapot"),
        ("geslape", "slapen"),
        ("zlfmrd", "zelfmoord"),
        ("zelf mort", "zelfmoord"),
        ("zlf mrd", "zelfmoord"),
        ("ztlfdding", "zelfdoding"),
        ("suwisiede", "suicide"),
        ("suisidaal", "suicidaal"),
        ("sterfen", "dood gaan"),
        ("snyden", "snijden"),
        ("gesnedn", "gesneden"),
        ("geslkt", "geslikt"),
        ("fermoorde", "vermoorden"),
        ("oferdoosis", "overdosis"),
        ("paracetemolle", "paracetamol"),
        ("hersenbloejing", "hersenbloeding"),
        ("mezellevert", "mijn"),
        ("gaa", "ga"),
        ("ikwilernietmeerzijn", "ik wil er niet meer zijn"),
        ("hijkomtnaarbovenhijgaatmeslaan", "hij komt naar boven hij gaat mijn slaan"),
        ("ikwilgraagmeerwerken", "ik wil graag meer werken"),
    ],
)
def test_a_word_written_by_ear_is_read(written: str, read: str) -> None:
    """Letters heard alike, dropped vowels, several letters off, words glued or split: all read as meant."""
    assert read == " ".join(split(written).norm)


@pytest.mark.parametrize(
    "word",
    "sterker sterren zelfbediening zelfvertrouwen zelfverdediging gezaagd opgelaten opgeheven verbazing vervang natuurkunde "
    "denemarken autisme lasergame kindergeschreeuw gevoelstemperatuur meshandel with waxen scheergel smoor satan sneijder janzen".split(),
)
def test_an_ordinary_word_stays_itself(word: str) -> None:
    """Words near a danger word, and long compounds, are neither corrected nor cut up."""
    assert (word,) == normal(word)


def test_no_word_of_the_harmless_sentences_becomes_a_danger_word() -> None:
    """In thousands of harmless sentences and all of the dialogues no word is read as a danger word that it is not."""
    lines = [line for path in HARMLESS for line in path.read_text("utf-8").splitlines()] + [text for text, _ in read_examples(DIALOGUES)]
    words = {plain(match.group()) for line in lines for match in WORD.finditer(line)}
    read = {word: normal(word) for word in words - spelling().keys()}
    assert MEANT == {word for word, to in read.items() if to != (word,) and len(to) == 1 and to[0] in key_words()}


@pytest.mark.parametrize(("one", "other"), [("fermoorden", "vermoorden"), ("zwijgen", "swijgen"), ("snyden", "snijden"), ("verhange", "verhangen")])
def test_what_sounds_alike_has_one_key(one: str, other: str) -> None:
    """f and v, s and z, y and ij, a silent n."""
    assert key(one) == key(other)


def test_a_swap_is_one_step_and_a_short_word_is_never_guessed() -> None:
    """Distance counts swaps of neighbours once; below six letters of sound only the very sound counts."""
    assert 1 == apart("slpaen", "slapen")
    assert None is Ear(["spoor"]).meant("spaar")
