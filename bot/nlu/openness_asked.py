"""What a question about openness at work asks for."""

from __future__ import annotations

from enum import Enum

from bot.nlu.normalise import fold


class Asked(Enum):
    """The subjects a question about openness can have."""

    WHO = "wie"
    WHEN = "wanneer"
    WHAT = "wat"
    ALL = "wie, wanneer en wat"
    HOW_OPEN = "hoe open"
    OPINION = "wat vind je"
    BEFORE = "eerder"
    PROXY = "namens"
    WORRY = "zorgen"
    PROS_CONS = "voor- of nadelen"


_CUES: tuple[tuple[Asked, tuple[str, ...]], ...] = (
    (Asked.ALL, ("wie, wanneer",)),
    (Asked.PROXY, ("namens", "voor jou vertel")),
    (Asked.PROS_CONS, ("voordel", "nadel")),
    (Asked.WORRY, ("zorgen", "bang")),
    (Asked.BEFORE, ("eerder", "al eens", "vroeger")),
    (Asked.OPINION, ("wat vind", "mening")),
    (Asked.HOW_OPEN, ("hoe open", "richting", "keuze", "open wil")),
    (Asked.WHO, ("wie",)),
    (Asked.WHEN, ("wanneer", "moment")),
    (Asked.WHAT, ("wat",)),
)
SILENT = frozenset({Asked.WORRY, Asked.PROS_CONS, Asked.BEFORE, Asked.OPINION})


def asked_about(vraag: str | None) -> Asked:
    """Return the subject of a question (own id or its Dutch words); unknown questions ask for everything."""
    text = fold(vraag or "")
    return next((asked for asked, cues in _CUES if any(c in text for c in cues)), Asked.ALL)
