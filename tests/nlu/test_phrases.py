"""A file of phrases is read with its parts filled in, and a part that is missing or unused is named with the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.phrases import Phrases, PhrasesError


def _write(path: Path, text: str) -> Phrases:
    path.write_text(text, encoding="utf-8")
    return Phrases(path)


def test_parts_may_hold_parts_and_named_groups_stay(tmp_path: Path) -> None:
    """`<een>` is a part; `(?P<een>` is a group of the pattern."""
    phrases = _write(tmp_path / "a.yml", "delen: {een: 'ja', twee: '<een> en <een>'}\nzegt: '(?P<een><twee>)'\nlijst: ['<een>', nee]\n")
    found = phrases.pattern("zegt").fullmatch("ja en ja")
    assert found is not None
    assert ("ja en ja", ["ja", "nee"]) == (found["een"], phrases.entry("lijst"))
    assert phrases.pattern("lijst").fullmatch("nee")
    assert [True, False] == [bool(one.fullmatch("ja")) for one in phrases.patterns("lijst")]


@pytest.mark.parametrize(("text", "message"), [("zegt: '<een>'\n", "no part 'een'"), ("delen: {een: 'ja'}\nzegt: x\n", "uses the part 'een'")])
def test_a_part_that_is_missing_or_unused_is_named(tmp_path: Path, text: str, message: str) -> None:
    """With the name of the file, so that a slip cannot stay unseen."""
    with pytest.raises(PhrasesError, match=f"a.yml: .*{message}"):
        _write(tmp_path / "a.yml", text)
