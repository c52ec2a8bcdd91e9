"""The conventions of this project, as tests: who imports whom, what stands where, and the traps of Rasa."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.evaluate import leakage
from bot.evaluate.report import FIELDS

ROOT = Path(__file__).parents[1]
BOT = ROOT / "bot"
DATA = BOT / "data"
NOT_OURS = {".git", ".venv", ".tools", "models", "var", ".rasa", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", "results"}

# What a part of `bot/` never imports. Web, engine, actions and notify rest on care, care on models; nlu stands alone.
FORBIDDEN = {
    "models": {"actions", "care", "cli", "engine", "evaluate", "lint", "nlu", "notify", "web"},
    "care": {"actions", "cli", "engine", "evaluate", "lint", "notify", "web"},
    "actions": {"cli", "engine", "evaluate", "lint", "web"},
    "web": {"actions", "cli", "evaluate", "lint"},
    "engine": {"cli", "evaluate", "lint", "web"},
    "notify": {"actions", "cli", "evaluate", "lint", "web"},
}
# Where a library may be imported: these parts of `bot/`, or these files.
ONLY_IN = {
    "rasa": ("engine/", "importer.py", "nlu/components.py"),
    "rasa_sdk": ("actions/", "engine/"),
    "aiohttp": ("web/", "notify/", "serve.py"),  # serve.py is the composition root
    "aiohttp_jinja2": ("web/",),
}
# Dutch words that hold sentences together and are no English words.
DUTCH = frozenset(
    "aan als bent bij dan dat de deze dit een geen haar heb hebt heeft het hoe ik je jij jouw kan kun maar met mijn naar niet "
    "nog om ook op te uit uw van voor waar wat welke wil wilt wordt zijn zo".split()
)
# Dutch sentences that may stand in Python: (file under bot/, how it starts) -> why.
DUTCH_ALLOWED: dict[tuple[str, str], str] = {}


def project_files() -> list[Path]:
    """Everything that is or will be tracked; without git (an unpacked archive) everything that setup did not make."""
    return list(_project_files())


@lru_cache(maxsize=1)
def _project_files() -> tuple[Path, ...]:
    listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and (ROOT / ".git").exists():
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [
            path
            for path in ROOT.rglob("*")
            if not (NOT_OURS - {"models"}) & set(path.relative_to(ROOT).parts) and ROOT / "models" not in path.parents
        ]
    return tuple(sorted(path for path in found if path.is_file() and ".egg-info" not in str(path)))


def python_files(folder: Path = BOT) -> list[Path]:
    """The Python files of a folder."""
    return sorted(path for path in project_files() if path.suffix == ".py" and folder in path.parents)


@lru_cache(maxsize=512)
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a file imports, also inside functions."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(package[: len(package) - node.level + 1]) + "." if node.level else ""
            yield from ((node.lineno, f"{start}{node.module or ''}.{alias.name}".replace("..", ".")) for alias in node.names)


def place(path: Path, line: int) -> str:
    """`file:line` to click on."""
    return f"{path.relative_to(ROOT)}:{line}"


def yaml_of(path: Path) -> dict[str, Any]:
    """A YAML file that holds a mapping."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return content


def domains() -> list[Path]:
    """The domain files: of every dialogue, and the small one of the project."""
    return [ROOT / "domain.yml", *sorted(DATA.glob("*/domain.yml"))]


def test_imports_point_inward() -> None:
    """web, engine, actions, notify -> care -> models; actions and web never each other."""
    wrong = [
        f"{place(path, line)}: {part} imports {name}"
        for part, forbidden in FORBIDDEN.items()
        for path in python_files(BOT / part)
        for line, name in imports(path)
        if name.split(".")[0] == "bot" and name.split(".")[1] in forbidden
    ]
    assert [] == wrong


def test_understanding_stands_alone() -> None:
    """bot/nlu imports nothing of ours outside bot/nlu: it can be read, measured and reused by itself."""
    wrong = [place(path, line) for path in python_files(BOT / "nlu") for line, name in imports(path) if re.match(r"bot\.(?!nlu\b)", name)]
    assert [] == wrong


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_imported_only_where_it_belongs(library: str) -> None:
    """Rasa, rasa-sdk and aiohttp can be replaced in one place each."""
    wrong = [
        place(path, line)
        for path in python_files()
        if not str(path.relative_to(BOT)).startswith(ONLY_IN[library])
        for line, name in imports(path)
        if name.split(".")[0] == library
    ]
    assert [] == wrong


def test_front_and_domain_run_without_rasa() -> None:
    """The front is up in a second and care needs no engine: importing all of web, care, models and notify never loads Rasa or spaCy's pipeline."""
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for part in ("web", "care", "models", "notify")
        for path in python_files(BOT / part)
        # Alembic's own files only run inside a migration.
        if "migrations" not in path.parts
    ]
    program = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint('rasa' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program, *modules], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ("False", 0) == (done.stdout.strip(), done.returncode), done.stderr[-2000:]


def test_modules_stay_small() -> None:
    """A file that passes 400 lines has two reasons to change."""
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in project_files()
        if path.suffix in (".py", ".js", ".sh", ".html") and (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    ]
    assert [] == long


def test_no_drawer_for_everything() -> None:
    """A module is named after its subject."""
    # Helpers are people here: "wie helpt mij".
    people = {
        BOT / "care" / "helpers.py",
        BOT / "actions" / "helpers.py",
        BOT / "web" / "templates" / "client" / "helpers.html",
        ROOT / "tests" / "dialogen" / "paden" / "helpers.py",
    }
    found = [path for path in project_files() if path.stem in ("utils", "util", "helpers", "common", "misc") and path not in people]
    assert [] == [str(path.relative_to(ROOT)) for path in found]


def test_no_pickles() -> None:
    """What is stored can be read, and reading it runs no code."""
    wrong = [
        place(path, line)
        for path in python_files()
        for line, name in imports(path)
        if name.split(".")[0] in ("pickle", "joblib", "shelve", "marshal", "dill", "cloudpickle")
    ]
    assert [] == wrong


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The string literals of a file that are no docstrings; an f-string is one, without its values."""
    skip: set[int] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node, clean=False) is not None:
            skip.add(id(node.body[0].value))  # type: ignore[attr-defined]
        elif isinstance(node, ast.JoinedStr):
            parts = [part for part in node.values if isinstance(part, ast.Constant)]
            skip.update(id(part) for part in parts)
            yield node.lineno, " ".join(str(part.value) for part in parts)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skip:
            yield node.lineno, node.value


def is_dutch_sentence(text: str) -> bool:
    """Five words or more, at least two of them small Dutch ones; a pattern or a list of words is no sentence."""
    if re.search(r"\\[bwsd]|\(\?|\w\|\w", text) or not re.match(r"\W*[A-ZÀ-Ý]|.*[.?!]\s*$", text, re.DOTALL):
        return False
    # Split on spaces: `utter_gedeeld_waar_was_ik` is one word, and a name.
    words = [word.strip(".,:;!?\"'()“”") for word in text.lower().split()]
    small = [word for word in words if word in DUTCH]
    return len(words) >= 5 and len(set(small)) >= 2 and len(small) >= len(words) / 5


def test_no_dutch_sentence_in_python() -> None:
    """What people read stands in YAML, Markdown and templates, where writers can find it and the linter reads it."""
    wrong = [
        f"{place(path, line)}: {text[:70]!r}"
        for path in python_files()
        for line, text in strings(path)
        if is_dutch_sentence(text) and not any(str(path.relative_to(BOT)) == file and text.startswith(start) for file, start in DUTCH_ALLOWED)
    ]
    assert [] == wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wat wil je dat ik nu voor je doe?", True),
        ("The port is taken by another program.", False),
        (r"\b(de|het|een) \w+ van je", False),
        ("te moe", False),
    ],
)
def test_a_dutch_sentence_is_recognised(text: str, expected: bool) -> None:
    """The check above can fail, and leaves English and patterns alone."""
    assert expected == is_dutch_sentence(text)


def test_every_test_says_what_is_true() -> None:
    """The docstrings of the tests read as the specification."""
    wrong = [
        f"{place(path, node.lineno)}: {node.name}"
        for path in python_files(ROOT / "tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert [] == wrong


def test_a_dialogue_is_exactly_three_files() -> None:
    """A writer finds what a dialogue says, understands and does in one folder, and nothing else."""
    folders = [path for path in DATA.iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert {"gedeeld", "werkwensen"} <= {folder.name for folder in folders}
    three = ["domain.yml", "nlu.yml", "rules.yml"]
    assert {folder.name: three for folder in folders} == {folder.name: sorted(path.name for path in folder.iterdir()) for folder in folders}


def test_every_slot_says_whether_it_steers_the_conversation() -> None:
    """Rasa's default is true; what is personal must never steer a prediction."""
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in domains()
        for name, slot in (yaml_of(path).get("slots") or {}).items()
        if not isinstance((slot or {}).get("influence_conversation"), bool)
    ]
    assert [] == wrong


def test_every_intent_says_which_entities_it_uses() -> None:
    """Without `use_entities` the entities of every other dialogue count too."""
    wrong = [
        f"{path.relative_to(ROOT)}: {intent if isinstance(intent, str) else next(iter(intent))}"
        for path in domains()
        for intent in (yaml_of(path).get("intents") or [])
        if isinstance(intent, str) or "use_entities" not in (next(iter(intent.values())) or {})
    ]
    assert [] == wrong


def test_rasa_trains_on_no_tests_and_no_stories() -> None:
    """`test_*.yml` under bot/data would be trained on; switch stories grow with the square of the dialogues."""
    assert [] == sorted(DATA.rglob("test_*"))
    assert [] == [path for path in DATA.rglob("*.yml") if "stories" in yaml_of(path)]


def test_training_leaves_config_alone() -> None:
    """Without an assistant_id of our own, training writes one into config.yml."""
    config = yaml_of(ROOT / "config.yml")
    assert config.get("assistant_id") not in (None, "placeholder_default")
    assert "nl" == config["language"]


def test_only_the_top_models_folder_is_ignored() -> None:
    """An unanchored `models/` would keep bot/models/ out of the repository."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/models/", "/var/", "/.venv/", "/.tools/"} <= set(ignored)
    assert not {"models", "models/", "var", "var/", "data/", "lib/"} & set(ignored)


def test_evaluation_files_stand_apart() -> None:
    """Only tests/eval holds labelled evaluation sentences, so that nothing can learn from them by accident."""
    wrong = [path for path in project_files() if path.suffix == ".jsonl" and path.stem in FIELDS and path.parent != ROOT / "tests" / "eval"]
    assert [] == wrong


def test_nothing_learned_from_the_evaluation_files() -> None:
    """No training example or rule is an exact or near copy of an evaluation sentence."""
    evaluation = [text for path in sorted((ROOT / "tests" / "eval").glob("*.jsonl")) for text in leakage.evaluation_texts(path)]
    assert [] == [str(copy) for copy in leakage.copies(leakage.training_texts(ROOT), evaluation, inside=True)]


def test_evaluation_files_hold_one_object_a_line() -> None:
    """A file that cannot be read measures nothing."""
    for path in sorted((ROOT / "tests" / "eval").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert isinstance(json.loads(line), dict), path


def test_no_registry_and_no_machine_is_named() -> None:
    """Where packages come from, and where this tree stands, is the business of the machine it runs on."""
    # In pieces, for this file is read too.
    names = [
        r"pypi\.or" + "g",
        "pythonhost" + "ed",
        "npmjs" + r"\.",
        "yarnpkg" + r"\.",
        "anaconda" + r"\.",
        "(?<![\\w.])/wor" + "k/",
        "/hom" + "e/[a-z]",
        "/roo" + "t/",
        "/User" + "s/",
    ]
    pattern = re.compile("|".join(names))
    wrong = [
        f"{place(path, number)}: {found.group()}"
        for path in project_files()
        if b"\0" not in path.read_bytes()[:1024]
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if (found := pattern.search(line))
    ]
    assert [] == wrong


def test_the_lock_has_hashes_and_no_addresses() -> None:
    """Every package is pinned, every file checked, and none is bound to a server."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*-[fi]\b|--index-url|--extra-index-url|--find-links|@ file", lock, re.MULTILINE)
    packages = re.split(r"(?m)^(?=[A-Za-z0-9])", lock)[1:]
    assert len(packages) > 100
    assert [] == [package.split()[0] for package in packages if "==" not in package.split()[0] or "--hash=sha256:" not in package]
    assert not list(ROOT.glob("uv.lock")) + list(ROOT.glob("package-lock.json"))


def test_the_glossary_and_the_code_use_the_same_words() -> None:
    """Every identifier in WOORDENLIJST.md stands in the code, and every dialogue stands in WOORDENLIJST.md."""
    glossary = (ROOT / "WOORDENLIJST.md").read_text(encoding="utf-8")
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in project_files()
        if BOT in path.parents and path.suffix in (".py", ".yml", ".js", ".html", ".mako")
    )
    known = set(re.findall(r"\w+", code)) | {part for path in project_files() for part in path.relative_to(ROOT).with_suffix("").parts}
    named = {part for quoted in re.findall(r"`([^`]+)`", glossary) for part in re.findall(r"[A-Za-z_]\w*", quoted)}
    assert len(named) > 10
    assert [] == sorted(named - known)
    assert [] == [folder.name for folder in sorted(DATA.iterdir()) if folder.is_dir() and folder.name not in glossary]
