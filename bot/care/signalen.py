"""When a signaal-check is geel or oranje, and why. Pure; each rule that holds gives its own reason.

Source of the twelve signals and the rules: DIALOGUES 5, after the folder "Individuele Plaatsing en Steun & niet-aangeboren hersenletsel" (2026).
This is a reason to talk, not a score of a person. Danger is not decided here but by the guard, at every message (veiligheid.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.care.signaalregels import SignaalRegels

GEEN, GEEL, ORANJE = "geen", "geel", "oranje"
ONBEKEND = "gewoon_onbekend"
# The twelve of bot.nlu.signals.SIGNALEN, in the four sets in which they are asked.
SETS: tuple[tuple[str, ...], ...] = (
    ("vermoeidheid", "prikkels", "geheugen"),
    ("kwaliteit", "fouten", "communicatie"),
    ("verzuim", "balans", "verandering"),
    ("terugtrekken", "stemming", "prikkelbaarheid"),
)
SIGNALEN = tuple(signaal for signalen in SETS for signaal in signalen)


@dataclass(frozen=True)
class Check:
    """What a client told in one check. meer: signals that are more than usual. veranderd: what changed lately, as ids ("eigen": own words).

    onbekend: signals of which the client could not say what is usual.
    """

    meer: tuple[str, ...] = ()
    veranderd: tuple[str, ...] = ()
    te_weinig: str = ""
    eigen_teken: bool = False
    onbekend: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reden:
    """One rule that holds, by its name in SignaalRegels (geel: "geel"), with its numbers; or ONBEKEND, which explains the others."""

    regel: str
    getallen: tuple[tuple[str, int], ...] = ()

    @property
    def waarden(self) -> dict[str, str]:
        return {naam: str(getal) for naam, getal in self.getallen}

    @property
    def tekst(self) -> str:
        """As the begeleider reads it."""
        return str(woorden()["redenen"][self.regel]).format(**self.waarden)


@dataclass(frozen=True)
class Uitslag:
    """geen, geel or oranje, with the reasons; none for geen."""

    niveau: str
    redenen: tuple[Reden, ...] = ()


@lru_cache(maxsize=1)
def woorden() -> dict[str, Any]:
    """The words for begeleiders and pictures."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return loaded


def grond(redenen: Sequence[Reden]) -> str:
    """The ground of a melding of a check; without reasons only that there is more than usual, for a check that is not shared."""
    return str(woorden()["herkomst"]) + (" ".join(reden.tekst for reden in redenen) or str(woorden()["redenen"]["alleen"]))


def is_van_check(regel: str) -> bool:
    """Whether this ground of a melding is that of a signaal-check."""
    return regel.startswith(woorden()["herkomst"])


def aantal_in_woorden(aantal: int) -> str:
    """A number of signals, as it stands under the picture."""
    return str(woorden()["nul" if aantal == 0 else "een" if aantal == 1 else "meer"]).format(aantal=aantal)


def beoordeel(check: Check, vorige: Sequence[Check], regels: SignaalRegels) -> Uitslag:
    """The level of this check. vorige: the checks before it, oldest first; none the first time.

    What the client calls more counts also where the usual is not known, for a worry must not be lost; but then that is said beside it.
    """
    aantal = len(set(check.meer))
    redenen = tuple(_oranje(check, aantal, [len(set(one.meer)) for one in vorige], regels))
    onbekend = (Reden(ONBEKEND),) if set(check.meer) & set(check.onbekend) else ()
    if redenen:
        return Uitslag(ORANJE, (*redenen, *onbekend))
    return Uitslag(GEEL, (Reden("geel", (("aantal", aantal),)), *onbekend)) if aantal >= regels.geel_vanaf else Uitslag(GEEN)


def _oranje(check: Check, aantal: int, eerder: list[int], regels: SignaalRegels) -> list[Reden]:
    found = []
    if aantal >= regels.oranje_aantal:
        found.append(Reden("oranje_aantal", (("aantal", aantal),)))
    if eerder and aantal - eerder[-1] >= regels.oranje_meer_dan_vorige:
        found.append(Reden("oranje_meer_dan_vorige", (("erbij", aantal - eerder[-1]),)))
    if regels.oranje_met_verandering and aantal and check.veranderd:
        found.append(Reden("oranje_met_verandering"))
    reeks = [*eerder, aantal][-regels.oranje_reeks :]
    if len(reeks) == regels.oranje_reeks and all(before < after for before, after in zip(reeks, reeks[1:], strict=False)):
        found.append(Reden("oranje_reeks", (("reeks", regels.oranje_reeks),)))
    if regels.oranje_eigen_teken and check.eigen_teken:
        found.append(Reden("oranje_eigen_teken"))
    return found
