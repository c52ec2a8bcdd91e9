"""From answers to an own day: when a client gets up, goes to bed and works. Hours are whole hours of the clock: the list has one value an hour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from bot.care.antwoorden import Antwoorden
from bot.care.energiedag import ETMAAL, SLAPEN, WAKKER, WEEK, Indeling, Werkuren
from bot.nlu import correction, wishes
from bot.nlu.normalise import Token, read
from bot.nlu.numbers import MINUTE_WORDS, clock_at

# What counts when it was not said, or not understood: the most usual day, and the shortest of the working days on offer.
GEWOON = Werkuren(9, 13)
WERKDAGEN = WEEK[:5]
TIJD, DAGEN, UREN = "uur", "dagen", "werkuren"
HALVE_DAG = 12
VROEG_OP_BED, VROEGSTE_WERK, VROEGSTE_OPSTAAN = 6, 6, 4
KORTSTE_DAG = 6
MIN_TIJDEN = 2  # a begin and an end
# From these hours on (of a clock of twelve) a named part of the day means the second half; "tien uur 's nachts" is 22.
TWEEDE_HELFT = {"ochtend": 13, "middag": 0, "avond": 4, "nacht": 9}
LAATSTE_VOOR_DE_MIDDAG = 11
_MIDDERNACHT = re.compile(r"middernacht|(?<![\d.:])\b(?:00?|nul)\s*(?:uur|u)\b", re.IGNORECASE)
_MET_U = re.compile(r"\b(\d{1,2})\s*u(?:ur)?\s*([0-5]\d)\b", re.IGNORECASE)
MINUTEN = {"5": 5, "vijf": 5, "10": 10, "tien": 10, "20": 20, "twintig": 20}
# "Een uur of tien" is about ten; "één uur" with accents is a time.
_ONGEVEER = re.compile(r"\b(?:(?:een|'?n)\s+)?uur(?:tje)?\s+of\s+(?=\S)", re.IGNORECASE)
_TIJD_ERVOOR = re.compile(r"(?:\d|\b(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf))\s*$", re.IGNORECASE)
_VOORMIDDAG = re.compile(r"\bvoor\s*(?:de\s+)?middag\b", re.IGNORECASE)
_DEEL = {
    **dict.fromkeys(("ochtend", "ochtends", "morgens", "vanochtend"), "ochtend"),
    **dict.fromkeys(("middag", "middags", "namiddag", "namiddags", "vanmiddag"), "middag"),
    **dict.fromkeys(("avond", "avonds", "vanavond"), "avond"),
    **dict.fromkeys(("nacht", "nachts", "vannacht"), "nacht"),
}
_DAG = r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:en|s)?\b"
# One day in the place of another stands right before it: "donderdag wordt vrijdag", and not "maandag moet ik naar kantoor, dinsdag niet".
_WORDT = re.compile(
    r"\b(?:wordt|word|werd|moet|moest|is|geworden|verandert in|naar)\s+"
    r"(?:(?:nu|toch|dus|weer|eigenlijk|liever|voortaan|geworden|zijn|op|de|een|naar)\s+)*"
    rf"(?={_DAG}|(?:ma|di|wo|do|vr|za)\b)"
)
_VOOR_DEEL = frozenset({"s", "in", "de", "het", "midden", "op", "vroege", "late", "vroeg", "laat", "na"})
_VOOR_TIJD = frozenset({"om", "rond", "tegen", "ongeveer", "zo", "rondom", "omstreeks", "pas", "van", "vanaf", "tot"})


@dataclass(frozen=True)
class Tijd:
    """A time of the clock as it was said. deel: the part of the day that was named with it. voluit: written as on a clock of 24 hours."""

    uur: float
    deel: str = ""
    voluit: bool = False

    @property
    def vast(self) -> bool:
        """Whether it can be only one hour of the day."""
        return bool(self.deel) or self.voluit or self.uur >= HALVE_DAG + 1

    @property
    def in_etmaal(self) -> float:
        """The hour of the day; what was named without a part of the day stays as it was said."""
        if not self.deel or self.uur >= HALVE_DAG + 1 or self.uur < TWEEDE_HELFT[self.deel]:
            return self.uur
        if self.deel == "middag" and self.uur >= LAATSTE_VOOR_DE_MIDDAG:
            return self.uur
        return self.uur + HALVE_DAG


def tijden(text: str) -> list[Tijd]:
    """The clock times in a text, in order: "half acht" is 7.5, "22:30" is 22.5, "een uur of tien" is 10. What was taken back is left out."""
    gelezen = read(_gewoon(text))
    tokens = gelezen.tokens
    found: list[Tijd] = []
    plekken: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        tijd = _op_minuten(tokens, at) or clock_at(tokens, at)
        if tijd is None:
            at += 1
            continue
        uur, last = tijd
        form = tokens[at].form
        found.append(Tijd(uur, _deel_na(tokens, last) or _deel_voor(tokens, at), len(form) > 1 and form[0] == "0"))
        plekken.append((tokens[at].start, tokens[last].end))
        at = last + 1
    verbeterd = correction.replaced(gelezen.text, plekken)
    return [tijd for nummer, tijd in enumerate(found) if nummer not in verbeterd]


def _op_minuten(tokens: tuple[Token, ...], at: int) -> tuple[float, int] | None:
    """A time such as "tien voor twaalf" or "vijf over half elf", as hours and its last token."""
    minuten = MINUTEN.get(tokens[at].form)
    rest = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].form in MINUTE_WORDS)
    if minuten is None or rest >= len(tokens) or tokens[rest].form not in ("voor", "over"):
        return None
    tijd = clock_at(tokens, rest + 1)
    return None if tijd is None else (tijd[0] + (minuten if tokens[rest].form == "over" else -minuten) / 60, tijd[1])


def _gewoon(text: str) -> str:
    """The text with "middernacht" as a time, "22u30" with a colon, and without "een uur of" before a time."""
    plain = _VOORMIDDAG.sub("ochtend", _MIDDERNACHT.sub("24 uur", _MET_U.sub(r"\1:\2", text.replace("’", "'"))))
    return _ONGEVEER.sub(lambda found: found[0] if _TIJD_ERVOOR.search(plain[: found.start()]) else "", plain)


def _deel_na(tokens: tuple[Token, ...], last: int) -> str:
    """The part of the day right after a time: "(elf uur) 's avonds"."""
    at = last + 1
    while at < len(tokens) and tokens[at].form in _VOOR_DEEL:
        at += 1
    return _DEEL.get(tokens[at].form, "") if at < len(tokens) and tokens[at].fragment == tokens[last].fragment else ""


def _deel_voor(tokens: tuple[Token, ...], first: int) -> str:
    """The part of the day right before a time: "'s avonds om (elf uur)"; not when it goes with a time before it."""
    at = first - 1
    while at >= 0 and tokens[at].form in _VOOR_TIJD:
        at -= 1
    if at < 0 or tokens[at].form not in _DEEL or any(token.form == "tot" for token in tokens[at:first]):
        return ""
    return _DEEL[tokens[at].form]


def begrijp(vraag: str, text: str) -> dict[str, object]:
    """What free words tell about the own day, for the question they answer; empty when nothing was understood."""
    if vraag == "werkdagen":
        dagen = next((wish.value for wish in wishes.understand(text, DAGEN).items if wish.key == DAGEN), None)
        return {DAGEN: list(dagen)} if isinstance(dagen, tuple) else {}
    gezegd = tijden(text)
    if vraag == "wakker" and gezegd:
        return {TIJD: _wakker(gezegd[0])}
    if vraag == "slapen" and gezegd:
        return {TIJD: _slapen(gezegd[0])}
    if vraag == "werkuren" and len(gezegd) >= MIN_TIJDEN and (van_tot := _van_tot(text, gezegd)):
        return {UREN: _werk(*van_tot)}
    return {}


def _van_tot(text: str, gezegd: list[Tijd]) -> list[Tijd]:
    """The two times that are begin and end: of the first day that has both; none where each time is of another day ("ma om 9 en di om 10")."""
    per_dag = [samen for deel in re.split(_DAG, text, flags=re.IGNORECASE) if (samen := tijden(deel))]
    van_een_dag = next((samen for samen in per_dag if len(samen) >= MIN_TIJDEN), None)
    if van_een_dag is not None and len(per_dag) > 1:
        return van_een_dag[:2]
    los = len(per_dag) > 1 and not re.search(r"\btot\b", text, re.IGNORECASE)
    return [] if los else gezegd[:2]


def andere_dag(text: str, eerder: Sequence[str]) -> list[str]:
    """The working days with one in the place of another: "donderdag wordt vrijdag"; empty when the words say no such thing, or it was none."""
    if tijden(text):
        return []  # that tells hours, of days that stay as they are
    delen = _WORDT.split(text.casefold(), maxsplit=1)
    gelezen = [begrijp("werkdagen", deel).get(DAGEN) for deel in delen]
    if len(gelezen) != 2 or not isinstance(gelezen[0], list) or not isinstance(gelezen[1], list) or not {*gelezen[0]} <= {*eerder}:
        return []
    nieuw = {*eerder} - {*gelezen[0]} | {*gelezen[1]}
    return [dag for dag in WEEK if dag in nieuw]


def rondt_af(vraag: str, text: str) -> bool:
    """Whether the times that count for this question were no whole hours: the list has one value an hour."""
    return vraag != "werkdagen" and any(tijd.uur % 1 for tijd in tijden(text)[: 2 if vraag == "werkuren" else 1])


def _wakker(tijd: Tijd) -> int:
    """ "Een uur" is after noon for who gets up then, unless the night is named."""
    middag = not tijd.vast and tijd.uur < VROEGSTE_OPSTAAN
    return floor(tijd.in_etmaal + (HALVE_DAG if middag else 0)) % ETMAAL


def _slapen(tijd: Tijd) -> int:
    """ "Elf uur" is in the evening, "twee uur" in the night, unless another part of the day is named."""
    laat = not tijd.vast and tijd.uur >= VROEG_OP_BED
    return ceil(tijd.in_etmaal + (HALVE_DAG if laat else 0)) % ETMAAL


def _werk(van: Tijd, tot: Tijd) -> list[int]:
    """ "Van tien tot twee" ends in the afternoon; "van een tot vijf" begins there; "van 22 tot 6" passes midnight."""
    begin, einde = van.in_etmaal, tot.in_etmaal
    if not van.vast and _ook_later(van.uur, tot):
        begin += HALVE_DAG
    if not tot.vast and (einde <= begin < HALVE_DAG or (HALVE_DAG <= begin < einde + HALVE_DAG < ETMAAL)):
        einde += HALVE_DAG
    return [floor(begin) % ETMAAL, ceil(einde) % ETMAAL]


def _ook_later(begin: float, tot: Tijd) -> bool:
    """Whether a beginning without a part of the day is in its second half: early hours are, and what the named end makes so."""
    if tot.deel == "ochtend":
        return begin >= tot.in_etmaal
    if tot.deel == "nacht":
        return begin >= VROEGSTE_WERK
    return begin < VROEGSTE_WERK or (tot.deel == "avond" and begin + HALVE_DAG < tot.in_etmaal)


def _tijd(antwoorden: Antwoorden, vraag: str, anders: int) -> int:
    gegeven = antwoorden.get(vraag)
    if gegeven is None:
        return anders
    gekozen = next((int(keuze.removeprefix("om_")) for keuze in gegeven.waarde.keuzes if keuze.startswith("om_")), None)
    return int(gegeven.waarde.begrepen.get(TIJD, anders if gekozen is None else gekozen))


def _werkuren(antwoorden: Antwoorden) -> Werkuren:
    gegeven = antwoorden.get("werkuren")
    if gegeven is None:
        return GEWOON
    if UREN in gegeven.waarde.begrepen:
        return Werkuren(*gegeven.waarde.begrepen[UREN])
    gekozen = next((re.findall(r"\d+", keuze) for keuze in gegeven.waarde.keuzes if keuze.startswith("van_")), None)
    return Werkuren(int(gekozen[0]), int(gekozen[1])) if gekozen else GEWOON


def indeling(antwoorden: Antwoorden) -> Indeling:
    """The own day as it was told."""
    wakker = _tijd(antwoorden, "wakker", WAKKER)
    slapen = _tijd(antwoorden, "slapen", SLAPEN)
    if (slapen - wakker) % ETMAAL < KORTSTE_DAG:  # "eight o'clock" of who gets up in the afternoon is in the morning
        slapen = (slapen + HALVE_DAG) % ETMAAL
    if "werk" not in antwoorden or not antwoorden["werk"].koos("ja"):
        return Indeling(wakker, slapen)
    gegeven = antwoorden.get("werkdagen")
    if gegeven is not None and gegeven.koos("week"):
        return Indeling(wakker, slapen, WERKDAGEN, _werkuren(antwoorden))
    dagen = tuple(gegeven.waarde.begrepen.get(DAGEN, ())) if gegeven is not None else ()
    return Indeling(wakker, slapen, dagen, _werkuren(antwoorden), wisselt=not dagen)


def mailuur(antwoorden: Antwoorden) -> int | None:
    """At what hour a mail was asked for; None for no mail."""
    gekozen = _tijd(antwoorden, "ritme", -1)
    return None if gekozen < 0 else gekozen


def deelt(antwoorden: Antwoorden) -> bool:
    """Only a clear yes is one (AVG art. 7)."""
    return "lezen" in antwoorden and antwoorden["lezen"].koos("ja")


def werkt(antwoorden: Antwoorden) -> bool:
    return "werk" in antwoorden and antwoorden["werk"].koos("ja")
