"""Put on the PYTHONPATH of a worker, this makes one in three of its actions fail after the answer was taken. Python imports it at the start."""

import random
import sys

if "bot.engine.worker" in sys.orig_argv:
    from bot.care import gesprek

    _real = gesprek.beantwoord

    async def _fails_now_and_then(beurt):  # type: ignore[no-untyped-def]
        said = await _real(beurt)
        if random.random() < 1 / 3:
            raise RuntimeError("an action that fails")
        return said

    gesprek.beantwoord = _fails_now_and_then
