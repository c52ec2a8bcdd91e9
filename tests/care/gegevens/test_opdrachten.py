"""`werkmaat wis` and `werkmaat check` as somebody at the machine uses them, as a process of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from bot.models.crypto import MasterKey
from bot.models.database import Database
from bot.models.migrate import migrate
from bot.models.tables import Melding
from tests.care.gegevens.vulling import over
from tests.people import NOW, add_begeleider, add_client


def werkmaat(*arguments: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-m", "bot.cli", *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


async def test_erasing_and_checking_from_the_command_line(tmp_path: Path) -> None:
    """An open rode melding stops it unless told otherwise; nobody is said clearly; a changed row makes the check fail and says where."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/werkmaat.sqlite3", MasterKey.make(tmp_path / "master.key"))
    await migrate(database)
    kees = await add_client(database, await add_begeleider(database))
    async with database.begin(client_id=kees) as session:
        session.add(Melding(client_id=kees, niveau="rood", regel="x", created_at=NOW))
    place = ("--data", str(tmp_path))
    assert (1, "werkmaat: There is no client 99\n") == werkmaat("wis", "--client", "99", "--ja", *place)
    code, said = werkmaat("wis", "--client", str(kees), "--toch", *place)
    assert (1, True) == (code, "--ja" in said)
    assert (1, "werkmaat: A number is too large\n") == werkmaat("wis", "--client", "9" * 20, "--ja", *place)
    code, said = werkmaat("wis", "--client", str(kees), "--ja", *place)
    assert 1 == code
    assert "--toch" in said
    code, said = werkmaat("wis", "--client", str(kees), "--toch", "--ja", *place)
    assert (0, "Erased") == (code, said[:6])
    assert 0 == (await over(database, (kees,)))["client"]
    code, said = werkmaat("check", *place)
    assert (0, True) == (code, "1 rows, unbroken" in said)
    async with database.begin() as session:
        await session.execute(text("DROP TRIGGER inzage_vast"))
        await session.execute(text("UPDATE inzage SET wie = 'niemand'"))
    await database.close()
    code, said = werkmaat("check", *place)
    assert (1, True) == (code, "BROKEN at row 1" in said)
