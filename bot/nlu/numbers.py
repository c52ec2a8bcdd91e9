"""Dutch numbers, durations and clock times as people type them: "anderhalf", "12 a 16", "drie kwartier", "half negen"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.nlu.normalise import Token, read
from bot.nlu.vocabulary import TEENS, TENS, UNITS, find

MINUTE_WORDS = frozenset({"minuten", "min", "minuut", "minuutjes", "minuutje"})
HOUR_WORDS = frozenset({"uur", "u", "uurtjes", "uren"})
HOURS_IN_DAY_AT_WORK = 8


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens first..last."""

    value: float
    first: int
    last: int


@lru_cache(maxsize=1)
def _values() -> dict[str, float]:
    values: dict[str, float] = {w: i for i, w in enumerate(["nul", *UNITS, *TEENS])}
    for t, ten in enumerate(TENS, start=2):
        values[ten] = t * 10
        values |= {f"{unit}en{ten}": t * 10 + u for u, unit in enumerate(UNITS, start=1)}
    return values | {"honderd": 100, "anderhalf": 1.5, "anderhalve": 1.5, "halve": 0.5, "half": 0.5, "dozijn": 12}


def number_at(tokens: tuple[Token, ...], i: int) -> Number | None:
    """Return the number that begins at token i; "een" and "half" only count as numbers for the caller that knows the unit."""
    form = tokens[i].form
    if form[0].isdigit():
        if ":" in form:
            return None
        return Number(float(form.replace(",", ".")), i, i)
    if form.endswith("tal") and form[:-3] in _values():
        return Number(_values()[form[:-3]], i, i)
    value = _values().get(form)
    if value is None:
        return None
    rest = [t.form for t in tokens[i + 1 : i + 4] if t.fragment == tokens[i].fragment]
    if rest[:3] == ["en", "een", "half"] or rest[:3] == ["en", "een", "halve"]:
        return Number(value + 0.5, i, i + 3)
    if rest[:2] == ["en", "half"]:
        return Number(value + 0.5, i, i + 2)
    if 1 <= value <= 9 and rest[:1] == ["en"] and len(rest) > 1 and rest[1] in TENS:
        return Number(_values()[rest[1]] + value, i, i + 2)
    return Number(value, i, i)


def numbers_in(tokens: tuple[Token, ...]) -> list[Number]:
    """Return all numbers, left to right, without "een" and "half"."""
    out: list[Number] = []
    i = 0
    while i < len(tokens):
        found = number_at(tokens, i) if tokens[i].form not in ("een", "half", "halve") else None
        if found:
            out.append(found)
        i = found.last + 1 if found else i + 1
    return out


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in minutes at tokens first..last."""

    minutes: int
    first: int
    last: int


def durations_in(tokens: tuple[Token, ...]) -> list[Duration]:
    """Return all durations in minutes and hours: "half uur", "drie kwartier", "een uur en een kwartier", "1,5 uur", "uur of twee"."""
    out: list[Duration] = []
    i = 0
    while i < len(tokens):
        found = _duration_at(tokens, i)
        if found and out and found.first - out[-1].last == 2 and tokens[found.first - 1].form == "en" and found.minutes < 60 <= out[-1].minutes:
            out[-1] = Duration(out[-1].minutes + found.minutes, out[-1].first, found.last)
        elif found:
            out.append(found)
        i = found.last + 1 if found else i + 1
    return out


def _duration_at(tokens: tuple[Token, ...], i: int) -> Duration | None:
    number = number_at(tokens, i)
    j = number.last + 1 if number else i
    if number and j < len(tokens) and tokens[j].form in ("a", "tot", "of") and j + 1 < len(tokens):  # a range counts by its upper end
        upper = number_at(tokens, j + 1)
        if upper and upper.value > number.value:
            number, j = Number(upper.value, i, upper.last), upper.last + 1
    if j >= len(tokens) or tokens[j].fragment != tokens[i].fragment:
        return None
    unit, value = tokens[j], number.value if number else 1
    if unit.form in MINUTE_WORDS and number:
        return Duration(round(value), i, j)
    if unit.form in HOUR_WORDS:
        rest = [t.form for t in tokens[j + 1 : j + 3]]
        if not number and len(rest) == 2 and rest[0] == "of":  # "een uur of twee"
            about = number_at(tokens, j + 2)
            if about:
                return Duration(round(about.value * 60), i, about.last)
        if number and number.first == number.last and tokens[i].form not in ("half",) and rest[:1] and rest[0].isdigit() and len(rest[0]) == 2:
            return Duration(round(value * 60) + int(rest[0]), i, j + 1)  # "1 uur 30"
        return Duration(round(value * 60), i, j)
    if "kwartier" in unit.forms:
        return Duration(round(value * 15), i, j)
    return None


def duration(text: str) -> int | None:
    """Return the (last) duration of a text in minutes, `None` when there is none.

    A dagdeel counts as 240 minutes, a day as 1440, a week as 10080; "meteen" is 0.
    """
    tokens = read(text).tokens
    clock = durations_in(tokens)
    if clock:
        return clock[-1].minutes
    coarse = {"een dagdeel": 240, "een dag": 1440, "een week": 10080, "direct": 0}
    found = sorted(find("duur", tokens), key=lambda m: (m.last, -(m.last - m.first)))
    if not found:
        return None
    match = next((m for m in found if m.concept == "een dagdeel"), found[0])
    if match.concept in ("een dag", "een week"):
        before = number_at(tokens, match.first - 1) if match.first else None
        return round(coarse[match.concept] * (before.value if before and tokens[match.first - 1].form != "een" else 1))
    return coarse[match.concept]


_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})$")


def clock_at(tokens: tuple[Token, ...], i: int) -> tuple[float, int] | None:
    """Return the clock time that begins at token i as hours (0-24) and its last token: "9", "half negen", "kwart over 9", "10:30"."""
    if i >= len(tokens):
        return None
    form = tokens[i].form
    exact = _CLOCK.match(form)
    if exact and int(exact[1]) <= 24:
        return int(exact[1]) + int(exact[2]) / 60, i
    if form in ("half", "kwart") and i + 1 < len(tokens):
        shift = -0.5 if form == "half" else 0.25
        k = i + 1
        if form == "kwart":
            shift = 0.25 if tokens[k].form in ("over", "na") else -0.25
            k += 1
        hour = number_at(tokens, k) if k < len(tokens) else None
        return (hour.value + shift, hour.last) if hour and 1 <= hour.value <= 24 else None
    number = number_at(tokens, i) if form not in ("anderhalf", "halve") else None
    if not number or not 0 < number.value <= 24 or number.value % 1 not in (0, 0.5):
        return None
    last = number.last
    if last + 1 < len(tokens) and tokens[last + 1].form in HOUR_WORDS:
        last += 1
    return number.value, last
