"""How well every subject fits a question: six views of the same texts, added up with fitted weights.

The weights stand in `ranker.yml`; `bench/kennis.py --fit` makes them from the questions of the base itself, each question
held out in its turn. Why these and not one: `docs/kennis-vergelijking.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from bot.care.knowledge.index import Bm25, Cosine, char_grams
from bot.care.knowledge.model import Onderwerp
from bot.care.knowledge.words import Lexicon, Terms, glossary

VIEWS = ("ideas", "words", "answers", "questions", "letters", "nearest")
_QUESTION_WEIGHT = 2  # a word in a question says more about what people ask than a word in the answer
_NEAREST = 3  # the mean over the three nearest questions is steadier than the one nearest


@lru_cache(maxsize=1)
def settings() -> dict[str, Any]:
    """The fitted numbers beside this module, read once."""
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("ranker.yml").read_text(encoding="utf-8"))
    return data


def ideas_of(terms: Terms) -> list[str]:
    """Ideas as index terms, which no word can look like."""
    return [f"~{idea}" for idea in sorted(terms.ideas)]


def _all(terms: Terms) -> list[str]:
    return [*terms.words, *ideas_of(terms)]


def _letters(terms: Terms) -> list[str]:
    return char_grams(token for token in terms.tokens if token not in glossary().fillers)


def asked(subject: Onderwerp) -> tuple[str, ...]:
    """Every way in which the subject is asked for, its title first."""
    return (subject.titel, *subject.vragen, *subject.vragen_client)


class Ranker:
    """Built once from the subjects, in under two seconds; `views @ weights` is one score per subject, differences are log odds."""

    def __init__(self, subjects: Sequence[Onderwerp], questions: Sequence[Sequence[str]] | None = None) -> None:
        """`questions` per subject: by default all of `asked`; a fit passes them with some held out."""
        questions = [asked(subject) for subject in subjects] if questions is None else questions
        answers = [(*subject.antwoord, *subject.antwoord_client, " ".join(subject.trefwoorden)) for subject in subjects]
        self.lexicon = Lexicon(text for group in (*questions, *answers) for text in group)
        read_questions = [[self.lexicon.terms(text) for text in group] for group in questions]
        read_answers = [[self.lexicon.terms(text) for text in group] for group in answers]
        both = list(zip(read_questions, read_answers, strict=True))
        self._ideas = Bm25([[t for q in qs for t in ideas_of(q)] * _QUESTION_WEIGHT + [t for a in ans for t in ideas_of(a)] for qs, ans in both])
        self._words = Bm25([[t for q in qs for t in q.words] * _QUESTION_WEIGHT + [t for a in ans for t in a.words] for qs, ans in both])
        self._answers = Bm25([[t for a in group for t in _all(a)] for group in read_answers])
        self._letters = Cosine([[t for r in (*qs, *ans) for t in _letters(r)] for qs, ans in both])
        flat = [question for group in read_questions for question in group]
        self._questions = Cosine([_all(question) for question in flat])
        self._places = self._table([len(group) for group in read_questions])
        self.weights = np.array([settings()["weights"][view] for view in VIEWS], dtype=np.float32)

    @staticmethod
    def _table(sizes: list[int]) -> NDArray[np.int32]:
        """Row per subject with the places of its questions; empty places point one past the end, where the score is zero."""
        end, table, at = sum(sizes), np.full((len(sizes), max(max(sizes, default=0), _NEAREST)), sum(sizes), dtype=np.int32), 0
        for row, size in enumerate(sizes):
            table[row, :size] = range(at, at + size)
            at += size
        assert at == end
        return table

    def views(self, terms: Terms) -> NDArray[np.float32]:
        """Row per subject, column per view."""
        cosines = np.append(self._questions.scores(_all(terms)), np.float32(0))[self._places]
        near = np.partition(cosines, -_NEAREST, axis=1)[:, -_NEAREST:]
        columns = (
            self._ideas.scores(ideas_of(terms)),
            self._words.scores(terms.words),
            self._answers.scores(_all(terms)),
            near.mean(axis=1),
            self._letters.scores(_letters(terms)),
            near.max(axis=1),
        )
        table: NDArray[np.float32] = np.stack(columns, axis=1)
        return table
