"""The counter where the pages and the chat come: everything that needs the knowledge base, in one object made at start.

Importing this module loads spaCy (a second or more), so the front imports it in a thread; what it needs before that is light.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bot.care.hulplijnen import STANDAARD, Hulplijnen
from bot.care.knowledge.answer import Answer, answer
from bot.care.knowledge.model import Onderwerp
from bot.care.werkgever.gesprek import Uitkomst, Werkgevergesprek
from bot.care.werkgever.kennis import DOELGROEP, Kennisbank
from bot.care.werkgever.stand import Stand
from bot.care.werkgever.zoeken import Vondst, zoek


class Loket:
    """Answers of the knowledge base for the werkgever's pages and chat."""

    def __init__(self, kennis: Kennisbank) -> None:
        self.kennis = kennis
        self._gesprek = Werkgevergesprek(kennis)

    @classmethod
    def open(cls, root: Path) -> Loket:
        """Read the folder of subjects; raises KnowledgeFileError for a file that cannot be read."""
        return cls(Kennisbank.load(root))

    def antwoord(self, subject: Onderwerp, today: dt.date) -> Answer:
        """What is shown for a subject on this day."""
        return answer(subject, DOELGROEP, today)

    def zoek(self, text: str, today: dt.date, hulplijnen: Hulplijnen = STANDAARD) -> tuple[list[Vondst], str | None]:
        """What is found for a search, and the stripped question for the editor when nothing was."""
        return zoek(self.kennis, text, today, hulplijnen)

    def lees(self, stand: Stand, text: str, today: dt.date, hulplijnen: Hulplijnen = STANDAARD) -> Uitkomst:
        """What the chat says to a free text."""
        return self._gesprek.lees(stand, text, today, hulplijnen)

    def kies(self, stand: Stand, keuze: str, today: dt.date) -> Uitkomst:
        """What the chat says to a button; raises KeuzeOnbekend."""
        return self._gesprek.kies(stand, keuze, today)
