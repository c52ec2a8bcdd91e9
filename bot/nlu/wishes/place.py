"""Where somebody wants to work, and how quiet or lively it should be."""

from __future__ import annotations

from collections.abc import Iterator

from bot.nlu.clauses import Situation, Stance
from bot.nlu.wishes.questions import Topic
from bot.nlu.wishes.values import Wish
from bot.nlu.wishes.work import WORKS_IN, chosen_sector, occupations, wished_of

OPEN = frozenset({Topic.PLACE, Topic.STORY})
CLOSED = frozenset({Topic.ENERGY, Topic.LIMITS, Topic.WORRIES, Topic.TRANSPORT, Topic.TRAVEL_TIME, Topic.REASON, Topic.HOURS})
# How much, between "niet" and what there is too much of.
TOO = frozenset({"te", "zo", "al", "heel", "erg", "veel", "echt"})
ANYWHERE = frozenset({"thuis", "buiten"})


def workplace(situation: Situation, topic: Topic) -> Iterator[Wish]:
    """Yield the places wished; asked for work, a place counts next to an occupation and otherwise tells the sector."""
    if topic in CLOSED:
        return
    matches = situation.find("werkplek")
    others = frozenset(i for m in matches for i in range(m.first, m.last + 1))
    trades = {i for m in occupations(situation, topic) for i in range(m.first, m.last + 1)}
    sector = chosen_sector(situation, topic)
    wished_trade = bool(wished_of(situation, topic, occupations(situation, topic)))
    blocked = trades | situation.masked("geen_sector")
    found: dict[str, str] = {}
    for match in matches:
        if match.first in blocked or situation.stance(match.first, match.last, others) is not Stance.WISH:
            continue
        told_as_sector = sector is not None and sector.first == match.first
        asked = topic in OPEN or topic is Topic.WORK and (match.concept in ANYWHERE | WORKS_IN or wished_trade or not told_as_sector)
        if asked and _is_place(situation, match.first, match.last, topic):
            found.setdefault(match.concept, situation.words(match.first, match.last))
    if found:
        yield Wish("werkplek", tuple(found), " … ".join(found.values()), 0.85 if topic in OPEN else 0.7)


def _is_place(situation: Situation, first: int, last: int, topic: Topic) -> bool:
    """In a story a place needs a preposition or to stand alone; "thuis zit ik maar" is about now."""
    if topic is Topic.PLACE:
        return True
    a, b = situation.span(situation.clause_of(first))
    before = {t.form for t in situation.tokens[max(a, first - 3) : first]}
    forms = {t.form for t in situation.tokens[a : b + 1]}
    if (
        situation.tokens[first].form in ("thuis", "buiten")
        and forms & {"zit", "hang", "zitten", "muren", "gek", "ben", "kom"}
        and "werken" not in forms
    ):
        return False
    return (
        b - a <= 2
        or bool(before & {"in", "op", "bij", "vanuit", "liefst", "graag", "achter"})
        or situation.tokens[first].form in ("thuis", "buiten", "thuiswerk", "buitenlucht", "thuiswerken")
    )


def stimuli(situation: Situation, topic: Topic) -> Iterator[Wish]:
    """Yield whether it should be quiet, lively, or does not matter."""
    if topic in CLOSED:
        return
    blocked = situation.masked("geen_prikkel")
    if topic is Topic.PLACE and (indifferent := next((m for m in situation.find("prikkel") if m.concept == "maakt niet uit"), None)):
        yield Wish("prikkel", "maakt niet uit", situation.words(indifferent.first, indifferent.last), 0.85)
        return
    score: dict[str, list[str]] = {"rustig": [], "levendig": []}
    too_much = situation.masked("te_veel")
    matches = [m for m in situation.find("prikkel") if m.concept != "maakt niet uit" and not blocked & set(range(m.first, m.last + 1))]
    matches = [
        m for m in matches if not any(o is not m and o.first <= m.first and m.last <= o.last and o.last - o.first > m.last - m.first for o in matches)
    ]
    others = frozenset(i for m in matches for i in range(m.first, m.last + 1))
    for match in matches:
        not_too = _not_too(situation, match.first) if match.concept in ("levendig", "lawaai") else None
        if not_too is not None:
            if topic in OPEN and situation.stance(match.first, match.last, others) in (Stance.WISH, Stance.REFUSED):
                score["rustig"].append(situation.words(not_too, match.last))
            continue
        stance = situation.stance(match.first, match.last, others)
        if match.first in too_much:
            # "te druk is niks voor mij" asks for quiet; a place that is too hectic says only what not.
            if topic is Topic.PLACE and match.concept == "levendig" and stance is Stance.REFUSED and not situation.find("werkplek"):
                score["rustig"].append(situation.words(match.first, match.last))
            continue
        if stance is Stance.WISH and match.concept in score and _about_work(situation, match.first, match.last, topic):
            score[match.concept].append(situation.words(match.first, match.last))
        elif stance is Stance.REFUSED and topic is Topic.PLACE and match.concept in ("levendig", "lawaai"):
            score["rustig"].append(situation.words(match.first, match.last))
    found = max(score, key=lambda k: len(score[k]))
    if score[found]:
        even = bool(score["rustig"]) and len(score["rustig"]) == len(score["levendig"])
        yield Wish("prikkel", found, " … ".join(score[found]), 0.5 if even else 0.85 if topic in OPEN else 0.65)


def _not_too(situation: Situation, first: int) -> int | None:
    """The place of the "niet" in "niet te druk", "niet al te veel lawaai", "niet zo levendig": a wish for quiet, whatever else masks that "niet"."""
    at = first if situation.tokens[first].form in TOO else first - 1
    while at >= 0 and situation.tokens[at].form in TOO:
        at -= 1
    measured = at >= 0 and at + 1 < len(situation.tokens) and situation.tokens[at + 1].form in TOO
    return at if measured and situation.tokens[at].form == "niet" and situation.tokens[at].fragment == situation.tokens[first].fragment else None


def _about_work(situation: Situation, first: int, last: int, topic: Topic) -> bool:
    """Outside the question about the surroundings only words for quiet count, and not "rustig aan" or "druk"."""
    if topic is Topic.PLACE:
        return True
    forms = {f for t in situation.tokens[first : last + 1] for f in t.forms}
    if topic is Topic.STORY:
        return not forms & {"mensen"} and (not forms & {"druk", "alleen", "leven", "rust", "sfeer", "actie", "gezellig"} or last > first)
    a, b = situation.span(situation.clause_of(first))
    near = {t.form for t in situation.tokens[a : b + 1]}
    return bool(forms & {"stil", "stilte", "rustig", "rustige", "prikkelarm", "stille"}) and bool(
        near & {"lekker", "werk", "plek", "omgeving", "daar", "ergens", "liefst", "is", "heerlijk", "iets"}
    )
