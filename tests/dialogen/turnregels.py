"""The turn rules (DIALOGUES 1) at run time: what the linter cannot see, because it only appears when texts are filled and combined."""

from __future__ import annotations

import re
from typing import Any

KINDS = {"question", "info", "summary", "safety", "knowledge"}
# Choices that may stand beside three others: "Iets anders", "Weet ik niet" (doubt takes its place in openheid), and what belongs to the turn itself.
BESIDE = {"anders", "weet_niet", "twijfel", "geen", "niet", "laten", "begeleider", "meer", "genoeg"}
# The five values of the energielijst are one choice on its own scale.
SCHAAL = {"e0", "e1", "e2", "e3", "e4"}
MOST_CHOICES = 3
UNFILLED = re.compile(r"\{[a-z_]*\}")


def problems(reply: list[dict[str, Any]], own_words: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with the turns that answer one message; own_words: what the client said, which may come back literally."""
    found = [problem for turn in reply for problem in _of_turn(turn, own_words)]
    if not reply:
        found.append("no reply at all")
    if len({turn["id"] for turn in reply}) != len(reply):
        found.append("two turns have the same id")
    asking = [number for number, turn in enumerate(reply) if turn["choices"]]
    if len(asking) > 1:
        found.append(f"{len(asking)} turns of one reply offer choices: {[turn['text'] for turn in reply]}")
    if asking and asking[-1] != len(reply) - 1:
        found.append("something is said after the question")
    return found


def _of_turn(turn: dict[str, Any], own_words: tuple[str, ...]) -> list[str]:
    found = []
    text = "\n".join(turn["text"])
    for words in own_words:
        text = text.replace(words, "…")
    if not turn["text"] or not all(block.strip() for block in turn["text"]):
        found.append("an empty block")
    if UNFILLED.search(text):
        found.append(f"not filled: {text}")
    # What the knowledge base answers is longer and has rules of its own (bot/lint/knowledge.py).
    if text.count("?") > 1 and turn["kind"] != "knowledge":
        found.append(f"{text.count('?')} question marks: {text}")
    if turn["kind"] not in KINDS:
        found.append(f"unknown kind {turn['kind']}")
    return found + _of_choices(turn) + _of_progress(turn)


def _of_choices(turn: dict[str, Any]) -> list[str]:
    found = []
    ids = [choice["id"] for choice in turn["choices"]]
    ordinary = [key for key in ids if key not in BESIDE | SCHAAL]
    if len(ordinary) > MOST_CHOICES:
        found.append(f"{len(ordinary)} choices: {ids}")
    if len(set(ids)) != len(ids):
        found.append(f"a choice is offered twice: {ids}")
    if not all(choice["label"].strip() for choice in turn["choices"]):
        found.append(f"a choice without a label: {ids}")
    if turn["multiple"] and not ids:
        found.append("several may be picked, of nothing")
    return found


def _of_progress(turn: dict[str, Any]) -> list[str]:
    progress = turn["progress"]
    return [] if progress is None or 1 <= progress["step"] <= progress["of"] else [f"progress {progress}"]
