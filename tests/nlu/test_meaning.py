"""Vectors of meaning: what is near is near, any text and any word gives one, and a damaged encoder is refused."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from bot.nlu import meaning
from bot.nlu.meaning import SIZE, WORD_SIZE, Floats, MeaningError, of_words, vectors


def alike(first: Floats, second: Floats) -> float:
    """The cosine of two vectors."""
    return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))


def test_near_meanings_are_near_without_a_word_in_common() -> None:
    """A paraphrase is nearer than a sentence about something else."""
    tired, exhausted, coffee = vectors(["mijn energie is helemaal op", "ik ben uitgeput", "de koffie staat in de keuken"])
    assert tired @ exhausted > tired @ coffee + 0.1


def test_every_text_gives_a_vector_of_length_one() -> None:
    """Empty, endless, foreign and broken texts too; none gives none; the same alone and among others."""
    found = vectors(["", " ", "\x00", "a" * 100_000, "😀" * 500, "ك ت ا ب", "\ud800", "ik ben er"])
    assert (8, SIZE) == found.shape
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-3)
    assert (0, SIZE) == vectors([]).shape
    assert np.allclose(vectors(["ik ben er"])[0], found[-1], atol=1e-4)


def test_near_meanings_are_near_in_another_word_or_language() -> None:
    """The same thing in another word, or in another language, is nearer than another thing."""
    pills, tablets, dead, death, bicycle = of_words(["pillen", "tabletten", "dood", "death", "fiets"])
    assert alike(pills, tablets) > alike(pills, bicycle) + 0.1
    assert alike(dead, death) > alike(dead, bicycle) + 0.1


def test_every_word_gives_a_vector() -> None:
    """Empty, endless, foreign and broken words too; none gives none; more than one batch stays in order."""
    found = of_words(["", " ", "\x00", "a" * 100_000, "😀" * 500, "ك ت ا ب", "\ud800", "trein"])
    assert (8, WORD_SIZE) == found.shape
    assert np.isfinite(found).all()
    assert (0, WORD_SIZE) == of_words([]).shape
    many = of_words([f"woord{i}" for i in range(meaning.BATCH)] + ["trein"])
    assert np.allclose(many[-1], found[-1], atol=1e-4)


def test_neighbours_in_a_call_do_not_change_a_vector() -> None:
    """A word means the same alone and among others."""
    assert np.allclose(of_words(["tuinieren"])[0], of_words(["hallo", "tuinieren", "bus"])[1], atol=1e-4)


def test_threads_may_ask_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One load, and every thread gets the right vector."""
    expected = of_words(["werk"])[0]
    monkeypatch.setattr(meaning, "_encoder", None)
    loads: list[int] = []
    real = meaning._read
    monkeypatch.setattr(meaning, "_read", lambda: loads.append(1) or real())
    found: list[Floats] = []
    threads = [threading.Thread(target=lambda: found.append(of_words(["werk"])[0])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 == len(loads)
    assert all(np.allclose(expected, one, atol=1e-4) for one in found)
    assert 4 == len(found)


def test_another_or_damaged_encoder_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One changed byte, or no file at all: a clear error, never vectors that mean something else."""
    monkeypatch.setattr(meaning, "_encoder", None)
    folder = tmp_path / "resources"
    folder.mkdir()
    monkeypatch.setattr(meaning.resources, "files", lambda _: tmp_path)
    with pytest.raises(MeaningError, match="make setup"):
        of_words(["hallo"])
    for name in meaning.FILES:
        (folder / name).write_bytes(b"something else")
    with pytest.raises(MeaningError, match="damaged or of another version"):
        of_words(["hallo"])
