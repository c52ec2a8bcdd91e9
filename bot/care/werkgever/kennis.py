"""The knowledge base as a werkgever walks through it: by theme, by phase and role, by what is related, by what expires."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bot.care.knowledge.model import Onderwerp
from bot.care.knowledge.search import Knowledge, Result
from bot.care.knowledge.words import tokens_of

DOELGROEP = "werkgever"
RELATED = 4


class Kennisbank:
    """The subjects for werkgevers, with their index. Built once at start (a second or two), never changed after."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.subjects = {name: subject for name, subject in knowledge.subjects.items() if DOELGROEP in subject.doelgroep}
        self._related: dict[str, tuple[str, ...]] = {}
        self.words = frozenset(
            token
            for subject in knowledge.subjects.values()
            for text in (subject.titel, *subject.vragen, *subject.antwoord)
            for token in tokens_of(text)
        )

    @classmethod
    def load(cls, root: Path) -> Kennisbank:
        """Read the folder of subjects; raises KnowledgeFileError for a file that cannot be read."""
        return cls(Knowledge.load(root))

    def find_all(self, message: str, context: str | None = None) -> tuple[Result, ...]:
        """One result per question in the message; only subjects that are meant for werkgevers count as found."""
        return tuple(self._mine(result) for result in self._knowledge.find_all(message, DOELGROEP, context))

    def goes_on(self, text: str) -> bool:
        """Whether a text is a short question that leans on what was answered just before."""
        return self._knowledge.goes_on(text)

    def _mine(self, result: Result) -> Result:
        ids = tuple(name for name in result.ids if name in self.subjects)
        if ids == result.ids:
            return result
        if not ids:
            return Result("geen", (), "onbekend", 0.0, result.vraag)
        kind = result.kind if ids[0] == result.ids[0] else "bedoel_je"
        return Result(kind, ids, None, result.sureness, result.vraag)

    def knows_words(self, text: str) -> bool:
        """Whether all longer words of a text occur in the base: else "hoe plant ik tomaten" would be read as going on about the last subject."""
        return all(token in self.words for token in tokens_of(text) if len(token) > 3)

    def of_theme(self, thema: str) -> list[Onderwerp]:
        """The subjects of a theme: those with parts first, then the rest, then the parts; each group by title."""
        wholes = {subject.onderdeel_van for subject in self.subjects.values()}
        found = [subject for subject in self.subjects.values() if subject.thema == thema]

        def place(subject: Onderwerp) -> tuple[bool, bool, bool, bool, str]:
            general = subject.id in wholes or subject.id.startswith("overzicht")
            part = subject.onderdeel_van is not None
            return not general, part, subject.rol is not None, not subject.id.startswith("wat-"), subject.titel.casefold()

        return sorted(found, key=place)

    def of_phase(self, fase: str) -> list[Onderwerp]:
        """The subjects of a phase that belong to no role of the matrix, by title."""
        found = [subject for subject in self.subjects.values() if subject.fase == fase and subject.rol is None]
        return sorted(found, key=lambda subject: subject.titel.casefold())

    def cell(self, rol: str, fase: str) -> Onderwerp | None:
        """What this role does in this phase (AWVN-matrix), or None when nothing is written about it."""
        for subject in self.subjects.values():
            if subject.rol == rol and subject.fase == fase:
                return subject
        return None

    def related(self, subject: Onderwerp, count: int = RELATED) -> list[Onderwerp]:
        """Subjects to read next: the whole it is a part of, its parts, its neighbours, then what the search finds near it within its theme.

        Of another theme only what the files themselves join (`onderdeel_van`); rather none than a subject that was not asked about.
        """
        if subject.id not in self._related:
            self._related[subject.id] = self._nearest(subject)
        return [self.subjects[name] for name in self._related[subject.id][:count]]

    def _nearest(self, subject: Onderwerp) -> tuple[str, ...]:
        questions = (subject.titel, *subject.vragen[:4])
        near = {name for question in questions for name in self._knowledge.find(question, DOELGROEP).ids}

        def distance(other: Onderwerp) -> tuple[int, str]:
            if other.id == subject.onderdeel_van or other.onderdeel_van == subject.id:
                return 0, other.titel
            if subject.onderdeel_van and other.onderdeel_van == subject.onderdeel_van:
                return 1, other.titel
            if subject.rol is not None:
                return (1 if other.rol == subject.rol else 2 if other.rol and other.fase == subject.fase else 9), other.titel
            if other.rol is not None or other.thema != subject.thema:
                return 9, other.titel
            return 9 - 2 * (other.id in near) - 2 * min(len(_stems(subject) & _stems(other)), 2), other.titel

        ranked = sorted((distance(other), other.id) for other in self.subjects.values() if other.id != subject.id)
        return tuple(name for (rank, _), name in ranked[:RELATED] if rank < 9)

    def expiring(self, today: dt.date, days: int = 90) -> list[Onderwerp]:
        """Subjects of all audiences that are expired or expire within so many days, soonest first."""
        limit = today + dt.timedelta(days=days)
        found = [(subject.geldig_tot, subject.id, subject) for subject in self._knowledge.subjects.values() if subject.geldig_tot is not None]
        return [subject for until, _, subject in sorted(found, key=lambda item: item[:2]) if until <= limit]


def _stems(subject: Onderwerp) -> set[str]:
    """The telling words of a title, cut off so that plurals and compounds meet."""
    return {token[:7] for token in tokens_of(subject.titel) if len(token) > 4}
