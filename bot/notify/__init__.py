"""The alarm chain in the background: steps of the ladder, deliveries, and the watch over the chain itself."""

from bot.notify.loop import background, run, tick

__all__ = ["background", "run", "tick"]
