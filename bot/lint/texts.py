"""Read the bot's texts from the `responses:` of Rasa domain files, each with the line it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.lint.finding import Finding

KINDS = ("question", "info", "notice", "summary", "safety", "knowledge")
# Choices that stand apart from the three real ones (DIALOGUES 1.3); this is their only home.
SPECIAL_CHOICES = ("anders", "weet_niet", "geen")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
# Rasa chooses by these and says nothing of them.
_NOT_SAID = ("condition", "channel")
_PLACE = re.compile(r"\{[a-z_][a-z0-9_]*\}")


@dataclass(frozen=True)
class Choice:
    """A button: its id (the payload) and the title the client reads."""

    id: str
    title: str
    line: int


@dataclass(frozen=True)
class Turn:
    """One thing the bot says: the text of one response variation, as it stands in a domain file."""

    name: str
    path: Path
    line: int
    text: str
    kind: str
    choices: tuple[Choice, ...] = ()
    exception: str = ""

    @property
    def dialogue(self) -> str:
        """The folder that owns the text."""
        return self.path.parent.name

    @property
    def blocks(self) -> list[str]:
        """The parts of the text that are shown one under the other; a blank line separates them."""
        return [block.strip() for block in _BLANK_LINE.split(self.text) if block.strip()]


@dataclass
class DomainTexts:
    """What one domain file says, and what was wrong with its form."""

    turns: list[Turn] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_domain(path: Path) -> DomainTexts:
    """Read the responses of one domain file. Broken YAML and keys that stand twice become findings, not exceptions."""
    result = DomainTexts()
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        result.findings.append(Finding(path, mark.line + 1 if mark else 1, f"yaml: {getattr(error, 'problem', None) or error}"))
        return result
    if root is None:
        return result
    result.findings.extend(duplicate_keys(path, root))
    responses = _child(root, "responses")
    if isinstance(responses, yaml.MappingNode):
        for key, variations in responses.value:
            _read_response(path, key, variations, result)
    return result


def duplicate_keys(path: Path, node: yaml.Node) -> Iterator[Finding]:
    """Every key that stands twice in one mapping: YAML keeps the last one silently, and a text is lost."""
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.value in seen:
                yield Finding(path, line, f"duplicate-key: {key.value!r} already stands on line {seen[key.value]}")
            elif isinstance(key, yaml.ScalarNode):
                seen[key.value] = line
            yield from duplicate_keys(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from duplicate_keys(path, item)


def _child(node: yaml.Node | None, name: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == name:
                found: yaml.Node = value
                return found
    return None


def _scalar(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _read_response(path: Path, key: yaml.Node, variations: yaml.Node, result: DomainTexts) -> None:
    line = key.start_mark.line + 1
    if not isinstance(variations, yaml.SequenceNode) or not variations.value:
        result.findings.append(Finding(path, line, f"form: {key.value} needs a list with a text"))
        return
    unconditional = [item for item in variations.value if _child(item, "condition") is None and _child(item, "channel") is None]
    if len(unconditional) > 1:
        result.findings.append(Finding(path, line, f"one-wording: {key.value} has {len(unconditional)} texts; Rasa would pick one at random"))
    for variation in variations.value:
        result.findings.extend(_braces(path, key.value, variation))
        text = _child(variation, "text")
        if text is None:
            continue
        # The text of a block scalar ("|", ">") starts on the line after its mark.
        start = text.start_mark.line + (2 if getattr(text, "style", None) in ("|", ">") else 1)
        custom = _child(variation, "custom")
        kind = _scalar(_child(custom, "kind")) or ("question" if "?" in _scalar(text) else "info")
        if kind not in KINDS:
            result.findings.append(Finding(path, start, f"form: {key.value} has kind {kind!r}; choose from {', '.join(KINDS)}"))
        multiple = _child(custom, "multiple")
        if multiple is not None and _scalar(multiple) not in ("true", "false"):
            result.findings.append(Finding(path, multiple.start_mark.line + 1, f"form: multiple of {key.value} must be true or false"))
        exception = _scalar(_child(custom, "lint_uitzondering"))
        result.turns.append(Turn(str(key.value), path, start, _scalar(text).strip(), kind, tuple(_choices(_child(variation, "buttons"))), exception))


def _braces(path: Path, name: str, variation: yaml.Node) -> Iterator[Finding]:
    """Every string of a response with a brace that is no simple place; nothing excuses one.

    Rasa (core/nlg/interpolator.py) puts `text`, `buttons` and every value under `custom` through `str.format`, also what is never shown.
    A brace without its other half raises there (only KeyError is caught) and the client's whole turn is lost; "{}" shows all slots.
    """
    for scalar in _values(variation):
        rest = _PLACE.sub("", scalar.value)
        if "{" in rest or "}" in rest:
            line = scalar.start_mark.line + (2 if scalar.style in ("|", ">") else 1)
            yield Finding(path, line, f"placeholders: {name}: write a place as {{naam}} and take out other braces, or Rasa loses the turn")


def _values(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The scalars of a response, at any depth; keys are never filled."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _values(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in _NOT_SAID:
                yield from _values(value)


def _choices(buttons: yaml.Node | None) -> Iterator[Choice]:
    if isinstance(buttons, yaml.SequenceNode):
        for button in buttons.value:
            yield Choice(_scalar(_child(button, "payload")), _scalar(_child(button, "title")), button.start_mark.line + 1)
