"""What people type, such as how somebody is called and may be reached: cleaned and checked once, before anything is stored."""

from __future__ import annotations

import re

NAAM_MAX = 100
EMAIL_MAX = 254  # RFC 5321: longest address that fits in a mail path
WACHTZIN_MIN, WACHTZIN_MAX = 12, 200
# One @, a dot in the domain, no spaces: what a mail server would refuse anyway. Whether the mailbox exists shows only when mail is sent.
EMAIL = re.compile(r"[^\s@<>,;:\"()\\]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}", re.IGNORECASE)
# E.164: a number in full, with its country, has at most 15 digits; the 00 with which one dials abroad is not one of them.
CIJFERS_MAX = 15
TELEFOON = re.compile(r"\+?[0-9][0-9 ().-]{4,23}[0-9]")


class OngeldigeInvoer(ValueError):
    """A value cannot be stored. `veld`: naam, email, telefoon or wachtzin; `reden`: leeg, te_kort, te_lang, vorm or bestaat."""

    def __init__(self, veld: str, reden: str, message: str) -> None:
        super().__init__(message)
        self.veld = veld
        self.reden = reden


def clean_naam(raw: str) -> str:
    """Return the name with single spaces, or raise OngeldigeInvoer."""
    if not all(character.isprintable() or character.isspace() for character in raw):
        raise OngeldigeInvoer("naam", "vorm", "A name holds no control characters")
    naam = " ".join(raw.split())
    if not naam:
        raise OngeldigeInvoer("naam", "leeg", "A name is needed")
    if len(naam) > NAAM_MAX:
        raise OngeldigeInvoer("naam", "te_lang", f"A name has at most {NAAM_MAX} characters")
    return naam


def clean_email(raw: str) -> str:
    """Return the e-mail address, or raise OngeldigeInvoer."""
    email = raw.strip()
    if not email:
        raise OngeldigeInvoer("email", "leeg", "An e-mail address is needed")
    if len(email) > EMAIL_MAX:
        raise OngeldigeInvoer("email", "te_lang", f"An e-mail address has at most {EMAIL_MAX} characters")
    if not EMAIL.fullmatch(email):
        raise OngeldigeInvoer("email", "vorm", "An e-mail address looks like name@example.nl")
    return email


def clean_telefoon(raw: str | None) -> str | None:
    """Return the telephone number, None when none was given, or raise OngeldigeInvoer."""
    telefoon = " ".join((raw or "").split())
    if not telefoon:
        return None
    if not TELEFOON.fullmatch(telefoon):
        raise OngeldigeInvoer("telefoon", "vorm", "A telephone number has 6 to 25 characters: digits, spaces, brackets, dashes, a + in front")
    if te_veel_cijfers(telefoon):
        raise OngeldigeInvoer("telefoon", "vorm", f"A telephone number has at most {CIJFERS_MAX} digits")
    return telefoon


def te_veel_cijfers(telefoon: str) -> bool:
    """More digits than any number has: nobody could be called on it."""
    return len(re.sub(r"[^0-9]", "", telefoon).removeprefix("00")) > CIJFERS_MAX


def clean_wachtzin(raw: str) -> str:
    """Return the passphrase unchanged, or raise OngeldigeInvoer when it is too short to be safe or too long to hash."""
    if len(raw) < WACHTZIN_MIN:
        raise OngeldigeInvoer("wachtzin", "te_kort", f"A passphrase has at least {WACHTZIN_MIN} characters")
    if len(raw) > WACHTZIN_MAX:
        raise OngeldigeInvoer("wachtzin", "te_lang", f"A passphrase has at most {WACHTZIN_MAX} characters")
    return raw


def clean_tekst(raw: str) -> str:
    """A longer text as typed, with the line ends of this machine and without what no database can keep."""
    return raw.replace("\r\n", "\n").replace("\0", "").encode("utf-8", "ignore").decode().strip()
