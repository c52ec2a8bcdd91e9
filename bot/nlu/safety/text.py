"""Cut a text of any length into normalised words, linear in its length.

People write telegram style, Flemish, with typing errors, split or glued words, or letter by letter. Rules and features see one spelling:
lower case ASCII, function words in one form, near misses of danger words corrected. The client's own words are kept beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path

import yaml

from bot.nlu.language import dutch
from bot.nlu.safety import sound

HERE = Path(__file__).parent
WORD = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*|[?]")
STOP = re.compile(r"[.!?;\n\r…]|\s-\s")
INVISIBLE = dict.fromkeys([0, 173, 8203, 8204, 8205, 8206, 8207, 8288, 65279, *range(8234, 8239), *range(8294, 8298)])
LEET = str.maketrans("013457@$", "oieastas")
DOUBLE = re.compile(r"([^aeiou])\1|([aeiou])\2$|^([aeiou])\3")  # "dakk", "gaa"; inside a word a doubled vowel is another sound
MYSELF = re.compile(r"m(?:ij|ijn|e|u|i)n?[sz](?:[eui]l|l?[fv]|ef)")  # "mezelluf", "mijzlf", "mijsellevert": nothing else begins like it
TRIPLE = re.compile(r"(.)\1{2,}")
SPELLED = 4  # this many single letters in a row are one spelled-out text
FRONTS = tuple("aan achter af be bij door er her in mee ont op open over samen toe uit ver voor weg".split())
ENDS = tuple("e en s t d te de ten den je jes ing ingen er ers".split())
LONG = 10  # letters from which a word one letter off is the danger word, even when it could be a compound
# In every 100,000 words of the sentences, so that more sentences change nothing:
KNOWN = 0.4  # a word met this often in the harmless ones is a word, and no misspelling
USUAL = 3.8  # met this often it is what a misspelt one may have been meant as
LEAST = {
    1: float("inf"),
    2: 16.0,
    3: 5.5,
}  # a short piece of a glued text must have been met this often: any letters can be cut into rare short words
SELDOM = 0.8  # a longer piece
PERSONS = frozenset(("ik", "hij", "zij", "mijn", "niet"))
GLUED = 4  # this many words written as one are a sentence without spaces, no compound
MAX_WORD = 60  # longer "words" are noise; cutting keeps every step linear


@dataclass(frozen=True)
class Words:
    """The words of a text: normalised, as written, and the number of the sentence each stands in."""

    norm: tuple[str, ...]
    raw: tuple[str, ...]
    zin: tuple[int, ...]


@lru_cache(maxsize=1)
def spelling() -> dict[str, str]:
    """Return the table from a variant spelling to its one form (a form may be several words)."""
    table: dict[str, list[str]] = yaml.safe_load((HERE / "patterns" / "spelling.yml").read_text("utf-8"))["vormen"]
    return {str(variant): str(form) for form, variants in table.items() for variant in variants}


@lru_cache(maxsize=1)
def key_words() -> frozenset[str]:
    """Return the danger words that a near miss is corrected to."""
    return frozenset(yaml.safe_load((HERE / "patterns" / "spelling.yml").read_text("utf-8"))["sleutelwoorden"].split())


@lru_cache(maxsize=1)
def vocabulary() -> Counter[str]:
    """Return how often each word occurs in the training sentences."""
    return _counted("*.txt")


@lru_cache(maxsize=1)
def _harmless() -> Counter[str]:
    """The same of the harmless sentences alone: what counts as a known word. In the others a danger word may stand misspelt, and often."""
    return _counted("geen-*.txt")


@lru_cache(maxsize=1)
def _hundred_thousands() -> tuple[float, float]:
    """How many times 100,000 words all sentences hold, and the harmless ones."""
    return vocabulary().total() / 100_000, _harmless().total() / 100_000


def _counted(files: str) -> Counter[str]:
    written: Counter[str] = Counter()
    for path in sorted((HERE / "data").glob(files)):
        written.update(WORD.findall(path.read_text("utf-8")))
    counts: Counter[str] = Counter()
    for word, count in written.items():  # each different word once: two million of them would take seconds at every start
        counts[plain(word)] += count
    return counts


@lru_cache(maxsize=1)
def _lemmas() -> dict[str, str]:
    return dutch().get_pipe("lemmatizer").lookups.get_table("lemma_lookup")  # type: ignore[attr-defined,no-any-return]


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """Return the dictionary form of a normalised word, or the word itself."""
    return str(_lemmas().get(word, word))


def plain(word: str) -> str:
    """Return a word in lower case without accents, apostrophes and letters repeated for emphasis."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word[: MAX_WORD * 2]) if not unicodedata.combining(c))
    word = word[:MAX_WORD].lower()
    for mark in "'’`´":
        word = word.replace(mark, "")
    return TRIPLE.sub(r"\1\1", word)


@lru_cache(maxsize=50_000)
def normal(raw: str) -> tuple[str, ...]:
    """Return the normalised words of one written word (usually one; more when words were glued together)."""
    word = plain(raw)
    if not word:
        return ()
    form = spelling().get(word)
    if form is not None:
        return tuple(form.split())
    if word.isdigit() or _known(word):
        return (word,)
    if MYSELF.match(word):
        return ("mijn",)
    if any(c.isdigit() for c in word):
        swapped = word.translate(LEET)
        return (swapped,) if swapped in key_words() else (word,)
    meant = _alike().get(sound.key(word)) or _calm(word) or _misspelt(word)
    return tuple(spelling().get(meant, meant).split()) if meant else _unglue(word) or (word,)


@lru_cache(maxsize=1)
def _base_forms() -> frozenset[str]:
    return frozenset(_lemmas().values())


def _known(word: str) -> bool:
    return word in key_words() or _harmless()[word] >= KNOWN * _hundred_thousands()[1] or word in _lemmas() or word in _base_forms()


@lru_cache(maxsize=1)
def _deletions() -> dict[str, str]:
    """Index of the danger words with one letter left out, for one-step spelling correction."""
    return {cut: word for word in sorted(key_words()) if len(word) > 4 for cut in _cuts(word)}


def _cuts(word: str) -> Iterator[str]:
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def _near(word: str) -> str | None:
    """Return the danger word within about one edit, never changing a short word or the first letter."""
    if not 4 < len(word) < 30:
        return None
    index = _deletions()
    for cut in _cuts(word):
        found = index.get(cut)
        if found and found[0] == word[0] and abs(len(found) - len(word)) < 2:
            return found
    return None


def _misspelt(word: str) -> str | None:
    """Return the danger word that an unknown word is a misspelling of. A short one that is well formed may be a word we do not know."""
    formed = _formed(word)
    near = _near(word) if not formed or len(word) >= LONG else None
    return near or (None if formed else _ear().meant(word))


def _calm(word: str) -> str | None:
    """Return the known word that this is with letters doubled by mistake ("gaa", "dakk")."""
    single = DOUBLE.sub(r"\1\2\3", word)
    return single if single != word and _known(single) else None


@lru_cache(maxsize=1)
def _alike() -> dict[str, str]:
    """Index of usual words by how they sound: what an unknown word that sounds the same was meant as. The more usual word wins."""
    least = USUAL * _hundred_thousands()[1]
    usual = [word for word, count in sorted(_harmless().items(), key=lambda item: (item[1], item[0])) if count >= least and len(sound.key(word)) > 4]
    return {sound.key(word): word for word in [*usual, *sorted(word for word in key_words() if len(word) > 4)]}


def _formed(word: str) -> bool:
    """True for a form or compound of known Dutch words, which a word list need not hold ("gezaagd", "opgelaten"): no misspelt danger word."""
    stems = [word, *(word.removeprefix(front) for front in FRONTS if word.startswith(front) and len(word) > len(front) + 3)]
    stems += [stem[2:] for stem in stems if stem.startswith("ge") and len(stem) > 4]
    forms = set(stems[1:]) | {stem.removesuffix(end) for stem in stems for end in ENDS if stem.endswith(end) and len(stem) > len(end) + 2}
    halves = range(3, len(word) - 3)
    if any(_known(word[:at]) and _known(word[at:]) for at in halves):
        return True
    return any(_known(form) or _known(form + "en") or _known(form + form[-1] + "en") for form in forms if len(form) > 2) or _known(word + "en")


@lru_cache(maxsize=1)
def _ear() -> sound.Ear:
    return sound.Ear(key_words())


def _unglue(word: str) -> tuple[str, ...]:
    """Split words written as one ("ikwildood") when known words cover them: a whole sentence, or with a danger word or "ik" among them."""
    if len(word) <= 6:
        return ()
    parts = segment(word)
    if not parts or parts[0] != "ik" and not any(p in key_words() or p in PERSONS for p in parts):
        return ()
    return parts if len(parts) >= GLUED or parts[0] == "ik" or any(p in key_words() for p in parts) else ()


def segment(letters: str) -> tuple[str, ...]:
    """Return the best split of a row of letters into known words, or nothing when there is none."""
    counts, size = vocabulary(), _hundred_thousands()[0]
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 18), end):
            before, piece = best[start], letters[start:end]
            seen = counts[piece] / size + (8 if piece in key_words() else 0)
            if before is None or seen < LEAST.get(len(piece), SELDOM):
                continue
            score = before[0] + log(seen / 41_000)
            if best[end] is None or score > best[end][0]:  # type: ignore[index]
                best[end] = (score, before[1] + (piece,))
    last = best[-1]
    return tuple(w for p in last[1] for w in spelling().get(p, p).split()) if last else ()


def split(text: str) -> Words:
    """Return the normalised words of a text of any length and content."""
    text = text.translate(INVISIBLE)
    norm: list[str] = []
    raws: list[str] = []
    zin: list[int] = []
    number = end = 0
    letters: list[tuple[str, int]] = []
    for match in WORD.finditer(text):
        if match.start() - end > 0 and STOP.search(text, end, match.start()):
            number += 1
        raw = match.group()
        gap = match.start() - end
        end = match.end()
        if len(raw) == 1 and raw.isalpha():
            letters.append((raw, gap))
            continue
        if letters:
            _add_letters(letters, norm, raws, zin, number)
            letters = []
        if raw != "?":
            _add(raw, norm, raws, zin, number)
        else:
            number += 1
    if letters:
        _add_letters(letters, norm, raws, zin, number)
    return _join_split_words(norm, raws, zin)


def _add(raw: str, norm: list[str], raws: list[str], zin: list[int], number: int) -> None:
    for word in normal(raw):
        norm.append(word)
        raws.append(raw)
        zin.append(number)


def _add_letters(letters: list[tuple[str, int]], norm: list[str], raws: list[str], zin: list[int], number: int) -> None:
    """Add loose letters; a long row of them is read as a spelled-out text ("i k  w i l  d o o d")."""
    if len(letters) < SPELLED:
        for letter, _ in letters:
            _add(letter, norm, raws, zin, number)
        return
    groups: list[str] = []
    for position, (letter, gap) in enumerate(letters):
        if position == 0 or gap > 1:
            groups.append("")
        groups[-1] += letter
    if len(groups) == len(letters):
        groups = ["".join(letter for letter, _ in letters)]
    for group in groups:
        low = plain(group)
        for start in range(0, len(low), 400):
            for word in segment(low[start : start + 400]) if len(groups) == 1 else normal(low[start : start + 400]):
                norm.append(word)
                raws.append(word)
                zin.append(number)


def _join_split_words(norm: list[str], raws: list[str], zin: list[int]) -> Words:
    """Join a danger word written as two ("zelf moord", "over dosis")."""
    keys = key_words()
    out: list[tuple[str, str, int]] = []
    i = 0
    while i < len(norm):
        pair = norm[i] + norm[i + 1] if i + 1 < len(norm) and len(norm[i]) < 12 and len(norm[i + 1]) < 12 else ""
        whole = pair if pair in keys else _heard_as_one(norm[i], norm[i + 1]) if len(pair) > 5 else None
        if whole in keys and len(whole) > 6:
            out.append((whole, f"{raws[i]} {raws[i + 1]}", zin[i]))
            i += 2
            continue
        out.append((norm[i], raws[i], zin[i]))
        i += 1
    return Words(tuple(o[0] for o in out), tuple(o[1] for o in out), tuple(o[2] for o in out))


def _heard_as_one(first: str, second: str) -> str | None:
    """Return the danger word that two words sound like together, when they are no words by themselves ("zelf mort", "zlf mrd")."""
    known = _known(first), _known(second)
    if all(known) or not (first + second).isalpha():
        return None
    return _alike().get(sound.key(first + second)) or (None if any(known) else _ear().meant(first + second))
