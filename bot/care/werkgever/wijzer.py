"""The regelingen-wijzer: three or four questions, then which regelingen to ask about and with whom (DIALOGUES 8).

Pure: the answers so far come in, the next question or the outcome goes out. The choosing rules stand in `wijzer.yml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.care.knowledge.model import Onderwerp
from bot.care.werkgever.teksten import responses, wijzer_data

if TYPE_CHECKING:  # loads spaCy, which the questions do not need
    from bot.care.werkgever.kennis import Kennisbank

WEET_NIET = "weetniet"  # in one piece, because answers are strung together with "_"


class AntwoordOnbekend(ValueError):
    """An answer that belongs to no question of the wijzer."""


@dataclass(frozen=True)
class Wijzervraag:
    """One question: its name, the name of its text, and its choices as (id, label)."""

    naam: str
    tekst: str
    keuzes: tuple[tuple[str, str], ...]
    alleen_bij: Mapping[str, Sequence[str]]

    def applies(self, given: Mapping[str, str]) -> bool:
        """Whether the answers so far make this a sensible question."""
        return _fits(self.alleen_bij, given)


@lru_cache(maxsize=1)
def vragen() -> tuple[Wijzervraag, ...]:
    """The questions in their order."""
    found = []
    for naam, vraag in wijzer_data()["vragen"].items():
        tekst = f"utter_werkgever_wijzer_{naam}"
        keuzes = tuple((WEET_NIET if keuze == "weet_niet" else keuze, titel) for keuze, titel in responses()[tekst].keuzes)
        found.append(Wijzervraag(naam, tekst, keuzes, vraag.get("alleen_bij", {})))
    return tuple(found)


def _fits(wanted: Mapping[str, Sequence[str]], given: Mapping[str, str]) -> bool:
    return all(given.get(naam, WEET_NIET) in (*keuzes, WEET_NIET) for naam, keuzes in wanted.items())


def lees(answers: Sequence[str]) -> dict[str, str]:
    """The answers by question, from what was chosen one after the other; raises AntwoordOnbekend for anything not offered."""
    given: dict[str, str] = {}
    for answer in answers:
        vraag = volgende(given)
        if vraag is None or answer not in dict(vraag.keuzes):
            raise AntwoordOnbekend(answer)
        given[vraag.naam] = answer
    return given


def volgende(given: Mapping[str, str]) -> Wijzervraag | None:
    """The next question, or None when all that apply are answered."""
    return next((vraag for vraag in vragen() if vraag.naam not in given and vraag.applies(given)), None)


def aantal(given: Mapping[str, str]) -> int:
    """How many questions there are in all, as far as the answers tell."""
    return sum(vraag.applies(given) for vraag in vragen())


def uitkomst(given: Mapping[str, str], kennis: Kennisbank) -> list[Onderwerp]:
    """The regelingen to ask about; what the knowledge base does not (yet) hold is left out, for nothing is said without a source."""
    fitting = [
        regel["id"]
        for regel in wijzer_data()["regelingen"]
        # A question that was not asked (there is nothing to try out when somebody works already) opens nothing.
        if all(naam in given for naam in regel["bij"]) and _fits(regel["bij"], given)
    ]
    return [kennis.subjects[name] for name in fitting if name in kennis.subjects]
