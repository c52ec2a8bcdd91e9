"""Where a melding stands, read from its steps. Pure values: the ladder decides on them, the pages show them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

# Steps of the ladder, and of people.
RONDE, BERICHT, OVERGESLAGEN, WACHT, NIET_BEZORGD = "ronde", "bericht", "overgeslagen", "wacht", "niet_bezorgd"
GEZIEN, NOTITIE, OVERGEDRAGEN, GESLOTEN, HEROPEND, BEKEKEN = "gezien", "notitie", "overgedragen", "gesloten", "heropend", "bekeken"
# Of the client: words were added later.
AANGEVULD = "aangevuld"
BEGINT = {RONDE, OVERGEDRAGEN, HEROPEND}
# What changes whose it is, or whether it is open.
BESLUITEN = {GEZIEN, OVERGEDRAGEN, GESLOTEN, HEROPEND}
# Why a round of the ladder began (`reden` of a step RONDE).
NIEUW, TERUG, ONBEANTWOORD = "nieuw", "terug", "onbeantwoord"
# Why it was handed over by nobody who works on it (`reden` of a step OVERGEDRAGEN): the client got another begeleider.
BEHEERDER = "beheerder"


@dataclass(frozen=True)
class Stap:
    """One step. begeleider: who did it, or (of the ladder) who was told; None is the last resort. naar: to whom it was handed over."""

    soort: str
    moment: datetime
    ronde: int = 0
    trede: str | None = None
    begeleider: int | None = None
    naar: int | None = None
    herhaling: bool = False
    reden: str | None = None

    @property
    def sleutel(self) -> str:
        """Two processes that decide the same step give it the same key, and the second is refused."""
        return f"{self.ronde}:{self.soort}:{self.trede or ''}:{self.begeleider or ''}"


@dataclass(frozen=True)
class Stand:
    """A melding with its steps, oldest first. begeleider: of the client."""

    niveau: str
    created_at: datetime
    begeleider: int
    stappen: tuple[Stap, ...] = ()

    def met(self, *stappen: Stap) -> Stand:
        return replace(self, stappen=(*self.stappen, *stappen))

    @cached_property
    def gesloten(self) -> bool:
        # Opening again begins a round, and no other round begins while it is closed.
        return any(stap.soort == GESLOTEN for stap in self.deze_ronde)

    @cached_property
    def begin(self) -> Stap | None:
        """The step with which the round that counts now began."""
        return next((stap for stap in reversed(self.stappen) if stap.soort in BEGINT), None)

    @property
    def ronde(self) -> int:
        begin = self.begin
        return begin.ronde if begin else 0

    @cached_property
    def deze_ronde(self) -> tuple[Stap, ...]:
        """The steps since the round began, that step included; all of them when somebody acted before the ladder did."""
        index = next((i for i in range(len(self.stappen) - 1, -1, -1) if self.stappen[i].soort in BEGINT), 0)
        return self.stappen[index:]

    @cached_property
    def gezien(self) -> Stap | None:
        """Somebody acknowledged it in this round: it waits for no one now. The latest such step."""
        return next((stap for stap in reversed(self.deze_ronde) if stap.soort == GEZIEN), None)

    @property
    def eigenaar(self) -> int:
        """Whose it is: of who acknowledged last (so a giver keeps it until the other acknowledges), else of the client's begeleider."""
        return next((stap.begeleider for stap in reversed(self.stappen) if stap.soort == GEZIEN and stap.begeleider), self.begeleider)

    @property
    def eerste(self) -> int | None:
        """Who comes first in this round."""
        begin = self.begin
        if begin is None:
            return self.begeleider
        return begin.naar if begin.soort == OVERGEDRAGEN else begin.begeleider

    @property
    def tweede(self) -> int | None:
        """Who comes second whatever the rota says: the one who handed it over."""
        begin = self.begin
        return begin.begeleider if begin and begin.soort == OVERGEDRAGEN else None

    @property
    def overgedragen(self) -> Stap | None:
        """The handing over that waits for the other to acknowledge."""
        begin = self.begin
        return begin if begin and begin.soort == OVERGEDRAGEN and self.gezien is None and not self.gesloten else None

    def herhaling_voor(self, begeleider: int) -> bool:
        """The ladder came back to somebody who had this melding before: told of it, or acknowledged it, in an earlier round."""
        had = (stap for stap in self.stappen if stap.soort in (BERICHT, GEZIEN) and stap.ronde < self.ronde)
        return bool(self.begin and self.begin.soort == RONDE) and self.gezien is None and any(stap.begeleider == begeleider for stap in had)

    @cached_property
    def besluiten(self) -> tuple[Stap, ...]:
        """What people decided, oldest first. Their number tells how much of it somebody has seen, for nothing is ever taken away."""
        return tuple(stap for stap in self.stappen if stap.soort in BESLUITEN)

    def sinds(self, gezien: int, begeleider: int) -> tuple[Stap, ...]:
        """What others decided after the first so many."""
        return tuple(stap for stap in self.besluiten[gezien:] if stap.begeleider != begeleider)

    def ooit_gezien(self, begeleider: int | None = None) -> bool:
        """It was acknowledged before, in any round, by this person or by anybody."""
        return any(stap.soort == GEZIEN and begeleider in (None, stap.begeleider) for stap in self.stappen)

    @cached_property
    def ontnomen(self) -> tuple[int | None, ...]:
        """Per step, from whom it took over what they had acknowledged; taking up what was handed over to oneself takes from nobody."""
        van: int | None = None
        naar: int | None = None
        found: list[int | None] = []
        for stap in self.stappen:
            found.append(van if stap.soort == GEZIEN and stap.begeleider not in (van, naar) else None)
            if stap.soort == GEZIEN:
                van, naar = stap.begeleider, None
            elif stap.soort == OVERGEDRAGEN:
                naar = stap.naar
            elif stap.soort == GESLOTEN:
                van = naar = None
        return tuple(found)

    def nieuws_voor(self, begeleider: int) -> Stap | None:
        """The last step with which somebody else took this over from them, or closed what they had a part in, since they looked or acted.

        A closing counts as long as it stands, and of what was handed over to them afterwards they have no news but that it waits for them.
        """
        deel = begeleider == self.begeleider or self.ooit_gezien(begeleider) or any(stap.naar == begeleider for stap in self.stappen)
        for stap, van in zip(reversed(self.stappen), reversed(self.ontnomen)):
            # Steps of the ladder carry who was told, which is not who looked.
            if stap.begeleider == begeleider and stap.soort in BESLUITEN | {NOTITIE, BEKEKEN}:
                return None
            if van == begeleider or (stap.soort == GESLOTEN and self.gesloten and deel):
                return stap
            if stap.soort == OVERGEDRAGEN and stap.naar == begeleider:
                return None
        return None

    def eerder_bericht(self, begeleider: int | None) -> bool:
        """This person (None: the last resort) was told of this melding before."""
        return any(stap.soort == BERICHT and stap.begeleider == begeleider for stap in self.stappen)
