"""Weeks told in kinds of days: "twee dagen van 6 uur en een dag van 4 uur"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlu.clauses import Situation
from bot.nlu.numbers import HOUR_WORDS, number_at
from bot.nlu.wishes.values import DAY_ORDER

LONGEST_DAY = 10  # hours
# What days are counted in; a number of these says no hours. A half day is a part of one, and counts as one.
DAY_UNITS = frozenset({"dagen", "dag", "ochtend", "middag", "avond", "nacht", "voormiddag", "namiddag", "dagdeel", "dagdelen", "werkdagen"})
SORTS_OF_DAY = frozenset({"halve", "half", "hele", "volle", "korte", "kortere", "losse", "lange", "vrije", "vaste", "gewone", "volledige"})


@dataclass(frozen=True, slots=True)
class Block:
    """So many days or times a week of so many hours each, at tokens first..last."""

    count: int
    hours: float
    first: int
    last: int
    in_days: bool


def day_blocks(situation: Situation) -> list[Block]:
    """The kinds of days that make one week together; empty when there are no two, or one stands for the other ("… of drie dagen van 5 uur")."""
    blocks: list[Block] = []
    at = 0
    while at < len(situation.tokens):
        block = _block_at(situation, at, blocks[-1] if blocks else None)
        if block is not None:
            if blocks and not _adds_up(situation, blocks[-1].last, block.first):
                return []
            blocks.append(block)
        at = block.last + 1 if block is not None else at + 1
    return blocks if len(blocks) > 1 and sum(b.count for b in blocks) <= len(DAY_ORDER) else []


def _block_at(situation: Situation, i: int, before: Block | None) -> Block | None:
    """The block that begins at token i; behind another one it may go without "dagen": "en een van 4 uur"."""
    tokens = situation.tokens
    count = number_at(tokens, i)
    if count is None or not 1 <= count.value <= len(DAY_ORDER) or count.value % 1:
        return None
    k = count.last + 1
    while k < len(tokens) and tokens[k].form in SORTS_OF_DAY:
        k += 1
    named = k < len(tokens) and (not DAY_UNITS.isdisjoint(tokens[k].forms) or tokens[k].form in ("keer", "maal", "x"))
    in_days = not DAY_UNITS.isdisjoint(tokens[k].forms) if named else before is not None and before.in_days
    k += named
    k += k < len(tokens) and tokens[k].form in ("van", "a", "met")
    hours = number_at(tokens, k) if k < len(tokens) and (named or tokens[k - 1].form == "van") and (named or before) else None
    if hours is None or not 1 <= hours.value <= LONGEST_DAY or hours.last + 1 >= len(tokens) or tokens[hours.last + 1].form not in HOUR_WORDS:
        return None
    return Block(int(count.value), hours.value, i, hours.last + 1, in_days)


def _adds_up(situation: Situation, last: int, first: int) -> bool:
    """Whether what stands between two blocks, "en" or a comma, takes them together."""
    between = [t.form for t in situation.tokens[last + 1 : first]]
    comma = (
        situation.tokens[last].fragment != situation.tokens[first].fragment and situation.tokens[last].sentence == situation.tokens[first].sentence
    )
    return between in (["en"], ["plus"], ["en", "nog"]) or comma and not between
