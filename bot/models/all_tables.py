"""Import this where every table must be known: the migrations, and the register of what is kept of a client."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import bot.models

for _found in iter_modules(bot.models.__path__):
    if _found.name.endswith("_tables") and _found.name != "all_tables":
        import_module(f"bot.models.{_found.name}")
