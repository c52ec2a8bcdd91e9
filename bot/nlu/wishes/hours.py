"""Hours a week: exact, ranges, limits, built up from few to more, or reckoned from days times hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.nlu.clauses import Situation, Stance
from bot.nlu.numbers import HOUR_WORDS, Number, number_at, numbers_in
from bot.nlu.wishes.blocks import DAY_UNITS, LONGEST_DAY, SORTS_OF_DAY, day_blocks
from bot.nlu.wishes.days import about_days, clock_ranges, days, unit_after
from bot.nlu.wishes.questions import Topic
from bot.nlu.wishes.values import Wish

MOST = 60
FEWEST_FOR_A_WEEK = 2
# Between the hours of a day and the number of days: "4 uur per dag en dat drie dagen".
LINKS = frozenset(
    {"", "per dag", "op een dag", "en", "en dan", "per keer", "per dag en dat", "en dat", "per dag en dan", "per ochtend", "per dagdeel", "op"}
)
WORKDAYS = 5
OVER = frozenset({"meer", "boven", "over"})
# Words before a clock time, where "9 uur" is no amount.
CLOCK_WORDS = frozenset({"om", "vanaf", "tot", "na", "voor", "tussen", "van", "rond", "tegen", "pas"})
# Words between a number of days and the hours of each: "vier ochtendjes van een uurtje of vier".
EACH = frozenset(
    "van x keer maal a per in de week elk elke ongeveer ochtend middag telkens steeds dan met om max een uur of zo zon circa iedere dag".split()
)


@dataclass(frozen=True, slots=True)
class _Amount:
    low: float | None
    high: float | None
    first: int
    last: int
    step: str = ""  # "begin" or "dan" when the client tells how it is to grow


def hours(situation: Situation, topic: Topic) -> Iterator[Wish]:
    """Yield the hours a week; other questions than the one about hours need "uur" and a sign that a week or work is meant."""
    if topic in (Topic.ENERGY, Topic.LIMITS, Topic.TRAVEL_TIME, Topic.TRANSPORT, Topic.REASON, Topic.DAY_COUNT):
        return
    times = (
        list(_total(situation))
        or list(_blocks_together(situation))
        or list(_days_times_clock(situation, topic))
        or list(_days_times_hours(situation, topic))
    )
    amounts = times or [a for a in _amounts(situation, topic) if situation.stance(a.first, a.last) is Stance.WISH or _ceiling(situation, a)]
    if not amounts:
        return
    corrected = bool({"nee", "toch", "liever", "doe", "maak", "bedoel", "maar", "sorry", "eigenlijk"} & {t.form for t in situation.tokens})
    value = _combine(amounts, corrected)
    certainty = (0.75 if times else 0.9) if topic in (Topic.HOURS, Topic.STORY) else 0.65
    if value.high is not None and value.high > MOST or value.high == 0:
        return
    bounds = {k: _whole(v) for k, v in (("min", value.low), ("max", value.high)) if v is not None}
    yield Wish("uren_per_week", bounds, situation.words(value.first, value.last), certainty)


def _ceiling(situation: Situation, amount: _Amount) -> bool:
    """ "boven de zestien red ik het niet": what is refused is more than this."""
    before = {t.form for t in situation.tokens[max(0, amount.first - 2) : amount.first]}
    return amount.low is None and bool(before & OVER) and situation.stance(amount.first, amount.last) is Stance.REFUSED


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def _combine(amounts: list[_Amount], corrected: bool) -> _Amount:
    """Later amounts replace earlier ones, except when the client tells how it grows or gives both sides."""
    begin = next((a for a in amounts if a.step == "begin"), None)
    later = [a for a in amounts if a.step == "dan" and a is not begin]
    if begin is None and later and amounts[0] is not later[-1]:
        begin = amounts[0]
    if begin and begin is not amounts[-1]:
        end = later[-1] if later else amounts[-1]
        low, high = begin.low if begin.low is not None else begin.high, end.high if end.high is not None else end.low
        if low is not None and high is not None and low < high:
            return _Amount(low, high, begin.first, end.last)
    lows, highs = [a for a in amounts if a.high is None], [a for a in amounts if a.low is None]
    if lows and highs:
        return _Amount(lows[-1].low, highs[-1].high, amounts[0].first, amounts[-1].last)
    exact = [a for a in amounts if a.low is not None and a.high is not None]
    if len(exact) == 1 and len(highs) == 1 and (exact[0].low or 0) < (highs[0].high or 0):
        return _Amount(exact[0].low, highs[0].high, exact[0].first, highs[0].last)
    if len(exact) == len(amounts) == 2 and (exact[0].high or 0) < (exact[1].low or 0) and not corrected:
        return _Amount(exact[0].low, exact[1].high, exact[0].first, exact[1].last)  # two sides are told; both are kept and asked back
    return amounts[-1]


def _total(situation: Situation) -> Iterator[_Amount]:
    """ "drie dagen en dan vijftien uur bij elkaar": the client did the sum himself."""
    for number in numbers_in(situation.tokens):
        behind = [t.form for t in situation.tokens[number.last + 1 : number.last + 4]]
        behind = behind[1:] if behind[:1] and behind[0] in HOUR_WORDS else behind
        summed = behind[:2] in (["in", "totaal"], ["bij", "elkaar"]) or behind[:1] in (["totaal"], ["samen"])
        if summed and 1 < number.value <= MOST and situation.stance(number.first, number.last) is Stance.WISH:
            yield _Amount(number.value, number.value, number.first, number.last)
            return


def _blocks_together(situation: Situation) -> Iterator[_Amount]:
    """ "twee dagen van 6 uur en een dag van 4 uur": the hours of all of them."""
    blocks = day_blocks(situation)
    if blocks and all(situation.stance(b.first, b.last) is Stance.WISH for b in blocks):
        total = sum(b.count * b.hours for b in blocks)
        yield _Amount(total, total, blocks[0].first, blocks[-1].last)


def _days_times_clock(situation: Situation, topic: Topic) -> Iterator[_Amount]:
    """ "van 10 tot 14, dinsdag en vrijdag": the hours between the two times, on as many days."""
    ranges = [r for r in clock_ranges(situation, topic) if r[0] != r[1]] if topic in (Topic.HOURS, Topic.DAYS, Topic.DAYPARTS, Topic.STORY) else []
    if len(ranges) != 1:
        return
    start, end, first, last = ranges[0]
    told = {wish.key: wish.value for wish in days(situation, topic)}
    named = told.get("dagen")
    count = len(named) if isinstance(named, tuple) else _times(situation) or told.get("aantal_dagen")
    length = end - start if end > start else end + 12 - start
    if isinstance(count, int) and 1 <= count <= 7 and 0 < length <= LONGEST_DAY and situation.stance(first, last) is Stance.WISH:
        yield _Amount(count * length, count * length, first, last)


def _times(situation: Situation) -> int | None:
    """How many times a week: "drie keer"."""
    for number in numbers_in(situation.tokens):
        unit = unit_after(situation, number.last)
        if unit is not None and unit.form in ("keer", "x", "maal") and 1 < number.value <= 7 and number.value % 1 == 0:
            return int(number.value)
    return None


def _days_times_hours(situation: Situation, topic: Topic) -> Iterator[_Amount]:
    """ "3 x 4 uur", "4 dagen 3 uurtjes", "drie keer in de week 4 uur"."""
    tokens = situation.tokens
    found = numbers_in(tokens)
    for counted, amount in zip(found, found[1:], strict=False):
        between = tuple(t for t in tokens[counted.last + 1 : amount.first] if t.form not in SORTS_OF_DAY)
        unit = bool(between) and (not DAY_UNITS.isdisjoint(between[0].forms) or between[0].form in ("x", "keer", "maal"))
        after = tokens[amount.last + 1].form if amount.last + 1 < len(tokens) else ""
        plain = all(t.form in EACH or not DAY_UNITS.isdisjoint(t.forms) for t in between)
        about = [t.form for t in tokens[amount.first - 2 : amount.first]] == ["uur", "of"]
        same = tokens[counted.first].sentence == tokens[amount.last].sentence
        multiplied = topic is Topic.HOURS and bool(between) and between[0].form in ("x", "keer", "maal") and len(between) == 1
        likely = 1 < counted.value <= 7 and amount.value <= 9 and counted.value % 1 == 0
        fits = unit and plain and (after in HOUR_WORDS or multiplied or about) and same and likely
        if fits and situation.stance(counted.first, amount.last) is Stance.WISH and not any(t.form == "max" for t in between):
            total = counted.value * amount.value
            yield _Amount(total, total, counted.first, min(amount.last + 1, len(tokens) - 1))
            return
    for amount, counted in zip(found, found[1:], strict=False):  # "4 uur, drie dagen"
        middle = [t.form for t in tokens[amount.last + 1 : counted.first]]
        unit_forms = tokens[counted.last + 1].forms if counted.last + 1 < len(tokens) else frozenset[str]()
        link = middle[:1] and middle[0] in HOUR_WORDS and " ".join(middle[1:]) in LINKS
        if link and not unit_forms.isdisjoint({"dagen", "ochtend", "keer"}) and amount.value <= 8 and 1 < counted.value <= 7:
            yield _Amount(amount.value * counted.value, amount.value * counted.value, amount.first, counted.last + 1)
            return
    yield from _every_workday(situation, found)


def _every_workday(situation: Situation, found: list[Number]) -> Iterator[_Amount]:
    """ "iedere werkdag drie uur": five times."""
    tokens = situation.tokens
    for match in situation.find("dagen"):
        amount = next((n for n in found if match.last < n.first <= match.last + 4), None)
        after = tokens[amount.last + 1].form if amount and amount.last + 1 < len(tokens) else ""
        whole = tokens[match.first].form in ("elke", "iedere", "alle") and len(match.concept.split()) == WORKDAYS
        about = amount is not None and [t.form for t in tokens[amount.first - 2 : amount.first]] == ["uur", "of"]
        if (
            amount
            and whole
            and (after in HOUR_WORDS or about)
            and amount.value <= LONGEST_DAY
            and situation.stance(match.first, amount.last) is Stance.WISH
        ):
            yield _Amount(WORKDAYS * amount.value, WORKDAYS * amount.value, match.first, amount.last + (not about))
            return


def _amounts(situation: Situation, topic: Topic) -> Iterator[_Amount]:
    tokens = situation.tokens
    skip = -1
    for i in range(len(tokens)):
        if i <= skip or tokens[i].form in ("een", "half", "halve"):
            continue
        number = number_at(tokens, i)
        if not number:
            continue
        skip = number.last
        low, high, last = _range(situation, number)
        skip = last
        if not _is_hours(situation, topic, number, last):
            continue
        if tokens[last].form not in HOUR_WORDS and last + 1 < len(tokens) and tokens[last + 1].form in HOUR_WORDS:
            last += 1
        yield _Amount(*_bounded(situation, low, high, i, last), i, last, _step(situation, i))


def _range(situation: Situation, number: Number) -> tuple[float, float, int]:
    """Return low, high and the last token of "12 a 16", "tussen 8 en 12", "12 uur tot 16", "10 of 12"."""
    tokens = situation.tokens
    j = number.last + 1
    if j < len(tokens) and tokens[j].form in HOUR_WORDS:
        j += 1
    if j + 1 < len(tokens) and (tokens[j].sentence == tokens[number.last].sentence or tokens[j].form == "of"):
        link = tokens[j].form
        between = number.first > 0 and any(t.form == "tussen" for t in tokens[max(0, number.first - 2) : number.first])
        k = j + 1
        while k < len(tokens) - 1 and tokens[k].form in ("de", "aan", "maximaal", "max", "hooguit", "en", "met", "iets"):
            k += 1
        upper = number_at(tokens, k) if tokens[k].form not in ("een", "half") else None
        if upper and upper.value > number.value and (link in ("a", "tot", "of", "naar", "t", "m") or link == "en" and between):
            return number.value, upper.value, upper.last
    return number.value, number.value, number.last


def _is_hours(situation: Situation, topic: Topic, number: Number, last: int) -> bool:
    tokens = situation.tokens
    after = tokens[last + 1] if last + 1 < len(tokens) and tokens[last + 1].fragment == tokens[last].fragment else None
    before = [t.form for t in tokens[max(0, number.first - 3) : number.first]]
    if number.value < 1 or number.value > MOST:
        return False
    if after and after.form in HOUR_WORDS:
        beyond = [t.form for t in tokens[last + 2 : last + 5] if t.fragment == after.fragment]
        if _other_hours(situation, last + 1, beyond, before):
            return False
        week = "week" in beyond or bool(beyond[:1]) and beyond[0] in ("pw", "pwk", "werken", "werk", "weekelijks")
        asked_work = topic is Topic.WORK and before[-1:] and before[-1] not in CLOCK_WORDS or topic is Topic.WORK and not before
        if asked_work and number.value >= FEWEST_FOR_A_WEEK:
            return True
        return topic is Topic.HOURS or week or topic is Topic.STORY and before[-1:] != ["om"] and number.value >= FEWEST_FOR_A_WEEK
    if about_days(situation, number.first):
        return False
    if topic is not Topic.HOURS:
        return before[-2:] in (["uur", "of"], ["stuk", "of"]) and topic is Topic.STORY
    counted = unit_after(situation, last) if after else None
    if counted and not counted.forms.isdisjoint(_units() | DAY_UNITS):
        return False
    return before[-1:] not in (["om"], ["jaar"], ["ben"], ["nummer"], ["groep"], ["leeftijd"]) and not (before[-1:] == ["van"] and "jaar" in before)


def _units() -> frozenset[str]:
    return frozenset(
        "jaar jaren kinderen kind dagen dag ochtend middag avond nacht dagdeel dagdelen minuten min kwartier km kilometer"
        " weken maanden maand stuks keer x maal euro procent mensen man"
        " pauze klanten collegas baan banen honden katten kleinkinderen dagje maandag dinsdag woensdag donderdag vrijdag april mei".split()
    )


def _other_hours(situation: Situation, unit: int, beyond: list[str], before: list[str]) -> bool:
    """Hours that are no hours a week: clock times, sleep, one day, one stretch."""
    if before[-1:] == ["om"] or before[-2:] == ["om", "een"]:
        return True
    if beyond[:1] and beyond[0] in (
        "slaap",
        "slapen",
        "rust",
        "rusten",
        "pauze",
        "rijden",
        "reizen",
        "fietsen",
        "lopen",
        "onderweg",
        "geleden",
        "op",
        "liggen",
        "plat",
        "bijkomen",
    ):
        return beyond[:2] not in (["op", "de"], ["op", "week"])
    clause = situation.clause_of(unit)
    return any(situation.clause_of(m.first) == clause and abs(m.first - unit) <= 5 for m in situation.find("per_dag"))


def _bounded(situation: Situation, low: float, high: float, first: int, last: int) -> tuple[float | None, float | None]:
    """Apply "max", "minstens", "of meer" and the like; a range keeps both its sides."""
    if low != high:
        return low, high
    a, b = situation.span(situation.clause_of(first))
    edges = situation.find("uren_rand")
    edges = [
        m for m in edges if not any(o is not m and o.first <= m.first and m.last <= o.last and o.last - o.first > m.last - m.first for o in edges)
    ]
    before = [m.concept for m in edges if first - 4 <= m.last < first and m.last >= a - 1 and m.first >= first - 5]
    after = [
        m.concept
        for m in situation.find("uren_eind")
        if last < m.first <= last + 5 and (m.first <= b or m.first <= b + 2) and not _number_follows(situation, m.last)
    ]
    if "meer" in [t.form for t in situation.tokens[last + 1 : b + 3]] and after[:1] == ["max"] and not before:
        # "N uur, meer niet" names the amount itself, "meer kan ik niet" the limit.
        after = [] if _exactly(situation, last) else after
    side = (before[-1:] or after[:1] or [""])[0]
    clause = situation.clause_of(first)
    if (
        side == "min"
        and situation.tokens[first - 1].form != "minstens"
        and any(situation.clause_of(m.first) == clause and m.concept == "slecht" for m in situation.find("slecht_moment"))
    ):
        side = "max"  # "boven de 20 stort ik in"
    if OVER & {t.form for t in situation.tokens[max(a, first - 2) : first]} and situation.denied_behind(last):
        side = "max"  # "meer dan 24 uur mag ik niet", "over de 24 uur lukt niet"
    if side == "max":
        return None, high
    return (low, None) if side == "min" else (low, high)


def _number_follows(situation: Situation, last: int) -> bool:
    return last + 1 < len(situation.tokens) and number_at(situation.tokens, last + 1) is not None


def _exactly(situation: Situation, last: int) -> bool:
    forms = [t.form for t in situation.tokens[last + 1 : last + 4]]
    return forms[:2] == ["meer", "niet"] or forms[:3] == ["en", "meer", "niet"]


def _step(situation: Situation, first: int) -> str:
    a, _ = situation.span(situation.clause_of(first))
    near = [m for m in situation.find("opbouw") if max(a - 1, first - 7) <= m.first < first]
    return near[-1].concept if near else ""
