"""What one turn works with: who it is about, what came in, and what will be said. No Rasa, no HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.models.tables import Gesprek
from bot.settings import Settings


@dataclass(frozen=True)
class Invoer:
    """What the client did: typed text, or picked choices (ids that were really offered). `beweging` is the intent that was understood, with
    how much confidence.

    beurt_id: the turn under which the choices or the text field stood on the client's screen, which may be an old one; empty when that is not told.
    """

    tekst: str = ""
    keuzes: tuple[str, ...] = ()
    beweging: str = ""
    zekerheid: float = 1.0
    beurt_id: str = ""


@dataclass(frozen=True)
class Staaf:
    """One bar of a picture: what it is about, how much (0 to `van`), and the same in words ("3 signalen")."""

    label: str
    waarde: int
    van: int
    woorden: str


@dataclass(frozen=True)
class Beeld:
    """A small picture of horizontal bars. Everything it shows is also said in its words, for who does not see or read pictures."""

    titel: str
    staven: tuple[Staaf, ...]


@dataclass(frozen=True)
class Zin:
    """One thing to say: the name of a response in `bot/data`, and what fills it.

    keuzes_van: take the choices of this other response. alleen: of the choices keep these ids. extra: choices to add, as (id, label).
    blokken: blocks of text that go between the first and the last block. voortgang: (step, of). beeld: a picture beside the words.
    voorzet: words that stand ready in the text field, to be changed and sent.
    """

    naam: str
    waarden: Mapping[str, str] = field(default_factory=dict)
    keuzes_van: str | None = None
    alleen: tuple[str, ...] | None = None
    extra: tuple[tuple[str, str], ...] = ()
    blokken: tuple[str, ...] = ()
    voortgang: tuple[int, int] | None = None
    beeld: Beeld | None = None
    voorzet: str = ""

    def as_custom(self) -> dict[str, Any]:
        """The part that travels beside the text, from the action to the engine."""
        parts = {
            "keuzes_van": self.keuzes_van,
            "alleen": None if self.alleen is None else list(self.alleen),
            "extra": [{"id": key, "label": label} for key, label in self.extra],
            "blokken": list(self.blokken),
            "voortgang": None if self.voortgang is None else list(self.voortgang),
            "beeld": None if self.beeld is None else asdict(self.beeld),
            "voorzet": self.voorzet or None,
        }
        # An empty `alleen` means: none of the choices; that is something else than no `alleen`.
        return {key: value for key, value in parts.items() if value is not None and (value != [] or key == "alleen")}


@dataclass
class Beurt:
    """The turn in progress. Everything it changes goes through `session`, which is committed as a whole.

    gesteld: the open question has been asked in this turn already (the form need not ask it again). zone: in which days and hours are told.
    kan_mailen: False where this installation has no mail server: then no mail is offered. begeleider: as the client calls that person; it fills
    `{begeleider}` in every text of the dialogues. gehoord: the guard took the words as a worry, and the client was told so at receipt.
    voorzet: words that stand ready in the text field at the question that this turn asks.
    """

    session: AsyncSession
    gesprek: Gesprek
    client_id: int
    bericht_id: str
    seq: int
    now: datetime
    invoer: Invoer = field(default_factory=Invoer)
    gesteld: bool = False
    kan_mailen: bool = True
    zone: ZoneInfo = field(default_factory=lambda: Settings().timezone)
    begeleider: str = ""
    gehoord: bool = False
    voorzet: str = ""

    def zet(self, **waarden: Any) -> None:
        """Change the conversation's state; None removes a key. (A new dict, because SQLAlchemy sees only assignments.)"""
        stand = {**self.gesprek.stand, **waarden}
        self.gesprek.stand = {key: value for key, value in stand.items() if value is not None}

    @property
    def stand(self) -> Mapping[str, Any]:
        return self.gesprek.stand
