"""Judge one text: rules first, then the classifier over the whole and its parts; never fail open."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bot.nlu import meaning
from bot.nlu.safety import classifier, learning
from bot.nlu.safety.classifier import LABELS, Model, Piece
from bot.nlu.safety.ordinary import is_ordinary
from bot.nlu.safety.rules import Hit, hits, judge
from bot.nlu.safety.text import Words, split, vocabulary
from bot.nlu.safety.verdict import CAUTIOUS, GEEN, Soort, Verdict

# From which concern something happens; a part of a text needs more than the whole, because it lacks its context. Chosen on labelled sentences
# apart from the training (docs/veiligheid.md): less reaction costs recall, and missing a danger weighs heavier than a question too many.
REACT, REACT_PART = 0.61, 1.0
LEAN = 0.6  # what the surest kind adds to the concern: a text that is clearly of one kind is more than a text that is vaguely not harmless
WORRY = 0.05  # added to a worry when kinds are compared: worries are mild and of many sorts, so that none is scored high
DOUBT = 0.18  # danger in a text that asks for a reaction anyway: better asked than only passed on; up to 0.22 no danger is missed by it
SURE = 0.7  # of one kind of danger: act without asking
CALM_UNDER = 0.4  # read calmer than this, a pattern alone does not count; with 0.5 "ik ben thuis niet veilig" drowned in what stood around it
SHORT = 40  # only in a text of at most so many words, which is understood well enough for that
FEW, PIECE = (
    5,
    3,
)  # a message of so few words, or of sentences of so few, is too broken for the classifier: some patterns then count though it is calm
EXPLAINED = 0.95  # the danger words were already read as denied, past or fiction: only strong features count then
BLOCK, OVERLAP = 4000, 60  # words judged at once, so that memory stays small for a text of any size

_model: Model | None = None


def load(path: Path) -> None:
    """Use the trained file at path from now on. Raises OSError, ValueError or MeaningError: then nothing may be served, for nothing is read."""
    global _model
    meaning.load()
    _model = classifier.read(Path(path))


def train(path: Path) -> None:
    """Train on the sentences of the package, write the file at path and use it."""
    global _model
    model = learning.in_memory()
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    classifier.save(model, Path(path))
    _model = model


def model() -> Model:
    """Return the model in use, training one in memory when none was loaded."""
    global _model
    if _model is None:
        _model = learning.in_memory()
    return _model


def warm() -> None:
    """Read the words of our own sentences once, so that no message waits for tables. Raises whatever is wrong, where `assess` would ask and go on."""
    assess_with(model(), " ".join(word for word, count in vocabulary().items() if count > 1))


def assess(text: str) -> Verdict:
    """Return the guard's verdict of a text of any length. Never raises: an inner error gives the cautious direct question."""
    try:
        return assess_with(model(), text)
    except Exception:
        return CAUTIOUS


def left_behind(text: str) -> bool:
    """Whether every sign of a stroke in a text is told as what one of long ago left behind, or as something else. Never raises: an error is no."""
    try:
        found = [hit for hit in hits(split(text)) if hit.rule.soort == "neuro"]
        return bool(found) and all(hit.taken_back in ("uitzondering", "verleden") for hit in found)
    except Exception:
        return False


def assess_with(model: Model, text: str) -> Verdict:
    """Judge a text with a given model (errors pass through); for evaluation and cross-validation."""
    words = split(text)
    blocks = [_assess_block(model, _slice(words, a, a + BLOCK)) for a in range(0, len(words.norm), BLOCK - OVERLAP)]
    return max([GEEN, *blocks], key=_weight)


def _slice(words: Words, start: int, end: int) -> Words:
    return Words(words.norm[start:end], words.raw[start:end], words.zin[start:end])


def _weight(verdict: Verdict) -> tuple[int, bool]:
    return verdict.rank, verdict.reden.startswith("regel")


def _assess_block(model: Model, words: Words) -> Verdict:
    found = list(hits(words))
    if not found and is_ordinary(words):
        return GEEN
    doubted = [hit for hit in found if _may_be_calm(hit, words)]
    pieces = model.pieces(words, found, doubted)
    explained = bool(found) and all(h.taken_back and not h.doubtful for h in found)
    verdicts = [GEEN, *(_of_piece(p, words, explained) for p in pieces if p.around is None)]
    verdicts += [judge(h, words) for h in found if not h.taken_back and not (h in doubted and _is_calm(h, pieces))]
    return max(verdicts, key=_weight)


def _may_be_calm(hit: Hit, words: Words) -> bool:
    """Whether the classifier may overrule a pattern: not where each minute counts and plain words say it (brain, overdose), nor of what returns."""
    urgent = hit.rule.soort in ("neuro", "overdosis")
    broken = hit.rule.though_calm and _is_broken(words)
    return not (urgent or hit.taken_back or hit.rule.returns or broken) and len(words.norm) <= SHORT


def _is_broken(words: Words) -> bool:
    """Whether a message is a few words, or pieces of a few words each, as somebody with aphasia may write."""
    return len(words.norm) <= FEW or max(Counter(words.zin).values()) <= PIECE


def _is_calm(hit: Hit, pieces: list[Piece]) -> bool:
    """Whether the text, the sentence and the words next to a pattern all read as harmless: among calm words alone a danger can drown."""
    around = [piece for piece in pieces if piece.around is hit or (piece.around is None and piece.start <= hit.start < piece.end)]
    return all(max(1.0 - float(piece.chance[0]), float(piece.chance[-1])) < CALM_UNDER for piece in around)


def _of_piece(piece: Piece, words: Words, explained: bool) -> Verdict:
    chance = piece.chance
    danger, worry = float(chance[-1]), float(chance[1])
    react = 1.0 - float(chance[0])
    top = 2 + int(chance[2:-1].argmax())
    kind: Soort = LABELS[top]  # type: ignore[assignment]
    raw = tuple(dict.fromkeys(words.raw[piece.start : piece.end]))[:12]
    concern = max(react, danger) + LEAN * max(worry + WORRY, float(chance[top]))
    needed = REACT if piece.whole else REACT_PART
    if concern < (max(needed, EXPLAINED) if explained else needed):
        return GEEN
    reason = f"model {kind} {chance[top]:.2f}, gevaar {danger:.2f}, zorg {worry:.2f}"
    if danger >= SURE or (kind in ("neuro", "overdosis") and danger >= SURE - 0.15):
        return Verdict("rood", kind, reason, raw, danger, worry)
    if danger >= DOUBT:
        return Verdict("vraag", kind, reason, raw, danger, worry)
    return Verdict("oranje", "zorgelijk", reason, raw, danger, worry)
