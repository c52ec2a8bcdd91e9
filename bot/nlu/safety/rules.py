"""First stage: wide Dutch patterns over normalised words, each with a name a person can read.

The patterns, and the words that say "denied", "closed", "fiction" or "somebody else", are data in patterns/*.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache, reduce
from operator import or_
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.safety.clauses import own, starts
from bot.nlu.safety.takeback import DOUBT, NEAR, OWN_NEGATION, denied, exception, taken_back
from bot.nlu.safety.text import Words, split
from bot.nlu.safety.verdict import Niveau, Soort, Verdict

PATTERNS = Path(__file__).parent / "patterns"
FILES = ("suicide.yml", "schade.yml", "gevaar.yml", "neuro.yml", "breed.yml", "zorgelijk.yml")
CHUNK, STEP = 120, 80  # words a pattern looks at, and how far the next look starts
AFTER, NEXT = 30, 2  # words, and sentences, within which a danger that was taken back may still return
CLOSED = ("ontkend", "verleden", "fictie", "ander")  # taken back because of how it is said; an exception means something else
LITERAL = re.compile(r"[a-z0-9 ]+")
WHOLE_WORD = re.compile(r"(?:(?<=[ |(:^])|^)[a-z]{2,}(?=[ |)$]|$)")  # in a pattern; no part of a word, and no macro


@dataclass(frozen=True)
class Rule:
    """One pattern with what it means and which readings of the context take it back."""

    id: str
    soort: Soort
    niveau: Niveau
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    nee: bool
    needs: tuple[tuple[str, ...], ...]  # of each group at least one literal must occur: a cheap test before the pattern
    per_zin: bool  # the pattern speaks of the end of a sentence
    lasting: re.Pattern[str] | None = None  # what dates a sign of the brain long ago, unless something of now stands beside it
    returns: bool = False  # counts only after a danger that was taken back
    though_calm: bool = False  # so few words that they always read as calm


@dataclass(frozen=True)
class Return:
    """What brings one kind of danger back after it was taken back, or after the words of `after`."""

    soort: Soort
    after: re.Pattern[str]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Hit:
    """A pattern that was found: word positions, and why it does not count ("" when it does)."""

    rule: Rule
    start: int
    end: int
    taken_back: str
    doubtful: bool = False  # taken back, but a word that may bring it back ("alleen", "nu", "tot") follows: no reason to trust it less


@lru_cache(maxsize=1)
def context() -> dict[str, Any]:
    """Return the macros and the compiled context patterns."""
    raw = yaml.safe_load((PATTERNS / "context.yml").read_text("utf-8"))
    return {key: value if key == "macro" else re.compile(expand(value.strip(), raw["macro"])) for key, value in raw.items()}


def expand(pattern: str, macros: dict[str, str] | None = None) -> str:
    """Write out the macros of a pattern: <ik>, <mens>, and <~3> for up to three words between. macros: for who reads them."""
    pattern = re.sub(r"<~(\d+)>", r"(?:\\S+ ){0,\1}", pattern)
    for _ in range(2):
        for name, value in (macros or context()["macro"]).items():
            pattern = pattern.replace(f"<{name}>", value)
    return spelled(pattern)


def spelled(pattern: str) -> str:
    """Write the words of a pattern as the texts it looks at have them: "heb" is read as "hebben" there, and would never be found."""
    return WHOLE_WORD.sub(lambda match: _spelled(match.group()), pattern)


@cache
def _spelled(word: str) -> str:
    return " ".join(split(word).norm)


def needed(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Return groups of literals of which a match must contain one each, as far as the pattern shows them plainly."""
    groups: list[tuple[str, ...]] = []
    if len(_alternatives(pattern)) > 1:
        return ()
    i = 0
    while i < len(pattern):
        if pattern[i] == "(":
            end = _closing(pattern, i)
            optional = pattern[end + 1 : end + 2] in ("?", "*", "{")
            if pattern.startswith("(?:", i) and not optional:
                parts = _alternatives(pattern[i + 3 : end])
                literals = tuple(m.group().strip() if (m := LITERAL.match(a)) else "" for a in parts)
                literals = tuple(lit[:-1] if a.startswith(lit + "?") else lit for lit, a in zip(literals, parts, strict=True))
                if min(map(len, literals)) > 1:
                    groups.append(literals)
            i = end + 1
        else:
            i += 1
    return tuple(groups)


def _closing(pattern: str, start: int) -> int:
    depth = 0
    for i in range(start, len(pattern)):
        depth += (pattern[i] == "(") - (pattern[i] == ")")
        if depth == 0:
            return i
    raise ValueError(f"unbalanced pattern: {pattern}")


def _alternatives(pattern: str) -> list[str]:
    parts, depth, last = [], 0, 0
    for i, char in enumerate(pattern):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append(pattern[last:i])
            last = i + 1
    return [*parts, pattern[last:]]


def _exceptions(unless: list[str]) -> re.Pattern[str]:
    """Compile exceptions; short ones are whole words ("ui" must not be found in "uit"), longer ones may be a beginning."""
    text = re.sub(r"(?<=[|(:])([a-z]{2,5})(?=[|)])", r"\1\\b", f"(:{expand('|'.join(unless))})").removeprefix("(:").removesuffix(")")
    return re.compile(rf"\b(?:{text})")


def rules() -> tuple[Rule, ...]:
    """Every rule: the patterns that count by themselves, and those of a return."""
    return (*_written(), *(rule for back in _returning() for rule in back.rules))


@lru_cache(maxsize=1)
def _returning() -> tuple[Return, ...]:
    """Read the patterns that count only after a danger that was taken back."""
    raw = yaml.safe_load((PATTERNS / "terugkeer.yml").read_text("utf-8"))
    found: list[Return] = []
    for soort, entry in raw["soorten"].items():
        unless = _exceptions([*raw["behalve"], *entry.get("behalve", [])])
        patterns = [*entry["patronen"], *raw["altijd"]]
        rules = tuple(
            Rule(
                id=f"toch_{soort}",
                soort=soort,
                niveau="vraag",
                pattern=re.compile(rf"\b(?:{expand(p)})(?!\S)"),
                unless=unless,
                nee=not OWN_NEGATION.search(p),
                needs=(),
                per_zin=True,
                returns=True,
            )
            for p in patterns
        )
        found.append(Return(soort, re.compile(rf"\b(?:{expand('|'.join(entry['na']))})(?!\S)"), rules))
    return tuple(found)


@lru_cache(maxsize=1)
def _written() -> tuple[Rule, ...]:
    """Read all pattern files once."""
    found: list[Rule] = []
    for name in FILES:
        for entry in yaml.safe_load((PATTERNS / name).read_text("utf-8")):
            unless, lasting = entry.get("behalve"), entry.get("blijvend")
            for raw in entry["patronen"]:
                text = expand(raw)
                found.append(
                    Rule(
                        id=entry["id"],
                        soort=entry["soort"],
                        niveau=entry.get("niveau", "rood"),
                        pattern=re.compile(rf"\b(?:{text})(?!\S)" if not raw.endswith("$") else rf"\b(?:{text})"),
                        unless=_exceptions(unless) if unless else None,
                        nee=entry.get("nee", True) and not OWN_NEGATION.search(raw),
                        needs=needed(text),
                        per_zin="$" in raw,
                        lasting=_exceptions(lasting) if lasting else None,
                        though_calm=entry.get("ook_kalm", False),
                    )
                )
    return tuple(found)


def _pieces(words: Words, per_zin: bool) -> Iterator[tuple[int, int]]:
    """Yield the word ranges to look at: overlapping chunks, or sentences (long ones in chunks)."""
    count = len(words.norm)
    edges = [0, count]
    if per_zin:
        edges = [0, *(i for i in range(1, count) if words.zin[i] != words.zin[i - 1]), count]
    for start, end in zip(edges, edges[1:], strict=False):
        while end - start > CHUNK:
            yield start, start + CHUNK
            start += STEP
        if end > start:
            yield start, end


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, int], tuple[int, ...]]:
    """Return which groups of literals a piece of a word serves, one bit a group, and the bits each rule needs."""
    serves: dict[str, int] = {}
    wanted: list[int] = []
    bit = 1
    for rule in _written():
        wants = 0
        for group in rule.needs:
            for literal in group:
                key = max(literal.split(), key=len)
                serves[key] = serves.get(key, 0) | bit
            wants |= bit
            bit <<= 1
        wanted.append(wants)
    return serves, tuple(wanted)


@lru_cache(maxsize=100_000)
def _served(word: str) -> int:
    """Return the groups of literals that a word may serve: a set look-up per piece of the word, instead of a search per literal."""
    serves, _ = _index()
    found = 0
    for start in range(len(word)):
        for end in range(start + 1, min(len(word), start + 25) + 1):
            found |= serves.get(word[start:end], 0)
    return found


def hits(words: Words) -> Iterator[Hit]:
    """Yield every pattern found in the text, also the ones the context takes back, then what returns after those."""
    begins = starts(words)
    taken: list[Hit] = []
    for rule, first, last in _matches(words, begins):
        reason = taken_back(context(), rule, words, begins, (first, last))
        if reason == DOUBT:
            rule, reason = replace(rule, niveau="vraag"), ""
        hit = Hit(rule, first, last, reason, reason in CLOSED and _may_return(words, begins, last))
        taken += [hit] if hit.taken_back in CLOSED else []
        yield hit
    yield from _returns(words, begins, taken)


def _matches(words: Words, begins: tuple[bool, ...]) -> Iterator[tuple[Rule, int, int]]:
    """Yield each rule with the words its pattern fits; of a match that runs over several statements only the last, when that fits by itself."""
    served = [_served(word) for word in words.norm]
    for per_zin in (False, True):
        active = [(r, wants) for r, wants in zip(_written(), _index()[1], strict=True) if r.per_zin == per_zin]
        for start, end in _pieces(words, per_zin):
            if per_zin and end - start < 2:
                continue
            text = " ".join(words.norm[start:end])
            present = reduce(or_, served[start:end], 0)
            for rule, wants in active:
                if present & wants == wants:
                    for match in rule.pattern.finditer(text):
                        first, last = _places(text, match, start)
                        inner = next((i for i in range(last - 1, first, -1) if begins[i]), first)
                        if inner > first and (again := rule.pattern.search(text, len(" ".join(words.norm[start:inner])) + 1, match.end())):
                            first, last = _places(text, again, start)
                        yield rule, first, last


def _places(text: str, match: re.Match[str], start: int) -> tuple[int, int]:
    """Return the numbers of the words of a match in a text whose first word has the number start."""
    first = start + text.count(" ", 0, match.start())
    return first, first + match.group().strip().count(" ") + 1


def _returns(words: Words, begins: tuple[bool, ...], taken: list[Hit]) -> Iterator[Hit]:
    """Yield what brings a danger back after it was denied, long ago, in a film or somebody else's; the first one of each kind."""
    whole = " ".join(words.norm)
    for back in _returning():
        after = {next((i for i in range(hit.start + 1, hit.end) if begins[i]), hit.end) for hit in taken if hit.rule.soort == back.soort}
        after |= {_places(whole, match, 0)[1] for match in back.after.finditer(whole)}
        for start, end in sorted({piece for place in after for piece in _later(words, begins, place)}):
            found = next(filter(None, (_returned(rule, words, begins, (start, end)) for rule in back.rules)), None)
            if found:
                yield found
                break


def _returned(rule: Rule, words: Words, begins: tuple[bool, ...], piece: tuple[int, int]) -> Hit | None:
    """Return the hit of one rule of a return in a stretch of words. What stands before it does not take it back: that is what it returns from."""
    text = " ".join(words.norm[piece[0] : piece[1]])
    match = rule.pattern.search(text)
    if not match:
        return None
    first, last = _places(text, match, piece[0])
    till = own(begins, first, last)[1]
    if rule.unless and exception(rule.unless, words, (first, first, last, min(till, last + NEAR))):
        return None
    if rule.nee and denied(context(), "", match.group(), " ".join(words.norm[last:till])):
        return None
    return Hit(rule, first, last, "")


def _may_return(words: Words, begins: tuple[bool, ...], last: int) -> bool:
    """True when a statement after these words holds one that may bring a danger back."""
    till = own(begins, last, last)[1] if last < len(begins) else last
    return any(context()["keer"].search(" ".join(words.norm[start:end])) for start, end in _later(words, begins, till))


def _later(words: Words, begins: tuple[bool, ...], after: int) -> Iterator[tuple[int, int]]:
    """Yield the rest of the sentence after a word and the next sentences, and each statement in them by itself."""
    count = min(len(words.norm), after + AFTER)
    edges = [after, *(i for i in range(after + 1, count) if words.zin[i] != words.zin[i - 1])][: NEXT + 1]
    for start, end in zip(edges, [*edges[1:], count], strict=True):
        inner = [start, *(i for i in range(start + 1, end) if begins[i]), end]
        yield from {(start, end), *zip(inner, inner[1:], strict=False)} if end > start else ()


def judge(hit: Hit, words: Words) -> Verdict:
    """Turn a counting hit into a verdict with its words."""
    raw = tuple(dict.fromkeys(words.raw[hit.start : hit.end]))[:12]
    return Verdict(hit.rule.niveau, hit.rule.soort, f"regel {hit.rule.id}", raw)
