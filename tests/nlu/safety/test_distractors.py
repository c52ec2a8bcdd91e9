"""What stands elsewhere in a text never hides an explicit statement of danger."""

from __future__ import annotations

import pytest

from bot.nlu.safety import assess

EXPLICIT = (
    "ik wil niet meer leven",
    "ik ga vanavond zelfmoord plegen",
    "ik heb net alle pillen doorgeslikt",
    "ik ga mijn buurman vermoorden",
    "mijn man slaat mij",
    "mijn mond hangt scheef en mijn arm is slap",
    "ik snij mezelf weer in mijn armen",
)
DISTRACTORS = (
    "ik heb gisteren een leuke film gezien over een trein",
    "vroeger werkte ik bij de bakker, dat is lang geleden",
    "ik wil geen kantoor en niet op vrijdag",
    "mijn collega neemt afscheid met een borrel en een karaoke",
    "de printer is weer eens dood, lekker dan",
    "ik ben lid van de visclub en ga op vakantie naar spanje",
    "nee hoor, met de hond en de kat gaat het goed",
    "de tandarts en de dierenarts heb ik gebeld",
)


@pytest.mark.parametrize("distractor", DISTRACTORS)
@pytest.mark.parametrize("explicit", EXPLICIT)
def test_words_elsewhere_never_hide_an_explicit_statement(explicit: str, distractor: str) -> None:
    """Film, past, denial and every-day words in the sentence before or after change nothing."""
    seen = ("rood", "vraag")
    assert assess(f"{distractor}. {explicit}").niveau in seen
    assert assess(f"{explicit}. {distractor}").niveau in seen
