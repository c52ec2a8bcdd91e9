"""Judge one text: rules first, then the classifier over the whole and its parts; never fail open."""

from __future__ import annotations

from pathlib import Path

from bot.nlu import meaning
from bot.nlu.safety import classifier, learning
from bot.nlu.safety.classifier import LABELS, Model, Piece
from bot.nlu.safety.rules import Hit, hits, judge
from bot.nlu.safety.text import Words, split, vocabulary
from bot.nlu.safety.verdict import CAUTIOUS, GEEN, Soort, Verdict

# Scores from which something happens; a part of a text needs more than the whole, because it lacks its context. Chosen by cross-validation
# on our own sentences alone (docs/veiligheid.md): less reaction costs recall, and missing a danger weighs heavier than a question too many.
REACT, REACT_PART = 0.43, 0.8
ASK, ASK_PART = 0.35, 0.65
DOUBT = 0.1  # danger in a text that asks for a reaction anyway: better asked than only passed on
SURE = 0.7  # of one kind of danger: act without asking
VETO = 0.7  # so sure that it is ordinary: a wide pattern alone does not count. A precise one always does: in the folds that costs nothing
EXPLAINED = 0.65  # the danger words were already read as denied, past or fiction: only strong features count then
BLOCK, OVERLAP = 4000, 60  # words judged at once, so that memory stays small for a text of any size
SHORT = 40  # only a short text is understood well enough as a whole for a veto

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
    pieces = model.pieces(words, found)
    explained = bool(found) and all(h.taken_back and not h.doubtful for h in found)
    verdicts = [GEEN, *(_of_piece(p, words, explained) for p in pieces)]
    verdicts += [judge(h, words) for h in found if not h.taken_back and not _vetoed(h, pieces, words)]
    return max(verdicts, key=_weight)


def _vetoed(hit: Hit, pieces: list[Piece], words: Words) -> bool:
    return hit.rule.wide and len(words.norm) <= SHORT and bool(pieces) and float(pieces[0].chance[0]) > VETO


def _of_piece(piece: Piece, words: Words, explained: bool) -> Verdict:
    chance = piece.chance
    danger = float(chance[-1])
    react = 1.0 - float(chance[0])
    top = 2 + int(chance[2:-1].argmax())
    kind: Soort = LABELS[top]  # type: ignore[assignment]
    raw = tuple(dict.fromkeys(words.raw[piece.start : piece.end]))[:12]
    react_from, ask_from = (REACT, ASK) if piece.whole else (REACT_PART, ASK_PART)
    if explained:
        react_from, ask_from = max(react_from, EXPLAINED), max(ask_from, EXPLAINED)
    if max(react, danger) < react_from and danger < ask_from:
        return GEEN
    ask_from = min(ask_from, DOUBT)
    reason = f"model {kind} {chance[top]:.2f}, gevaar {danger:.2f}, zorg {float(chance[1]):.2f}"
    if danger >= SURE or (kind in ("neuro", "overdosis") and danger >= SURE - 0.15):
        return Verdict("rood", kind, reason, raw)
    if danger >= ask_from:
        return Verdict("vraag", kind, reason, raw)
    return Verdict("oranje", "zorgelijk", reason, raw)
