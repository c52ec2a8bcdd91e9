"""How heavy a signal sounds: 1 a little, 2 clearly. Read from degree and frequency words, not from the signal itself."""

from __future__ import annotations

import re

_LIGHT = re.compile(
    r" (beetje|beetjes|soms|wat (?:meer|minder|sneller|trager|moe|vaker|\w+er)|iets|tikje|lichtjes|enigszins|eens|af en toe"
    r"|niks ergs|niet erg|valt mee|foutjes|foutje|dagje|dipje|kleine|kleins|licht|redelijk|nog wel) "
)
_HEAVY = re.compile(
    r" (steeds|telkens|altijd|nooit|elke|iedere|alles|alle|helemaal|totaal|compleet|kapot|heel|zo|erg|echt|enorm|veel|niks"
    r"|niemand|nergens|niet meer|weer|alweer|weken|maanden|uitgeput|ontplof|\d+|twee|drie|vier|vijf|constant|hele) "
)


def of(words: list[str]) -> int:
    """Return 1 (light) or 2 (clear) for a window that holds a signal."""
    line = f" {' '.join(words)} "
    light, heavy = len(_LIGHT.findall(line)), len(_HEAVY.findall(line))
    return 1 if light and light >= heavy else 2
