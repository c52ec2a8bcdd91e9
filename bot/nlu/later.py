"""A moment later on, as people name it: "over twee maanden", "na 6 weken", "volgend jaar", "in maart". Only what gives a day is read."""

from __future__ import annotations

from datetime import date, timedelta

from bot.nlu.normalise import Token, fold, read
from bot.nlu.numbers import number_at

_DAYS = {
    "dag": 1,
    "dagen": 1,
    "week": 7,
    "weken": 7,
    "weekje": 7,
    "maand": 30,
    "maanden": 30,
    "maandje": 30,
    "jaar": 365,
    "jaartje": 365,
    "jaren": 365,
    "halfjaar": 182,
}
_NEXT = frozenset({"volgende", "volgend", "komende", "komend"})
_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
_TOMORROW = {"morgen": 1, "overmorgen": 2}
FURTHEST = timedelta(days=5 * 365)


def day_of(text: str, today: date) -> date | None:
    """The day after `today` that a text names first; None when it names none, or one more than five years off."""
    tokens = read(text).tokens
    # As typed: repairing makes a word of work out of a month ("maart", "maat").
    words = [fold(text)[token.start : token.end] for token in tokens]
    for place in range(len(tokens)):
        found = _at(tokens, words, place, today)
        if found is not None and today < found <= today + FURTHEST:
            return found
    return None


def _at(tokens: tuple[Token, ...], words: list[str], place: int, today: date) -> date | None:
    word = words[place]
    if word in _TOMORROW or word == "halfjaar":
        return today + timedelta(days=_TOMORROW.get(word, _DAYS["halfjaar"]))
    if word in _MONTHS:
        month = _MONTHS.index(word) + 1
        return date(today.year + (month <= today.month), month, 1)
    number = number_at(tokens, place)
    last = place if word in _NEXT else None if number is None else number.last
    if last is None or last + 1 >= len(words) or words[last + 1] not in _DAYS:
        return None
    days = _DAYS[words[last + 1]] * (1 if number is None else number.value)
    return today + min(timedelta(days=round(days)), 2 * FURTHEST)
