"""Occupation and sector."""

from __future__ import annotations

from collections.abc import Iterator

from bot.nlu.clauses import Situation, Stance
from bot.nlu.normalise import fold
from bot.nlu.vocabulary import Match
from bot.nlu.wishes.questions import Topic
from bot.nlu.wishes.values import Wish

OPEN = frozenset({Topic.WORK, Topic.STORY})
CLOSED = frozenset({Topic.ENERGY, Topic.LIMITS, Topic.WORRIES, Topic.TRANSPORT, Topic.TRAVEL_TIME, Topic.REASON})
# One hit of these is worth less than any other: they are also things one does at work, or has at home.
# Places that tell where somebody wants to work, and no trade; what is done there (these sectors) adds nothing.
DONE_THERE = {
    "bibliotheek": {"cultuur", "administratie"}, "museum": {"cultuur"}, "bakkerij": {"voeding", "koken", "winkel"},
    "kwekerij": {"groen", "landbouw"}, "boerderij": {"landbouw"}, "archief": {"administratie", "cultuur"},
    "theater": {"cultuur"},
}  # fmt: skip
WORKS_IN = frozenset(DONE_THERE)
WEAK_SECTORS = frozenset({"koken", "advies", "transport", "media", "overheid", "marketing", "creatief", "sport"})


def occupations(situation: Situation, topic: Topic) -> list[Match]:
    """Return the occupations mentioned, known ones before compounds, without those that are about helpers of the client."""
    blocked = situation.masked("geen_beroep")
    known = [m for m in situation.find("beroep") if not blocked & set(range(m.first, m.last + 1))]
    taken = {i for m in known for i in range(m.first, m.last + 1)}
    heads = [Match(situation.tokens[m.first].form, m.first, m.last) for m in situation.find("beroep_kop") if m.first not in taken | blocked]
    return sorted(known + heads, key=lambda m: m.first)


def occupation(situation: Situation, topic: Topic) -> Iterator[Wish]:
    """Yield the (last) occupation wished; outside the questions about work it needs a sign of wishing."""
    if topic in CLOSED:
        return
    matches = occupations(situation, topic)
    wished = wished_of(situation, topic, matches)
    if wished:
        match = max(wished, key=lambda m: (m.last - m.first, -wished.index(m))) if len({m.first for m in wished}) == 1 else wished[0]
        yield Wish("beroep", _name(situation, match), situation.words(match.first, match.last), 0.85 if topic in OPEN else 0.65)


def _name(situation: Situation, match: Match) -> str:
    """The client's own word for the occupation ("kapster"), or its usual name when he describes it ("vakken vullen")."""
    form = situation.tokens[match.first].form
    said = situation.words(match.first, match.last).lower()
    form = said if fold(said) == form else form  # with the client's own accents
    return form if match.first == match.last and not form.endswith(("en", "je", "ke", "s")) else match.concept


def sector(situation: Situation, topic: Topic) -> Iterator[Wish]:
    """Yield the sector wished, when no occupation says it already."""
    best = chosen_sector(situation, topic)
    if best is None:
        return
    value = best.concept.split()[-1]
    certainty = 0.8 if topic is Topic.WORK or _wanting(situation, best.first) else 0.6
    yield Wish("sector", value, situation.words(best.first, best.last), certainty)


def chosen_sector(situation: Situation, topic: Topic) -> Match | None:
    """Return where the sector is told, unless an occupation says it already: by what is done, or else by where."""
    if topic not in OPEN or wished_of(situation, topic, occupations(situation, topic)):
        return None
    blocked = situation.masked("geen_sector", "geen_beroep", "geen_prikkel")
    if topic is Topic.STORY:  # "een plek in een bibliotheek" is told as a place, not as a trade
        blocked |= situation.masked("werkplek")
    done_there = _done_there(situation)
    matches = [m for m in situation.find("sector") if m.concept not in done_there and not blocked & set(range(m.first, m.last + 1))]
    wished = wished_of(situation, topic, matches)
    places = situation.masked("werkplek")

    def rank(m: Match) -> tuple[bool, bool, int, int]:
        # Where one works says more than what one pours, and less than what one cleans or mends there.
        weak = m.concept in WEAK_SECTORS or situation.tokens[m.first].form == "koffie"
        return weak, m.first in places, m.first - m.last, m.first

    return min(wished, key=rank, default=None)


def _done_there(situation: Situation) -> set[str]:
    """The sectors of a place that stands with a preposition: "planten stekken in een kas"."""
    found: set[str] = set()
    for match in situation.find("werkplek"):
        before = {t.form for t in situation.tokens[max(0, match.first - 3) : match.first]}
        if before & {"in", "op", "bij", "achter"}:
            found |= DONE_THERE.get(match.concept, set())
    return found


def wished_of(situation: Situation, topic: Topic, matches: list[Match]) -> list[Match]:
    others = frozenset(i for m in matches for i in range(m.first, m.last + 1))
    out = [m for m in matches if situation.stance(m.first, m.last, others) is Stance.WISH]
    if topic not in OPEN:
        out = [m for m in out if _wanting(situation, m.first)]
    return out


def _wanting(situation: Situation, i: int) -> bool:
    clause = situation.clause_of(i)
    return any(situation.clause_of(m.first) == clause for m in situation.find("hoe_wil"))
