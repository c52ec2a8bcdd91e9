"""A moment later on, as people name it: "over een maand of drie", "binnen 3 maand", "met nieuwjaar", "na de zomer". Only what gives a day is read.

The vocabulary stands in later.yml. Of a part of the year its first day is meant, unless the words say "eind", "half" or "na". Easter is computed
by the anonymous Gregorian rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

from bot.nlu.normalise import Token, fold, read
from bot.nlu.numbers import number_at

FURTHEST = timedelta(days=5 * 365)
_TOMORROW = {"morgen": 1, "overmorgen": 2}
# "voor kerst": so many days before it begins; "eind maart": so many before it ends.
_BEFORE, _AT_END = timedelta(days=14), timedelta(days=7)
_LONG_ENOUGH, _ALIKE = 6, 86  # from so many letters on a word may hold a typing error
_DATE = re.compile(r"(?<![\d.,])(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}|\d{2}))?(?![\d/-])")
_MONTH_DAYS, _YEAR_DAYS = 30, 365
_YEAR = re.compile(r"20\d\d")
Period = tuple[date, date]
Words = list[str]


@dataclass(frozen=True)
class _Vocabulary:
    """later.yml as look-ups. periods: by word, the first day in a year and the day after it; together: words that are one name."""

    together: dict[str, str]
    units: dict[str, int]
    amounts: dict[str, int]
    months: dict[str, int]
    weekdays: dict[str, int]
    periods: dict[str, Callable[[int], Period]]
    sets: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    raw: dict[str, Any] = yaml.load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (BaseLoader only makes strings)

    def by_word(name: str) -> dict[str, int]:
        return {word: int(value) for value, words in raw[name].items() for word in words.split()}

    periods = {word: _fixed(key) for key, words in raw["tijden"].items() for word in words.split()}
    periods |= {word: _after_easter(key) for key, words in raw["tijden_na_pasen"].items() for word in words.split()}
    sets = {name: frozenset(words.split()) for name, words in raw.items() if isinstance(words, str)}
    return _Vocabulary(raw["samen"], by_word("eenheden"), by_word("aantallen"), by_word("maanden"), by_word("weekdagen"), periods, sets)


def _fixed(key: str) -> Callable[[int], Period]:
    first, after = ((int(part[:2]), int(part[3:])) for part in key.split())
    return lambda year: (date(year, *first), date(year + (after < first), *after))


def _after_easter(key: str) -> Callable[[int], Period]:
    first, after = (timedelta(days=int(days)) for days in key.split())
    return lambda year: (_easter(year) + first, _easter(year) + after)


def _easter(year: int) -> date:
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return date(year, month, day + 1)


def day_of(text: str, today: date) -> date | None:
    """The day after `today` that a text names first; None when it names none, or one more than five years off."""
    folded = fold(text)
    for said, word in _vocabulary().together.items():
        folded = folded.replace(said, word)
    if exact := _exact(folded, today):
        return exact
    tokens = read(folded).tokens
    # As typed: repairing makes a word of work out of a month ("maart", "maat").
    words = [folded[token.start : token.end].strip("'") for token in tokens]
    for place in range(len(tokens)):
        for found in _at(tokens, words, place, today):
            if today < found <= today + FURTHEST and not _is_denied(words, place):
                return found
    return None


def _exact(folded: str, today: date) -> date | None:
    """ "15/3", "15-3-2027": the next such day when there is no year."""
    for match in _DATE.finditer(folded):
        day, month, year = int(match[1]), int(match[2]), match[3]
        found = [_day(int(year) % 100 + 2000, month, day)] if year else [_day(today.year + ahead, month, day) for ahead in (0, 1)]
        if later := next((one for one in found if one and today < one <= today + FURTHEST), None):
            return later
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _at(tokens: tuple[Token, ...], words: Words, place: int, today: date) -> Iterator[date]:
    """The day that is named from this word on: a day, a month, a part of the year, or a length of time from now."""
    known, word = _vocabulary(), words[place]
    if word in _TOMORROW:
        yield today + timedelta(days=_TOMORROW[word])
    elif (month := _like(word, known.months)) is not None:
        yield from _in_month(tokens, words, place, known.months[month], today)
    elif (part := _like(word, known.periods)) is not None:
        yield from _within(words, place, (known.periods[part](today.year + ahead) for ahead in (-1, 0, 1)), today)
    elif (weekday := _like(word, known.weekdays)) is not None:
        yield today + timedelta(days=(known.weekdays[weekday] - today.weekday() - 1) % 7 + 1)
    elif _YEAR.fullmatch(word):
        yield from _within(words, place, [_year(int(word))], today)
    elif word in known.sets["volgende"] or word in known.sets["deze"]:
        yield from _next(words, place, today)
    else:
        yield from _ahead(tokens, words, place, today)


def _like(word: str, known: dict[str, Any]) -> str | None:
    """The word of our vocabulary that was typed, small typing errors allowed in a long one."""
    if word in known:
        return word
    if len(word) < _LONG_ENOUGH:
        return None
    return next((one for one in known if len(one) >= _LONG_ENOUGH and fuzz.ratio(word, one) >= _ALIKE), None)


def _year(year: int) -> Period:
    return date(year, 1, 1), date(year + 1, 1, 1)


def _month(year: int, month: int) -> Period:
    first = date(year, month, 1)
    return first, (first + timedelta(days=31)).replace(day=1)


def _in_month(tokens: tuple[Token, ...], words: Words, place: int, month: int, today: date) -> Iterator[date]:
    """ "in maart", "15 maart", "eind maart 2028"."""
    named = int(words[place + 1]) if place + 1 < len(words) and _YEAR.fullmatch(words[place + 1]) else None
    years = [named] if named else [today.year + ahead for ahead in (0, 1)]
    before = place - (2 if place > 1 and words[place - 1] in ("e", "de", "ste") else 1)
    number = number_at(tokens, before) if before >= 0 and words[before][0].isdigit() else None
    if number is not None:
        yield from (day for year in years if (day := _day(year, month, int(number.value))) and day > today)
    else:
        yield from _within(words, place, (_month(year, month) for year in years), today)


def _within(words: Words, place: int, periods: Any, today: date) -> Iterator[date]:
    """The day that is meant of the first of these parts of a year where it still lies ahead."""
    said = _before(words, place)
    is_said = {name: bool(said & _vocabulary().sets[name]) for name in ("na", "voor", "begin", "midden", "eind")}
    for first, after in periods:
        if is_said["na"]:
            found = after
        elif is_said["voor"]:
            found = first - _BEFORE
        elif is_said["eind"]:
            found = max(first, after - _AT_END)
        else:
            found = first + (after - first) // 2 if is_said["midden"] else first
        if found > today:
            yield found
            return


def _before(words: Words, place: int) -> set[str]:
    """The words that belong to the moment at `place`: prepositions and the like, back to the first other word, that one included."""
    known, found = _vocabulary().sets, set()
    for word in reversed(words[:place]):
        found.add(word)
        if word not in known["tussen"] and word not in known["begin"] | known["midden"] | known["eind"]:
            break
    return found


def _is_denied(words: Words, place: int) -> bool:
    """Whether this moment is ruled out ("niet in maart"), or lies behind ("drie maanden geleden")."""
    known = _vocabulary().sets
    behind = bool({*words[place + 1 : place + 5]} & known["geleden"])
    return behind or bool(_before(words, place) & (known["ontkent"] | known["voorbij"]))


def _next(words: Words, place: int, today: date) -> Iterator[date]:
    """ "volgende maand", "komende week", "volgend jaar", and a weekday of next week; with "begin" or "eind" a part of it."""
    known, rest = _vocabulary(), words[place + 1 : place + 3]
    unit, this = known.units.get(rest[0]) if rest else None, words[place] in known.sets["deze"]
    if unit is None:
        return
    ahead = 0 if this else 1
    if unit == _YEAR_DAYS and (part := _part_of_year(words[place + 2 : place + 5])):
        yield from _within(words, place, [part(today.year + ahead)], today)
    elif unit == 7 and rest[1:] and (weekday := _like(rest[1], known.weekdays)):
        yield today + timedelta(days=7 * ahead - today.weekday() + known.weekdays[weekday])
    elif unit in (_MONTH_DAYS, _YEAR_DAYS) and _says_part(words, place):
        yield from _within(words, place, [_unit(unit, ahead, today)], today)
    elif not this:
        yield today + timedelta(days=unit)


def _part_of_year(words: Words) -> Callable[[int], Period] | None:
    """The month or season in these words: "volgend jaar in maart"."""
    known = _vocabulary()
    for word in words:
        if (month := _like(word, known.months)) is not None:
            return lambda year, month=known.months[month]: _month(year, month)  # type: ignore[misc]  # a lambda has no annotations
        if (part := _like(word, known.periods)) is not None:
            return known.periods[part]
    return None


def _says_part(words: Words, place: int) -> bool:
    """Whether "begin", "half" or "eind" stands before this word."""
    known = _vocabulary().sets
    return bool(_before(words, place) & (known["begin"] | known["midden"] | known["eind"]))


def _unit(days: int, ahead: int, today: date) -> Period:
    """This year or month, or the one after it."""
    if days == _YEAR_DAYS:
        return _year(today.year + ahead)
    year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    return _month(year, month + 1)


def _ahead(tokens: tuple[Token, ...], words: Words, place: int, today: date) -> Iterator[date]:
    """A length of time from now: "over zes weken", "ne maand of 3", "2 à 3 maanden", "een half jaar", "dag of tien"."""
    units, start = _vocabulary().units, place
    if units.get(words[place]) in (_MONTH_DAYS, _YEAR_DAYS) and _says_part(words, place):  # "eind van het jaar"
        yield from _within(words, place, [_unit(units[words[place]], 0, today)], today)
        return
    number, last = _number(tokens, words, place)
    if number is not None:
        place = last + 1
        if place + 1 < len(words) and words[place] in ("of", "a", "tot"):  # a range counts by its upper end
            upper, end = _number(tokens, words, place + 1)
            number, place = (max(number, upper), end + 1) if upper is not None else (number, place)
    if place >= len(words) or words[place] not in units:
        return
    about, _ = _number(tokens, words, place + 2) if words[place + 1 : place + 2] == ["of"] and place + 2 < len(words) else (None, 0)
    # A bare "maand" is only a length of time behind such a word: "over maand".
    if number is None and about is None and words[place] != "halfjaar" and not (start and words[start - 1] in ("over", "binnen")):
        return
    days = units[words[place]] * (about if about is not None and (number or 1) == 1 else 1 if number is None else number)
    yield today + min(timedelta(days=round(days)), 2 * FURTHEST)


def _number(tokens: tuple[Token, ...], words: Words, place: int) -> tuple[float | None, int]:
    """The number that begins here and its last word; "een paar" is one."""
    amounts = _vocabulary().amounts
    if words[place] in amounts:
        after = words[place + 1] if place + 1 < len(words) else ""
        if amounts[words[place]] == 1 and after in amounts:
            return amounts[after], place + 1
        return amounts[words[place]], place
    number = number_at(tokens, place)
    return (None, place) if number is None else (number.value, number.last)
