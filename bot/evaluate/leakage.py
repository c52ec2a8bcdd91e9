"""Does training data or a rule hold a copy of an evaluation sentence? Then a measurement on that sentence means nothing.

    python -m bot.evaluate.leakage [--root PROJECT] [--min-words N] FILE.jsonl...

prints every pair and ends with exit code 1 when there is one. A copy: equal after normalising (capitals, accents, signs),
nearly so (Jaccard of word triples or of character 5-grams at least 0.8), or whole inside a longer sentence.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).parents[2]
NEAR = 0.8
INSIDE = 0.9  # the likeness that is named for a sentence whole inside a longer one, whatever else that says
# "ik ben moe" or "wat bedoel je" is what everybody says; only from four words on is the same wording no coincidence.
MIN_WORDS = 4
TRAINING = ("bot/data/**/nlu.yml", "bot/nlu/**/*.yml", "bot/nlu/**/*.txt", "bot/nlu/**/*.jsonl")
# The C parser reads the same ten times as fast, where PyYAML was built with it.
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MARKED_ENTITY = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True, order=True)
class Text:
    """A sentence and where it stands."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, order=True)
class Copy:
    """An evaluation sentence that also stands, exactly or nearly, in what the project learns from."""

    evaluation: Text
    training: Text
    likeness: float

    def __str__(self) -> str:
        kind = "exact" if self.likeness == 1 else f"near {self.likeness:.2f}"
        return f"{self.training}: {kind} copy of {self.evaluation}: {self.training.text!r} / {self.evaluation.text!r}"


class Unreadable(ValueError):
    """A file cannot be read; `str()` says which, where, and what is wrong."""


def read_text(path: Path) -> str:
    """The text of a file in UTF-8; raises Unreadable when it is not, with the line."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"{path}:{line}: is not UTF-8 ({error.reason}); save it as UTF-8") from None


def bad_yaml(path: Path, error: yaml.YAMLError) -> Unreadable:
    """The same for a YAML file that is broken."""
    mark = getattr(error, "problem_mark", None)
    return Unreadable(f"{path}:{mark.line + 1 if mark else 1}: is no YAML: {getattr(error, 'problem', None) or error}")


def normal(text: str) -> str:
    """Lower case, no accents, no signs, single spaces."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def word_triples(text: str) -> frozenset[str]:
    """The word triples of a normalised text; a shorter text is one gram."""
    parts = text.split()
    return frozenset(" ".join(parts[at : at + 3]) for at in range(max(1, len(parts) - 2)))


def char_grams(text: str) -> frozenset[str]:
    """The character 5-grams of a normalised text."""
    return frozenset(text[at : at + 5] for at in range(max(1, len(text) - 4)))


def training_texts(root: Path) -> list[Text]:
    """Every sentence of the project that a model or a rule learns from."""
    paths = sorted({path for pattern in TRAINING for path in root.glob(pattern)})
    return [Text(path, line, text) for path in paths for line, text in _texts_of(path)]


def evaluation_texts(path: Path) -> list[Text]:
    """The sentences of an evaluation file: `tekst`, or `vraag` where the question itself is judged.

    Raises Unreadable for a line without one: a sentence that is passed over would seem to be nowhere copied.
    """
    found = []
    for line, value in _json_lines(path):
        text = value.get("tekst", value.get("vraag"))
        if not isinstance(text, str):
            raise Unreadable(f"{path}:{line}: field 'tekst' or 'vraag' must be a text")
        found.append(Text(path, line, text))
    return found


def copies(training: Sequence[Text], evaluation: Sequence[Text], min_words: int = MIN_WORDS, *, inside: bool = False) -> list[Copy]:
    """All exact and near copies, sorted by evaluation sentence; `inside`: also those that stand whole in a longer one.

    Fast: only texts that share a rare gram are compared.
    """
    learned = [(text, normal(text.text)) for text in training]
    asked = [(text, plain) for text in evaluation if len((plain := normal(text.text)).split()) >= min_words]
    best: dict[tuple[Text, Text], float] = {}
    for grams in (word_triples, char_grams):
        for pair, likeness in _alike(learned, asked, grams):
            best[pair] = max(likeness, best.get(pair, 0.0))
    for pair in _held(learned, asked) if inside else ():
        best.setdefault(pair, INSIDE)
    return sorted(Copy(asked_text, learned_text, likeness) for (asked_text, learned_text), likeness in best.items())


def _alike(
    learned: Sequence[tuple[Text, str]], asked: Sequence[tuple[Text, str]], grams: Callable[[str], frozenset[str]]
) -> Iterator[tuple[tuple[Text, Text], float]]:
    learned_grams = [grams(plain) for _, plain in learned]
    often = Counter(gram for found in learned_grams for gram in found)
    index: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(learned_grams):
        for gram in found:
            index[gram].append(number)
    for text, plain in asked:
        own = grams(plain)
        # A text that is at least 0.8 alike misses at most a fifth of our grams, so it has one of any fifth-and-one: take the rarest.
        rarest = sorted(own, key=lambda gram: (often[gram], gram))[: len(own) - math.ceil(NEAR * len(own)) + 1]
        for number in {number for gram in rarest for number in index.get(gram, ())}:
            other = learned_grams[number]
            likeness = len(own & other) / len(own | other)
            if likeness >= NEAR:
                # Equal grams are no equal text ("a a a a"), so 1 is kept for equal texts.
                yield (text, learned[number][0]), 1.0 if plain == learned[number][1] else min(likeness, 0.99)


def _held(learned: Sequence[tuple[Text, str]], asked: Sequence[tuple[Text, str]]) -> Iterator[tuple[Text, Text]]:
    """Evaluation sentences that stand whole, word for word, in a longer training sentence."""
    sizes: dict[int, dict[str, list[Text]]] = defaultdict(lambda: defaultdict(list))
    for text, plain in asked:
        sizes[len(plain.split())][plain].append(text)
    for text, plain in learned:
        words = plain.split()
        for size, sentences in sizes.items():
            for at in range(len(words) - size + 1):
                for found in sentences.get(" ".join(words[at : at + size]), ()):
                    yield found, text


def _texts_of(path: Path) -> Iterator[tuple[int, str]]:
    if path.suffix == ".yml":
        try:
            yield from _yaml_texts(yaml.compose(read_text(path), Loader=_LOADER))
        except yaml.YAMLError as error:
            raise bad_yaml(path, error) from error
    elif path.suffix == ".jsonl":
        for line, value in _json_lines(path):
            yield from ((line, text) for text in value.values() if isinstance(text, str))
    else:
        for number, raw in enumerate(read_text(path).splitlines(), start=1):
            if raw.strip() and not raw.lstrip().startswith("#"):
                yield number, raw.strip()


def _yaml_texts(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.ScalarNode):
        first = node.start_mark.line + (2 if node.style in ("|", ">") else 1)
        for offset, line in enumerate(str(node.value).splitlines()):
            if text := _MARKED_ENTITY.sub(r"\1", line.strip().removeprefix("- ")):
                yield first + offset, text
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _yaml_texts(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _yaml_texts(key)
            yield from _yaml_texts(value)


def _json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, raw in enumerate(read_text(path).split("\n"), start=1):
        if raw.strip():
            try:
                value = json.loads(raw)
            except json.JSONDecodeError as error:
                raise Unreadable(f"{path}:{number}: no JSON object ({error})") from error
            if not isinstance(value, dict):
                raise Unreadable(f"{path}:{number}: is not a JSON object")
            yield number, value


def run(files: Sequence[Path], root: Path = PROJECT, min_words: int = MIN_WORDS) -> int:
    """Print all copies of sentences of `files` in the project; the exit code: 1 when there are any, 2 when a file cannot be read."""
    try:
        evaluation = [text for file in files for text in evaluation_texts(file)]
        training = training_texts(root)
    except OSError as error:
        print(f"cannot read {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    except Unreadable as error:
        print(f"cannot read: {error}", file=sys.stderr)
        return 2
    found = copies(training, evaluation, min_words, inside=True)
    for copy in found:
        print(copy)
    print(f"{len(training)} training texts, {len(evaluation)} evaluation sentences, {len(found)} copies")
    return 1 if found else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """`run` from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.evaluate.leakage", description="Find copies of evaluation sentences in training data and rules."
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--root", type=Path, default=PROJECT, help="the project (default: this one)")
    parser.add_argument("--min-words", type=int, default=MIN_WORDS, help=f"shorter sentences are nobody's own (default {MIN_WORDS})")
    given = parser.parse_args(arguments)
    return run(given.files, given.root, given.min_words)


if __name__ == "__main__":
    sys.exit(main())
