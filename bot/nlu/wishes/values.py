"""What understanding a wish gives back."""

from __future__ import annotations

from dataclasses import dataclass

CERTAIN = 0.6
"""From this confidence on a value counts; below it the dialogue asks back."""

LISTS = frozenset({"dagen", "niet_dagen", "dagdelen", "vervoer", "werkplek", "drijfveer", "zorg"})
DAY_ORDER = ("ma", "di", "wo", "do", "vr", "za", "zo")

Value = int | float | str | tuple[str, ...] | dict[str, float]


@dataclass(frozen=True, slots=True)
class Wish:
    """One understood wish: what (`key`), its value, the client's words it rests on and how certain it is (0..1)."""

    key: str
    value: Value
    woorden: str
    zekerheid: float


@dataclass(frozen=True, slots=True)
class Wishes:
    """All that was understood in one message."""

    items: tuple[Wish, ...]

    def __bool__(self) -> bool:
        return bool(self.items)

    def get(self, key: str) -> Wish | None:
        """Return the wish with this key."""
        return next((w for w in self.items if w.key == key), None)

    def certain(self, threshold: float = CERTAIN) -> dict[str, Value]:
        """Return the values that are certain enough, as key -> value."""
        return {w.key: w.value for w in self.items if w.zekerheid >= threshold}
