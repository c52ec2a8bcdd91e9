"""The training sentences (zinnen/) and, made from them by a fixed seed, their copies with typing errors and dropped words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

SIGNALEN = (
    "vermoeidheid", "verzuim", "prikkels", "kwaliteit", "communicatie", "balans",
    "geheugen", "verandering", "fouten", "terugtrekken", "stemming", "prikkelbaarheid",
)  # fmt: skip
_FOLDER = Path(__file__).parent / "zinnen"
_DROPPED = frozenset("de het een ik ben heb mijn is er dat".split())
_KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopasdfghjklzxcvbnmz"))

Sentence = tuple[str, frozenset[str]]


def sentences() -> list[Sentence]:
    """Return every training sentence with its signals.

    A file named after a signal holds sentences of that signal, geen_*.txt sentences without any; more signals stand behind " # ".
    """
    found: dict[str, frozenset[str]] = {}
    for path in sorted(_FOLDER.glob("*.txt")):
        own = {path.stem.split("_")[0]} & set(SIGNALEN)
        for line in path.read_text(encoding="utf-8").splitlines():
            text, _, more = line.partition(" # ")
            if text.strip():
                found[text.strip()] = frozenset(own | set(more.split()))
    return list(found.items())


def with_noise(sentence: Sentence, seed: int, copies: int = 1) -> Iterator[Sentence]:
    """Yield the sentence and copies of it as hurried people write: a typing error, little words left out."""
    yield sentence
    chance = random.Random(f"{seed}{sentence[0]}")  # noqa: S311 - noise for training, no secret
    for _ in range(copies):
        words = [word for word in sentence[0].split() if word.lower() not in _DROPPED or chance.random() > 0.35]
        yield typing_error(" ".join(words or sentence[0].split()), chance), sentence[1]


def typing_error(text: str, chance: random.Random) -> str:
    """Return the text with one random error in a word of at least four letters: swap, drop, double or neighbouring key."""
    places = [at for at in range(1, len(text) - 1) if text[at - 1 : at + 2].isalpha()]
    long_enough = [at for at in places if len(_word_at(text, at)) >= 4]
    if not long_enough:
        return text
    at = chance.choice(long_enough)
    kind = chance.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + text[at] + text[at:]
    return text[:at] + _KEYS.get(text[at].lower(), text[at]) + text[at + 1 :]


def _word_at(text: str, at: int) -> str:
    start = text.rfind(" ", 0, at) + 1
    end = text.find(" ", at)
    return text[start : end if end >= 0 else len(text)]
