"""To whom somebody wants to tell it: the four people of the dialogue, everybody or nobody, from free words."""

from __future__ import annotations

import re

from bot.nlu.clauses import Situation, Stance
from bot.nlu.openness_asked import Asked
from bot.nlu.openness_when import is_refused, outer
from bot.nlu.vocabulary import Match

TARGETS = ("leidinggevende", "collega", "hr", "bedrijfsarts")
NOBODY, EVERYBODY = "niemand", "iedereen"
_WILL_NOT = re.compile(r"\b(?:ga|wil|zal) (?:ik|k) (?:dat |het |da |ook |nu |t )*(?:niet|nooit) (?:doen|zeggen|vertellen)\b")
_ONLY = frozenset({"alleen", "enkel", "slechts", "uitsluitend", "louter"})
# REFUSED here is a "no" that `is_refused` knows to be about something else.
_MEANT = (Stance.WISH, Stance.OTHER, Stance.REFUSED)
# Ways of saying how open, without people in them.
_FIGURES = frozenset({"krant", "daken", "prikbord", "gerust", "wereld"})
_IF = frozenset({"als", "wanneer", "zodra", "mocht", "tot", "totdat"})
_HAPPENS = frozenset("vraagt vragen merkt merken ziet zien begint belt zegt klaagt klagen ernaar erover erom boos kijkt kijken gaat aankomt".split())
_NOW = frozenset({"nu", "nou", "voortaan", "volgende", "deze", "dit"})
_ONLY_ABOUT_ALL = frozenset({Asked.WHO, Asked.ALL})
# Between "niet" and everybody.
_TO_ALL = frozenset({"aan", "tegen", "met", "bij", "voor", "zomaar", "per", "se", "de", "het", "mijn"})
# Endings of a leader ("*leider") that are none.
_NO_LEADER = ("begeleider", "begeleidster", "casemanager")
_LEADS_AFTER_ALL = frozenset({"praktijkbegeleider", "stagebegeleider", "werkbegeleider"})


def people_in(situation: Situation, asked: Asked) -> tuple[tuple[str, ...], bool]:
    """Return whom the client wants to tell, and whether somebody is left out on purpose."""
    if asked in (Asked.WORRY, Asked.PROS_CONS, Asked.OPINION):
        return (), False
    if asked is Asked.BEFORE and (not says_again(situation) or never_again(situation)):
        return (), False
    matches = situation.standing(_named(situation, asked))
    others = frozenset(i for m in matches if m.concept in TARGETS for i in range(m.first, m.last + 1))
    chosen: list[Match] = []
    refused: list[Match] = []
    for match in (m for m in matches if m.concept in TARGETS):
        if _is_exception(situation, match):
            chosen.append(match)
        elif _is_only_perhaps(situation, match):
            continue
        elif is_refused(situation, match, others) or _left_out(situation, match):
            refused.append(match)
        elif asked is Asked.BEFORE or situation.stance(match.first, match.last, others) in _MEANT and not _is_then(situation, match):
            chosen.append(match)
    all_of_them = [m for m in matches if m.concept == EVERYBODY]
    everybody = [m for m in all_of_them if not _not_all(situation, m) and _is_meant(situation, m, asked)]
    if everybody and not _narrowed(situation, everybody, chosen):
        return _everybody(situation, everybody, bool(refused))
    if chosen:
        return tuple(t for t in TARGETS if t in {m.concept for m in chosen}), bool(refused)
    if any(_not_all(situation, m) for m in all_of_them):
        return (), True
    nobody = [m for m in matches if m.concept == NOBODY and all(m.first > r.last for r in refused)]
    if asked in _ONLY_ABOUT_ALL and nobody and not situation.find("openheid_anders"):
        return (NOBODY,), True
    return (), bool(refused)


def _named(situation: Situation, asked: Asked) -> list[Match]:
    """The people in the text, without those that only look like them, and without those of before when now others are meant."""
    matches = outer(situation.find("openheid_wie"))
    exact = {(m.first, m.last) for m in matches if m.concept in ("hr", "bedrijfsarts")}
    matches = [m for m in matches if m.concept != "leidinggevende" or (m.first, m.last) not in exact and not _only_guides(situation, m)]
    if asked is Asked.BEFORE and len(matches) > 1:
        now = [i for i, token in enumerate(situation.tokens) if token.form in _NOW]
        return [m for m in matches if now and m.first > now[-1]] or matches
    matches = [m for m in matches if not _is_the_occasion(situation, m)]
    if asked is Asked.WHAT:  # "dat een collega mij moet helpen" is about him, not to him
        return [m for m in matches if {"aan", "tegen"} & {t.form for t in situation.tokens[max(0, m.first - 3) : m.first]}]
    if asked is Asked.PROXY:
        return [m for m in matches if not _does_the_telling(situation, m)]
    return matches


def _only_guides(situation: Situation, match: Match) -> bool:
    word = situation.tokens[match.first].form
    return match.first == match.last and word.endswith(_NO_LEADER) and word not in _LEADS_AFTER_ALL


def _is_then(situation: Situation, match: Match) -> bool:
    """ "mijn oude baas wist het": then, or what another advises while one doubts: "mijn man zegt de hr maar ik weet het niet"."""
    first, last = situation.span(situation.clause_of(match.first))
    forms = {token.form for token in situation.tokens[first : last + 1]}
    advised = situation.stance(match.first, match.last) is Stance.OTHER and bool({"zegt", "vindt", "zei", "vond", "adviseert", "raadt"} & forms)
    before = bool({"wist", "wisten", "toen", "destijds"} & forms) and not _NOW & forms
    given_up = "eerst" in forms and bool({"wou", "wilde", "dacht"} & forms)
    return before or given_up or advised and situation.has("twijfel.weet_niet")


def _is_the_occasion(situation: Situation, match: Match) -> bool:
    """ "als de chef ernaar vraagt": he is the occasion, not who is told."""
    forms = [token.form for token in situation.tokens]
    before, behind = forms[max(0, match.first - 3) : match.first], forms[match.last + 1 : match.last + 5]
    return bool(_IF & set(before)) and not {"aan", "tegen", "met", "bij", "op", "voor"} & set(before) and bool(_HAPPENS & set(behind))


def _does_the_telling(situation: Situation, match: Match) -> bool:
    """ "mijn baas mag het aan de collega's vertellen": the first tells, the second hears it."""
    forms = [token.form for token in situation.tokens]
    before = forms[max(0, match.first - 3) : match.first]
    told = {"aan", "tegen", "bij", "met", "naar"}
    verb = forms[match.last + 1 : match.last + 2]
    return bool(verb) and verb[0] in ("mag", "kan", "moet", "zal", "wil") and not told & set(before) and bool(told & set(forms[match.last + 1 :]))


def _left_out(situation: Situation, match: Match) -> bool:
    before = [t.form for t in situation.tokens[max(0, match.first - 3) : match.first]]
    return bool({"behalve", "zonder", "uitgezonderd"} & set(before))


def _is_only_perhaps(situation: Situation, match: Match) -> bool:
    """ "zeker de teamleider en misschien de collega's": beside a sure one, who is uncertain is not chosen."""
    sure = any(m.concept == "zeker" for m in situation.find("openheid_wikken"))
    return sure and "misschien" in {t.form for t in situation.tokens[max(0, match.first - 3) : match.first]}


def _is_exception(situation: Situation, match: Match) -> bool:
    """ "niemand behalve mijn bazin": out of nobody, she is in."""
    forms = [t.form for t in situation.tokens[: match.first]]
    return any(word in forms for word in ("behalve", "dan", "buiten", "tenzij")) and bool({"niemand", "geen", "niks"} & set(forms))


def _is_meant(situation: Situation, match: Match, asked: Asked) -> bool:
    """Whether everybody is whom the client wants to tell: not refused, not then, and no "wie daar allemaal zijn"."""
    refused = situation.negated(match.first, match.last) and situation.tokens[match.last].form != "aan"
    question = any(m.first <= match.first <= m.last for m in situation.find("openheid_vraagwoord"))
    words = {t.form for t in situation.tokens[match.first : match.last + 1]}
    figure = asked is Asked.HOW_OPEN and (bool(_FIGURES & words) or words == {"allemaal"}) or asked is Asked.WHEN and words <= {"het", "team"}
    first, last = situation.span(situation.clause_of(match.first))
    then = "toen" in {t.form for t in situation.tokens[first : last + 1]}
    past = situation.marked("verleden", match.first) and not situation.marked("heden", match.first) or then
    return not (refused or question or figure or past and asked is not Asked.BEFORE)


def _not_all(situation: Situation, match: Match) -> bool:
    """ "niet iedereen hoeft het te weten", "lang niet aan iedereen": some may, some may not, and who is not said."""
    tokens = situation.tokens
    at = match.first - 1
    while at >= 0 and tokens[at].fragment == tokens[match.first].fragment and tokens[at].form in _TO_ALL:
        at -= 1
    return at >= 0 and tokens[at].fragment == tokens[match.first].fragment and tokens[at].form == "niet"


def not_everybody(situation: Situation) -> bool:
    """Whether it is said that not everybody is to know."""
    return any(m.concept == EVERYBODY and _not_all(situation, m) for m in outer(situation.find("openheid_wie")))


def _narrowed(situation: Situation, everybody: list[Match], chosen: list[Match]) -> bool:
    """ "nu alleen mijn mentor" behind everybody."""
    return any(
        m.first > everybody[-1].last and _ONLY & {t.form for t in situation.tokens[max(everybody[-1].last, m.first - 4) : m.first]} for m in chosen
    )


def _everybody(situation: Situation, everybody: list[Match], refused: bool) -> tuple[tuple[str, ...], bool]:
    """Everybody; of "alle collega's, maar de baas niet" the collega's only."""
    words = {t.form for m in everybody for t in situation.tokens[m.first : m.last + 1]}
    if refused and words & {"collega", "collegas"}:
        return ("collega",), True
    return (EVERYBODY,), refused


def says_again(situation: Situation) -> bool:
    """Whether what was told before is to be done again, or otherwise, now: "wil ik weer zo", "nu alleen de chef", and a bare "weer" at the end."""
    last = situation.tokens[-1].form
    return last in ("weer", "opnieuw") or any(m.concept == "weer" for m in situation.find("openheid_besluit"))


def never_again(situation: Situation) -> bool:
    """ "nooit meer", "niet nog eens", "nu zeg ik niks"."""
    forms = [t.form for t in situation.tokens]
    again = any(f in ("nooit", "niet", "niks") and forms[i + 1 : i + 2] in (["meer"], ["nog"], ["weer"], ["opnieuw"]) for i, f in enumerate(forms))
    refuses = bool(_WILL_NOT.search(" ".join(forms)))
    return again or refuses or any(a in ("nu", "voortaan") and "niks" in forms[i : i + 6] for i, a in enumerate(forms))
