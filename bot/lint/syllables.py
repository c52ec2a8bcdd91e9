"""How easy a Dutch text reads: syllables, sentences, and the formula of Flesch-Douma.

Counted here and not with textstat: its Dutch counter is pyphen's hyphenation table, which holds the places where a line
may be broken. A single vowel at the start of a word is no such place, so "avond", "uren", "idee" and "energie" lose a
syllable and hard texts seem easy. Counting vowel groups was right on all words counted by hand in
`tests/lint/test_syllables.py`; textstat missed twelve of the same eighty.
"""

from __future__ import annotations

import re

# Longest first: "aai" is one sound, "eeu" too; a dieresis starts a new one (be-ein-di-gen, na-ief). "y" before a vowel is a consonant.
_SOUND = re.compile(
    r"aai|ooi|oei|eeu|ieu(?!m)|[äëïöü](?:ij|[aeiou](?=[^aeiou]))|aa|ee|oo|uu|ie|eu(?!m)|oe|ui|ei|ij|ou|au|ai|oi"
    r"|[aeiouáéíóúàèêôâîûäëïöü]|y(?![aeiou])"
)
# Words from other languages that Dutch spelling rules count wrong, by their start.
_FOREIGN = {
    "station": "stasjon",
    "team": "tiem",
    "teamwork": "tiemwurk",
    "e-mail": "iemeel",
    "deadline": "detlijn",
    "website": "websijt",
    "online": "onlijn",
}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')”’]*\s+|\n+")
_WORD = re.compile(r"\{[^{}]*\}|[\w'’./:-]*\w", re.UNICODE)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line break ends one too. Abbreviations with points are banned, so a point is an end."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part and part.strip()]


def words(text: str) -> list[str]:
    """The words of a text; a placeholder such as `{naam}` is one word."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """The syllables of one Dutch word, at least one; a number counts as two, about what it takes to say it."""
    word = word.lower()
    if any(character.isdigit() for character in word):
        return 2
    return max(1, len(_SOUND.findall(_FOREIGN.get(word, word))))


def flesch_douma(text: str) -> float | None:
    """206.84 - 0.77 x syllables per 100 words - 0.93 x words per sentence (PROMISES P23); higher is easier, 80 is easy.

    Placeholders are left out: what comes in their place is not ours. None when no words remain.
    """
    plain = [sentence for sentence in sentences(_PLACEHOLDER.sub("", text)) if words(sentence)]
    counted = [word for sentence in plain for word in words(sentence)]
    if not counted:
        return None
    per_hundred = 100 * sum(syllables(word) for word in counted) / len(counted)
    return 206.84 - 0.77 * per_hundred - 0.93 * len(counted) / len(plain)
