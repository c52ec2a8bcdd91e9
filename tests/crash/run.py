"""The long run: python -m tests.crash.run --kills 300 [--database postgresql://…] [--seed N]. Ends with 1 when anything was lost or doubled."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.crash.harness import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash.run", description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--clients", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="", metavar="URL", help="an empty PostgreSQL database; without it SQLite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="werkmaat-crash-") as folder:
        outcome = asyncio.run(run(Path(folder), options.kills, database_url=options.database, clients=options.clients, seed=options.seed))
    print(outcome)
    for problem in outcome.problems:
        print(problem)
    return 1 if outcome.problems or outcome.incidents else 0


if __name__ == "__main__":
    sys.exit(main())
