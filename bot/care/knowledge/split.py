"""Several questions in one message, so that each gets its own answer.

A message is cut only where a new question starts: after a question mark, or before "en/of" or a comma with a question word
or a question verb. Whether the parts can stand alone is for the search to say (it keeps the message whole otherwise).
"""

from __future__ import annotations

import re

MAX_PARTS = 4
_OPENERS = (
    "wat|wie|waar|wanneer|waarom|welke|welk|hoe|hoeveel|hoelang|hoezo|mag|mogen|moet|moeten|kan|kunnen|kunt|krijg|krijgen|krijgt|heb|heeft|is|zijn|"
    "bestaat|bestaan|geldt|betaalt|wordt|worden|wa"
)
_SENTENCE = re.compile(r"(?<=[?!.])\s+")
_JOIN = re.compile(rf"\s*(?:,|;)\s*(?:en\s+|of\s+|maar\s+)?(?=(?:{_OPENERS})\b)|\s+en\s+(?=(?:{_OPENERS})\b)", re.IGNORECASE)
_QUESTION_START = re.compile(rf"^(?:en\s+|of\s+|maar\s+)?(?:{_OPENERS})\b", re.IGNORECASE)


def asks(message: str) -> bool:
    """Whether a message asks something, rather than only tells it."""
    return message.rstrip().endswith("?") or bool(_QUESTION_START.match(message.strip()))


def last_question(message: str) -> str | None:
    """The question that a message of several sentences ends with, or None when it is one sentence or asks nothing."""
    sentences = [sentence for sentence in _SENTENCE.split(message.strip()) if sentence.strip()]
    asked = [sentence for sentence in sentences if sentence.endswith("?")]
    return asked[-1] if asked and len(sentences) > 1 else None


def questions_in(message: str) -> tuple[str, ...]:
    """The questions of a message in their order, at most four; a message with one question comes back whole and alone."""
    sentences = [sentence.strip() for sentence in _SENTENCE.split(message.strip()) if sentence.strip()]
    asked = [sentence for sentence in sentences if sentence.endswith("?") or _QUESTION_START.match(sentence)]
    told = len(sentences) - len(asked)
    if not asked or told:
        return (message,)  # a story with a question in it: the story says what the question is about
    parts = [part.strip() for sentence in asked for part in _JOIN.split(sentence)]
    parts = [part for part in parts if _QUESTION_START.match(part)]
    if len(parts) < 2 or not _QUESTION_START.match(message.strip()):
        return (message,) if len(asked) < 2 else tuple(asked[:MAX_PARTS])
    return tuple(parts[:MAX_PARTS])
