"""Speed and memory of understanding one message: moves, wishes, openness and signals together.

    python bench/verstaan.py [--messages N]      20,000 by default

Every message is made of other sentences, so that no cache helps more than in real use. Memory is the resident size of this process (Linux).
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from bot.evaluate.leakage import evaluation_texts
from bot.nlu import openness, signals, wishes
from bot.nlu.intents import IntentModel, default_model, recognise, with_typo

EVAL = Path(__file__).parents[1] / "tests" / "eval"
SETS = ("globaal", "werkwensen", "openheid", "signalen")
LIMIT_MS, LONG_LIMIT_MS, LONG = 8.0, 150.0, 10_000


def understand(text: str, model: IntentModel) -> None:
    """All that can be asked of one message."""
    recognise(text, "dagen", model)
    wishes.understand(text, None)
    openness.understand(text, None)
    signals.understand(text)


def messages(count: int, seed: int = 4) -> Iterator[str]:
    """Sentences of the evaluation sets with a typing error each, so that they are new words every time."""
    chance = random.Random(4)
    known = [text.text for name in SETS for text in evaluation_texts(EVAL / f"{name}.jsonl")]
    for _ in range(count):
        yield with_typo(chance.choice(known), chance)


def resident_mb() -> float:
    """Return the resident memory of this process in MB."""
    line = next(line for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Print the median per message, the cost of a long message and how memory goes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=20_000)
    count = parser.parse_args().messages
    model = default_model()
    understand("eerste bericht", model)
    times: list[float] = []
    step = max(1, count // 5)
    for number, text in enumerate(messages(count)):
        if number % step == 0:
            print(f"after {number:>6} messages: {resident_mb():.0f} MB")
        start = time.perf_counter()
        understand(text, model)
        times.append((time.perf_counter() - start) * 1000)
    print(f"after {count:>6} messages: {resident_mb():.0f} MB")
    ordered = sorted(times)
    print(f"per message: median {statistics.median(times):.2f} ms, 95 %: {ordered[int(len(ordered) * 0.95)]:.2f} ms, limit {LIMIT_MS:.0f} ms")
    long = []
    for number in range(10):
        text = ". ".join(messages(500, seed=100 + number))[:LONG]
        start = time.perf_counter()
        understand(text, model)
        long.append((time.perf_counter() - start) * 1000)
    print(f"{LONG} characters: median {statistics.median(long):.1f} ms, worst {max(long):.1f} ms, limit {LONG_LIMIT_MS:.0f} ms")


if __name__ == "__main__":
    main()
