"""What a message takes back: the no to the direct question of shortly before ("ik heb net gelogen"), or words that were read as danger.

A no is the easiest answer to give, and the hardest to come back on. What takes it back is read by class: what is taken back (the no, the answer,
what was just said) times how (it was not true, not honest, not dared, it should have been yes).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import yaml

from bot.nlu.safety.answers import Asked
from bot.nlu.safety.rules import PATTERNS, expand
from bot.nlu.safety.text import split

Recanted = Literal["ja", "vraag", ""]
MOST_WORDS = 40  # who comes back on an answer says little else
MOST_CHARACTERS = 25 * MOST_WORDS  # what is longer is not taken apart to count its words
# Where a new statement may begin in what was written, and the words that only lead in what was meant.
STATEMENT = re.compile(r"[,.;:!?\n]+|\b(?:maar|en|want|dus)\b|(?=\b(?:kan|kunnen|mag|laat|wil) )", re.IGNORECASE)
LEAD = re.compile(r"^(?:nee |oh |sorry )*ik bedoel(?:de)? (?:dat |om te |te )?", re.IGNORECASE)
DENIES = re.compile(r"\b(?:niet|niks|niets|anders)\b", re.IGNORECASE)
ANYWHERE = ("overal", "behalve", "anders_bedoeld", "bevestigd")  # the other patterns are about a whole message
BEGINNING = ("anders_begin",)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    """The words that say nothing by themselves, and the patterns per kind."""
    raw = yaml.safe_load((PATTERNS / "herroepen.yml").read_text("utf-8"))
    quiet, macros = re.compile(rf"\b{expand(raw.pop('stil'))} "), raw.pop("macro")
    edges = {kind: (r"\b", "") if kind in ANYWHERE else ("^", "" if kind in BEGINNING else "$") for kind in raw}
    joined = {kind: "|".join(expand(one, macros) for one in items) for kind, items in raw.items()}
    return quiet, {kind: re.compile(f"{edges[kind][0]}(?:{joined[kind]}){edges[kind][1]}") for kind in raw}


def takes_back_no(text: str, asked: Asked, *, first: bool) -> Recanted:
    """Whether a text takes back a no: "ja" when it says so, "vraag" when the question must be asked again, "" when it does not; errors ask.

    asked: what was answered with no. first: it is the first message after it, when bare words ("toch wel") can only be about that.
    """
    try:
        bare = " ".join(text.split())
        words = split(bare).norm if len(bare) <= MOST_CHARACTERS else []
        if not words or len(words) > MOST_WORDS:
            return ""
        quiet, patterns = _patterns()
        full = " ".join(words) + " "
        said = quiet.sub("", full)
        if patterns["ja"].search(said) or (asked == "zelfdoding" and patterns["ja_zelfdoding"].search(said)):
            return "ja"
        back = patterns["vraag"].search(said) or (asked == "zelfdoding" and patterns["vraag_zelfdoding"].search(said))
        back = back or (first and patterns["eerst"].search(full))
        # Also with the quiet words: "om eerlijk te zijn" is not quiet after "ik was bang".
        plainly = patterns["overal"].search(said) or patterns["overal"].search(full)
        return "vraag" if back or (plainly and not patterns["behalve"].search(said)) else ""
    except Exception:
        return "vraag"


def meant_otherwise(text: str) -> bool:
    """Whether a text says that what was read as danger was not meant so. It ends nothing: an error is no."""
    try:
        quiet, patterns = _patterns()
        words = split(" ".join(text.split())[:MOST_CHARACTERS]).norm[:MOST_WORDS]
        said = quiet.sub("", " ".join(words) + " ")
        otherwise = patterns["anders_bedoeld"].search(said) or patterns["anders_begin"].search(said)
        return bool(otherwise) and not patterns["bevestigd"].search(said)
    except Exception:
        return False


def said_beside(text: str) -> str:
    """What a text says beside that it was meant otherwise, as it was written: "dat bedoelde ik niet zo, kan Anna mij bellen" asks for a call.

    "Ik bedoel stoppen" says "stoppen". Errors are nothing.
    """
    try:
        pieces = (piece.strip() for piece in STATEMENT.split(text[:MOST_CHARACTERS]))
        left = (LEAD.sub("", piece) if LEAD.match(piece) and not DENIES.search(piece) else piece for piece in pieces)
        return ", ".join(piece for piece in left if piece and not meant_otherwise(piece))
    except Exception:
        return ""
