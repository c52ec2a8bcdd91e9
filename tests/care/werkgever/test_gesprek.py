"""What the werkgever chat says, with the real knowledge base and the real guard."""

from __future__ import annotations

import datetime as dt
from collections import deque
from dataclasses import replace

import pytest

from bot.care.knowledge.search import Knowledge
from bot.care.werkgever.gesprek import NEXT_SUBJECTS, Uitkomst, Werkgevergesprek
from bot.care.werkgever.kennis import Kennisbank
from bot.care.werkgever.stand import KeuzeOnbekend, Stand

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="session")
def gesprek(kennis: Kennisbank) -> Werkgevergesprek:
    """The chat."""
    return Werkgevergesprek(kennis)


def words(uitkomst: Uitkomst) -> str:
    return "\n".join(text for zin in uitkomst.zinnen for text in zin.turn.text)


def choices(uitkomst: Uitkomst) -> dict[str, str]:
    return {choice["id"]: choice["label"] for zin in uitkomst.zinnen for choice in zin.turn.choices}


def test_it_begins_by_saying_what_it_is(gesprek: Werkgevergesprek) -> None:
    """The first turns say that it is a computer program, that nothing personal should be typed, and what is kept."""
    said = words(gesprek.kies(Stand(), "begin", TODAY))
    assert "computerprogramma" in said
    assert "Typ geen namen" in said
    assert "bewaar ik de vraag zonder namen" in said


def test_every_answer_shows_source_date_and_contact(gesprek: Werkgevergesprek, kennis: Kennisbank) -> None:
    """Of all subjects, none is shown without its sources, the day it was checked and whom to call."""
    for name, subject in kennis.subjects.items():
        zin = gesprek.kies(Stand(), f"onderwerp_{name}", TODAY).zinnen[0]
        shown = "\n".join(zin.turn.text)
        assert ("knowledge", name) == (zin.turn.kind, zin.onderwerp)
        assert all(bron.titel in shown for bron in subject.bronnen), name
        assert f"{subject.nagekeken:%d-%m-%Y}" in shown, name
        assert subject.contact.rstrip(".") in shown, name


def test_an_expired_answer_gives_the_contact_instead_of_the_fact(kennis: Kennisbank) -> None:
    """After `geldig_tot` no sentence of the answer is said any more."""
    subject = kennis.subjects["no-riskpolis"]
    old = replace(subject, geldig_tot=dt.date(2026, 1, 1))
    said = words(Werkgevergesprek(Kennisbank(Knowledge((old,)))).kies(Stand(), "onderwerp_no-riskpolis", TODAY))
    assert not any(block in said for block in subject.antwoord)
    assert subject.contact in said


def test_every_button_leads_somewhere(gesprek: Werkgevergesprek) -> None:
    """From the menu all subjects of all themes can be reached by buttons, at most three and one for more a turn, and no button is dead."""
    todo, seen, subjects = deque(["begin"]), {"begin"}, set()
    while todo:
        uitkomst = gesprek.kies(Stand(), todo.popleft(), TODAY)
        last = uitkomst.zinnen[-1]
        assert last.turn.choices
        if last.onderwerp:
            subjects.add(last.onderwerp)
            continue
        assert len(last.turn.choices) <= 4
        for choice in choices(uitkomst):
            if choice not in seen:
                seen.add(choice)
                todo.append(choice)
    assert set(gesprek._kennis.subjects) == subjects


@pytest.mark.parametrize(
    "choice",
    ["onderwerp_bestaat-niet", "thema_geheim", "thema_regelingen_x", "cel_baas_matching", "wijzer_zoekt_mars", "uitkomst_x", "/restart", ""],
)
def test_a_choice_that_was_never_offered_is_refused(gesprek: Werkgevergesprek, choice: str) -> None:
    """Whatever a program sends as a choice, it gets an error and no answer."""
    with pytest.raises(KeuzeOnbekend):
        gesprek.kies(Stand(), choice, TODAY)


@pytest.mark.parametrize("text", ["Mijn werknemer zegt dat hij zelfmoord wil plegen", "ik wil dood", "Een collega heeft een overdosis genomen"])
def test_danger_comes_before_everything(gesprek: Werkgevergesprek, text: str) -> None:
    """A text about danger gets the helplines, hears that nobody is told because the chat is anonymous, and is kept nowhere."""
    uitkomst = gesprek.lees(Stand(), text, TODAY)
    assert ["safety"] == [zin.turn.kind for zin in uitkomst.zinnen]
    assert "112" in words(uitkomst)
    assert "anoniem" in words(uitkomst)
    assert "Niemand krijgt" in words(uitkomst)
    assert (Stand(), None) == (replace(uitkomst.stand, vraag=None), uitkomst.onbeantwoord)


@pytest.mark.parametrize("danger", ["heb een beroerte", "heb nu een beroerte denk ik", "mijn werknemer heeft een overdosis genomen", "ik wil dood"])
@pytest.mark.parametrize("no", ["nee", "Nee hoor", "neen niet nu", "nee dat was vorig jaar"])
def test_a_no_after_helplines_leads_to_the_beginning(gesprek: Werkgevergesprek, danger: str, no: str) -> None:
    """They asked nothing, so a no is not looked up, nor met with "ik begrijp u niet": one can ask something else."""
    uitkomst = gesprek.lees(gesprek.lees(Stand(), danger, TODAY).stand, no, TODAY)
    assert ["utter_werkgever_menu"] == [uitkomst.stand.vraag]
    assert "begrijp u niet" not in words(uitkomst)


@pytest.mark.parametrize("yes", ["ja", "ja klopt", "weet ik niet", "wat bedoel je?", "herhaal"])
def test_anything_like_a_yes_after_helplines_keeps_them_in_sight(gesprek: Werkgevergesprek, yes: str) -> None:
    """Whoever says yes, does not know, or asks what is meant, reads the same numbers again."""
    first = gesprek.lees(Stand(), "heb een beroerte", TODAY)
    assert first.zinnen[0].turn.text == gesprek.lees(first.stand, yes, TODAY).zinnen[0].turn.text


@pytest.mark.parametrize("question", ["wat is loonwaarde", "nee, iets anders: hoe vraag ik een jobcoach aan", "hoe werkt een proefplaatsing?"])
def test_a_question_after_helplines_is_answered(gesprek: Werkgevergesprek, question: str) -> None:
    """Who asks on is not held back."""
    uitkomst = gesprek.lees(gesprek.lees(Stand(), "heb een beroerte", TODAY).stand, question, TODAY)
    assert "safety" not in [zin.turn.kind for zin in uitkomst.zinnen]
    assert "utter_werkgever_menu" != uitkomst.stand.vraag


@pytest.mark.parametrize(
    "text",
    [
        "Pieter heeft een herseninfarct gehad, mag ik hem ontslaan?",
        "Kun jij zien of mijn medewerker hersenletsel heeft?",
        "Is mevrouw De Wit wel geschikt voor de balie?",
    ],
)
def test_a_question_about_a_person_is_declined_and_kept_nowhere(gesprek: Werkgevergesprek, text: str) -> None:
    """A person, a diagnosis or a dismissal: a kind no, what may be discussed, and nothing for the editor."""
    uitkomst = gesprek.lees(Stand(), text, TODAY)
    assert "Over één persoon geef ik geen oordeel" in words(uitkomst)
    assert "in het algemeen" in words(uitkomst)
    assert uitkomst.onbeantwoord is None


def test_several_questions_are_answered_one_by_one(gesprek: Werkgevergesprek) -> None:
    """Two questions in one message give two answers, in the order in which they were asked."""
    uitkomst = gesprek.lees(Stand(), "Wat is loonwaarde? En wat doet het doelgroepregister?", TODAY)
    assert ["loonwaarde", "doelgroepregister"] == [zin.onderwerp for zin in uitkomst.zinnen if zin.onderwerp]


def test_a_following_question_is_about_the_last_subject(gesprek: Werkgevergesprek) -> None:
    """ "En hoe lang duurt dat?" is understood after an answer, and another subject is not dragged along by it."""
    stand = gesprek.kies(Stand(), "onderwerp_proefplaatsing-uwv", TODAY).stand
    ids = _offered(gesprek.lees(stand, "en hoe lang duurt dat?", TODAY))
    assert "proefplaatsing-uwv" in ids
    assert "proefplaatsing-uwv" not in _offered(gesprek.lees(stand, "hoe zaai ik tomaten", TODAY))


def _offered(uitkomst: Uitkomst) -> set[str]:
    answered = {zin.onderwerp for zin in uitkomst.zinnen if zin.onderwerp}
    # The choices under an answer are what else to read; only those of a "bedoel je" are guesses.
    return answered or {name.removeprefix("onderwerp_") for name in choices(uitkomst)}


def test_unsure_means_up_to_three_guesses_and_a_way_out(gesprek: Werkgevergesprek) -> None:
    """A vague question is not guessed at; "geen van deze" gives a place to call and keeps the question for the editor."""
    uitkomst = gesprek.lees(Stand(), "subsidie aanvragen", TODAY)
    guesses = [name for name in choices(uitkomst) if name.startswith("onderwerp_")]
    assert 1 <= len(guesses) <= 3
    none = gesprek.lees(uitkomst.stand, "geen van deze", TODAY)
    assert "Werkcentrum" in words(none)
    assert "subsidie aanvragen" == none.onbeantwoord


def test_asking_on_without_choosing_is_about_the_best_guess(gesprek: Werkgevergesprek) -> None:
    """After a "bedoel je" left open, "hoe lang duurt dat" is not about what was answered before it; after "geen van deze" about none of them."""
    before = gesprek.kies(Stand(), "onderwerp_ips-duur", TODAY).stand
    asked = gesprek.lees(before, "subsidie aanvragen", TODAY)
    best = asked.stand.keuzes[0][0].removeprefix("onderwerp_")
    assert best == asked.stand.onderwerp
    assert "ips-duur" not in _offered(gesprek.lees(asked.stand, "hoe lang duurt dat?", TODAY))
    assert gesprek.kies(asked.stand, "geen", TODAY).stand.onderwerp is None


HUMAN = ["ik wil een mens spreken", "Kan ik iemand bellen?", "Mag ik met een echt persoon praten", "verbind me door", "wie kan ik hierover bellen?"]
ABOUT = [
    ("Wie leest mee?", "geen mens mee"),
    ("wordt dit gesprek bewaard?", "zonder namen"),
    ("wat kun je", "korte antwoorden"),
    ("Waarmee kunt u mij helpen?", "bron"),
]


@pytest.mark.parametrize("text", HUMAN)
def test_a_human_is_two_actions_away(gesprek: Werkgevergesprek, text: str) -> None:
    """Asking for a person names people to speak to; one choice more shows where, with its source."""
    uitkomst = gesprek.lees(Stand(), text, TODAY)
    assert "begeleider van uw medewerker" in words(uitkomst)
    people = [name for name in choices(uitkomst) if name.startswith("onderwerp_")]
    assert len(people) == 3
    for name in people:
        assert "Bronnen:" in words(gesprek.kies(uitkomst.stand, name, TODAY))


def test_asking_for_a_human_comes_back_to_the_open_step(gesprek: Werkgevergesprek) -> None:
    """The wijzer is not lost by it."""
    step = gesprek.kies(Stand(), "wijzer_zoekt", TODAY)
    asked = gesprek.lees(step.stand, "ik wil een mens spreken", TODAY)
    back = gesprek.kies(asked.stand, "onderwerp_bedrijfsarts-rol", TODAY)
    assert step.zinnen[-1].turn.text == back.zinnen[-1].turn.text


@pytest.mark.parametrize(("text", "said"), ABOUT)
def test_it_says_what_it_can_and_who_reads(gesprek: Werkgevergesprek, text: str, said: str) -> None:
    """Questions about the program itself are not looked up in the knowledge base."""
    assert said in words(gesprek.lees(Stand(), text, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "Mag ik iemand met NAH thuis bellen?",
        "Wat kunt u vertellen over loonwaarde?",
        "wat kan ik doen bij overprikkeling?",
        "Hoe werkt een proefplaatsing?",
        "Kan ik UWV bellen over de no-riskpolis?",
        "Is het werk dat hij doet vertrouwelijk voor mensen met NAH?",
    ],
)
def test_a_question_about_the_work_is_not_about_the_program(gesprek: Werkgevergesprek, text: str) -> None:
    """What only looks like it still goes to the knowledge base."""
    uitkomst = gesprek.lees(Stand(), text, TODAY)
    assert any(zin.onderwerp for zin in uitkomst.zinnen) or "onderwerp_" in "".join(choices(uitkomst))
    assert "utter_werkgever_menu" != uitkomst.stand.vraag
    assert "Ik ben een computerprogramma" not in words(uitkomst)


def test_a_question_in_between_comes_back_to_the_open_step(gesprek: Werkgevergesprek) -> None:
    """Who asks something during the wijzer gets the answer and then the open question again."""
    step = gesprek.kies(Stand(), "wijzer_zoekt", TODAY)
    asked = gesprek.lees(step.stand, "wat is loonwaarde?", TODAY)
    if asked.stand.terug is not None:
        asked = gesprek.kies(asked.stand, "onderwerp_loonwaarde", TODAY)
    assert "loonwaarde" in {zin.onderwerp for zin in asked.zinnen}
    assert step.zinnen[-1].turn.text == asked.zinnen[-1].turn.text
    assert choices(step) == {choice["id"]: choice["label"] for choice in asked.zinnen[-1].turn.choices}


def test_an_open_question_is_explained_in_other_words(gesprek: Werkgevergesprek) -> None:
    """ "Wat bedoelt u?" gives the same question in simpler words with the same choices; typing a label is choosing it."""
    step = gesprek.kies(Stand(), "wijzer", TODAY)
    again = gesprek.lees(step.stand, "wat bedoelt u?", TODAY)
    assert step.zinnen[-1].turn.text != again.zinnen[-1].turn.text
    assert step.zinnen[-1].turn.choices == again.zinnen[-1].turn.choices
    assert "wijzer_zoekt_uwv" in choices(gesprek.lees(again.stand, "ik zoek iemand", TODAY))


@pytest.mark.parametrize(
    ("text", "said"), [("ben je een robot?", "Ja"), ("Bent u een computer", "Ja"), ("Praat ik nu met een mens?", "Nee"), ("Ben je een mens?", "Nee")]
)
def test_it_says_honestly_that_it_is_a_computer(gesprek: Werkgevergesprek, text: str, said: str) -> None:
    """Asked whether it is a robot, it says yes; whether it is a human, no."""
    assert f"{said}, ik ben een computerprogramma." in words(gesprek.lees(Stand(), text, TODAY))


def test_a_goodbye_ends_and_anger_is_answered_calmly(gesprek: Werkgevergesprek) -> None:
    """Neither is taken for a question that cannot be answered."""
    assert "Tot ziens" in words(gesprek.lees(Stand(), "bedankt doei", TODAY))
    assert "Jammer" in words(gesprek.lees(Stand(), "wat een waardeloos ding", TODAY))


@pytest.mark.parametrize("text", ["sukkel", "rot op", "je bent een idioot", "ik vind dit waardeloos", "wat een kutprogramma", "jij bent dom"])
def test_abuse_of_the_program_is_answered_calmly(gesprek: Werkgevergesprek, text: str) -> None:
    """Bare abuse, or abuse of what one types to."""
    assert "Jammer" in words(gesprek.lees(Stand(), text, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "mijn werknemer voelt zich waardeloos",
        "zij vindt zichzelf waardeloos",
        "collegas noemen hem achterlijk",
        "klant riep val dood",
        "hij zegt flikker op",
        "ik ben waardeloos",
        "ik voel me een sukkel",
    ],
)
def test_hard_words_about_somebody_are_no_abuse_of_the_program(gesprek: Werkgevergesprek, text: str) -> None:
    """What somebody feels, hears or says, the werkgever too, is not met with "jammer dat het niet lukt"."""
    assert "Jammer" not in words(gesprek.lees(Stand(), text, TODAY))


@pytest.mark.parametrize(
    "text", ["is dit echt waar", "is dit echt gratis", "is dit wel echt zo", "is dit een persoon met nah", "ben je echt zeker daarvan"]
)
def test_really_does_not_ask_for_a_human(gesprek: Werkgevergesprek, text: str) -> None:
    """Only "ben je echt" and "is dit een mens" ask who answers."""
    assert "computerprogramma" not in words(gesprek.lees(Stand(), text, TODAY))


@pytest.mark.parametrize("text", ["is dit een mens", "is dit wel een echt persoon?", "ben je echt?", "bent u wel een echt mens"])
def test_asking_whether_this_is_a_human_is_answered(gesprek: Werkgevergesprek, text: str) -> None:
    """In other words too."""
    assert "Nee, ik ben een computerprogramma." in words(gesprek.lees(Stand(), text, TODAY))


def test_later_alone_is_no_goodbye(gesprek: Werkgevergesprek) -> None:
    """ "Later" answers an open question; "tot later" ends."""
    assert "Tot ziens" not in words(gesprek.lees(Stand(), "later", TODAY))
    assert "Tot ziens" in words(gesprek.lees(Stand(), "tot later", TODAY))


def test_a_follow_up_does_not_get_the_same_answer_again(gesprek: Werkgevergesprek) -> None:
    """ "En daarna?" with nothing new to say: that this was all, and the subject still a choice."""
    stand = gesprek.kies(Stand(), "onderwerp_jobcoach-uwv", TODAY).stand
    again = gesprek.lees(stand, "en daarna?", TODAY)
    assert "alles gezegd" in words(again)
    assert "jobcoach-uwv" in _offered(again)


@pytest.mark.parametrize("text", ["x", "asdfghjkl", "???", "/restart", "\u202e" * 30, "😀", "a" * 4000, "<script>alert(1)</script>", "0"])
def test_odd_text_gets_an_answer(gesprek: Werkgevergesprek, text: str) -> None:
    """Every text gets words back, and a way on."""
    uitkomst = gesprek.lees(Stand(), text, TODAY)
    assert words(uitkomst)
    assert choices(uitkomst)


def test_what_to_read_next_is_about_the_same_theme(kennis: Kennisbank) -> None:
    """After every answer: the theme of the subject, or what its file names as its whole or part; most subjects have something to go on with."""
    ernaast, zonder = [], 0
    for subject in kennis.subjects.values():
        next_ones = kennis.related(subject, NEXT_SUBJECTS)
        zonder += not next_ones
        for other in next_ones:
            joined = {subject.id, subject.onderdeel_van} & {other.id, other.onderdeel_van} - {None}
            if other.thema != subject.thema and not joined:
                ernaast.append((subject.id, other.id))
    assert [] == ernaast
    assert zonder < len(kennis.subjects) / 10
