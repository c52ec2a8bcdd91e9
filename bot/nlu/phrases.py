"""Regular expressions that stand in a yml file beside a module, built of named parts: `<deel>` stands for the part `deel` of `delen`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

PARTS = "delen"
_PART = re.compile(r"(?<!\?P)<([a-z_]+)>")


class PhrasesError(ValueError):
    """A file of phrases holds a part that is not known, or one that nothing uses; the message names the file and the part."""


class Phrases:
    """The entries of one file, with their parts filled in."""

    def __init__(self, path: Path) -> None:
        """Read and check the file; raises PhrasesError."""
        self._path = path
        raw: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (BaseLoader only makes strings)
        self._parts: dict[str, str] = {}
        self._used: set[str] = set()
        for name, part in raw.pop(PARTS, {}).items():
            self._parts[name] = self._filled(part)  # of the parts before it
        self._entries = {name: self._walk(entry) for name, entry in raw.items()}
        if unused := sorted(self._parts.keys() - self._used):
            raise PhrasesError(f"{path.name}: nothing uses the part '{unused[0]}'")

    def _walk(self, entry: Any) -> Any:
        if isinstance(entry, dict):
            return {key: self._walk(one) for key, one in entry.items()}
        return [self._walk(one) for one in entry] if isinstance(entry, list) else self._filled(entry)

    def _filled(self, text: str) -> str:
        return _PART.sub(lambda found: self._part(found[1]), text)

    def _part(self, name: str) -> str:
        if name not in self._parts:
            raise PhrasesError(f"{self._path.name}: there is no part '{name}'")
        self._used.add(name)
        return self._parts[name]

    def entry(self, name: str) -> Any:
        """An entry as it stands: a text, a list of texts, or a table of them."""
        return self._entries[name]

    def pattern(self, name: str) -> re.Pattern[str]:
        """An entry as one pattern; of a list any of its lines may fit."""
        entry = self._entries[name]
        return re.compile(entry if isinstance(entry, str) else "|".join(f"(?:{one})" for one in entry))

    def patterns(self, name: str) -> tuple[re.Pattern[str], ...]:
        """Each line of a list as a pattern of its own."""
        return tuple(re.compile(one) for one in self._entries[name])
