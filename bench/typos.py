"""What one typing error per sentence costs: every evaluation set, clean and with errors (mean of three seeds).

    python bench/typos.py [FOLDER]      FOLDER with <set>.jsonl files; without it tests/eval

The intent model is trained in memory, so that the figures are those of the data on disk.
"""

from __future__ import annotations

import importlib
import statistics
import sys
from pathlib import Path

from bot.evaluate import globaal
from bot.evaluate.report import read_lines
from bot.evaluate.typos import with_typos
from bot.nlu.intents import default_model

SEEDS = (1, 2, 3)
FIGURES = {
    "globaal": ("accuracy", "geen_recall"),
    "werkwensen": ("micro_f1", "leeg_gelaten"),
    "openheid": ("wie", "moment", "richting"),
    "signalen": ("micro_f1", "met_rust_gelaten"),
    "crisis": ("acuut_recall", "zorgelijk_recall", "geen_reactie"),
}


def main() -> None:
    """Print one line per figure."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "tests" / "eval"
    globaal.trained_model = default_model
    print(f"{'set':<12} {'figure':<18} {'clean':>7} {'typos':>7} {'loss':>7}")
    for name, figures in FIGURES.items():
        file = folder / f"{name}.jsonl"
        if not file.is_file():
            continue
        module = importlib.import_module(f"bot.evaluate.{name}")
        lines = read_lines(name, file)
        clean = module.score(lines, module.predict(lines))
        noisy = [module.score(typed, module.predict(typed)) for typed in (with_typos(lines, seed) for seed in SEEDS)]
        for figure in figures:
            mean = statistics.fmean(score[figure] for score in noisy)
            print(f"{name:<12} {figure:<18} {clean[figure]:7.3f} {mean:7.3f} {100 * (clean[figure] - mean):6.1f} p")


if __name__ == "__main__":
    main()
