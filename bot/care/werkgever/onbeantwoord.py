"""Strip a question that found no answer, so that the editor can read what is asked and nobody can read about whom.

An allow-list, not a block-list: only words that the Dutch word list or our own knowledge base knows are kept; everything
else (names, places, companies, typing errors) and every number becomes a gap. A question that names a person, is a
story, or is mostly gaps is not kept at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.care.knowledge.scope import names_person
from bot.nlu.spelling import known

GAP = "[…]"
MAX_WORDS = 25  # a longer text is a story about somebody
MAX_GAPS = 0.3
_ADDRESS = re.compile(r"\S*(?:@|https?:|www\.|\.nl\b|\.com\b|\.be\b)\S*", re.IGNORECASE)
_PIECE = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[?]")
_INSIDE_CAPITAL = re.compile(r"(?<=[\w,;] )[A-Z]\w+")


def zonder_persoonsgegevens(text: str, words: Collection[str]) -> str | None:
    """The question without what could point to a person, in small letters; None when it may not be kept.

    `words` are the words of the knowledge base. What a gap replaced is not remembered anywhere.
    """
    plain = _ADDRESS.sub(" 0 ", text)
    pieces = _PIECE.findall(plain)
    if not pieces or len(pieces) > MAX_WORDS:
        return None
    capitals = {match.group().lower() for match in _INSIDE_CAPITAL.finditer(plain)}
    strange = [piece.lower() for piece in pieces if piece != "?" and not _ordinary(piece.lower(), words)]
    if names_person(text, strange):
        return None
    kept = [piece.lower() if piece == "?" or _keeps(piece.lower(), capitals, words) else GAP for piece in pieces]
    if kept.count(GAP) > MAX_GAPS * len(kept):
        return None
    return " ".join(kept).replace(" ?", "?")


def _keeps(word: str, capitals: Collection[str], words: Collection[str]) -> bool:
    # A capital inside a sentence is a name, unless our own texts use the word (UWV, Wajong).
    return _ordinary(word, words) and (word not in capitals or word in words)


def _ordinary(word: str, words: Collection[str]) -> bool:
    if any(letter.isdigit() for letter in word):
        return False
    return word in words or all(part in words or known(part) for part in re.split(r"['’-]", word) if part)
