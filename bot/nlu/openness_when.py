"""When somebody wants to tell it: one of the moments of the dialogue, from free words.

Only what is meant for the future counts: "dat heb ik toen in het gesprek verteld" is past. "Daarna" is the moment after the ones refused.
"""

from __future__ import annotations

import re

from bot.nlu.clauses import Situation
from bot.nlu.openness_asked import SILENT, Asked
from bot.nlu.vocabulary import Match, find

NEVER, LATER, START, NEEDED, FIRST_WEEKS = "nooit", "later", "voor-start", "als-het-nodig-is", "eerste-weken"
_NEXT = {"sollicitatie": START, START: FIRST_WEEKS, FIRST_WEEKS: LATER}
_AFTERWARDS = frozenset({"daarna", "erna", "nadien", "naderhand", "hierna"})
_CONDITION = frozenset("als wanneer zodra nadat voordat voor tot totdat na wanneer eens eer eenmaal pas binnen tijdens".split())
_PARTICIPLE = re.compile(r"ge\w+[dtn]|verteld|verzwegen|uitgelegd")
_NO = frozenset({"niet", "niks", "geen", "nee", "nooit"})
# Between "nooit" and the moment that it refuses.
_AT = frozenset({"al", "bij", "in", "op", "aan", "tijdens", "de", "het", "mijn", "een", "zo", "direct", "meteen"})
_TOLD = frozenset({"dat", "omdat", "waarom", "over", "hoe"})
_STRESS = frozenset({"liever", "zeker", "dus", "vooral", "absoluut", "echt", "verder", "toch"})
_NEXT_ONE = frozenset({"die", "de", "het", "mijn", "aan", "tegen", "dat"})
_TRIAL = frozenset("proeftijd proefmaand proefperiode proef proefweken".split())
# A single one of these says little beside a fuller moment: "in een gesprekje de eerste week", "alleen als ze me kennen".
_VAGUE = frozenset({"gesprek", "gesprekje", "later", "ooit", "vooraf", "motivatie", "kennismaken", "contract"})
_LOOSE = frozenset({("alleen", "als"), ("alleen", "wanneer"), ("enkel", "als"), ("als", "moet"), ("de", "eerste")})
# So many words in a piece of a text make it telegram style ("als. contract. getekend."), where full stops part nothing.
_SHORT = 2.0


def outer(matches: list[Match]) -> list[Match]:
    """Leave out matches inside longer ones ("ploeg" in "de hele ploeg")."""
    return [
        m for m in matches if not any(o is not m and o.first <= m.first and m.last <= o.last and o.last - o.first > m.last - m.first for o in matches)
    ]


def is_refused(situation: Situation, match: Match, others: frozenset[int]) -> bool:
    """Whether this is refused. A "no" in what is told, or about the next one, refuses nothing.

    "mijn chef dat ik namen niet onthoud", "mijn maat en niet de leiding".
    """
    first, last = situation.span(situation.clause_of(match.first))
    forms = [token.form for token in situation.tokens]
    behind = forms[match.last + 1 : last + 1]
    if {"hoeft", "hoeven"} & set(behind[:2]) and _NO & set(behind):  # "niet te" alone refuses nothing
        return True
    if not situation.negated(match.first, match.last, others):
        return False
    place = next((at for at, word in enumerate(behind) if word in _NO), None)
    if place is None or _NO & set(forms[first : match.first]):
        return True
    between = [word for word in behind[:place] if word not in _STRESS]
    told = bool((_TOLD | {"niemand", "rest"}) & set(between))
    turns = bool(between) and between[-1] in ("en", "maar") and bool(_NEXT_ONE & set(behind[place + 1 : place + 2]))
    return not (told or turns)


def moment_of(situation: Situation, asked: Asked) -> tuple[str | None, bool]:
    """Return the moment chosen and whether several were weighed."""
    if asked in SILENT:
        return None, False
    matches = outer(_without_longer_stay(_matches(situation)))
    then = never_then(situation)
    matches = [m for m in matches if m.concept != NEVER or m.first not in then]
    others = frozenset(i for m in matches for i in range(m.first, m.last + 1))
    chosen: list[Match] = []
    refused: list[Match] = []
    for match in situation.standing(matches):
        if match.concept == NEVER:
            if asked in (Asked.WHEN, Asked.ALL):
                chosen.append(match)
        elif _is_refused(situation, match, others):
            refused.append(match)
        elif not _is_past(situation, match):
            chosen.append(match)
    named = {m.concept for m in chosen}
    unsure = (len(named) > 1 or bool(named) and _says_afterwards(situation)) and any(m.concept == "twijfel" for m in situation.find("openheid_mate"))
    return _strongest(situation, chosen) or _afterwards(situation, refused), unsure


def never_then(situation: Situation) -> set[int]:
    """The places of a "nooit" that refuses one moment only: "nooit meteen", "nooit in het begin", "nooit bij de sollicitatie"."""
    moments = [m for m in situation.find("openheid_moment") if m.concept not in (NEVER, NEEDED)]
    found: set[int] = set()
    for match in moments:
        at = match.first
        while at > 0 and situation.tokens[at].form != "nooit" and situation.tokens[at - 1].form in _AT | {"nooit"}:
            at -= 1
        if situation.tokens[at].form == "nooit" and situation.tokens[at].fragment == situation.tokens[match.first].fragment:
            found.add(at)
    return found


def _matches(situation: Situation) -> list[Match]:
    """What the vocabulary finds; in telegram style also across full stops."""
    pieces = situation.tokens[-1].fragment + 1
    if pieces < 3 or len(situation.tokens) > pieces * _SHORT:
        return situation.find("openheid_moment")
    whole = Situation(" ".join(token.form for token in situation.tokens))
    if len(whole.tokens) != len(situation.tokens):
        return situation.find("openheid_moment")
    return find("openheid_moment", whole.tokens)


def _without_longer_stay(matches: list[Match]) -> list[Match]:
    """Of "als ik er een tijdje zit" the stay counts, not the being there."""
    stays = {m.first for m in matches if m.concept == LATER and m.last > m.first}
    return [m for m in matches if m.concept != FIRST_WEEKS or m.first not in stays]


def _is_refused(situation: Situation, match: Match, others: frozenset[int]) -> bool:
    if match.concept == NEEDED:  # the negation belongs to it: "als het niet gaat"
        return False
    if situation.tokens[match.first].form in ("niet", "nooit", "eerst", "nog"):  # "niet meteen" is itself a moment
        return False
    inside = {situation.tokens[i].form for i in range(match.first, match.last + 1)}
    if match.concept == LATER and "niet" in inside:
        return False
    return is_refused(situation, match, others) or situation.retracted(match.last)


def _is_past(situation: Situation, match: Match) -> bool:
    """Whether this was then ("heb ik in het gesprek verteld"), and is no condition for what comes ("als ik er een maand gewerkt heb")."""
    first, last = situation.span(situation.clause_of(match.first))
    forms = [token.form for token in situation.tokens[first : last + 1]]
    before, behind = forms[max(0, match.first - first - 6) : match.first - first], forms[match.last - first + 1 :]
    conditional = _CONDITION & {*before[-5:], *forms[match.first - first : match.last - first + 1]}
    if not conditional and {"heb", "hebben", "heeft", "had"} & set(before) and any(_PARTICIPLE.fullmatch(word) for word in behind[:3]):
        return True
    if not situation.marked("verleden", match.first) or situation.marked("heden", match.first):
        return False
    return not conditional and bool({"was", "waren", "heb", "had", "zei", "vertelde", "werd", "deed", "keek", "toen"} & set(forms))


def _strongest(situation: Situation, chosen: list[Match]) -> str | None:
    """Of several moments: the one that waits for need, then the fuller words, then what was said first."""
    full = [m for m in chosen if not _is_vague(situation, m)] or chosen
    if any(m.concept != NEVER for m in full):
        full = [m for m in full if m.concept != NEVER]
    if any(m.concept == NEEDED for m in full):
        return NEEDED
    # "als het vaste contract getekend is": what is fixed comes later than what is signed.
    later = [m for m in full if m.concept == LATER]
    overlapping = [m for m in full if m.concept != LATER and any(o.first <= m.last and m.first <= o.last for o in later)]
    full = [m for m in full if m not in overlapping] or full
    return full[0].concept if full else None


def _is_vague(situation: Situation, match: Match) -> bool:
    words = tuple(token.form for token in situation.tokens[match.first : match.last + 1])
    return words in _LOOSE or len(words) == 1 and words[0] in _VAGUE


def _says_afterwards(situation: Situation) -> bool:
    return bool({token.form for token in situation.tokens} & _AFTERWARDS)


def _afterwards(situation: Situation, refused: list[Match]) -> str | None:
    """ "in het gesprek niet, daarna wel": the moment that comes next."""
    if not refused or not _says_afterwards(situation):
        return None
    trial = any(token.form in _TRIAL for m in refused for token in situation.tokens[m.first : m.last + 1])
    return LATER if trial else _NEXT.get(refused[-1].concept)
