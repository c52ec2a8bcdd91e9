"""The search of the pages: the same guard and the same answers as the chat, for a reader without script."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.care.hulplijnen import STANDAARD, Hulplijnen
from bot.care.knowledge.answer import Answer, answer, refusal
from bot.care.knowledge.model import Onderwerp
from bot.care.knowledge.search import Result
from bot.care.werkgever.gevaar import gevaar
from bot.care.werkgever.kennis import DOELGROEP, Kennisbank
from bot.care.werkgever.onbeantwoord import zonder_persoonsgegevens
from bot.care.werkgever.zinnen import Zin, hulp, zeg


@dataclass(frozen=True)
class Vondst:
    """What one question led to: an answer, up to three subjects to choose from, a refusal, or helplines."""

    soort: Literal["antwoord", "bedoel_je", "weigering", "veiligheid"]
    antwoord: Answer | None = None
    onderwerpen: tuple[Onderwerp, ...] = ()
    blokken: tuple[str, ...] = ()


def zoek(kennis: Kennisbank, text: str, today: dt.date, hulplijnen: Hulplijnen = STANDAARD) -> tuple[list[Vondst], str | None]:
    """What is found, and the stripped question for the editor when nothing was."""
    danger = gevaar(text)
    if danger is not None and danger.zeker:
        return [_helplines(hulp(danger.tekst, hulplijnen))], None
    results = kennis.find_all(text)
    found = [_vondst(kennis, result, today) for result in results]
    if danger is None:
        lost = next((result.vraag for result in results if result.reason == "onbekend"), None)
        return found, zonder_persoonsgegevens(lost, kennis.words) if lost else None
    plek, kort = danger.plek(results), _helplines(zeg(danger.kort, hulplijnen.waarden()))
    if plek == "alleen":
        return [_helplines(hulp(danger.tekst, hulplijnen))], None
    return ([kort, *found] if plek == "boven" else [*found, kort]), None


def _helplines(zin: Zin) -> Vondst:
    return Vondst("veiligheid", blokken=tuple(zin.turn.text))


def _vondst(kennis: Kennisbank, result: Result, today: dt.date) -> Vondst:
    subjects = tuple(kennis.subjects[name] for name in result.ids)
    if result.kind == "antwoord":
        return Vondst("antwoord", antwoord=answer(subjects[0], DOELGROEP, today), onderwerpen=subjects[1:])
    if result.kind == "bedoel_je":
        return Vondst("bedoel_je", onderwerpen=subjects)
    return Vondst("weigering", blokken=refusal(result.reason or "onbekend", DOELGROEP))
