"""The trained intent model: hashed n-grams and word classes, a linear support vector machine, stored as plain arrays.

Hashing (CRC-32, the same on every machine) needs no vocabulary, so a model is one `.npz` without pickles and one JSON
with the labels. Training is deterministic. Typing errors are made at training time, seeded, so that the data stays clean.
docs/nlu-vergelijking.md tells why this and not something heavier.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
import yaml

from bot.nlu.moves import Move, is_gibberish, pattern_move, plain, word_classes
from bot.nlu.requests import requested

ANSWER = "vertel"
EXPLAIN = "uitleg"
FALLBACK = "nlu_fallback"
BUCKETS = 1 << 16
SEED = 20261
COPIES = 3
# Inverse regularisation, and the temperature that makes a confidence of 0.7 right in about 70 % (three-fold cross-validation).
STRENGTH = 0.6
TEMPERATURE = 0.23
# Below this probability a move is not taken for one while a question is open: what fits nothing well is an answer.
DOUBT = 0.3
# A message of two short sentences may hold a move that drowns in the other sentence ("stop maar. ik woon op nummer 14"). A sentence that
# alone is surely such a move wins from an answer that is not sure. Left out: moves that also answer the question ("weet ik niet, ...")
# or belong to the story ("ik ben moe. daarom ..."). Both bounds by three-fold cross-validation: docs/nlu-vergelijking.md.
ALSO_ALONE = frozenset("pauze stop verder terug wijzig herhaal uitleg hulp waar_was_ik begeleider klaar".split())
SURE_MOVE, SURE_ANSWER = 0.9, 0.98
SENTENCE_WORDS = range(3, 13)
# Strength of the three groups of features; words and word classes generalise further than letters.
WEIGHTS: Mapping[str, float] = {"c": 1.0, "w": 1.0, "k": 0.9}
ARRAYS, LABELS = "intents.npz", "intents.json"
_NEIGHBOUR_KEYS = {
    "a": "qsz", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk", "k": "jl", "l": "k", "m": "n",
    "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "ax",
}  # fmt: skip

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")

Floats = npt.NDArray[np.float32]


def _letters(words: Sequence[str]) -> Iterator[str]:
    line = f" {' '.join(words)} "
    for size in (2, 3, 4, 5):
        for place in range(len(line) - size + 1):
            yield f"c{line[place : place + size]}"


def _words(words: Sequence[str]) -> Iterator[str]:
    framed = ["^", *words, "$"]
    for size in (1, 2, 3):
        for place in range(len(framed) - size + 1):
            yield f"w{'_'.join(framed[place : place + size])}"
    for left, right in zip(framed, framed[2:], strict=False):
        yield f"w{left}_*_{right}"


def _classes(words: Sequence[str]) -> Iterator[str]:
    """Word classes, alone and in pairs, and the form of the message: where a word stands tells a move from a story."""
    length = sum(len(words) > bound for bound in (0, 1, 2, 3, 5, 8, 12, 18, 30))
    yield f"klen{length}"
    if "?" in words:
        yield "k?"
    sets = [word_classes(word) or ("-",) for word in words]
    unknown = sum(names == ("-",) for names in sets)
    yield f"kunknown{round(4 * unknown / max(1, len(sets)))}"
    for place, names in enumerate(sets):
        for name in names:
            yield f"k{name}"
            yield f"k{name}@{min(length, 5)}"
            if place == 0:
                yield f"k^{name}"
            if place == len(sets) - 1:
                yield f"k{name}$"
            for step in (1, 2):
                for other in sets[place + step] if place + step < len(sets) else ():
                    if name != "-" or other != "-":
                        yield f"k{name}{step}{other}"


def features(text: str) -> tuple[npt.NDArray[np.int64], Floats, npt.NDArray[np.int64]]:
    """Return the buckets of a text, their counts (damped) and the group (0 letters, 1 words, 2 classes) of each."""
    words = plain(text).split()
    indices: list[int] = []
    values: list[float] = []
    groups: list[int] = []
    for group, names in enumerate((_letters(words), _words(words), _classes(words))):
        counts: dict[int, int] = {}
        for name in names:
            bucket = zlib.crc32(name.encode()) % BUCKETS
            counts[bucket] = counts.get(bucket, 0) + 1
        indices += counts
        values += [1.0 + 0.5 * (count > 1) for count in counts.values()]
        groups += [group] * len(counts)
    return np.array(indices, dtype=np.int64), np.array(values, dtype=np.float32), np.array(groups, dtype=np.int64)


def _weighted(text: str, idf: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    indices, values, groups = features(text)
    values = values * idf[indices]
    norms = np.sqrt(np.bincount(groups, weights=values**2, minlength=3)) + 1e-9
    strengths = np.array(list(WEIGHTS.values()))
    return indices, np.asarray(values * (strengths / norms)[groups], dtype=np.float32)


def matrix(texts: Sequence[str], idf: Floats) -> sp.csr_matrix:
    """Return the weighted features of many texts, one row each."""
    rows = [_weighted(text, idf) for text in texts]
    starts = np.cumsum([0] + [len(indices) for indices, _ in rows])
    joined = sp.csr_matrix(
        (np.concatenate([values for _, values in rows]), np.concatenate([indices for indices, _ in rows]), starts), shape=(len(rows), BUCKETS)
    )
    joined.sum_duplicates()
    return joined


def inverse_frequencies(texts: Sequence[str]) -> Floats:
    """Return the smoothed inverse document frequency of every bucket."""
    seen = np.zeros(BUCKETS)
    for text in texts:
        seen[np.unique(features(text)[0])] += 1
    return np.asarray(np.log((1 + len(texts)) / (1 + seen)) + 1, dtype=np.float32)


def with_typo(text: str, chance: random.Random) -> str:
    """Return the text with one typing error: a letter dropped, doubled, swapped with the next or replaced by a neighbour key."""
    places = [place for place, sign in enumerate(text) if sign.isalpha()]
    if len(places) < 3:
        return text
    place = chance.choice(places)
    kind = chance.randrange(4)
    if kind == 0:
        return text[:place] + text[place + 1 :]
    if kind == 1:
        return text[: place + 1] + text[place:]
    if kind == 2 and place + 1 < len(text):
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text[:place] + chance.choice(_NEIGHBOUR_KEYS.get(text[place].lower(), "e")) + text[place + 1 :]


def augmented(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs and COPIES noisy copies of each; long texts get more errors, a quarter loses its articles.

    Every text has noise of its own: with one stream for all, a sentence more gave every later sentence other errors, and five
    harmless sentences moved the accuracy on the evaluation sets by three points.
    """
    articles = {"de", "het", "een", "t", "n"}
    result = list(pairs)
    for text, label in pairs:
        chance = random.Random(f"{SEED} {text}")  # noqa: S311 (noise, not secrets)
        for _ in range(COPIES):
            noisy = text
            if chance.random() < 0.25:
                noisy = " ".join(word for word in noisy.split() if word.lower() not in articles) or noisy
            for _ in range(1 + len(noisy) // 60):
                noisy = with_typo(noisy, chance)
            result.append((noisy, label))
    return result


@dataclass(frozen=True)
class IntentModel:
    """Weights of a trained model; immutable and safe to share between threads."""

    labels: tuple[str, ...]
    coef: Floats
    bias: Floats
    idf: Floats
    temperature: float

    def probabilities(self, text: str) -> npt.NDArray[np.float64]:
        """Return the calibrated probability of every label, in the order of `labels`."""
        indices, values = _weighted(text, self.idf)
        scores = (values @ self.coef[indices] + self.bias) / self.temperature
        powers = np.exp(scores.astype(np.float64) - scores.max())
        return np.asarray(powers / powers.sum())

    def ranking(self, text: str) -> list[tuple[str, float]]:
        """Return (label, probability), most likely first."""
        chances = self.probabilities(text)
        return [(self.labels[place], float(chances[place])) for place in np.argsort(-chances)]

    def save(self, directory: Path) -> None:
        """Write the model as plain arrays and JSON into an existing or new directory."""
        directory.mkdir(parents=True, exist_ok=True)
        with (directory / ARRAYS).open("wb") as file:
            np.savez_compressed(file, coef=self.coef.astype(np.float16), bias=self.bias, idf=self.idf.astype(np.float16))
        (directory / LABELS).write_text(json.dumps({"labels": self.labels, "temperature": self.temperature}), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> IntentModel:
        """Read a model written by save(); raises FileNotFoundError where there is none."""
        about = json.loads((directory / LABELS).read_text(encoding="utf-8"))
        with np.load(directory / ARRAYS, allow_pickle=False) as arrays:
            coef, bias, idf = (arrays[name].astype(np.float32) for name in ("coef", "bias", "idf"))
        return cls(tuple(about["labels"]), coef, bias, idf, float(about["temperature"]))


def train(pairs: Iterable[tuple[str, str]], strength: float = STRENGTH, temperature: float = TEMPERATURE) -> IntentModel:
    """Train on (text, intent) pairs; the same pairs in the same order give the same model.

    strength is the inverse of the regularisation. temperature turns margins into probabilities; it was fitted by cross-validation.
    Raises ValueError for fewer than three intents.
    """
    from sklearn.svm import LinearSVC  # only training needs scikit-learn; answering does not pay for it

    clean = list(pairs)
    labels = sorted({label for _, label in clean})
    if len(labels) < 3:
        raise ValueError("an intent model needs at least three intents")
    noisy = augmented(clean)
    idf = inverse_frequencies([text for text, _ in clean])
    fitted = LinearSVC(C=strength, max_iter=300, random_state=SEED).fit(
        matrix([text for text, _ in noisy], idf), [labels.index(label) for _, label in noisy]
    )
    # float16 on disk; rounded here too, so that a loaded model answers exactly as the one just trained
    rounded = np.ascontiguousarray(fitted.coef_.T).astype(np.float16).astype(np.float32)
    return IntentModel(tuple(labels), rounded, fitted.intercept_.astype(np.float32), idf.astype(np.float16).astype(np.float32), temperature)


def read_examples(data: Path) -> list[tuple[str, str]]:
    """Return the (text, intent) pairs of every nlu.yml under a directory, in sorted order of path."""
    pairs: list[tuple[str, str]] = []
    for path in sorted(data.rglob("nlu.yml")):
        for block in (yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}).get("nlu") or []:
            if "intent" in block:
                lines = (line.strip() for line in block["examples"].splitlines())
                pairs += [(line[2:].strip(), block["intent"]) for line in lines if line.startswith("- ")]
    return pairs


@lru_cache(maxsize=1)
def default_model() -> IntentModel:
    """Train once on the project's own data; for evaluation and tests where no Rasa model is at hand (seconds)."""
    return train(read_examples(Path(__file__).parents[1] / "data"))


def _moves_of_sentences(text: str, model: IntentModel) -> Iterator[tuple[str, float]]:
    """Yield the sure moves among the sentences of a message of exactly two; a longer one is a story."""
    sentences = _SENTENCE_END.split(text.strip(), maxsplit=2)
    if len(sentences) != 2:
        return
    for sentence in sentences:
        if len(plain(sentence).split()) in SENTENCE_WORDS:
            label, chance = model.ranking(sentence)[0]
            if label in ALSO_ALONE and chance >= SURE_MOVE:
                yield label, chance


def _put_first(label: str, chance: float, ranking: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    return [(label, chance), *((other, share * (1 - chance)) for other, share in ranking if other != label)]


def _wins(framed: Move, label: str, chance: float) -> bool:
    """Whether a frame of words counts for more than what the model hears."""
    if chance < SURE_MOVE:
        return True
    if label == ANSWER:
        return framed.zekerheid >= SURE_MOVE
    # Whoever asks what a word means names it ("traject? van de trein zeker"), and so seems to ask for what it names.
    return framed.beweging == EXPLAIN


def rank(text: str, vraag: str | None, model: IntentModel) -> list[tuple[str, float]]:
    """Return the intents of a message, most likely first: fixed phrases, frames of words, a sure move in one of two sentences, the model, doubt.

    vraag is the id of the question that is open, if any: then a text that fits no move well is an ordinary answer.
    """
    if is_gibberish(text):
        return [(FALLBACK, 0.9)]
    ranking = model.ranking(text)
    if vraag is not None and ranking[0][1] < DOUBT and ANSWER in model.labels:
        ranking.sort(key=lambda entry: entry[0] != ANSWER)
    fixed = pattern_move(text)
    if fixed is None and (framed := requested(text)) is not None and _wins(framed, *ranking[0]):
        fixed = framed
    if fixed is not None and fixed.beweging in model.labels:
        return _put_first(fixed.beweging, fixed.zekerheid, ranking)
    if ranking[0][0] == ANSWER and ranking[0][1] < SURE_ANSWER:
        sure = next(_moves_of_sentences(text, model), None)
        if sure is not None:
            return _put_first(*sure, ranking)
    return ranking


def recognise(text: str, vraag: str | None = None, model: IntentModel | None = None) -> Move:
    """Return what a message wants from the conversation.

    text: what the client wrote; vraag: id of the open question; model: a trained model (the default trains one on the project's data).
    """
    chosen = model or default_model()
    name, chance = rank(text, vraag, chosen)[0]
    evidence = tuple(word for word in plain(text).split() if word_classes(word))[:8] if name not in (ANSWER, FALLBACK) else ()
    return Move(name, round(chance, 4), evidence)
