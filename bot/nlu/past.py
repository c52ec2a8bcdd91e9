"""When something was, from free words: "vorig jaar zomer", "maart 2024", "anderhalf jaar geleden". A period, because people remember periods."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_YEAR = re.compile(r"\b(19[5-9]\d|20\d\d)\b|'(\d\d)\b")
_DAY = re.compile(r"\b(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\b")
_MONTH = re.compile(r"\b(\d{1,2})[-/](\d{4})\b")
_UNIT = "jaar|jaren|jaartje|maand|maanden|maandje|maandjes|week|weken|dagen|dag"
_AGO = re.compile(rf"\b(?:(\w+(?:[.,]\d)?) )?(?:(half) )?({_UNIT})(?: of (\w+))? (?:geleden|terug|oud)\b")
# Length of a unit in days, by the first letter of its word.
DAYS = {"j": 365.25, "m": 30.44, "w": 7.0, "d": 1.0}
# How far a count may be off on both sides, in units. Under a half, so that "twee jaar geleden" stays past one year and a half.
SLACK = 0.45
A_FEW = (2.0, 5.0)


@dataclass(frozen=True)
class Period:
    """From the first to the last day it can have been."""

    van: date
    tot: date


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    short: dict[str, int] = _words()["kort"]
    return {name: number for number, name in enumerate(_words()["maanden"], 1)} | short


def months(year: int, first: int, how_many: int) -> Period:
    """Whole months, counted on into the next year when needed."""
    last = first + how_many - 2
    end_year, end_month = year + last // 12, last % 12 + 1
    return Period(date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]))


def earlier(today: date, how_many: int) -> date:
    """The same day so many months before; the last of the month when there is no such day."""
    month = today.year * 12 + today.month - 1 - how_many
    return date(month // 12, month % 12 + 1, min(today.day, monthrange(month // 12, month % 12 + 1)[1]))


def period_in(text: str, today: date) -> Period | None:
    """When it was, seen from `today`; None when nothing says so, or when it would lie ahead."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'")).encode("ascii", "ignore").decode()
    found = _dated(plain) or _ago(plain, today) or _named(plain, today)
    if found is None or found.van > today:
        return None
    return Period(found.van, min(found.tot, today))


def _dated(plain: str) -> Period | None:
    """Written as a date."""
    if day := _DAY.search(plain):
        try:
            exact = date(int(day[3]), int(day[2]), int(day[1]))
        except ValueError:
            return None
        return Period(exact, exact)
    if (month := _MONTH.search(plain)) and 1 <= int(month[1]) <= 12:
        return months(int(month[2]), int(month[1]), 1)
    return None


def _count(word: str | None) -> tuple[float, float] | None:
    """The least and the most that a number word stands for."""
    if word is None:
        return None
    if word in ("paar", "enkele", "aantal"):
        return A_FEW
    value = _words()["getallen"].get(word)
    if value is None and re.fullmatch(r"\d{1,2}(?:[.,]\d)?", word):
        value = float(word.replace(",", "."))
    return None if value is None else (float(value), float(value))


def _ago(plain: str, today: date) -> Period | None:
    """So long ago, give or take half a unit."""
    found = _AGO.search(plain)
    if found is None:
        return None
    unit = DAYS[found[3][0]]
    # "een half jaar geleden": half a unit; "een jaar of drie geleden": three.
    count = (0.5, 0.5) if found[2] else _count(found[4] or found[1]) or (A_FEW if found[3].endswith("en") else (1.0, 1.0))
    slack = SLACK * min(1.0, count[0])
    least, most = (max(0.0, count[0] - slack), count[1] + slack)
    return Period(today - timedelta(days=round(most * unit)), today - timedelta(days=round(least * unit)))


def _year(plain: str, today: date) -> int | None:
    if written := _YEAR.search(plain):
        return int(written[1]) if written[1] else 2000 + int(written[2])
    if re.search(r"\b(vorige?|afgelopen|verleden) jaar\b", plain):
        return today.year - 1
    return today.year if re.search(r"\bdit jaar\b", plain) else None


def _named(plain: str, today: date) -> Period | None:
    """A month, a season or a part of a year, of the year that was named or the last one there was; or a moment close by."""
    year, words = _year(plain, today), re.findall(r"[a-z]+", plain)
    known: dict[str, list[int]] = _words()["seizoenen"] | ({} if year is None else _words()["delen"])
    named = next(([_months()[word], 1] for word in words if word in _months()), None) or next((known[word] for word in words if word in known), None)
    if named is not None:
        if year is not None:
            return months(year, *named)
        last = months(today.year, *named)
        return last if last.van <= today else months(today.year - 1, *named)
    if year is not None:
        return months(year, 1, 12)
    if re.search(r"\b(vorige|afgelopen|verleden) maand\b", plain):
        return months(earlier(today, 1).year, earlier(today, 1).month, 1)
    near = {r"\b(vorige|afgelopen|verleden|deze) week\b": 14, r"\b(gisteren|eergisteren|vandaag|vanochtend)\b": 3, r"\bdeze maand\b": 31}
    return next((Period(today - timedelta(days=days), today) for pattern, days in near.items() if re.search(pattern, plain)), None)


def in_words(period: Period) -> str:
    """To show back: "12 maart 2024", "maart 2024", "2024", "juni tot en met augustus 2025"."""
    namen: list[str] = _words()["maanden"]
    van, tot = (f"{namen[day.month - 1]} {day.year}" for day in (period.van, period.tot))
    if period.van == period.tot:
        return f"{period.van.day} {van}"
    if van == tot:
        return van
    if period.van == date(period.van.year, 1, 1) and period.tot == date(period.van.year, 12, 31):
        return str(period.van.year)
    return f"{namen[period.van.month - 1] if period.van.year == period.tot.year else van} tot en met {tot}"
