"""How clearly words ask to halt. The model hears pauze, stop or moe in many an ordinary answer: "slapen", "stop met roken lukt niet", "heel moe".

What the model heard stays a move when the whole text asks it, or a clause of its own at the beginning or the end does. The vocabulary stands in
halting.yml; what a text means for the question that is open is decided in bot/care/antwoord_of_rust.py.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.moves import pattern_move, plain

PAUZE, STOP, MOE = "pauze", "stop", "moe"
HALTS = frozenset({PAUZE, STOP, MOE})
# Between clauses: punctuation, or a word that gives a reason or a contrast.
_CLAUSE = re.compile(r"[.,;:!?\n]+|\b(?:want|omdat|anders)\b", re.IGNORECASE)


class Clarity(Enum):
    """ZEKER: asks to halt. KAAL: nothing but words about halting, resting or being tired, without asking. GEMENGD: asks, with something else
    in the same breath. ANDERS: about something else. ONTKEND: says that it is not so.
    """

    ZEKER = "zeker"
    KAAL = "kaal"
    GEMENGD = "gemengd"
    ANDERS = "anders"
    ONTKEND = "ontkend"


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, frozenset[str]]:
    raw: dict[str, Any] = yaml.load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (BaseLoader only makes strings)
    return {name: frozenset(words.split() if isinstance(words, str) else words) for name, words in raw.items()}


@lru_cache(maxsize=1)
def _leaving() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in sorted(_vocabulary()["weg"])))


def clarity(text: str, move: str) -> Clarity:
    """How clearly this text asks for the move (pauze, stop or moe) that was heard in it."""
    clauses = [clause for part in _CLAUSE.split(text) if (clause := plain(part))]
    words = [word for clause in clauses for word in clause.split()]
    if move == MOE:
        return Clarity.ONTKEND if denies_tired(text) else _tired(words, text)
    bare = not any(_content(word) for word in words)
    if bare and _denies(clauses, "vraagt"):
        return Clarity.ONTKEND
    if any(_asks(clause) for clause in (*clauses[:1], *clauses[-1:])):
        return Clarity.ZEKER
    if bare:
        return Clarity.KAAL
    return Clarity.GEMENGD if any(_is("vraagt", word) for word in words) else Clarity.ANDERS


def asks_outright(text: str) -> bool:
    """Whether somebody asks to halt or says to do so: "pauze", "mag ik stoppen", "ik ga liggen"; "pauze nemen" and "slapen" may be what helps."""
    words = plain(text).split()
    return [_is("vraagt", word) for word in words] == [True] or any(_is("zelf", word) or _is("gesprek", word) for word in words)


def leaves(text: str) -> bool:
    """Whether somebody says to be away for a while: "zo terug", "tot morgen"."""
    return any(_leaving().fullmatch(plain(part)) for part in _CLAUSE.split(text))


def about_now(text: str) -> bool:
    """Whether somebody says something of this moment, or of what he does himself: "even liggen", "ik ga slapen"; "slapen" does not."""
    return any(_is("zelf", word) or _is("nu", word) for word in plain(text).split())


def tired_now(text: str) -> bool:
    """Whether a text says that somebody is tired at this moment: "ik ben moe", "nu heel moe"."""
    if denies_tired(text) or not says_state(text) or _tired(plain(text).split(), text) is Clarity.ANDERS:
        return False
    fixed = pattern_move(text)
    return (fixed is not None and fixed.beweging == MOE) or bool({"nu", "nou"} & {*plain(text).split()})


def denies_tired(text: str) -> bool:
    """Whether a text says that somebody is not tired or ill: "ik ben niet moe", "nee ben niet meer ziek"."""
    return _denies([clause for part in _CLAUSE.split(text) if (clause := plain(part))], "klachten")


def says_state(text: str) -> bool:
    """Whether a text names being tired or ill, or what comes with it."""
    return any(_is("klachten", word) or _is("tekort", word) for word in plain(text).split())


def about_this_talk(text: str) -> bool:
    """Whether a text is about these questions: "moe van al die vragen", "te moe, stop"."""
    return any(_is("gesprek", word) or _is("vraagt", word) for word in plain(text).split())


def _is(name: str, word: str) -> bool:
    return word in _vocabulary()[name]


def _content(word: str) -> bool:
    return not any(_is(name, word) for name in ("rondom", "vraagt", "rustig"))


def _asks(clause: str) -> bool:
    """Whether a clause as a whole asks to halt."""
    if _leaving().fullmatch(clause):
        return True
    words = clause.split()
    return any(_is("vraagt", word) for word in words) and all(_is("rondom", word) or _is("vraagt", word) for word in words)


def _tired(words: list[str], text: str) -> Clarity:
    if not all(any(_is(name, word) for name in ("rondom", "vraagt", "moe")) for word in words):
        return Clarity.ANDERS
    fixed = pattern_move(text)
    said = fixed is not None and fixed.beweging == MOE
    return Clarity.ZEKER if said or about_this_talk(text) else Clarity.KAAL


def _denies(clauses: list[str], name: str) -> bool:
    """Whether every such word of a text stands behind a denial: "ik ben niet moe", "moe ben ik niet"; "niet moe maar kapot" leaves one."""
    found = [(words, place) for words in map(str.split, clauses) for place, word in enumerate(words) if _is(name, word)]
    return bool(found) and all(_denied(words, place, meer=name == "klachten") for words, place in found)


def _denied(words: list[str], place: int, *, meer: bool) -> bool:
    """meer: "niet meer moe" denies, "lukt niet meer, stop" does not."""
    before = place - 1
    while before >= 0 and (_is("tussen", words[before]) or (meer and words[before] == "meer")):
        before -= 1
    if before >= 0 and _is("ontkent", words[before]):
        return True
    behind = words[place + 1 :]
    return behind[:1] == ["niet"] or (behind[:2] in (["ben", "ik"], ["word", "ik"]) and "niet" in behind[2:4])
