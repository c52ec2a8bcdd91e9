"""Hours of the energielijst that are named in typed words: "van 9 tot 12 een 2", "om 11 uur maar een 1". Pure functions.

The value goes to the hour that was named, whatever hour the question on the screen is about. What names no hour and no value is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.care import energiewaarde
from bot.nlu.amends import amendment
from bot.nlu.moves import plain

MOST_CHARACTERS = 300  # the patterns take long over one endless text
ETMAAL, HALF = 24, 12
_GETALLEN = {naam: nummer for nummer, naam in enumerate("nul een twee drie vier vijf zes zeven acht negen tien elf twaalf".split())}
_GETAL = rf"(?:\d{{1,2}}|{'|'.join(_GETALLEN)})"
_UUR = r"(?:\s?(?:uur|u|h)\b|[:.]00\b)"
# A time shows by the word before it or by "uur"; a bare number may be the value.
_TIJD = re.compile(
    rf"(?:\b(?:van|tussen)\s(?P<van>{_GETAL}){_UUR}?\s?(?:tot|en|-)\s?(?P<tot>{_GETAL})\b{_UUR}?"
    rf"|\b(?:om|rond|tegen|vanaf)\s(?P<om>{_GETAL})\b(?!\s(?:voor|over)\b){_UUR}?"
    rf"|\b(?P<bij>{_GETAL}){_UUR})"
)
_HALF = re.compile(r"\b(?:half|kwart)\b")
_CIJFER = re.compile(r"\b(?:[0-4]|nul|twee|drie|vier)\b")
_LATER = re.compile(r"\b(?:avond|avonds|vanavond|namiddag|vanmiddag|middags|middag|nacht|nachts)\b")
_DEEL = re.compile(
    r"\b(?:vanmorgen|vanochtend|vanmiddag|vanavond|vannacht|gisteren|gister|ochtend|morgens|ochtends|middag|middags|namiddag|voormiddag)\b"
)


def genoemde_uren(text: str, kan: Sequence[int]) -> dict[int, int]:
    """The value of each hour that is named, by hour of the clock. kan: the hours of today that have begun, in order; no other is taken."""
    if len(text) > MOST_CHARACTERS or "?" in text:
        return {}
    said = plain(text)
    tijden = [hit for hit in _TIJD.finditer(said) if not _HALF.search(said[max(0, hit.start() - 6) : hit.end()])]
    found: dict[int, int] = {}
    for nummer, hit in enumerate(tijden):
        einde = tijden[nummer + 1].start() if nummer + 1 < len(tijden) else len(said)
        waarde = _waarde(said[hit.end() : einde])
        if waarde is not None:
            found |= dict.fromkeys(_uren(hit, kan, later=bool(_LATER.search(said[hit.start() : einde]))), waarde)
    return found


def noemt_ander_moment(text: str) -> bool:
    """Whether words are about a part of the day and not about one hour: "vanmorgen ging het goed"."""
    return "?" not in text and len(text) <= MOST_CHARACTERS and bool(_DEEL.search(plain(text)))


def noemt_tijd(text: str) -> bool:
    """Whether words name a time."""
    return len(text) <= MOST_CHARACTERS and bool(_TIJD.search(plain(text)))


def verbeterde_waarde(text: str) -> int | None:
    """The value that takes the place of the one before: "nee dat moet 2 zijn"; None when that is not said."""
    gezegd = amendment(text)
    return energiewaarde.waarde(gezegd.new) if gezegd is not None else None


def _waarde(rest: str) -> int | None:
    """The value in the words behind a time: a number first, else a word for it."""
    cijfers = _CIJFER.findall(rest)
    if len(cijfers) == 1:
        return energiewaarde.waarde(cijfers[0])
    if re.search(r"\been\b\W*$", rest) and not cijfers:
        return 1
    return None if cijfers else energiewaarde.waarde(re.sub(r"\b(?:en|was|ik|een|maar|toen|het)\b", " ", rest).strip(" ,.;"))


def _uren(hit: re.Match[str], kan: Sequence[int], *, later: bool) -> list[int]:
    """The hours that are named, of those that have begun; none when one of them has not."""
    begin = _getal(hit["van"] or hit["om"] or hit["bij"])
    aantal = (_getal(hit["tot"]) - begin) % HALF or HALF if hit["tot"] else 1
    keuzes = [begin % ETMAAL] if begin > HALF else [(begin + HALF) % ETMAAL, begin] if later else [begin, (begin + HALF) % ETMAAL]
    for eerste in keuzes:
        uren = [(eerste + stap) % ETMAAL for stap in range(aantal)]
        if {*uren} <= {*kan}:
            return uren
    return []


def _getal(woord: str) -> int:
    return _GETALLEN[woord] if woord in _GETALLEN else int(woord)
