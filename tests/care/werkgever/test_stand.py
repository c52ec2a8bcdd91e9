"""The short memory of anonymous conversations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.care.werkgever.stand import LIFE, Stand, Standen

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_conversation_is_forgotten_after_half_an_hour() -> None:
    """Context lives as long as the conversation does, and half an hour more."""
    standen = Standen()
    standen.put("a", Stand(onderwerp="loonwaarde"), "1", [], NOW)
    assert Stand(onderwerp="loonwaarde") == standen.get("a", NOW + LIFE)
    assert Stand() == standen.get("a", NOW + LIFE + timedelta(seconds=1))


def test_the_memory_has_a_bound() -> None:
    """However many conversations are begun, only the latest are remembered."""
    standen = Standen(kept=2)
    for number, key in enumerate("abc"):
        standen.put(key, Stand(onderwerp=key), "1", [], NOW + timedelta(seconds=number))
    assert [None, "b", "c"] == [standen.get(key, NOW + timedelta(seconds=3)).onderwerp for key in "abc"]


def test_a_message_sent_again_gets_the_same_answer() -> None:
    """The last answers of a conversation are known by the id of their message."""
    standen = Standen()
    standen.put("a", Stand(), "1", [{"id": "x"}], NOW)
    assert ([{"id": "x"}], None, None) == (standen.reply("a", "1", NOW), standen.reply("a", "2", NOW), standen.reply("b", "1", NOW))
