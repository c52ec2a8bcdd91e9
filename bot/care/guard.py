"""The guard as the receipt uses it: loaded in the background, because spaCy takes a second and the front must answer at once.

A message that comes in before it is loaded waits for it: nothing is received unread.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from bot.nlu.safety import Verdict
    from bot.nlu.safety.answers import Asked
    from bot.nlu.safety.recant import Recanted

P = ParamSpec("P")
T = TypeVar("T")
# Longer texts take hundredths to tenths of a second: they are read in a thread, so that the front keeps answering others.
LONG = 200
_lock = threading.Lock()
_loaded: ModuleType | None = None
_file: Path | None = None


class GuardError(RuntimeError):
    """The guard cannot read messages, so nothing may be served; the message says what to do."""


def use(model: Path) -> None:
    """Name the trained file that `load` reads, before the first message can come in."""
    global _file
    _file = model


def load(model: Path | None = None) -> ModuleType:
    """Import the guard and read its trained file, this one or the one of `use`; without one it trains in memory. Takes seconds; raises GuardError."""
    global _loaded
    with _lock:
        if _loaded is None:
            from bot.nlu import safety

            try:
                if (path := model or _file) is not None:
                    safety.load(path)
                safety.warm()
            except Exception as error:
                raise GuardError(f"The safety guard does not work: {error}") from error
            _loaded = safety
        return _loaded


async def assess(text: str) -> Verdict:
    """The guard's verdict on a text of any length."""
    safety: ModuleType = _loaded if _loaded is not None else await asyncio.to_thread(load)
    verdict: Verdict = await apart(text, safety.assess, text)
    return verdict


async def apart(text: str, read: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What `read` makes of these arguments; in a thread when the text is long."""
    return await asyncio.to_thread(read, *arguments, **named) if len(text) > LONG else read(*arguments, **named)


async def answer_to_direct_question(text: str, asked: Asked) -> str:
    """ja | nee | wil_niet_zeggen | onduidelijk. Only called after `assess` has read the same text."""
    return str(await apart(text, load().answer_to_direct_question, text, asked))


def takes_back_no(text: str, asked: Asked, *, first: bool) -> Recanted:
    """Whether a text takes back the no that was given to a direct question shortly before: ja | vraag | "". Only called after `assess`."""
    recanted: Recanted = load().takes_back_no(text, asked, first=first)
    return recanted


def meant_otherwise(text: str) -> bool:
    """Whether a text says that what was read as danger was not meant so. Only called after `assess`."""
    return bool(load().meant_otherwise(text))


def said_beside(text: str) -> str:
    """What a text says beside that it was meant otherwise. Only called after `assess`."""
    return str(load().said_beside(text))


def failed(verdict: Verdict) -> bool:
    """Whether this is the cautious verdict of a guard that broke on the text."""
    return verdict.reden == "guard failed"
