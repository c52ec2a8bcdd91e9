"""Before a worker says it is ready, fixed sentences must be understood. A model that fails here is refused."""

from __future__ import annotations

from importlib.resources import files

import yaml

from bot.engine.runner import TurnRunner
from bot.engine.training import ModelError
from bot.nlu.safety import assess


async def self_test(runner: TurnRunner) -> None:
    """Raise ModelError when the pipeline or the guard misses one of the sentences in selftest.yml (counted, never quoted)."""
    cases = yaml.safe_load(files("bot.engine").joinpath("selftest.yml").read_text())
    wrong = 0
    for intent, sentences in cases["bewegingen"].items():
        for sentence in sentences:
            wrong += (await runner.parse(sentence, None))["intent"]["name"] != intent
    wrong += sum(assess(sentence).niveau not in ("rood", "vraag") for sentence in cases["veiligheid"])
    wrong += sum(assess(sentence).niveau != "geen" for sentence in cases["gewoon"])
    if wrong:
        raise ModelError(f"The model fails {wrong} sentences of its self-test: run `werkmaat train`")
