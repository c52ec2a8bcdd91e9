"""Processor time of the guard: median and worst of repeated runs for texts of growing length. Run, after `werkmaat train`: python bench/guard.py"""

from __future__ import annotations

import random
import statistics
import time
from pathlib import Path

from bot.nlu.safety import assess, load, warm
from bot.nlu.safety.learning import HARMLESS, sentences

MODEL = Path(__file__).parents[1] / "models" / "veiligheid.npz"
LIMITS = {90: 2.0, 200: 3.0, 1_000: 15.0, 10_000: 100.0, 100_000: 1500.0, 1_000_000: 15000.0}  # milliseconds of processor time


def texts(size: int, count: int) -> list[str]:
    """Return texts of one size made of ordinary sentences, each other words, so that no cache helps more than in real use."""
    chance = random.Random(size)
    ordinary = [text for text, label in sentences() if label in HARMLESS]
    return [". ".join(chance.choices(ordinary, k=size // 15 + 2))[:size] for _ in range(count)]


def main() -> None:
    """Print one line per size."""
    start = time.process_time()
    load(MODEL)
    warm()
    print(f"loading, and reading all known words once: {time.process_time() - start:.1f} s")
    for size, limit in LIMITS.items():
        times = []
        for text in texts(size, 200 if size <= 1000 else 20 if size <= 10_000 else 2):
            start = time.process_time()
            assess(text)
            times.append((time.process_time() - start) * 1000)
        print(f"{size:>9} characters: median {statistics.median(times):.2f} ms, worst {max(times):.2f} ms, limit {limit:.0f} ms")


if __name__ == "__main__":
    main()
