"""Find the answer: sure means one subject, unsure up to three to choose from, and what is not ours is declined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bot.care.knowledge.model import Onderwerp, load_onderwerpen
from bot.care.knowledge.ranker import Ranker, settings
from bot.care.knowledge.scope import Reason, belongs, refused
from bot.care.knowledge.split import last_question, questions_in
from bot.care.knowledge.words import Lexicon, Terms, glossary

SHOWN = 3
# Not "hem", "haar" or "ze": those are the employee, who is in every question.
_POINTING = re.compile(r"\b(dat|die|dit|deze|het|daar\w*|er|ervan|ervoor|hier\w*|dan|zoiets)\b", re.IGNORECASE)
# "Wat is loonwaarde", "wat houdt een proefplaatsing in", "uitleg over IPS", or the term alone: asks for the subject itself.
_WHAT_IS = re.compile(
    r"^(?:en )?(?:(?:wat|wie) (?:is|zijn|was|betekent|doet|doen|houdt|wil zeggen|bedoelt u met|bedoel je met|verstaat u onder|is de betekenis van)|"
    r"(?:leg|legt u)(?: eens| mij)* uit wat|uitleg (?:over|van)|(?:definitie|betekenis) (?:van )?)?"
    r"(?: ?(?:nu|nou|eigenlijk|precies|ook alweer|dat|een|de|het|zo n|zon))* ?(?P<term>.+?)"
    r"(?: (?:in|is|zijn|precies|eigenlijk|nu|nou|ook alweer|voor iets))*$"
)
_COMPARES = re.compile(r"\b(verschil\w*|versus|vs|tegenover|verhoud\w*|vergelijk\w*|wie doet wat)\b")
# "Wia of wajong" compares too, but "heeft hij recht op wia of wajong" and "mag ik vragen of" ask for one answer.
_ONE_ANSWER = re.compile(
    r"\b(mag|mogen|moet|moeten|kan|kunnen|vraag|vragen|krijg\w*|loop\w*|lopen|recht|geld\w*|heb\w*|heeft|val\w*|betaal\w*|vergoed\w*|sta|staat|neem\w*)\b"
)
_SHORT = 8  # words; a longer question says itself what it is about


@dataclass(frozen=True)
class Result:
    """What was found for one question: `ids` best first, at most three; empty with a `reason` when it is declined."""

    kind: Literal["antwoord", "bedoel_je", "geen"]
    ids: tuple[str, ...]
    reason: Reason | None
    sureness: float  # chance between 0 and 1 that the first is right; 0 when declined
    vraag: str  # the question this is about; never store it for "persoon"


class Knowledge:
    """The subjects with their index, built at load in under two seconds and never changed after."""

    def __init__(self, subjects: tuple[Onderwerp, ...]) -> None:
        self.subjects = {subject.id: subject for subject in subjects}
        self._ids = tuple(self.subjects)
        self._ranker = Ranker(list(self.subjects.values()))
        refused("", self._ranker.lexicon.terms(""))  # reads the vocabulary of the refusals now, not during the first question
        # Who types or clicks a title means that subject, also when a part of it says the same words.
        self._titles = {_bare(subject.titel_for(one)): subject.id for one in ("client", "werkgever") for subject in self.subjects.values()}
        self._terms = {_bare(term): subject for subject in self.subjects.values() for term in subject.termen}
        self._main = np.array([subject.onderdeel_van is None for subject in self.subjects.values()], dtype=np.float32)
        self._for_client = np.array([bool(subject.antwoord_client) for subject in self.subjects.values()], dtype=np.float32)

    @classmethod
    def load(cls, root: Path) -> Knowledge:
        """Read `knowledge/`; raises KnowledgeFileError for a file that cannot be read."""
        return cls(load_onderwerpen(root))

    def find(self, question: str, doelgroep: str = "werkgever", context: str | None = None) -> Result:
        """The best subjects for one question; `context` is the id of the subject answered just before, for "en hoe lang duurt dat?"."""
        if (titled := self._titles.get(_bare(question))) is not None:
            return Result("antwoord", (titled,), None, 1.0, question)
        if (named := self._named(question, doelgroep)) is not None:
            return Result("antwoord", (named,), None, 1.0, question)
        terms = self._ranker.lexicon.terms(question)
        reason = refused(question, terms)
        if reason is not None:
            return Result("geen", (), reason, 0.0, question)
        if context in self.subjects and self._leans_on_context(question, terms):
            terms = self._ranker.lexicon.terms(f"{self.subjects[context].titel} {question}")
        if not self.subjects or not (terms.words or terms.ideas):
            return Result("geen", (), "onbekend", 0.0, question)
        views = self._ranker.views(terms)
        if belongs(terms, views, known_share(self._ranker.lexicon, terms)) < settings()["scope"]:
            return Result("geen", (), "onbekend", 0.0, question)
        scores = self._with_last_question(views @ self._ranker.weights, question) + settings()["main"] * self._main
        if doelgroep == "client":
            scores = scores + settings()["client"] * self._for_client
        return self._choose(scores, question)

    def goes_on(self, question: str) -> bool:
        """Whether a question says too little by itself and goes on about the subject before it ("en wie betaalt dat?")."""
        named = _bare(question) in self._titles or self._named(question, "werkgever") is not None
        return not named and self._leans_on_context(question, self._ranker.lexicon.terms(question))

    def find_all(self, message: str, doelgroep: str = "werkgever", context: str | None = None) -> tuple[Result, ...]:
        """One result per question in the message; stays one when a part cannot stand alone or leads to the same subject."""
        whole = self.find(message, doelgroep, context)
        if not whole.reason and len(compared := self._compared(message, doelgroep)) > 1:
            return tuple(Result("antwoord", (name,), None, 1.0, message) for name in compared)
        parts = questions_in(message)
        if len(parts) < 2 or whole.reason not in (None, "onbekend"):
            return (whole,)
        found: list[Result] = []
        for part in parts:  # "wat doet een jobcoach en wie betaalt dat?": the second part goes on about the first
            found.append(self.find(part, doelgroep, found[-1].ids[0] if found and found[-1].ids else context))
        if not all(result.ids and self._stands_alone(part) for part, result in zip(parts, found, strict=True)):
            return (whole,)
        if len({result.ids[0] for result in found}) > 1:
            return tuple(found)
        return (next((result for result in found if result.kind == "antwoord"), whole),)

    def _with_last_question(self, scores: NDArray[np.float32], question: str) -> NDArray[np.float32]:
        """A story is about many things; the question it ends with weighs a little more than the rest."""
        last = last_question(question)
        if last is None:
            return scores
        share: float = settings()["story"]
        asked: NDArray[np.float32] = self._ranker.views(self._ranker.lexicon.terms(last)) @ self._ranker.weights
        return (1 - share) * scores + share * asked

    def _compared(self, message: str, doelgroep: str) -> tuple[str, ...]:
        """The subjects whose own terms are compared in a message, in their order; empty when fewer than two are, or nothing is compared."""
        bare = _bare(message)
        places: dict[str, tuple[int, str]] = {}
        for term, subject in self._terms.items():
            at = f" {bare} ".find(f" {term} ")
            if at >= 0 and doelgroep in subject.doelgroep:
                places[subject.id] = min((at, term), places.get(subject.id, (at, term)), key=lambda place: (place[0], -len(place[1])))
        ordered = sorted(places.items(), key=lambda item: item[1][0])
        if len(ordered) < 2 or not (_COMPARES.search(bare) or _either(bare, [term for _, (_, term) in ordered])):
            return ()
        return tuple(name for name, _ in ordered[:SHOWN])

    def _named(self, question: str, doelgroep: str) -> str | None:
        """The subject whose own term is all that is asked for."""
        asked = _WHAT_IS.match(_bare(question))
        subject = self._terms.get(asked["term"]) if asked else None
        return subject.id if subject and doelgroep in subject.doelgroep else None

    def _choose(self, scores: NDArray[np.float32], question: str) -> Result:
        order = self._different(np.argsort(-scores))
        chances = np.exp(scores - scores.max())
        sureness = float(chances[order[0]] / chances.sum())
        kind: Literal["antwoord", "bedoel_je"] = "antwoord" if sureness >= settings()["sure"] else "bedoel_je"
        return Result(kind, tuple(self._ids[at] for at in order), None, sureness, question)

    def _different(self, order: NDArray[np.intp]) -> list[int]:
        """The first three that are not parts of one another's subject: three choices must be three choices."""
        chosen: dict[str, int] = {}
        for at in order:
            subject = self.subjects[self._ids[at]]
            chosen.setdefault(subject.onderdeel_van or subject.id, int(at))
            if len(chosen) == SHOWN:
                break
        return list(chosen.values())

    def _leans_on_context(self, question: str, terms: Terms) -> bool:
        """Short, and pointing at something said before or without a subject word of its own."""
        if len(terms.tokens) > _SHORT:
            return False
        return bool(_POINTING.search(question)) or question.lower().startswith(("en ", "maar ", "of ")) or len(terms.ideas) == 0

    def _stands_alone(self, part: str) -> bool:
        return bool(self._ranker.lexicon.terms(part).ideas)


def known_share(lexicon: Lexicon, terms: Terms) -> float:
    """The share of the content words that occur in the base; 0 for a text without any."""
    content = [token for token in terms.tokens if token not in glossary().fillers]
    return sum(token in lexicon.known for token in content) / len(content) if content else 0.0


def _either(bare: str, terms: list[str]) -> bool:
    """Whether "of" stands right between two of the terms and no single answer is asked for."""
    named = "|".join(re.escape(term) for term in terms)
    return not _ONE_ANSWER.search(bare) and bool(re.search(rf"\b(?:{named}) of (?:een |de |het )?(?:{named})\b", bare))


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
