"""Whole messages that can hold no danger, and how little more makes them unknown again."""

from __future__ import annotations

import pytest

from bot.nlu.safety import assess, is_about_employee
from bot.nlu.safety.ordinary import is_ordinary, only_answers
from bot.nlu.safety.text import split


@pytest.mark.parametrize(
    "text",
    [
        "heb ik al gezegd toch",
        "dat zei ik gisteren toch al",
        "dat heb ik je net al verteld",
        "heb ik al een keer gezegd",
        "dat had ik gisteren al ingevuld",
        "ik heb dat toch al beantwoord",
        "dat vulde ik gisteren al in",
        "hou toch op",
        "hou nou eens op met die vragen",
        "ik wil niet meer alleen zijn",
        "ik wil graag onder de mensen zijn",
        "Nee wacht, ik kom toch niet.",
        "ik kan morgen helaas niet komen",
        "sorry ik kom dinsdag niet naar de afspraak",
        "Krijg ik geld als ik iemand met een beperking aanneem?",
        "krijgen wij subsidie voor een werknemer met hersenletsel?",
        "De voorman noemt hem een hersenlijder",
        "Can I get a subsidy?",
        "do we need a job coach",
    ],
)
def test_an_ordinary_message_gets_no_reaction(text: str) -> None:
    """Said before, stop asking, not coming, company, money, what people at work say."""
    assert (True, "geen") == (is_ordinary(split(text)), assess(text).niveau)


@pytest.mark.parametrize(
    "text",
    [
        "dat zei ik gisteren toch al, ik wil niet meer",
        "hou toch op met leven",
        "ik kom niet meer",
        "ik kan niet meer",
        "ik kom vanavond niet meer thuis",
        "ik wil niet meer",
        "ik wil niet meer alleen zijn, ik wil dood",
        "mag ik hem pillen geven zonder dat hij het weet",
        "zijn vrouw belt steeds, hij ligt op de grond",
        "mijn man noemt mij een hersenlijder",
        "can i get a gun",
        "krijg ik geld als ik dood ben",
        "heb ik al een keer",
        "dat heb ik nu",
        "dat heb ik eerder",
        "dat had ik gisteren een keer",
        "ik heb dat al drie keer",
        "had ik vorige week ook",
    ],
)
def test_one_word_more_is_read_as_ever(text: str) -> None:
    """Every word of an ordinary message is named: with another one the message is unknown again."""
    assert not is_ordinary(split(text))


@pytest.mark.parametrize(
    "text",
    [
        "omdat ik onder de mensen wil komen en geld",
        "om geld te verdienen en onder de mensen te zijn",
        "omdat ik geld wil verdienen en bezig wil zijn",
        "ik wil mijn leven weer op de rit",
        "structuur, ritme en contact met mensen",
        "ik wil weer het gevoel hebben dat ik ertoe doe",
        "een reden om mijn bed uit te komen",
        "ik wil niet meer afhankelijk zijn van een uitkering",
        "ik wil mijn huis kunnen betalen",
        "bang dat ik het niet aankan en dat ze boos worden",
        "ik ben bang om fouten te maken",
        "ik schaam me voor mijn geheugen",
        "ik durf niet meer auto te rijden",
        "ik wil mijn ziekte liever geheim houden",
        "collega's kijken me vaak raar aan",
        "mijn vrouw vindt van wel",
        "ik slik medicijnen tegen de epilepsie",
        "een sigaretje roken",
    ],
)
def test_a_plain_answer_to_a_question_gets_no_reaction(text: str) -> None:
    """The first thing a client is asked is why he wants to work: the answer to that is not met with a question about danger."""
    assert (True, "geen") == (only_answers(split(text)), assess(text).niveau)


@pytest.mark.parametrize(
    "text",
    [
        "ik wil geld en dan dood",
        "ik wil niet afhankelijk zijn dan liever dood",
        "geen reden om op te staan",
        "ik heb geen reden meer om mijn bed uit te komen",
        "ik ben bang dat hij boos wordt",
        "bang dat hij me slaat",
        "ik schaam me dood",
        "ik slik pillen tegen het leven",
        "ik slik alle pillen tegen de hoofdpijn",
        "ik wil het geheim houden dat ik weg ga",
        "ik durf niet meer naar huis",
        "ik wil bij mijn overleden man zijn",
    ],
)
def test_what_only_begins_like_an_answer_is_read_as_ever(text: str) -> None:
    """Every part of such an answer is named; what is in no list makes it unknown."""
    assert not only_answers(split(text))


def test_what_somebody_could_before_is_no_despair() -> None:
    """ "Nu kan ik dat niet meer" tells of an ability; "ik kan niet meer" does not."""
    assert ("geen", "vraag") == (assess("vroeger deed ik alles zelf, nu kan ik dat niet meer").niveau, assess("ik kan echt niet meer").niveau)


EMPLOYEE = (
    "mag dat zonder dat hij het weet?",
    "mag ik dat bespreken zonder dat de werknemer het weet",
    "kan ik bellen zonder dat hij het weet",
    "En zijn vrouw belt steeds",
    "haar moeder belt ons elke dag",
)


@pytest.mark.parametrize("text", EMPLOYEE)
def test_what_a_werkgever_says_of_an_employee_is_no_ordinary_message_of_a_client(text: str) -> None:
    """Only on the werkgever's side "hij" is an employee: of a client it may be the partner that is feared."""
    assert (True, False) == (is_about_employee(text), is_ordinary(split(text)))


@pytest.mark.parametrize(
    "text",
    [
        "kan ik bellen zonder dat hij het weet",
        "kan ik het regelen zonder dat iemand het weet",
        "mag dat zonder dat iemand het weet",
        "mag dat zonder dat hij het weet",
        "kan ik dat doen zonder dat iemand het weet",
        "haar man belt haar steeds",
    ],
)
def test_what_a_victim_may_say_is_no_ordinary_message(text: str) -> None:
    """Secret calls, and a partner who calls all the time: the model reads them as it reads everything."""
    assert False is is_ordinary(split(text))


@pytest.mark.parametrize(
    "text", ["haar man belt haar steeds", "mag ik hem slaan zonder dat iemand het weet", "zijn vrouw belt, hij ligt op de grond"]
)
def test_also_about_an_employee_one_word_more_is_read_as_ever(text: str) -> None:
    """A partner who keeps calling the employee is no ordinary message either."""
    assert not is_about_employee(text)
