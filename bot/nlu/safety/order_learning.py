"""Train the reader of order (order.py) with Thinc, the library of networks that spaCy is built on."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from thinc.api import (
    Adam,
    Dropout,
    LayerNorm,
    Linear,
    Model,
    ParametricAttention,
    Relu,
    chain,
    concatenate,
    expand_window,
    fix_random_seed,
    reduce_max,
    reduce_mean,
    reduce_sum,
    residual,
    use_ops,
    warmup_linear,
    with_array,
)
from thinc.types import Ragged

from bot.nlu.nearness import Floats
from bot.nlu.safety.order import TABLE, Order, chance, letters_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

WIDTH, SPELT = 128, 64  # numbers that stand for a word, and for its letters
LAYERS, LOOKS = 2, 4  # convolutions, each over a word and its two neighbours; weighed means of the words of a text
DROP = 0.2  # share that is hidden while learning
EPOCHS, BATCH = 4, 96  # times that all texts are read, texts at once
FASTEST, WARM = 2e-3, 200  # highest rate of learning, and steps until then; after that it falls evenly to nothing
DECAY = 0.01  # how fast weights that are not needed shrink

Rows = Sequence[NDArray[np.int64]]


class Batch(NamedTuple):
    """Some texts: the letters (a row a word) and meanings of their different words, which word stands where, and how many each text has."""

    letters: csr_matrix
    meant: Floats
    places: NDArray[np.int64]
    lengths: NDArray[np.int32]


def fit(words: Sequence[str], meant: Floats, rows: Rows, wanted: Floats, weight: Floats, seed: int) -> Order:
    """Learn from texts: all different words and their meanings, per text the numbers of its words, what each head must say, and how it weighs.

    Texts without words teach nothing. The same seed gives the same on one kind of processor. About three minutes for 170,000 texts.
    """
    fix_random_seed(seed)
    letters = _letters(words)
    order = random.Random(seed)  # noqa: S311 - in which order to learn, not secrecy
    batches = [batch for _ in range(EPOCHS) for batch in _batches(rows, order)]
    with use_ops("numpy", use_blis=False):  # NumPy's own products are more than twice as fast
        network = _network(meant.shape[1], wanted.shape[1])
        adam = Adam(cast(Any, warmup_linear(FASTEST, WARM, len(batches))), L2=DECAY, grad_clip=1.0)
        for batch in batches:
            own, places = np.unique(np.concatenate([rows[at] for at in batch]), return_inverse=True)
            lengths = np.array([len(rows[at]) for at in batch], np.int32)
            said, learn = network.begin_update(Batch(letters[own], meant[own], places, lengths))
            learn((chance(said) - wanted[batch]) * (weight[batch] / len(batch))[:, None])
            network.finish_update(adam)
            adam.step_schedules()
        with network.use_params(adam.averages or {}):
            return _taken(network)


def _batches(rows: Rows, order: random.Random) -> Iterator[list[int]]:
    texts = [at for at, row in enumerate(rows) if len(row)]
    order.shuffle(texts)
    yield from (texts[at : at + BATCH] for at in range(0, len(texts), BATCH))


def _letters(words: Sequence[str]) -> csr_matrix:
    """Return a row a word that makes the mean of the rows of its letters."""
    from scipy.sparse import csr_matrix

    columns = [letters_of(word) for word in words]
    shares = np.concatenate([np.full(len(found), 1.0 / len(found), np.float32) for found in columns])
    return csr_matrix((shares, np.concatenate(columns), np.cumsum([0, *map(len, columns)])), shape=(len(words), TABLE))


def _network(size: int, heads: int) -> Model[Batch, Floats]:
    """Return what Order.scores does as a network that can learn."""
    hide: Model[Any, Any] = Dropout(DROP)
    word: Model[Any, Any] = chain(hide, Linear(WIDTH, SPELT + size), LayerNorm(WIDTH))
    near = [residual(chain(expand_window(1), with_array(Relu(WIDTH, 3 * WIDTH, dropout=DROP, normalize=True)))) for _ in range(LAYERS)]
    looks: list[Model[Any, Any]] = [chain(ParametricAttention(WIDTH), reduce_sum()) for _ in range(LOOKS)]
    head: Model[Any, Any] = chain(concatenate(reduce_max(), reduce_mean(), *looks), Dropout(DROP), Linear(heads, (2 + LOOKS) * WIDTH))
    text: Model[Any, Any] = chain(with_array(hide), *near, head)
    rows: Any = np.random.normal(0.0, 0.1, (TABLE, SPELT)).astype(np.float32)
    table: Model[csr_matrix, Floats] = Model("table", _look_up, params={"E": rows})
    for part in (word, text):
        part.initialize()
    return Model("order", _read, layers=cast(Any, [table, word, text]))


def _look_up(table: Model[csr_matrix, Floats], letters: csr_matrix, is_train: bool) -> tuple[Floats, Callable[[Floats], csr_matrix]]:
    def learn(wrong: Floats) -> csr_matrix:
        table.inc_grad("E", letters.T @ wrong)
        return letters

    return letters @ table.get_param("E"), learn


def _read(network: Model[Batch, Floats], batch: Batch, is_train: bool) -> tuple[Floats, Callable[[Floats], Batch]]:
    from scipy.sparse import csr_matrix

    table, word, text = cast(list[Any], network.layers)
    count = len(batch.places)
    put = csr_matrix((np.ones(count, np.float32), batch.places, np.arange(count + 1)), shape=(count, len(batch.meant)))
    spelt, learn_letters = table(batch.letters, is_train)
    seen, learn_word = word(np.hstack([spelt, batch.meant]), is_train)
    said, learn_text = text(Ragged(seen[batch.places], cast(Any, batch.lengths)), is_train)

    def learn(wrong: Floats) -> Batch:
        learn_letters(learn_word(put.T @ learn_text(wrong).data)[:, :SPELT])
        return batch

    return said, learn


def _taken(network: Model[Batch, Floats]) -> Order:
    """Take the weights out, letters as they will read back from two bytes a number."""
    table, word, text = network.layers
    _, *near, head = text.layers
    letters = _kept(table.get_param("E")).astype(np.float16).astype(np.float32)
    beside: list[Floats] = [np.stack(arrays) for arrays in zip(*map(_arrays, near), strict=True)]
    look: Floats = np.stack([_kept(node.get_param("Q")) for node in head.walk() if node.has_param("Q")])
    return Order(*(letters, *_arrays(word), *beside, look, *_arrays(head)))


def _arrays(part: Model[Any, Any]) -> list[Floats]:
    """Return the weights and bias of the product in a part, and the size and middle to which it evens them out, if it does."""
    product = next(node for node in part.walk() if node.has_param("W"))
    evened = (_kept(node.get_param(name)) for node in part.walk() if node.has_param("G") for name in ("G", "b"))
    return [_kept(product.get_param("W")).T.copy(), _kept(product.get_param("b")), *evened]


def _kept(param: Any) -> Floats:
    """Return a copy, for the network gets its own weights back after the averages."""
    return np.array(param, np.float32)
