"""What people say, their names and their contact data, encrypted at rest.

One key per client (and one per organisatie), 256 bits, stored wrapped by the master key; the master key lives in a file of mode 0600 outside
the database. AES-GCM with a random 96-bit nonce; the column's name is authenticated too, so that a value cannot be moved to another column.
Ciphertext: 1 byte version, 8 bytes key number, 12 bytes nonce, ciphertext and tag.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import struct
import tempfile
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

VERSION = 1
HEADER = struct.Struct(">BQ")
NONCE_BYTES = 12
KEY_BYTES = 32


class CryptoError(RuntimeError):
    """A value cannot be encrypted or decrypted; the message names the column, never the content."""


class MasterKey:
    """Wraps the keys of clients and makes blind indexes of what must be found without being readable."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise CryptoError("The master key must be 32 bytes; restore the right key file from the backup")
        self._aead = AESGCM(secret)
        self._index_key = hmac.digest(secret, b"werkmaat blind index", hashlib.sha256)
        self._seal_key = hmac.digest(secret, b"werkmaat seal", hashlib.sha256)

    @classmethod
    def from_file(cls, path: Path) -> MasterKey:
        """Read the key file. Raises CryptoError when there is none, or not a whole one."""
        try:
            return cls(path.read_bytes())
        except FileNotFoundError:
            raise CryptoError(f"The master key {path} is missing; put the key file there that belongs to this database") from None

    @classmethod
    def make(cls, path: Path) -> MasterKey:
        """Make the key file (mode 0600), unless there is one already, and read it. Only for a database that holds nothing yet."""
        path.parent.mkdir(parents=True, exist_ok=True)
        # Whole or not at all: a key file cut off by a full disk would make everything written later unreadable.
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".key-")  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(os.urandom(KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):  # another process was first: its key counts
                os.link(draft, path)
        finally:
            os.unlink(draft)
        return cls.from_file(path)

    def wrap(self, key: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, key, b"sleutel")

    def unwrap(self, wrapped: bytes) -> bytes:
        try:
            return self._aead.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], b"sleutel")
        except InvalidTag:
            raise CryptoError("The master key does not fit this database; restore the key file that belongs to it") from None

    def index(self, value: str) -> str:
        """Return a keyed hash (hex) to find `value` by, without storing it readable."""
        return hmac.new(self._index_key, value.strip().casefold().encode(), hashlib.sha256).hexdigest()

    def seal(self, content: str) -> str:
        """Return a keyed hash (hex) of `content`: who can write the database but does not have the master key cannot make it."""
        return hmac.new(self._seal_key, content.encode(), hashlib.sha256).hexdigest()


class Keyring:
    """The unwrapped keys this process knows, by number.

    Numbers are random: a number that is used twice (after a rollback or an erasure) would let one process read with the wrong key.
    """

    def __init__(self, master: MasterKey) -> None:
        self.master = master
        self._keys: dict[int, AESGCM] = {}

    @property
    def fingerprint(self) -> tuple[int, int]:
        """How many keys, and the sum of their numbers: enough to see that the database holds other keys."""
        return len(self._keys), sum(self._keys)

    def knows(self, number: int) -> bool:
        return number in self._keys

    def add(self, number: int, wrapped: bytes) -> None:
        self._keys[number] = AESGCM(self.master.unwrap(wrapped))

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(self._keys)

    def update(self, wrapped: dict[int, bytes], known: frozenset[int]) -> None:
        """Know these keys, and forget the others of `known` (erased). What was added after `known` was taken stays."""
        self._keys = {number: key for number, key in self._keys.items() if number in wrapped or number not in known}
        for number, content in wrapped.items():
            if number not in self._keys:
                self.add(number, content)

    def seal(self, number: int, text: str, column: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return HEADER.pack(VERSION, number) + nonce + self._cipher(number, column).encrypt(nonce, text.encode(), column.encode())

    def open(self, sealed: bytes, column: str) -> str:
        version, number = HEADER.unpack_from(sealed)
        if version != VERSION:
            raise CryptoError(f"{column}: unknown encryption version {version}")
        nonce, body = sealed[HEADER.size : HEADER.size + NONCE_BYTES], sealed[HEADER.size + NONCE_BYTES :]
        try:
            return self._cipher(number, column).decrypt(nonce, body, column.encode()).decode()
        except InvalidTag:
            raise CryptoError(f"{column}: the stored value was changed or belongs elsewhere") from None

    def _cipher(self, number: int, column: str) -> AESGCM:
        try:
            return self._keys[number]
        except KeyError:
            raise CryptoError(f"{column}: key {number} is erased or not loaded") from None


# Set by Database.begin() for the length of a transaction: which keys are known, and which one new values of this person get.
active_keyring: ContextVar[Keyring] = ContextVar("active_keyring")
active_key: ContextVar[int | None] = ContextVar("active_key", default=None)


class EncryptedText(TypeDecorator[str]):
    """A text column that is unreadable on disk. New values get the key of the person the transaction is about."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str = "") -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        number = active_key.get()
        if number is None:
            raise CryptoError(f"{self.column}: begin the transaction with the client or organisatie this text belongs to")
        return active_keyring.get().seal(number, value, self.column)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else active_keyring.get().open(bytes(value), self.column)


class EncryptedJSON(TypeDecorator[Any]):
    """A JSON value that is unreadable on disk, as EncryptedText. A change is seen only when a new value is assigned."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str = "") -> None:
        super().__init__()
        self.text = EncryptedText(column)
        self.column = column

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else self.text.process_bind_param(json.dumps(value, ensure_ascii=False), dialect)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        text = self.text.process_result_value(value, dialect)
        return None if text is None else json.loads(text)
