"""How something in a text is meant: wished, refused, past, about somebody else, about today.

Works on clauses: what stands between punctuation marks and conjunctions. Negation reaches forward to the end of its clause or the first
"wel", and backward over the nearest things mentioned ("collega's nee"). Phrases that only look like negation are masked first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.nlu import correction
from bot.nlu.normalise import Reading, Token, read
from bot.nlu.vocabulary import Match, find

CONJUNCTIONS = frozenset("want omdat dus doordat terwijl aangezien anders daarom zodat hoewel tenzij alhoewel".split())
# After these words "maar" softens instead of contrasting ("doe mij maar", "alleen maar").
PARTICLE_BEFORE_MAAR = frozenset("mij me doe dan toch zie laat kom ga zeg ook alleen er zo geef zet noem hem hier doen zien ja".split())
# Then and now are told in one breath without punctuation ("vroeger was ik kok en nu ...").
TIME_TURNS = frozenset("nu vroeger toen".split())
CONFIRM = frozenset("ja wel graag prima ok liefst".split())
REFUSALS = frozenset({"niet", "geen", "nooit"})
# Words between a "niet" or "wel" and the thing it is about, or between the things of one list.
BEFORE_A_THING = frozenset("aan tegen met bij op voor de het een mijn t of en noch".split())


class Stance(Enum):
    """How the writer means a thing he mentions."""

    WISH = "wens"
    REFUSED = "geweigerd"
    RETRACTED = "teruggenomen"
    PAST = "verleden"
    OTHER = "ander"
    TODAY = "vandaag"
    DOUBT = "twijfel"


@dataclass(frozen=True, slots=True)
class _Clause:
    first: int
    last: int


class Situation:
    """A reading with its clauses and everything that changes the meaning of what stands in them."""

    def __init__(self, text: str) -> None:
        """Read the text; cost is linear in its (bounded) length."""
        self.reading: Reading = read(text)
        self.tokens: tuple[Token, ...] = self.reading.tokens
        self._signs = correction.signs(text)
        self._cache: dict[str, list[Match]] = {}
        self.clauses = self._split()
        self._starts = [c.first for c in self.clauses]
        masked = self._no_refusals() | self._corrections()
        self._before: set[int] = set()
        self._after: set[int] = set()
        for match in self.find("ontkenning"):
            if match.concept == "bevestiging" or match.first in masked or match.last in masked:
                continue
            if match.concept == "geen":
                self._before.add(match.last)
                if self.tokens[match.last].form in ("niet", "nooit", "niks"):
                    self._after.add(match.first)
            else:
                self._after.add(match.first)
        self._forward = self._before_a_day()
        self._after -= self._forward
        self._confirmed = {m.first for m in self.find("ontkenning") if m.concept == "bevestiging"}
        self._marks: dict[str, set[int]] = defaultdict(set)
        for book in ("verleden", "heden", "vandaag", "twijfel", "ander"):
            for match in self.find(book):
                self._marks[f"{book}.{match.concept}" if book == "twijfel" else book].add(self.clause_of(match.first))
        todays = {self.tokens[m.first].sentence for m in self.find("vandaag")}
        # "gisteren zei hij ..., dus een kas": what follows from it is no longer about that day.
        concluding = next((n for n, c in enumerate(self.clauses) if self.tokens[c.first].form == "dus"), len(self.clauses))
        self._marks["vandaag"] |= {n for n, c in enumerate(self.clauses[:concluding]) if self.tokens[c.first].sentence in todays}

    def _no_refusals(self) -> set[int]:
        """The places of what only looks like a negation; "als het maar niet in de bouw is" is a real one."""
        matches = [m for m in self.find("schijnontkenning") if "maar" not in {t.form for t in self.tokens[m.first + 1 : m.last]}]
        return {i for m in matches for i in range(m.first, m.last + 1)}

    def _corrections(self) -> set[int]:
        """The places of a sure sign of a correction: its "nee" takes back, and refuses nothing."""
        sure = [sign for sign in self._signs if not sign.weak]
        return {i for i, token in enumerate(self.tokens) if any(sign.start <= token.start < sign.end for sign in sure)}

    def _before_a_day(self) -> set[int]:
        """The places of "niet" in "niet op woensdag": it is about the day behind it, and refuses nothing before it."""
        days = {m.first for m in self.find("dag")}
        forms = [t.form for t in self.tokens]
        return {
            k for k in self._before if forms[k + 1 : k + 2] == ["op"] and (k + 2 in days or (k + 3 in days and forms[k + 2] in ("de", "een", "elke")))
        }

    def replaced(self, spans: Sequence[tuple[int, int]]) -> dict[int, int]:
        """Return which of these things (first and last token, in order) the writer takes back for which other: number -> number."""
        places = [(self.tokens[first].start, self.tokens[last].end) for first, last in spans]
        return correction.replaced(self.reading.text, places, self._signs)

    def standing(self, matches: Sequence[Match]) -> list[Match]:
        """Return the matches without those that the writer takes back for another."""
        spans: list[tuple[int, int]] = []  # one for matches that overlap, for they are about one thing
        for match in sorted(matches, key=lambda m: (m.first, m.last)):
            if spans and match.first <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(spans[-1][1], match.last))
            else:
                spans.append((match.first, match.last))
        gone = [spans[n] for n in self.replaced(spans)]
        return [m for m in matches if not any(first <= m.first <= last for first, last in gone)]

    def find(self, book: str) -> list[Match]:
        """Return (cached) what a book of the vocabulary finds here."""
        if book not in self._cache:
            self._cache[book] = find(book, self.tokens)
        return self._cache[book]

    def masked(self, *books: str) -> set[int]:
        """Return the token places that matches of these books cover."""
        return {i for book in books for m in self.find(book) for i in range(m.first, m.last + 1)}

    def clause_of(self, i: int) -> int:
        """Return the number of the clause of token i."""
        return bisect_right(self._starts, i) - 1

    def span(self, clause: int) -> tuple[int, int]:
        """Return the first and last token of a clause."""
        return self.clauses[clause].first, self.clauses[clause].last

    def words(self, first: int, last: int) -> str:
        """Return the client's own words."""
        return self.reading.words(first, last)

    def marked(self, mark: str, i: int) -> bool:
        """Say whether the clause of token i carries a mark (verleden, vandaag, twijfel.weet_niet, ...)."""
        return self.clause_of(i) in self._marks[mark]

    def has(self, mark: str) -> bool:
        """Say whether any clause carries the mark."""
        return bool(self._marks[mark])

    def _split(self) -> list[_Clause]:
        starts = [0] if self.tokens else []
        for i in range(1, len(self.tokens)):
            token, before = self.tokens[i], self.tokens[i - 1]
            contrast = token.form == "maar" and before.form not in PARTICLE_BEFORE_MAAR
            turn = token.form in TIME_TURNS and before.form not in ("tot", "van", "voor") and i - starts[-1] >= 2
            if token.fragment != before.fragment or token.form in CONJUNCTIONS or contrast or turn:
                starts.append(i)
        ends = [s - 1 for s in starts[1:]] + [len(self.tokens) - 1]
        return [_Clause(a, b) for a, b in zip(starts, ends, strict=False)] if self.tokens else []

    def negated(self, first: int, last: int, others: frozenset[int] = frozenset()) -> bool:
        """Say whether the thing at tokens first..last is refused; `others`: places where other things of its kind stand."""
        a, b = self.span(self.clause_of(first))
        before = self._said_before(first, a, others)
        for k in range(last + 1, min(b, last + 3) + 1):  # "di niet", "fiets ja": the word right behind decides
            if k in self._forward or self._turns(k, a, b, others):
                break
            if self.tokens[k].form == "wel" and before in REFUSALS and self._thing_behind(k, b, others) is not None:
                return True  # "niet de baas wel hr"
            if k in self._after or k in self._before and self.tokens[k].form in ("niet", "nooit"):
                instead = k + 1 <= b and k + 1 in others and self.tokens[k].form == "nee"
                # "ma nee di ja" grants and refuses in turn; "ma nee di" puts the one in the place of the other.
                in_turn = k + 2 <= b and (k + 2 in self._after or self.tokens[k + 2].form in CONFIRM)
                return not instead or in_turn
            if self.tokens[k].form in CONFIRM:
                return False
            if k in others and not self._list_goes_on(k, b, others):
                break
        for k in range(first, last + 1):
            if k in self._before and self.tokens[first].form in ("geen", "niet", "zonder"):
                return False  # the negation belongs to the thing itself ("geen lawaai" is a wish for quiet)
        for k in range(first - 1, a - 1, -1):
            if k in self._confirmed and self.tokens[k].form in ("wel", "liefst", "graag", "alleen", "ja"):
                break
            if k in self._before:
                return self._turns(k, a, b, others) or self._reaches(k, first, others)
        return self._refused_later(last, b, others)

    def _said_before(self, first: int, a: int, others: frozenset[int]) -> str:
        """The "wel" or "niet" before a thing, or before the list it stands in; empty when it belongs to what stands before it ("hr niet de baas")."""
        k = self._list_start(first, a, others) - 1
        return self.tokens[k].form if k >= a and k - 1 not in others else ""

    def _list_start(self, i: int, a: int, others: frozenset[int]) -> int:
        """The first token of the list of things that ends at token i."""
        while i > a and (i - 1 in others or self.tokens[i - 1].form in BEFORE_A_THING):
            i -= 1
        return i

    def _thing_behind(self, k: int, b: int, others: frozenset[int]) -> int | None:
        """The thing that stands right behind token k: "hr" in "niet aan hr"."""
        n = k + 1
        while n <= b and n not in others and self.tokens[n].form in BEFORE_A_THING - {"of", "en", "noch"}:
            n += 1
        return n if n <= b and n in others else None

    def _turns(self, k: int, a: int, b: int, others: frozenset[int]) -> bool:
        """Say whether the "niet" at k turns to what comes: "maandag en dinsdag niet vrijdag", "wel de baas niet de collega's".

        A single thing before it is refused ("di niet wo"), and so is a list when something is said of the things behind ("niet vrijdag wel").
        """
        if self.tokens[k].form != "niet" or k - 1 not in others or self._thing_behind(k, b, others) is None:
            return False
        start = self._list_start(k, a, others)
        before = self._said_before(start, a, others)
        if before == "wel":
            return True
        listed = any(self.tokens[n].form == "en" and n - 1 in others for n in range(start, k))
        return (listed or before in ("alleen", "enkel")) and all(n in others or self.tokens[n].form in BEFORE_A_THING for n in range(k + 1, b + 1))

    def denied_behind(self, last: int) -> bool:
        """Say whether what is said behind this token in its clause is a refusal: "meer dan 24 uur mag ik niet"; "… is niet erg" is none."""
        end = self.span(self.clause_of(last))[1]
        seeming = [m for m in self.find("schijnontkenning") if m.first > last]
        taken_back = self._corrections()
        return any(
            last < m.first <= end
            and (m.concept == "na_niet" or m.concept == "geen" and self.tokens[m.last].form in ("niet", "nooit", "niks"))
            and self.tokens[min(m.last + 1, end)].form != "op"  # "niet op vrijdag" is about the day
            and m.first not in taken_back
            and (self.tokens[m.first].form != "nee" or m.last == end)  # "… nee, twintig" goes on to another amount
            and not any(s.first <= m.first and m.last <= s.last for s in seeming)
            for m in self.find("ontkenning")
        )

    def _reaches(self, k: int, first: int, others: frozenset[int]) -> bool:
        """ "niet" right behind another thing of the same kind ("di niet wo") belongs to that thing."""
        return not (self.tokens[k].form in ("niet", "nooit") and k - 1 in others and first - k <= 2 and k + 1 in others)

    def _list_goes_on(self, k: int, end: int, others: frozenset[int]) -> bool:
        return any(n in self._after for n in range(k + 1, min(end, k + 4) + 1))

    def _refused_later(self, last: int, end: int, others: frozenset[int]) -> bool:
        for k in range(last + 1, end + 1):
            if k in self._after:
                return not self._turns(k, self.span(self.clause_of(last))[0], end, others)
            if self.tokens[k].form in CONFIRM:
                return False
            if k in others and self.tokens[k - 1].form not in ("en", "of", "dag") and k - 1 not in others:
                return False
        return False

    def retracted(self, last: int) -> bool:
        """Say whether the writer takes it back right away ("tien minuten. nee. een kwartier", "ma nee di")."""
        n = self.clause_of(last)
        end = self.span(n)[1]
        for k in range(last + 1, min(end, last + 3)):
            if self.tokens[k].form == "nee" and end - k <= 4 and self.tokens[k - 1].form not in CONFIRM:
                return not any(self.tokens[m].form in CONFIRM for m in range(k, end + 1))
        if n + 1 < len(self.clauses):
            a, b = self.span(n + 1)
            opening = self.tokens[a].form
            if (
                opening in ("nee", "wacht", "correctie", "oeps", "fout", "ofnee", "sorry")
                or opening in ("of", "ik")
                and a < b
                and self.tokens[a + 1].form in ("nee", "bedoel")
            ):
                follows = n + 2 < len(self.clauses) or b > a
                return follows and end - last <= 2
        return False

    def _fails(self, last: int) -> bool:
        """ "20 uur van het uwv, maar dat lukt niet": the next clause says that the thing itself does not go."""
        n = self.clause_of(last)
        if n + 1 >= len(self.clauses):
            return False
        a, b = self.span(n + 1)
        forms = [t.form for t in self.tokens[a : a + 2]]
        return forms in (["maar", "dat"], ["maar", "het"], ["maar", "dit"]) and b - a <= 5 and bool(self._after & set(range(a, b + 1)))

    def stance(self, first: int, last: int, others: frozenset[int] = frozenset()) -> Stance:
        """Return how the thing at tokens first..last is meant."""
        if self.negated(first, last, others) or self._announced_as_unwanted(first):
            return Stance.REFUSED
        if self.marked("twijfel.weet_niet", first):
            return Stance.DOUBT
        if self.marked("vandaag", first):
            return Stance.TODAY
        if self.marked("verleden", first) and not self.marked("heden", first) and not self._agreed(last):
            return Stance.PAST
        if self._about_other(first) and not self._agreed(last):
            return Stance.OTHER
        replaced = not others or any(o > last for o in others)
        return Stance.RETRACTED if self._fails(last) or replaced and self.retracted(last) else Stance.WISH

    def _announced_as_unwanted(self, first: int) -> bool:
        """ "wat ik nooit meer wil: de bouw": the clause before says that what follows is not wanted."""
        a = self.span(self.clause_of(first))[0]
        colon = a > 0 and ":" in self.reading.text[self.tokens[a - 1].end : self.tokens[a].start]
        return colon and any(m.last == a - 1 for m in self.find("ontkenning_vooraf"))

    def _agreed(self, last: int) -> bool:
        """Say whether the writer takes over what was said: "mijn coach zei tien, dat lijkt mij ook"."""
        n = self.clause_of(last)
        return any(m.first > last and n <= self.clause_of(m.first) <= n + 1 for m in self.find("instemming"))

    def _about_other(self, first: int) -> bool:
        a, b = self.span(self.clause_of(first))
        if not self.marked("ander", first):
            return False
        people = [m.last for m in self.find("ander") if a <= m.first <= b and m.last < first]
        own = {k for k in range(a, b + 1) if self.tokens[k].form in ("ik", "mij", "me", "wil")}
        # "ze zeggen dat ik postbode moet worden" stays somebody else's wish.
        opinions = {
            m.first
            for m in self.find("anders_mening")
            if people and max(people) - 1 <= m.first < first and self.tokens[m.first].form not in ("dat", "wil")
        }
        return bool(people) and (bool(opinions) or not any(max(people) < k for k in own if k < first or not self._of_his_own(first, k)))

    def _of_his_own(self, first: int, k: int) -> bool:
        """ "mijn zoon is timmerman en ik wil ...": behind "en" the writer begins about himself."""
        return any(self.tokens[n].form == "en" for n in range(first + 1, k))
