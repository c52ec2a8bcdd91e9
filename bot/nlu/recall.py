"""Who asks what he just said ("wat zei ik daarnet?", "ik weet niet meer wat ik net zei", "wat zei ik over de reis?"), and what only looks like such
a question: a clause that tells something ("hoe het gekomen is", "waar ik nu sta").

Word order tells the two apart: in a question the verb comes right after the question word, in a clause that tells the subject does. The words stand
in recall.yml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.nlu.moves import plain
from bot.nlu.phrases import Phrases

MOST_WORDS = 16


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    phrases = Phrases(Path(__file__).with_suffix(".yml"))
    return {name: phrases.pattern(name) for name in ("vraagt", "bijzin", "overzicht", "vaak", "vertelt", "over_gesprek")}


@dataclass(frozen=True)
class Recall:
    """A wish to hear one's own words again. over: the subject that was named, empty for the last words."""

    over: str = ""


def recall_in(text: str) -> Recall | None:
    """Who asks for his own words, as a question or as a clause; None for everything else."""
    said = plain(text)
    if len(said.split()) > MOST_WORDS or _patterns()["vaak"].search(said):
        return None
    found = _patterns()["vraagt"].fullmatch(said) or _patterns()["bijzin"].fullmatch(said) or _patterns()["overzicht"].fullmatch(said)
    if found is None:
        return None
    over = next((one for one in found.groupdict().values() if one), "")
    return Recall(over.replace("?", " ").strip())


def tells(text: str) -> bool:
    """Whether the whole message is a clause that tells: an answer to "wat vertel je?", and no question about where one was."""
    said = plain(text)
    return "?" not in said and bool(_patterns()["vertelt"].fullmatch(said)) and not _patterns()["over_gesprek"].search(said)
