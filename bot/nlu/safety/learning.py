"""Train the classifier on the sentences in data/ (the file name up to the first "-" is the label): always the same result, in some five minutes.

Ridge regression on hashed features and meanings together (bot/nlu/nearness.py): the product of hashed features, and the likeness of meaning
to anchors (Nystroem). Beside it, at the same time, the reader of order (order_learning.py).
"""

from __future__ import annotations

import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml
from numpy.typing import NDArray

from bot.nlu.intents import read_examples
from bot.nlu.nearness import PLACES, Floats, anchors_of, near_to, place_of, ridge, whitening
from bot.nlu.safety.classifier import HEADS, Model, columns_of, of_meaning, placed
from bot.nlu.safety.features import DIMENSIONS, of_hit, of_near_meanings, of_pairs, of_word
from bot.nlu.safety.order_learning import fit as read_in_order
from bot.nlu.safety.rules import hits
from bot.nlu.safety.text import WORD, key_words, plain, split, vocabulary
from bot.nlu.signals.training import sentences as signal_sentences

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

DATA = Path(__file__).parent / "data"
DIALOGUES = Path(__file__).parents[2] / "data"
ORDINARY = "gewoon"  # label of what is harmless and does not look like anything else
HARMLESS = ("geen", ORDINARY)
WORRYING = {"stemming", "terugtrekken", "prikkelbaarheid", "vermoeidheid", "balans"}
SEED = 20240601
ANCHORS = 4_000  # with 1000 it is about a point worse; more than 3000 only lowers the reactions to ordinary Dutch
DIRECTIONS = 300  # in which meanings are compared; all 768 are no better
FORM = 1.4  # weight of how words are written, beside what they mean
USUAL = 1.0  # weight of all ordinary sentences together, in weights of all dangers and worries
CALM = 0.7  # regularisation; from 0.4 to 2.0 little changes
# A word that clients say so often in the examples of the dialogues, or that stands so often in our own sentences, is learned by itself too: else
# two plain words made a danger between them, each by what it stands beside elsewhere.
ALONE, ALONE_OWN = 3, 8
TYPOS, AMONG = 0.15, 0.25  # share of the sentences that is learned also misspelt, and among harmless sentences
WAYS = ("{} denk ik", "ik denk {}", "vooral {}", "{} geloof ik")  # in which a choice is typed
WAYS_OF_TWO = ("{} en {}", "{}, {}", "{} en ook {} denk ik")
COMPANY, JOINS = (1, 1, 2, 3), (" ", ". ", ", ", " en ", " en dan ")  # how many harmless ones, and what stands between


@lru_cache(maxsize=1)
def sentences() -> tuple[tuple[str, str], ...]:
    """Return the training sentences with their label, in a fixed order."""
    return (*own(), *((text, ORDINARY) for text in ordinary()))


def own() -> list[tuple[str, str]]:
    """The sentences of data/: dangers, worries, and harmless ones that look like them."""
    found: list[tuple[str, str]] = []
    for path in sorted(DATA.glob("*.txt")):
        label = path.stem.split("-")[0]
        found += [(line.strip(), label) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return found


def ordinary() -> list[str]:
    """What clients say and choose in the dialogues, usual words by themselves, and the signals that the signaal-check asks about.

    Not the signals that may be a worry.
    """
    said = [text for text, _ in read_examples(DIALOGUES)]
    return [*said, *choices(), *typed_choices(), *_words(said), *(text for text, signals in signal_sentences() if not signals & WORRYING)]


def _words(said: Sequence[str]) -> list[str]:
    """The usual words, but for those that name a danger. One word says little: learned by itself it is not read as what it stands beside."""
    counts = Counter(plain(match.group()) for text in said for match in WORD.finditer(text))
    usual = {word for word, count in counts.items() if count >= ALONE} | {word for word, count in vocabulary().items() if count >= ALONE_OWN}
    return sorted(usual - key_words() - {"?"})


def choices() -> list[str]:
    """The choices that are offered in the dialogues: many type them."""
    return list(dict.fromkeys(title for titles in _offered() for title in titles))


def _offered() -> Iterator[list[str]]:
    for path in sorted(DIALOGUES.glob("*/domain.yml")):
        for variants in (yaml.safe_load(path.read_text("utf-8")).get("responses") or {}).values():
            yield from ([button["title"] for button in variant.get("buttons", ())] for variant in variants)


def typed_choices() -> list[str]:
    """The choices of each question as people type them: one with some doubt or weight, or two beside each other. Nobody means harm by them."""
    found: dict[str, None] = {}
    for titles in _offered():
        small = [title[0].lower() + title[1:] for title in titles]
        found |= {way.format(one): None for one in small for way in WAYS}
        found |= {way.format(one, other): None for one, other in pairwise(small) for way in WAYS_OF_TWO}
    return list(found)


def fit(examples: Sequence[tuple[str, str]]) -> Model:
    """Train on labelled sentences, some also with typing errors or hidden between ordinary sentences. Raises MeaningError."""
    everything = [*examples, *variants(examples)]
    hashed, rows, words = _read([text for text, _ in everything])
    wanted, weight = _wanted(np.array([label for _, label in everything]))
    meanings = of_meaning(words)
    summed = _summed(rows, meanings)
    middle, turn = _directions(summed)
    meant = placed(summed @ turn, middle)
    del summed
    with ThreadPoolExecutor(1) as beside:  # the two learn at the same time: nearly all of it is arithmetic that keeps one core busy
        order = beside.submit(read_in_order, words, meanings @ turn, rows, wanted, weight, SEED)
        anchors = _anchors(examples, meant)
        weights, bias, pull = _solved(hashed, meant, anchors, wanted, weight)
        return Model(weights, bias, turn, middle, anchors, pull, order.result())


def _wanted(labels: NDArray[np.str_]) -> tuple[Floats, Floats]:
    """Return what each head must say of each text, and how each text weighs.

    However many ordinary sentences there are (every dialogue adds some), together they weigh as a fixed share of dangers and worries.
    """
    wanted = np.stack([_is(labels, head) for head in HEADS], axis=1).astype(np.float32)
    usual = labels == ORDINARY
    share = min(1.0, USUAL * (~np.isin(labels, HARMLESS)).sum() / max(usual.sum(), 1))
    return wanted, np.where(usual, share, 1.0).astype(np.float32)


def _anchors(examples: Sequence[tuple[str, str]], meant: Floats) -> Floats:
    """Return the meanings of some examples, half of them dangers and worries, however few those are: they decide what is near to danger."""
    serious = np.array([label not in HARMLESS for _, label in examples])
    places = np.array([place_of(text) for text, _ in examples])
    return np.concatenate([anchors_of(meant[: len(examples)][which], places[which], ANCHORS // 2) for which in (serious, ~serious)])


def _solved(hashed: csr_matrix, meant: Floats, anchors: Floats, wanted: Floats, weight: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the weights of the hashed features, the bias and the weights of the anchors, a column a head."""
    from scipy.sparse import csr_matrix  # here, because whoever only judges need not wait for it

    used = np.flatnonzero(np.bincount(hashed.indices, minlength=DIMENSIONS))
    packed = np.zeros(DIMENSIONS, np.int32)
    packed[used] = np.arange(len(used))
    root = np.sqrt(weight)
    sizes = hashed.data * np.repeat(FORM * root, np.diff(hashed.indptr))
    whiten = whitening(anchors)
    near = near_to(meant, anchors, whiten, root)
    bias = np.average(wanted, axis=0, weights=weight).astype(np.float32)
    weighed = csr_matrix((sizes, packed[hashed.indices], hashed.indptr), shape=(len(meant), len(used)))
    solved = ridge(weighed, near, root[:, None] * (wanted - bias), CALM)
    weights = np.zeros((DIMENSIONS, len(HEADS)), np.float32)
    weights[used] = (FORM * solved[: len(used)]).astype(np.float16)  # as stored: a fresh model and one from disk judge alike
    return weights, bias, whiten @ solved[len(used) :]


def _directions(summed: Floats) -> tuple[Floats, Floats]:
    """Return the middle of all texts, and the turn to the directions in which they differ most, the longest of these made shorter."""
    centre = summed.mean(axis=0)
    away = summed - centre
    spread, axes = np.linalg.eigh((away.T @ away).astype(np.float64) / len(summed))
    turn = (axes[:, -DIRECTIONS:] * np.maximum(spread[-DIRECTIONS:], 1e-8) ** -0.25).astype(np.float32)
    return centre @ turn, turn


def _is(labels: NDArray[np.str_], head: str) -> NDArray[np.bool_]:
    if head == "gevaar":
        return ~np.isin(labels, (*HARMLESS, "zorgelijk"))
    found: NDArray[np.bool_] = np.isin(labels, HARMLESS) if head == "geen" else labels == head
    return found


def _read(texts: Sequence[str]) -> tuple[csr_matrix, list[NDArray[np.int64]], list[str]]:
    """Return the hashed features (rows of length 1), per text the numbers of its words, and all different words."""
    from scipy.sparse import csr_matrix

    columns: list[NDArray[np.int64]] = []
    values: list[Floats] = []
    rows: list[NDArray[np.int64]] = []
    numbers: dict[str, int] = {}
    for text in texts:
        words = split(text)
        features = [f for i, w in enumerate(words.norm) for f in (*of_word(w), *of_pairs(words, i))]
        features += [feature for _, feature in of_near_meanings(words)]
        features += [of_hit(h) for h in hits(words)]
        own, sizes = columns_of(features)
        columns.append(own)
        values.append(sizes / (float(sizes @ sizes) ** 0.5 or 1.0))
        rows.append(np.array([numbers.setdefault(word, len(numbers)) for word in words.norm], np.int64))
    ends = np.cumsum([0, *map(len, columns)])
    matrix = csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=(len(texts), DIMENSIONS))
    matrix.sum_duplicates()
    return matrix, rows, list(numbers)


def _summed(rows: Sequence[NDArray[np.int64]], meanings: Floats) -> Floats:
    """Return the sum of the meanings of the words of each text."""
    from scipy.sparse import csr_matrix

    places = np.concatenate(rows)
    counts = csr_matrix((np.ones(len(places), np.float32), places, np.cumsum([0, *map(len, rows)])), shape=(len(rows), len(meanings)))
    found: Floats = counts @ meanings
    return found


def variants(examples: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return variants of some sentences: misspelt, and among harmless ones, joined in many ways, so that a long text is no sign of danger.

    Noise and company come from the text itself: with one stream for all, fifty sentences more gave every later one other noise, and
    moved a hundredth of all verdicts.
    """
    ring = sorted((place_of(text), text) for text, label in examples if label in HARMLESS) or [(0, "")]
    found: list[tuple[str, str]] = []
    for text, label in examples:
        chance = random.Random(f"{SEED} {text}")  # noqa: S311 - reproducible variation, not secrecy
        if chance.random() < TYPOS:
            found.append((misspell(text, chance), label))
        if chance.random() < AMONG:
            around = [_next_on(ring, chance.randrange(PLACES)) for _ in range(chance.choice(COMPANY))]
            around.insert(chance.randrange(len(around) + 1), text)
            found.append((chance.choice(JOINS).join(around), label))
    return found


def _next_on(ring: Sequence[tuple[int, str]], place: int) -> str:
    """Return the first text from a place on: a text more only takes the place of its neighbour."""
    return ring[bisect(ring, (place, "")) % len(ring)][1]


def misspell(text: str, chance: random.Random) -> str:
    """Return the text with a letter swapped, dropped or doubled in some words."""
    words = text.split()
    for i, word in enumerate(words):
        if len(word) > 3 and chance.random() < 0.2:
            at = chance.randrange(1, len(word) - 1)
            kind = chance.randrange(3)
            middle = (word[at + 1] + word[at], "", word[at] * 2)[kind]
            words[i] = word[:at] + middle + word[at + (2 if kind == 0 else 1) :]
    return " ".join(words)


@lru_cache(maxsize=1)
def in_memory() -> Model:
    """Train once from the sentences beside this module."""
    return fit(sentences())
