"""Train the classifier on the sentences in data/ (the file name up to the first "-" is the label): always the same result, in some three minutes.

Ridge regression on hashed features and meanings together (bot/nlu/nearness.py): the product of hashed features, and the likeness of meaning
to anchors (Nystroem).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml
from numpy.typing import NDArray

from bot.nlu.intents import read_examples
from bot.nlu.nearness import Floats, anchors_of, near_to, ridge, whitening
from bot.nlu.safety.classifier import HEADS, Model, columns_of, of_meaning, placed
from bot.nlu.safety.features import DIMENSIONS, of_hit, of_near_meanings, of_pairs, of_word
from bot.nlu.safety.rules import hits
from bot.nlu.safety.text import WORD, key_words, plain, split
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
ALONE = 3  # a word that clients say this often in the examples of the dialogues is learned by itself too
TYPOS, AMONG = 0.15, 0.25  # share of the sentences that is learned also misspelt, and among harmless sentences
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
    """What clients say and choose in the dialogues, its usual words by themselves, and the signals that the signaal-check asks about.

    Not the signals that may be a worry. One word says little: only learned by itself it is not read as what it stands beside elsewhere.
    """
    said = [text for text, _ in read_examples(DIALOGUES)]
    counts = Counter(plain(match.group()) for text in said for match in WORD.finditer(text))
    words = sorted(word for word, count in counts.items() if count >= ALONE and word not in key_words() and word != "?")
    return [*said, *choices(), *words, *(text for text, signals in signal_sentences() if not signals & WORRYING)]


def choices() -> list[str]:
    """The choices that are offered in the dialogues: many type them."""
    found: dict[str, None] = {}
    for path in sorted(DIALOGUES.glob("*/domain.yml")):
        for variants in (yaml.safe_load(path.read_text("utf-8")).get("responses") or {}).values():
            found |= {button["title"]: None for variant in variants for button in variant.get("buttons", ())}
    return list(found)


def fit(examples: Sequence[tuple[str, str]]) -> Model:
    """Train on labelled sentences, some also with typing errors or hidden between ordinary sentences. Raises MeaningError."""
    from scipy.sparse import csr_matrix, diags  # here, because whoever only judges need not wait for it

    everything = [*examples, *variants(examples)]
    hashed, summed = _rows([text for text, _ in everything])
    middle, turn = _directions(summed)
    meant = placed(summed @ turn, middle)
    del summed
    used, packed = np.unique(hashed.indices, return_inverse=True)
    hashed = csr_matrix((FORM * hashed.data, packed, hashed.indptr), shape=(len(everything), len(used)))
    serious = np.array([label not in HARMLESS for _, label in examples])
    # Half of them among dangers and worries, however many harmless sentences there are: those decide what is near to danger.
    anchors = np.concatenate([anchors_of(meant[: len(examples)][which], ANCHORS // 2) for which in (serious, ~serious)])
    whiten = whitening(anchors)
    labels = np.array([label for _, label in everything])
    wanted = np.stack([_is(labels, head) for head in HEADS], axis=1).astype(np.float32)
    # However many ordinary sentences there are (every dialogue adds some), together they weigh as a fixed share of dangers and worries.
    usual = labels == ORDINARY
    share = min(1.0, USUAL * (~np.isin(labels, HARMLESS)).sum() / max(usual.sum(), 1))
    weight = np.where(usual, share, 1.0).astype(np.float32)
    bias = np.average(wanted, axis=0, weights=weight).astype(np.float32)
    root = np.sqrt(weight)
    near = near_to(meant, anchors, whiten, root)
    hashed = diags(root) @ hashed
    solved = ridge(hashed, near, root[:, None] * (wanted - bias), CALM)
    weights = np.zeros((DIMENSIONS, len(HEADS)), np.float32)
    weights[used] = (FORM * solved[: len(used)]).astype(np.float16)  # as stored: a fresh model and one from disk judge alike
    return Model(weights, bias, turn, middle, anchors, whiten @ solved[len(used) :])


def _directions(summed: Floats) -> tuple[Floats, Floats]:
    """Return the middle of all texts, and the turn to the directions in which they differ most, the longest of these made shorter."""
    centre = summed.mean(axis=0)
    spread, axes = np.linalg.eigh(np.cov(summed, rowvar=False).astype(np.float64))
    turn = (axes[:, -DIRECTIONS:] * np.maximum(spread[-DIRECTIONS:], 1e-8) ** -0.25).astype(np.float32)
    return centre @ turn, turn


def _is(labels: NDArray[np.str_], head: str) -> NDArray[np.bool_]:
    if head == "gevaar":
        return ~np.isin(labels, (*HARMLESS, "zorgelijk"))
    found: NDArray[np.bool_] = np.isin(labels, HARMLESS) if head == "geen" else labels == head
    return found


def _rows(texts: Sequence[str]) -> tuple[csr_matrix, Floats]:
    """Return the hashed features (rows of length 1) and the summed meanings of texts."""
    from scipy.sparse import csr_matrix

    columns: list[NDArray[np.int64]] = []
    values: list[Floats] = []
    rows: list[tuple[str, ...]] = []
    for text in texts:
        words = split(text)
        features = [f for i, w in enumerate(words.norm) for f in (*of_word(w), *of_pairs(words, i))]
        features += [feature for _, feature in of_near_meanings(words)]
        features += [of_hit(h) for h in hits(words)]
        own, sizes = columns_of(features)
        columns.append(own)
        values.append(sizes / (float(sizes @ sizes) ** 0.5 or 1.0))
        rows.append(words.norm)
    ends = np.cumsum([0, *map(len, columns)])
    matrix = csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=(len(texts), DIMENSIONS))
    matrix.sum_duplicates()
    different = {word: column for column, word in enumerate(dict.fromkeys(word for row in rows for word in row))}
    places = np.fromiter((different[word] for row in rows for word in row), np.int64)
    ends = np.cumsum([0, *map(len, rows)])
    counts = csr_matrix((np.ones(len(places), np.float32), places, ends), shape=(len(texts), len(different)))
    return matrix, counts @ of_meaning(list(different))


def variants(examples: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return variants of some sentences: misspelt, and among harmless ones, joined in many ways, so that a long text is no sign of danger."""
    chance = random.Random(SEED)  # noqa: S311 - reproducible variation, not secrecy
    harmless = [text for text, label in examples if label in HARMLESS] or [""]
    found: list[tuple[str, str]] = []
    for text, label in examples:
        if chance.random() < TYPOS:
            found.append((misspell(text, chance), label))
        if chance.random() < AMONG:
            around = chance.sample(harmless, min(chance.choice(COMPANY), len(harmless)))
            around.insert(chance.randrange(len(around) + 1), text)
            found.append((chance.choice(JOINS).join(around), label))
    return found


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
