"""Strict reading of a YAML file that editors write: what is wrong is said with the file, the line, and what to do about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import yaml


class DataFileError(ValueError):
    """A file that cannot be used. `line` (from 1) is where, `message` what is wrong and what to do."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


@dataclass(frozen=True)
class Part:
    """One value of the file, and where it stands. `name`: what it is called there."""

    path: Path
    node: yaml.Node
    name: str

    @property
    def line(self) -> int:
        return self.node.start_mark.line + 1

    def error(self, message: str) -> DataFileError:
        """What to raise about this value."""
        return DataFileError(self.path, self.line, f"{self.name}: {message}")

    def entries(self) -> dict[str, Part]:
        """The values of a mapping by key, in the order of the file; every key once."""
        if not isinstance(self.node, yaml.MappingNode) or not self.node.value:
            raise self.error("write `key: value` lines here")
        found: dict[str, Part] = {}
        for key, value in self.node.value:
            name = str(key.value)
            if name in found:
                raise DataFileError(self.path, key.start_mark.line + 1, f"{name}: stands twice; take one of them out")
            found[name] = Part(self.path, value, name)
        return found

    def fields(self, *needed: str, may: tuple[str, ...] = ()) -> dict[str, Part]:
        """As entries, of which these must be there and no others may."""
        found = self.entries()
        for name, value in found.items():
            if name not in (*needed, *may):
                raise value.error(f"is not known here; use {', '.join((*needed, *may))}")
        for name in needed:
            if name not in found:
                raise self.error(f"add `{name}`")
        return found

    def parts(self) -> tuple[Part, ...]:
        """The values of a list with something in it."""
        if not isinstance(self.node, yaml.SequenceNode) or not self.node.value:
            raise self.error("write a list with something in it")
        return tuple(Part(self.path, value, self.name) for value in self.node.value)

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.node, yaml.ScalarNode) or not str(self.node.value).strip():
            raise self.error("write a text")
        return str(self.node.value).strip()

    def number(self, low: int, high: int) -> int:
        """A whole number from low up to high."""
        raw = self.text()
        if not raw.isdecimal() or not low <= int(raw) <= high:
            raise self.error(f"{raw!r} is no number from {low} to {high}")
        return int(raw)

    def date(self) -> dt.date:
        """A day as 2026-11-22."""
        try:
            return dt.date.fromisoformat(self.text())
        except ValueError:
            raise self.error(f"{self.text()!r} is no day; write it as 2026-11-22") from None


def read(path: Path) -> Part:
    """The whole file; raises DataFileError when it is no YAML."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise DataFileError(path, mark.line + 1 if mark else 1, f"is no YAML: {getattr(error, 'problem', None) or error}") from error
    if node is None:
        raise DataFileError(path, 1, "is empty")
    return Part(path, node, path.name)
