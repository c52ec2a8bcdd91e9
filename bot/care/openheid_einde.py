"""The end of openheid: when to look again, the overview as a picture, and who reads which line. All four outcomes end in the same words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta

from bot.care.antwoorden import Antwoorden
from bot.care.beurt import Beurt, Zin
from bot.care.leesmoment import datum_in_woorden
from bot.care.openheid_beeld import beeld, eigen_woorden
from bot.care.openheid_lezing import NAAM
from bot.care.weer import zet_weer
from bot.nlu.later import day_of

# What was read in own words: the day, as in ISO 8601.
DAG = "dag"
OVER = {"maand": timedelta(days=30), "drie_maanden": timedelta(days=91), "half_jaar": timedelta(days=182)}


def weer_op(antwoorden: Antwoorden, today: date) -> date | None:
    """The day to look again: a choice, or own words that name one. None when no day was named."""
    gegeven = antwoorden.get("weer")
    if gegeven is None or not gegeven.inhoud:
        return None
    gekozen = next((OVER[keuze] for keuze in gegeven.waarde.keuzes if keuze in OVER), None)
    if gekozen:
        return today + gekozen
    return date.fromisoformat(gegeven.waarde.begrepen[DAG]) if DAG in gegeven.waarde.begrepen else day_of(gegeven.woorden, today)


def lees_dag(woorden: str, beurt: Beurt) -> date | None:
    """The day these words name, seen from the day they are said."""
    return day_of(woorden, beurt.now.astimezone(beurt.zone).date())


def afgesproken_dag(antwoorden: Antwoorden) -> str:
    """The day that was read in own words and said back; empty when there is none."""
    dag = antwoorden["weer"].waarde.begrepen.get(DAG)
    return datum_in_woorden(date.fromisoformat(dag)) if dag else ""


def einde(sluit_af: Callable[[Beurt, Antwoorden], Awaitable[list[Zin]]]) -> Callable[[Beurt, Antwoorden], Awaitable[list[Zin]]]:
    """How openheid ends: the ordinary close of a summary (`sluit_af`), with the picture before it and the day to look again after it."""

    async def klaar(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
        today = beurt.now.astimezone(beurt.zone).date()
        dag = weer_op(antwoorden, today)
        await zet_weer(beurt, NAAM, datetime.combine(dag, time(), beurt.zone) if dag else None)
        plaatje, woorden = beeld(antwoorden), eigen_woorden(antwoorden)
        zinnen = [Zin(f"utter_{NAAM}_einde_beeld", blokken=woorden, beeld=plaatje)] if plaatje or woorden else []
        weer = Zin(f"utter_{NAAM}_weer_op", {"datum": datum_in_woorden(dag)}) if dag else Zin(f"utter_{NAAM}_weer_zelf")
        return [*zinnen, *await sluit_af(beurt, antwoorden), weer]

    return klaar
