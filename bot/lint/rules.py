"""The turn rules of one text (DIALOGUES 1), one small function each. A rule yields (line, what is wrong)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.lint.syllables import sentences, words
from bot.lint.texts import SPECIAL_CHOICES, Turn

MAX_SENTENCE_WORDS, MAX_WORDS, MAX_BEFORE_QUESTION, MAX_INFO_SENTENCES, MAX_SAFETY_LINES = 15, 40, 2, 3, 4
MAX_CHOICES, MAX_TITLE_WORDS = 3, 6
LONG_KINDS = ("summary", "knowledge")  # may be longer than 40 words, in blocks of at most 40 (DIALOGUES 1.2)

Problems = Iterator[tuple[int, str]]
Rule = Callable[[Turn], Problems]

_QUOTED = re.compile(r"[\"“„][^\"”“]*[\"”“]")
_CHOICE_ID = re.compile(r"[a-z0-9_]+")
_FORMAL = re.compile(r"(?<![\w-])(u|uw|uwe|uzelf)(?![\w-])", re.IGNORECASE)
_INFORMAL = re.compile(r"(?<![\w-])(je|jij|jou|jouw|jullie)(?![\w-])", re.IGNORECASE)
SAYS_U = ("werkgever",)  # folders whose readers are addressed as "u"; everybody else is "je"
_AND_OR = re.compile(r"\ben\s?/\s?of\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "banlist.yml").read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1)
def banned() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """The ban list as (pattern, text, reason). In the file `*` stands for any letters; whole words, capitals ignored."""
    found = []
    for group in _vocabulary()["banned"]:
        for text in group["texts"]:
            body = r"\s+".join(re.escape(part).replace(r"\*", r"\w*") for part in text.split())
            found.append((re.compile(rf"(?<![\w.]){body}(?!\w)", re.IGNORECASE), text, group["reason"]))
    return tuple(found)


@lru_cache(maxsize=16)
def _any_of(key: str) -> re.Pattern[str]:
    """One pattern for a word list of the data file; `*` stands for any letters."""
    options = "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in _vocabulary()[key])
    return re.compile(rf"(?<!\w)(?:{options})(?!\w)", re.IGNORECASE)


def _sentences_of(turn: Turn) -> list[str]:
    return [sentence for block in turn.blocks for sentence in sentences(block)]


def _is_question(sentence: str) -> bool:
    return sentence.rstrip("\"')”’ ").endswith("?")


def one_question(turn: Turn) -> Problems:
    if turn.text.count("?") > 1:
        yield turn.line, f"{turn.text.count('?')} question marks; one question a turn"


def question_last(turn: Turn) -> Problems:
    if "?" in turn.text and not _is_question(_sentences_of(turn)[-1]):
        yield turn.line, "the question must be the last sentence"


def single_question(turn: Turn) -> Problems:
    for sentence in _sentences_of(turn):
        if _is_question(sentence) and (_AND_OR.search(sentence) or _any_of("second_question").search(sentence)):
            yield turn.line, f"two questions in one: {sentence!r}"


def few_sentences(turn: Turn) -> Problems:
    found = _sentences_of(turn)
    if turn.kind in LONG_KINDS:
        return
    if found and _is_question(found[-1]):
        if len(found) - 1 > MAX_BEFORE_QUESTION:
            yield turn.line, f"{len(found) - 1} sentences before the question; at most {MAX_BEFORE_QUESTION}"
        return
    if turn.kind == "safety":
        # Counted in lines, not sentences: "four short lines" (DIALOGUES 7.3), each on its own on the screen.
        if (lines := len([line for line in turn.text.splitlines() if line.strip()])) > MAX_SAFETY_LINES:
            yield turn.line, f"{lines} lines; at most {MAX_SAFETY_LINES}"
    elif len(found) > MAX_INFO_SENTENCES:
        yield turn.line, f"{len(found)} sentences; at most {MAX_INFO_SENTENCES}"


def short_sentences(turn: Turn) -> Problems:
    for sentence in _sentences_of(turn):
        if len(words(sentence)) > MAX_SENTENCE_WORDS:
            yield turn.line, f"a sentence of {len(words(sentence))} words, at most {MAX_SENTENCE_WORDS}: {sentence!r}"


def few_words(turn: Turn) -> Problems:
    parts = turn.blocks if turn.kind in LONG_KINDS else [turn.text]
    for part in parts:
        if len(words(part)) > MAX_WORDS:
            yield turn.line, f"{len(words(part))} words in one {'block' if turn.kind in LONG_KINDS else 'turn'}; at most {MAX_WORDS}"


def few_choices(turn: Turn) -> Problems:
    own = [choice for choice in turn.choices if choice.id not in SPECIAL_CHOICES]
    if len(own) > MAX_CHOICES:
        yield own[MAX_CHOICES].line, f"{len(own)} choices besides {', '.join(SPECIAL_CHOICES)}; at most {MAX_CHOICES}"


def well_formed_choices(turn: Turn) -> Problems:
    special_seen = False
    seen: set[str] = set()
    for choice in turn.choices:
        if not _CHOICE_ID.fullmatch(choice.id):
            yield choice.line, f"payload {choice.id!r} is not a simple id (a-z, 0-9, _)"
        if choice.id in seen:
            yield choice.line, f"choice {choice.id!r} stands twice"
        seen.add(choice.id)
        if special_seen and choice.id not in SPECIAL_CHOICES:
            yield choice.line, f"choice {choice.id!r} stands after a special one; {', '.join(SPECIAL_CHOICES)} come last"
        special_seen = special_seen or choice.id in SPECIAL_CHOICES
        if not 1 <= len(words(choice.title)) <= MAX_TITLE_WORDS:
            yield choice.line, f"title {choice.title!r} has {len(words(choice.title))} words; one to {MAX_TITLE_WORDS}"


def plain_words(turn: Turn) -> Problems:
    for line, text in [(turn.line, turn.text), *((choice.line, choice.title) for choice in turn.choices)]:
        for pattern, banned_text, reason in banned():
            if pattern.search(text):
                yield line, f"{banned_text!r}: {reason}"


def says_je(turn: Turn) -> Problems:
    """Clients are "je", werkgevers are "u" (STYLE, Names)."""
    wrong, reader = (_INFORMAL, "werkgevers are 'u'") if turn.dialogue in SAYS_U else (_FORMAL, "clients are 'je'")
    for line, text in [(turn.line, turn.text), *((choice.line, choice.title) for choice in turn.choices)]:
        if found := wrong.search(text):
            yield line, f"{found.group()!r}: {reader}"


def no_double_negative(turn: Turn) -> Problems:
    for sentence in _sentences_of(turn):
        # What stands between quotes is a name, often of a button: "weet ik niet" denies nothing.
        plain = _QUOTED.sub("", sentence)
        # Two things that are each denied ("koffie lukt niet, of je ziet het niet") are no double negative.
        for clause in re.split(r"[,:;]", plain):
            if len(_any_of("negations").findall(clause)) > 1 or _any_of("double_negatives").search(clause):
                yield turn.line, f"two negations in one clause: {sentence!r}"


def active_voice(turn: Turn) -> Problems:
    for sentence in _sentences_of(turn):
        if not _any_of("become").search(sentence):
            continue
        for found in _any_of("participles").finditer(sentence):
            if not _any_of("no_participles").fullmatch(found.group()):
                yield turn.line, f"passive ({found.group()!r}); say who does it: {sentence!r}"
                break


def no_nested_clauses(turn: Turn) -> Problems:
    for sentence in _sentences_of(turn):
        if len(_any_of("subordinators").findall(sentence)) > 1:
            yield turn.line, f"nested clauses: {sentence!r}"


def calm_signs(turn: Turn) -> Problems:
    for line, text in [(turn.line, turn.text), *((choice.line, choice.title) for choice in turn.choices)]:
        if text.count("!") > 1:
            yield line, "more than one exclamation mark"
        if "..." in text or "…" in text:
            yield line, "dots that leave something unsaid"
        if emoji := [sign for sign in text if unicodedata.category(sign) in ("So", "Cs", "Co") or sign in "\ufe0f\u200d"]:
            yield line, f"emoji or picture sign {emoji[0]!r}"


def own_name(turn: Turn) -> Problems:
    if not re.match(rf"utter_(ask_)?{re.escape(turn.dialogue)}(_|$)", turn.name):
        yield turn.line, f"a text of {turn.dialogue} is called utter_{turn.dialogue}_..."


RULES: dict[str, Rule] = {
    "one-question": one_question,
    "question-last": question_last,
    "single-question": single_question,
    "few-sentences": few_sentences,
    "short-sentences": short_sentences,
    "few-words": few_words,
    "few-choices": few_choices,
    "choices": well_formed_choices,
    "plain-words": plain_words,
    "je": says_je,
    "double-negative": no_double_negative,
    "active-voice": active_voice,
    "nested-clauses": no_nested_clauses,
    "calm-signs": calm_signs,
    "name": own_name,
}
