"""What stands around a match: denial, improvement, a closed past, somebody else."""

from __future__ import annotations

import re

_CLAUSE = frozenset(". ! ? ; : ,".split()) | {"maar", "want", "omdat", "terwijl", "dus"}
_DENIAL = frozenset("niet geen niks nooit nergens nauwelijks amper zonder noch niemand zelden evenmin nie".split())
_AS_OFTEN = frozenset("meer zo snel vaak erg vlug rap gauw veel heel gemakkelijk makkelijk".split())
_LESS = frozenset("minder afgenomen afneemt voorbij beter gedaald daalt".split())
_BETTER = re.compile(
    r" (gaat (al |nu |weer |wel |een stuk |stukken |veel |steeds )*beter|beter (te doen|aan|geworden|gaan)"
    r"|wordt (steeds )?(minder|beter)|(is|zijn) (nu |weer |gelukkig )*(over|voorbij|weg|opgelost|achter de rug)"
    r"|vooruit (gegaan|gaat)|gaat (\w+ )?vooruit|knap(t)? op|opgeknapt|valt (best |heel |reuze )?mee|geen probleem|geen last"
    r"|nemen af|neemt af|kan (ik )?weer|lukt (het )?weer|trekt (bij|op)|juist minder"
    r"|minder (vaak|snel|erg|last)|doet me niks|niet erg) "
)
_YET = re.compile(r" (maar|toch|alleen) ")
_ABILITY = frozenset("lukt lukken combineren opladen helpt moeite bijhouden".split())
_PAST = re.compile(
    r" (?<!dan )(?<!als )(?<!nog )(vroeger(?! (weg|naar|stoppen|op|nooit))|destijds|indertijd|eertijds|voorheen|(vorig"
    r"|vorige) (jaar|baan|baas|werk|chef|werkplek|winter|zomer|voorjaar)|jaar geleden|jaren geleden|maanden geleden"
    r"|lang geleden"
    r"|in die tijd|(?<!dan )(?<!als )in het begin|als (kind|puber)|toen ik|op school|bij mijn (vorige|oude)"
    r"|in de (revalidatie|kliniek)|in het ziekenhuis|achter de rug|verleden tijd|(dat|die tijd) (is|ligt) (nu "
    r"|gelukkig )?(voorbij|over)) "
)
_NOW = re.compile(r" (nu|tegenwoordig|sinds|sindsdien|steeds|vandaag|deze|laatste|weer|alweer|inmiddels|nog|ben|word|heb) ")
_NOW_FINE = re.compile(
    r" (nu|sindsdien|tegenwoordig|met|inmiddels) (\w+ ){0,6}(niet meer|niet|nooit|minder|beter|goed|prima|anders|mee|geen"
    r"|over|rustig\w*|weg|vol|aan|wel|topper|lekker|fijn|zonder) "
)
_AFTER = re.compile(r" (?:(?:ben|word|voel|heb|maak|doe|had) ik (?:me |er |echt |dus |zeker )*)?(?:niet|nooit|geenszins) (?!alleen|meer weten)")
_AFTER_VERB = re.compile(r" (?:niks|(?:mijn|de|die) \w+ (?:niet|nooit))(?: meer)? ")
_FIRST = frozenset("ik me mij mijn mezelf we ons ikzelf wij".split())
_KIN = (  # people, animals and things that can be the subject instead of the speaker
    r"(?:man|vrouw|zoon|zoontje|dochter|dochtertje|moeder|vader|ma|pa|mama|papa|broer|zus|zusje|buurman|buurvrouw|chef|baas"
    r"|bazin|collega|collegas|leidinggevende|vriend|vriendin|oma|opa|kind|kinderen|klant|begeleider"
    r"|jobcoach|stagiair|stagiaire|teamleider|kleinzoon|kleindochter|kleinkind|neef|nicht|tante|oom|kat|hond|maat|partner"
    r"|schoonmoeder|schoonvader|ploegbaas|voorman|planner|buren|ouders|machine|computer|printer|laptop|telefoon|fiets|bus"
    r"|trein|auto)"
)
_OTHER = re.compile(rf" (?:(?:mijn|onze|ons|de|een|zijn|haar|die|iemand|den|hun) (?:\w+ )?{_KIN}|hij|zij|iemand anders|iedereen) ")
_PREPOSITION = re.compile(r" (tegen|bij|van|met|aan|door|voor|naar|in|op|over|als|om|mis) $")
_REPORT = re.compile(r" (zegt|zei|zeggen|vindt|vinden|merkt|merken|vroeg|vraagt|klaagt|noemt|ziet) ")


class Context:
    """The window a match stands in, looked through once."""

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._line = f" {' '.join(words)} "
        self._better = bool(_BETTER.search(self._line))
        past = _PAST.search(self._line)
        self._past = bool(past) and (not _NOW.search(self._line, past.start() if past else 0) or bool(_NOW_FINE.search(self._line)))

    def flags(self) -> list[str]:
        """Return what holds for the window as a whole, as features for the classifier."""
        found = [name for name, holds in (("beter", self._better), ("verleden", self._past), ("ander", self._is_other(0, len(self._words)))) if holds]
        return found + (["nu_goed"] if _NOW_FINE.search(self._line) else [])

    def objection(self, first: int, last: int, has_own_negation: bool) -> str:
        """Return why the words first..last do not count ("ontkend", "beter", "verleden", "ander") or "" when they do."""
        start = next((at + 1 for at in range(first - 1, max(first - 7, -1), -1) if self._cuts(at, first)), max(first - 6, 0))
        end = next((at for at in range(last, min(last + 4, len(self._words))) if self._words[at] in _CLAUSE), min(last + 4, len(self._words)))
        before, after = self._words[start:first], self._words[last:end]
        inside = self._words[first:last]
        if not has_own_negation and (_denies(before) or _denies(inside[:-1]) or (not _ABILITY & set(inside) and _denied_after(after))):
            return "ontkend"
        if not has_own_negation and (_LESS & set(before[-4:]) or "minder" in inside[:-1]):
            return "beter"
        if self._better and not _YET.search(self._line) and _BETTER.search(f" {' '.join([*self._words[:first], '|', *self._words[last:]])} "):
            return "beter"
        if self._past:
            return "verleden"
        return "ander" if self._is_other(start, end) else ""

    def _cuts(self, at: int, first: int) -> bool:
        """True when a clause ends at the word; "en" ends one unless it joins the match itself ("niet somber en boos")."""
        return self._words[at] in _CLAUSE or (self._words[at] in ("en", "of") and first - at > 1)

    def _is_other(self, start: int, end: int) -> bool:
        """True when the clause has another person or a thing as its subject and the speaker does not come into it."""
        clause = f" {' '.join(self._words[start:end])} "
        other = _OTHER.search(clause)
        if not other or _REPORT.search(clause):
            return False
        if len(clause[: other.start()].split()) > 2 or _PREPOSITION.search(clause[: other.start() + 1]):
            return False
        return not (_FIRST & set((clause[: other.start()] + " " + clause[other.end() :]).split()))


def _denies(words: list[str]) -> bool:
    """True when a denial among the words still reaches their end; "niet alleen" and "niet te" deny nothing."""
    for at in range(len(words) - 1, -1, -1):
        if words[at] in _DENIAL:
            follows = words[at + 1] if at + 1 < len(words) else ""
            between = set(words[at + 1 :])
            # "Niet meer zo snel boos" denies; "niet zo goed moe ook" and "nog nooit zo moe" do not.
            zo = words[at] != "nooit" and between <= _AS_OFTEN
            carried = "last" in between or zo or not between & {"van", "door", "zo", "als", "toen"}
            return carried and follows not in ("alleen", "normaal", "gewoon", "te", "vooruit", "voor", "goed") and len(words) - at <= 4
    return False


def _denied_after(words: list[str]) -> bool:
    """True for "moe ben ik niet", "boos word ik nooit meer" and, to the end of the clause, "(vergeet) niks" and "(vergeet) de code niet"."""
    line = f" {' '.join(words)} "
    return bool(_AFTER.match(line) or _AFTER_VERB.fullmatch(line))
