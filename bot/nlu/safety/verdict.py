"""What the guard says about one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Niveau = Literal["rood", "vraag", "oranje", "geen"]
Soort = Literal["suicide", "zelfbeschadiging", "neuro", "geweld", "onveilig", "overdosis", "zorgelijk"]

# Heaviest last, so that max() over ranks picks the verdict to act on.
RANK: dict[str, int] = {"geen": 0, "oranje": 1, "vraag": 2, "rood": 3}
FAILED = "guard failed"


@dataclass(frozen=True)
class Verdict:
    """The guard's judgement of one text (DIALOGUES.md section 7).

    niveau: what to do. rood: danger answer and melding; vraag: ask directly about suicide; oranje: to the begeleider as agreed; geen: nothing.
    soort: what the answer is about (neuro and overdosis: 112 first), None when niveau is geen.
    reden: the technical ground, a rule id or the scores; people read it as bot/care/meldingen.yml words it, never a score.
    woorden: the client's own words it rests on; never log these.
    gevaar, zorg: how much of danger and of worry the classifier reads in it; 0 when a rule decided, or nothing did.
    """

    niveau: Niveau
    soort: Soort | None = None
    reden: str = ""
    woorden: tuple[str, ...] = ()
    gevaar: float = 0.0
    zorg: float = 0.0

    @property
    def rank(self) -> int:
        """Return the weight of the level, 0 (geen) to 3 (rood)."""
        return RANK[self.niveau]


GEEN = Verdict("geen")
CAUTIOUS = Verdict("vraag", "suicide", FAILED)
