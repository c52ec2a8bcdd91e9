"""Stop anywhere, come back after a restart, an hour or a month: the same question, with a recap, and every answer still there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from tests.dialogen.conftest import Opstelling
from tests.dialogen.pad import PAD, VRAGEN
from tests.dialogen.test_bewegingen import staat_er_weer

BijVraag = Callable[[str], Awaitable[Opstelling]]


@pytest.mark.parametrize("vraag", VRAGEN)
async def test_after_a_month_and_a_restart_the_same_question_is_asked_with_a_recap(
    bij_vraag: BijVraag, vraag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New engine object, new database object, 31 days later; then the dialogue goes on as if nothing happened."""
    opstelling = await bij_vraag(vraag)
    toneel = opstelling.toneel
    toneel.herstart(await opstelling.heropen())
    toneel.later = timedelta(days=31)
    monkeypatch.setattr("bot.engine.runner.utcnow", lambda: toneel.nu)
    reply = await toneel.opent()
    assert len(reply) > 1
    await staat_er_weer(opstelling, vraag, reply)
    assert [] == await toneel.opent(), "a second look at the page brings no second recap"
    nummer = [stap.vraag for stap in PAD].index(vraag)
    await PAD[nummer].zet(toneel)
    volgende = PAD[nummer + 1].vraag if nummer + 1 < len(PAD) else "thuis"
    assert volgende == await toneel.plaats()
    assert opstelling.foto.woorden.items() <= (await toneel.woorden()).items()


async def test_within_the_hour_nobody_is_welcomed_back(bij_vraag: BijVraag) -> None:
    """A reload of the page is no absence."""
    opstelling = await bij_vraag("taken")
    opstelling.toneel.later = timedelta(minutes=50)
    assert [] == await opstelling.toneel.opent()


@pytest.mark.parametrize("staat", ["pauze", "ik ben moe", "mijn begeleider", "ik wil een antwoord veranderen"])
async def test_a_month_in_the_middle_of_a_detour_loses_nothing(bij_vraag: BijVraag, staat: str) -> None:
    """Whatever was open besides the question, one comes out at the question."""
    opstelling = await bij_vraag("samen")
    await opstelling.toneel.typt(staat)
    opstelling.toneel.herstart(await opstelling.heropen())
    opstelling.toneel.later = timedelta(days=31)
    reply = await opstelling.toneel.opent()
    if await opstelling.toneel.plaats() != "samen":
        reply = await opstelling.toneel.typt("verder")
    await staat_er_weer(opstelling, "samen", reply)


async def test_after_danger_a_month_later_the_questionnaire_still_rests(bij_vraag: BijVraag) -> None:
    """It goes on only when the client chooses so, whatever the calendar says."""
    opstelling = await bij_vraag("samen")
    await opstelling.toneel.typt("ik wil niet meer leven, vanavond maak ik er een eind aan")
    opstelling.toneel.later = timedelta(days=31)
    assert [] == await opstelling.toneel.opent()
    assert "veiligheid:rust" == await opstelling.toneel.plaats()
    await staat_er_weer(opstelling, "samen", await opstelling.toneel.kiest("verder"))
