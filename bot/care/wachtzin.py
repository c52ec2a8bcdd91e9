"""Passphrases of begeleiders: made, hashed and checked with argon2id (m = 64 MiB, t = 3, p = 1, as agreed in the security choices).

Each call costs about a tenth of a second of processor and 64 MiB; the web layer runs them in a small thread pool.
"""

from __future__ import annotations

import os
import secrets
from base64 import b64encode

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MEMORY_KIB = 64 * 1024
TIME_COST = 3
CONSONANTS = "bdfghjkmnprstvwz"
VOWELS = "aeiou"
GROUPS, SYLLABLES = 4, 3  # twelve syllables of 80 possible ones: 75 bits

_hasher = PasswordHasher(time_cost=TIME_COST, memory_cost=MEMORY_KIB, parallelism=1)


def hash_wachtzin(wachtzin: str) -> str:
    """Return the argon2id hash to store, parameters and salt included."""
    return _hasher.hash(wachtzin)


def verify_wachtzin(stored: str, wachtzin: str) -> bool:
    """Tell whether `wachtzin` belongs to the stored hash."""
    try:
        return _hasher.verify(stored, wachtzin)
    except (VerificationError, InvalidHashError):
        return False


def decoy_hash() -> str:
    """Return a hash that no passphrase fits: checking it takes as long as a real one, so that the time does not tell whether an address exists."""
    salt, tag = (b64encode(os.urandom(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={MEMORY_KIB},t={TIME_COST},p=1${salt}${tag}"


def new_wachtzin() -> str:
    """Make a passphrase of 75 bits that can be read out and typed: four groups of three syllables."""
    groups = ("".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(SYLLABLES)) for _ in range(GROUPS))
    return "-".join(groups)
