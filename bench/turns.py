"""How long a turn takes, and whether it stays so: `python -m bench.turns [--turns 500]`. Prints medians in milliseconds of server time.

One client on a SQLite file: receipt (front) and turn (worker) in one process, without HTTP. Turn 10 and turn 500 are medians of 21 turns
around them, so that one hiccup does not decide.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
import uuid
from pathlib import Path

from bot.engine import quiet

quiet.prepare()

from bot.care import ontvangst, toegang  # noqa: E402  # after prepare()
from bot.care.beurt import Invoer  # noqa: E402
from bot.engine.worker import load  # noqa: E402
from bot.models.crypto import MasterKey  # noqa: E402
from bot.models.database import Database, utcnow  # noqa: E402
from bot.models.migrate import migrate  # noqa: E402
from bot.settings import Settings  # noqa: E402

# Answers and moves in turn, so that the conversation goes on without ever finishing.
SAID = (
    "iets met planten in een kas",
    "terug",
    "wat bedoel je?",
    "weet ik niet",
    "terug",
    "terug",
    "herhaal",
    "iets met hout",
    "waar was ik?",
    "terug",
)


async def measure(turns: int) -> None:
    used: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/bench.sqlite3", MasterKey.make(Path(folder) / "key"))
        await migrate(database)
        runner = load(Settings.from_env().models, database)
        organisatie = await toegang.new_organisatie(database, "Bench", now=utcnow())
        begeleider = await toegang.new_begeleider(database, organisatie, "Bea", "bea@bench.example", "een lange wachtzin voor bench", now=utcnow())
        client = await toegang.new_client(database, begeleider, "Cas", now=utcnow())

        async def say(invoer: Invoer) -> float:
            began, cpu = time.perf_counter(), time.process_time()
            received = await ontvangst.ontvang(database, client, str(uuid.uuid4()), invoer, utcnow())
            if not received.beantwoord:
                await runner.answer(received.bericht_id)
            used.append((time.process_time() - cpu) * 1000)
            return (time.perf_counter() - began) * 1000

        waiting = await ontvangst.binnenkomst(database, client, utcnow())
        assert waiting is not None
        await runner.answer(waiting[1])
        await say(Invoer(keuzes=("start_werkwensen",)))
        took = [await say(Invoer(SAID[number % len(SAID)])) for number in range(turns)]
        await database.close()
    early, late = statistics.median(took[5:26]), statistics.median(took[-21:])
    print(f"turns {turns}: median {statistics.median(took):.1f} ms, p95 {sorted(took)[int(turns * 0.95)]:.1f} ms")
    print(f"processor time: median {statistics.median(used):.1f} ms")
    print(f"around turn 10: {early:.1f} ms, last turns: {late:.1f} ms, ratio {late / early:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=500)
    asyncio.run(measure(parser.parse_args().turns))
