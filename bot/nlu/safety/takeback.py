"""Whether a found danger counts as it is said: an exception, a denial, something closed, a story, or somebody else's takes it back.

Each only where it belongs: a denial in its own statement, a past in its own sentence, unless today stands in the statement.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.nlu.safety.clauses import own
from bot.nlu.safety.text import Words

if TYPE_CHECKING:
    from bot.nlu.safety.rules import Rule

OWN_NEGATION = re.compile(r"\b(?:niet|geen|nooit|nergens|onveilig)\b(?!\|)")
NEAR = 4  # words on each side in which an exception counts: wider would let "baan" in the next sentence hide a danger
AROUND = 16  # words on each side that may say "long ago" or "in a film"
DOUBT = "twijfel"  # of a sign of the brain: told as old, but not surely, so that it is asked


def taken_back(sign: dict[str, Any], rule: Rule, words: Words, begins: tuple[bool, ...], place: tuple[int, int]) -> str:
    """Say why a found pattern does not count here: exception, denial, closed past, fiction, or ""; DOUBT where it must be asked."""
    first, last = place
    start, end = _scope(sign, words, first, last)
    before = " ".join(words.norm[max(start, first - AROUND) : first])
    span = " ".join(words.norm[first:last])
    after = " ".join(words.norm[last : min(end, last + AROUND)])
    mine, till = own(begins, first, last)
    if rule.unless and (reason := exception(rule.unless, words, (max(start, first - NEAR), first, last, min(end, last + NEAR)))):
        return reason
    if rule.lasting and exception(rule.lasting, words, (max(start, first - NEAR), first, last, min(end, last + NEAR))):
        return DOUBT if _is_new(sign, words, first, last) else "uitzondering"
    if sign["fictie"].search(f"{before} {after}") and not sign["zelf"].search(f"{before} {span} {after}"):
        return "fictie"
    statement = " ".join(words.norm[mine:till])
    if past := _closed(sign, rule, words, begins, place):
        return past
    if rule.nee and (denied(sign, *_statement(sign, words, begins, (first, last, end))) or _answered(sign, words, begins, till)):
        return "ontkend"
    if " ik " not in f" {span} " and " mijn " not in f" {span} " and _about_other(sign, words, first):
        if rule.soort == "neuro" and not sign["gehad"].search(statement):
            return ""  # somebody who has a stroke or a seizure now needs help, whoever it is
        if rule.lasting and _is_new(sign, words, first, last):
            return DOUBT
        return "ander"
    return ""


def _closed(sign: dict[str, Any], rule: Rule, words: Words, begins: tuple[bool, ...], place: tuple[int, int]) -> str:
    """Say whether what is told is past; of a sign of the brain only when nothing around it is of now, else DOUBT."""
    first, last = place
    start, end = _scope(sign, words, first, last)
    around = " ".join(words.norm[max(start, first - AROUND) : min(end, last + AROUND)])
    mine, till = own(begins, first, last)
    statement = " ".join(words.norm[mine:till])
    past = bool(sign["verleden"].search(statement if sign["nu"].search(statement) else around))
    if past and not sign["heden"].search(around) and not _speaks_now(" ".join(words.norm[first:last])):
        return DOUBT if rule.lasting and (_is_new(sign, words, first, last) or _past_elsewhere(sign, words, begins, place)) else "verleden"
    if rule.lasting and sign["verleden"].search(around) and _is_still_there(sign, around) and not _is_new(sign, words, first, last):
        return DOUBT
    return ""


def _is_new(sign: dict[str, Any], words: Words, first: int, last: int) -> bool:
    """True when the words around a sign of the brain say that something came now, came back, spreads or grows."""
    return bool(sign["vers"].search(" ".join(words.norm[max(0, first - AROUND) : last + AROUND])))


def _is_still_there(sign: dict[str, Any], said: str) -> bool:
    """True when of the present only is said that a sign is still there ("drie jaar geleden, en mijn mond hangt nog steeds")."""
    return bool(sign["nog"].search(said)) and not sign["heden"].search(sign["nog"].sub(" ", said))


def _past_elsewhere(sign: dict[str, Any], words: Words, begins: tuple[bool, ...], place: tuple[int, int]) -> bool:
    """True when a sign is told as it is now and only another statement tells the past: "mijn mond hangt scheef en ik had ooit een beroerte"."""
    mine, till = own(begins, *place)
    statement = " ".join(words.norm[mine:till])
    around = " ".join(words.norm[max(0, place[0] - AROUND) : place[1] + AROUND])
    if sign["sindsdien"].search(statement) or sign["toen"].search(statement) or sign["genezen"].search(around):
        return False
    return not sign["terug"].match(" ".join(words.norm[till : till + 3]))


def _statement(sign: dict[str, Any], words: Words, begins: tuple[bool, ...], place: tuple[int, int, int]) -> tuple[str, str, str]:
    """Return what stands before, in and after a found pattern in its own statement, and in the next when that points back."""
    first, last, end = place
    mine, till = own(begins, first, last)
    if till < end and sign["terug"].match(" ".join(words.norm[till : till + 3])):
        till = end
    before, span, after = (
        " ".join(words.norm[a:b]) for a, b in ((max(mine, first - AROUND), first), (first, last), (last, min(till, last + AROUND)))
    )
    return f"{before} ", span, after


def _answered(sign: dict[str, Any], words: Words, begins: tuple[bool, ...], till: int) -> bool:
    """True when the statement that begins at till is nothing but a no ("Suicidaal? Nee.")."""
    if till >= len(begins):
        return False
    return bool(sign["nee_los"].search(" ".join(words.norm[till : own(begins, till, till + 1)[1]])))


def exception(unless: re.Pattern[str], words: Words, place: tuple[int, int, int, int]) -> str:
    """Return what an exception near a found pattern makes of it: one that denies must touch the very words it denies."""
    start, first, last, end = place
    near = " ".join(words.norm[start:end])
    left = len(" ".join(words.norm[start:first]))
    right = len(" ".join(words.norm[start:last]))
    for match in unless.finditer(near):
        if not OWN_NEGATION.search(match.group()):
            return "uitzondering"
        if match.start() < right and match.end() > left + 1:
            return "ontkend"
    return ""


def _scope(sign: dict[str, Any], words: Words, first: int, last: int) -> tuple[int, int]:
    """Return the words that may take a pattern back: its own sentence, and the next one when it points back ("dat was vroeger")."""
    start, end, count = first, last, len(words.norm)
    while start > 0 and first - start < AROUND and words.zin[start - 1] == words.zin[first]:
        start -= 1
    while end < count and end - last < AROUND and words.zin[end] == words.zin[last - 1]:
        end += 1
    if end < count and sign["terug"].match(" ".join(words.norm[end : end + 3])):
        end = min(count, last + AROUND)
    return start, end


def _speaks_now(span: str) -> bool:
    return re.search(r"\b(?:ik wil|wil ik|ik ga|ga ik|ik denk|ik hoef|hoeft|verlang|overweeg)\b", span) is not None


def denied(sign: dict[str, Any], before: str, span: str, after: str) -> bool:
    """True when a "niet/geen/nooit" belongs to the danger, and not to "I cannot hold on" or "I do not know"."""
    if sign["onzeker"].search(f"{before[-60:]}{span} {after[:40]}"):
        return False
    return bool(sign["nee_voor"].search(before[-50:]) or sign["nee_na"].search(after) or sign["nee_in"].search(span))


def _about_other(sign: dict[str, Any], words: Words, first: int) -> bool:
    before = words.norm[max(0, first - 6) : first]
    return bool(sign["ander"].search(" ".join(before))) and "ik" not in before and "mijn" not in words.norm[first : first + 6]
