"""Hours of the energielijst that are named in typed words: "van 9 tot 12 een 2", "om 11 uur maar een 1". Pure functions.

The value goes to the hour that was named, whatever hour the question on the screen is about. What names no hour and no value is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.care import energiewaarde
from bot.care.energiepatroon import DAGDELEN
from bot.nlu.amends import amendment
from bot.nlu.moves import plain

MOST_CHARACTERS = 300  # the patterns take long over one endless text
ETMAAL, HALF = 24, 12
VROEG = 6  # "van 1 tot 15 uur" begins in the afternoon, "van 8 tot 21 uur" does not
_GETALLEN = {naam: nummer for nummer, naam in enumerate("nul een twee drie vier vijf zes zeven acht negen tien elf twaalf".split())}
_GETAL = rf"(?:\d{{1,2}}|{'|'.join(_GETALLEN)})"
_UUR = r"(?:\s(?:uur|u|h)\b|(?<=\d)(?:uur|u|h)\b|\s00\b(?:\s(?:uur|u|h)\b)?)"
# Where a part of a sentence ends: the one sign that `plain` keeps. Questions are left alone before this.
_EINDE, _STREEP = re.compile(r"[,;!\n]|[.:](?!\d)"), re.compile(r"(?<=\d)\s?[-–]\s?(?=\d{1,2}\s?u)")
# A number with "uur" is a time where a part begins; else, and before words such as these, it says how long something took.
_BEGINT = r"(?:^|(?:\b(?:en|dan|daarna|maar|ook|ja|nee|vanochtend|vanmorgen|vanmiddag|vanavond)|\?|\b[0-4])\s)"
_DUURT = (
    r"(?!\s(?:lang|later|geleden|bezig|nodig|achter|achtereen|gewerkt|werken|werk|geslapen|slapen|sliep|slaap|gerust|rusten|rust|gelegen|liggen|gezeten"
    r"|zitten|gelopen|lopen|gewandeld|wandelen|gefietst|fietsen|gereden|rijden|gelezen|lezen|gekeken|gepraat|gepoetst|gekookt|geweest|duurde|duren)\b)"
)
_TIJD = re.compile(
    rf"(?:\btussen\s(?P<tussen_half>half\s)?(?P<tussen>{_GETAL})\b{_UUR}?\sen\s(?:half\s)?(?P<tussen_tot>{_GETAL})\b{_UUR}?"
    rf"|\b(?:van|vanaf|om|rond)\s(?P<van_half>half\s)?(?P<van>{_GETAL})\b{_UUR}?\stot\s(?:en\smet\s)?(?:half\s)?(?P<van_tot>{_GETAL})\b{_UUR}?"
    rf"|{_BEGINT}(?P<los_half>half\s)?(?P<los>{_GETAL}){_UUR}?\stot\s(?:en\smet\s)?(?:half\s)?(?P<los_tot>{_GETAL}){_UUR}"
    rf"|\b(?:om|rond|tegen|vanaf)\s(?P<om_half>half\s)?(?P<om>{_GETAL})\b(?!\s(?:voor|over)\b){_UUR}?"
    rf"|{_BEGINT}(?:(?P<half_half>half\s)(?P<half>{_GETAL})\b{_UUR}?|(?!een\s)(?P<bij>{_GETAL}){_UUR}){_DUURT}"
    r"|\b(?:hele|heel|gehele|ganse|gans)\s(?:de\s)?(?P<deel>ochtend|morgen|voormiddag|middag|namiddag|avond)\b)"
)
_SOORTEN = ("tussen", "van", "los", "om", "half", "bij")
_NA_CIJFER = re.compile(rf"[0-4]\s(?:half\s)?{_GETAL}")
_ANDERE_TIJD = re.compile(rf"\btot\s(?:half\s)?{_GETAL}{_UUR}|\b(?:kwart|\d{{1,2}}|vijf|tien)\s(?:voor|over)\s(?:half\s)?{_GETAL}\b")
_DUUR, _ERNA = re.compile(rf"\b{_GETAL}{_UUR}"), re.compile(rf"\bna\s{_GETAL}{_UUR}|{_UUR}\s(?:later|erna)\b")
_KWART = re.compile(r"\b(?:kwart|(?:voor|over)\shalf)\b")
_CIJFER = re.compile(r"\b(?:[0-4]|nul|twee|drie|vier)\b")
_LATER = re.compile(r"\b(?:avond|avonds|vanavond|namiddag|vanmiddag|middags|middag|nacht|nachts)\b")
_GISTEREN, _NIET = re.compile(r"\b(?:gister|eergister)\w*\b"), re.compile(r"\b(?:niet|nie|ni)(?:\sde)?\s$")
_DEEL = re.compile(
    r"\b(?:vanmorgen|vanochtend|vanmiddag|vanavond|vannacht|gister\w*|ochtend|morgens|ochtends|middag|middags|namiddag|voormiddag|avond|avonds|nachts)\b"
)
_DEELUREN = {**DAGDELEN, "morgen": DAGDELEN["ochtend"], "voormiddag": DAGDELEN["ochtend"], "namiddag": DAGDELEN["middag"]}


def _gezegd(text: str) -> str:
    """The plain words, with a sign where a part of the sentence ends."""
    return plain(_EINDE.sub(" ? ", _STREEP.sub(" tot ", text)))


def genoemde_uren(text: str, kan: Sequence[int]) -> dict[int, int]:
    """The value of each hour that is named, by hour of the clock. kan: the hours of today that have begun, in order; no other is taken."""
    if len(text) > MOST_CHARACTERS or "?" in text:
        return {}
    said = _gezegd(text)
    tijden = [hit for hit in _TIJD.finditer(said) if not _KWART.search(said[max(0, hit.start() - 6) : hit.end()])]
    # What a time begins after may be the value of the one before it.
    begin = [hit.start() + bool(_NA_CIJFER.match(hit[0])) for hit in tijden]
    found: dict[int, int] = {}
    for hit, einde in zip(tijden, [*begin, len(said)][1:], strict=True):
        rest = said[hit.end() : einde]
        waarde = None if _ERNA.search(rest) or _is_gisteren(said, hit) else _waarde(_DUUR.sub(" ", rest))
        if waarde is not None:
            found |= dict.fromkeys(_uren(hit, said[hit.start() : einde], kan), waarde)
    return found


def _is_gisteren(said: str, hit: re.Match[str]) -> bool:
    """Whether the part of the sentence with this time is about another day."""
    voor, na = said[: hit.start()].rpartition("?")[2], said[hit.end() :].partition("?")[0]
    return bool(_GISTEREN.search(voor) or _GISTEREN.search(na) or (hit["deel"] and _NIET.search(voor)))


def gaat_over_ander_uur(text: str) -> bool:
    """Whether words are about another time than the hour on the screen, however much they sound like an answer to it."""
    return noemt_ander_moment(text) or (noemt_tijd(text) and energiewaarde.gaat_over_energie(text))


def noemt_ander_moment(text: str) -> bool:
    """Whether words are about a part of the day and not about one hour: "vanmorgen ging het goed"."""
    return "?" not in text and len(text) <= MOST_CHARACTERS and bool(_DEEL.search(plain(text)))


def noemt_tijd(text: str) -> bool:
    """Whether words name a time."""
    return len(text) <= MOST_CHARACTERS and any(patroon.search(_gezegd(text)) for patroon in (_TIJD, _ANDERE_TIJD))


def noemt_duur(text: str) -> bool:
    """Whether words hold a number of hours: "3 uur gewerkt". Then a number in them may be no value."""
    return len(text) <= MOST_CHARACTERS and bool(_DUUR.search(_gezegd(text)))


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


def _uren(hit: re.Match[str], gezegd: str, kan: Sequence[int]) -> list[int]:
    """The hours that are named, of those that have begun; none when one of them has not. gezegd: the time with the words behind it."""
    if hit["deel"]:
        return [uur for uur in kan if uur in _DEELUREN[hit["deel"]]]
    soort = next(soort for soort in _SOORTEN if hit[soort])
    begin = _getal(hit[soort]) - bool(hit.groupdict().get(f"{soort}_half"))
    einde = hit.groupdict().get(f"{soort}_tot")
    tot = _getal(einde) if einde else None
    if max(begin, tot or 0) > ETMAAL:
        return []
    # "Van 8 tot 21 uur" begins in the morning; "van 1 tot 15 uur" may not.
    vast = begin > HALF or (tot is not None and tot > HALF and not (begin < VROEG and begin + HALF < tot))
    keuzes = [begin] if vast else [begin + HALF, begin] if _LATER.search(gezegd) else [begin, begin + HALF]
    for eerste in keuzes:
        uren = [(eerste + stap) % ETMAAL for stap in range(_aantal(eerste, tot))]
        if {*uren} <= {*kan}:
            return uren
    return []


def _aantal(begin: int, tot: int | None) -> int:
    """How many hours there are until the end: "van 8 tot 21" is thirteen, "van 10 tot 2" four, and "van 13 tot 5" ends in the afternoon."""
    if tot is None:
        return 1
    klok = ETMAAL if tot > HALF else HALF
    return (tot - begin) % klok or klok


def _getal(woord: str) -> int:
    return _GETALLEN[woord] if woord in _GETALLEN else int(woord)
