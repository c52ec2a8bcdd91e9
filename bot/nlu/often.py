"""How often somebody wants something, in own words: "om de week", "1x per maand", "iedere veertien dagen", "geen vaste tijd"."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

WEEK, TWO_WEEKS, MONTH, NO_FIXED = "week", "twee_weken", "maand", "geen"
# A rhythm by its number of days; a month is one, or four weeks.
_RHYTHM = {7: WEEK, 14: TWO_WEEKS, 15: TWO_WEEKS, 28: MONTH, 30: MONTH, 31: MONTH}
_DAYS = {"dag": 1, "dagen": 1, "week": 7, "weken": 7, "maand": 30, "maanden": 30}
_NUMBERS = "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien".split()
_ADVERBS = {"wekelijks": 7, "wekelijkse": 7, "tweewekelijks": 14, "veertiendaags": 14, "halfmaandelijks": 15, "maandelijks": 30, "maandelijkse": 30}
_FUZZY, _SHORTEST = 80, 4
_NUMBER = rf"(?P<{{}}>\d{{{{1,2}}}}|{'|'.join(_NUMBERS)})"
_EVERY = re.compile(
    rf"\b(?P<om>om de|om)?\s*(?:elke?|iedere?|alle|per|in de|in een|in|de)?\s*(?:{_NUMBER.format('every')}\s)?(?P<unit>{'|'.join(_DAYS)})\b"
)
_TIMES = re.compile(rf"(?:{_NUMBER.format('times')}\s*(?:x|keer|maal|malen)|(?P<once>eens|eenmaal)|(?P<twice>tweemaal))\b")
# What may stand around it; with other words it is a story ("een week geleden", "elke week is te veel").
_AROUND = frozenset(
    "ik wil doe doen graag liefst maar het dat dit de een check hoor ja ok oke goed prima aub alsjeblieft gewoon vast is lijkt me mij kan wel vind "
    "ongeveer zo op genoeg fijn best dan toch denk invullen moet mag nu voortaan maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split()
)
_FREE = re.compile(
    r"\b(?:(?:geen|niet|nie|ni|zonder) (?:een )?(?:vaste?|vaststaande?)\b(?! (?:week|maand))"
    r"|wanneer ik (?:\w+ )?(?:wil|zin)|als ik (?:\w+ )?(?:wil|zin|kan)|als het (?:\w+ )?(?:nodig|uitkomt|slecht)"
    r"|(?:bepaal|kies|beslis|doe) (?:ik )?(?:het )?(?:ik )?(?:wel )?zelf|zelf (?:bepalen|kiezen|beslissen)|wisselend)"
)


def often(text: str) -> str | None:
    """WEEK, TWO_WEEKS, MONTH or NO_FIXED; None for another rhythm, for none, for two at once, and for words that deny it."""
    line = _plain(text)
    times = _TIMES.search(line)
    rest = f"{line[: times.start()]} {line[times.end() :]}" if times else line
    found = {_period(one) for one in _EVERY.finditer(rest)} | {_ADVERBS[word] for word in rest.split() if word in _ADVERBS}
    if not found and _FREE.search(line):
        return NO_FIXED
    around = {word for word in _EVERY.sub(" ", rest).split() if word not in _ADVERBS}
    count = _count(times)
    return _RHYTHM.get(found.pop() // count) if len(found) == 1 and count and around <= _AROUND else None


def _count(times: re.Match[str] | None) -> int:
    """How many times in the period."""
    if times is None or times["once"]:
        return 1
    return 2 if times["twice"] else _number(times["times"])


def _period(found: re.Match[str]) -> int:
    """ "Om de week" leaves out every other one; "om de twee weken" does not."""
    every = _number(found["every"]) if found["every"] else 2 if found["om"] == "om de" else 1
    return every * _DAYS[found["unit"]]


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word) + 1


def _plain(text: str) -> str:
    """Plain words, "1x" apart, with the units and adverbs mended."""
    folded = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"\d+|[a-z]+", folded)
    return " ".join(_mended(word) for word in words).replace("twee wekelijks", "tweewekelijks")


def _mended(word: str) -> str:
    known = (*_DAYS, *_ADVERBS)
    if word in known or len(word) < _SHORTEST or word.endswith("dag"):
        return word
    best = max(known, key=lambda one: fuzz.ratio(word, one))
    return best if fuzz.ratio(word, best) >= _FUZZY and word[0] == best[0] else word
