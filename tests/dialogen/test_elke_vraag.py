"""Every question of every dialogue, fifty dangerous sentences at each: none becomes an answer, each is answered by the guard at the receipt."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.care.beurt import Invoer
from bot.care.dialogen import DIALOGEN
from bot.care.ontvangst import ontvang
from bot.models.crypto import MasterKey
from bot.models.database import Database, utcnow
from bot.models.tables import Bericht, Melding
from tests.dialogen.conftest import Foto
from tests.dialogen.test_paden import Album, albums, pad  # noqa: F401 - the fixture
from tests.dialogen.toneel import Toneel
from tests.engine.model import Engine

ZINNEN = (Path(__file__).parents[1] / "nlu" / "safety" / "crisis_sentences.txt").read_text("utf-8").splitlines()


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("dialoog", DIALOGEN)
async def test_no_question_swallows_danger(
    engine: Engine,
    albums: Album,  # noqa: F811
    fotos: dict[str, Foto],
    master_key: MasterKey,
    dialoog: str,
) -> None:
    """Answered in the receipt commit, with the direct question or a melding; the answers and the open question stay as they were."""
    taken = fotos if dialoog == "werkwensen" else albums(dialoog)
    for vraag, foto in taken.items():
        toneel = Toneel(engine, Database(f"sqlite+aiosqlite:///{foto.pad}", master_key), foto.client_id, dialoog=dialoog)
        assert [] == [zin for zin in ZINNEN if not await _gezien(toneel, zin)], vraag
        assert (vraag, foto.woorden) == (await toneel.plaats(), await toneel.woorden())
        await toneel.database.close()


async def _gezien(toneel: Toneel, zin: str) -> bool:
    """Whether this message is answered at its receipt, and a danger that needs no question has its melding. Puts the safety state back."""
    database, number = toneel.database, str(uuid.uuid4())
    received = await ontvang(database, toneel.client_id, number, Invoer(zin), utcnow())
    async with database.begin(client_id=toneel.client_id) as session:
        gesprek = await toneel.gesprek(session)
        stand, gesprek.veiligheid = gesprek.veiligheid, None
        meldingen = await session.scalar(select(func.count()).select_from(Melding).where(Melding.bericht_id == number))
        bericht = await session.get_one(Bericht, number)
    return received.beantwoord and bericht.niveau in ("rood", "vraag") and meldingen == (bericht.niveau == "rood") and stand is not None
