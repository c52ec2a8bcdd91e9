"""How open somebody wants to be: open, partly, closed, or still in doubt; nothing when the words choose nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.nlu.clauses import Situation
from bot.nlu.numbers import numbers_in
from bot.nlu.openness_asked import Asked
from bot.nlu.openness_when import LATER, NEEDED, NEVER, never_then, outer
from bot.nlu.openness_who import EVERYBODY, NOBODY, never_again, not_everybody, says_again
from bot.nlu.vocabulary import Match

OPEN, PARTLY, CLOSED, DOUBT = "open", "deels", "gesloten", "twijfel"
AT_ONCE = frozenset({"meteen", "direct", "gelijk", "onmiddellijk"})
_STRENGTHENS = frozenset({"helemaal", "volledig", "compleet", "totaal", "volkomen", "alles"})
_WHOLE = frozenset({"alles", "verhaal", "boek", "kaart", "plaatje", "geschiedenis", "mikmak", "rimram", "zwik", "achtergrond", "leven"})
_DETAIL = frozenset({"detail", "details"})
_PERCENT = re.compile(r"\b(\d{1,3}) (?:procent|percent|pct)\b")
_GRANTS = re.compile(
    r"\b(mag|mogen|kunnen|moeten) (.* )?(weten|hebben|horen|zien|uit|vragen)\b|\bwel\b|\bdelen? (.* )?(best|ok|prima|goed)\b|"
    r"\bik (zeg|vertel|deel) (?!niks|niet)|\b(zeg|vertel|deel) ik (?!niks|niet)|\bwil ik (.* )?(delen|zeggen|vertellen|kwijt)\b"
)
_KEEPS = re.compile(
    r"\b(blijft|blijven) (.* )?(thuis|mij|prive|binnen|af|mezelf)\b|\brest\b|\bgaat (.* )?aan\b|"
    r"\bhoud? ik (.* )?(mezelf|mij|prive|thuis|binnen)\b|\bniet\b|\bprive\b|\bniks\b"
)
_NEITHER = re.compile(r"\b(?:niet|geen|niks) (?:.* )?maar (?:.* )?ook (?:niet|geen|niks)\b")
_WEIGHS = re.compile(
    r"\bmisschien\b.*\b(?:misschien|of (?:toch|anders|eerder|later|juist|niemand))\b|\bof toch (?:niet|niemand|eerder|later|maar niet)\b"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What else was read: to whom, whether somebody is left out, when, whether moments were weighed, and what."""

    who: tuple[str, ...]
    refused: bool
    moment: str | None
    unsure: bool
    what: tuple[str, ...]


def direction_of(situation: Situation, asked: Asked, choice: Choice) -> str | None:
    """Weigh everything into open, deels, gesloten, twijfel or nothing."""
    said = {m.concept for m in _degrees(situation)}
    who, moment = choice.who, choice.moment
    if asked is Asked.BEFORE:
        return _again(situation, who)
    if asked is Asked.PROXY and not who:
        return DOUBT if _doubting(situation, said) else None
    if asked in (Asked.WHO, Asked.ALL, Asked.WHEN) and _weighs(situation):
        return DOUBT
    if who == (NOBODY,):
        return DOUBT if "twijfel" in said and len(situation.tokens) > 4 else CLOSED
    if asked is Asked.OPINION:
        return _opinion(situation, said)
    if asked is Asked.HOW_OPEN:
        return _degree(situation, said, choice)
    if choice.unsure or _doubting(situation, said) and not who and moment is None and not choice.what:
        return DOUBT
    if who == (EVERYBODY,):
        return PARTLY if choice.refused else OPEN
    if moment == NEVER:
        return CLOSED
    if moment == NEEDED or who or asked is Asked.WHO and (choice.refused or situation.find("openheid_anders")):
        return PARTLY
    if asked is Asked.WHAT or asked is Asked.ALL:
        return _content(situation, said, choice.what)
    if asked is Asked.WHEN:
        return OPEN if _plainly_open(situation) else None
    return None


def _degrees(situation: Situation) -> list[Match]:
    """The words for how open; a "nooit" that refuses one moment only ("nooit meteen") is none."""
    then = never_then(situation)
    return outer([m for m in situation.find("openheid_mate") if m.first != m.last or m.first not in then])


def _again(situation: Situation, who: tuple[str, ...]) -> str | None:
    if not says_again(situation) and not never_again(situation):
        return None
    return CLOSED if never_again(situation) else OPEN if who == (EVERYBODY,) else PARTLY


def _weighs(situation: Situation) -> bool:
    """ "de chef of toch niet": what is weighed is not chosen, unless one of them is sure."""
    said = {m.concept for m in situation.find("openheid_wikken")}
    weighs = "wikken" in said or bool(_WEIGHS.search(" ".join(t.form for t in situation.tokens)))
    return weighs and "zeker" not in said


def _plainly_open(situation: Situation) -> bool:
    return any(m.concept == "open" and m.last > m.first and not situation.negated(m.first, m.last) for m in situation.find("openheid_mate")) or any(
        t.form in AT_ONCE and not situation.negated(i, i) for i, t in enumerate(situation.tokens)
    )


def _doubting(situation: Situation, said: set[str]) -> bool:
    return DOUBT in said or _knows_not(situation)


def _knows_not(situation: Situation) -> bool:
    """ "weet ik niet", "zeg jij het maar"; "dan zeg ik het" is none."""
    return any(
        m.concept == "weet_niet"
        and not (situation.tokens[m.first].form == "zeg" and "ik" in {t.form for t in situation.tokens[m.first : m.last + 1]})
        for m in situation.find("twijfel")
    )


def _opinion(situation: Situation, said: set[str]) -> str | None:
    found = outer(situation.find("openheid_voor"))
    sides = {m.concept for m in found if m.concept == "tegen" or not situation.negated(m.first, m.last)}
    sides |= {"tegen" for m in found if m.concept == "voor" and m.last == m.first and situation.negated(m.first, m.last)}
    doubts = _doubting(situation, said) or _others_disagree(situation)
    if not doubts and ("deels" in said or _mixed(situation)):
        return PARTLY
    if not doubts and _shut(situation) and sides != {"voor", "tegen"}:
        return CLOSED
    if doubts or sides == {"voor", "tegen"}:
        return DOUBT
    if "voor" in sides or "open" in said and not _closed(situation):
        return OPEN
    return CLOSED if _closed(situation) or "tegen" in sides else None


def _shut(situation: Situation) -> bool:
    """Whether the mouth stays shut, in so many words: a decision, whatever is thought of it."""
    return any(m.concept == CLOSED and m.last - m.first >= 2 for m in _degrees(situation))


def _mixed(situation: Situation) -> bool:
    """One thing may be known and another not: "dat ik rust nodig heb wel, de rest is van mij"."""
    if _NEITHER.search(" ".join(t.form for t in situation.tokens)):
        return True
    frank = {
        situation.clause_of(m.first) for m in situation.find("openheid_mate") if m.concept == OPEN and _holds_its_own_no(situation, m.first, m.last)
    }
    past = {n for n, c in enumerate(situation.clauses) if situation.marked("verleden", c.first) and not situation.marked("heden", c.first)}
    clauses = ["" if n in frank | past else " ".join(t.form for t in situation.tokens[c.first : c.last + 1]) for n, c in enumerate(situation.clauses)]
    granting = {n for n, clause in enumerate(clauses) if _GRANTS.search(clause) and not _KEEPS.search(clause)}
    keeping = {n for n, clause in enumerate(clauses) if _KEEPS.search(clause)}
    return bool(granting and keeping)


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
        m.concept == "gesloten" and (m.last > m.first or situation.tokens[m.first].form not in ("nee", "niks", "niets")) for m in _degrees(situation)
    )


def _degree(situation: Situation, said: set[str], choice: Choice) -> str | None:
    scale = _on_a_scale(situation)
    if scale:
        return scale
    if choice.who == (EVERYBODY,):
        return PARTLY if choice.refused else OPEN
    mates = _degrees(situation)
    opened = [m for m in mates if m.concept == OPEN and not _only_strengthens(situation, m, said)]
    denied = [m for m in opened if situation.negated(m.first, m.last) and not _holds_its_own_no(situation, m.first, m.last)]
    limited = not_everybody(situation) or _limited(mates, situation)
    if choice.who or limited or PARTLY in said and not (opened and not denied and _fully(situation)):
        return DOUBT if DOUBT in said and PARTLY not in said else PARTLY
    doubts = DOUBT in said or _knows_not(situation) and not _fully(situation)
    if doubts and not (opened and len(situation.tokens) <= 3) and choice.moment in (None, NEVER):
        return DOUBT
    if _mixed(situation) or opened and not denied and _shut(situation):
        return PARTLY
    if opened and not denied:
        return PARTLY if _excepts(situation) else OPEN
    if choice.moment in (LATER, NEEDED):
        return PARTLY
    bare_no = [t.form for t in situation.tokens] in (["niet"], ["nee"], ["niet", "dus"], ["nee", "dank", "je"])
    return CLOSED if denied or CLOSED in said or bare_no else None


def _limited(mates: list[Match], situation: Situation) -> bool:
    """ "eerlijk zijn maar geen details": what is said last takes something off what stands before."""
    last = mates[-1] if mates else None
    forms = [t.form for t in situation.tokens[last.first : last.last + 1]] if last else []
    return last is not None and last.concept == PARTLY and forms[0] in ("geen", "zonder", "niet") and bool(_DETAIL & set(forms))


def _only_strengthens(situation: Situation, match: Match, said: set[str]) -> bool:
    """ "helemaal dicht", "alles voor mezelf": how far, of being closed."""
    return CLOSED in said and match.first == match.last and situation.tokens[match.first].form in _STRENGTHENS


def _holds_its_own_no(situation: Situation, first: int, last: int) -> bool:
    return bool({"niet", "niks", "geen", "nooit"} & {t.form for t in situation.tokens[first : last + 1]})


def _fully(situation: Situation) -> bool:
    return any(m.concept == OPEN and m.last > m.first and not situation.negated(m.first, m.last) for m in _degrees(situation))


def _on_a_scale(situation: Situation) -> str | None:
    """ "een 9", "3 van de 10": a mark from one to ten is an answer too."""
    share = _PERCENT.search(" ".join(t.form for t in situation.tokens))
    if share:
        return _of_a_mark(float(share[1]) / 10)
    marks = [n.value for n in numbers_in(situation.tokens) if n.value <= 10]
    forms = {t.form for t in situation.tokens}
    if not marks or not (forms & {"schaal", "cijfer", "punt", "punten"} or situation.tokens[0].form == "een" or len(situation.tokens) <= 4):
        return None
    mark = next((m for m in reversed(marks) if m not in (1, 10)), marks[-1])
    return _of_a_mark(mark)


def _of_a_mark(mark: float) -> str:
    return OPEN if mark >= 8 else PARTLY if mark >= 4 else CLOSED


def _content(situation: Situation, said: set[str], what: tuple[str, ...]) -> str | None:
    everything = [m for m in _degrees(situation) if m.concept == OPEN and _WHOLE & {t.form for t in situation.tokens[m.first : m.last + 1]}]
    if everything and not any(situation.negated(m.first, m.last) for m in everything) and PARTLY not in said:
        return PARTLY if _excepts(situation) else OPEN
    if PARTLY in said or what:
        return PARTLY
    if _doubting(situation, said):
        return DOUBT
    if CLOSED in said:
        return CLOSED
    return PARTLY if _tells_something(situation) else None


def _excepts(situation: Situation) -> bool:
    """ "alles behalve mijn medicijnen", "alles maar niet over de scheiding"."""
    forms = [t.form for t in situation.tokens]
    return bool({"behalve", "uitgezonderd"} & set(forms)) or ("maar", "niet") in zip(forms, forms[1:], strict=False)


def _tells_something(situation: Situation) -> bool:
    """ "dat ik ...", "waarom ...": something is told, whatever it is."""
    return bool({"dat", "wat", "hoe", "waarom"} & {t.form for t in situation.tokens[:3]}) and len(situation.tokens) >= 3
