"""A file that is only there while it is made and sent: nobody can open it, and nobody can read what is left of it on the disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from types import TracebackType

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

STUK_BYTES = 65_536


class Tussenbestand:
    """Text to be read back once: on the disk, so that memory does not grow with it, without a name, encrypted with a key only this object has.

    What a person says is never readable on a disk (docs/privacy.md), and a temporary folder may be one. Raises OSError when the disk is full.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._cipher = Cipher(AES(os.urandom(32)), CTR(os.urandom(16)))
        self._encrypt = self._cipher.encryptor()

    def __enter__(self) -> Tussenbestand:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def schrijf(self, tekst: str) -> None:
        self._file.write(self._encrypt.update(tekst.encode()))

    def lees(self) -> Iterator[bytes]:
        """What was written, from the beginning, in pieces."""
        self._file.seek(0)
        decrypt = self._cipher.decryptor()
        while piece := self._file.read(STUK_BYTES):
            yield decrypt.update(piece)
