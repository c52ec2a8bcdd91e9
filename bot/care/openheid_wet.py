"""What the law says, from the knowledge base: with its source and date, and past its check date only whom to ask (DIALOGUES 8).

What an employer may not ask and what one must tell: Wet op de medische keuringen art. 4. The two months: Ziektewet art. 38b.
The subjects name both, with the day their text was in force; here is no fact of law.
"""

from __future__ import annotations

from datetime import date

from bot.care.antwoorden import Antwoorden, Gegeven, Waarde
from bot.care.beurt import Beurt
from bot.care.knowledge.answer import answer
from bot.care.knowledge.model import Bron
from bot.care.openheid_lezing import NAAM
from bot.care.teksten import tekst
from bot.care.tussendoor import DOELGROEP, kennis

# Per question: the subject, how many of its blocks, and how many of its sources these rest on. Of what one must tell only the block
# that is law: the last one says what can help, and that would be advice here.
ONDERWERPEN = {
    "voordeel_norisk": ("no-risk-vraag-na-twee-maanden", 1, 1),
    "wet_vertellen": ("client-moet-ik-het-vertellen", 1, 2),
    "wet_norisk": ("no-risk-vraag-na-twee-maanden", 2, 1),
}
# How it is explained: of these subjects the simpler words with an example, and how many of their sources these rest on.
UITLEG = {
    "voordeel_norisk": (("no-riskpolis", 1),),
    "wet_vertellen": (("client-moet-ik-het-vertellen", 2),),
    "wet_norisk": (("no-riskpolis", 1), ("no-risk-vraag-na-twee-maanden", 1)),
}
GELEZEN = "kennis_"


def blokken(vraag: str, today: date) -> tuple[str, ...]:
    """What the knowledge base says at this question, and where that comes from."""
    onderwerp, hoeveel, bronnen = ONDERWERPEN[vraag]
    found = answer(kennis().subjects[onderwerp], DOELGROEP, today)
    if found.kind == "verlopen":
        return found.blocks
    return (*found.blocks[:hoeveel], _herkomst([*found.bronnen[:bronnen]], found.nagekeken))


def uitleg(vraag: str, today: date) -> tuple[str, ...]:
    """The same in simpler words with an example, and where that comes from; past a check date only whom to ask."""
    gezegd: list[str] = []
    gebruikt: list[Bron] = []
    gezien: list[date] = []
    for onderwerp, bronnen in UITLEG[vraag]:
        subject = kennis().subjects[onderwerp]
        found = answer(subject, DOELGROEP, today)
        if found.kind == "verlopen":
            return found.blocks
        gezegd += subject.uitleg_client
        gebruikt += found.bronnen[:bronnen]
        gezien.append(found.nagekeken)
    return (*gezegd, _herkomst(gebruikt, min(gezien)))


def _herkomst(bronnen: list[Bron], nagekeken: date) -> str:
    waarden = {"bronnen": "; ".join(bron.voor_client for bron in bronnen), "nagekeken": f"{nagekeken:%d-%m-%Y}"}
    return tekst(f"utter_{NAAM}_wet_bron").gevuld(waarden)


async def erbij(beurt: Beurt) -> Antwoorden:
    """The law of today, for the texts of the questions that tell it."""
    today = beurt.now.astimezone(beurt.zone).date()
    return {f"{GELEZEN}{vraag}": _gegeven(beurt, vraag, today) for vraag in ONDERWERPEN}


def _gegeven(beurt: Beurt, vraag: str, today: date) -> Gegeven:
    return Gegeven(
        f"{GELEZEN}{vraag}",
        "",
        Waarde("tekst", (), {"blokken": list(blokken(vraag, today)), "uitleg": list(uitleg(vraag, today))}),
        beurt.seq,
        beurt.now,
    )
