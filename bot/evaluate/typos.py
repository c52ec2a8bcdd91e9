"""The same lines with one random typing error each: what people type must be understood too."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from bot.nlu.intents import with_typo

Line = dict[str, Any]


def with_typos(lines: Sequence[Line], seed: int) -> list[Line]:
    """Return the lines with one error in what the client wrote (`tekst`, or `vraag` where the question itself is judged), by seed."""
    noisy = []
    for number, line in enumerate(lines):
        field = "tekst" if "tekst" in line else "vraag"
        noisy.append({**line, field: with_typo(line[field], random.Random(f"{seed} {number}"))})  # noqa: S311 (noise, not secrets)
    return noisy
