"""How somebody travels and how long at most."""

from __future__ import annotations

from collections.abc import Iterator

from bot.nlu.clauses import Situation, Stance
from bot.nlu.numbers import durations_in, numbers_in
from bot.nlu.vocabulary import Match
from bot.nlu.wishes.questions import Topic
from bot.nlu.wishes.values import Wish

ABOUT_TRAVEL = frozenset({Topic.TRANSPORT, Topic.TRAVEL_TIME})
CLOSED = frozenset({Topic.ENERGY, Topic.LIMITS, Topic.WORRIES, Topic.REASON})
# Words that are a way of travelling only when one is asked how one travels ("lopen" is also something one cannot do any more).
LOOSE = frozenset(
    {
        "lopen",
        "wandelen",
        "wandel",
        "wandeling",
        "stappen",
        "station",
        "halte",
        "busje",
        "wagen",
        "bus",
        "loopt",
        "boot",
        "trappen",
        "trein",
        "auto",
        "fiets",
        "rolstoel",
        "rollator",
        "motor",
        "step",
        "fietsen",
    }
)
# The questions about working time: there "half uur fietsen" is a journey, but a length of time near a bicycle is not.
ABOUT_TIME = frozenset({Topic.HOURS, Topic.DAY_COUNT, Topic.DAYS, Topic.DAYS_OFF, Topic.DAYPARTS})
TO_A_WAY = frozenset({"met", "op", "de", "het", "een", "mijn", "per", "in", "te"})
JOURNEY = frozenset({"reizen", "reis", "reistijd", "onderweg", "rijden", "enkele"})
WAY_CUES = frozenset({"met", "op", "per", "komen", "reizen", "reis", "ga", "kom", "naartoe", "eigen"})
LONGEST = 180
# A word that ends in the name of a less precise way: "bromfiets" is no bicycle.
MORE_PRECISE = {"auto": {"scootmobiel"}, "brommer": {"scootmobiel"}, "fiets": {"brommer", "motor"}}
# Between two amounts: the second leg of one journey.
SECOND_LEG = (["en", "dan"], ["en", "daarna"], ["dan", "nog"], ["daarna", "nog"], ["en", "nog"], ["plus"], ["daarna"])
WAY_BACK = frozenset({"terug", "terugweg", "retour", "terugreis"})
ADDED = frozenset({"verder", "extra", "erbij", "ongeveer", "maximaal", "max", "hooguit", "ofzo", "zo", "of", "minuten", "min", "hoor"})
LONGEST_AMONG_HOURS = 90  # of a way of travelling among hours of work: "3 uur fietsen repareren" is none


def transport(situation: Situation, topic: Topic) -> Iterator[Wish]:
    """Yield the ways of travelling that suit."""
    if topic in CLOSED:
        return
    trades = situation.masked("beroep", "beroep_kop") if topic not in ABOUT_TRAVEL else set()
    matches = situation.standing([m for m in situation.find("vervoer") if m.first not in trades])
    others = frozenset(i for m in matches for i in range(m.first, m.last + 1))
    found: dict[str, str] = {}
    sure = False
    for match in matches:
        if any(
            o is not match
            and o.first <= match.first
            and match.last <= o.last
            and o.concept != match.concept
            and o.last - o.first > match.last - match.first
            for o in matches
        ):
            continue
        if any(o.concept in MORE_PRECISE.get(match.concept, ()) and o.first == match.first for o in matches if o is not match):
            continue
        if situation.tokens[match.first].form == "busje" and any(o.concept == "auto" and _same_clause(situation, o, match) for o in matches):
            continue  # "hij brengt me met zijn busje"
        stance = situation.stance(match.first, match.last, others)
        journey = topic in ABOUT_TIME and _journey_of(situation, match.first)
        driven = stance is Stance.OTHER and match.concept in ("auto", "taxi") and topic in ABOUT_TRAVEL
        if (stance is Stance.WISH or driven) and (topic in ABOUT_TRAVEL or journey or _travelling(situation, match.first, match.last, topic)):
            found.setdefault(match.concept, situation.words(match.first, match.last))
            sure = sure or topic in ABOUT_TRAVEL or journey
    if found:
        yield Wish("vervoer", tuple(found), " … ".join(found.values()), (0.9 if topic in ABOUT_TRAVEL else 0.8) if sure else 0.65)


def _travelling(situation: Situation, first: int, last: int, topic: Topic) -> bool:
    before = {t.form for t in situation.tokens[max(0, first - 3) : first]}
    a, b = situation.span(situation.clause_of(first))
    if topic in ABOUT_TIME:
        return bool({t.form for t in situation.tokens[max(a, first - 2) : first]} & {"met", "per"})
    if topic is not Topic.STORY:
        return bool(before & {"met", "per"}) and any(t.form in ("reizen", "reis", "kom", "komen") for t in situation.tokens[a : b + 1])
    return a == first and b == last or bool(before & WAY_CUES) or situation.tokens[first].form not in LOOSE or _duration_near(situation, first)


def _same_clause(situation: Situation, one: Match, other: Match) -> bool:
    return situation.clause_of(one.first) == situation.clause_of(other.first)


def _duration_near(situation: Situation, i: int) -> bool:
    return any(abs(d.last - i) <= 3 or abs(d.first - i) <= 3 for d in durations_in(situation.tokens))


def _journey_of(situation: Situation, first: int) -> bool:
    """Say whether a length of time stands right before a way of travelling: "half uur fietsen", "twintig minuten met de bus"."""
    return any(d.minutes <= LONGEST_AMONG_HOURS and _leads_to(situation, d.last, first) for d in durations_in(situation.tokens))


def _leads_to(situation: Situation, last: int, first: int) -> bool:
    between = [t.form for t in situation.tokens[last + 1 : first]]
    return last < first and situation.tokens[last].fragment == situation.tokens[first].fragment and set(between) <= TO_A_WAY


def _is_journey(situation: Situation, last: int) -> bool:
    """Say whether a length of time among the hours and days is one of travelling."""
    ways = {m.first for m in situation.find("vervoer")} | {k for k, t in enumerate(situation.tokens) if t.form in JOURNEY}
    return any(_leads_to(situation, last, way) for way in ways)


def travel_time(situation: Situation, topic: Topic) -> Iterator[Wish]:
    """Yield the longest travel time in minutes; a later amount corrects an earlier one, of several ways the longest counts."""
    strong = topic in ABOUT_TRAVEL
    if topic in CLOSED:
        return
    found: list[tuple[int, int, int]] = []
    for d in durations_in(situation.tokens):
        near = strong or any(abs(m.first - d.last) <= 4 or abs(d.first - m.last) <= 4 for m in situation.find("vervoer")) and topic is Topic.STORY
        tired = any(situation.clause_of(m.first) == situation.clause_of(d.first) for m in situation.find("geen_reistijd"))
        near = near or (topic in ABOUT_TIME and d.minutes <= LONGEST_AMONG_HOURS and _is_journey(situation, d.last))
        if near and not tired and d.minutes <= LONGEST and situation.stance(d.first, d.last) is Stance.WISH:
            found.append((d.minutes, d.first, d.last))
    if not found and topic is Topic.TRAVEL_TIME:
        found = list(_bare_minutes(situation))
    if not found:
        return
    gone = situation.replaced([(first, last) for _, first, last in found])
    found = [one for n, one in enumerate(found) if n not in gone]
    minutes, first, last = _legs(situation, found) or (max(found) if _several_ways(situation, found) else found[-1])
    yield Wish("reistijd_min", minutes, situation.words(first, last), 0.9 if strong else 0.8 if topic in ABOUT_TIME else 0.7)


def _legs(situation: Situation, found: list[tuple[int, int, int]]) -> tuple[int, int, int] | None:
    """Return the sum of two legs of one journey: "tien minuten fietsen en dan nog twintig in de trein"; the second may go without a unit.

    What comes second and is no leg ("… en dan nog tien minuten pauze", "… en dan nog drie dagen", the way back) leaves the first as it is.
    """
    minutes, first, last = found[0]
    end = found[1][1] if len(found) > 1 else len(situation.tokens)
    between = [t.form for t in situation.tokens[last + 1 : end]]
    at = next((k for k in range(len(between)) if any(between[k : k + len(link)] == link for link in SECOND_LEG)), None)
    if at is None:
        return None
    if len(found) > 1:
        legs = minutes + found[1][0]
        if legs > LONGEST:
            return None
        return (legs, first, found[1][2]) if _is_leg(situation, found[1][2]) else found[0]
    number = next((n for n in numbers_in(situation.tokens) if n.first > last + at), None)
    if number is None or number.first - (last + 1 + at) > 3 or not 2 <= number.value <= 90:
        return None
    return (minutes + int(number.value), first, number.last) if _is_leg(situation, number.last) else found[0]


def _is_leg(situation: Situation, last: int) -> bool:
    """Whether the amount that ends here is a part of the way there: behind it stands a way of travelling, or nothing at all."""
    tokens = situation.tokens
    if WAY_BACK & {t.form for t in tokens}:
        return False
    at = last + 1
    while at < len(tokens) and tokens[at].fragment == tokens[last].fragment and tokens[at].form in TO_A_WAY | ADDED:
        at += 1
    if at == len(tokens) or tokens[at].fragment != tokens[last].fragment:
        return True
    counted = "halte" in tokens[at].forms  # "en dan nog twee haltes" is no length of time
    return not counted and (tokens[at].form in JOURNEY | {"naar"} or any(m.first <= at <= m.last for m in situation.find("vervoer")))


def _several_ways(situation: Situation, found: list[tuple[int, int, int]]) -> bool:
    """Each amount stands with its own way of travelling."""
    ways = {m.concept for m in situation.find("vervoer")}
    return len(found) > 1 and len(ways) > 1


def _bare_minutes(situation: Situation) -> Iterator[tuple[int, int, int]]:
    for n in numbers_in(situation.tokens):
        after = situation.tokens[n.last + 1].form if n.last + 1 < len(situation.tokens) else ""
        if (
            5 <= n.value <= 120
            and after not in ("km", "kilometer", "jaar", "euro", "keer", "haltes", "dagen", "kilometers")
            and situation.stance(n.first, n.last) is Stance.WISH
        ):
            yield int(n.value), n.first, n.last
