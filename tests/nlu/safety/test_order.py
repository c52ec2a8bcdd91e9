"""The reader of order: it learns what a sum of words cannot, and reads with NumPy what Thinc learned."""

from __future__ import annotations

import random

import numpy as np
from thinc.api import fix_random_seed

from bot.nlu.safety import order_learning
from bot.nlu.safety.order import Order, letters_of
from bot.nlu.safety.order_learning import Batch

WORDS = ["hij", "slaat", "mij", "niet", "meer", "en", "dan", "thuis"]
SIZE, HEADS = 12, 3


def meanings() -> np.ndarray:
    return np.random.default_rng(3).normal(size=(len(WORDS), SIZE)).astype(np.float32)


def reading(order: Order, row: list[int]) -> np.ndarray:
    return order.scores(order.of_words([WORDS[at] for at in row], meanings()[row]))


def learned() -> Order:
    """Learn that "hij" before "mij" is something else than "mij" before "hij", among the same words around them."""
    chance = random.Random(5)
    rows, wanted = [], []
    for _ in range(8_000):
        row = chance.choices([3, 4, 5, 6, 7], k=4)
        first = chance.random() < 0.5
        row[1:1] = [0, 1, 2] if first else [2, 1, 0]
        rows.append(np.array(row))
        wanted.append([first, not first, 0])
    return order_learning.fit(WORDS, meanings(), rows, np.array(wanted, np.float32), np.ones(len(rows), np.float32), 1)


def test_the_same_words_in_another_order_are_told_apart_and_training_again_gives_the_same() -> None:
    """Who does it to whom is learned from the order alone."""
    order = learned()
    for around in ([7, 5], [3, 4, 6]):
        assert reading(order, [*around, 0, 1, 2, 5])[0] > 0.9
        assert reading(order, [*around, 2, 1, 0, 5])[0] < 0.1
    assert all(np.array_equal(one, other) for one, other in zip(order, learned(), strict=True))


def test_numpy_reads_what_thinc_does_texts_of_one_word_included() -> None:
    """The weights that were taken out say the same as the network that learned them."""
    fix_random_seed(2)
    network = order_learning._network(SIZE, HEADS)
    order = order_learning._taken(network)
    network.layers[0].set_param("E", order.letters)
    texts = [[0], [1, 2], [3, 4, 5, 6, 7, 0, 0, 1], [2]]
    places, lengths = np.concatenate(texts), np.array([len(text) for text in texts], np.int32)
    said = network.predict(Batch(order_learning._letters(WORDS), meanings(), places, lengths))
    read = np.stack([reading(order, text) for text in texts])
    assert np.allclose(read, 1 / (1 + np.exp(-said)), atol=1e-4)


def test_any_word_has_letters() -> None:
    """Nothing that can be typed ends in an error, and a very long word costs no more."""
    for odd in ("", "a", "\ud800", "x" * 10_000):
        assert 0 < len(letters_of(odd)) < 100
