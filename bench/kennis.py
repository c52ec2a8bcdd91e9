"""Measure the knowledge search: compare methods, fit the ranker, time an answer, show questions that miss their own subject.

python bench/kennis.py --compare FILE...      first and first-three per method on labelled files
python bench/kennis.py --fit                  weights for bot/care/knowledge/ranker.yml (printed, not written)
python bench/kennis.py --speed FILE           milliseconds per question and seconds to load
python bench/kennis.py --leave-one-out        questions of the base that lead elsewhere when they are held out
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.care.knowledge.model import Onderwerp, load_onderwerpen
from bot.care.knowledge.ranker import VIEWS, Ranker, asked
from bot.care.knowledge.scope import features
from bot.care.knowledge.search import Knowledge, known_share
from bot.care.knowledge.words import glossary

FOLDS = 5
Method = Callable[[NDArray[np.float32]], NDArray[np.float32]]


def held_out(subjects: Sequence[Onderwerp]) -> list[tuple[str, int, NDArray[np.float32]]]:
    """Every question of the base with its subject and the views of an index that has never seen it."""
    found = []
    for fold in range(FOLDS):
        kept = [[text for at, text in enumerate(asked(subject)) if at == 0 or at % FOLDS != fold] for subject in subjects]
        ranker = Ranker(subjects, kept)
        for row, subject in enumerate(subjects):
            for at, text in enumerate(asked(subject)):
                if at and at % FOLDS == fold:
                    found.append((text, row, ranker.views(ranker.lexicon.terms(text))))
    return found


def fit(views: NDArray[np.float32], right: NDArray[np.int64], penalty: float = 0.002, steps: int = 800) -> NDArray[np.float64]:
    """Weights of a conditional logit (one subject of many is right), none below zero: no view may count against a subject."""
    scale = views.std(axis=(0, 1))
    scaled = views / scale
    weights, speed = np.ones(views.shape[2]), np.zeros(views.shape[2])
    rows = np.arange(len(scaled))
    for _ in range(steps):
        z = scaled @ weights
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        slope = (scaled[rows, right] - np.einsum("ij,ijk->ik", p, scaled)).mean(axis=0) - penalty * weights
        speed = 0.9 * speed + 0.5 * slope
        weights = np.maximum(weights + speed, 0)
    return np.asarray(weights / scale)


def fit_belongs(
    ranker: Ranker, inside: Sequence[tuple[str, NDArray[np.float32]]], outside: Sequence[str], penalty: float = 0.003
) -> dict[str, float]:
    """Weights of the gate: held-out questions of the base against questions that are not ours, both sides weighing the same."""
    terms, core = ranker.lexicon.terms, glossary().core
    inside = [(text, views) for text, views in inside if not terms(text).ideas & core]
    outside = [text for text in outside if not terms(text).ideas & core]
    print(f"  gate: {len(inside)} questions in scope and {len(outside)} out of scope have no idea that is ours alone")
    rows = [features(terms(text), views, known_share(ranker.lexicon, terms(text))) for text, views in inside]
    rows += [features(terms(text), ranker.views(terms(text)), known_share(ranker.lexicon, terms(text))) for text in outside]
    table = np.array([list(row.values()) for row in rows])
    label = np.array([1.0] * len(inside) + [0.0] * len(outside))
    weight = np.where(label > 0, 0.5 / len(inside), 0.5 / len(outside))
    fitted, speed = np.zeros(table.shape[1]), np.zeros(table.shape[1])
    for _ in range(6000):
        chance = 1 / (1 + np.exp(-table @ fitted))
        speed = 0.9 * speed + 0.5 * (table.T @ (weight * (label - chance)) - penalty * fitted)
        fitted = fitted + speed
    chance = 1 / (1 + np.exp(-table @ fitted))
    for limit in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        wrongly, rightly = (chance[label > 0] < limit).mean(), (chance[label == 0] < limit).mean()
        print(f"  gate {limit}: in scope declined {wrongly:.3f}, out of scope declined {rightly:.3f}")
    return dict(zip(rows[0], fitted.round(2).tolist(), strict=True))


def _methods(weights: NDArray[np.float32]) -> dict[str, Method]:
    single: dict[str, Method] = {f"alleen {name}": (lambda views, at=at: views[:, at]) for at, name in enumerate(VIEWS)}  # type: ignore[misc]
    return {
        **single,
        "BM25 words + ideas, equal": lambda views: views[:, 0] + views[:, 1],
        "BM25 + letters, equal": lambda views: views[:, 0] + views[:, 1] + views[:, 4],
        "all five, equal": lambda views: views.sum(axis=1),
        "all five, fitted": lambda views: views @ weights,
    }


def compare(root: Path, files: Sequence[Path]) -> None:
    """Print first and first-three of every method over the questions in scope."""
    subjects = load_onderwerpen(root)
    ranker = Ranker(subjects)
    for file in files:
        lines = [line for line in map(json.loads, file.read_text(encoding="utf-8").splitlines()) if line["verwacht"]]
        views = [ranker.views(ranker.lexicon.terms(line["vraag"])) for line in lines]
        print(f"\n{file.name}: {len(lines)} questions in scope")
        for name, method in _methods(ranker.weights).items():
            first = three = 0
            for line, view in zip(lines, views, strict=True):
                top = list(dict.fromkeys(subjects[at].onderdeel_van or subjects[at].id for at in np.argsort(-method(view))[:8]))[:3]
                first += top[0] in line["verwacht"]
                three += bool(set(top) & set(line["verwacht"]))
            print(f"  {name:28} first {first / len(lines):.3f}   within three {three / len(lines):.3f}")


def speed(root: Path, file: Path) -> None:
    """Print load time, and median and worst time of one question, everything warm and nothing cached by question."""
    start = time.perf_counter()
    knowledge = Knowledge.load(root)
    print(f"load {time.perf_counter() - start:.2f} s, {len(knowledge.subjects)} subjects")
    taken = []
    for line in file.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)["vraag"]
        start = time.perf_counter()
        knowledge.find(question)
        taken.append(1000 * (time.perf_counter() - start))
    print(f"median {statistics.median(taken):.1f} ms, p95 {sorted(taken)[int(len(taken) * 0.95)]:.1f} ms, worst {max(taken):.1f} ms")


def main() -> None:
    """Run what the options ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=Path("knowledge"))
    parser.add_argument("--compare", type=Path, nargs="+")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--speed", type=Path)
    parser.add_argument("--leave-one-out", action="store_true")
    options = parser.parse_args()
    if options.compare:
        compare(options.root, options.compare)
    if options.speed:
        speed(options.root, options.speed)
    if options.fit or options.leave_one_out:
        subjects = load_onderwerpen(options.root)
        examples = held_out(subjects)
        views, right = np.stack([view for _, _, view in examples]), np.array([row for _, row, _ in examples])
        weights = fit(views, right)
        best = (views @ weights).argmax(axis=1)
        print(f"held-out questions that find their own subject first: {(best == right).mean():.3f} of {len(right)}")
        if options.fit:
            print({name: round(float(weight), 1) for name, weight in zip(VIEWS, weights, strict=True)})
            outside = Path(__file__).with_name("kennis_buiten.txt").read_text(encoding="utf-8").split("\n")
            print(fit_belongs(Ranker(subjects), [(text, view) for text, _, view in examples], [line for line in outside if line]))
        if options.leave_one_out:
            for (text, row, _), other in zip(examples, best, strict=True):
                if row != other and subjects[row].onderdeel_van != subjects[other].id:
                    print(f"{subjects[row].id}: '{text}' leads to {subjects[other].id}")


if __name__ == "__main__":
    main()
