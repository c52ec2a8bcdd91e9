"""From answers to an own day: when a client gets up, goes to bed and works. Hours are whole hours of the clock: the list has one value an hour."""

from __future__ import annotations

import re
from math import ceil, floor

from bot.care.antwoorden import Antwoorden
from bot.care.energiedag import ETMAAL, SLAPEN, WAKKER, WEEK, Indeling, Werkuren
from bot.nlu import wishes
from bot.nlu.normalise import read
from bot.nlu.numbers import clock_at

# What counts when it was not said, or not understood: the most usual day, and the shortest of the working days on offer.
GEWOON = Werkuren(9, 13)
WERKDAGEN = WEEK[:5]
TIJD, DAGEN, UREN = "uur", "dagen", "werkuren"
HALVE_DAG = 12
VROEG_OP_BED, VROEGSTE_WERK = 6, 6
KORTSTE_DAG = 6
_MIDDERNACHT = re.compile(r"middernacht", re.IGNORECASE)
_LATER = re.compile(r"middag|avond")
_OCHTEND = re.compile(r"ochtend|morgen|nacht|\b0\d")


def tijden(text: str) -> list[float]:
    """The clock times in a text, in order: "half acht" is 7.5, "22:30" is 22.5."""
    tokens = read(_MIDDERNACHT.sub("24 uur", text)).tokens
    found: list[float] = []
    at = 0
    while at < len(tokens):
        tijd = clock_at(tokens, at)
        if tijd is None:
            at += 1
        else:
            found.append(tijd[0])
            at = tijd[1] + 1
    return found


def begrijp(vraag: str, text: str) -> dict[str, object]:
    """What free words tell about the own day, for the question they answer; empty when nothing was understood."""
    if vraag == "werkdagen":
        dagen = next((wish.value for wish in wishes.understand(text, DAGEN).items if wish.key == DAGEN), None)
        return {DAGEN: list(dagen)} if isinstance(dagen, tuple) else {}
    gezegd = tijden(text)
    if vraag == "wakker" and gezegd:
        return {TIJD: _wakker(gezegd[0], text.casefold())}
    if vraag == "slapen" and gezegd:
        return {TIJD: _slapen(gezegd[0], text.casefold())}
    if vraag == "werkuren" and len(gezegd) >= 2:
        return {UREN: _werk(gezegd[0], gezegd[1])}
    return {}


def _wakker(tijd: float, text: str) -> int:
    return (floor(tijd) + (HALVE_DAG if tijd < HALVE_DAG and _LATER.search(text) else 0)) % ETMAAL


def _slapen(tijd: float, text: str) -> int:
    """ "Elf uur" is in the evening, "twee uur" in the night, unless another part of the day is named."""
    laat = VROEG_OP_BED <= tijd <= HALVE_DAG and not _OCHTEND.search(text)
    return (ceil(tijd) + (HALVE_DAG if laat or (tijd < HALVE_DAG and _LATER.search(text)) else 0)) % ETMAAL


def _werk(begin: float, einde: float) -> list[int]:
    """ "Van tien tot twee" ends in the afternoon; "van een tot vijf" begins there; "van 22 tot 6" passes midnight."""
    if begin < VROEGSTE_WERK:
        begin += HALVE_DAG
    if einde <= begin < HALVE_DAG or (HALVE_DAG <= begin < einde + HALVE_DAG < ETMAAL):
        einde += HALVE_DAG
    return [floor(begin) % ETMAAL, ceil(einde) % ETMAAL]


def _tijd(antwoorden: Antwoorden, vraag: str, anders: int) -> int:
    gegeven = antwoorden.get(vraag)
    if gegeven is None:
        return anders
    gekozen = next((int(keuze.removeprefix("om_")) for keuze in gegeven.waarde.keuzes if keuze.startswith("om_")), None)
    return int(gegeven.waarde.begrepen.get(TIJD, anders if gekozen is None else gekozen))


def _werkuren(antwoorden: Antwoorden) -> Werkuren:
    gegeven = antwoorden.get("werkuren")
    if gegeven is None:
        return GEWOON
    if UREN in gegeven.waarde.begrepen:
        return Werkuren(*gegeven.waarde.begrepen[UREN])
    gekozen = next((re.findall(r"\d+", keuze) for keuze in gegeven.waarde.keuzes if keuze.startswith("van_")), None)
    return Werkuren(int(gekozen[0]), int(gekozen[1])) if gekozen else GEWOON


def indeling(antwoorden: Antwoorden) -> Indeling:
    """The own day as it was told."""
    wakker = _tijd(antwoorden, "wakker", WAKKER)
    slapen = _tijd(antwoorden, "slapen", SLAPEN)
    if (slapen - wakker) % ETMAAL < KORTSTE_DAG:  # "eight o'clock" of who gets up in the afternoon is in the morning
        slapen = (slapen + HALVE_DAG) % ETMAAL
    if "werk" not in antwoorden or not antwoorden["werk"].koos("ja"):
        return Indeling(wakker, slapen)
    gegeven = antwoorden.get("werkdagen")
    if gegeven is not None and gegeven.koos("week"):
        return Indeling(wakker, slapen, WERKDAGEN, _werkuren(antwoorden))
    dagen = tuple(gegeven.waarde.begrepen.get(DAGEN, ())) if gegeven is not None else ()
    return Indeling(wakker, slapen, dagen, _werkuren(antwoorden), wisselt=not dagen)


def mailuur(antwoorden: Antwoorden) -> int | None:
    """At what hour a mail was asked for; None for no mail."""
    gekozen = _tijd(antwoorden, "ritme", -1)
    return None if gekozen < 0 else gekozen


def deelt(antwoorden: Antwoorden) -> bool:
    """Only a clear yes is one (AVG art. 7)."""
    return "lezen" in antwoorden and antwoorden["lezen"].koos("ja")


def werkt(antwoorden: Antwoorden) -> bool:
    return "werk" in antwoorden and antwoorden["werk"].koos("ja")
