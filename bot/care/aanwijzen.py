"""Choices that are pointed at and not named: "alle drie", "geen van beide", "de eerste twee"; and "da's alles" where more is asked for.

Only whole messages count: "de laatste keer ging het mis" is an answer in own words. The words stand in aanwijzen.yml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.nlu.moves import plain
from bot.nlu.phrases import Phrases

GEEN, ANDERS = "geen", "anders"
MEESTE_WOORDEN = 10


@dataclass(frozen=True)
class _Woorden:
    """What stands in aanwijzen.yml."""

    alles: re.Pattern[str]
    niets: re.Pattern[str]
    plekken: re.Pattern[str]
    soms: re.Pattern[str]
    niets_meer: re.Pattern[str]
    klaar: re.Pattern[str]
    telt: Mapping[str, int]
    op_plek: Mapping[str, int]
    laatst: frozenset[str]
    niet_geteld: frozenset[str]


@lru_cache(maxsize=1)
def _woorden() -> _Woorden:
    zinnen = Phrases(Path(__file__).with_suffix(".yml"))
    telt, op_plek = ({woord: int(getal) for woord, getal in zinnen.entry(naam).items()} for naam in ("telt", "op_plek"))
    return _Woorden(
        alles=zinnen.pattern("alles"),
        niets=zinnen.pattern("niets"),
        plekken=zinnen.pattern("plekken"),
        soms=zinnen.pattern("soms"),
        niets_meer=zinnen.pattern("niets_meer"),
        klaar=zinnen.pattern("klaar"),
        telt=telt,
        op_plek=op_plek,
        laatst=frozenset(zinnen.entry("laatst")),
        niet_geteld=frozenset(zinnen.entry("niet_geteld")),
    )


@dataclass(frozen=True)
class Aanbod:
    """The choices on the screen in their order, as id and label, and whether several may be picked."""

    keuzes: Mapping[str, str]
    meer: bool

    @property
    def geteld(self) -> list[str]:
        """Those one can point at by counting."""
        return [keuze for keuze in self.keuzes if keuze not in _woorden().niet_geteld]

    @property
    def vraagt_meer(self) -> bool:
        """Whether more is asked for than was said: then "nothing" is a choice, and it says that this is all."""
        return "alles" in self.keuzes.get(GEEN, "").casefold()

    @property
    def kan_niets_zijn(self) -> bool:
        """Whether there may be nothing (more) to tell, as its choice says."""
        return bool(_woorden().niets_meer.search(self.keuzes.get(GEEN, "").casefold()))


def _kort(text: str) -> str:
    """Plain words; nothing for a message too long to be only pointing."""
    said = plain(text)
    return said if len(said.split()) <= MEESTE_WOORDEN else ""


def zegt_dat_is_alles(text: str) -> bool:
    """Whether the whole message says that there is no more to tell ("meer niet", "da's alles", "verder niks")."""
    return bool(_woorden().klaar.fullmatch(_kort(text)))


def onbeslist(text: str, aanbod: Aanbod) -> bool:
    """Whether the message only points or counts, but not at these choices: kept as it is, it would say nothing."""
    said = _kort(text)
    if len(aanbod.geteld) < 2 or aangewezen(text, aanbod):
        return False
    return bool(_woorden().plekken.fullmatch(said) or (aanbod.meer and _woorden().alles.fullmatch(said)))


def aangewezen(text: str, aanbod: Aanbod) -> tuple[str, ...]:
    """The choices that are pointed at; empty when the message does not point, or not at these choices.

    A yes or a no is never pointed at: the first of two answers is not said by "de eerste" where somebody is asked to agree.
    """
    if aanbod.kan_niets_zijn and zegt_dat_is_alles(text):
        return (GEEN,)
    said = _kort(text)
    if _woorden().niets.fullmatch(said) and len(said.split()) > 1:
        return (GEEN,) if GEEN in aanbod.keuzes else (ANDERS,) if ANDERS in aanbod.keuzes else ()
    if len(aanbod.geteld) < 2 or _ja_nee(aanbod):
        return ()
    if found := _woorden().alles.fullmatch(said):
        return _alle(found, aanbod)
    found = _woorden().plekken.fullmatch(said)
    return _op_plek(found["plekken"], found["hoeveel"], aanbod) if found else ()


def _ja_nee(aanbod: Aanbod) -> bool:
    eerste = {plain(label).split(" ")[0] for keuze, label in aanbod.keuzes.items() if keuze in aanbod.geteld}
    return bool(eerste & {"ja", "nee"})


def _alle(found: re.Match[str], aanbod: Aanbod) -> tuple[str, ...]:
    """All that can be counted, when their number is what was said; less those that were left out."""
    aantal = _woorden().telt.get(found["aantal"] or found["alles"].replace(" ", ""))
    if aanbod.vraagt_meer and aantal is None and not found["zonder"]:
        return ()  # all of these, or that this is all
    if not aanbod.meer or (aantal is not None and aantal != len(aanbod.geteld)):
        return ()
    if _woorden().soms.search(found.string) and "soms" in aanbod.keuzes.get(GEEN, "").casefold():
        return (GEEN,)  # asked for what is often
    if not found["zonder"]:
        return tuple(aanbod.geteld)
    zonder = _genoemd(found["zonder"], aanbod)
    return tuple(keuze for keuze in aanbod.geteld if keuze not in zonder) if zonder else ()


def _genoemd(woorden: str, aanbod: Aanbod) -> Sequence[str]:
    """The choices that are left out, by place or by a word of their label."""
    if found := _woorden().plekken.fullmatch(woorden):
        return _op_plek(found["plekken"], found["hoeveel"], aanbod)
    inhoud = {woord for woord in woorden.split() if len(woord) > 3}
    return [keuze for keuze in aanbod.geteld if inhoud & {*plain(aanbod.keuzes[keuze]).split()}]


def _op_plek(plekken: str, hoeveel: str | None, aanbod: Aanbod) -> tuple[str, ...]:
    """The choices at these places of the screen."""
    geteld = aanbod.geteld
    aantal = _woorden().telt.get((hoeveel or "").strip(), 1)
    genoemd: list[int] = []
    for woord in plekken.split():
        if woord in _woorden().laatst:
            genoemd += range(len(geteld) - aantal, len(geteld))
        elif woord == "middelste":
            genoemd += [len(geteld) // 2] if len(geteld) % 2 else [len(geteld)]
        elif woord in _woorden().op_plek:
            genoemd += range(_woorden().op_plek[woord], _woorden().op_plek[woord] + aantal)
    if not genoemd or not all(0 <= plek < len(geteld) for plek in genoemd) or (len({*genoemd}) > 1 and not aanbod.meer):
        return ()
    return tuple(keuze for plek, keuze in enumerate(geteld) if plek in genoemd)
