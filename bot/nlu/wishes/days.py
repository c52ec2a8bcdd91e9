"""Days, days that are impossible, and parts of the day."""

from __future__ import annotations

from collections.abc import Iterator

from bot.nlu.clauses import Situation, Stance
from bot.nlu.normalise import Token
from bot.nlu.numbers import HOUR_WORDS, clock_at, number_at
from bot.nlu.vocabulary import Match
from bot.nlu.wishes.blocks import DAY_UNITS, SORTS_OF_DAY, day_blocks
from bot.nlu.wishes.questions import Topic
from bot.nlu.wishes.values import DAY_ORDER, Wish

ABOUT_TIME = frozenset({Topic.DAYS, Topic.DAYS_OFF, Topic.DAY_COUNT, Topic.DAYPARTS, Topic.HOURS, Topic.STORY})
CLOSED = frozenset({Topic.ENERGY, Topic.LIMITS, Topic.WORRIES, Topic.REASON})
# Letters that are also ordinary words: a day only next to another day.
AMBIGUOUS = frozenset({"zat", "donder", "don", "maan", "zo", "dins", "woens"})
DAYPARTS = ("ochtend", "middag", "avond", "nacht")
# Clock hours at which each part of the day begins and ends.
PART_HOURS = {"ochtend": (5.0, 12.0), "middag": (12.0, 18.0), "avond": (18.0, 24.0)}
LEAST_SHARE = 1.5
# Words between a day and what is said of it, or between days of one list.
IN_A_LIST = frozenset({"en", "of", "op", "de", "ook", "s", "elke", "iedere", "alle"})
CAN = frozenset({"kan", "kunnen", "lukt", "werken", "komen", "goed", "hoor", "prima"})
CAN_I = (
    "kan ik", "kan ek", "kank", "ik kan", "lukt het", "lukt me", "lukt mij", "gaat het", "is goed", "is prima", "is ok", "is oke", "kan gerust",
    "gaat goed",
)  # fmt: skip
# Words behind "kan ik" that leave little of it.
HARDLY = frozenset({"moeilijk", "moeilijker", "lastig", "amper", "nauwelijks", "slecht", "zelden", "bijna", "soms", "weinig", "minder"})


def days(situation: Situation, topic: Topic) -> Iterator[Wish]:
    """Yield the days that suit and the days that do not."""
    if topic in CLOSED:
        return
    matches = _day_matches(situation, topic)
    good, bad, good_words, bad_words = _sort(situation, topic, matches)
    if good and (rest := _rest_refused(situation, topic)):
        bad, bad_words = bad | (set(DAY_ORDER) - good), [*bad_words, rest]
    certainty = 0.9 if topic in ABOUT_TIME else 0.7
    if good - bad:
        yield Wish("dagen", tuple(d for d in DAY_ORDER if d in good - bad), " … ".join(good_words), certainty)
    if bad:
        yield Wish("niet_dagen", tuple(d for d in DAY_ORDER if d in bad), " … ".join(bad_words), certainty)
    count = _day_count(situation, topic)
    if count:
        yield count


def _day_matches(situation: Situation, topic: Topic) -> list[Match]:
    plain = [m for m in situation.find("dag") if situation.tokens[m.first].form not in AMBIGUOUS]
    if topic not in (Topic.DAYS, Topic.DAYS_OFF, Topic.DAY_COUNT):  # "ma" is Flemish for "maar" too
        long = any(len(situation.tokens[m.first].form) > 2 or m.concept != "ma" for m in plain)
        plain = [m for m in plain if situation.tokens[m.first].form != "ma" or long]
    near = {m.first + d for m in plain for d in (-2, -1, 1, 2)}
    return sorted(
        plain + [m for m in situation.find("dag") if situation.tokens[m.first].form in AMBIGUOUS and m.first in near], key=lambda m: m.first
    )


def _sort(situation: Situation, topic: Topic, matches: list[Match]) -> tuple[set[str], set[str], list[str], list[str]]:
    good: set[str] = set()
    bad: set[str] = set()
    words: tuple[list[str], list[str]] = ([], [])
    groups = _groups(situation)
    others = frozenset(i for m in (*matches, *groups) for i in range(m.first, m.last + 1))
    taking_over = _refusals_that_move(situation, matches, others)
    standing = _standing(situation, matches, others)
    corrected = len(standing) < len(matches)  # then it is known which day was taken back
    for concept, first, last in [*_spans(situation, standing), *((tuple(m.concept.split()), m.first, m.last) for m in groups)]:
        stance = Stance.REFUSED if first in taking_over else situation.stance(first, last, others)
        if _says_nothing(situation, first, last, stance):
            continue
        busy = _busy(situation, first)
        if corrected and stance is Stance.RETRACTED:
            stance = Stance.WISH
        cannot = busy or (topic is Topic.DAYS_OFF and not _can(situation, first, last, others))
        if (stance is Stance.WISH and cannot) or (stance is Stance.OTHER and busy):
            stance = Stance.REFUSED
        if stance is Stance.WISH and not _lapse(situation, first):
            good |= set(concept)
            words[0].append(situation.words(first, last))
        elif stance is Stance.REFUSED:
            bad |= set(concept)
            words[1].append(situation.words(first, last))
    return good, bad, *words


def _standing(situation: Situation, matches: list[Match], others: frozenset[int]) -> list[Match]:
    """The days without those taken back; "maandag en woensdag, oh nee maandag niet" takes back no woensdag."""
    gone = situation.replaced([(m.first, m.last) for m in matches])
    refused = {
        n for n, m in enumerate(matches)
        if any(m.concept == earlier.concept for earlier in matches[:n]) and situation.negated(m.first, m.last, others)
    }  # fmt: skip
    return [m for n, m in enumerate(matches) if n not in gone or gone[n] in refused]


def _groups(situation: Situation) -> list[Match]:
    """Several days in one word, or one day told by another; of "de dag voor het weekend" not the weekend."""
    found = situation.find("dagen")
    return [
        m for m in found if not any(o is not m and o.first <= m.first and m.last <= o.last and o.last - o.first > m.last - m.first for o in found)
    ]


def _says_nothing(situation: Situation, first: int, last: int, stance: Stance) -> bool:
    """A day of the past, or "niet maandag en dinsdag na elkaar", is no day that can or cannot."""
    if situation.marked("verleden", first) and not situation.marked("heden", first):
        return True
    end = situation.span(situation.clause_of(last))[1]
    return stance is Stance.REFUSED and "elkaar" in [t.form for t in situation.tokens[last + 1 : end + 1]]


def _refusals_that_move(situation: Situation, matches: list[Match], others: frozenset[int]) -> set[int]:
    """The places of days that take the place of a refused one: in "niet op woensdag, nee ik bedoel dinsdag" the "niet" is meant for both."""
    gone = situation.replaced([(m.first, m.last) for m in matches])
    moved = {matches[new].first for old, new in gone.items() if situation.negated(matches[old].first, matches[old].last, others)}
    return {first for first in moved if not _granted(situation, first, first, others)}


def _can(situation: Situation, first: int, last: int, others: frozenset[int]) -> bool:
    """Say whether a day is named as one that can, in answer to the question which days cannot: "dinsdag wel", "niet woensdag maar donderdag"."""
    if _granted(situation, first, last, others):
        return True
    a, b = situation.span(situation.clause_of(first))
    before = [t.form for t in situation.tokens[a:first]]
    contrast = before[:1] == ["maar"] and set(before[1:]) <= {"wel", "op", "de"} and "ook" not in [t.form for t in situation.tokens[last + 1 : b + 1]]
    if contrast and a and situation.tokens[situation.span(situation.clause_of(a - 1))[0]].form in ("niet", "geen"):
        return True
    # A list over commas ends with what is said of all of it: "maandag, dinsdag en vrijdag kan ik wel".
    listed = all(k in others or situation.tokens[k].form in IN_A_LIST for k in range(a, b + 1))
    following = situation.clause_of(b) + 1
    if not listed or following >= len(situation.clauses):
        return False
    c, d = situation.span(following)
    then = next((k for k in range(c, d + 1) if k in others), None)
    if then is None or any(situation.tokens[k].form not in IN_A_LIST for k in range(c, then)):
        return False
    closes = any(situation.tokens[k].form in ("en", "ik", "we") for k in range(c, d + 1))
    return closes and not situation.negated(then, then, others) and _can(situation, then, then, others)


def _granted(situation: Situation, first: int, last: int, others: frozenset[int]) -> bool:
    """Say whether "wel" or "kan ik" belongs to this day, or to the list of days that it stands in."""
    a, b = situation.span(situation.clause_of(first))
    tokens = situation.tokens
    k = last + 1
    while k <= b and (k in others or (tokens[k].form in IN_A_LIST and k + 1 <= b)):
        k += 1
    behind = [t.form for n, t in enumerate(tokens[k : b + 1], start=k) if not any(o in others for o in range(k, n + 1))]
    k = first - 1
    while k >= a and (k in others or tokens[k].form in IN_A_LIST):
        k -= 1
    before = [t.form for t in tokens[a : k + 1]]
    if HARDLY & {*behind, *before} or _busy(situation, first):
        return False
    wel = behind[:1] == ["wel"] or behind[-1:] == ["wel"] or before[-1:] == ["wel"] or behind[-2:-1] == ["wel"] and behind[-1] in CAN
    lead, trail = " ".join(before), " ".join(behind)
    return wel or any(f" {phrase} " in f" {said} " for said in (lead, trail) for phrase in CAN_I)


def _rest_refused(situation: Situation, topic: Topic) -> str:
    """The words that say that no other day will do: "de rest niet", "alleen op dinsdag kan ik"; empty when there are none."""
    for match in situation.find("andere_dagen"):
        if match.concept == "niet":
            return situation.words(match.first, match.last)
    if topic is not Topic.DAYS_OFF:
        return ""
    alone = next((m for m in situation.find("andere_dagen") if m.concept == "alleen"), None)
    return situation.words(alone.first, alone.last) if alone else ""


def _spans(situation: Situation, matches: list[Match]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield single days and ranges ("ma t/m wo"); "de dag na maandag" is a Tuesday."""
    skip = -1
    for n, match in enumerate(matches):
        if match.first <= skip:
            continue
        following = matches[n + 1] if n + 1 < len(matches) else None
        between = [t.form for t in situation.tokens[match.last + 1 : following.first]] if following else []
        before = [t.form for t in situation.tokens[max(0, match.first - 3) : match.first]]
        index = DAY_ORDER.index(match.concept)
        if following and between in (["tot"], ["tot", "en", "met"], ["tem"], ["t", "m"], ["tot", "aan"]):
            end = DAY_ORDER.index(following.concept)
            if end > index:
                yield DAY_ORDER[index : end + 1], match.first, following.last
                skip = following.last
                continue
        if any(m.first < match.first <= m.last for m in _groups(situation)):
            continue  # "de dag na zondag" is told as a whole
        if before[-2:] in (["dag", "na"], ["die", "na"], ["dag", "voor"], ["die", "voor"]):
            yield (DAY_ORDER[(index + (1 if before[-1] == "na" else -1)) % 7],), match.first, match.last
        else:
            yield (match.concept,), match.first, match.last


def _busy(situation: Situation, i: int) -> bool:
    """Something else is on that day: therapy, children, a free day."""
    a, b = situation.span(situation.clause_of(i))
    spaced = any(
        t.form in ("tussen", "ertussen", "tussendoor", "daartussen") for t in situation.tokens[a : b + 1]
    )  # days with rest in between are no days off
    return not spaced and any(a <= m.first <= b for m in situation.find("bezet"))


def _lapse(situation: Situation, i: int) -> bool:
    """A day that only serves to count or to ask: "om de dag", "is het dinsdag"."""
    a, b = situation.span(situation.clause_of(i))
    return any(situation.tokens[k].form in ("elke", "iedere") and situation.tokens[k + 1].form == "andere" for k in range(a, b))


def _day_count(situation: Situation, topic: Topic) -> Wish | None:
    blocks = day_blocks(situation)
    if blocks and all(b.in_days and situation.stance(b.first, b.last) is Stance.WISH for b in blocks):
        count = sum(b.count for b in blocks)
        return Wish("aantal_dagen", count, situation.words(blocks[0].first, blocks[-1].last), 0.9 if topic in ABOUT_TIME else 0.6)
    found: list[Match] = []
    for i, token in enumerate(situation.tokens):
        number = number_at(situation.tokens, i)
        if not number or not 1 <= number.value <= 7 or number.value % 1 or token.form == "een":
            continue
        unit = unit_after(situation, number.last)
        named = about_days(situation, i) or unit is not None and not DAY_UNITS.isdisjoint(unit.forms)
        alone = topic is Topic.DAY_COUNT and (unit is None or unit.fragment != token.fragment or unit.form not in HOUR_WORDS)
        if named or alone:
            found.append(Match(str(int(number.value)), i, number.last))
    standing = [m for m in situation.standing(found) if situation.stance(m.first, m.last) is Stance.WISH]
    if not standing:
        return None
    first = standing[0]
    return Wish("aantal_dagen", int(first.concept), situation.words(first.first, first.last), 0.9 if topic in ABOUT_TIME else 0.6)


def about_days(situation: Situation, i: int) -> bool:
    """Say whether the number at token i counts days by "een dag of drie"."""
    tokens = situation.tokens
    return i >= 2 and tokens[i - 1].form == "of" and not (DAY_UNITS | {"keer"}).isdisjoint(tokens[i - 2].forms)


def unit_after(situation: Situation, last: int) -> Token | None:
    """The word that a number counts; of "halve dagen" the days."""
    at = last + 1
    while at + 1 < len(situation.tokens) and situation.tokens[at].form in SORTS_OF_DAY and situation.tokens[at + 1].form not in HOUR_WORDS:
        at += 1
    return situation.tokens[at] if at < len(situation.tokens) else None


def dayparts(situation: Situation, topic: Topic) -> Iterator[Wish]:
    """Yield the parts of the day that suit, named or as clock times ("van 8 tot kwart voor 12")."""
    if topic in CLOSED and topic is not Topic.ENERGY or topic in (Topic.TRAVEL_TIME, Topic.TRANSPORT):
        return
    found: dict[str, str] = {}
    refused: set[str] = set()
    busy = situation.masked("vandaag")
    matches = situation.standing([m for m in _dayparts_found(situation, topic) if m.first not in busy and not _tomorrow(situation, m, topic)])
    others = frozenset(i for m in matches for i in range(m.first, m.last + 1))
    for match in matches:
        stance = situation.stance(match.first, match.last, others)
        if topic is Topic.DAYS_OFF and not _granted(situation, match.first, match.last, others):
            continue  # "woensdagochtend" says when it cannot be
        if stance is Stance.WISH and not _bad_moment(situation, match):
            found.setdefault(match.concept, situation.words(match.first, match.last))
        elif stance is Stance.REFUSED:
            refused.add(match.concept)
    if topic in ABOUT_TIME - {Topic.DAYS_OFF} or topic is Topic.WORK:
        clock = list(_clock_parts(situation, topic)) or (list(_half_open(situation)) if topic is Topic.DAYPARTS else [])
        for part, first, last in clock:
            if situation.stance(first, last) is Stance.WISH and not _bad_moment(situation, Match(part, first, last)):
                found.setdefault(part, situation.words(first, last))
    parts = tuple(p for p in DAYPARTS if p in found and not (p in refused and len(found) > 1))
    if parts:
        certainty = 0.5 if topic is Topic.ENERGY else 0.9 if topic in ABOUT_TIME else 0.7
        yield Wish("dagdelen", parts, " … ".join(found[p] for p in parts), certainty)


def _dayparts_found(situation: Situation, topic: Topic) -> Iterator[Match]:
    """Yield named parts of the day; a bare "vroeg" or "laat" only answers the question about them, and not as "niet te vroeg"."""
    early_late = {"vroeg": "ochtend", "laat": "avond"}
    named = [m for m in situation.find("dagdeel") if m.concept not in early_late]
    yield from named
    for match in situation.find("dagdeel"):
        before = situation.tokens[match.first - 1].form if match.first else ""
        bare = match.concept == "vroeg" or not named  # "laat in de middag" is no evening
        if match.concept in early_late and topic is Topic.DAYPARTS and bare and before not in ("te", "zo", "heel"):
            yield Match(early_late[match.concept], match.first, match.last)


def _tomorrow(situation: Situation, match: Match, topic: Topic) -> bool:
    """A bare "morgen" is tomorrow unless somebody says "de morgen" or "'s morgens"."""
    return situation.tokens[match.last].form == "morgen" and topic is not Topic.DAYPARTS and situation.tokens[match.first].form == "morgen"


def _bad_moment(situation: Situation, match: Match) -> bool:
    """Say whether the clause tells that this is the moment one is worn out, asleep or busy."""
    clause = situation.clause_of(match.first)
    here = [m for m in situation.find("slecht_moment") if situation.clause_of(m.first) == clause and not match.first <= m.first <= match.last]
    if any(m.concept == "goed" for m in here):
        return False
    # "ochtend, dan ben ik nog niet moe": a denied complaint is none.
    return any(m.concept == "slecht" and not situation.negated(m.first, m.last) for m in here)


def _half_open(situation: Situation) -> Iterator[tuple[str, int, int]]:
    """Yield what "tot een uur of twaalf", "voor 12 uur", "vanaf twee uur", "na een uur" mean; no pause or duration behind it."""
    tokens = situation.tokens
    for i, token in enumerate(tokens):
        if token.form not in ("tot", "voor", "vanaf", "na"):
            continue
        k = i + 1 + (3 if [t.form for t in tokens[i + 1 : i + 4]] == ["een", "uur", "of"] else 0)
        clock = clock_at(tokens, k)
        if not clock or not _follows_unit_ok(situation, clock[1]):
            continue
        hour = clock[0] + 12 if clock[0] < 6 else clock[0]
        if token.form in ("tot", "voor") and 9 <= hour <= 13:
            yield "ochtend", i, clock[1]
        elif token.form in ("vanaf", "na") and hour >= 12:
            yield ("avond" if hour >= 18 else "middag"), i, clock[1]


def _clock_parts(situation: Situation, topic: Topic) -> Iterator[tuple[str, int, int]]:
    """Yield the parts of the day that ranges of clock times cover for at least an hour and a half."""
    for start, end, first, last in clock_ranges(situation, topic):
        yield from ((p, first, last) for p in parts_of(start, end))


def clock_ranges(situation: Situation, topic: Topic) -> Iterator[tuple[float, float, int, int]]:
    """Yield ranges of clock times as hours with their first and last token: "van 8 tot kwart voor 12"."""
    tokens = situation.tokens
    for i, token in enumerate(tokens):
        opening = i == 0 or tokens[i - 1].fragment != token.fragment or tokens[i - 1].form in ("liefst", "bv", "denk", "zo", "ongeveer")
        bare = topic is Topic.DAYPARTS and opening and clock_at(tokens, i) is not None
        if token.form in ("van", "vanaf", "tussen") or bare:
            start = clock_at(tokens, i if bare else i + 1)
            # "tussen 8 en 12" is a range; "van 6 uur en een dag van 4 uur" is none.
            links = ("tot", "t", "en") if token.form == "tussen" else ("tot", "t")
            if not start or start[1] + 2 >= len(tokens) or tokens[start[1] + 1].form not in links:
                continue
            skip = 3 if tokens[start[1] + 2].form in ("en", "aan", "ongeveer") else 2
            end = clock_at(tokens, start[1] + skip)
            if end and _follows_unit_ok(situation, end[1]):
                yield start[0], end[0], i, end[1]


def _follows_unit_ok(situation: Situation, last: int) -> bool:
    following = situation.tokens[last + 1].form if last + 1 < len(situation.tokens) else ""
    return following not in ("dagen", "minuten", "km", "kilometer", "week", "per", "weken", "jaar")


def parts_of(start: float, end: float) -> Iterator[str]:
    """Yield the parts of the day between two clock hours; hours below six are in the afternoon, as in "van 1 tot 4"."""
    start = start + 12 if start < 6 else start
    end = end + 12 if end <= start and end <= 12 else end
    covered = {p: min(end, b) - max(start, a) for p, (a, b) in PART_HOURS.items()}
    least = min(LEAST_SHARE, max(covered.values()))
    yield from (p for p in DAYPARTS if covered.get(p, 0) >= least > 0)
