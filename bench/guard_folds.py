"""Cross-validation of the guard on its own sentences: which verdict, by kind. Run: python bench/guard_folds.py

Three folds of chunks of ten neighbouring lines, because neighbours are often alike. The rules were written with part of the sentences in
view, so the truth is somewhat worse. Also each sentence of a danger between six harmless ones of the same fold, with full stops and without,
and harmless ones by the eight. Takes some minutes of processor time.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from bot.nlu import meaning
from bot.nlu.safety import guard, learning
from bot.nlu.safety.classifier import Model
from bot.nlu.safety.learning import HARMLESS, ORDINARY

FOLDS, CHUNK = 3, 10
HARMLESS_OR_WORRY = (*HARMLESS, "zorgelijk")
Judged = list[tuple[str, str, str]]  # label, text, level


def judged(model: Model, examples: Iterable[tuple[str, str]]) -> Judged:
    """Return each labelled text with the level the guard gives it."""
    return [(label, text, guard.assess_with(model, text).niveau) for text, label in examples]


def among(examples: list[tuple[str, str]], sign: str, chance: random.Random) -> list[tuple[str, str]]:
    """Return a quarter of the sentences, each between six harmless ones."""
    ordinary = [text for text, label in examples if label == "geen"]
    found = []
    for text, label in examples[::4]:
        around = chance.sample(ordinary, 6)
        found.append((sign.join([*around[:3], text, *around[3:]]), label))
    return found


def show(title: str, lines: Judged) -> None:
    """Print recall of dangers and worries, the share of harmless texts with a reaction, and both by kind."""
    levels = defaultdict(list)
    for label, _, level in lines:
        levels[label].append(level)
    dangers = [level for label, all_ in levels.items() if label not in HARMLESS_OR_WORRY for level in all_]
    asked = np.mean([level in ("rood", "vraag") for level in dangers])
    any_ = np.mean([level != "geen" for level in dangers])
    worried = np.mean([level != "geen" for level in levels["zorgelijk"]])
    harmless = np.mean([level != "geen" for level in levels["geen"]])
    usual = np.mean([level != "geen" for level in levels[ORDINARY]])
    print(
        f"{title}: acuut {asked:.3f} (any reaction {any_:.3f}), zorgelijk {worried:.3f}, look-alikes {harmless:.3f}, ordinary {usual:.3f}", flush=True
    )
    kinds = {k: np.mean([level in ("rood", "vraag") for level in v]) for k, v in sorted(levels.items()) if k not in HARMLESS_OR_WORRY}
    print("   ", ", ".join(f"{kind} {share:.2f}" for kind, share in kinds.items()))


def main() -> None:
    """Print the figures."""
    examples = learning.sentences()
    fold = np.random.RandomState(0).randint(0, FOLDS, len(examples) // CHUNK + 1)[np.arange(len(examples)) // CHUNK]
    results: dict[str, Judged] = defaultdict(list)
    chance = random.Random(1)
    for number in range(FOLDS):
        model = learning.fit([example for example, f in zip(examples, fold, strict=True) if f != number])
        held = [e for e, f in zip(examples, fold, strict=True) if f == number]
        results["alone"] += judged(model, held)
        results["misspelt"] += judged(model, [(learning.misspell(text, chance), label) for text, label in held[::3]])
        results["among six, with full stops"] += judged(model, among(held, ". ", chance))
        results["among six, without"] += judged(model, among(held, " ", chance))
    for title, lines in results.items():
        show(title, lines)


if __name__ == "__main__":
    meaning.load()
    main()
