"""Is the training data sound? Sentences that stand under two intents, near copies across intents, and intents with too few.

    werkmaat evaluate data

A sentence under two intents teaches the classifier nothing but doubt. Near: Jaccard of word triples or character 5-grams at least 0.8
(the measure of leakage.py), for sentences of at least four words; a "niet" more is another sentence and no near copy.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.evaluate.leakage import MIN_WORDS, PROJECT, Text, Unreadable, bad_yaml, copies, normal, read_text

THIN = 100
NEGATIONS = frozenset("niet geen nooit niks niets nie ni nee".split())


@dataclass(frozen=True, order=True)
class Example:
    """A training sentence, its intent and where it stands."""

    where: Text
    intent: str


@dataclass(frozen=True)
class Findings:
    """What is wrong: (sentence, other sentence) pairs, and (intent, number of different sentences) of thin spots."""

    same: tuple[tuple[Example, Example], ...]
    near: tuple[tuple[Example, Example], ...]
    repeated: tuple[tuple[Example, Example], ...]
    thin: tuple[tuple[str, int], ...]
    counts: Counter[str]

    def __bool__(self) -> bool:
        return bool(self.same or self.near or self.repeated or self.thin)


def read(root: Path) -> list[Example]:
    """Return every training sentence of every nlu.yml under a project; raises Unreadable for a broken file."""
    found: list[Example] = []
    for path in sorted((root / "bot" / "data").rglob("nlu.yml")):
        intent, inside = "", False
        text = read_text(path)
        try:
            yaml.safe_load(text)  # below only well-formed lines are read
        except yaml.YAMLError as error:
            raise bad_yaml(path, error) from error
        for number, raw in enumerate(text.splitlines(), start=1):
            if raw.startswith("- "):
                intent, inside = raw.partition("intent:")[2].strip(), False
            elif raw.strip() == "examples: |":
                inside = bool(intent)
            elif inside and raw.lstrip().startswith("- "):
                found.append(Example(Text(path, number, raw.strip()[2:].strip()), intent))
    return found


def check(examples: Sequence[Example], thin: int = THIN) -> Findings:
    """Return what is wrong with the sentences; `thin` is the number of different sentences an intent needs."""
    owner: dict[str, Example] = {}
    same: list[tuple[Example, Example]] = []
    repeated: list[tuple[Example, Example]] = []
    counts: Counter[str] = Counter()
    for example in examples:
        first = owner.setdefault(_key(example.where.text), example)
        if first is example:
            counts[example.intent] += 1
        else:
            (repeated if first.intent == example.intent else same).append((first, example))
    sparse = tuple(sorted((intent, counts[intent]) for intent in {e.intent for e in examples} if counts[intent] < thin))
    return Findings(tuple(same), tuple(_near(list(owner.values()))), tuple(repeated), sparse, counts)


def _key(text: str) -> str:
    """A question mark alone can make another move of the same words, and signs without letters are told apart too."""
    return normal(text) + " ?" * ("?" in text) or text


def _near(examples: Sequence[Example]) -> list[tuple[Example, Example]]:
    by_intent: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_intent[example.intent].append(example)
    found: list[tuple[Example, Example]] = []
    names = sorted(by_intent)
    for place, name in enumerate(names):
        others = {e.where: e for other in names[place + 1 :] for e in by_intent[other]}
        own = {e.where: e for e in by_intent[name]}
        for copy in copies(list(others), list(own), MIN_WORDS):
            pair = own[copy.evaluation], others[copy.training]
            if not _turned_around(*pair) and _key(copy.evaluation.text) != _key(copy.training.text):
                found.append(pair)
    return found


def _turned_around(one: Example, other: Example) -> bool:
    """True when a negation or a question mark is the difference: then another intent is meant."""
    first, second = (set(normal(e.where.text).split()) & NEGATIONS for e in (one, other))
    return first != second or ("?" in one.where.text) != ("?" in other.where.text)


def run(root: Path = PROJECT) -> int:
    """Print what is wrong with the training data; the exit code: 0, 1 when something is, 2 when a file cannot be read."""
    try:
        examples = read(root)
    except OSError as error:
        print(f"cannot read {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    except Unreadable as error:
        print(f"cannot read: {error}", file=sys.stderr)
        return 2
    findings = check(examples)
    for kind, pairs in (("same sentence, two intents", findings.same), ("near copy across intents", findings.near), ("twice", findings.repeated)):
        for one, other in pairs:
            print(f"{other.where}: {kind}: {other.where.text!r} ({other.intent}) / {one.where.text!r} ({one.intent}, line {one.where.line})")
    for intent, count in findings.thin:
        print(f"{intent}: thin: {count} different sentences, {THIN} needed")
    print(
        f"{len(examples)} sentences, {len(findings.counts)} intents: {len(findings.same)} under two intents, "
        f"{len(findings.near)} near copies across intents, {len(findings.repeated)} twice, {len(findings.thin)} thin"
    )
    return 1 if findings else 0
