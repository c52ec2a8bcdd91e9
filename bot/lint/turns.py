"""`werkmaat check`, the turns: every bot text of every dialogue against the turn rules (DIALOGUES 1, PROMISES P23).

    python -m bot.lint.turns [PROJECT]

prints `file:line: rule: what is wrong` and ends with exit code 1 when anything is. One rule can be switched off for one
text, with a reason, by `custom: {lint_uitzondering: "few-words: the law is quoted here"}`; every such exception is listed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.lint.finding import Finding
from bot.lint.rules import RULES
from bot.lint.syllables import flesch_douma, sentences, words
from bot.lint.texts import Turn, read_domain

EASY, HARD, SHARE_BELOW_EASY = 80.0, 70.0, 0.05
# Under twelve words one long word decides the whole figure ("Fijn, begeleider!"), so it says nothing about how the text
# reads. Short texts of one file are therefore measured together, as one text.
MEASURABLE_WORDS = 12
VARIANTS = ("uitleg", "anders")
OTHER_RULES = ("easy", "variants")


@dataclass(frozen=True)
class Report:
    """All turns that were read, what is wrong, and the exceptions that were asked for and needed."""

    turns: tuple[Turn, ...]
    findings: tuple[Finding, ...]
    exceptions: tuple[Finding, ...]


def check(root: Path) -> list[Finding]:
    """All findings in the dialogues of the project in `root`, sorted; an empty list means that all rules hold."""
    return list(inspect(root).findings)


def inspect(root: Path) -> Report:
    """Read and check every `bot/data/*/domain.yml` under `root`, and the texts of what answers without the dialogue engine."""
    turns: list[Turn] = []
    always: list[Finding] = []
    for path in sorted([*(root / "bot" / "data").glob("*/domain.yml"), *(root / "bot" / "care").glob("*/teksten.yml")]):
        texts = read_domain(path)
        turns += texts.turns
        always += texts.findings
    found = [(turn, rule, Finding(turn.path, line, f"{rule}: {turn.name}: {message}")) for turn, rule, line, message in _problems(turns)]
    found.sort(key=lambda item: item[2])
    excused = {(turn, rule) for turn in turns for rule in [_exception_rule(turn)] if rule}
    fired = {(turn, rule) for turn, rule, _ in found}
    always += [finding for turn, rule, finding in found if (turn, rule) not in excused]
    always += _short_texts_together(turns)
    for turn in turns:
        always += _wrong_exceptions(turn, fired)
    exceptions = [
        Finding(turn.path, turn.line, f"exception: {turn.name}: {turn.exception}") for turn in turns if (turn, _exception_rule(turn)) in fired
    ]
    return Report(tuple(turns), tuple(sorted(always)), tuple(sorted(exceptions)))


def _problems(turns: Sequence[Turn]) -> Iterator[tuple[Turn, str, int, str]]:
    for turn in turns:
        for name, rule in RULES.items():
            for line, message in rule(turn):
                yield turn, name, line, message
    for turn, message in _missing_variants(turns):
        yield turn, "variants", turn.line, message
    for turn, message in _hard_texts(turns):
        yield turn, "easy", turn.line, message


def _missing_variants(turns: Sequence[Turn]) -> Iterator[tuple[Turn, str]]:
    """A question has a simpler explanation (`_uitleg`) and another wording for a second try (`_anders`): DIALOGUES 1.7 and 2."""
    by_name = {turn.name: turn for turn in turns}
    for turn in turns:
        if turn.kind != "question" or turn.name.endswith(tuple(f"_{variant}" for variant in VARIANTS)):
            continue
        for variant in VARIANTS:
            other = by_name.get(f"{turn.name}_{variant}")
            if other is None:
                yield turn, f"there is no {turn.name}_{variant}"
            elif sentences(other.text)[-1:] == sentences(turn.text)[-1:]:
                yield other, f"asks in the same words as {turn.name}"


def _hard_texts(turns: Sequence[Turn]) -> Iterator[tuple[Turn, str]]:
    scores = [(turn, score) for turn in turns if len(words(turn.text)) >= MEASURABLE_WORDS and (score := flesch_douma(turn.text)) is not None]
    below = [turn for turn, score in scores if score < EASY]
    too_many = len(below) > SHARE_BELOW_EASY * len(scores)
    for turn, score in scores:
        if score < HARD:
            yield turn, f"Flesch-Douma {score:.0f}; never under {HARD:.0f}"
        elif score < EASY and too_many:
            yield turn, f"Flesch-Douma {score:.0f}; {len(below)} of {len(scores)} texts are under {EASY:.0f}, at most {SHARE_BELOW_EASY:.0%} may be"


def _short_texts_together(turns: Sequence[Turn]) -> Iterator[Finding]:
    for path in sorted({turn.path for turn in turns}):
        short = [turn.text for turn in turns if turn.path == path and len(words(turn.text)) < MEASURABLE_WORDS]
        score = flesch_douma("\n".join(short))
        if score is not None and score < EASY and sum(len(words(text)) for text in short) >= 2 * MEASURABLE_WORDS:
            yield Finding(path, 1, f"easy: the {len(short)} short texts together score Flesch-Douma {score:.0f}; at least {EASY:.0f}")


def _exception_rule(turn: Turn) -> str:
    return turn.exception.partition(":")[0].strip()


def _wrong_exceptions(turn: Turn, fired: set[tuple[Turn, str]]) -> Iterator[Finding]:
    if not turn.exception:
        return
    rule, _, reason = turn.exception.partition(":")
    if rule.strip() not in (*RULES, *OTHER_RULES):
        yield Finding(turn.path, turn.line, f"exception: {turn.name}: there is no rule {rule.strip()!r}")
    elif not reason.strip():
        yield Finding(turn.path, turn.line, f"exception: {turn.name}: give a reason after {rule.strip()}:")
    elif (turn, rule.strip()) not in fired:
        yield Finding(turn.path, turn.line, f"exception: {turn.name}: not needed, {rule.strip()} holds; remove it")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print findings and exceptions of the project given (default: the current directory); 1 when anything is wrong."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    report = inspect(Path(given[0]) if given else Path())
    for finding in (*report.findings, *report.exceptions):
        print(finding)
    print(f"{len(report.turns)} texts, {len(report.findings)} findings, {len(report.exceptions)} exceptions")
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
