"""Cut sentences into statements, also where nobody wrote a full stop or a comma: "ik wil geen hulp ik wil rust" are two.

A denial, a past or a film belongs to its own statement only.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from bot.nlu.safety.text import Words

PATTERNS = Path(__file__).parent / "patterns"


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    raw: dict[str, str] = yaml.safe_load((PATTERNS / "zinsdeel.yml").read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in raw.items()}


def starts(words: Words) -> tuple[bool, ...]:
    """Return for each word whether a statement begins with it."""
    return tuple(i == 0 or words.zin[i] != words.zin[i - 1] or _begins(words.norm, i) for i in range(len(words.norm)))


def _begins(norm: tuple[str, ...], i: int) -> bool:
    lists = _lists()
    word, before, after = norm[i], norm[i - 1], norm[i + 1] if i + 1 < len(norm) else ""
    verbs, who, first = lists["werkwoorden"], lists["wie"], lists["eerst"]
    if word in lists["voegwoorden"]:
        return after in who or after in first or word in ("alleen", "gewoon", "behalve", "tot") and after in ("een", "de", "het", "mijn")
    if before in lists["bijzin"] or before in lists["voegwoorden"] and i > 1:
        return False
    if word in first:
        return after in verbs and before not in verbs or word == "nu" and before not in verbs
    if word in ("ik", "hij", "zij", "ze", "wij"):
        return after in verbs and before not in verbs and before not in first
    return False


def own(begins: tuple[bool, ...], first: int, last: int) -> tuple[int, int]:
    """Return the words of the statement or statements that hold the words from first to last."""
    start, end = first, last
    while start > 0 and not begins[start]:
        start -= 1
    while end < len(begins) and not begins[end]:
        end += 1
    return start, end
