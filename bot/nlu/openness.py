"""What clients say about being open at work: to whom, when, what, and how open (richting).

Only the client's own choice counts: what others think, fears and advantages give no choice. Doubt is a full outcome.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.nlu.clauses import Situation
from bot.nlu.moves import plain
from bot.nlu.openness_asked import Asked, asked_about
from bot.nlu.openness_how import CLOSED, DOUBT, Choice, direction_of
from bot.nlu.openness_what import subjects_in
from bot.nlu.openness_when import moment_of, never_then
from bot.nlu.openness_who import EVERYBODY, NOBODY, TARGETS, people_in

__all__ = ["EVERYBODY", "NOBODY", "TARGETS", "Asked", "Openness", "asked_about", "says_never", "understand"]

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
# "moet ik nog over nadenken" asks nothing back.
_POSTPONES = frozenset({"nog", "eerst", "even"})
_ASKS = re.compile(
    r"(?!.*\b(nog|eerst)\b)(eh |en |maar |nou )*("
    r"(mag|moet|kan|kun|moogt|hoor|hoef) (ik|je|jij|ge|gij|u|iemand) (dat|da|het|t|zoiets|er|daar|eigenlijk|ook|iemand)\b|"
    r"(ben|bent|is|zijn) (ik|je|ge|dat|da|het|t|men) (dan |eigenlijk |dat |wel )*(verplicht|wettelijk)|"
    r"(mogen|moeten|kunnen) (ze|zij) (dat|het|er|daar|eigenlijk|mij|me) (zomaar |eigenlijk |dat |dan )*(vragen|eisen|weigeren|doorvertellen)|"
    r"wat (gebeurt|als|zou jij)\b)"
)
# A decision behind "daarom": who alone, or what "ik" does. Without worries: "nergens over, …".
_CONCLUDES = re.compile(
    r"\b(?:(?:daarom|vandaar|dus|dan)(?: dat| dan)? (?=.*\b(?:alleen|enkel|uitsluitend|slechts|zwijg\w*|verzwijg\w*|"
    r"(?:zeg|vertel|hou|houd|deel) ik|ik (?:zeg|vertel|hou|houd|deel|wil|het))\b)"
    r"|(?:nergens|geen|niet) .*?(?=\b(?:ze|iedereen|ze mogen|mogen|mag)\b.*\bweten\b|\bik ben .*\b(?:open|eerlijk)\b))(?P<keuze>.*)"
)


@dataclass(frozen=True, slots=True)
class Openness:
    """An understood choice; empty fields were not said. `zekerheid` (0..1) holds for the whole.

    `woorden` are the client's own, `wat_woorden` those of each `wat`. `uitgezonderd`: who is named is not all of it, for somebody is left out
    ("iedereen behalve de baas").
    """

    wie: tuple[str, ...] = ()
    moment: str | None = None
    wat: tuple[str, ...] = ()
    richting: str | None = None
    woorden: str = ""
    zekerheid: float = 0.0
    wat_woorden: tuple[str, ...] = ()
    uitgezonderd: bool = False


def understand(text: str, vraag: str | None = None) -> Openness:
    """Return what the client chooses in a message that answers `vraag`."""
    situation = Situation(text)
    asked = asked_about(vraag)
    if not situation.tokens or _counter_question(situation, text):
        return Openness()
    if asked in (Asked.WORRY, Asked.PROS_CONS):
        return _concluded(situation, asked, text)
    who, refused = people_in(situation, asked)
    moment, unsure = moment_of(situation, asked)
    subjects = subjects_in(situation, asked)
    direction = direction_of(situation, asked, Choice(who, refused, moment, unsure, tuple(subjects)))
    if direction == DOUBT:
        who, moment = (), None
    choice = _filled(text, who, moment, subjects, direction)
    return replace(choice, uitgezonderd=refused and who == (EVERYBODY,))


def _filled(text: str, who: tuple[str, ...], moment: str | None, subjects: dict[str, str], direction: str | None) -> Openness:
    if not (who or moment or subjects or direction):
        return Openness()
    sure = 0.6 if direction == DOUBT else 0.8
    return Openness(who, moment, tuple(subjects), direction, text.strip(), sure, tuple(subjects.values()))


def _concluded(situation: Situation, asked: Asked, text: str) -> Openness:
    """What somebody decides because of worries or advantages: "…, vandaar dat ik het alleen de chef zeg". Those themselves choose nothing."""
    found = _CONCLUDES.search(plain(text))
    shut = asked is Asked.WORRY and any(m.concept == CLOSED for m in situation.find("openheid_besluit"))
    if found is None or shut:
        return _filled(text, (), None, {}, CLOSED if shut else None)
    choice = understand(found.group("keuze"), "hoe open")
    return _filled(text, choice.wie, None, {}, choice.richting if choice.richting != DOUBT else None)


def says_never(text: str) -> bool:
    """Whether somebody says to tell it to nobody at any time: "nooit", "voor geen goud". Not when one person or moment is named."""
    said = plain(text)
    if not _NEVER.search(said) or _NOT_NEVER.search(said):
        return False
    situation = Situation(text)
    return not never_then(situation) and not any(match.concept in TARGETS for match in situation.find("openheid_wie"))


def _counter_question(situation: Situation, text: str) -> bool:
    """A question back ("moet ik dat nu beslissen?", "ben ik dat verplicht") chooses nothing."""
    if _ASKS.match(plain(text)):
        return True
    opening = [m for m in situation.find("openheid_open_einde") if m.first == 0 and m.concept == "vraag"]
    short = len(situation.tokens) <= 8 and situation.tokens[0].form in ("moet", "hoe", "mag", "is")
    return bool(opening) and (text.rstrip().endswith("?") or short and not _POSTPONES & {token.form for token in situation.tokens})
