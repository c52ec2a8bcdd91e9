"""The trained model in the test process: loaded once, and put on any database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.models.database import Database
from bot.settings import PROJECT

if TYPE_CHECKING:
    from bot.engine.runner import TurnRunner

MODELS = PROJECT / "models"


@dataclass(frozen=True)
class Engine:
    """What a worker holds after loading, without a database."""

    agent: Any
    store: Any

    def runner(self, database: Database, *, kan_mailen: bool = True) -> TurnRunner:
        """A new engine object on this database, as a worker that has just started."""
        from bot.engine.runner import TurnRunner

        return TurnRunner(database, self.agent, self.store, kan_mailen=kan_mailen)


def load_engine() -> Engine:
    """Load the model that lies in models/. Raises ModelError when it is missing or stale: an old model with new code understands nonsense."""
    from bot.engine import quiet
    from bot.engine.training import ModelError, is_stale

    if is_stale(MODELS):
        raise ModelError("The model in models/ does not fit the project: run `make setup`")
    quiet.prepare()
    from bot.engine.worker import load

    loaded = load(MODELS, None)  # type: ignore[arg-type]  # the database comes with each test
    return Engine(loaded.agent, loaded.store)
