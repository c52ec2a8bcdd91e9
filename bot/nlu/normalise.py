"""From what somebody typed to tokens that can be understood.

Small letters without accents, elongations shortened, words joined ("dins dag") or split ("dinsdagochtend", "halfuur"), typing errors repaired
against our own vocabulary. Every token keeps its place in the original text, so that results can show the client's own words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.nlu.spelling import known
from bot.nlu.vocabulary import lexicon

FIRST_TOKENS = 170
LAST_TOKENS = 80

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."})
_TOKEN = re.compile(r"\d{1,4}(?:[.,:]\d{1,2}(?!\d))?|[a-z]+(?:'[a-z]+)*|[½]|[.!?;,:()\n/\-+&]+")
_RUN = re.compile(r"([a-z])\1{2,}")
_DOUBLE = re.compile(r"([a-z])\1")
_STOPS = set(".!?;\n")
_ENDINGS = ("etjes", "etje", "tjes", "tje", "pjes", "pje", "jes", "je", "skes", "ske", "kes", "ke", "en", "s", "n", "e")


@dataclass(frozen=True, slots=True)
class Token:
    """One understood word: its repaired form, its other forms, its place in the text and the fragment (between punctuation) it stands in."""

    form: str
    forms: frozenset[str]
    start: int
    end: int
    fragment: int
    sentence: int
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its tokens; `words(i, j)` gives the client's own words back."""

    text: str
    tokens: tuple[Token, ...]

    def words(self, first: int, last: int) -> str:
        """Return the original text from token `first` up to and including token `last`."""
        return self.text[self.tokens[first].start : self.tokens[last].end]


def fold(text: str) -> str:
    """Return the text in small letters without accents, every character in its old place."""
    out = []
    for char in text.translate(_QUOTES).lower():
        plain = unicodedata.normalize("NFD", char)[0] if ord(char) > 127 and char != "½" else char
        out.append(plain)
    return "".join(out) if len(out) == len(text) else text.lower()[: len(text)]


def _shorten(word: str) -> str:
    """Undo an elongation: "heeeeel" becomes "heel", "neeeee" "nee", "jaaaa" "ja"."""
    if not _RUN.search(word):
        return word
    double, single = _RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)
    for candidate in (double, single):
        if candidate in lexicon().words or known(candidate):
            return candidate
    return single


def stems(word: str) -> Iterator[str]:
    """Yield what may be the base of a diminutive or plural, Dutch or Flemish ("uurtjes", "uurkes"): `uur`."""
    for ending in _ENDINGS:
        if not word.endswith(ending) or len(word) - len(ending) < 3:
            continue
        base = word[: -len(ending)]
        yield base
        if len(base) > 3 and base[-1] == base[-2]:
            yield base[:-1]
        if ending in ("en", "e") and len(base) > 2 and base[-1] not in "aeiou" and base[-2] in "aeou" and base[-3] not in "aeiou":
            yield base[:-1] + base[-2] + base[-1]  # "uren" from "uur"
        if ending in ("en", "e") and base[-1] in "vz":
            yield base[:-1] + {"v": "f", "z": "s"}[base[-1]]


@lru_cache(maxsize=8192)
def forms_of(word: str) -> frozenset[str]:
    """Return the word and those bases of it that our vocabulary knows."""
    words = lexicon().words
    return frozenset({word, *(s for s in stems(word) if s in words)})


@lru_cache(maxsize=8192)
def repair(word: str) -> str:
    """Return the word as it was probably meant; words that Dutch or our vocabulary knows stay as they are."""
    lex = lexicon()
    word = lex.spellings.get(word, word)
    if word in lex.words or word.isdigit():
        return word
    word = _shorten(word)
    word = lex.spellings.get(word, word)
    if word in lex.words or known(word) or any(s in lex.words or known(s) for s in stems(word) if len(s) > 2):
        return word
    single = _DOUBLE.sub(r"\1", word)
    if single != word and (single in lex.words or single in lex.spellings):
        return lex.spellings.get(single, single)
    mended = lex.speller.repair(word)
    mended = lex.spellings.get(mended, mended)
    # "heftrukchauffeur" may be mended, "zeilmaker" has an open end we understand as it is.
    return word if lex.is_compound(word) and not lex.is_compound(mended) else mended


@dataclass(slots=True)
class _Piece:
    form: str
    start: int
    end: int
    stop: str  # punctuation just before this piece
    repaired: bool = False


def _pieces(text: str) -> list[_Piece]:
    out: list[_Piece] = []
    stop = ""
    folded = fold(text)
    for match in _TOKEN.finditer(folded):
        raw = match.group()
        if not (raw[0].isalnum() or raw == "½"):
            stop += _meaning(raw, folded, match)
            continue
        form = raw.replace("'", "") if raw != "zo'n" else "zo"
        out.append(_Piece(form, match.start(), match.end(), stop))
        stop = ""
    return out[:FIRST_TOKENS] + out[-LAST_TOKENS:] if len(out) > FIRST_TOKENS + LAST_TOKENS else out


def _meaning(raw: str, text: str, match: re.Match[str]) -> str:
    """A hyphen or slash inside is a link, not a stop; between numbers it stays visible as a range."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if raw in "-/":
        if before.isalnum() and after.isalnum():
            return "~" if raw == "-" else "/"
        return "~" if raw == "-" and text[: match.start()].rstrip()[-1:].isdigit() and text[match.end() :].lstrip()[:1].isdigit() else ","
    return raw.replace("+", "").replace("&", "")


def _joined(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Join what a slip of the thumb took apart, the longest first."""
    lex = lexicon()
    i = 0
    while i < len(pieces):
        for size in (3, 2):
            parts = pieces[i : i + size]
            if len(parts) < size or any(not p.form.isalpha() for p in parts) or parts[-1].form in ("en", "s", "n", "e"):
                continue
            whole = lex.spellings.get("".join(p.form for p in parts), "".join(p.form for p in parts))
            loose = [p for p in parts if not (p.form in lex.words or known(p.form)) or len(p.form) < 3]
            crossing = any(set(p.stop) - {"~"} for p in parts[1:])
            if len(whole) >= 6 and whole in lex.joinable and (not crossing or len(loose) > 0) and not all(p.form in lex.numbers for p in parts):
                yield _Piece(whole, parts[0].start, parts[-1].end, parts[0].stop, True)
                i += size
                break
        else:
            yield pieces[i]
            i += 1


def _split(piece: _Piece) -> Iterator[_Piece]:
    """Take apart what belongs to two ideas ("dinsdagmiddag", "halfuur") or repair a single word."""
    lex = lexicon()
    form = lex.spellings.get(piece.form, piece.form)
    if " " not in form and form not in lex.words:
        form = lex.split(form) or form
        if " " not in form:
            mended = repair(form)
            form = mended if mended in lex.words else lex.split(mended) or mended
    at = piece.start
    for k, part in enumerate(form.split()):
        yield _Piece(part, at, piece.end, piece.stop if k == 0 else "", part != piece.form)


def read(text: str) -> Reading:
    """Return the reading of a text of any length; of very long texts the beginning and the end are read."""
    tokens: list[Token] = []
    fragment = sentence = 0
    for whole in _joined(_pieces(text)):
        for piece in _split(whole):
            if set(piece.stop) & _STOPS:
                sentence += 1
            if set(piece.stop) - {"~", "/"}:
                fragment += 1
            if (
                piece.stop
                and piece.stop[-1] in "~/"
                and tokens
                and tokens[-1].form[-1:].isdigit()
                and piece.form[:1].isdigit()
                or "~" in piece.stop
                and tokens
                and {tokens[-1].form, piece.form} <= lexicon().days
            ):
                tokens.append(Token("tot", frozenset({"tot"}), piece.start, piece.start, fragment, sentence))
            tokens.append(Token(piece.form, forms_of(piece.form), piece.start, piece.end, fragment, sentence, piece.repaired))
    return Reading(text, tuple(tokens))
