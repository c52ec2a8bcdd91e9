"""What clients say about being open at work: to whom, when, what, and how open (richting).

Only the client's own choice counts: what others think, fears and advantages give no choice. Doubt is a full outcome.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from bot.nlu.clauses import Situation, Stance
from bot.nlu.moves import plain
from bot.nlu.normalise import fold
from bot.nlu.vocabulary import Match

TARGETS = ("leidinggevende", "collega", "hr", "bedrijfsarts")
NOBODY, EVERYBODY = "niemand", "iedereen"


class Asked(Enum):
    """The subjects a question about openness can have."""

    WHO = "wie"
    WHEN = "wanneer"
    WHAT = "wat"
    ALL = "wie, wanneer en wat"
    HOW_OPEN = "hoe open"
    OPINION = "wat vind je"
    BEFORE = "eerder"
    PROXY = "namens"
    WORRY = "zorgen"
    PROS_CONS = "voor- of nadelen"


_CUES: tuple[tuple[Asked, tuple[str, ...]], ...] = (
    (Asked.ALL, ("wie, wanneer",)),
    (Asked.PROXY, ("namens", "voor jou vertel")),
    (Asked.PROS_CONS, ("voordel", "nadel")),
    (Asked.WORRY, ("zorgen", "bang")),
    (Asked.BEFORE, ("eerder", "al eens", "vroeger")),
    (Asked.OPINION, ("wat vind", "mening")),
    (Asked.HOW_OPEN, ("hoe open", "richting", "keuze", "open wil")),
    (Asked.WHO, ("wie",)),
    (Asked.WHEN, ("wanneer", "moment")),
    (Asked.WHAT, ("wat",)),
)
AT_ONCE = frozenset({"meteen", "direct", "gelijk", "onmiddellijk"})
SILENT = frozenset({Asked.WORRY, Asked.PROS_CONS, Asked.BEFORE, Asked.OPINION})

_NEVER = re.compile(
    r"\b(no+it|nooits|nimmer|zeleven niet|(van )?(mijn|mn|me|m n) leven nie?t?|(voor|om) geen (goud|geld)|in geen (honderd|100|duizend|1000) jaar|"
    r"op geen enkel moment|(mee )?in (mijn|mn|het) graf)\b"
)
# With "nooit" in it these say something else: what was, what is not hidden, a doubt, or a part.
_NOT_NEVER = re.compile(
    r"\bnog (nooit|nimmer)\b|\b(heb|had|hebben|heeft|was|werd|durfde|wilde|wou|kon|mocht)\b|\bnooit (nooit|alles|alleen|zomaar|genoeg|zeker)\b|"
    r"\b(zeg|niet) nooit\b(?=.*\bnooit\b|$)|\bweet (maar |je |het )*nooit\b|\b(misschien|twijfel\w*|of) nooit\b|"
    r"\bnooit (misschien|of later|of)\b(?! te nimmer)|\b(zwijg\w*|verzwijg\w*|verberg\w*|verstop\w*|lieg\w*|geheim\w*|gelogen)\b|"
    r"\b(maar|behalve|wel|tenzij|totdat|voordat|eerst)\b|\?"
)


@dataclass(frozen=True, slots=True)
class Openness:
    """An understood choice; empty fields were not said. `zekerheid` (0..1) holds for the whole, `woorden` are the client's own."""

    wie: tuple[str, ...] = ()
    moment: str | None = None
    wat: tuple[str, ...] = ()
    richting: str | None = None
    woorden: str = ""
    zekerheid: float = 0.0


def asked_about(vraag: str | None) -> Asked:
    """Return the subject of a question (own id or its Dutch words); unknown questions ask for everything."""
    text = fold(vraag or "")
    return next((asked for asked, cues in _CUES if any(c in text for c in cues)), Asked.ALL)


def understand(text: str, vraag: str | None = None) -> Openness:
    """Return what the client chooses in a message that answers `vraag`."""
    situation = Situation(text)
    asked = asked_about(vraag)
    if not situation.tokens or _counter_question(situation, text):
        return Openness()
    who, refused = _who(situation, asked)
    moment, unsure = _moment(situation, asked)
    what = _what(situation, asked, who)
    direction = _direction(situation, asked, who, refused, moment, what, unsure)
    if direction == "twijfel":
        moment = None
    filled = bool(who or moment or what or direction)
    return Openness(
        who, moment, what, direction, text.strip() if filled else "", 0.8 if filled and direction != "twijfel" else 0.6 if filled else 0.0
    )


def says_never(text: str) -> bool:
    """Whether somebody says to tell it to nobody at any time: "nooit", "da zeg ik nooit", "voor geen goud". Not when one person is named."""
    said = plain(text)
    if not _NEVER.search(said) or _NOT_NEVER.search(said):
        return False
    return not any(match.concept in TARGETS for match in Situation(text).find("openheid_wie"))


def _counter_question(situation: Situation, text: str) -> bool:
    """A question back ("moet ik dat nu beslissen?") chooses nothing."""
    opening = [m for m in situation.find("openheid_open_einde") if m.first == 0 and m.concept == "vraag"]
    return bool(opening) and (text.rstrip().endswith("?") or len(situation.tokens) <= 8 and situation.tokens[0].form in ("moet", "hoe", "mag", "is"))


def _who(situation: Situation, asked: Asked) -> tuple[tuple[str, ...], bool]:
    """Return whom the client wants to tell, and whether somebody is left out on purpose."""
    if asked in (Asked.WORRY, Asked.PROS_CONS, Asked.OPINION):
        return (), False
    again = situation.find("openheid_besluit")
    if asked is Asked.BEFORE and (not any(m.concept == "weer" for m in again) or _never_again(situation)):
        return (), False
    matches = _outer(situation.find("openheid_wie"))
    others = frozenset(i for m in matches if m.concept in TARGETS for i in range(m.first, m.last + 1))
    chosen: list[str] = []
    refused = False
    for match in matches:
        if match.concept in (NOBODY, EVERYBODY):
            continue
        if situation.negated(match.first, match.last, others) or _left_out(situation, match):
            refused = True
        elif asked is Asked.BEFORE or situation.stance(match.first, match.last, others) in (Stance.WISH, Stance.OTHER):
            chosen.append(match.concept)
    names = {m.concept for m in matches}
    if EVERYBODY in names and not chosen and not _everybody_denied(situation, matches):
        return (EVERYBODY,), refused
    if chosen:
        return tuple(t for t in TARGETS if t in chosen), refused
    if NOBODY in names and asked in (Asked.WHO, Asked.ALL, Asked.HOW_OPEN) and not refused:
        return (NOBODY,), True
    return (), refused


def _outer(matches: list[Match]) -> list[Match]:
    """Leave out matches inside longer ones ("ploeg" in "de hele ploeg")."""
    return [
        m for m in matches if not any(o is not m and o.first <= m.first and m.last <= o.last and o.last - o.first > m.last - m.first for o in matches)
    ]


def _left_out(situation: Situation, match: Match) -> bool:
    before = [t.form for t in situation.tokens[max(0, match.first - 3) : match.first]]
    return "behalve" in before or "zonder" in before


def _everybody_denied(situation: Situation, matches: list[Match]) -> bool:
    return any(situation.negated(m.first, m.last) and situation.tokens[m.last].form not in ("aan",) for m in matches if m.concept == EVERYBODY)


def _moment(situation: Situation, asked: Asked) -> tuple[str | None, bool]:
    """Return the moment chosen and whether several were weighed."""
    if asked in SILENT:
        return None, False
    matches = list(situation.find("openheid_moment"))
    matches = [
        m for m in matches if not any(o is not m and o.first <= m.first and m.last <= o.last and o.last - o.first > m.last - m.first for o in matches)
    ]
    others = frozenset(i for m in matches for i in range(m.first, m.last + 1))
    chosen: list[str] = []
    for match in matches:
        if match.concept == "nooit":
            if asked in (Asked.WHEN, Asked.ALL):
                chosen.append("nooit")
            continue
        own_negation = match.concept == "als-het-nodig-is"
        if own_negation or not situation.negated(match.first, match.last, others) and not situation.retracted(match.last):
            chosen.append(match.concept)
    unsure = len(set(chosen)) > 1 and any(m.concept == "twijfel" for m in situation.find("openheid_mate"))
    if len(set(chosen)) > 1 and "nooit" in chosen:
        chosen = [c for c in chosen if c != "nooit"]
    for strong in ("als-het-nodig-is",):
        if strong in chosen:
            return strong, unsure
    return (chosen[0] if chosen else None), unsure


def _what(situation: Situation, asked: Asked, who: tuple[str, ...]) -> tuple[str, ...]:
    if asked in (Asked.WORRY, Asked.PROS_CONS, Asked.BEFORE, Asked.WHEN, Asked.PROXY):
        return ()
    hidden = {
        situation.clause_of(m.first)
        for m in situation.find("openheid_prive")
        if m.concept == "prive" and situation.tokens[m.first].form in ("hou", "houd", "prive", "behalve", "gaat", "zonder")
    }
    found = {m.concept: None for m in situation.find("openheid_wat") if situation.clause_of(m.first) not in hidden}
    if asked is Asked.HOW_OPEN and not who:
        return ()
    return tuple(found)


def _direction(
    situation: Situation, asked: Asked, who: tuple[str, ...], refused: bool, moment: str | None, what: tuple[str, ...], unsure: bool
) -> str | None:
    """Weigh everything into open, deels, gesloten, twijfel or nothing."""
    said = {m.concept for m in _outer(situation.find("openheid_mate"))}
    decided = {m.concept for m in situation.find("openheid_besluit")}
    if asked is Asked.PROS_CONS or asked is Asked.WORRY:
        return "gesloten" if "gesloten" in decided and asked is Asked.WORRY else None
    if asked is Asked.BEFORE:
        if "weer" not in decided:
            return None
        return "gesloten" if _never_again(situation) else "open" if who == (EVERYBODY,) else "deels"
    if who == (NOBODY,):
        return "twijfel" if "twijfel" in said and len(situation.tokens) > 4 else "gesloten"
    if asked is Asked.OPINION:
        return _opinion(situation, said)
    if unsure or _doubting(situation, said) and not who and moment is None and not what:
        return "twijfel"
    if asked in (Asked.HOW_OPEN,):
        return _degree(situation, said, who, refused)
    if who == (EVERYBODY,):
        return "deels" if refused else "open"
    if moment == "nooit":
        return "gesloten"
    if moment == "als-het-nodig-is" or who or refused and asked is Asked.WHO:
        return "deels"
    if asked is Asked.WHAT or asked is Asked.ALL:
        return _content(situation, said, what)
    if asked is Asked.WHEN:
        return "open" if _plainly_open(situation) else None
    return None


def _plainly_open(situation: Situation) -> bool:
    return any(m.concept == "open" and m.last > m.first and not situation.negated(m.first, m.last) for m in situation.find("openheid_mate")) or any(
        t.form in AT_ONCE and not situation.negated(i, i) for i, t in enumerate(situation.tokens)
    )


def _doubting(situation: Situation, said: set[str]) -> bool:
    return "twijfel" in said or situation.has("twijfel.weet_niet")


def _never_again(situation: Situation) -> bool:
    forms = [t.form for t in situation.tokens]
    return any(f in ("nooit", "niet") and forms[i + 1 : i + 2] in (["meer"], ["nog"], ["weer"]) for i, f in enumerate(forms))


def _opinion(situation: Situation, said: set[str]) -> str | None:
    sides = {m.concept for m in situation.find("openheid_voor") if m.concept == "tegen" or not situation.negated(m.first, m.last)}
    if "deels" in said and "twijfel" not in said:
        return "deels"
    if "twijfel" in said or sides == {"voor", "tegen"} or _others_disagree(situation):
        return "twijfel"
    if "voor" in sides or "open" in said and not _closed(situation):
        return "open"
    return "gesloten" if _closed(situation) or "tegen" in sides else None


def _others_disagree(situation: Situation) -> bool:
    """Two people advise differently and the client stands between them."""
    return (
        sum(
            1
            for m in situation.find("anders_mening")
            if situation.tokens[m.first].form in ("zegt", "vindt", "adviseert", "zei", "vond", "zeggen", "vinden")
        )
        >= 2
    )


def _closed(situation: Situation) -> bool:
    return any(
        m.concept == "gesloten" and (m.last > m.first or situation.tokens[m.first].form not in ("nee", "niks", "niets"))
        for m in _outer(situation.find("openheid_mate"))
    )


def _degree(situation: Situation, said: set[str], who: tuple[str, ...], refused: bool) -> str | None:
    scale = _on_a_scale(situation)
    if scale:
        return scale
    if who == (EVERYBODY,):
        return "open"
    if who or "deels" in said and not (said & {"open"} and _fully(situation)):
        return "twijfel" if "twijfel" in said and "deels" not in said else "deels"
    opened = [m for m in situation.find("openheid_mate") if m.concept == "open"]
    denied = [m for m in opened if situation.negated(m.first, m.last) and situation.tokens[m.first].form not in ("niet", "niks", "niets", "geen")]
    if _doubting(situation, said) and not (opened and len(situation.tokens) <= 3):
        return "twijfel"
    if opened and not denied:
        return "open"
    bare_no = [t.form for t in situation.tokens] in (["niet"], ["nee"], ["niet", "dus"], ["nee", "dank", "je"])
    return "gesloten" if denied or "gesloten" in said or bare_no else None


def _fully(situation: Situation) -> bool:
    return any(m.concept == "open" and m.last - m.first >= 1 and not situation.negated(m.first, m.last) for m in situation.find("openheid_mate"))


def _on_a_scale(situation: Situation) -> str | None:
    """ "een 9", "3 van de 10": a mark from one to ten is an answer too."""
    from bot.nlu.numbers import numbers_in

    marks = [n.value for n in numbers_in(situation.tokens) if n.value <= 10]
    forms = {t.form for t in situation.tokens}
    if not marks or not (forms & {"schaal", "cijfer", "punt", "punten"} or situation.tokens[0].form == "een" or len(situation.tokens) <= 4):
        return None
    mark = next((m for m in reversed(marks) if m not in (1, 10)), marks[-1])
    return "open" if mark >= 8 else "deels" if mark >= 4 else "gesloten"


def _content(situation: Situation, said: set[str], what: tuple[str, ...]) -> str | None:
    mates = situation.find("openheid_mate")
    everything = [
        m for m in mates if m.concept == "open" and {"alles", "verhaal", "boek", "kaart"} & {t.form for t in situation.tokens[m.first : m.last + 1]}
    ]
    if everything and not any(situation.negated(m.first, m.last) for m in everything) and "deels" not in said:
        return "open"
    if "deels" in said or what:
        return "deels"
    if "twijfel" in said:
        return "twijfel"
    if "gesloten" in said:
        return "gesloten"
    return "deels" if _tells_something(situation) else None


def _tells_something(situation: Situation) -> bool:
    """ "dat ik ...", "waarom ...": something is told, whatever it is."""
    return bool({"dat", "wat", "hoe", "waarom"} & {t.form for t in situation.tokens[:3]}) and len(situation.tokens) >= 3
