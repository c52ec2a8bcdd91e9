"""Why somebody wants to work (drijfveer) and what holds back (zorg)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.nlu.clauses import Situation
from bot.nlu.vocabulary import Match
from bot.nlu.wishes.questions import Topic
from bot.nlu.wishes.values import Wish

CLOSED_FOR_WORRIES = frozenset(
    {Topic.REASON, Topic.TRANSPORT, Topic.TRAVEL_TIME, Topic.ENERGY, Topic.LIMITS, Topic.DAYS, Topic.DAYPARTS, Topic.DAYS_OFF, Topic.DAY_COUNT}
)


def motives(situation: Situation, topic: Topic) -> Iterator[Wish]:
    """Yield the reasons for wanting work; having to from somebody else is no reason of one's own."""
    if topic not in (Topic.REASON, Topic.STORY):
        return
    forced = {situation.clause_of(m.first) for m in situation.find("moeten")}
    weak = {m.first for m in situation.find("drijfveer_zwak")}
    found: dict[str, list[str]] = defaultdict(list)
    for match in _longest(situation.find("drijfveer")):
        clause = situation.clause_of(match.first)
        if clause in forced or _doubted(situation, match) or _unimportant(situation, match):
            continue
        if topic is Topic.STORY and (match.first == match.last and match.first in weak or not _reasoning(situation, match)):
            continue
        found[match.concept].append(situation.words(match.first, match.last))
    if len(found) > 1:  # "een praatje maken" next to clear reasons adds nothing when it rests on a single everyday word
        strong = {c for c, w in found.items() if not all(x in _weak_words(situation, weak) for x in w)}
        found = {c: w for c, w in found.items() if c in strong} if strong else found
    if found:
        certainty = 0.85 if topic is Topic.REASON else 0.65
        yield Wish("drijfveer", tuple(found), " … ".join(w[0] for w in found.values()), certainty)


def _doubted(situation: Situation, match: Match) -> bool:
    """Say whether doubt is about this; "welke dag weet ik soms niet, ik wil ritme" doubts something else."""
    if not situation.marked("twijfel.weet_niet", match.first):
        return False
    a, b = situation.span(situation.clause_of(match.first))
    doubts = [m.last for m in situation.find("twijfel") if a <= m.first <= b]
    return not any(situation.tokens[k].form in ("wil", "mis", "wou") for k in range(min(doubts, default=b) + 1, b + 1))


def _weak_words(situation: Situation, weak: set[int]) -> set[str]:
    return {situation.words(i, i) for i in weak}


def _reasoning(situation: Situation, match: Match) -> bool:
    """In a free story a reason must be said as one: wanting, missing, needing, "omdat"."""
    a, b = situation.span(situation.clause_of(match.first))
    forms = {t.form for t in situation.tokens[a : b + 1]}
    return bool(forms & {"wil", "willen", "mis", "omdat", "om", "graag", "nodig", "want", "gaat", "weer", "wou", "zodat"})


def _unimportant(situation: Situation, match: Match) -> bool:
    """ "geld hoeft niet", "niet voor het geld", "geld is niet belangrijk"; "niet alleen thuis zitten" is a reason itself."""
    a, b = situation.span(situation.clause_of(match.first))
    forms = [t.form for t in situation.tokens[a : b + 1]]
    at = match.first - a
    if match.concept in ("inkomen", "structuur", "contact", "ontwikkeling", "zingeving"):
        after = forms[match.last - a + 1 :]
        if after[:2] in (
            ["hoeft", "niet"],
            ["interesseert", "me"],
            ["boeit", "niet"],
            ["is", "niet"],
            ["is", "bijzaak"],
            ["niet"],
            ["maakt", "niet"],
            ["doet", "er"],
            ["kan", "me"],
        ) or after[:1] in (["niet"], ["nee"]):
            return True
        before = forms[max(0, at - 4) : at]
        return match.concept != "contact" and ("niet" in before and "alleen" not in before and ("voor" in before or "om" in before))
    return False


def _longest(matches: list[Match]) -> list[Match]:
    """Leave out matches that lie inside a longer one of another concept ("onder de mensen" inside "weg van huis onder de mensen")."""
    return [
        m for m in matches
        if not any(o is not m and o.first <= m.first and m.last <= o.last and o.last - o.first > m.last - m.first for o in matches)
    ]  # fmt: skip


def worries(situation: Situation, topic: Topic) -> Iterator[Wish]:
    """Yield what holds back; outside the question about worries somebody must say to be afraid, or fear for the benefit."""
    if topic in CLOSED_FOR_WORRIES:
        return
    if topic is Topic.WORRIES and (denied := situation.find("geen_zorg")) and not _but(situation, denied[-1]):
        return
    afraid = {situation.tokens[m.first].sentence for m in situation.find("zorg_expliciet")}
    found: dict[str, list[str]] = defaultdict(list)
    for match in _longest(situation.find("zorg")):
        sentence = situation.tokens[match.first].sentence
        if topic is not Topic.WORRIES and not (sentence in afraid and (match.concept == "uitkering" or _fears(situation, sentence))):
            continue
        found[match.concept].append(situation.words(match.first, match.last))
    if not found:
        return
    most = max(len(w) for w in found.values())
    clear = {c: w for c, w in found.items() if len(w) >= most or len(w[0].split()) > 1 or len(found) == 1}
    certainty = 0.8 if topic is Topic.WORRIES else 0.65
    yield Wish("zorg", tuple(clear), " … ".join(w[0] for w in clear.values()), certainty)


def _fears(situation: Situation, sentence: int) -> bool:
    return any(
        t.sentence == sentence and t.form in ("bang", "angst", "schrik", "tegenop", "zorgen", "eng", "vrees", "doodsbang") for t in situation.tokens
    )


def _but(situation: Situation, denied: Match) -> bool:
    """ "Geen zorgen, behalve over mijn uitkering": after a contrast something may still come."""
    return any(t.form in ("maar", "behalve", "alleen", "wel") for t in situation.tokens[denied.last + 1 :])
