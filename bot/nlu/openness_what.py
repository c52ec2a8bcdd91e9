"""What somebody wants to tell: subjects by name, each with the client's own words. What stays private is left out."""

from __future__ import annotations

from bot.nlu.clauses import Situation
from bot.nlu.openness_asked import Asked
from bot.nlu.openness_when import outer
from bot.nlu.vocabulary import Match

_SILENT = frozenset({Asked.WORRY, Asked.PROS_CONS, Asked.BEFORE, Asked.WHEN, Asked.PROXY})
# How open, and what one thinks of it: a subject counts there only beside a word for telling it.
_TELLING = frozenset(
    "weten delen deel zeg zeggen vertel vertellen alleen enkel slechts uitsluitend dat over waarom begrijpen snappen hebben horen noemen".split()
)
_SHORT = 16  # words
_ABOUT = frozenset({"over", "van", "dat", "mijn", "de", "het", "waarom", "omdat", "vanwege"})
_KEPT = frozenset({"hou", "houd", "prive", "behalve", "gaat", "zonder"})
_NOT = frozenset({"niet", "niks", "geen", "zonder", "behalve", "nooit"})
_STAYS = frozenset({"thuis", "mij", "binnen", "prive", "af", "mezelf"})


def subjects_in(situation: Situation, asked: Asked) -> dict[str, str]:
    """Return the subjects to be told, each with the words it was read in."""
    if asked in _SILENT:
        return {}
    if asked is Asked.WHO and not _adds_a_subject(situation):
        return {}
    hidden = {
        situation.clause_of(m.first) for m in situation.find("openheid_prive") if m.concept == "prive" and situation.tokens[m.first].form in _KEPT
    }
    found: dict[str, str] = {}
    loose = situation.find("openheid_wat_los") if asked is Asked.WHAT else []
    for match in outer([*situation.find("openheid_wat"), *loose]):
        if situation.clause_of(match.first) in hidden or _stays_private(situation, match) or not _is_told(situation, asked, match):
            continue
        words = situation.words(match.first, match.last)
        if match.concept not in found:
            found[match.concept] = words
        elif words not in found[match.concept]:
            found[match.concept] += f", {words}"
    return found


def _is_told(situation: Situation, asked: Asked, match: Match) -> bool:
    """How open and what one thinks of it: only what stands beside a word for telling; a long story names much that is not to be told."""
    if asked not in (Asked.HOW_OPEN, Asked.OPINION):
        return True
    first, last = (0, len(situation.tokens) - 1) if len(situation.tokens) <= _SHORT else situation.span(situation.clause_of(match.first))
    return bool(_TELLING & {token.form for token in situation.tokens[first : last + 1]})


def _adds_a_subject(situation: Situation) -> bool:
    """ "… dat ik afasie heb", "… over mijn arm"; of a bare person ("de man van de planning") nothing is a subject."""
    forms = [token.form for token in situation.tokens]
    pairs = set(zip(forms, forms[1:], strict=False))
    return bool(pairs & {("dat", "ik"), ("over", "mijn"), ("dat", "mijn"), ("van", "mijn"), ("over", "dat"), ("zodra", "ik")})


def _stays_private(situation: Situation, match: Match) -> bool:
    """ "niet over mijn epilepsie", "mijn diagnose blijft thuis", "mijn pillen niet"; "dat mijn arm niet meewil" is told."""
    first, last = situation.span(situation.clause_of(match.first))
    forms = [token.form for token in situation.tokens]
    before = forms[max(first, match.first - 4) : match.first]
    for place, word in enumerate(before):
        if word in _NOT and (word in ("zonder", "behalve") or before[place + 1 : place + 2] and before[place + 1] in _ABOUT):
            return not {"ik", "alleen", "enkel"} & set(before[:place])
    behind = forms[match.last + 1 : last + 1]
    if behind == ["niet"] and not {"dat", "ik"} & set(forms[first : match.first]):
        return True
    return bool({"blijft", "blijven"} & set(behind)) and bool(_STAYS & set(behind))
