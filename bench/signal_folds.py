"""Cross-validation of the signals on their own sentences, whole and by signal. Run: python bench/signal_folds.py

Four folds of chunks of ten neighbouring lines, because neighbours are often alike; the thresholds are those chosen on the same folds, so
the truth is somewhat worse. Takes about a minute of processor time.
"""

from __future__ import annotations

import numpy as np

from bot.nlu import meaning
from bot.nlu.signals import SIGNALEN, classifier, learning
from bot.nlu.signals.training import sentences


def main() -> None:
    """Print micro-F1, precision, recall, and the share of sentences without a signal that were left alone; then F by signal."""
    rows = sentences()
    made = learning.design(rows)
    first = np.searchsorted(made.owner, np.arange(len(rows)))
    wanted, forbidden = made.wanted[first], made.forbidden[first]
    scores = learning.cross_validated(made)
    found, asked = classifier.counted(scores, learning.thresholds(scores, wanted, forbidden), forbidden), wanted[:, :-1] > 0
    right = (found & asked).sum(axis=0)
    precision, recall = right.sum() / found.sum(), right.sum() / asked.sum()
    calm = 1 - found[~asked.any(axis=1)].any(axis=1).mean()
    both = 2 / (1 / precision + 1 / recall)
    print(f"{len(rows)} sentences: micro-F1 {both:.3f}, precision {precision:.3f}, recall {recall:.3f}, left alone {calm:.3f}")
    each = 2 * right / (found.sum(axis=0) + asked.sum(axis=0))
    print(", ".join(f"{name} {figure:.2f}" for name, figure in zip(SIGNALEN, each, strict=True)))


if __name__ == "__main__":
    meaning.load()
    main()
